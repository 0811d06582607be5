"""Grants: the list that HR keeps, deadlines that become tasks, and the measures in the giver's view."""

import datetime as dt
import io

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from openpyxl import load_workbook

from kompetanse.felles.models import Hendelse
from kompetanse.felles.oppgaver import oppgavene
from planer.models import Plannivaa, Tilskudd, Tiltak, Visning
from planer.oppgaver import slag_for as alle_slag
from planer.tilskudd import styring
from planer.tilskudd.oppgaver import slag_for
from planer.tiltak.forms import TiltakForm
from tests.klokke import dag
from tests.planer.factories import lag_plan, lag_tiltak

LISTE = reverse("planer:tilskudd-list")


@pytest.fixture
def tilskudd(tre):
    """The grant of health and care that every kommune starts with."""
    return Tilskudd.objects.get(navn="Kompetanse- og tjenesteutviklingstilskudd")


def hvem(*navn):
    return pytest.mark.parametrize("hvem", navn)


def test_a_new_kommune_has_the_grants_of_the_sources_without_days_that_nobody_has_put_in(tilskudd):
    alle = list(Tilskudd.objects.all())

    assert len(alle) == 5
    assert [ett.frist or ett.rapportfrist for ett in alle] == [None] * 5
    assert "Innlandet 2024: 1. april" in tilskudd.frist_eksempel
    assert tilskudd.visning == Visning.objects.get(navn="Statsforvalteren")
    assert all(ett.kilder for ett in alle)


@pytest.mark.parametrize(
    ("frist", "hvert_aar", "ferdig", "paa", "ventet"),
    [
        ((2027, 4, 1), True, None, (2027, 4, 1), (2027, 4, 1)),
        ((2027, 4, 1), True, None, (2027, 4, 2), (2028, 4, 1)),
        ((2027, 4, 1), True, (2027, 4, 1), (2027, 3, 1), (2028, 4, 1)),
        ((2027, 4, 1), False, None, (2027, 4, 2), None),
        ((2029, 4, 1), True, None, (2027, 1, 1), (2029, 4, 1)),
        ((2028, 2, 29), True, None, (2029, 1, 1), (2029, 2, 28)),
        ((2028, 2, 29), True, (2029, 2, 28), (2029, 2, 28), (2030, 2, 28)),
        ((2028, 2, 29), True, None, (2031, 3, 1), (2032, 2, 29)),
        (None, True, None, (2027, 1, 1), None),
    ],
)
def test_the_next_deadline(frist, hvert_aar, ferdig, paa, ventet):
    frist, ferdig, ventet = (tid and dt.date(*tid) for tid in (frist, ferdig, ventet))
    tilskudd = Tilskudd(frist=frist, hvert_aar=hvert_aar, frist_ferdig=ferdig)

    assert tilskudd.neste("frist", dt.date(*paa)) == ventet


def test_a_deadline_is_a_task_for_hr_and_for_leaders_with_measures_from_the_lead_time_on(tre, tilskudd, hr, leder):
    lag_tiltak(lag_plan(tre.prosjekt), tilskudd=tilskudd)
    tilskudd.frist, tilskudd.rapportfrist, tilskudd.varsles_dager = dag(30), dag(60), 30
    tilskudd.save()

    for bruker in (hr, leder):
        assert [(ett.hva, ett.frist_dato) for ett in oppgavene(slag_for(bruker))] == [(f"Søk om {tilskudd}", dag(30))]
    with time_machine.travel(dag(31)):
        assert [ett.hva for ett in oppgavene(slag_for(hr))] == [f"Rapporter på {tilskudd}"]
    Tilskudd.objects.filter(pk=tilskudd.pk).update(frist=dag(31))
    assert oppgavene(slag_for(hr)) == []


@hvem("utenforstaende", "soker", "hr_enhet")
def test_a_deadline_is_no_task_for_others(request, tre, tilskudd, hvem):
    lag_tiltak(lag_plan(tre.prosjekt), tilskudd=tilskudd)
    lag_tiltak(lag_plan(tre.barnehager), tilskudd=tilskudd, status=Tiltak.Status.STOPPET)
    Tilskudd.objects.filter(pk=tilskudd.pk).update(frist=dag(1))

    assert oppgavene(slag_for(request.getfixturevalue(hvem))) == []


def test_a_deadline_that_is_done_with_is_no_task_and_next_years_is(client, tilskudd, hr):
    Tilskudd.objects.filter(pk=tilskudd.pk).update(frist=dag(5))
    client.force_login(hr)

    client.post(reverse("planer:tilskudd-ferdig", args=[tilskudd.pk, "frist"]))
    tilskudd.refresh_from_db()
    assert tilskudd.frist_ferdig == dag(5)
    assert Hendelse.objects.filter(handling="tilskudd.frist_ferdig").count() == 1
    assert [ett for ett in oppgavene(alle_slag(hr)) if str(tilskudd) in ett.hva] == []
    with pytest.raises(ValidationError):
        styring.ferdig(tilskudd, "frist", dag(5), bruker=hr)
    with time_machine.travel(dag(350)):
        assert [ett.hva for ett in oppgavene(slag_for(hr))] == [f"Søk om {tilskudd}"]


