"""The pages of meetings: who may open and do what, what is typed wrong, and how much they ask the database."""

from decimal import Decimal

import pytest
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse

from kompetanse.felles.models import Jobb
from soknader.models import Mote, Motesak, Postering, Ramme, Soknad, Vedtak
from soknader.mote import beslutningsmote
from soknader.mote import dokumenter as motedokumenter
from soknader.mote.vedtak import fatt_vedtak
from soknader.ramme.regnskap import regnskap
from tests.klokke import aar, dag
from tests.soknader.factories import lag_ramme, lag_satsingsomraade
from tests.soknader.moter import lag_klar, lag_mote, saker_i, start_mote

Utfall = Vedtak.Utfall


@pytest.fixture
def ny_sak(soker, avdelingsdirektor, hr_leder):
    return lambda **felt: lag_klar(soker, avdelingsdirektor, hr_leder, **felt)


@pytest.fixture
def planlagt(etatsdirektor, gruppemedlem, ny_sak, hr):
    lag_ramme(oremerket={lag_satsingsomraade(): 20_000})
    ny_sak()
    return lag_mote(hr)


@pytest.fixture
def i_gang(planlagt, hr):
    return start_mote(planlagt, hr)


@pytest.fixture
def sak(i_gang):
    return saker_i(i_gang)[0]


@pytest.fixture
def hr_klient(client, hr):
    client.force_login(hr)
    return client


def sti(navn, *args):
    return reverse(f"soknader:{navn}", args=args)


def sider(mote, sak):
    """Every address of a meeting: name → (path, what it shows or does)."""
    return {
        "mote-detail": sti("mote-detail", mote.pk),
        "mote-saksliste": sti("mote-saksliste", mote.pk),
        "mote-update": sti("mote-update", mote.pk),
        "mote-avlys": sti("mote-avlys", mote.pk),
        "mote-oppmote": sti("mote-oppmote", mote.pk),
        "mote-start": sti("mote-start", mote.pk),
        "mote-avslutt": sti("mote-avslutt", mote.pk),
        "motesak-create": sti("motesak-create", mote.pk),
        "motesak-inhabile": sti("motesak-inhabile", mote.pk, sak.pk),
        "motesak-utsett": sti("motesak-utsett", mote.pk, sak.pk),
        "innvilg": sti("motesak-vedtak", mote.pk, sak.pk, "innvilg"),
        "delvis": sti("motesak-vedtak", mote.pk, sak.pk, "delvis"),
        "avslaa": sti("motesak-vedtak", mote.pk, sak.pk, "avslaa"),
    }


POSTES = ["mote-innkall", "mote-dokumenter"]
POSTES_SAK = ["motesak-fjern", "motesak-flytt", "motesak-angre"]


def test_another_kommune_finds_nothing(client, i_gang, sak, hr, annen_kommune):
    fatt_vedtak(sak, bruker=hr, utfall=Utfall.INNVILGET)
    vedtak = Vedtak.objects.get()
    adresser = [
        *sider(i_gang, sak).values(),
        sti("mote-protokoll", i_gang.pk),
        sti("vedtak-brev", vedtak.pk),
        *(sti(side, i_gang.pk) for side in POSTES),
        *(sti(side, i_gang.pk, sak.pk) for side in POSTES_SAK),
    ]
    client.force_login(annen_kommune.hr)

    svar = {(client.get(url).status_code, client.post(url).status_code) for url in adresser}

    assert svar <= {(404, 404), (405, 404), (404, 405)}
    unknown = {client.get(url.replace(str(i_gang.pk), "999999")).status_code for url in adresser[:4]}
    assert unknown == {404}


def test_a_case_of_another_meeting_is_not_found(hr_klient, i_gang, sak, hr, ny_sak):
    ny_sak()
    annet = start_mote(lag_mote(hr), hr)

    assert hr_klient.post(sti("motesak-vedtak", annet.pk, sak.pk, "innvilg")).status_code == 404


def test_a_guest_is_sent_to_the_login(client, i_gang, sak):
    svar = {client.get(url).status_code for url in sider(i_gang, sak).values()}

    assert svar == {302}


