"""The case page: what each reader sees and is asked, every answer, and answers that come too late."""

from decimal import Decimal

import pytest
from django.urls import reverse

from kompetanse.felles.formats import dato
from kompetanse.organisasjon.models import Rollekode
from soknader.mbu import saksgang as mbusak
from soknader.models import Kjedesteg, MbuSak, Mote, Saksteg, Soknad, Steghandling
from soknader.sak import saksgang
from soknader.sak.bilde import Sak, for_sak
from tests.felles.pdf_sjekk import assert_pdf_is_archivable, pdf_text
from tests.klokke import dag
from tests.rollebesetning import gi_rolle, gi_stedfortreder
from tests.soknader.factories import lag_ramme, lag_satsingsomraade, lag_soknad
from tests.soknader.moter import lag_mote, vedta

Status = Soknad.Status
PERSONER = [
    "soker", "kollega", "leder", "avdelingsdirektor", "hr", "hr_leder", "etatsdirektor", "gruppemedlem",
    "mbu_medlem", "tillitsvalgt", "utenforstaende",
]  # fmt: skip
SER_SENDTE = {"soker", "leder", "avdelingsdirektor", "hr", "hr_leder", "etatsdirektor", "gruppemedlem"}


@pytest.fixture
def alle(request, tre):
    return {navn: request.getfixturevalue(navn) for navn in PERSONER}


@pytest.fixture
def sendt(soker, avdelingsdirektor, hr_leder):
    lag_ramme()
    return saksgang.send_inn(lag_soknad(soker), bruker=soker)


def svaradresse(soknad, handling):
    return reverse("soknader:soknad-answer", args=[soknad.pk, handling])


def sak_for(soknad, bruker):
    return Sak(for_sak(Soknad.objects.all()).get(pk=soknad.pk), bruker)


def titler(soknad, bruker):
    return [(ledd["tilstand"], str(ledd["tittel"])) for ledd in sak_for(soknad, bruker).kjede()]


# --- Who sees the page ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tilstand", "ser"),
    [
        (Status.UTKAST, {"soker"}),
        (Status.TIL_BEHANDLING, SER_SENDTE),
        (Status.RETURNERT, SER_SENDTE),
        (Status.AVSLAATT, SER_SENDTE),
        (Status.TRUKKET, SER_SENDTE),
    ],
)
def test_the_page_is_open_to_exactly_these_in_each_state(client, alle, soker, tilstand, ser):
    soknad = lag_soknad(soker)
    if tilstand != Status.UTKAST:
        saksgang.send_inn(soknad, bruker=soker)
    if tilstand == Status.RETURNERT:
        saksgang.returner(soknad, bruker=alle["avdelingsdirektor"], kommentar="Mer.")
    elif tilstand == Status.AVSLAATT:
        saksgang.avslaa(soknad, bruker=alle["avdelingsdirektor"], kommentar="Nei.")
    elif tilstand == Status.TRUKKET:
        saksgang.trekk(soknad, bruker=soker)

    koder = {}
    for navn, bruker in alle.items():
        client.force_login(bruker)
        koder[navn] = client.get(soknad.get_absolute_url()).status_code

    assert koder == {navn: 200 if navn in ser else 404 for navn in alle}


@pytest.mark.parametrize("ending", ["", "svar/anbefal/", "pdf/", "rapport/", "slett/", "rediger/hva/", "vedlegg/1/"])
def test_another_kommune_gets_404_whether_the_case_is_there_or_not(client, sendt, annen_kommune, ending):
    client.force_login(annen_kommune.hr)

    koder = [client.get(f"/soknader/{pk}/{ending}").status_code for pk in (sendt.pk, 10**9)]

    assert koder == [404, 404]


# --- The words --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("hvem", "tekst"),
    [
        ("soker", "Til behandling, venter på avdelingsdirektør, IKT-tjenester"),
        ("avdelingsdirektor", "Venter på deg"),
        ("hr", "Venter på avdelingsdirektør, IKT-tjenester"),
    ],
)
def test_the_same_state_has_its_own_words_for_each_reader(sendt, hr, request, hvem, tekst):
    assert sak_for(sendt, request.getfixturevalue(hvem)).merke.tekst == tekst


@pytest.mark.parametrize(("hvem", "tekst"), [("soker", "Returnert til deg"), ("hr", "Venter på søkeren")])
def test_a_returned_case_waits_for_the_applicant(sendt, avdelingsdirektor, hr, request, hvem, tekst):
    saksgang.returner(sendt, bruker=avdelingsdirektor, kommentar="Mer.")

    assert sak_for(sendt, request.getfixturevalue(hvem)).merke.tekst == tekst


