"""The thread of one object: what stands in each link, how it stands, and what each reader may see of it."""

import pytest
from django.urls import reverse
from django.utils import timezone

from kompetanse.oversikt.rodtraad.ledd import Slag, Tilstand
from kompetanse.oversikt.rodtraad.traad import traad
from planer.models import Maal, Maalkobling, Planevaluering, Tiltaksmidler
from soknader.models import Sluttrapport
from tests.klokke import aar, dag
from tests.oversikt.rodtraad.verden import lag_gjeldende
from tests.planer.factories import evaluer, lag_behov, lag_dokument, lag_maal, lag_plan, lag_tiltak
from tests.rollebesetning import lag_bruker
from tests.soknader.mbu_factories import lag_avgjort, lag_sendt

HOLDER, HOPPET, BRUDD, VENTER = Tilstand.HOLDER, Tilstand.HOPPET, Tilstand.BRUDD, Tilstand.VENTER


def stand(fokus, bruker, **valg):
    return {ledd.slag: ledd.tilstand for ledd in traad(fokus, bruker, **valg).ledd}


def ledd(fokus, bruker, slag):
    return next(ett for ett in traad(fokus, bruker).ledd if ett.slag == slag)


def navnene(fokus, bruker, slag):
    return [post.tekst for post in ledd(fokus, bruker, slag).poster]


@pytest.fixture
def hel(tre, soker, hr):
    """A thread without a break, from a document to next year's need; and a goal beside it that is not in it."""
    dokument = lag_dokument(enhet=tre.rot)
    kommunens = lag_maal(dokument, "Flere fagfolk", nummer="1.1")
    rot, stab, egen = (lag_gjeldende(enhet) for enhet in (tre.rot, tre.stab, tre.prosjekt))
    svar = lag_maal(rot, kommunens.navn, over=kommunens, valg=Maal.Valg.BIDRAR)
    sektor = lag_maal(stab, "Sektorens", over=svar)
    maal = lag_maal(egen, "Enhetens", over=sektor)
    behov = lag_behov(egen, maal=[maal])
    tiltak = lag_tiltak(
        egen, behov=[behov], antall=5, status="ferdig", evaluering="Prøve", kostnader=[("sentralt", 500)]
    )
    soknad = lag_avgjort(soker, tiltak=tiltak, periode_fra=dag(-60), periode_til=dag(-10))
    Sluttrapport.objects.create(
        soknad=soknad,
        levert_av=soker,
        faktisk_kostnad=30_000,
        tilbakefort=5_000,
        antall_deltakere=12,
        gjennomfort="Kurs.",
    )
    Tiltaksmidler.objects.update_or_create(
        soknad_pk=soknad.pk,
        defaults={"tiltak": tiltak, "nummer": "1", "aar": aar(), "omsokt": 35_000, "mbu_sak": "9/26"},
    )
    neste = lag_plan(tre.prosjekt, aar=aar(1), fra=dag(201), til=dag(400), forgjenger=egen)
    lag_behov(neste, "Føres videre", forgjenger=behov)
    lag_behov(egen, "Utenfor", maal=[lag_maal(egen, "Ved siden av", over=sektor)])
    return {
        "dokument": dokument,
        "maal": maal,
        "topp": svar,
        "behov": behov,
        "tiltak": tiltak,
        "soknad": soknad,
        "plan": egen,
    }


@pytest.mark.parametrize("fokus", ["tiltak", "behov", "soknad", "maal"])
def test_a_whole_thread_is_shown_from_any_of_its_links(hel, hr, fokus):
    assert set(stand(hel[fokus], hr).values()) == {HOLDER}
    assert navnene(hel[fokus], hr, Slag.DOKUMENT) == ["Kommuneplanens samfunnsdel"]
    # The answer of the kommune's own plan stands for the goal that it answers.
    assert [post.under for post in ledd(hel[fokus], hr, Slag.KOMMUNEMAAL).poster] == ["Fjordby kommune"]
    assert navnene(hel[fokus], hr, Slag.SEKTORMAAL) == ["Sektorens"]
    assert navnene(hel[fokus], hr, Slag.ENHETSMAAL) == ["Enhetens"]
    assert navnene(hel[fokus], hr, Slag.VEDTAK) == ["Innvilget 35\xa0000\xa0kr"]
    assert "MBU 9/26" in ledd(hel[fokus], hr, Slag.VEDTAK).poster[0].under
    assert navnene(hel[fokus], hr, Slag.PENGER) == ["30\xa0000\xa0kr brukt"]
    assert navnene(hel[fokus], hr, Slag.DELTAKERE) == ["12 deltakere"]
    assert navnene(hel[fokus], hr, Slag.NESTE) == ["Føres videre"]
    assert [post.er_her for post in ledd(hel[fokus], hr, _stedet(fokus)).poster] == [True]