# --- Making and changing --------------------------------------------------------------------------


def test_hr_makes_a_meeting(hr_klient, planlagt, ny_sak):
    ny_sak(tittel="Ny sak")

    svar = hr_klient.post(
        sti("mote-create"),
        {"dato": f"16.12.{aar()}", "klokkeslett": "9.30", "ramme": planlagt.ramme_id},
    )

    mote = Mote.objects.latest("pk")
    assert svar.url == mote.get_absolute_url()
    assert (str(mote.klokkeslett), [sak.soknad.tittel for sak in saker_i(mote)]) == ("09:30:00", ["Ny sak"])


@pytest.mark.parametrize(
    ("felt", "verdi", "melding"),
    [
        ("dato", "", "Skriv datoen for møtet."),
        ("dato", "31.2.2026", "finnes ikke"),
        ("dato", "1.1.0001", "Året må være mellom"),
        ("dato", "9.12.2019", "må være mellom"),
        ("klokkeslett", "25.00", "time.minutt"),
        ("sted", "x" * 100_000, "for lang"),
        ("ramme", "999999", "Velg noe fra listen"),
        ("ramme", "1e9", "Velg noe fra listen"),
    ],
)
def test_what_is_typed_wrong_is_told_and_kept(hr_klient, planlagt, felt, verdi, melding):
    data = {"dato": f"16.12.{aar()}", "ramme": planlagt.ramme_id, "sted": "Rådhuset", felt: verdi}

    svar = hr_klient.post(sti("mote-create"), data)

    assert svar.status_code == 200
    assert melding in " ".join(svar.context["form"].errors[felt])
    assert Mote.objects.count() == 1
    if felt != "sted":
        assert "Rådhuset" in svar.content.decode()


def test_without_a_frame_the_page_says_what_to_do_first(hr_klient):
    assert "Lag rammen først" in hr_klient.get(sti("mote-create")).content.decode()


def test_the_agenda_is_changed_by_buttons(hr_klient, planlagt, ny_sak):
    ny = ny_sak(tittel="Ny sak")
    hr_klient.post(sti("motesak-create", planlagt.pk), {"soknad": ny.pk})
    forste, andre = saker_i(planlagt)

    hr_klient.post(sti("motesak-flytt", planlagt.pk, andre.pk), {"retning": "opp"})
    assert [sak.pk for sak in saker_i(planlagt)] == [andre.pk, forste.pk]

    hr_klient.post(sti("motesak-fjern", planlagt.pk, forste.pk))
    assert [sak.pk for sak in saker_i(planlagt)] == [andre.pk]

    hr_klient.post(sti("motesak-create", planlagt.pk), {"alle": "1"})
    assert len(saker_i(planlagt)) == 2
    hr_klient.post(sti("motesak-create", planlagt.pk), {"soknad": "²"})
    assert len(saker_i(planlagt)) == 2


def test_the_title_of_a_case_stands_in_single_marks_inside_others(hr_klient, planlagt):
    [sak] = saker_i(planlagt)

    svar = hr_klient.post(sti("motesak-fjern", planlagt.pk, sak.pk), follow=True)

    assert "«Workshop ‘Smidig dag’» er tatt av sakslisten." in svar.content.decode()


def test_a_late_case_is_put_on_the_agenda_of_a_meeting_in_progress(hr_klient, i_gang, ny_sak):
    url = sti("motesak-create", i_gang.pk)
    assert "Ingen flere saker er klare" in hr_klient.get(url).content.decode()

    sen = ny_sak(tittel="Sen sak")
    assert "Sen sak" in hr_klient.get(url).content.decode()
    hr_klient.post(url, {"soknad": sen.pk})

    assert [sak.soknad.tittel for sak in saker_i(i_gang)][-1] == "Sen sak"


