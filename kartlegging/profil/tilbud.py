"""What apps above offer someone whose proof runs out or is missing: the next course that gives it. Each registers its own in
`AppConfig.ready`, as the registry knows none of them."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from django.utils.module_loading import import_string

from kompetanse.organisasjon.models import Person


class Tilbud(NamedTuple):
    """One offer: a sentence of what and when, where it leads, and whether one is on the way there already."""

    tekst: str
    url: str
    er_paameldt: bool = False


_kilder: list[str] = []


def tilby(funksjon: str) -> None:
    """Register a function (dotted path): given a person, and the level that is demanded (or None) of each competence by key,
    it gives the next offer of each that there is one for."""
    _kilder.append(funksjon)


def neste(person: Person, krav: Mapping[int, int | None]) -> dict[int, Tilbud]:
    """Competence → what is offered. Asks nothing when nothing is demanded."""
    svar: dict[int, Tilbud] = {}
    for sti in _kilder if krav else ():
        funksjon: Callable[[Person, Mapping[int, int | None]], dict[int, Tilbud]] = import_string(sti)
        svar |= funksjon(person, krav)
    return svar
