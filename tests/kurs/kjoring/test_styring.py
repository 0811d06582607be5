"""Runs: written, opened, moved and cancelled; and the hours that come twice and never."""

import datetime as dt
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from kompetanse.felles.models import Varsel
from kompetanse.felles.samskriving import Endring, Uenig, avtrykk
from kurs.kjoring import datoer, styring
from kurs.kjoring.datoer import Tid
from kurs.models import Kjoring, Kursplass, Samling
from tests.klokke import dag
from tests.kurs.factories import lag_kjoring, lag_kurs, lag_oppmote, lag_plass
from tests.planer.factories import lag_plan, lag_tiltak

pytestmark = pytest.mark.django_db
Status = Kjoring.Status
NI, TOLV = dt.time(9), dt.time(12)


@pytest.fixture
def kurs(tre):
    return lag_kurs(tre.ikt)


def tid(om, fra=NI, til=TOLV, **felt):
    return Tid(dag(om), fra, til, **felt)


def sett(kjoring, bruker, **felt):
    return styring.lagre(kjoring, Endring(felt), bruker=bruker)


def test_a_run_is_stored_with_its_dates_and_what_they_count(kurs, avdelingsdirektor):
    kjoring = sett(
        Kjoring(kurs=kurs), avdelingsdirektor, tider=[tid(30), tid(31, til=dt.time(16)), tid(32, halvdager=Decimal(0))]
    )

    assert [samling.halvdager for samling in kjoring.samlinger.all()] == [Decimal("1.0"), Decimal("2.0"), Decimal(0)]
    assert kjoring.status == Status.UTKAST


def test_only_those_who_answer_for_the_course_make_and_change_its_runs(kurs, soker, leder, utenforstaende):
    for bruker in (soker, leder, utenforstaende):
        with pytest.raises(PermissionDenied):
            sett(Kjoring(kurs=kurs), bruker, tider=[tid(30)])
        with pytest.raises(PermissionDenied):
            styring.avlys(lag_kjoring(kurs), bruker=bruker, kommentar="Nei")

    assert Kjoring.objects.count() == 3


@pytest.mark.parametrize("dager", [(), (-1,)])
def test_a_run_without_a_date_to_come_is_not_announced(kurs, hr, dager):
    kjoring = lag_kjoring(kurs, dager=dager, status=Status.UTKAST)

    with pytest.raises(ValidationError):
        styring.aapne(kjoring, bruker=hr)

    assert Kjoring.objects.get().status == Status.UTKAST


def test_a_run_that_is_announced_keeps_a_date(kurs, hr):
    kjoring = lag_kjoring(kurs)

    with pytest.raises(ValidationError, match="minst én dato"):
        sett(kjoring, hr, tider=[])

    assert kjoring.samlinger.count() == 1


def test_a_group_is_announced_without_dates(tre, hr):
    kjoring = lag_kjoring(lag_kurs(tre.ikt, form="nettverk"), dager=(), status=Status.UTKAST)

    assert styring.aapne(kjoring, bruker=hr).status == Status.AAPEN


def test_a_deadline_is_not_after_the_course_has_begun(kurs, hr):
    with pytest.raises(ValidationError) as feil:
        sett(lag_kjoring(kurs), hr, paameldingsfrist=dag(31))

    assert set(feil.value.message_dict) == {"paameldingsfrist"}


def test_a_date_that_is_changed_stays_the_same_date_in_calendars_and_is_told_of(kurs, hr, soker):
    kjoring = lag_kjoring(kurs, dager=(30, 37))
    lag_plass(kjoring, soker.person)
    foer = [samling.pk for samling in kjoring.samlinger.all()]

    sett(kjoring, hr, tider=[tid(30, halvdager=Decimal(1)), tid(38), tid(45)])

    etter = list(kjoring.samlinger.all())
    assert [samling.pk for samling in etter[:2]] == foer
    assert [timezone.localdate(samling.start) for samling in etter] == [dag(30), dag(38), dag(45)]
    assert Varsel.objects.get(mottaker=soker).emne == "Ny tid eller nytt sted for «Kurs i sårbehandling»"