def test_starting_registers_who_came(hr_klient, planlagt, etatsdirektor, gruppemedlem):
    url, i_dag = sti("mote-start", planlagt.pk), f"{dag():%d.%m.%Y}"
    Mote.objects.filter(pk=planlagt.pk).update(dato=dag(-1))
    assert hr_klient.post(url, {"til_stede": [], "moteleder": ""}).context["form"].errors.keys() == {
        "til_stede",
        "moteleder",
        "dato",
    }

    felt = {"til_stede": [etatsdirektor.person_id], "moteleder": etatsdirektor.person_id}
    i_morgen = hr_klient.post(url, {**felt, "dato": f"{dag(1):%d.%m.%Y}"})
    assert i_morgen.context["form"].errors == {"dato": ["Møtet kan ikke være holdt senere enn i dag."]}
    hr_klient.post(url, {**felt, "dato": i_dag})

    mote = Mote.objects.get(pk=planlagt.pk)
    assert (mote.status, mote.moteleder) == (Mote.Status.PAAGAAR, etatsdirektor.person)
    assert [deltaker.person for deltaker in mote.deltakere.filter(til_stede=True)] == [etatsdirektor.person]


@pytest.mark.parametrize(("dager", "spor"), [(1, True), (0, False), (-1, True)])
def test_a_meeting_started_on_another_day_than_planned_asks_which_day_it_is_held(hr_klient, planlagt, dager, spor):
    Mote.objects.filter(pk=planlagt.pk).update(dato=dag(dager))

    svar = hr_klient.get(sti("mote-start", planlagt.pk))

    assert ("dato" in svar.context["form"].fields, "Møtet er satt opp" in svar.content.decode()) == (spor, spor)
    if spor:
        assert svar.context["form"].initial["dato"] == dag()


def test_a_case_folds_out_in_the_agenda_before_and_in_the_meeting(hr_klient, planlagt, hr):
    Soknad.objects.update(begrunnelse="Vi mangler det.", forventet_effekt="Færre feil.", egenandel=5_000)
    adresse = planlagt.get_absolute_url()
    foer = hr_klient.get(adresse)

    start_mote(planlagt, hr)

    for svar in (foer, hr_klient.get(adresse)):
        felter = dict(svar.context["bilde"].rader[0].saken)
        assert (felter["Begrunnelse"], felter["Forventet effekt"]) == ("Vi mangler det.", "Færre feil.")
        assert felter["Budsjett"].splitlines()[-1] == "Egenandel: −5\xa0000\xa0kr"
        assert svar.content.decode().count('<details class="fold liten">') == 1


def test_what_the_cases_ahead_ask_for_is_hatched_in_the_bar(hr_klient, planlagt, hr, ny_sak):
    beslutningsmote.sett_paa_saksliste(planlagt, [ny_sak()], bruker=hr)
    start_mote(planlagt, hr)
    fatt_vedtak(saker_i(planlagt)[0], bruker=hr, utfall=Utfall.INNVILGET)

    svar = hr_klient.get(planlagt.get_absolute_url())

    deler = svar.context["bilde"].deler
    assert [(belop, tone) for _navn, belop, tone in deler] == [
        (0, "hel"),
        (35_000, "varsel"),
        (35_000, "stripet"),
        (930_000, "ledig"),
    ]
    assert 'class="stripet"' in svar.content.decode()


# --- Deciding -------------------------------------------------------------------------------------


def test_the_case_in_hand_is_granted_by_one_press_and_the_next_one_comes_up(hr_klient, i_gang, ny_sak, hr):
    beslutningsmote.sett_paa_saksliste(i_gang, [ny_sak(tittel="Neste sak")], bruker=hr)
    forste, neste = saker_i(i_gang)
    side = hr_klient.get(i_gang.get_absolute_url())
    assert side.context["bilde"].i_hand.sak == forste
    assert 'accesskey="i"' in side.content.decode()

    svar = hr_klient.post(sti("motesak-vedtak", i_gang.pk, forste.pk, "innvilg"), follow=True)

    bilde = svar.context["bilde"]
    assert bilde.i_hand.sak == neste
    assert (bilde.saldo.ledig_for, bilde.saldo.innvilget, bilde.saldo.ledig) == (1_000_000, 35_000, 965_000)
    assert "Sak 1: innvilget 35\xa0000\xa0kr." in svar.content.decode()
    assert "20\xa0000\xa0kr øremerket Digital kompetanse og 15\xa0000\xa0kr fra den frie delen" in svar.content.decode()


