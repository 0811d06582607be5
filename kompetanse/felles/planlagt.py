"""Everything that runs by the clock. An app registers its own in `AppConfig.ready`; migrate stores them."""

import datetime as dt
from dataclasses import dataclass

from django.db import connections
from django.utils import timezone

_planlagte: dict[str, "Planlagt"] = {}


@dataclass(frozen=True)
class Planlagt:
    """A function (dotted path, no arguments) that the job worker calls every `minutter`, or once a day at `klokken`."""

    navn: str
    funksjon: str
    minutter: int | None = None
    klokken: dt.time | None = None


def planlegg(navn: str, funksjon: str, *, minutter: int | None = None, klokken: dt.time | None = None) -> None:
    """Register a function that the job worker is to call. It runs outside the kommune wall and enters it by itself."""
    if (minutter is None) == (klokken is None):
        raise ValueError("Give either minutter or klokken.")
    _planlagte[navn] = Planlagt(navn, funksjon, minutter, klokken)


def opprett_planlagte_jobber(using: str = "default", **kwargs) -> None:
    """After migrate: the schedules in the database are those that are registered, no more and no less."""
    from django_q.models import Schedule  # models are not loaded when apps register

    if Schedule._meta.db_table not in connections[using].introspection.table_names():
        return
    for planlagt in _planlagte.values():
        Schedule.objects.update_or_create(
            name=planlagt.navn,
            defaults={"func": planlagt.funksjon, "repeats": -1, **_rhythm(planlagt)},
            create_defaults={
                "func": planlagt.funksjon,
                "repeats": -1,
                "next_run": _first_run(planlagt),
                **_rhythm(planlagt),
            },
        )
    Schedule.objects.exclude(name__in=_planlagte).delete()


def _rhythm(planlagt):
    if planlagt.minutter:
        return {"schedule_type": "I", "minutes": planlagt.minutter}
    return {"schedule_type": "D", "minutes": None}


def _first_run(planlagt):
    """Now, or the next time the clock shows the hour."""
    naa = timezone.localtime()
    if planlagt.minutter:
        return naa
    first = timezone.make_aware(dt.datetime.combine(naa.date(), planlagt.klokken))
    return first if first > naa else first + dt.timedelta(days=1)
