"""What apps above show beside «Min kompetanse». Each registers its own in `AppConfig.ready`, as the registry knows none of
them."""

from collections.abc import Callable

from django.utils.module_loading import import_string

from kompetanse.organisasjon.models import Person

_kort: list[tuple[str, str]] = []


def vis_ved_siden(mal: str, funksjon: str) -> None:
    """Register a card: its template, and the function (dotted path) that gives its context for a person, or None."""
    _kort.append((mal, funksjon))


def kort(person: Person) -> list[tuple[str, dict]]:
    """(template, context) of each card that has something to say of the person."""
    hentet = [(mal, _hent(funksjon)(person)) for mal, funksjon in _kort]
    return [(mal, context) for mal, context in hentet if context is not None]


def _hent(funksjon: str) -> Callable[[Person], dict | None]:
    return import_string(funksjon)