def test_another_case_can_be_taken_in_hand(hr_klient, i_gang, ny_sak, hr):
    beslutningsmote.sett_paa_saksliste(i_gang, [ny_sak()], bruker=hr)
    neste = saker_i(i_gang)[1]

    for valg, i_hand in ((neste.pk, 2), ("abc", 1), (999_999, 1)):
        assert hr_klient.get(i_gang.get_absolute_url(), {"sak": valg}).context["bilde"].i_hand.nr == i_hand


def test_a_grant_in_part_chooses_amount_reason_and_draw(hr_klient, i_gang, sak):
    hr_klient.post(
        sti("motesak-vedtak", i_gang.pk, sak.pk, "delvis"),
        {"belop": "30 000", "begrunnelse": "Én samling.", "fra_oremerket": "5000"},
    )

    vedtak = Vedtak.objects.get()
    assert (vedtak.utfall, vedtak.belop, vedtak.begrunnelse) == (Utfall.DELVIS, 30_000, "Én samling.")
    assert list(Postering.objects.order_by("belop").values_list("belop", flat=True)) == [5_000, 25_000]


@pytest.mark.parametrize(
    ("data", "felt"),
    [
        ({"belop": "1e9"}, "belop"),
        ({"belop": "-5"}, "belop"),
        ({"belop": "12,345"}, "belop"),
        ({"belop": "NaN"}, "belop"),
        ({"belop": ""}, "belop"),
        ({"belop": "35000"}, "belop"),
        ({"belop": "0"}, "belop"),
        ({"begrunnelse": " \n "}, "begrunnelse"),
        ({"begrunnelse": "x" * 100_000}, "begrunnelse"),
        ({"fra_oremerket": "30001"}, "fra_oremerket"),
        ({"fra_oremerket": "20001"}, "__all__"),
    ],
)
def test_a_decision_typed_wrong_is_told_and_stores_nothing(hr_klient, i_gang, sak, data, felt):
    data = {"belop": "30000", "begrunnelse": "Én samling.", **data}

    svar = hr_klient.post(sti("motesak-vedtak", i_gang.pk, sak.pk, "delvis"), data)

    assert svar.status_code == 200
    assert list(svar.context["form"].errors) == [felt]
    assert not Vedtak.objects.exists()


def test_control_characters_go_and_what_the_minutes_cannot_show_is_asked_for_otherwise(hr_klient, i_gang, sak):
    adresse = sti("motesak-vedtak", i_gang.pk, sak.pk, "avslaa")

    svar = hr_klient.post(adresse, {"begrunnelse": "Nei\x00\x07 🎓"})
    hr_klient.post(adresse, {"begrunnelse": "Nei\x00\x07 – nå"})

    assert svar.context["form"].errors["begrunnelse"] == [
        "Disse tegnene kan ikke skrives i PDF-en: 🎓 (U+1F393). Ta dem bort, eller skriv det på en annen måte."
    ]
    assert Vedtak.objects.get().begrunnelse == "Nei – nå"


def test_too_little_money_is_said_on_the_row_and_by_the_server(hr_klient, i_gang, sak):
    ramme = Ramme.objects.get()
    ramme.total, ramme.fordelt = Decimal(1_025_000), Decimal(1_000_000)
    ramme.save()
    melding = "Ledig nå: Digital kompetanse 20\xa0000\xa0kr, Fri del 5\xa0000\xa0kr."

    side = hr_klient.get(i_gang.get_absolute_url()).content.decode()
    svar = hr_klient.post(sti("motesak-vedtak", i_gang.pk, sak.pk, "innvilg"))

    assert melding in side
    assert sti("motesak-vedtak", i_gang.pk, sak.pk, "innvilg") not in side
    assert melding in svar.context["form"].non_field_errors()[0]
    assert not Vedtak.objects.exists()