def test_the_chain_names_everyone_past_now_and_to_come(sendt, avdelingsdirektor, hr_leder):
    saksgang.anbefal(sendt, bruker=avdelingsdirektor, kommentar="Godt forankret.")

    kjede = sak_for(sendt, hr_leder).kjede()

    assert [(ledd["tilstand"], str(ledd["tittel"]), ledd["hvem"]) for ledd in kjede] == [
        ("gjort", "Sendt av Siri Test", "Prosjektkontoret"),
        ("gjort", "Anbefalt av Ada Test", "Avdelingsdirektør, IKT-tjenester"),
        ("naa", "Avdelingsdirektør HR og virksomhetsstyring", "Hanna Test (deg)"),
        ("kommer", "Etatsledergruppen", ""),
        ("kommer", "MBU orienteres", ""),
    ]
    assert kjede[1]["kommentar"] == "Godt forankret."


def test_all_rounds_stand_in_the_chain(sendt, soker, avdelingsdirektor, hr_leder):
    saksgang.returner(sendt, bruker=avdelingsdirektor, kommentar="Skriv mer.")
    saksgang.send_inn(sendt, bruker=soker)
    saksgang.anbefal(sendt, bruker=avdelingsdirektor)

    assert titler(sendt, soker)[:5] == [
        ("gjort", "Sendt av Siri Test"),
        ("gjort", "Returnert av Ada Test"),
        ("gjort", "Sendt av Siri Test"),
        ("gjort", "Anbefalt av Ada Test"),
        ("naa", "Avdelingsdirektør HR og virksomhetsstyring"),
    ]


def test_a_returned_case_shows_the_whole_chain_to_come(sendt, soker, avdelingsdirektor):
    saksgang.returner(sendt, bruker=avdelingsdirektor, kommentar="Skriv mer.")

    assert titler(sendt, soker)[2:] == [
        ("naa", "Søkeren retter søknaden"),
        ("kommer", "Avdelingsdirektør"),
        ("kommer", "Avdelingsdirektør HR og virksomhetsstyring"),
        ("kommer", "Etatsledergruppen"),
        ("kommer", "MBU orienteres"),
    ]


def test_a_moved_step_says_why_and_names_the_next_leader(avdelingsdirektor, hr_leder, etatsdirektor):
    soknad = saksgang.send_inn(lag_soknad(avdelingsdirektor), bruker=avdelingsdirektor)

    naa = sak_for(soknad, avdelingsdirektor).kjede()[1]

    assert naa["hvem"] == "Eva Test"
    assert naa["kommentar"].startswith("Søkeren har selv rollen «Avdelingsdirektør».")


def test_a_deputy_answers_on_behalf_of_the_holder(client, soker, tre, kollega, avdelingsdirektor, hr_leder, sendt):
    rolle = avdelingsdirektor.person.roller.get()
    gi_stedfortreder(rolle, kollega)
    client.force_login(kollega)

    html = client.get(sendt.get_absolute_url()).content.decode()
    client.post(svaradresse(sendt, "anbefal"), {"steg": sendt.current_step().pk, "kommentar": ""})

    assert "Du svarer på vegne av Ada Test." in html
    assert sak_for(sendt, soker).kjede()[1]["hvem"] == "Avdelingsdirektør, IKT-tjenester, på vegne av Ada Test"


def test_a_step_that_nobody_can_answer_says_so(soker, tre):
    soknad = saksgang.send_inn(lag_soknad(soker), bruker=soker)

    assert sak_for(soknad, soker).kjede()[1]["hvem"] == "Ingen kan svare ennå. HR har fått beskjed."


def test_the_decision_shows_how_the_money_was_drawn(client, soker, avdelingsdirektor, hr_leder, hr):
    lag_ramme(oremerket={lag_satsingsomraade(): 20_000})
    soknad = saksgang.send_inn(lag_soknad(soker), bruker=soker)
    saksgang.anbefal(soknad, bruker=avdelingsdirektor)
    saksgang.innstill(soknad, bruker=hr_leder)
    vedta(soknad, hr, "delvis", belop=Decimal(25_000), begrunnelse="Resten dekkes av dere.")
    client.force_login(soker)

    svar = client.get(soknad.get_absolute_url())

    assert [(str(post.oremerking), post.belop) for post in svar.context["sak"].posteringer] == [
        ("Digital kompetanse", Decimal(20_000)),
        ("None", Decimal(5_000)),
    ]
    assert "Resten dekkes av dere." in svar.content.decode()


