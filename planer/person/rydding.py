"""Each night: destroy the plans of those who have left, when their competence is due to be (fakta 6c)."""

import datetime as dt

from django.db import connection, transaction
from django.utils import timezone

from kartlegging.oppbevaring.rydding import forfalte_med
from kompetanse.felles.hendelser import log_hendelse
from kompetanse.felles.jobber import for_hver_kommune, hver_for_seg
from planer.models import Kompetanseplan, Tiltaksdeltaker


def rydd(paa_dato: dt.date | None = None) -> int:
    """For every kommune; returns for how many people something was destroyed."""
    return for_hver_kommune(_rydd_kommune, paa_dato or timezone.localdate())


def _rydd_kommune(kommune_id, dag):
    return hver_for_seg(_slett, forfalte_med(dag, Kompetanseplan, Tiltaksdeltaker))


@transaction.atomic
def _slett(person):
    """What is destroyed leaves one line: how much of it there was."""
    planer = person.kompetanseplaner.all()
    antall = len(planer)
    planer.delete()
    navngitt, _alle = Tiltaksdeltaker.objects.filter(person=person).delete()
    with connection.cursor() as cursor:
        cursor.execute("select planer_slett_utviklingshistorikk(%s)", [person.pk])
    klasse = Kompetanseplan.dataklasse
    log_hendelse(
        person, "utviklingsplan.destruert", bruker=None, dataklasse=klasse, planer=antall, deltakelser=navngitt
    )
    return 1