def test_a_decision_sent_twice_counts_once_and_another_one_is_told(hr_klient, i_gang, sak):
    url = sti("motesak-vedtak", i_gang.pk, sak.pk, "innvilg")
    for _gang in range(2):
        assert hr_klient.post(url).status_code == 302

    svar = hr_klient.post(sti("motesak-vedtak", i_gang.pk, sak.pk, "avslaa"), {"begrunnelse": "Nei."}, follow=True)

    assert "Saken er allerede avgjort. Angre vedtaket først hvis det skal endres." in svar.content.decode()
    assert (Vedtak.objects.count(), Postering.objects.count()) == (1, 2)


def test_a_decision_is_undone_by_a_button_and_what_was_written_is_offered_again(hr_klient, i_gang, sak):
    url = sti("motesak-vedtak", i_gang.pk, sak.pk, "delvis")
    hr_klient.post(url, {"belop": "30 000", "begrunnelse": "Én samling."})
    vedtak = Vedtak.objects.get()

    side = hr_klient.post(sti("motesak-angre", i_gang.pk, sak.pk), {"vedtak": vedtak.pk}, follow=True).content.decode()
    igjen = hr_klient.post(sti("motesak-angre", i_gang.pk, sak.pk), {"vedtak": vedtak.pk}, follow=True)

    assert "Vedtaket er angret. Sak 1 kan avgjøres på nytt." in side
    assert ": Delvis innvilget 30\xa0000\xa0kr" in side
    assert "Saken er endret siden du åpnet siden." in igjen.content.decode()
    assert hr_klient.get(url).context["form"].initial == {"belop": 30_000, "begrunnelse": "Én samling."}
    assert (Vedtak.objects.count(), regnskap(i_gang.ramme).sum.innvilget) == (0, 0)


@pytest.mark.parametrize("vedtak", ["", "abc", "-1", "9" * 30, "\x00"])
def test_to_undo_what_is_not_there_is_told(hr_klient, i_gang, sak, hr, vedtak):
    fatt_vedtak(sak, bruker=hr, utfall=Utfall.INNVILGET)

    svar = hr_klient.post(sti("motesak-angre", i_gang.pk, sak.pk), {"vedtak": vedtak}, follow=True)

    assert svar.status_code == 200
    assert Vedtak.objects.count() == 1


def test_postponing_asks_for_a_reason_and_is_undone_by_a_button(hr_klient, i_gang, sak):
    uten = hr_klient.post(sti("motesak-utsett", i_gang.pk, sak.pk), {"kommentar": " "})
    assert uten.context["form"].errors == {"kommentar": ["Skriv hvorfor saken utsettes."]}

    hr_klient.post(sti("motesak-utsett", i_gang.pk, sak.pk), {"kommentar": "Mangler tilbud."})
    assert Motesak.objects.get(pk=sak.pk).utsatt

    hr_klient.post(sti("motesak-angre", i_gang.pk, sak.pk))
    assert not Motesak.objects.get(pk=sak.pk).utsatt


def test_who_steps_aside_is_shown(hr_klient, i_gang, sak, gruppemedlem, etatsdirektor):
    url = sti("motesak-inhabile", i_gang.pk, sak.pk)

    svar = hr_klient.post(url, {"inhabile": [gruppemedlem.person_id]}, follow=True)
    assert "Inhabil i sak 1:</b> Gro Test, går fra under behandlingen." in " ".join(svar.content.decode().split())

    svar = hr_klient.post(url, {"inhabile": [gruppemedlem.person_id, etatsdirektor.person_id]}, follow=True)
    assert "Alle som er til stede, er inhabile." in svar.content.decode()


# --- The close ------------------------------------------------------------------------------------


def test_the_close_asks_once_and_closing_twice_is_told(hr_klient, i_gang, sak, django_capture_on_commit_callbacks):
    url = sti("mote-avslutt", i_gang.pk)
    assert "Én sak er ikke behandlet og blir utsatt" in hr_klient.get(url).content.decode()

    with django_capture_on_commit_callbacks(execute=True):
        hr_klient.post(url, {"merknad": "Ferdig."})
    igjen = hr_klient.post(url, {"merknad": "En gang til."}, follow=True)

    assert "Møtet er avsluttet og kan ikke endres." in igjen.content.decode()
    assert Mote.objects.get().merknad == "Ferdig."