# --- What is asked ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("hvem", "knapper"),
    [
        ("avdelingsdirektor", ["Anbefal og send videre", "Returner til søker", "Avslå"]),
        ("hr_leder", []),
        ("soker", []),
    ],
)
def test_the_buttons_are_those_of_the_step_that_waits(client, sendt, request, hvem, knapper):
    client.force_login(request.getfixturevalue(hvem))

    sak = client.get(sendt.get_absolute_url()).context["sak"]

    assert [str(tekst) for _navn, tekst in (sak.svarknapper if sak.svarer else [])] == knapper


def test_the_main_button_names_the_next_step_when_its_title_is_short(sendt, avdelingsdirektor):
    Saksteg.objects.filter(soknad=sendt, rekkefolge=2).update(tittel="HR")

    assert sak_for(sendt, avdelingsdirektor).svarknapper[0] == ("anbefal", "Anbefal og send til HR")


def test_opening_the_page_marks_the_step_as_opened_for_its_handler_only(client, sendt, hr, avdelingsdirektor):
    client.force_login(hr)
    client.get(sendt.get_absolute_url())
    foer = sendt.current_step().aapnet
    client.force_login(avdelingsdirektor)
    client.get(sendt.get_absolute_url())

    assert foer is None
    assert sendt.current_step().aapnet is not None


def test_the_applicant_may_take_back_until_it_is_opened_and_withdraw_after(client, sendt, soker, avdelingsdirektor):
    client.force_login(soker)
    foer = [navn for navn, _tekst in client.get(sendt.get_absolute_url()).context["sak"].stille_valg]
    saksgang.merk_aapnet(sendt, bruker=avdelingsdirektor)
    etter = [navn for navn, _tekst in client.get(sendt.get_absolute_url()).context["sak"].stille_valg]

    assert (foer, etter) == (["ta_tilbake", "trekk"], ["trekk"])


# --- Answering --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("handling", "kommentar", "status"),
    [
        ("anbefal", "", Status.TIL_BEHANDLING),
        ("returner", "Skriv mer om effekten.", Status.RETURNERT),
        ("avslaa", "Ikke prioritert i år.", Status.AVSLAATT),
    ],
)
def test_an_answer_is_given_from_the_page(client, sendt, avdelingsdirektor, handling, kommentar, status):
    client.force_login(avdelingsdirektor)

    svar = client.post(
        svaradresse(sendt, handling), {"steg": sendt.current_step().pk, "kommentar": kommentar}, follow=True
    )

    sendt.refresh_from_db()
    assert svar.redirect_chain == [(sendt.get_absolute_url(), 302)]
    assert sendt.status == status
    assert sendt.steg.exclude(avgjorelse="").get().kommentar == kommentar


@pytest.mark.parametrize("handling", ["returner", "avslaa", "meld_inhabil"])
def test_a_reason_is_asked_for_where_one_is_needed(client, sendt, avdelingsdirektor, handling):
    client.force_login(avdelingsdirektor)

    svar = client.post(svaradresse(sendt, handling), {"steg": sendt.current_step().pk, "kommentar": "  "})

    sendt.refresh_from_db()
    assert svar.context["form"].errors == {"kommentar": ["Skriv en begrunnelse."]}
    assert sendt.status == Status.TIL_BEHANDLING


def test_a_get_only_shows_what_would_happen(client, sendt, avdelingsdirektor):
    client.force_login(avdelingsdirektor)

    svar = client.get(svaradresse(sendt, "avslaa"))

    sendt.refresh_from_db()
    assert "Avslaget er endelig." in svar.content.decode()
    assert sendt.status == Status.TIL_BEHANDLING


@pytest.mark.parametrize(("belop", "innstilt"), [("", "35000"), ("30 000,50", "30000.50"), ("35000", "35000")])
def test_hr_proposes_an_amount(client, sendt, avdelingsdirektor, hr_leder, belop, innstilt):
    saksgang.anbefal(sendt, bruker=avdelingsdirektor)
    client.force_login(hr_leder)

    client.post(svaradresse(sendt, "innstill"), {"steg": sendt.current_step().pk, "belop": belop})

    assert sendt.steg.get(avgjorelse="innstilt").innstilt_belop == Decimal(innstilt)


