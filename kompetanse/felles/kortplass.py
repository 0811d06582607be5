"""A place on a page for cards of apps above. Each registers its own in `AppConfig.ready`, as the page knows none of them."""

from collections.abc import Callable

from django.utils.module_loading import import_string


class Kortplass:
    """The cards of one place, each a template and the function (dotted path) that gives its context."""

    def __init__(self):
        self._kort: list[tuple[str, str]] = []

    def vis(self, mal: str, funksjon: str) -> None:
        """Register a card. The function is given what the page is about, and returns None when it has nothing to say."""
        self._kort.append((mal, funksjon))

    def hent(self, *om) -> list[tuple[str, dict]]:
        """(template, context) of each card that has something to say of this."""
        funksjoner: list[tuple[str, Callable]] = [(mal, import_string(funksjon)) for mal, funksjon in self._kort]
        hentet = [(mal, funksjon(*om)) for mal, funksjon in funksjoner]
        return [(mal, context) for mal, context in hentet if context is not None]
