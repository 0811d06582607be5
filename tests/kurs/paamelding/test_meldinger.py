"""What people are told, with the dates as a file."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core import mail
from icalendar import Calendar

from kompetanse.felles import varsler
from kompetanse.felles.models import Varsel
from kompetanse.organisasjon.models import Bruker
from kurs.kjoring import styring
from kurs.models import Kjoring, Kursplass
from kurs.paamelding import paamelding
from tests.kurs.factories import lag_kjoring, lag_kurs, lag_plass
from tests.rollebesetning import lag_bruker

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def tjener(settings):
    settings.EMAIL_HOST = "post.eksempel.test"


@pytest.fixture
def kjoring(tre):
    return lag_kjoring(lag_kurs(tre.ikt), dager=(30, 37), sted="Rådhuset")


def filen():
    """The calendar that the last mail carried."""
    varsler.send_usendte()
    (filnavn, innhold, mime) = mail.outbox[-1].attachments[0]
    assert (filnavn, mime) == ("kurs-i-sarbehandling.ics", "text/calendar")
    return Calendar.from_ical(innhold)


def test_a_seat_comes_with_all_the_dates(kjoring, soker):
    paamelding.meld_paa(kjoring, [soker.person], bruker=soker)

    hendelser = filen().walk("VEVENT")

    assert [ett["dtstart"].dt for ett in hendelser] == [samling.start for samling in kjoring.samlinger.all()]
    assert {ett["dtstart"].dt.tzname() for ett in hendelser} == {"UTC"}
    assert {str(ett["location"]) for ett in hendelser} == {"Rådhuset"}


def test_the_file_holds_the_dates_as_they_are_when_the_mail_is_sent(kjoring, soker, hr):
    paamelding.meld_paa(kjoring, [soker.person], bruker=soker)
    kjoring.samlinger.last().delete()

    assert len(filen().walk("VEVENT")) == 1


def test_a_place_on_the_waiting_list_comes_with_no_file(tre, soker, kollega):
    kjoring = lag_kjoring(lag_kurs(tre.ikt), plasser=1)
    lag_plass(kjoring, kollega.person)

    paamelding.meld_paa(kjoring, [soker.person], bruker=soker)
    varsler.send_usendte()

    assert mail.outbox[-1].attachments == []


def test_what_is_cancelled_is_taken_out_of_the_calendar(kjoring, soker, hr):
    lag_plass(kjoring, soker.person)

    styring.avlys(kjoring, bruker=hr, kommentar="For få påmeldte.")

    kalender = filen()
    assert str(kalender["method"]) == "CANCEL"
    assert {str(ett["status"]) for ett in kalender.walk("VEVENT")} == {"CANCELLED"}
    assert "For få påmeldte." in mail.outbox[-1].body


def test_a_message_about_a_run_that_is_gone_goes_without_its_file(kjoring, soker):
    paamelding.meld_paa(kjoring, [soker.person], bruker=soker)
    Varsel.objects.update(vedlegg="kurs.paamelding.kalenderfil.vedlegg 999999999")

    assert varsler.send_usendte() == 1
    assert mail.outbox[-1].attachments == []


@pytest.mark.parametrize("antall", [1, 300])
def test_to_cancel_asks_as_much_for_three_hundred_as_for_one(
    tre, kjoring, soker, hr, antall, django_assert_num_queries
):
    """Each who has a place or waits is told once; who gave up the place, is not."""
    kommune = tre.rot.kommune
    lag_plass(kjoring, soker.person, Kursplass.Status.AVMELDT)
    folk = [lag_bruker("Deltaker", tre.prosjekt) for _nr in range(antall)]
    for nr, bruker in enumerate(folk):
        lag_plass(kjoring, bruker.person, Kursplass.Status.VENTELISTE if nr % 3 == 2 else Kursplass.Status.PLASS)
    hr = Bruker.objects.get(pk=hr.pk)
    ContentType.objects.get_for_model(Kjoring)  # kept in memory by the first that asks

    # Savepoint in and out, the run, the row, the audit line, its dates, the places, the accounts, the messages.
    with django_assert_num_queries(9):
        styring.avlys(kjoring, bruker=hr, kommentar="Kursholderen er syk.")

    varslet = Varsel.objects.filter(emne__endswith="er avlyst")
    assert set(varslet.values_list("mottaker", flat=True)) == {bruker.pk for bruker in folk}
    assert varslet.count() == antall
    assert Kjoring.objects.get(pk=kjoring.pk).avlyst_grunn == "Kursholderen er syk."
    assert kommune.pk == varslet.first().kommune_id
