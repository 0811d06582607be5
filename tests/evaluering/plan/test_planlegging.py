"""An evaluation planned with its measure: what is proposed, what is stored, what is in the way, and what is logged."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from evaluering.models import Evaluering, Evalueringsniva, Evalueringsregel, Indikator, Metode, Nivaastandard
from evaluering.plan import planlegging
from evaluering.plan.bilde import Planbilde
from evaluering.plan.forslag import foreslaa, fra_maal, maalbare
from kompetanse.felles.models import Hendelse
from kompetanse.felles.samskriving import Endring
from planer.models import Maaling, Tiltaksdeltaker
from tests.evaluering.factories import lag_evaluering, lag_innsamling
from tests.klokke import dag
from tests.kurs.factories import lag_kjoring, lag_kurs
from tests.planer.factories import lag_behov, lag_maal, lag_plan, lag_tiltak

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(tre):
    return lag_plan(tre.prosjekt)


@pytest.fixture
def tiltak(plan):
    """A measure of 93 000 kr that starts in ten days, and serves a goal that can be measured."""
    maal = lag_maal(plan, indikator="Andel med fagbrev", maaleenhet="%", utgangspunkt=Decimal(52), maaltall=Decimal(60))
    behov = lag_behov(plan, maal=[maal])
    return lag_tiltak(plan, behov=[behov], kostnader=[("eget", 93_000)], fra=dag(10), frist=dag(40))


def planlegg(tiltak, bruker, nivaaer=(1, 2, 3, 4), atferd="Vurderer sår hver uke", maal=(), **felt):
    evaluering = Evaluering(tiltak=tiltak, enhet=tiltak.plan.enhet)
    verdier = {"nivaaer": list(nivaaer), "atferd": atferd, "maal": list(maal), "forventet": "", "evaluator": None}
    return planlegging.lagre(evaluering, Endring(verdier | felt), bruker=bruker)


def endre(evaluering, bruker, **felt):
    return planlegging.lagre(evaluering, Endring(felt), bruker=bruker)


def _av(tiltak):
    return Evaluering(tiltak=tiltak, enhet=tiltak.plan.enhet)


# --- What is proposed -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kroner", "ventet"), [(None, [1]), (50_000, [1]), (Decimal("50000.01"), [1, 2, 3, 4]), (93_000, [1, 2, 3, 4])]
)
def test_a_measure_of_more_than_the_amount_is_evaluated_on_all_levels(plan, kroner, ventet):
    tiltak = lag_tiltak(plan, kostnader=[("eget", kroner)] if kroner else [])

    assert foreslaa(_av(tiltak)).nivaaer == ventet


def test_the_rules_are_data_of_size_and_kind_and_all_that_fit_are_added(plan):
    tiltak = lag_tiltak(plan, evalueringsnivaaer=[4])
    lag_kurs(plan.enhet, tiltak=[tiltak])
    assert foreslaa(_av(tiltak)).nivaaer == [1, 2, 4]

    Evalueringsregel.objects.filter(gjelder="kurs").update(nivaaer=[3])
    assert foreslaa(_av(tiltak)).nivaaer == [1, 3, 4]

    Evalueringsregel.objects.update(i_bruk=False)
    assert foreslaa(_av(tiltak)) == ([4], [])


def test_a_run_is_a_course_and_costs_what_the_run_costs(plan):
    kjoring = lag_kjoring(lag_kurs(plan.enhet), kostnad=60_000)

    forslag = foreslaa(Evaluering(kjoring=kjoring, enhet=plan.enhet))

    assert forslag.nivaaer == [1, 2, 3, 4]
    assert forslag.hvorfor[0].replace("\xa0", " ") == "Det koster 60 000 kr, mer enn 50 000 kr: nivå 1, 2, 3 og 4."


def test_an_indicator_comes_from_the_goal_with_what_was_measured_last(tiltak):
    (maal,) = maalbare(_av(tiltak))
    assert (fra_maal(maal).utgangspunkt, fra_maal(maal).maaltall) == (52, 60)

    Maaling.objects.create(maal=maal, dato=dag(-3), verdi=Decimal("54.5"))

    indikator = fra_maal(maal)
    assert (indikator.navn, indikator.maaleenhet) == ("Andel med fagbrev", "%")
    assert (indikator.utgangspunkt, indikator.utgangspunkt_dato) == (Decimal("54.5"), dag(-3))


# --- What is stored -------------------------------------------------------------------------------


def test_a_plan_has_the_levels_of_the_standard_the_behaviour_and_the_indicators_of_the_goals(tiltak, leder):
    evaluering = planlegg(
        tiltak, leder, maal=maalbare(_av(tiltak)), atferd="Vurderer sår hver uke\n\nSkriver tiltaksplan"
    )

    tiltak.refresh_from_db()
    assert [(niva.niva, niva.metode, niva.dato) for niva in evaluering.nivaaer.all()] == [
        (1, "skjema", dag(40)),
        (2, "egenvurdering", dag(40)),
        (3, "praksis", dag(40) + dt.timedelta(days=120)),
        (4, "indikatorer", dag(40) + dt.timedelta(days=270)),
    ]
    assert [rad.tekst for rad in evaluering.atferd.all()] == ["Vurderer sår hver uke", "Skriver tiltaksplan"]
    assert evaluering.indikatorer.get().i_ord == "Fra 52 til 60 %"
    assert tiltak.evalueringsnivaaer == [1, 2, 3, 4]
    assert [linje.handling for linje in Hendelse.objects.for_objekt(evaluering)] == ["evaluering.planlagt"]


def test_a_course_that_is_moved_moves_the_days_of_its_evaluation(plan, hr):
    kjoring = lag_kjoring(lag_kurs(plan.enhet), dager=(10, 40))
    evaluering = Evaluering.objects.create(kjoring=kjoring, enhet=plan.enhet)
    niva = Evalueringsniva(evaluering=evaluering, niva=3, metode="praksis", dager=120, svarer=["deltaker"])
    assert (evaluering.start, evaluering.slutt, niva.dato) == (dag(10), dag(40), dag(160))

    for samling in kjoring.samlinger.all():
        samling.start += dt.timedelta(days=400)
        samling.slutt += dt.timedelta(days=400)
        samling.save()

    evaluering = Evaluering.objects.get()
    assert evaluering.slutt - dag(440) in (dt.timedelta(0), dt.timedelta(days=-1), dt.timedelta(days=1))


def test_one_measure_has_one_evaluation_and_only_those_who_answer_for_it_plan_it(tiltak, leder, soker, utenforstaende):
    for bruker in (soker, utenforstaende):
        with pytest.raises(PermissionDenied):
            planlegg(tiltak, bruker)
    planlegg(tiltak, leder)

    with pytest.raises(ValidationError, match="allerede planlagt"):
        planlegg(tiltak, leder)


def test_who_is_to_evaluate_or_answers_for_the_measure_may_change_the_plan(tiltak, leder, soker, utenforstaende):
    evaluering = planlegg(tiltak, leder, evaluator=soker.person)
    endre(evaluering, soker, forventet="Færre sår")

    tiltak.ansvarlig = utenforstaende.person
    tiltak.save()
    endre(evaluering, utenforstaende, forventet="Mange færre sår")

    assert (
        set(Evaluering.objects.visible_to(soker)) == set(Evaluering.objects.visible_to(utenforstaende)) == {evaluering}
    )


# --- Changed --------------------------------------------------------------------------------------


def test_changes_before_the_start_are_free_and_after_it_logged_with_what_was(tiltak, leder):
    evaluering = planlegg(tiltak, leder, nivaaer=[1, 3])
    endre(evaluering, leder, forventet="Færre sår", nivaaer=[1, 2, 3])
    assert not Hendelse.objects.filter(handling="evaluering.endret").exists()

    tiltak.fra = dag(0)
    tiltak.save()
    endre(evaluering, leder, forventet="Halvparten så mange sår", nivaaer=[1, 3])
    endre(evaluering, leder, forventet="Halvparten så mange sår")

    linje = Hendelse.objects.get(handling="evaluering.endret")
    assert linje.data["endret"] == {
        "Forventet virkning": ["Færre sår", "Halvparten så mange sår"],
        "Nivåer": ["1, 2 og 3", "1 og 3"],
    }


def test_a_change_of_a_level_or_an_indicator_after_the_start_is_logged_too(tiltak, leder):
    tiltak.fra = dag(-1)
    tiltak.save()
    evaluering = planlegg(tiltak, leder)

    planlegging.endre_niva(evaluering.nivaaer.get(niva=3), Endring({"dager": 90}), bruker=leder)
    indikator = planlegging.lagre_indikator(Indikator(evaluering=evaluering, navn="Sår"), Endring({}), bruker=leder)
    planlegging.slett_indikator(indikator, bruker=leder)

    linjer = Hendelse.objects.filter(handling="evaluering.endret").order_by("pk")
    assert linjer[0].data["endret"] == {"Anvendelse: Dager": ["120", "90"]}
    assert len(linjer) == 3


def test_what_somebody_has_been_asked_about_stays(tiltak, leder):
    evaluering = planlegg(tiltak, leder)
    niva = evaluering.nivaaer.get(niva=3)
    lag_innsamling(niva, versjon=niva.skjema.nyeste)

    for felt in ({"nivaaer": [1, 2, 4]}, {"atferd": "Noe annet"}):
        with pytest.raises(ValidationError, match="spurt allerede"):
            endre(evaluering, leder, **felt)
    with pytest.raises(ValidationError, match="spurt allerede"):
        planlegging.endre_niva(niva, Endring({"skjema": None}), bruker=leder)
    with pytest.raises(ValidationError, match="spurt allerede"):
        planlegging.slett(evaluering, bruker=leder)

    assert evaluering.nivaaer.count() == 4
    assert [rad.tekst for rad in evaluering.atferd.all()] == ["Vurderer sår hver uke"]


def test_a_line_of_behaviour_that_stays_keeps_its_key(tiltak, leder):
    evaluering = planlegg(tiltak, leder, atferd="Vurderer sår hver uke\nSkriver tiltaksplan")
    skriver = evaluering.atferd.get(tekst="Skriver tiltaksplan")

    endre(evaluering, leder, atferd="Skriver tiltaksplan\nLærer opp en kollega")

    assert [rad.tekst for rad in evaluering.atferd.all()] == ["Skriver tiltaksplan", "Lærer opp en kollega"]
    assert evaluering.atferd.first() == skriver


def test_a_plan_that_nobody_has_been_asked_by_can_be_deleted(tiltak, leder):
    planlegging.slett(planlegg(tiltak, leder), bruker=leder)

    tiltak.refresh_from_db()
    assert (Evaluering.objects.count(), tiltak.evalueringsnivaaer) == (0, [])


def test_the_measure_keeps_its_levels_when_the_plan_of_a_run_is_deleted(tiltak, plan, leder):
    planlegg(tiltak, leder)
    av_kjoringen = lag_evaluering(tiltak, 1, kjoring=lag_kjoring(lag_kurs(plan.enhet)))

    planlegging.slett(av_kjoringen, bruker=leder)

    tiltak.refresh_from_db()
    assert tiltak.evalueringsnivaaer == [1, 2, 3, 4]


def test_a_user_survey_must_say_what_else_may_explain_the_change(tiltak, leder):
    niva = planlegg(tiltak, leder).nivaaer.get(niva=4)
    undersokelse = {"metode": Metode.BRUKERUNDERSOKELSE, "annet": ""}

    with pytest.raises(ValidationError, match="hva annet enn tiltaket"):
        planlegging.endre_niva(niva, Endring(undersokelse), bruker=leder)
    planlegging.endre_niva(niva, Endring(undersokelse | {"annet": "Nye lokaler"}), bruker=leder)

    niva.refresh_from_db()
    assert (niva.metode, niva.annet) == ("brukerundersokelse", "Nye lokaler")


# --- What is in the way ---------------------------------------------------------------------------


def mangler(evaluering, bruker):
    bilde = Planbilde(Evaluering.objects.get(pk=evaluering.pk), bruker)
    return [(mangel.niva, mangel.tekst) for mangel in bilde.mangler]


def test_a_whole_plan_lacks_nothing(tiltak, leder, soker):
    Tiltaksdeltaker.objects.create(tiltak=tiltak, person=soker.person)
    evaluering = planlegg(tiltak, leder, maal=maalbare(_av(tiltak)), evaluator=leder.person)

    assert mangler(evaluering, leder) == []


def test_what_cannot_be_carried_out_says_so(plan, leder):
    tiltak = lag_tiltak(plan, frist=dag(40))
    evaluering = planlegg(tiltak, leder, atferd="")
    Indikator.objects.create(evaluering=evaluering, navn="Sår")
    evaluering.nivaaer.filter(niva=2).update(metode="test", regnes_fra="start", dager=5)
    evaluering.nivaaer.filter(niva=1).update(skjema=None)

    assert mangler(evaluering, leder) == [
        (0, "Det er ikke sagt når det begynner. Da vet vi ikke når vi må måle før start."),
        (0, "Ingen deltakere er navngitt. Da har vi ingen å spørre."),
        (0, "Det er ikke sagt hvem som evaluerer."),
        (1, "Det er ikke valgt noe skjema."),
        (2, "Testen har ingen spørsmål med riktig svar."),
        (3, "Det er ikke avtalt hva vi skal se at folk gjør etterpå."),
        (4, "Indikatoren «Sår» har ikke noe utgangspunkt."),
    ]


def test_a_day_before_the_end_or_no_end_at_all_says_so(tiltak, leder, soker):
    Tiltaksdeltaker.objects.create(tiltak=tiltak, person=soker.person)
    evaluering = planlegg(tiltak, leder, nivaaer=[3])
    evaluering.nivaaer.update(regnes_fra="start", dager=5)
    (mangel,) = mangler(evaluering, leder)
    assert mangel[0] == 3
    assert "er før det er slutt" in mangel[1]

    tiltak.fra = tiltak.frist = None
    tiltak.save()
    assert mangler(evaluering, leder) == [(0, "Det er ikke sagt når det slutter. Da får evalueringen ingen datoer.")]


def test_the_standard_of_a_level_is_hrs_data(tiltak, leder):
    Nivaastandard.objects.filter(niva=3).update(dager=180)

    assert planlegg(tiltak, leder, nivaaer=[3]).nivaaer.get().dager == 180


def test_an_evaluation_of_a_grant_stands_beside_that_of_its_measure(tiltak, leder):
    lag_evaluering(tiltak, 1)
    midler = tiltak.midler.create(
        soknad_pk=1,
        nummer="2026/7",
        tittel="Sår",
        adresse="/",
        aar=2026,
        status="innvilget",
        omsokt=90_000,
        innvilget=60_000,
    )
    evaluering = Evaluering(tiltak=tiltak, midler=midler, enhet=tiltak.plan.enhet)
    assert foreslaa(evaluering).nivaaer == [1, 2, 3, 4]

    verdier = {"nivaaer": [1], "atferd": "", "maal": [], "forventet": "", "evaluator": None}
    planlegging.lagre(evaluering, Endring(verdier), bruker=leder)

    assert tiltak.evalueringer.count() == 2