def test_signs_that_no_font_has_are_told_before_the_close_and_asked_to_be_written_otherwise(hr_klient, i_gang, sak):
    url = sti("mote-avslutt", i_gang.pk)
    assert "kan ikke skrives" not in hr_klient.get(url).content.decode()
    Soknad.objects.filter(pk=sak.soknad_id).update(tittel="Kurs 🎓")

    assert "kan ikke skrives i PDF-en, og står som tall der: 🎓 (U+1F393)" in hr_klient.get(url).content.decode()
    svar = hr_klient.post(url, {"merknad": "Ferdig 🎓"})
    assert "Disse tegnene kan ikke skrives i PDF-en: 🎓 (U+1F393)." in svar.context["form"].errors["merknad"][0]
    assert Mote.objects.get().status == "paagaar"


def test_deciding_after_the_close_is_told(hr_klient, i_gang, sak, hr):
    beslutningsmote.avslutt(i_gang, bruker=hr)

    svar = hr_klient.post(sti("motesak-vedtak", i_gang.pk, sak.pk, "innvilg"), follow=True)

    assert "Møtet er ikke i gang. Saken kan ikke avgjøres nå." in svar.content.decode()
    assert not Vedtak.objects.exists()


def test_missing_documents_are_said_and_ordered(hr_klient, i_gang, sak, hr):
    fatt_vedtak(sak, bruker=hr, utfall=Utfall.INNVILGET)
    mote = beslutningsmote.avslutt(i_gang, bruker=hr)
    vedtak = Vedtak.objects.get()

    assert "3 dokumenter er ikke ferdige ennå." in hr_klient.get(mote.get_absolute_url()).content.decode()
    assert "ikke ferdig ennå" in hr_klient.get(sti("mote-protokoll", mote.pk), follow=True).content.decode()
    assert hr_klient.get(sti("vedtak-brev", vedtak.pk)).url == vedtak.soknad.get_absolute_url()
    spor = {"HX-Request": "true"}
    assert "HX-Refresh" not in hr_klient.get(mote.get_absolute_url(), headers=spor).headers
    svar = hr_klient.post(sti("mote-dokumenter", mote.pk))
    assert svar.url == reverse("felles:jobb-detail", args=[Jobb.objects.get().pk])


def test_documents_are_read_by_those_who_may_see_them(client, i_gang, sak, hr, soker, gruppemedlem, utenforstaende):
    fatt_vedtak(sak, bruker=hr, utfall=Utfall.INNVILGET)
    mote = beslutningsmote.avslutt(i_gang, bruker=hr)
    motedokumenter.lag_motedokumenter(mote)
    client.force_login(hr)
    assert client.get(mote.get_absolute_url(), headers={"HX-Request": "true"}).headers["HX-Refresh"] == "true"
    brev, protokoll = sti("vedtak-brev", Vedtak.objects.get().pk), sti("mote-protokoll", mote.pk)

    svar = {}
    for bruker in (hr, gruppemedlem, soker, utenforstaende):
        client.force_login(bruker)
        svar[bruker.person.fornavn] = tuple(client.get(url).status_code for url in (protokoll, brev))

    assert svar == {"Ivar": (200, 200), "Gro": (200, 200), "Siri": (404, 200), "Ulf": (404, 404)}
    client.force_login(soker)
    assert client.get(brev).content.startswith(b"%PDF-")


def test_before_the_close_there_are_no_minutes_and_no_letter(hr_klient, i_gang, sak, hr):
    fatt_vedtak(sak, bruker=hr, utfall=Utfall.INNVILGET)

    assert hr_klient.get(sti("mote-protokoll", i_gang.pk)).status_code == 404
    assert hr_klient.get(sti("vedtak-brev", Vedtak.objects.get().pk)).status_code == 404
    assert hr_klient.get(sti("mote-saksliste", i_gang.pk)).content.startswith(b"%PDF-")