def _stedet(fokus):
    return Slag.ENHETSMAAL if fokus == "maal" else Slag(fokus)


@pytest.mark.parametrize("fokus", ["dokument", "topp", "plan"])
def test_from_the_top_the_whole_tree_is_in_it_and_the_break_is_the_need_that_nothing_meets(hel, hr, fokus):
    assert set(navnene(hel[fokus], hr, Slag.ENHETSMAAL)) == {"Enhetens", "Ved siden av"}
    assert [(brudd.hva, brudd.kode) for brudd in traad(hel[fokus], hr).brudd] == [
        ("Ved siden av", "maal"),
        ("Utenfor", "behov"),
    ]
    assert stand(hel[fokus], hr)[Slag.TILTAK] == BRUDD


# --- Breaks and what is skipped ---------------------------------------------------------------------


def test_a_goal_without_a_measure_is_broken_at_the_measure_and_nowhere_else(tre, hr):
    over = lag_maal(lag_dokument(), "1")
    maal = lag_maal(lag_gjeldende(tre.prosjekt), over=over)

    svar = stand(maal, hr)
    assert [slag for slag, tilstand in svar.items() if tilstand == BRUDD] == [Slag.TILTAK]
    assert svar[Slag.SEKTORMAAL] == HOPPET  # no break: the goal hangs right under the kommune's
    assert svar[Slag.SOKNAD] == VENTER


def test_a_goal_without_an_anchor_is_broken_at_the_level_above(tre, hr):
    maal = lag_maal(lag_gjeldende(tre.prosjekt))
    lag_tiltak(maal.plan, maal=[maal], evaluering="Ja")

    svar = stand(maal, hr)
    assert [slag for slag, tilstand in svar.items() if tilstand == BRUDD] == [Slag.SEKTORMAAL]
    assert svar[Slag.DOKUMENT] == svar[Slag.KOMMUNEMAAL] == VENTER
    assert svar[Slag.BEHOV] == HOPPET


def test_a_measure_that_serves_nothing_is_broken_above_itself(tre, hr):
    svar = stand(lag_tiltak(lag_gjeldende(tre.prosjekt), evaluering="Ja"), hr)

    assert [slag for slag, tilstand in svar.items() if tilstand == BRUDD] == [Slag.BEHOV]


def test_a_measure_that_waits_for_money_nobody_has_asked_for_is_broken_at_the_application(tre, hr, soker):
    plan = lag_gjeldende(tre.prosjekt)
    tiltak = lag_tiltak(plan, maal=[lag_maal(plan)], kostnader=[("sentralt", 500)], evaluering="Ja")
    tiltak.kostnader.update(aar=aar())
    assert stand(tiltak, hr)[Slag.SOKNAD] == BRUDD

    lag_sendt(soker, tiltak=tiltak)
    assert (stand(tiltak, hr)[Slag.SOKNAD], stand(tiltak, hr)[Slag.VEDTAK]) == (HOLDER, HOPPET)


def test_a_measure_that_the_unit_pays_skips_the_application(tre, hr):
    plan = lag_gjeldende(tre.prosjekt)
    tiltak = lag_tiltak(plan, maal=[lag_maal(plan)], kostnader=[("eget", 500)], evaluering="Ja")

    svar = stand(tiltak, hr)
    assert (svar[Slag.SOKNAD], svar[Slag.VEDTAK], svar[Slag.PENGER]) == (HOPPET, HOPPET, HOLDER)


def test_a_grant_without_measure_or_report_is_broken_at_both(tre, hr, soker):
    soknad = lag_avgjort(soker, periode_fra=dag(-60), periode_til=dag(-1))

    svar = traad(soknad, hr)
    assert {brudd.kode for brudd in svar.brudd} == {"tilskudd", "rapport"}
    assert {ett.slag for ett in svar.ledd if ett.tilstand == BRUDD} == {Slag.TILTAK, Slag.EVALUERING}


def test_a_goal_set_aside_and_a_measure_stopped_are_not_in_the_thread(tre, hr):
    over = lag_maal(lag_gjeldende(tre.stab), "Over")
    plan = lag_gjeldende(tre.prosjekt)
    lag_maal(plan, "Bort", over=over, valg=Maal.Valg.LAGT_TIL_SIDE, bidrag="Angår ikke oss.")
    lag_tiltak(over.plan, maal=[over], status="stoppet")

    assert Slag.ENHETSMAAL not in stand(over, hr)
    assert ledd(over, hr, Slag.TILTAK).antall == 0


# --- Years ------------------------------------------------------------------------------------------