def test_what_is_no_news_is_not_told(kurs, hr, soker):
    kjoring = lag_kjoring(kurs)
    lag_plass(kjoring, soker.person)

    sett(kjoring, hr, kostnad=Decimal(500), tider=datoer.lest(kjoring))

    assert not Varsel.objects.exists()


def test_a_date_that_people_have_been_to_stays(kurs, hr, soker):
    kjoring = lag_kjoring(kurs, dager=(-2, 5))
    lag_oppmote(kjoring.samlinger.first(), lag_plass(kjoring, soker.person))
    forste, andre = datoer.lest(kjoring)

    with pytest.raises(ValidationError, match="Oppmøtet er ført"):
        sett(kjoring, hr, tider=[andre])
    sett(kjoring, hr, tider=[forste, andre._replace(tema="Oppsummering")])

    assert Samling.objects.get(tema="Oppsummering").kjoring == kjoring


def test_two_who_change_the_same_dates_are_shown_both(kurs, hr):
    kjoring = lag_kjoring(kurs)
    vist = avtrykk({"tider": datoer.lest(kjoring)})
    sett(kjoring, hr, tider=[tid(40)])

    with pytest.raises(Uenig):
        styring.lagre(kjoring, Endring({"tider": [tid(50)]}, vist), bruker=hr)


def test_a_course_is_moved_to_another_year_with_its_deadlines_and_those_who_are_signed_up(kurs, hr, soker):
    kjoring = lag_kjoring(kurs, dager=(30, 37), paameldingsfrist=dag(20), avmeldingsfrist=dag(25))
    plass = lag_plass(kjoring, soker.person)
    ny = dag(30).replace(day=1, year=dag(30).year + 1)
    om = ny - dag(30)

    styring.flytt(kjoring, ny, bruker=hr)

    kjoring.refresh_from_db()
    assert [timezone.localtime(ett.start).replace(tzinfo=None) for ett in kjoring.samlinger.all()] == [
        dt.datetime.combine(ny, NI),
        dt.datetime.combine(ny + dt.timedelta(days=7), NI),
    ]
    assert (kjoring.paameldingsfrist, kjoring.avmeldingsfrist) == (dag(20) + om, dag(25) + om)
    plass.refresh_from_db()
    assert plass.status == Kursplass.Status.PLASS
    assert Varsel.objects.get(mottaker=soker).emne.startswith("Ny tid")


def test_a_move_says_which_measures_it_leaves_behind(tre, kurs, hr):
    i_aar = dag(0).year
    kurs.tiltak.set(
        [lag_tiltak(lag_plan(tre.ikt, aar=i_aar), "Årets"), lag_tiltak(lag_plan(tre.ikt, aar=i_aar + 1), "Neste")]
    )

    assert styring.planer_i_et_annet_aar(lag_kjoring(kurs), i_aar + 1) == [f"Årets (Kompetanseplan {i_aar})"]


def test_a_course_that_has_been_attended_is_not_moved(kurs, hr, soker):
    kjoring = lag_kjoring(kurs, dager=(-2, 5))
    lag_oppmote(kjoring.samlinger.first(), lag_plass(kjoring, soker.person))

    with pytest.raises(ValidationError, match="Oppmøtet er ført"):
        styring.flytt(kjoring, dag(100), bruker=hr)


def test_without_dates_there_is_nothing_to_move(kurs, hr):
    with pytest.raises(ValidationError, match="ingen datoer"):
        styring.flytt(lag_kjoring(kurs, dager=(), status=Status.UTKAST), dag(100), bruker=hr)


