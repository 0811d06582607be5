"""What the registry has found, and what a plan answers to it."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from kartlegging.models import Personkompetanse
from kartlegging.tabell import behov as meldinger
from kartlegging.tabell.behov import Behov
from kompetanse.felles.models import Hendelse
from planer.behov import svar
from planer.behov.bilde import funnbilde
from planer.behov.funn import finn
from planer.models import Arbeidsgruppemedlem, Funnsvar, Kompetansebehov
from tests.kartlegging.factories import Tilstand, gi_kompetanse, lag_kategori, lag_kompetanse, lag_krav, om
from tests.planer.factories import lag_behov, lag_plan, lag_tiltak

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(tre):
    return lag_plan(tre.prosjekt)


@pytest.fixture
def saar(tre, soker):
    """Two are needed, and Siri is alone."""
    kompetanse = lag_kompetanse("Sårbehandling")
    gi_kompetanse(soker, kompetanse, 3)
    return lag_krav(tre.prosjekt, kompetanse, antall=2, nivaa=2)


def hva(plan):
    return [(funn.hva, funn.hvorfor) for funn in finn(plan)]


def test_one_who_is_alone_becomes_a_finding_without_a_name(plan, saar, soker):
    assert hva(plan) == [
        ("Sårbehandling: bare én kan det", "Bare én kan det · Alle i Prosjektkontoret · 1 av 2 · ingen på vei")
    ]
    assert "Siri" not in str(hva(plan))


def test_a_gap_says_how_many_are_missing_and_how_many_are_on_the_way(plan, leder, saar, kollega):
    saar.antall = 4
    saar.save()
    gi_kompetanse(leder, saar.kompetanse, 2)
    gi_kompetanse(kollega, saar.kompetanse, tilstand=Tilstand.PAABEGYNT, forventet=om(30))

    assert hva(plan) == [("Sårbehandling: mangler to", "Gap · Alle i Prosjektkontoret · 2 av 4 · én på vei")]


def test_what_is_covered_by_two_is_no_finding(plan, saar, kollega):
    gi_kompetanse(kollega, saar.kompetanse, 2)

    assert finn(plan) == []


def test_what_runs_out_is_a_finding_of_its_own_with_the_first_day(plan, tre, soker, kollega):
    kurs = lag_kompetanse("Legemiddelhåndtering", nivaaer=False)
    lag_krav(tre.prosjekt, kurs, antall=2)
    gi_kompetanse(soker, kurs, til=om(40))
    gi_kompetanse(kollega, kurs, til=om(20))

    (funn,) = finn(plan)
    assert funn.hva == "Legemiddelhåndtering går ut for to"
    assert (funn.behov["navn"], funn.behov["har"], funn.behov["trenger"], funn.behov["frist"]) == (
        "Fornye legemiddelhåndtering",
        0,
        2,
        om(20),
    )


def test_a_reported_need_stands_instead_of_the_gap_that_it_is_about(plan, tre, leder, saar):
    meldinger.meld(saar, tre.prosjekt, Behov(3, om(90), "Natten står alene."), bruker=leder)

    (funn,) = finn(plan)
    assert funn.hva == "Sårbehandling: tre til er meldt"
    behov = svar.ta_inn(plan, funn.nokkel, bruker=leder)
    assert (behov.har, behov.trenger, behov.mangler, behov.frist) == (1, 4, 3, om(90))
    assert (behov.beskrivelse, behov.opphav) == ("Natten står alene.", Kompetansebehov.Opphav.MELDT)


def test_what_is_reported_without_a_requirement_counts_those_who_have_it_at_the_level(plan, tre, leder, soker, kollega):
    gis = lag_kompetanse("GIS-analyse")
    gi_kompetanse(soker, gis, 3)
    gi_kompetanse(kollega, gis, 1)
    meldinger.meld(gis, tre.prosjekt, Behov(2, nivaa=2), bruker=leder)

    (funn,) = finn(plan)
    assert (funn.hva, funn.hvorfor) == ("GIS-analyse: to til er meldt", "Meldt · 1 i dag")
    assert (funn.behov["har"], funn.behov["trenger"]) == (1, 3)


def test_one_click_makes_a_need_with_what_the_registry_knows(plan, tre, leder, saar):
    saar.kategori = lag_kategori("Rådgiver", titler=["Rådgiver"])
    saar.save()

    behov = svar.ta_inn(plan, f"alene-{saar.pk}", bruker=leder)

    assert (behov.navn, behov.kompetanse, behov.kategori, behov.krav) == (
        "Sårbehandling",
        saar.kompetanse,
        saar.kategori,
        saar,
    )
    assert (behov.har, behov.trenger, behov.mangler, behov.opphav) == (1, 2, 1, Kompetansebehov.Opphav.FUNN)
    assert behov.grunnlag.get().tekst.startswith("Sårbehandling: bare én kan det. Bare én kan det · Rådgiver · 1 av 2")
    assert Hendelse.objects.for_objekt(behov).get().handling == "kompetansebehov.tatt_inn"


def test_taken_in_twice_is_one_need(plan, leder, saar):
    forste = svar.ta_inn(plan, f"alene-{saar.pk}", bruker=leder)

    assert svar.ta_inn(plan, f"alene-{saar.pk}", bruker=leder) == forste
    assert plan.behov.count() == 1


def test_what_is_taken_in_is_not_asked_of_again_when_the_last_holder_is_gone(plan, leder, saar, soker):
    svar.ta_inn(plan, f"alene-{saar.pk}", bruker=leder)
    Personkompetanse.objects.filter(person=soker.person).delete()

    assert finn(plan)[0].hva == "Sårbehandling: mangler to"
    assert funnbilde(plan, leder).venter == []


def test_not_now_is_remembered_and_undone(plan, leder, saar):
    svar.ikke_naa(plan, f"alene-{saar.pk}", bruker=leder)
    bilde = funnbilde(plan, leder)
    assert (bilde.venter, [funn.hva for funn in bilde.utsatt]) == ([], ["Sårbehandling: bare én kan det"])
    assert plan.behov.count() == 0

    svar.angre(plan, f"alene-{saar.pk}", bruker=leder)
    assert len(funnbilde(plan, leder).venter) == 1


def test_undone_takes_the_need_out_again_unless_it_has_measures(plan, leder, saar):
    behov = svar.ta_inn(plan, f"alene-{saar.pk}", bruker=leder)
    tiltak = lag_tiltak(plan, behov=[behov])
    with pytest.raises(ValidationError, match="Behovet har fått tiltak"):
        svar.angre(plan, f"alene-{saar.pk}", bruker=leder)
    assert plan.behov.count() == 1

    tiltak.delete()
    svar.angre(plan, f"alene-{saar.pk}", bruker=leder)
    assert (plan.behov.count(), Funnsvar.objects.count()) == (0, 0)


def test_a_finding_that_is_gone_is_told_and_nothing_is_stored(plan, leder, saar, kollega):
    gi_kompetanse(kollega, saar.kompetanse, 2)

    with pytest.raises(ValidationError, match="ikke lenger et funn"):
        svar.ta_inn(plan, f"alene-{saar.pk}", bruker=leder)
    assert plan.behov.count() == 0


def test_what_someone_has_just_taken_in_is_not_left_for_later(plan, leder, saar):
    svar.ta_inn(plan, f"alene-{saar.pk}", bruker=leder)

    with pytest.raises(ValidationError, match="nettopp tatt inn"):
        svar.ikke_naa(plan, f"alene-{saar.pk}", bruker=leder)


def test_the_working_group_sees_no_figures_of_the_registry_and_cannot_take_them_in(plan, saar, kollega):
    Arbeidsgruppemedlem.objects.create(plan=plan, person=kollega.person)

    assert funnbilde(plan, kollega) is None
    with pytest.raises(PermissionDenied):
        svar.ta_inn(plan, f"alene-{saar.pk}", bruker=kollega)


def test_an_adopted_plan_takes_nothing_in(plan, leder, saar):
    plan.status = plan.Status.VEDTATT
    plan.save()

    with pytest.raises(PermissionDenied):
        svar.ta_inn(plan, f"alene-{saar.pk}", bruker=leder)


def test_a_sector_gets_what_the_plans_below_need_added_up_by_competence(tre, saar, hr):
    sektor = lag_plan(tre.stab)
    for enhet, har, trenger, kritisk in ((tre.prosjekt, 1, 3, True), (tre.ikt, 2, 6, False)):
        lag_behov(lag_plan(enhet), kompetanse=saar.kompetanse, har=har, trenger=trenger, kritisk=kritisk)
    lag_behov(lag_plan(tre.oppvekst), kompetanse=saar.kompetanse, har=0, trenger=9)
    meldinger.meld(saar, tre.prosjekt, Behov(2), bruker=hr)

    assert hva(sektor) == [
        ("Sårbehandling: mangler åtte", "I to planer under · kritisk i én · 2 til er meldt utenfor planene")
    ]
    behov = svar.ta_inn(sektor, f"samlet-{saar.kompetanse_id}", bruker=hr)
    assert (behov.har, behov.trenger, behov.mangler) == (3, 11, 8)
    assert behov.opphav == Kompetansebehov.Opphav.SAMLET


def test_what_a_sector_has_added_up_counts_once_in_the_kommune_and_last_years_plan_not_at_all(tre, saar, hr):
    naa = lag_plan(tre.prosjekt)
    lag_behov(naa, kompetanse=saar.kompetanse, har=1, trenger=3)
    lag_behov(lag_plan(tre.prosjekt, aar=naa.aar - 1), kompetanse=saar.kompetanse, har=1, trenger=3)
    svar.ta_inn(lag_plan(tre.stab), f"samlet-{saar.kompetanse_id}", bruker=hr)
    kommunens = lag_plan(tre.rot, slag="strategi", fra=naa.fra.replace(year=naa.aar - 1), til=naa.til)

    assert [funn.hva for funn in finn(kommunens)] == ["Sårbehandling: mangler to"]


def test_the_page_takes_in_leaves_and_undoes(client, plan, leder, saar):
    client.force_login(leder)
    side = reverse("planer:plan-behov", args=[plan.pk])
    assert "Ett funn venter på svar" in client.get(side).content.decode()

    response = client.post(reverse("planer:funn-answer", args=[plan.pk]), {"ta_inn": f"alene-{saar.pk}"})
    assert response["Location"] == f"{side}#funn"
    tekst = client.get(side).content.decode()
    assert "Alle funn har fått svar" in tekst
    assert f'id="behov-{plan.behov.get().pk}"' in tekst


@pytest.mark.parametrize("antall", [1, 3])
def test_the_page_asks_the_same_number_of_questions(client, tre, plan, leder, soker, antall, django_assert_num_queries):
    kategori = lag_kategori("Rådgiver", titler=["Rådgiver"])
    for nr in range(antall):
        krav = lag_krav(tre.prosjekt, lag_kompetanse(f"Fag {nr}"), antall=2, nivaa=1)
        gi_kompetanse(soker, krav.kompetanse, 2)
        lag_behov(plan, f"Behov {nr}", kategori=kategori)
        lag_behov(plan, f"For alle {nr}")
    client.force_login(leder)

    with django_assert_num_queries(32):
        client.get(reverse("planer:plan-behov", args=[plan.pk]))