# --- How much is asked ----------------------------------------------------------------------------

# Session, account, wall, person with kommune, roles.
GRUNN = 5


@pytest.mark.parametrize("antall", [1, 3, 30])
def test_meeting_page_query_count(hr_klient, i_gang, ny_sak, hr, antall, django_assert_num_queries):
    ContentType.objects.get_for_model(Mote)
    beslutningsmote.sett_paa_saksliste(i_gang, [ny_sak() for _sak in range(antall - 1)], bruker=hr)
    if antall > 1:
        fatt_vedtak(saker_i(i_gang)[0], bruker=hr, utfall=Utfall.INNVILGET)
    url = i_gang.get_absolute_url()

    # The meeting, its cases with budgets and units, who steps aside, what was undone, members, the balances (four), and
    # what similar cases have taught.
    with django_assert_num_queries(GRUNN + 12):
        svar = hr_klient.get(url)

    assert len(svar.context["bilde"].rader) == antall


@pytest.mark.parametrize("antall", [1, 3])
def test_planned_and_closed_meeting_page_query_count(
    hr_klient, planlagt, ny_sak, hr, antall, django_assert_num_queries
):
    ContentType.objects.get_for_models(Mote, Vedtak)
    beslutningsmote.sett_paa_saksliste(planlagt, [ny_sak() for _sak in range(antall - 1)], bruker=hr)
    url = planlagt.get_absolute_url()

    # The meeting, its cases with their budgets and units, members, the frame's balances (four), what similar cases have
    # taught, and ready cases that are not on the agenda.
    with django_assert_num_queries(GRUNN + 11):
        hr_klient.get(url)

    beslutningsmote.avslutt(start_mote(planlagt, hr), bruker=hr)
    # The meeting with the balance it was closed with, its cases with budgets and units, who steps aside, what was undone,
    # members, what similar cases have taught, and its documents.
    with django_assert_num_queries(GRUNN + 9):
        hr_klient.get(url)


@pytest.mark.parametrize("antall", [1, 3])
def test_meeting_list_query_count(hr_klient, planlagt, hr, antall, django_assert_num_queries):
    for _mote in range(antall - 1):
        lag_mote(hr)

    # The years, how many, the meetings with their sums, and ready cases that no meeting has.
    with django_assert_num_queries(GRUNN + 4):
        svar = hr_klient.get(sti("mote-list"))

    assert len(svar.context["liste"].rader) == antall


def test_the_list_tells_of_cases_that_no_meeting_has(hr_klient, planlagt, ny_sak):
    ny_sak()

    assert (
        f"Én sak for {aar()} er klar og står ikke på noen saksliste."
        in hr_klient.get(sti("mote-list")).content.decode()
    )


def test_the_page_follows_a_case_that_was_withdrawn(hr_klient, planlagt):
    Soknad.objects.update(status=Soknad.Status.TRUKKET)
    Mote.objects.update(status=Mote.Status.PAAGAAR)

    svar = hr_klient.get(planlagt.get_absolute_url())

    assert svar.context["bilde"].i_hand is None
    assert "Trukket" in svar.content.decode()


def test_a_planned_meeting_shows_the_first_ready_cases_and_links_to_the_rest(hr_klient, planlagt, ny_sak, monkeypatch):
    monkeypatch.setattr("soknader.mote.views.mote.KLARE_I_MOTET", 1)
    monkeypatch.setattr("soknader.mote.views.sak.KLARE_PER_SIDE", 1)
    forste, andre = ny_sak(tittel="Første sak"), ny_sak(tittel="Andre sak")

    motet = hr_klient.get(planlagt.get_absolute_url())
    rest = hr_klient.get(sti("motesak-create", planlagt.pk), {"side": 2})

    assert motet.context["klare"] == [forste]
    assert "Se alle klare saker" in motet.content.decode()
    assert "Sett på alle" not in motet.content.decode()
    assert list(rest.context["klare"]) == [andre]
    assert "Sett på alle 2" in rest.content.decode()
