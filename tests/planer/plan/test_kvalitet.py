"""«Er planen god?»: what each rule says of a plan."""

import pytest

from planer.models import Planseksjon, Seksjonsmal, Steg, Tiltaksdeltaker
from planer.plan import kvalitet
from tests.planer.factories import lag_behov, lag_dokument, lag_maal, lag_plan, lag_tiltak, verdi


@pytest.fixture
def plan(tre):
    return lag_plan(tre.prosjekt, overordnet=lag_plan(tre.stab))


def brudd(plan):
    return {punkt.regel.kode: punkt.tekst for punkt in kvalitet.punkter(plan) if punkt.tone == "se"}


def god_plan(tre, plan):
    """A plan that lacks nothing."""
    over = lag_maal(lag_dokument("Samfunnsdelen", tre.rot))
    maal = lag_maal(plan, "Sår", over=over, indikator="Andel", maaltall=90)
    behov = lag_behov(plan, maal=[maal], driver=verdi("faktor", "turnover"), har=1, trenger=2, kritisk=True)
    tiltak = lag_tiltak(
        plan,
        behov=[behov],
        ansvarlig_tekst="Alle",
        frist_tekst="hele året",
        kostnad_tekst="Dekkes av drift",
        evalueringsnivaaer=[1],
        antall=2,
    )
    Planseksjon.objects.create(plan=plan, tittel="Ambisjon", tekst="<p>Flere</p>")
    return maal, behov, tiltak


def test_a_plan_that_lacks_nothing_is_told_so(tre, plan):
    god_plan(tre, plan)

    punkter = kvalitet.punkter(plan)

    assert [punkt.tone for punkt in punkter] == ["bra"] * len(kvalitet.REGLER)


def test_an_empty_plan_lacks_only_what_it_builds_on(tre):
    assert brudd(lag_plan(tre.prosjekt)) == {"uten_overordnet": "Planen bygger ikke på noen plan over."}
    assert brudd(lag_plan(tre.rot)) == {}


def _endre(rad, **felt):
    type(rad).objects.filter(pk=rad.pk).update(**felt)


@pytest.mark.parametrize(
    ("kode", "hva", "felt", "tekst"),
    [
        ("kan_ikke_maales", "maal", {"maaltall": None}, "«Sår» kan ikke måles."),
        ("kan_ikke_maales", "maal", {"indikator": ""}, "«Sår» kan ikke måles."),
        ("uten_anker", "maal", {"over": None}, "«Sår» er ikke forankret i noe over."),
        ("uten_driver", "behov", {"driver": None}, "«Flere som kan sårbehandling» sier ikke hva som driver behovet."),
        ("uten_antall", "behov", {"har": None}, "«Flere som kan sårbehandling» mangler antall."),
        ("uten_ansvarlig", "tiltak", {"ansvarlig_tekst": ""}, "«Kurs i sårbehandling» har ingen ansvarlig."),
        ("uten_frist", "tiltak", {"frist_tekst": ""}, "«Kurs i sårbehandling» har ingen frist."),
        ("uten_penger", "tiltak", {"kostnad_tekst": ""}, "«Kurs i sårbehandling» sier ikke hva det koster."),
        (
            "uten_evaluering",
            "tiltak",
            {"evalueringsnivaaer": []},
            "«Kurs i sårbehandling» sier ikke hvordan dere ser om det virket.",
        ),
        (
            "en_deltaker",
            "tiltak",
            {"antall": 1},
            "«Kurs i sårbehandling» er for én alene. Den som lærer sammen med noen, får oftere brukt det.",
        ),
    ],
)
def test_each_lack_is_named_once(tre, plan, kode, hva, felt, tekst):
    maal, behov, tiltak = god_plan(tre, plan)
    _endre({"maal": maal, "behov": behov, "tiltak": tiltak}[hva], **felt)

    assert brudd(plan) == {kode: tekst}


def test_the_thread_from_goal_to_measure_is_followed(tre, plan):
    maal, behov, tiltak = god_plan(tre, plan)
    behov.maal.clear()
    tiltak.behov.clear()

    assert set(brudd(plan)) == {"maal_uten_vei", "kritisk_uten_tiltak", "tiltak_uten_anker"}

    tiltak.maal.add(maal)
    assert set(brudd(plan)) == {"kritisk_uten_tiltak"}

    _endre(tiltak, status="stoppet")
    assert set(brudd(plan)) == {"maal_uten_vei", "kritisk_uten_tiltak"}


def test_one_named_participant_learns_alone_and_two_do_not(tre, plan, soker, kollega):
    _maal, _behov, tiltak = god_plan(tre, plan)
    _endre(tiltak, antall=None)
    Tiltaksdeltaker.objects.create(tiltak=tiltak, person=soker.person)
    assert set(brudd(plan)) == {"en_deltaker"}

    Tiltaksdeltaker.objects.create(tiltak=tiltak, person=kollega.person)
    assert brudd(plan) == {}


def test_a_section_is_not_written_while_it_is_empty_or_as_the_template_has_it(tre, plan):
    mal = Seksjonsmal.objects.first()
    _endre(mal, tekst="<p>Skriv her</p>")
    seksjon = Planseksjon.objects.create(plan=plan, mal=mal, tittel="Ambisjon", tekst="<p>Skriv her</p>")
    assert brudd(plan) == {"tom_seksjon": "«Ambisjon» er ikke skrevet."}

    _endre(seksjon, tekst="<p>Vårt eget</p>")
    assert brudd(plan) == {}


def test_several_are_said_in_one_sentence_with_the_way_to_the_first(tre, plan):
    forste = lag_maal(plan, "A", over=lag_maal(plan.overordnet))
    lag_maal(plan, "B", over=lag_maal(plan.overordnet))

    (punkt,) = (ett for ett in kvalitet.for_steget(plan, Steg.MAAL) if ett.tone == "se")

    assert (punkt.tekst, punkt.url) == ("2 mål kan ikke måles, blant dem «A».", forste.get_absolute_url())


@pytest.mark.parametrize("antall", [1, 3])
def test_a_plan_is_judged_in_five_statements(plan, antall, django_assert_num_queries):
    for nummer in range(antall):
        lag_tiltak(plan, f"Kurs {nummer}", behov=[lag_behov(plan, maal=[lag_maal(plan)])])

    with django_assert_num_queries(5):
        kvalitet.punkter(plan)
