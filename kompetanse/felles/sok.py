"""A hit of the search across everything. Each app says in its `sok.py` what it finds; `oversikt` gathers."""

from typing import NamedTuple

PER_GRUPPE = 8


class Treff(NamedTuple):
    """One hit: its name, a quiet word beside it, and where it leads."""

    navn: str
    tillegg: str
    url: str
