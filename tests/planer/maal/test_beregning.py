"""Goals whose figure comes from the registry."""

import datetime as dt

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from kartlegging.dekning.ferdigtall import tell_kommunen
from planer.maal import beregning
from planer.maal import maal as prosess
from planer.models import Maal
from tests.kartlegging.factories import gi_kompetanse, lag_kompetanse, lag_krav
from tests.klokke import dag
from tests.planer.factories import lag_dokument, lag_maal, lag_plan
from tests.rollebesetning import lag_bruker


@pytest.fixture
def folk(tre):
    """Six in Prosjektkontoret: two with fagbrev, one of those with a master's degree too."""
    folk = [lag_bruker(f"P{nr}", tre.prosjekt) for nr in range(6)]
    fagbrev, master = lag_kompetanse("Fagbrev", nivaaer=False, nus=4), lag_kompetanse("Master", nivaaer=False, nus=7)
    for bruker, kompetanse in ((folk[0], fagbrev), (folk[1], fagbrev), (folk[1], master)):
        gi_kompetanse(bruker, kompetanse)
    return folk


def maal_i(enhet, beregning, **felt):
    return lag_maal(lag_plan(enhet), beregning=beregning, maaleenhet="%", **felt)


def maalt(maal):
    return [(float(ett.verdi), ett.nevner) for ett in maal.maalinger.all()]


@pytest.mark.parametrize(
    ("felt", "ventet"),
    [
        ({"beregning": "fagbrev"}, (33.33, 6)),
        ({"beregning": "nus", "nus": 7}, (16.67, 6)),
        ({"beregning": "nus", "nus": 8}, (0.0, 6)),
    ],
)
def test_the_share_with_an_education_is_of_all_who_work_there(kommune, tre, folk, felt, ventet):
    tell_kommunen(kommune.pk)
    maal = maal_i(tre.prosjekt, **felt)

    beregning.maal_naa(maal, bruker=None)

    assert maalt(maal) == [ventet]


def test_the_share_of_musts_met_counts_each_person_and_each_must(kommune, tre, folk):
    hms, bor = lag_kompetanse("HMS"), lag_kompetanse("Ikke nødvendig")
    lag_krav(tre.prosjekt, hms, nivaa=2)
    lag_krav(tre.prosjekt, bor, nivaa=1, styrke="bor")
    for bruker, nivaa in zip(folk[:3], (1, 2, 3), strict=True):
        gi_kompetanse(bruker, hms, nivaa)
    tell_kommunen(kommune.pk)
    maal = maal_i(tre.prosjekt, "krav")

    beregning.maal_naa(maal, bruker=None)

    assert maalt(maal) == [(33.33, 6)]


def test_a_group_that_is_too_small_gets_no_figure(kommune, tre, folk):
    folk[0].person.stillinger.update(til=dag(-1))
    folk[1].person.stillinger.update(til=dag(-1))
    tell_kommunen(kommune.pk)
    maal = maal_i(tre.prosjekt, "fagbrev")

    assert beregning.maal_naa(maal, bruker=None) is None
    assert maalt(maal) == []


def test_a_goal_is_measured_when_it_is_set_and_then_once_a_month(kommune, tre, folk, leder):
    plan = lag_plan(tre.prosjekt, fra=dag(-400), til=dag(400))
    tell_kommunen(kommune.pk)
    maal = prosess.lagre(Maal(plan=plan, navn="Flere med fagbrev", beregning="fagbrev"), bruker=leder)
    assert (maal.maaleenhet, len(maalt(maal))) == ("%", 1)

    neste = (timezone.localtime().replace(day=1, hour=6) + dt.timedelta(days=32)).replace(day=1)
    with time_machine.travel(neste):
        tell_kommunen(kommune.pk)
        assert [beregning.maal_alle(), beregning.maal_alle()] == [1, 0]

    assert len(maalt(maal)) == 2


def test_the_job_leaves_alone_what_is_over_and_what_is_set_aside(kommune, tre, folk):
    tell_kommunen(kommune.pk)
    over = lag_maal(lag_dokument(), beregning="fagbrev", maaleenhet="%")
    avlost = lag_maal(lag_plan(tre.prosjekt, status="avlost"), beregning="fagbrev")
    ferdig = lag_maal(lag_plan(tre.prosjekt, fra=dag(-20), til=dag(-1)), beregning="fagbrev")
    lagt_bort = lag_maal(lag_plan(tre.ikt), over=over, valg="lagt_til_side", bidrag="Nei", beregning="fagbrev")

    beregning.maal_alle()

    assert [len(maalt(ett)) for ett in (over, avlost, ferdig, lagt_bort)] == [1, 0, 0, 0]


def test_the_page_fetches_the_figure_or_says_why_it_cannot(client, kommune, tre, folk, leder):
    client.force_login(leder)
    maal = maal_i(tre.prosjekt, "fagbrev")
    adresse = reverse("planer:maal-measure", args=[maal.pk])

    assert "Tallet kan ikke vises nå." in client.post(adresse, follow=True).content.decode()
    tell_kommunen(kommune.pk)
    assert "Målt i dag." in client.post(adresse, follow=True).content.decode()
    assert len(maalt(maal)) == 1
