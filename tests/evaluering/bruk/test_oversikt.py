"""What should have been evaluated, is under way, and is missing; and how much of the money has been evaluated."""

from decimal import Decimal

import pytest
from django.urls import reverse

from evaluering.bruk.bilde import Oversikt
from evaluering.bruk.penger import andeler
from evaluering.bruk.tilstand import ETTERARBEID, Tilstand, ikke_evaluerte, med_tilstand
from evaluering.models import Evaluering, Evalueringsniva
from planer.models import Tiltak, Tiltaksmidler
from tests.evaluering.factories import lag_evaluering
from tests.klokke import aar, dag
from tests.kurs.factories import lag_kjoring, lag_kurs
from tests.planer.factories import evaluer, lag_plan, lag_tiltak

Status = Evalueringsniva.Status
FERDIG = {"laering": "Øv mer.", "anbefaling": "endre"}


@pytest.fixture
def plan(tre):
    return lag_plan(tre.prosjekt)


def lag(plan, *nivaaer, fra=None, frist=None, navn="Kurs", **felt):
    return lag_evaluering(lag_tiltak(plan, navn, fra=fra, frist=frist), *nivaaer, **felt)


def tilstand(evaluering):
    return med_tilstand(Evaluering.objects.filter(pk=evaluering.pk)).get()


@pytest.mark.parametrize(
    ("fra", "frist", "felt", "ventet"),
    [
        (10, 20, {}, Tilstand.PLANLAGT),
        (0, 20, {}, Tilstand.UNDERVEIS),
        (None, None, {}, Tilstand.PLANLAGT),
        (-90, -ETTERARBEID.days, {}, Tilstand.UNDERVEIS),
        (-90, -ETTERARBEID.days - 1, {}, Tilstand.MANGLER),
        (-90, -ETTERARBEID.days - 1, {**FERDIG, "avsluttet": dag()}, Tilstand.EVALUERT),
    ],
)
def test_an_evaluation_is_missing_a_month_after_its_last_level(plan, fra, frist, felt, ventet):
    dager = {"fra": fra if fra is None else dag(fra), "frist": frist if frist is None else dag(frist)}

    assert tilstand(lag(plan, 1, **dager, **felt)).tilstand == ventet


def test_the_last_level_decides_by_the_day_it_is_counted_from(plan):
    evaluering = lag(plan, 1, 3, fra=dag(-40), frist=dag(-31))
    evaluering.nivaaer.filter(niva=3).update(dager=60, regnes_fra=Evalueringsniva.RegnesFra.START)

    vist = tilstand(evaluering)

    assert (vist.ferdig_innen, vist.tilstand) == (dag(20), Tilstand.UNDERVEIS)
    assert vist.ferdig_innen == max(niva.dato for niva in evaluering.nivaaer.all())


def test_that_of_a_run_goes_by_its_dates(plan, hr):
    kjoring = lag_kjoring(lag_kurs(plan.enhet), dager=(-50, -45))
    evaluering = Evaluering.objects.create(kjoring=kjoring, enhet=plan.enhet)
    evaluering.nivaaer.create(niva=1, metode="skjema", dager=0, svarer=["deltaker"])

    vist = tilstand(evaluering)

    assert (vist.begynner, vist.slutter, vist.tilstand) == (evaluering.start, evaluering.slutt, Tilstand.MANGLER)


def test_a_run_without_dates_has_no_days_though_its_measure_has(plan):
    tiltak = lag_tiltak(plan, fra=dag(-90), frist=dag(-60))
    evaluering = lag_evaluering(tiltak, 1, kjoring=lag_kjoring(lag_kurs(plan.enhet), dager=()))

    vist = tilstand(evaluering)

    assert (evaluering.start, evaluering.slutt) == (None, None)
    assert (vist.begynner, vist.slutter, vist.tilstand) == (None, None, Tilstand.PLANLAGT)


def test_the_overview_is_sorted_by_the_name_that_it_shows_of_runs_too(client, plan, hr):
    lag(plan, 1, navn="Kartkurs")
    lag(plan, 1, navn="Sårstell")
    Evaluering.objects.create(kjoring=lag_kjoring(lag_kurs(plan.enhet, "Personvern")), enhet=plan.enhet)
    client.force_login(hr)

    rader = client.get(reverse("evaluering:evaluering-oversikt"), {"sorter": "navn"}).context["liste"].rader

    assert [str(rad) for rad in rader] == ["Kartkurs", "Personvern", "Sårstell"]


def test_a_done_measure_that_nobody_has_planned_to_evaluate_is_missing_too(plan):
    ferdig = {"status": Tiltak.Status.FERDIG, "evalueringsnivaaer": [1]}
    mangler = [lag_tiltak(plan, "Ikke planlagt", **ferdig), lag(plan, 1, fra=dag(-90), frist=dag(-60)).tiltak]
    lag_tiltak(plan, "Skal ikke evalueres", status=Tiltak.Status.FERDIG)
    lag_tiltak(plan, "Ikke ferdig", evalueringsnivaaer=[1])
    lag_tiltak(plan, "Stoppet", status=Tiltak.Status.STOPPET, evalueringsnivaaer=[1])
    evaluer(lag_tiltak(plan, "Evaluert", **ferdig))
    lag(plan, 1, fra=dag(-3), frist=dag(3), navn="Underveis")

    assert set(ikke_evaluerte(Tiltak.objects.all())) == set(mangler)


