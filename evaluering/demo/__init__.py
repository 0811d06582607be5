"""Three years of evaluations in the fictional municipality: of courses, of measures and of grants, done, under way and
forgotten."""

import datetime as dt
from collections.abc import Callable

from evaluering.demo import kurs, tilskudd, tiltak
from kompetanse.organisasjon.demo.scene import Scene


def lag(scene: Scene) -> None:
    kurs.lag(scene)
    tiltak.lag(scene)


def av_tilskudd(scene: Scene) -> list[tuple[dt.date, Callable[[], None]]]:
    """What becomes of the grants, with the day that it is told: the cases to the board tell of it after that."""
    return tilskudd.steg(scene)