def test_each_year_has_its_own_plans_and_leads_to_the_others(tre, hr, client):
    topp = lag_maal(lag_gjeldende(tre.rot, fra=dag(-700), til=dag(700)), "Topp")
    planer = {om: lag_gjeldende(tre.prosjekt, aar=aar(om), **_aaret(om)) for om in (-1, 0)}
    maal = {}
    for om, plan in planer.items():
        maal[om] = lag_maal(plan, f"Mål {om}", over=topp, forgjenger=maal.get(-1))
    client.force_login(hr)

    assert navnene(topp, hr, Slag.ENHETSMAAL) == ["Mål 0"]
    ifjor = traad(topp, hr, dag=timezone.localdate().replace(year=aar(-1), month=7, day=1))
    assert [post.tekst for ett in ifjor.ledd if ett.slag == Slag.ENHETSMAAL for post in ett.poster] == ["Mål -1"]
    side = client.get(reverse("oversikt:traad-detail", args=["maal", maal[0].pk]))
    assert [(fane["navn"], fane["aktiv"]) for fane in side.context["faner"]] == [
        (str(aar(-1)), False),
        (str(aar()), True),
    ]


def _aaret(om):
    i_aar = timezone.localdate().replace(month=1, day=1)
    return {"fra": i_aar.replace(year=aar(om)), "til": i_aar.replace(year=aar(om), month=12, day=31)}


@pytest.mark.parametrize("tull", ["", "abc", "99999", "0000", "²026", "-1"])
def test_a_year_that_is_none_shows_today(client, hel, hr, tull):
    client.force_login(hr)

    side = client.get(reverse("oversikt:traad-detail", args=["tiltak", hel["tiltak"].pk]), {"aar": tull})
    assert side.context["traad"].dag == timezone.localdate()


# --- Who sees what ----------------------------------------------------------------------------------


def test_what_the_reader_may_not_see_is_a_number_without_a_name(tre, hr, utenforstaende, soker):
    over = lag_maal(lag_gjeldende(tre.stab), "Alle ser")
    utkast = lag_gjeldende(tre.prosjekt, gjelder_fra=None, status="utkast")
    maal = lag_maal(utkast, "Hemmelig mål", over=over)
    tiltak = lag_tiltak(utkast, "Hemmelig tiltak", maal=[maal])
    lag_sendt(soker, tittel="Hemmelig søknad", tiltak=tiltak)

    sett = traad(over, utenforstaende)
    antall = {ett.slag: (ett.antall, ett.skjult) for ett in sett.ledd}
    assert antall[Slag.ENHETSMAAL] == antall[Slag.TILTAK] == antall[Slag.SOKNAD] == (0, 1)
    assert "Hemmelig" not in repr(sett)
    assert ledd(over, hr, Slag.ENHETSMAAL).skjult == 0


def test_an_application_that_one_may_not_see_is_a_number_at_its_measure(hel, utenforstaende):
    sett = traad(hel["tiltak"], utenforstaende)

    assert (ledd(hel["tiltak"], utenforstaende, Slag.SOKNAD).skjult, "Smidig" in repr(sett)) == (1, False)


def test_only_who_answers_for_it_has_the_button(tre, hr, leder, utenforstaende):
    maal = lag_maal(lag_gjeldende(tre.prosjekt))

    assert [bool(traad(maal, bruker).viktigst) for bruker in (hr, leder, utenforstaende)] == [True, True, False]
    assert traad(maal, utenforstaende).brudd


@pytest.mark.parametrize(("antall", "ventet"), [(0, None), (4, None), (5, 5)])
@pytest.mark.parametrize("hva", ["maal", "tiltak"])
def test_the_plans_of_people_are_a_number_alone_and_none_of_few(hel, tre, hr, antall, ventet, hva):
    for nr in range(antall):
        person = lag_bruker(f"Ola{nr}", tre.prosjekt).person
        plan = lag_gjeldende(tre.prosjekt, person=person, nivaa="person", tittel="Privat plan")
        privat = lag_maal(plan, "Privat mål", over=hel["maal"] if hva == "maal" else None)
        if hva == "tiltak":
            Maalkobling.objects.create(maal=privat, tiltak=hel["tiltak"], tekst="Kurs")

    sett = traad(hel[hva], hr)
    assert (sett.knyttet.antall, "Privat" in repr(sett)) == (ventet, False)


def test_the_five_are_people_that_the_reader_does_not_know_of(hel, tre, hr, leder):
    for bruker in [leder, *(lag_bruker(f"Kari{nr}", tre.barnehager) for nr in range(4))]:
        plan = lag_gjeldende(tre.prosjekt, person=bruker.person, nivaa="person")
        lag_maal(plan, over=hel["maal"])

    assert [traad(hel["maal"], bruker).knyttet.antall for bruker in (hr, leder)] == [5, None]


