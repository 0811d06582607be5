import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from kompetanse.felles.models import Hendelse
from kompetanse.organisasjon import tre as treet
from planer.models import Kompetanseplan, Plannivaa
from planer.plan import opprettelse, overordnet, perioder
from tests.planer.factories import lag_plan

Slag = Kompetanseplan.Slag


def aarsplan(aar=None):
    aar = aar or perioder.planaar(timezone.localdate())
    return perioder.Periode(Slag.HANDLINGSPLAN, aar, aar)


def ny_url(enhet):
    return reverse("planer:plan-create", args=[enhet.pk])


@pytest.mark.parametrize(
    ("dag", "aar"), [(dt.date(2027, 1, 1), 2027), (dt.date(2027, 7, 31), 2027), (dt.date(2027, 8, 1), 2028)]
)
def test_from_august_one_plans_for_the_next_year(dag, aar):
    assert perioder.planaar(dag) == aar


def test_a_unit_is_offered_the_years_around_and_then_a_strategy(tre):
    mulige = perioder.mulige(tre.prosjekt, [], dt.date(2027, 11, 3))

    assert [(ett.slag, ett.fra, ett.til) for ett in mulige] == [
        (Slag.HANDLINGSPLAN, dt.date(2028, 1, 1), dt.date(2028, 12, 31)),
        (Slag.HANDLINGSPLAN, dt.date(2027, 1, 1), dt.date(2027, 12, 31)),
        (Slag.STRATEGI, dt.date(2028, 1, 1), dt.date(2031, 12, 31)),
    ]


def test_a_sector_is_offered_the_strategy_first_and_nothing_that_it_has(tre):
    har = lag_plan(tre.stab, aar=2028)

    mulige = perioder.mulige(tre.stab, [har], dt.date(2027, 11, 3))

    assert [ett.nokkel for ett in mulige] == ["strategi-2028", "handlingsplan-2027"]


def test_one_press_makes_the_plan_below_the_nearest_one_above(client, tre, leder):
    aar = perioder.planaar(timezone.localdate())
    lag_plan(tre.rot, aar=aar, gjelder_fra=dt.date(aar, 1, 1))
    lag_plan(tre.stab, aar=aar - 1, gjelder_fra=dt.date(aar - 1, 1, 1))
    naermest = lag_plan(
        tre.stab,
        slag=Slag.STRATEGI,
        fra=dt.date(aar - 2, 1, 1),
        til=dt.date(aar + 1, 12, 31),
        gjelder_fra=dt.date(aar, 1, 1),
    )
    client.force_login(leder)
    form = client.get(ny_url(tre.prosjekt)).context["form"]

    svar = client.post(ny_url(tre.prosjekt), {navn: form[navn].initial for navn in form.fields})

    plan = Kompetanseplan.objects.get(enhet=tre.prosjekt)
    assert svar["Location"] == reverse("planer:plan-maal", args=[plan.pk])
    assert (plan.tittel, plan.nivaa, plan.status) == (f"Kompetanseplan {aar}", Plannivaa.ENHET, "utkast")
    assert (plan.fra, plan.til) == (dt.date(aar, 1, 1), dt.date(aar, 12, 31))
    assert (plan.overordnet, plan.ansvarlig, plan.opprettet_av) == (naermest, leder.person, leder)
    assert [seksjon.tittel for seksjon in plan.seksjoner.all()] == ["Ambisjon", "Oppfølging og evaluering"]
    linje = Hendelse.objects.for_objekt(plan).get()
    assert (linje.handling, linje.i_rolle) == ("plan.opprettet", "Leder, Prosjektkontoret")


def test_the_leader_answers_for_a_plan_that_hr_makes(tre, leder, hr):
    plan = opprettelse.opprett(tre.prosjekt, aarsplan(), bruker=hr)

    assert (plan.ansvarlig, plan.opprettet_av) == (leder.person, hr)


def test_the_same_plan_made_twice_is_one(tre, leder, hr):
    forste = opprettelse.opprett(tre.prosjekt, aarsplan(), bruker=leder)

    assert opprettelse.opprett(tre.prosjekt, aarsplan(), bruker=hr) == forste
    assert forste.seksjoner.count() == 2


def test_two_plans_of_a_kind_for_some_of_the_same_time_are_refused(tre, leder):
    aar = timezone.localdate().year
    lag_plan(tre.prosjekt, fra=dt.date(aar, 1, 1), til=dt.date(aar, 6, 30))

    with pytest.raises(ValidationError, match="Enheten har allerede en slik plan i denne perioden"):
        opprettelse.opprett(tre.prosjekt, aarsplan(aar), bruker=leder)


def test_others_make_no_plan(client, tre, leder, kollega):
    with pytest.raises(PermissionDenied):
        opprettelse.opprett(tre.barnehager, aarsplan(), bruker=leder)
    client.force_login(leder)
    assert client.get(ny_url(tre.barnehager)).status_code == 403
    client.force_login(kollega)
    assert client.get(ny_url(tre.prosjekt)).status_code == 403
    assert not Kompetanseplan.objects.exists()


def test_a_unit_that_has_gone_on_in_another_is_told_where_to_plan(tre, hr):
    treet.slaa_sammen([tre.prosjekt], maal=tre.ikt, bruker=hr)

    with pytest.raises(ValidationError, match="Prosjektkontoret er slått sammen med IKT-tjenester. Lag planen der."):
        opprettelse.opprett(tre.prosjekt, aarsplan(timezone.localdate().year + 1), bruker=hr)


def test_a_plan_builds_on_nothing_beside_it_below_it_or_on_itself_by_way_of_others(tre):
    over, under, ved_siden = lag_plan(tre.stab), lag_plan(tre.prosjekt), lag_plan(tre.barnehager)
    strategi = lag_plan(tre.stab, slag=Slag.STRATEGI, overordnet=over)

    for plan, galt in ((under, ved_siden), (over, under)):
        plan.overordnet = galt
        with pytest.raises(ValidationError, match="ligger ikke over"):
            overordnet.krev_overordnet(plan)
    over.overordnet = strategi
    with pytest.raises(ValidationError, match="Den planen bygger selv på denne"):
        overordnet.krev_overordnet(over)


def test_only_plans_that_the_user_sees_are_offered_above(tre, leder, avdelingsdirektor):
    utkast, vedtatt = lag_plan(tre.ikt), lag_plan(tre.stab, gjelder_fra=timezone.localdate())

    assert overordnet.mulige(tre.prosjekt, leder) == [vedtatt]
    assert overordnet.mulige(tre.prosjekt, avdelingsdirektor) == [utkast, vedtatt]


def test_one_who_answers_for_many_chooses_the_unit_first(client, tre, hr, hr_enhet):
    client.force_login(hr)
    assert client.get(reverse("planer:plan-start"), {"enhet": "Barnehager"})["Location"] == ny_url(tre.barnehager)
    client.force_login(hr_enhet)
    svar = client.get(reverse("planer:plan-start"), {"enhet": "IKT-tjenester"})
    assert "Du svarer ikke for IKT-tjenester. Velg en annen enhet." in svar.content.decode()
