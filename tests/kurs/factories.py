"""Rows of courses, with as little as each needs."""

import datetime as dt
from decimal import Decimal

from django.utils import timezone

from kurs.models import Kjoring, Kurs, Kurskompetanse, Kursplass, Oppmote, Samling
from tests.klokke import dag as om_dager


def lag_kurs(enhet, navn="Kurs i sårbehandling", *, kompetanser=(), tiltak=(), **felt):
    """A course; `kompetanser` are competences, or (competence, level)."""
    kurs = Kurs.objects.create(enhet=enhet, navn=navn, **felt)
    for kompetanse in kompetanser:
        kompetanse, nivaa = kompetanse if isinstance(kompetanse, tuple) else (kompetanse, None)
        Kurskompetanse.objects.create(kurs=kurs, kompetanse=kompetanse, nivaa=nivaa)
    kurs.tiltak.set(tiltak)
    return kurs


def lag_kjoring(kurs, *, dager=(30,), varer=dt.timedelta(hours=3), halvdager=1, status=Kjoring.Status.AAPEN, **felt):
    """A run with a date, at nine o'clock, so many days from today for each of `dager`."""
    kjoring = Kjoring.objects.create(kurs=kurs, status=status, **felt)
    for dag in dager:
        lag_samling(kjoring, dag, varer=varer, halvdager=halvdager)
    return kjoring


def lag_samling(kjoring, dag=30, *, varer=dt.timedelta(hours=3), halvdager=1, **felt):
    start = timezone.make_aware(dt.datetime.combine(om_dager(dag), dt.time(9)))
    return Samling.objects.create(
        kjoring=kjoring, start=start, slutt=start + varer, halvdager=Decimal(halvdager), **felt
    )


def lag_plass(kjoring, person, status=Kursplass.Status.PLASS, **felt):
    stilling = person.stillinger.gjeldende().first()
    return Kursplass.objects.create(kjoring=kjoring, person=person, status=status, **{"stilling": stilling, **felt})


def lag_oppmote(samling, plass, *, halvdager=1, timer="3.75"):
    return Oppmote.objects.create(samling=samling, kursplass=plass, halvdager=Decimal(halvdager), timer=Decimal(timer))