@pytest.mark.parametrize("belop", ["35 001", "1e9", "-5", "12,345", "NaN"])
def test_a_bad_amount_is_refused_and_the_comment_kept(client, sendt, avdelingsdirektor, hr_leder, belop):
    saksgang.anbefal(sendt, bruker=avdelingsdirektor)
    client.force_login(hr_leder)
    data = {"steg": sendt.current_step().pk, "belop": belop, "kommentar": "Innenfor formålet."}

    svar = client.post(svaradresse(sendt, "innstill"), data)

    form = svar.context["form"]
    assert (list(form.errors), form["kommentar"].value()) == (["belop"], "Innenfor formålet.")
    assert sendt.steg.filter(avgjorelse="innstilt").count() == 0


def test_a_comment_of_100_000_letters_is_refused_and_kept(client, sendt, avdelingsdirektor):
    client.force_login(avdelingsdirektor)

    svar = client.post(svaradresse(sendt, "anbefal"), {"kommentar": "x" * 100_000})

    assert list(svar.context["form"].errors) == ["kommentar"]
    assert len(svar.context["form"]["kommentar"].value()) == 100_000


def test_an_answer_sent_twice_counts_once_and_says_so_kindly(client, sendt, avdelingsdirektor):
    client.force_login(avdelingsdirektor)
    data = {"steg": sendt.current_step().pk, "kommentar": ""}

    client.post(svaradresse(sendt, "anbefal"), data)
    svar = client.post(svaradresse(sendt, "anbefal"), data, follow=True)

    assert "allerede gått videre" in svar.content.decode()
    assert sendt.steg.exclude(avgjorelse="").count() == 1


def test_an_answer_sent_twice_does_not_answer_the_next_step_of_one_who_holds_both(
    client, soker, tre, avdelingsdirektor
):
    Kjedesteg.objects.filter(rekkefolge=2).update(
        handling=Steghandling.ANBEFALING, rolletype=Kjedesteg.objects.get(rekkefolge=1).rolletype
    )
    soknad = saksgang.send_inn(lag_soknad(soker), bruker=soker)
    client.force_login(avdelingsdirektor)
    data = {"steg": soknad.current_step().pk, "kommentar": ""}

    for _gang in range(2):
        client.post(svaradresse(soknad, "anbefal"), data)

    assert soknad.steg.exclude(avgjorelse="").count() == 1


def test_withdrawing_twice_is_told_kindly(client, sendt, soker):
    client.force_login(soker)

    koder = [client.post(svaradresse(sendt, "trekk"), {}).status_code for _gang in range(2)]

    sendt.refresh_from_db()
    assert (koder, sendt.status) == ([302, 302], Status.TRUKKET)


@pytest.mark.parametrize(
    "handling", ["anbefal", "innstill", "returner", "avslaa", "meld_inhabil", "trekk", "send_inn", "x"]
)
def test_inside_the_scope_but_not_allowed_is_403(client, sendt, leder, handling):
    client.force_login(leder)

    assert client.post(svaradresse(sendt, handling), {"kommentar": "Jeg vil"}).status_code == 403


def test_stepping_aside_moves_the_case_and_keeps_the_reader_out_of_a_dead_end(
    client, sendt, avdelingsdirektor, etatsdirektor
):
    client.force_login(avdelingsdirektor)

    svar = client.post(
        svaradresse(sendt, "meld_inhabil"),
        {"steg": sendt.current_step().pk, "kommentar": "Søkeren er søsteren min."},
        follow=True,
    )

    assert svar.status_code == 200
    assert sak_for(sendt, etatsdirektor).merke.tekst == "Venter på deg"


def test_a_long_reason_for_stepping_aside_is_refused_not_cut(client, sendt, avdelingsdirektor):
    client.force_login(avdelingsdirektor)

    svar = client.post(svaradresse(sendt, "meld_inhabil"), {"kommentar": "x" * 301})

    assert list(svar.context["form"].errors) == ["kommentar"]


# --- Sending ----------------------------------------------------------------------------------------


def test_sending_what_is_not_complete_leads_back_to_the_summary(client, soker):
    soknad = lag_soknad(soker, begrunnelse="")
    client.force_login(soker)

    svar = client.post(reverse("soknader:soknad-send", args=[soknad.pk]))

    soknad.refresh_from_db()
    assert svar.url == reverse("soknader:soknad-edit", args=[soknad.pk, "oppsummering"])
    assert soknad.status == Status.UTKAST


def test_sending_twice_gives_one_number_and_one_chain(client, soker, avdelingsdirektor):
    soknad = lag_soknad(soker)
    client.force_login(soker)
    side = reverse("soknader:soknad-send", args=[soknad.pk])

    koder = [client.post(side).status_code for _gang in range(2)]

    soknad.refresh_from_db()
    assert (koder, soknad.lopenummer, soknad.steg.count()) == ([302, 302], 1, 4)


