"""The pages of a planned evaluation."""

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from evaluering.models import Atferd, Evaluering, Indikator, Innsamling
from kompetanse.felles.models import Hendelse
from planer.models import Tiltaksmidler
from tests.evaluering.factories import lag_evaluering
from tests.klokke import aar, dag
from tests.kurs.factories import lag_kjoring, lag_kurs
from tests.planer.factories import lag_maal, lag_plan, lag_tiltak

pytestmark = pytest.mark.django_db


@pytest.fixture
def tiltak(tre):
    plan = lag_plan(tre.prosjekt)
    maal = lag_maal(plan, indikator="Andel med fagbrev", maaleenhet="%", utgangspunkt=Decimal(52), maaltall=Decimal(60))
    return lag_tiltak(plan, maal=[maal], kostnader=[("eget", 93_000)], fra=dag(10), frist=dag(40))


def test_a_plan_is_a_minutes_work_from_the_page_of_the_measure(client, leder, tiltak):
    client.force_login(leder)
    side = client.get(tiltak.get_absolute_url())
    adresse = reverse("evaluering:evaluering-create-tiltak", args=[tiltak.pk])
    assert adresse in side.content.decode()

    skjema = client.get(adresse).context["form"]
    foreslaatt = {navn: skjema[navn].value() for navn in ("nivaaer", "maal")}
    client.post(adresse, foreslaatt | {"atferd": "", "forventet": "", "evaluator": "", "sett": skjema.sett})

    evaluering = Evaluering.objects.get()
    assert [niva.niva for niva in evaluering.nivaaer.all()] == [1, 2, 3, 4]
    assert evaluering.indikatorer.get().utgangspunkt == 52
    siden = client.get(tiltak.get_absolute_url()).content.decode()
    assert evaluering.get_absolute_url() in siden
    assert adresse not in siden


def test_a_grant_that_was_planned_while_one_wrote_is_told_of_above_the_form(client, leder, tiltak):
    felt = {"nummer": "26/1", "tittel": "Kurs", "adresse": "/", "aar": aar(), "omsokt": 50_000, "innvilget": 50_000}
    midler = Tiltaksmidler.objects.create(tiltak=tiltak, soknad_pk=1, status="innvilget", **felt)
    client.force_login(leder)
    adresse = reverse("evaluering:evaluering-create-midler", args=[midler.pk])
    skjema = client.get(adresse).context["form"]
    lag_evaluering(tiltak, 1, midler=midler)

    svar = client.post(adresse, {"nivaaer": [1], "forventet": "Færre sår.", "sett": skjema.sett})

    assert len(svar.context["form"].non_field_errors()) == 1
    assert svar.context["form"]["forventet"].value() == "Færre sår."
    assert Evaluering.objects.count() == 1


def test_what_is_proposed_says_why_and_what_would_be_in_the_way(client, leder, tiltak):
    client.force_login(leder)

    tekst = client.get(reverse("evaluering:evaluering-create-tiltak", args=[tiltak.pk])).content.decode()

    assert "mer enn 50\xa0000\xa0kr: nivå 1, 2, 3 og 4." in tekst
    assert "Ingen deltakere er navngitt" in tekst


def test_one_that_is_planned_already_is_shown_instead(client, leder, tiltak):
    evaluering = lag_evaluering(tiltak, 1)
    client.force_login(leder)

    svar = client.get(reverse("evaluering:evaluering-create-tiltak", args=[tiltak.pk]))

    assert svar.url == evaluering.get_absolute_url()


def test_a_run_is_planned_by_who_answers_for_the_course(client, leder, soker, tre):
    kjoring = lag_kjoring(lag_kurs(tre.prosjekt, ansvarlig=leder.person))
    adresse = reverse("evaluering:evaluering-create-kjoring", args=[kjoring.pk])
    client.force_login(soker)
    assert client.get(adresse).status_code == 403

    client.force_login(leder)
    client.post(adresse, {"nivaaer": ["1", "2"]})

    evaluering = Evaluering.objects.get()
    assert (evaluering.kjoring, [niva.niva for niva in evaluering.nivaaer.all()]) == (kjoring, [1, 2])