def test_a_cancelled_run_says_why_keeps_its_rows_and_takes_nobody_in(kurs, hr, soker):
    kjoring = lag_kjoring(kurs)
    plass = lag_plass(kjoring, soker.person)

    with pytest.raises(ValidationError):
        styring.avlys(kjoring, bruker=hr, kommentar=" ")
    styring.avlys(kjoring, bruker=hr, kommentar="Snøstorm")

    plass.refresh_from_db()
    assert plass.status == Kursplass.Status.PLASS
    assert not Kursplass.objects.som_kommer().exists()
    with pytest.raises(ValidationError):
        styring.gjenaapne(kjoring, bruker=hr)


def test_a_draft_can_be_deleted_and_what_is_announced_cannot(kurs, hr):
    styring.slett(lag_kjoring(kurs, status=Status.UTKAST), bruker=hr)
    aapen = lag_kjoring(kurs)

    with pytest.raises(ValidationError):
        styring.slett(aapen, bruker=hr)

    assert list(Kjoring.objects.all()) == [aapen]


def test_a_copy_has_all_but_the_dates(kurs, hr):
    kjoring = lag_kjoring(kurs, sted="Rådhuset", plasser=12, pris=Decimal(100), paameldingsfrist=dag(10))

    ny = styring.kopier(kjoring, bruker=hr)

    assert (ny.sted, ny.plasser, ny.pris, ny.forgjenger, ny.status) == ("Rådhuset", 12, Decimal(100), kjoring, "utkast")
    assert not ny.samlinger.exists()
    assert ny.paameldingsfrist is None


# --- The clocks -------------------------------------------------------------------------------------

TILBAKE, FRAM = dt.date(2026, 10, 25), dt.date(2027, 3, 28)


def test_a_weekly_course_is_at_the_same_time_of_the_day_before_and_after_the_clocks_go_back(kurs, hr):
    tider = [Tid(TILBAKE - dt.timedelta(days=4), NI, TOLV), Tid(TILBAKE + dt.timedelta(days=3), NI, TOLV)]

    kjoring = sett(Kjoring(kurs=kurs), hr, tider=tider)

    forste, andre = kjoring.samlinger.all()
    assert andre.start - forste.start == dt.timedelta(days=7, hours=1)
    assert [ett[:3] for ett in datoer.lest(kjoring)] == [ett[:3] for ett in tider]


def test_the_night_when_the_clocks_go_back_is_an_hour_longer(kurs, hr):
    fra = datoer.tidspunkt(TILBAKE, dt.time(1))
    assert datoer.lengde(fra, datoer.tidspunkt(TILBAKE, dt.time(4))) == dt.timedelta(hours=4)
    # Of the hour that comes twice, the first.
    assert datoer.tidspunkt(TILBAKE, dt.time(2, 30)).astimezone(dt.UTC).hour == 0


def test_an_hour_that_the_clocks_jump_over_is_refused_in_words(kurs, hr):
    with pytest.raises(ValidationError, match="finnes ikke"):
        sett(Kjoring(kurs=kurs), hr, tider=[Tid(FRAM, dt.time(2, 30), dt.time(4))])

    assert not Samling.objects.exists()


def test_a_move_over_the_night_when_the_clocks_change_keeps_the_time_of_the_day(kurs, hr, time_machine):
    time_machine.move_to(dt.datetime(2026, 9, 1, 12, tzinfo=ZoneInfo("Europe/Oslo")))
    kjoring = sett(Kjoring(kurs=kurs), hr, tider=[Tid(TILBAKE - dt.timedelta(days=10), NI, TOLV)])

    styring.flytt(kjoring, TILBAKE + dt.timedelta(days=10), bruker=hr)

    assert timezone.localtime(kjoring.samlinger.get().start).hour == 9


@pytest.mark.parametrize(
    ("minutter", "halve"),
    [(10, "0.5"), (60, "0.5"), (120, "0.5"), (180, "1"), (225, "1"), (300, "1.5"), (420, "2"), (600, "2")],
)
def test_half_days_are_proposed_by_the_hours(minutter, halve):
    assert datoer.halve_dager(dt.timedelta(minutes=minutter), Decimal("7.50")) == Decimal(halve)
