"""Learning with as little as each test needs."""

import datetime as dt

from django.utils import timezone

from kurs.models import Ekstern, Kurs, Samling
from tests.kurs.factories import lag_kjoring, lag_kurs, lag_oppmote, lag_plass


def lag_laering(enhet, person, naar, halvdager=1, *, form=Kurs.Form.KURS, **felt):
    """Attendance of one person at one date, which begins at this hour in Norway (of a day: at nine)."""
    naar = naar if isinstance(naar, dt.datetime) else dt.datetime.combine(naar, dt.time(9))
    start = timezone.make_aware(naar)
    kjoring = lag_kjoring(lag_kurs(enhet, form=form), dager=())
    samling = Samling.objects.create(kjoring=kjoring, start=start, slutt=start + dt.timedelta(hours=3))
    return lag_oppmote(samling, lag_plass(kjoring, person, **felt), halvdager=halvdager)


def lag_ekstern(person, dag, timer="7.5", **felt):
    """A course completed elsewhere, for the person's position unless told otherwise."""
    stilling = felt.pop("stilling", person.stillinger.first())
    return Ekstern.objects.create(
        person=person, stilling=stilling, navn=f"Nettkurs {dag}", fullfort=dag, timer=timer, **felt
    )
