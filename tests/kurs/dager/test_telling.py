"""What counts as a kompetansedag, for whom, where and when."""

import datetime as dt
from decimal import Decimal

import pytest
from django.utils import timezone

from kompetanse.felles import vegg
from kompetanse.organisasjon import tre as enhetstre
from kompetanse.organisasjon.models import Stilling
from kurs.dager.telling import Dagtelling, Periode
from kurs.models import Kurs, Kursoppsett, Samling
from tests.kurs.dager.verden import lag_ekstern, lag_laering

pytestmark = pytest.mark.django_db


def dager(aar, *etter, **utvalg):
    return dict(Dagtelling(Periode.aar(aar)).per(*etter, **utvalg))


def test_half_days_and_hours_of_all_kinds_are_added_to_days(tre, soker):
    lag_laering(tre.ikt, soker.person, dt.datetime(2026, 3, 5, 9), halvdager=2)
    lag_laering(tre.ikt, soker.person, dt.datetime(2026, 3, 6, 12), halvdager=1)
    lag_laering(tre.ikt, soker.person, dt.datetime(2026, 4, 1, 14), "0.5", form=Kurs.Form.REFLEKSJONSGRUPPE)
    lag_laering(tre.ikt, soker.person, dt.datetime(2026, 4, 2, 9), halvdager=0)
    lag_ekstern(soker.person, dt.date(2026, 4, 3), "11.25")

    assert dager(2026, "person", "maaned") == {
        (soker.person_id, 3): Decimal("1.5"),
        (soker.person_id, 4): Decimal("1.75"),
    }


def test_hours_in_a_day_are_what_hr_has_said(soker):
    Kursoppsett.objects.create(timer_per_dag="7.00")
    lag_ekstern(soker.person, dt.date(2026, 4, 3), "10.5")

    assert dager(2026, "person") == {(soker.person_id,): Decimal("1.5")}


def test_forms_and_courses_from_elsewhere_that_hr_leaves_out_do_not_count(tre, soker):
    Kursoppsett.objects.create(teller_ikke=[Kurs.Form.WEBINAR], eksterne_teller=False)
    lag_laering(tre.ikt, soker.person, dt.datetime(2026, 3, 5, 9), form=Kurs.Form.WEBINAR)
    lag_laering(tre.ikt, soker.person, dt.datetime(2026, 3, 6, 9), halvdager=2)
    lag_ekstern(soker.person, dt.date(2026, 4, 3))

    assert dager(2026, "maaned") == {(3,): Decimal(1)}


@pytest.mark.parametrize(
    ("naar", "aar", "maaned"),
    [
        (dt.datetime(2028, 2, 29, 9), 2028, 2),
        (dt.datetime(2026, 12, 31, 23, 30), 2026, 12),
        (dt.datetime(2027, 1, 1, 0, 30), 2027, 1),
        # The second of the two hours in the night the clocks go back.
        (dt.datetime(2026, 10, 25, 2, 30, fold=1), 2026, 10),
    ],
)
def test_a_day_belongs_to_the_month_in_which_the_date_began_in_norway(tre, soker, naar, aar, maaned):
    lag_laering(tre.ikt, soker.person, naar, halvdager=2)

    assert [dager(ett, "maaned") for ett in (aar - 1, aar, aar + 1)] == [{}, {(maaned,): Decimal(1)}, {}]


def test_the_days_of_a_course_that_is_moved_to_another_year_follow(tre, soker):
    oppmote = lag_laering(tre.ikt, soker.person, dt.datetime(2026, 12, 10, 9))
    foer = dager(2026, "maaned")

    Samling.objects.filter(pk=oppmote.samling_id).update(
        start=timezone.make_aware(dt.datetime(2027, 1, 12, 9)), slutt=timezone.make_aware(dt.datetime(2027, 1, 12, 12))
    )

    assert (foer, dager(2026, "maaned"), dager(2027, "maaned")) == ({(12,): Decimal("0.5")}, {}, {(1,): Decimal("0.5")})


def test_one_with_two_positions_counts_in_the_unit_that_the_learning_was_for(tre, soker):
    andre = Stilling.objects.create(
        person=soker.person, enhet=tre.barnehager, tittel="Assistent", prosent=20, fra=dt.date(2020, 1, 1)
    )
    lag_laering(tre.ikt, soker.person, dt.datetime(2026, 3, 5, 9), halvdager=2)
    lag_laering(tre.ikt, soker.person, dt.datetime(2026, 3, 6, 9), halvdager=1, stilling=andre)

    assert dager(2026, "enhet") == {(tre.prosjekt.pk,): Decimal(1), (tre.barnehager.pk,): Decimal("0.5")}
    assert dager(2026, "person") == {(soker.person_id,): Decimal("1.5")}


def test_days_of_one_who_left_in_the_middle_of_the_year_stay_where_they_were(tre, soker):
    lag_laering(tre.ikt, soker.person, dt.datetime(2026, 3, 5, 9), halvdager=2)

    soker.person.stillinger.update(til=dt.date(2026, 6, 15))

    assert dager(2026, "enhet") == {(tre.prosjekt.pk,): Decimal(1)}


def test_days_follow_a_unit_that_is_moved(tre, soker, hr):
    lag_laering(tre.ikt, soker.person, dt.datetime(2026, 3, 5, 9), halvdager=2)

    enhetstre.flytt(tre.prosjekt, ny_forelder=tre.oppvekst, bruker=hr)

    rot, prosjekt = type(tre.rot).objects.get(pk=tre.rot.pk), type(tre.rot).objects.get(pk=tre.prosjekt.pk)
    assert prosjekt.path.startswith(tre.oppvekst.path)
    assert dager(2026, "under", enhet=rot) == {(tre.oppvekst.path,): Decimal(1)}


def test_learning_for_no_position_counts_for_the_kommune_alone(tre, soker):
    lag_ekstern(soker.person, dt.date(2026, 4, 3), stilling=None)

    assert dager(2026, "under", enhet=tre.rot) == {(None,): Decimal(1)}
    assert dager(2026, "under", enhet=tre.stab) == {}


def test_days_are_split_by_the_units_right_below(tre, soker, avdelingsdirektor, utenforstaende):
    for bruker in (soker, avdelingsdirektor, utenforstaende):
        lag_laering(tre.ikt, bruker.person, dt.datetime(2026, 3, 5, 9), halvdager=2)

    assert dager(2026, "under", enhet=tre.rot) == {(tre.stab.path,): Decimal(2), (tre.oppvekst.path,): Decimal(1)}
    assert dager(2026, "under", enhet=tre.ikt) == {(tre.ikt.path,): Decimal(1), (tre.prosjekt.path,): Decimal(1)}


def test_who_took_part_is_known_also_where_nobody_has_said_how_long_it_took(tre, soker, kollega):
    lag_ekstern(soker.person, dt.date(2026, 4, 3), None)
    lag_laering(tre.ikt, kollega.person, dt.datetime(2025, 3, 5, 9))
    # Was signed up, and did not come.
    lag_laering(tre.ikt, kollega.person, dt.datetime(2026, 3, 5, 9), halvdager=0)

    assert Dagtelling(Periode.aar(2026)).deltakere() == {soker.person_id}
    assert Dagtelling(Periode.aar(2026, 3)).deltakere() == {soker.person_id, kollega.person_id}


def test_the_days_of_another_kommune_are_not_counted(tre, annen_kommune, soker):
    with vegg.innenfor(annen_kommune.kommune.pk):
        lag_ekstern(annen_kommune.hr.person, dt.date(2026, 4, 3))

    assert dager(2026, "maaned") == {}