def test_an_agreed_goal_counts_only_while_its_plan_holds(hel, tre, hr):
    for nr, felt in enumerate([{}, {}, {}, {}, {"status": "utkast"}, {"til": dag(-1)}]):
        plan = lag_gjeldende(tre.prosjekt, person=lag_bruker(f"Per{nr}", tre.prosjekt).person, nivaa="person", **felt)
        lag_maal(plan, over=hel["maal"])

    assert traad(hel["maal"], hr).knyttet.antall is None


# --- Pages ------------------------------------------------------------------------------------------


def test_the_page_says_the_same_drawn_and_listed(client, hel, hr):
    client.force_login(hr)

    side = client.get(reverse("oversikt:traad-detail", args=["tiltak", hel["tiltak"].pk])).content.decode()
    assert "Tolv av tolv ledd holder. Ingen brudd." in side
    for slag in Slag:
        assert side.count(f'href="#ledd-{slag}"') == 2
        assert side.count(f'id="ledd-{slag}"') == 1


def test_a_name_with_a_script_is_text_in_the_drawing(client, tre, hr):
    maal = lag_maal(lag_gjeldende(tre.prosjekt), "<script>alert(1)</script>")
    client.force_login(hr)

    side = client.get(reverse("oversikt:traad-detail", args=["maal", maal.pk])).content.decode()
    assert "<script>alert" not in side
    assert "&lt;script&gt;alert" in side


def test_the_pdf_holds_the_drawing_and_the_list(client, hel, hr):
    client.force_login(hr)

    pdf = client.get(reverse("oversikt:traad-pdf", args=["tiltak", hel["tiltak"].pk]))
    assert (pdf.status_code, pdf["Content-Type"], pdf.content[:5]) == (200, "application/pdf", b"%PDF-")


@pytest.mark.parametrize("ledd", ["tull", "person"])
def test_there_is_no_thread_of_anything_else(client, hel, hr, ledd):
    client.force_login(hr)

    assert client.get(reverse("oversikt:traad-detail", args=[ledd, hel["tiltak"].pk])).status_code == 404


def test_the_plan_of_one_person_has_no_thread_not_even_for_that_person(client, tre, leder):
    plan = lag_gjeldende(tre.prosjekt, person=leder.person, nivaa="person")
    maal = lag_maal(plan, "Mitt")
    client.force_login(leder)

    for ord_, rad in (
        ("plan", plan),
        ("maal", maal),
        ("tiltak", lag_tiltak(plan, maal=[maal])),
        ("behov", lag_behov(plan)),
    ):
        assert client.get(reverse("oversikt:traad-detail", args=[ord_, rad.pk])).status_code == 404


@pytest.mark.parametrize("antall", [1, 3])
def test_the_thread_of_the_top_goal_asks_the_same_number_of_times(
    client, hel, tre, hr, soker, antall, django_assert_num_queries
):
    for nr in range(antall):
        maal = lag_maal(hel["plan"], f"Under {nr}", over=hel["topp"])
        behov = lag_behov(hel["plan"], f"Behov {nr}", maal=[maal])
        tiltak = lag_tiltak(hel["plan"], f"Kurs {nr}", behov=[behov])
        lag_avgjort(soker, tiltak=tiltak)
        lag_tiltak(hel["plan"], f"Uten {nr}", maal=[maal])
    Planevaluering.objects.create(plan=hel["plan"], aar=aar(), ga="Mer læring.")
    client.force_login(hr)
    url = reverse("oversikt:traad-detail", args=["maal", hel["topp"].pk])
    client.get(url)

    with django_assert_num_queries(33):
        client.get(url)


def test_what_an_evaluation_concluded_is_the_last_link_and_one_that_is_missing_breaks_it(tre, hr, soker):
    plan = lag_gjeldende(tre.prosjekt)
    felt = {"maal": [lag_maal(plan, over=lag_maal(lag_dokument(), "1"))], "status": "ferdig", "evalueringsnivaaer": [1]}
    tiltak = lag_tiltak(plan, **felt)
    (brudd,) = traad(tiltak, hr).brudd
    assert (brudd.kode, brudd.bot.url) == ("ikke-evaluert", tiltak.get_absolute_url())
    assert stand(tiltak, hr)[Slag.EVALUERING] == BRUDD

    evaluer(tiltak, "Øv mer på egne saker.")

    assert stand(tiltak, hr)[Slag.EVALUERING] == HOLDER
    adresser = [
        (post.tekst, post.url) for bruker in (hr, soker) for post in ledd(tiltak, bruker, Slag.EVALUERING).poster
    ]
    assert adresser == [
        ("Øv mer på egne saker.", tiltak.evaluering_adresse),
        ("Øv mer på egne saker.", tiltak.get_absolute_url()),
    ]
