"""The dates of a run as people write them: a day and two times of it, in Norway."""

import datetime as dt
from decimal import Decimal
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from kompetanse.felles.formats import dato, klokkeslett
from kurs.models import Kjoring, Kursoppsett, Samling

HALV = Decimal("0.5")


class Tid(NamedTuple):
    """One date. `halvdager` is None when nobody has said: then the hours decide (`halve_dager`)."""

    dag: dt.date
    fra: dt.time
    til: dt.time
    halvdager: Decimal | None = None
    tema: str = ""

    def __str__(self):
        naar = f"{dato(self.dag)} {klokkeslett(self.fra)}–{klokkeslett(self.til)}"
        return f"{naar}, {self.tema}" if self.tema else naar


def tidspunkt(dag: dt.date, klokken: dt.time) -> dt.datetime:
    """The moment. Of an hour that comes twice, the first; raises ValidationError for one that the clocks jump over."""
    tid = timezone.make_aware(dt.datetime.combine(dag, klokken))
    # Only a time that exists comes back from UTC as it was.
    if timezone.localtime(tid.astimezone(dt.UTC)).time() != klokken:
        grunn = _("Klokken %(klokken)s finnes ikke %(dag)s, for da stilles klokken fram.")
        raise ValidationError(grunn % {"klokken": klokkeslett(klokken), "dag": dato(dag)}, code="finnes_ikke")
    return tid


def ved_midnatt(dag: dt.date) -> dt.datetime:
    """When a day begins in Norway."""
    return timezone.make_aware(dt.datetime.combine(dag, dt.time()))


def lengde(start: dt.datetime, slutt: dt.datetime) -> dt.timedelta:
    """How long it lasts; a night when the clocks change is an hour longer or shorter than they say."""
    return slutt.astimezone(dt.UTC) - start.astimezone(dt.UTC)


def halve_dager(varighet: dt.timedelta, timer_per_dag: Decimal) -> Decimal:
    """What attending it counts, to the nearest half of a half day: never nothing, and a day at the most."""
    timer = Decimal(varighet.total_seconds()) / 3600
    halve = (timer / (timer_per_dag / 2) / HALV).to_integral_value() * HALV
    return min(max(halve, HALV), Decimal(2))


def lest(kjoring: Kjoring) -> list[Tid]:
    """The dates that a run has."""
    if kjoring.pk is None:
        return []
    return [_tid(samling) for samling in kjoring.samlinger.all()]


def _tid(samling):
    start, slutt = timezone.localtime(samling.start), timezone.localtime(samling.slutt)
    return Tid(start.date(), start.time(), slutt.time(), samling.halvdager, samling.tema)


def sett(kjoring: Kjoring, tider: list[Tid]) -> bool:
    """Let a run have these dates, and say whether any is other than it was. A date that is the same keeps its row, and what
    belongs to it. Raises ValidationError for a date that cannot be, or that people have been to.
    """
    har = {_tid(samling): samling for samling in kjoring.samlinger.all()}
    nye = [tid for tid in dict.fromkeys(tider) if tid not in har]
    ut = [samling for tid, samling in har.items() if tid not in tider]
    if not nye and not ut:
        return False
    _krev_uten_oppmote(ut)
    per_dag = Kursoppsett.for_kommunen().timer_per_dag
    # A date that is moved is the same date in people's calendars.
    for samling, tid in zip(ut, nye, strict=False):
        _skriv(samling, tid, per_dag)
    for tid in nye[len(ut) :]:
        _skriv(Samling(kjoring=kjoring), tid, per_dag)
    for samling in ut[len(nye) :]:
        samling.delete()
    return True


def _krev_uten_oppmote(samlinger):
    if any(samling.oppmoter.exists() for samling in samlinger):
        raise ValidationError(_("Oppmøtet er ført på en av datoene, og den kan ikke endres."), code="holdt")


def _skriv(samling, tid, timer_per_dag):
    samling.start, samling.slutt = tidspunkt(tid.dag, tid.fra), tidspunkt(tid.dag, tid.til)
    if samling.slutt <= samling.start:
        raise ValidationError(_("%s: Samlingen må slutte etter at den begynner.") % dato(tid.dag), code="rekkefolge")
    samling.tema = tid.tema
    samling.halvdager = tid.halvdager
    if tid.halvdager is None:
        samling.halvdager = halve_dager(lengde(samling.start, samling.slutt), timer_per_dag)
    samling.save()


def flyttet(tider: list[Tid], forste: dt.date) -> list[Tid]:
    """The same dates from another day on, with the same days between them, at the same time of the day."""
    om = forste - min(tid.dag for tid in tider)
    return [tid._replace(dag=tid.dag + om) for tid in tider]
