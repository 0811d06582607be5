import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from kompetanse.felles.models import Hendelse
from kompetanse.felles.samskriving import Endring
from planer.aaret import underveis
from planer.aaret.underveis import Melding, Tilstand
from planer.models import Kompetanseplan, Listeverdi, Planevaluering, Statuslinje, Tiltak
from tests.planer.factories import lag_plan, lag_tiltak, verdi

AAR = 2021
APRIL = dt.date(AAR, 4, 30)


@pytest.fixture
def plan(tre):
    return lag_plan(tre.prosjekt, aar=AAR)


@pytest.fixture
def for_lite_tid(kommune):
    return verdi(Listeverdi.Liste.AVVIKSGRUNN, "tid")


@pytest.mark.parametrize(
    ("tilstand", "status"),
    [
        (Tilstand.SOM_PLANLAGT, Tiltak.Status.I_GANG),
        (Tilstand.FORSINKET, Tiltak.Status.I_GANG),
        (Tilstand.STOPPET, Tiltak.Status.STOPPET),
        (Tilstand.GJENNOMFORT, Tiltak.Status.FERDIG),
    ],
)
def test_a_line_ends_the_measure_only_when_it_stopped_or_is_done(plan, leder, for_lite_tid, tilstand, status):
    tiltak = lag_tiltak(plan, status=Tiltak.Status.I_GANG)

    underveis.meld(plan, APRIL, [Melding(tiltak, tilstand, for_lite_tid)], bruker=leder)

    tiltak.refresh_from_db()
    assert tiltak.status == status
    assert Hendelse.objects.for_objekt(tiltak).get().i_rolle == "Leder, Prosjektkontoret"


@pytest.mark.parametrize("tilstand", Tilstand.avvik())
def test_what_is_late_or_stopped_says_why(plan, leder, tilstand):
    with pytest.raises(ValidationError, match="Velg en grunn"):
        underveis.meld(plan, APRIL, [Melding(lag_tiltak(plan), tilstand)], bruker=leder)


def test_said_again_the_last_line_counts_and_the_same_words_change_nothing(plan, leder, for_lite_tid):
    tiltak = lag_tiltak(plan)
    for melding, nye in (
        (Melding(tiltak, Tilstand.SOM_PLANLAGT), 1),
        (Melding(tiltak, Tilstand.FORSINKET, for_lite_tid, "Ferie"), 1),
        (Melding(tiltak, Tilstand.FORSINKET, for_lite_tid, "Ferie"), 0),
    ):
        assert underveis.meld(plan, APRIL, [melding], bruker=leder) == nye

    assert Statuslinje.objects.values_list("tilstand", "kommentar").get() == ("forsinket", "Ferie")


def test_a_period_that_the_plan_does_not_have_is_refused(plan, leder):
    with pytest.raises(ValidationError, match="ingen slik periode"):
        underveis.meld(plan, dt.date(AAR, 5, 31), [], bruker=leder)


def test_one_who_does_not_answer_for_the_unit_says_nothing(plan, soker):
    with pytest.raises(PermissionDenied):
        underveis.meld(plan, APRIL, [Melding(lag_tiltak(plan), Tilstand.SOM_PLANLAGT)], bruker=soker)


def test_the_page_stores_what_is_answered_and_says_what_lacks_a_reason(client, plan, leder, for_lite_tid):
    Kompetanseplan.objects.update(gjelder_fra=plan.fra, status=Kompetanseplan.Status.VEDTATT)
    kurs = lag_tiltak(plan, "Kurs")
    lag_tiltak(plan, "Fagdag")
    client.force_login(leder)
    adresse = f"{reverse('planer:plan-underveis', args=[plan.pk])}?periode={APRIL}"

    svar = client.post(adresse, {f"tilstand_{kurs.pk}": "stoppet"})
    assert "Velg hvorfor «Kurs» ikke går som planlagt." in svar.content.decode()
    assert Statuslinje.objects.count() == 0

    client.post(adresse, {f"tilstand_{kurs.pk}": "forsinket", f"grunn_{kurs.pk}": for_lite_tid.pk})
    assert list(Statuslinje.objects.values_list("tiltak", "tilstand")) == [(kurs.pk, "forsinket")]
    assert "Fagdag" in client.get(adresse).content.decode()


@pytest.mark.parametrize("antall", [1, 3])
def test_underveis_query_count(client, plan, leder, antall, django_assert_num_queries):
    for nummer in range(antall):
        lag_tiltak(plan, f"Tiltak {nummer}", ansvarlig=leder.person)
    client.force_login(leder)

    with django_assert_num_queries(19):
        client.get(reverse("planer:plan-underveis", args=[plan.pk]))


def test_what_the_plan_gave_is_written_once_a_year(client, plan, leder):
    client.force_login(leder)
    for tekst in ("Flere kan sårstell.", "Alle kan sårstell."):
        client.post(reverse("planer:plan-evaluer", args=[plan.pk]), {"aar": AAR, "ga": tekst, "endres": "Mer praksis."})

    assert Planevaluering.objects.values_list("aar", "ga", "endres").get() == (
        AAR,
        "Alle kan sårstell.",
        "Mer praksis.",
    )


def test_a_year_outside_the_plan_is_not_evaluated(plan, leder):
    with pytest.raises(ValidationError, match="gjelder ikke det året"):
        underveis.evaluer(plan, AAR + 1, Endring({"ga": "x"}), bruker=leder)
