"""Courses as calendar feeds: one's own, in the calendar that one has of the yearly wheel too; and all that is offered."""

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext as _

from kompetanse.felles.ical import Kalenderhendelse, ical
from kompetanse.organisasjon.models import Bruker
from kurs.kalender.halvaar import halvaar
from kurs.kjoring.datoer import ved_midnatt
from kurs.models import Kjoring, Kursplass, Samling
from kurs.paamelding.kalenderfil import hendelse


def mine(bruker: Bruker) -> list[Kalenderhendelse]:
    """The dates that the user has a place at, from a year ago on. What is cancelled, is no longer there."""
    plasser = Kursplass.objects.filter(person=bruker.person_id).med_plass().order_by().values("kjoring")
    siden = timezone.now() - dt.timedelta(days=365)
    samlinger = Samling.objects.filter(kjoring__in=plasser, start__gte=siden)
    samlinger = samlinger.exclude(kjoring__status=Kjoring.Status.AVLYST)
    return [hendelse(samling) for samling in samlinger.select_related("kjoring__kurs").order_by("start", "pk")]


def alle(bruker: Bruker) -> bytes:
    """All that is offered this half-year and the next."""
    naa = halvaar("", timezone.localdate())
    kjoringer = Kjoring.objects.filter(status__in=Kjoring.Status.kommende(), kommune_id=bruker.kommune_id)
    samlinger = Samling.objects.filter(
        kjoring__in=kjoringer.order_by().values("pk"),
        start__gte=ved_midnatt(naa.fra),
        start__lt=ved_midnatt(naa.neste.til),
    )
    hendelser = [hendelse(samling) for samling in samlinger.select_related("kjoring__kurs").order_by("start", "pk")]
    return ical(_("Kurs, %(kommune)s") % {"kommune": bruker.kommune}, hendelser)
