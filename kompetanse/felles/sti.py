"""The breadcrumb of a page, as `base.html` draws it from `brodsmuler`."""

from typing import Any

from django.shortcuts import resolve_url


def sti(*over: tuple[Any, Any], her: Any) -> list[tuple[str, str]]:
    """From the top down to this page: (name, where it leads) for each page above, and the name of this one.

    Where it leads is an object with a page of its own, the name of an address, or an address.
    """
    return [*((str(navn), resolve_url(til)) for navn, til in over), (str(her), "")]
