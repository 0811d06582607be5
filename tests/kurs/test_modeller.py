"""What a course may be, and who sees it."""

import pytest
from django.db import IntegrityError, transaction

from kurs.models import Ekstern, Kjoring, Kursplass, Malgruppe, Samling
from tests.klokke import dag
from tests.kurs.factories import lag_kjoring, lag_kurs, lag_plass

pytestmark = pytest.mark.django_db


@pytest.fixture
def kjoring(tre):
    return lag_kjoring(lag_kurs(tre.ikt))


def test_a_draft_is_seen_by_those_who_answer_for_the_course_and_the_responsible_alone(
    tre, soker, kollega, leder, avdelingsdirektor, hr
):
    utkast = lag_kjoring(lag_kurs(tre.ikt, ansvarlig=kollega.person), status=Kjoring.Status.UTKAST)
    aapen = lag_kjoring(lag_kurs(tre.ikt, "Åpent kurs"))

    sett = {
        navn: set(Kjoring.objects.visible_to(en))
        for navn, en in {
            "soker": soker,
            "leder": leder,
            "kollega": kollega,
            "direktor": avdelingsdirektor,
            "hr": hr,
        }.items()
    }

    assert sett == {
        "soker": {aapen},
        "leder": {aapen},
        "kollega": {utkast, aapen},
        "direktor": {utkast, aapen},
        "hr": {utkast, aapen},
    }


def test_a_place_is_seen_by_oneself_the_line_and_those_who_answer_for_the_course(
    kjoring, soker, kollega, leder, avdelingsdirektor, utenforstaende, hr
):
    plass = lag_plass(kjoring, soker.person)
    andres = lag_plass(kjoring, utenforstaende.person)

    sett = [set(Kursplass.objects.visible_to(en)) for en in (soker, kollega, leder, avdelingsdirektor, utenforstaende)]

    # The unit below the course's own leads nobody in Barnehager, and is not shown who else goes.
    assert sett == [{plass}, set(), {plass}, {plass, andres}, {andres}]
    assert set(Kursplass.objects.visible_to(hr)) == {plass, andres}


def test_what_was_learnt_elsewhere_is_seen_by_oneself_and_the_line(soker, kollega, leder, utenforstaende):
    egen = Ekstern.objects.create(person=soker.person, navn="Nettkurs i personvern", fullfort=dag(-3))

    sett = [set(Ekstern.objects.visible_to(en)) for en in (soker, leder, kollega, utenforstaende)]

    assert sett == [{egen}, {egen}, set(), set()]


def test_the_database_refuses_what_cannot_be(kjoring, soker):
    samling = kjoring.samlinger.get()
    lag_plass(kjoring, soker.person)
    umulig = [
        lambda: Samling.objects.create(kjoring=kjoring, start=samling.slutt, slutt=samling.start),
        lambda: Kjoring.objects.create(kurs=kjoring.kurs, plasser=0),
        lambda: lag_plass(kjoring, soker.person),
        lambda: Malgruppe.objects.create(kurs=kjoring.kurs),
        lambda: Malgruppe.objects.create(kurs=kjoring.kurs, fra_prosent=80, til_prosent=50),
    ]

    for lag in umulig:
        with pytest.raises(IntegrityError), transaction.atomic():
            lag()