def test_two_who_change_the_same_are_both_shown(client, leder, hr, tiltak):
    evaluering = lag_evaluering(tiltak, 1)
    adresse = reverse("evaluering:evaluering-update", args=[evaluering.pk])
    client.force_login(leder)
    sett = client.get(adresse).context["form"].sett
    felles = {"nivaaer": ["1"], "atferd": "", "evaluator": "", "sett": sett}
    client.post(adresse, felles | {"forventet": "Færre sår"})
    client.force_login(hr)

    svar = client.post(adresse, felles | {"forventet": "Flere fagbrev"})

    assert "Færre sår" in svar.content.decode()
    evaluering.refresh_from_db()
    assert evaluering.forventet == "Færre sår"


@pytest.mark.parametrize("antall", [1, 3])
def test_evaluering_list_query_count(client, hr, tre, antall, django_assert_num_queries):
    plan = lag_plan(tre.prosjekt)
    for nummer in range(antall):
        lag_evaluering(lag_tiltak(plan, f"Tiltak {nummer}"), 1, 2)
    client.force_login(hr)

    with django_assert_num_queries(8):
        svar = client.get(reverse("evaluering:evaluering-list"))

    assert svar.content.decode().count("Tiltak ") >= antall


@pytest.mark.parametrize("antall", [1, 3])
def test_evaluering_detail_query_count(client, leder, tiltak, antall, django_assert_num_queries):
    evaluering = lag_evaluering(tiltak, *range(1, antall + 1))
    for nummer in range(antall):
        Atferd.objects.create(evaluering=evaluering, tekst=f"Gjør {nummer}")
        Indikator.objects.create(evaluering=evaluering, navn=f"Indikator {nummer}")
        Hendelse.objects.create(
            objekt=evaluering, handling="evaluering.endret", data={"endret": {"Nivåer": ["1", "2"]}}
        )
    client.force_login(leder)

    with django_assert_num_queries(14):
        svar = client.get(evaluering.get_absolute_url())

    assert svar.content.decode().count("Indikator ") == antall


def test_deletion_is_offered_until_somebody_has_been_asked(client, leder, tiltak):
    evaluering = lag_evaluering(tiltak, 1)
    slett = reverse("evaluering:evaluering-delete", args=[evaluering.pk])
    client.force_login(leder)

    foer = client.get(evaluering.get_absolute_url()).content.decode()
    naa = timezone.now()
    Innsamling.objects.create(
        niva=evaluering.nivaaer.get(), moment="slutt", aapner=naa, lukker=naa + dt.timedelta(days=1)
    )
    etter = client.get(evaluering.get_absolute_url()).content.decode()

    assert (slett in foer, slett in etter) == (True, False)


def test_participants_are_pasted_and_each_unknown_line_is_named(client, leder, soker, tiltak):
    evaluering = lag_evaluering(tiltak, 1)
    adresse = reverse("evaluering:evaluering-deltakere", args=[evaluering.pk])
    client.force_login(leder)

    feil = client.post(adresse, {"deltakere": f"{soker.person}\nIngen Somheter\n"})
    assert "Linje 2: Vi finner ingen som heter «Ingen Somheter»" in feil.content.decode()
    assert not evaluering.lagt_til.exists()

    client.post(adresse, {"deltakere": f"{soker.person}\n{leder.person.ansattnummer}\n\n{soker.person.epost}"})
    assert {rad.person for rad in evaluering.lagt_til.all()} == {soker.person, leder.person}


def test_a_baseline_is_typed_as_people_write_numbers(client, leder, tiltak):
    evaluering = lag_evaluering(tiltak, 4)
    client.force_login(leder)
    felt = {
        "navn": "Innleggelser",
        "maaleenhet": "i året",
        "retning": "ned",
        "utgangspunkt": "1 200,5",
        "maaltall": "900",
    }

    client.post(reverse("evaluering:indikator-create", args=[evaluering.pk]), felt)

    indikator = evaluering.indikatorer.get()
    assert (indikator.utgangspunkt, indikator.maaltall, indikator.retning) == (Decimal("1200.50"), 900, "ned")


def test_a_level_is_changed_on_a_page_of_its_own(client, leder, tiltak):
    niva = lag_evaluering(tiltak, 3).nivaaer.get()
    client.force_login(leder)
    felt = {
        "metode": "praksis",
        "dager": "90",
        "regnes_fra": "slutt",
        "svarer": ["deltaker", "leder"],
        "skjema": "",
        "lovet": "70",
    }

    client.post(reverse("evaluering:niva-update", args=[niva.pk]), felt)

    niva.refresh_from_db()
    assert (niva.dager, niva.svarer, niva.lovet, niva.dato) == (90, ["deltaker", "leder"], 70, dag(130))