@pytest.mark.parametrize("navn", ["soknad-send", "soknad-copy"])
def test_a_login_on_the_way_to_a_button_ends_at_the_case_and_does_nothing(client, soker, navn):
    soknad = lag_soknad(soker)
    client.force_login(soker)

    svar = client.get(reverse(f"soknader:{navn}", args=[soknad.pk]))

    assert svar.url == soknad.get_absolute_url()
    assert list(Soknad.objects.values_list("status", flat=True)) == [Status.UTKAST]


# --- Documents and statements -----------------------------------------------------------------------


def test_the_application_is_printed_with_its_words_and_chain(client, sendt, soker):
    client.force_login(soker)

    svar = client.get(reverse("soknader:soknad-pdf", args=[sendt.pk]))

    assert svar.headers["Content-Type"] == "application/pdf"
    assert_pdf_is_archivable(svar.content)
    assert "Workshop «Smidig dag» Søknaden Avdeling IKT-tjenester Seksjon Alle" in pdf_text(svar.content)
    assert f"soknad-{sendt.nummer.replace('/', '-')}.pdf" in svar.headers["Content-Disposition"]


@pytest.mark.parametrize("antall", [1, 3])
def test_soknad_detail_query_count(client, soker, avdelingsdirektor, hr_leder, antall, django_assert_num_queries):
    lag_ramme()
    soknad = saksgang.send_inn(lag_soknad(soker, linjer=[(f"Linje {nr}", 1000) for nr in range(antall)]), bruker=soker)
    for _runde in range(antall - 1):
        saksgang.returner(soknad, bruker=avdelingsdirektor, kommentar="Mer.")
        saksgang.send_inn(soknad, bruker=soker)
    client.force_login(avdelingsdirektor)
    client.get(soknad.get_absolute_url())

    # session, account, wall, person, roles; application, steps, units; budget, attachments, audit lines, who has stepped
    # aside, whether the reader has, holders of the steps, their deputies and accounts; the balances (four); what was
    # sent, the next meeting, the next case to MBU, what similar ones have taught
    with django_assert_num_queries(24):
        client.get(soknad.get_absolute_url())


# --- What comes after ---------------------------------------------------------------------------------


def test_the_chain_says_when_the_next_meeting_and_the_next_case_to_mbu_are(sendt, soker, hr):
    neste_aar = lag_ramme(aar=sendt.aar + 1)
    for dager, ramme in ((-7, None), (21, None), (14, None), (7, neste_aar)):
        mote = lag_mote(hr, ramme=ramme)
        Mote.objects.filter(pk=mote.pk).update(dato=dag(dager))
    for dager in (-1, 45, 30):
        MbuSak.objects.filter(pk=mbusak.opprett(bruker=hr).pk).update(motedato=dag(dager))

    kommer = [ledd["hvem"] for ledd in sak_for(sendt, soker).kjede()][-2:]

    assert kommer == [f"neste møte {dato(dag(14))}", f"neste sak {dato(dag(30))}"]


def test_one_who_has_answered_is_led_to_the_next_case(client, soker, sendt, avdelingsdirektor, hr_leder):
    haster = saksgang.send_inn(lag_soknad(soker, tittel="Haster"), bruker=soker)
    haster.steg.ventende().update(frist=dag(-1))
    saksgang.send_inn(lag_soknad(soker, tittel="Kan vente"), bruker=soker)
    client.force_login(avdelingsdirektor)

    foer = client.get(sendt.get_absolute_url())
    etter = client.post(svaradresse(sendt, "anbefal"), {"steg": sendt.current_step().pk}, follow=True)

    assert foer.context["sak"].neste is None
    assert etter.context["sak"].neste.soknad == haster
    assert f'<a href="{haster.get_absolute_url()}">Haster</a>' in etter.content.decode()
    assert sak_for(sendt, soker).neste is None


def test_someone_with_both_roles_answers_each_step_once(client, soker, tre, avdelingsdirektor, hr_leder):
    gi_rolle(avdelingsdirektor, Rollekode.HR_LEDER, tre.rot)
    soknad = saksgang.send_inn(lag_soknad(soker), bruker=soker)
    client.force_login(avdelingsdirektor)

    client.post(svaradresse(soknad, "anbefal"), {"steg": soknad.current_step().pk})
    client.post(svaradresse(soknad, "innstill"), {"steg": soknad.current_step().pk, "belop": "100"})

    soknad.refresh_from_db()
    assert soknad.status == Status.TIL_MOTE