@pytest.fixture
def innvilget(tre):
    """A function that grants a measure central money."""
    numre = iter(range(1, 100))

    def gi(belop, plan, *, status="innvilget", i_aar=None):
        nr, tiltak = next(numre), lag_tiltak(plan)
        felt = {"nummer": f"26/{nr}", "tittel": "Kurs", "adresse": "/", "aar": i_aar or aar(), "omsokt": belop}
        return Tiltaksmidler.objects.create(tiltak=tiltak, soknad_pk=nr, status=status, innvilget=belop, **felt)

    return gi


def test_the_share_of_the_money_is_of_all_that_was_granted_in_the_year(tre, plan, innvilget, hr, leder):
    forst, annen = innvilget(30_000, plan), innvilget(10_000, plan)
    innvilget(60_000, lag_plan(tre.barnehager))
    innvilget(500_000, plan, i_aar=aar(-1))
    for midler, felt in ((forst, {}), (annen, {"midler": annen})):
        lag_evaluering(midler.tiltak, 1, 2, **felt).nivaaer.filter(niva=1).update(status=Status.FERDIG)

    assert [(rad.evaluert, rad.alt, rad.prosent) for rad in andeler(hr, aar()).nivaaer] == [
        (40_000, 100_000, 40),
        (0, 100_000, 0),
        (0, 100_000, 0),
        (0, 100_000, 0),
    ]
    assert [rad.prosent for rad in andeler(leder, aar()).nivaaer][:2] == [100, 0]
    assert andeler(hr, aar(-2)).nivaaer[0].prosent is None
    assert andeler(hr, aar()).nivaaer[0].alt == Decimal(100_000)


def test_the_money_opens_on_the_last_year_that_says_anything_and_stays_on_the_chosen_one(
    client, plan, innvilget, hr, leder
):
    for om in (0, -1, -2):
        innvilget(10_000, plan, i_aar=aar(om))
    for midler in Tiltaksmidler.objects.filter(aar__lt=aar()):
        lag_evaluering(midler.tiltak, 1, 2).nivaaer.filter(niva=1).update(status=Status.FERDIG)
    client.force_login(hr)

    aapnet = client.get(reverse("evaluering:evaluering-oversikt"))
    valgt = client.get(reverse("evaluering:evaluering-oversikt"), {"aar": aar(), "sorter": "navn"})

    assert [rad.prosent for rad in aapnet.context["oversikt"].penger.nivaaer][:2] == [100, 0]
    assert aapnet.context["oversikt"].penger.aar == aar(-1)
    assert (valgt.context["oversikt"].penger.aar, valgt.context["oversikt"].penger.nivaaer[0].prosent) == (aar(), 0)


def test_with_nothing_evaluated_the_money_is_that_of_this_year(plan, innvilget, hr):
    innvilget(10_000, plan, i_aar=aar(-1))

    assert Oversikt(hr).penger.aar == aar()


def test_each_number_leads_to_its_rows_and_a_leader_sees_the_units_own(client, tre, plan, leder, hr):
    lag(plan, 1, fra=dag(-90), frist=dag(-60), navn="Glemt kurs")
    lag(plan, 1, fra=dag(-1), frist=dag(1), navn="Kurs i gang").nivaaer.update(status="rakk_ikke", grunn="Ferie")
    lag(lag_plan(tre.barnehager), 1, navn="Hos andre")

    client.force_login(leder)
    svar = client.get(reverse("evaluering:evaluering-oversikt"))
    mangler = client.get(reverse("evaluering:evaluering-oversikt"), {"tilstand": "mangler"})

    assert [str(rad) for rad in svar.context["liste"].rader] == ["Glemt kurs", "Kurs i gang"]
    assert [tall["verdi"] for tall in svar.context["oversikt"].talliste] == [1, 1, 0, 0]
    assert svar.context["oversikt"].rakk_ikke == 1
    assert [str(rad) for rad in mangler.context["liste"].rader] == ["Glemt kurs"]
    assert Oversikt(hr, aar()).antall == {"mangler": 1, "underveis": 1, "planlagt": 1}


@pytest.mark.parametrize("antall", [1, 3])
def test_the_overview_asks_the_same_number_of_times(client, plan, hr, innvilget, antall, django_assert_num_queries):
    for nr in range(antall):
        lag(plan, 1, 3, fra=dag(-90), frist=dag(-60), navn=f"{nr}")
        innvilget(1_000, plan)
    client.force_login(hr)
    client.get(reverse("evaluering:evaluering-oversikt"))

    # Session, account, wall, person, roles; the units of the filter, the rows with their levels and their number, the
    # numbers by state, what nobody had time for, the money, and what nobody has planned.
    with django_assert_num_queries(13):
        client.get(reverse("evaluering:evaluering-oversikt"))