@hvem("leder", "utenforstaende", "etatsdirektor")
def test_hr_alone_keeps_the_list(request, client, tilskudd, hvem):
    bruker = request.getfixturevalue(hvem)
    client.force_login(bruker)

    assert client.get(LISTE).status_code == 200
    assert client.get(reverse("planer:tilskudd-update", args=[tilskudd.pk])).status_code == 403
    for handling in (
        lambda: styring.lagre(tilskudd, bruker=bruker),
        lambda: styring.slett(tilskudd, bruker=bruker),
        lambda: styring.ferdig(tilskudd, "frist", dag(0), bruker=bruker),
    ):
        with pytest.raises(PermissionDenied):
            handling()


def test_hr_writes_a_grant_and_a_leader_ties_a_measure_to_it(client, tre, hr, leder):
    client.force_login(hr)
    data = {"navn": "Fylkets fond", "frist": "29.2.2028", "hvert_aar": "on", "varsles_dager": "42", "i_bruk": "on"}
    client.post(reverse("planer:tilskudd-create"), data)
    fondet = Tilskudd.objects.get(navn="Fylkets fond")
    assert (fondet.frist, fondet.hvert_aar) == (dt.date(2028, 2, 29), True)
    feil = client.post(reverse("planer:tilskudd-create"), data | {"lenke": "javascript:alert(1)", "frist": "31.2.2028"})
    assert set(feil.context["form"].errors) == {"lenke", "frist"}

    tiltak = lag_tiltak(lag_plan(tre.prosjekt))
    client.force_login(leder)
    skjema = {"navn": tiltak.navn, "status": "forslag", "kostnad-TOTAL_FORMS": 0, "kostnad-INITIAL_FORMS": 0}
    client.post(reverse("planer:tiltak-update", args=[tiltak.pk]), skjema | {"tilskudd": fondet.pk})
    tiltak.refresh_from_db()
    assert tiltak.tilskudd == fondet
    assert "tilskudd" in TiltakForm.base_fields
    with pytest.raises(ValidationError):
        styring.slett(fondet, bruker=hr)


def test_the_file_has_the_givers_headings_and_the_measures_of_ones_own_line(client, tre, tilskudd, hr, leder, soker):
    for enhet, navn in ((tre.prosjekt, "Fagbrev"), (tre.barnehager, "Naboens")):
        lag_tiltak(lag_plan(enhet), navn, tilskudd=tilskudd, kostnader=[("tilskudd", 90_000), ("eget", 10_000)])
    lag_tiltak(lag_plan(tre.hr), "Stoppet", tilskudd=tilskudd, status=Tiltak.Status.STOPPET)
    personplan = lag_plan(tre.prosjekt, nivaa=Plannivaa.PERSON, person=soker.person)
    lag_tiltak(personplan, "Bare vårt", tilskudd=tilskudd)

    for bruker, ventet in ((hr, ["Fagbrev", "Naboens"]), (leder, ["Fagbrev"])):
        client.force_login(bruker)
        side = client.get(tilskudd.get_absolute_url())
        assert [rad.tiltak.navn for rad in side.context["tabell"].rader] == ventet
        rader = load_workbook(io.BytesIO(client.get(side.request["PATH_INFO"], {"format": "xlsx"}).content)).active
        rader = list(rader.iter_rows(values_only=True))
        assert rader[0] == (
            *("Kompetansebehov", "Tiltak", "Målgruppe", "Antall deltakere", "Gjennomføres innen"),
            *("Kostnad", "Finansiering"),
        )
        assert [(rad[1], rad[5]) for rad in rader[1 : 1 + len(ventet)]] == [(navn, 100_000) for navn in ventet]
        docx = client.get(side.request["PATH_INFO"], {"format": "docx"})
        assert docx["Content-Type"].endswith("wordprocessingml.document")


@pytest.mark.parametrize("antall", [1, 3])
def test_the_pages_ask_as_often_whatever_there_is(client, tre, tilskudd, hr, antall, django_assert_num_queries):
    for enhet in (tre.prosjekt, tre.barnehager, tre.hr)[:antall]:
        lag_tiltak(lag_plan(enhet), tilskudd=tilskudd, kostnader=[("tilskudd", 10)])
    client.force_login(hr)

    # Who asks, then the list and its number; the grant, the columns, the measures with what they show, and the sum.
    for side, spor in ((LISTE, 7), (tilskudd.get_absolute_url(), 17)):
        with django_assert_num_queries(spor):
            client.get(side)
