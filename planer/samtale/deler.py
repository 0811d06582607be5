"""The parts of an answer: what was agreed last is answered in three short fields, everything else in one."""

from collections.abc import Mapping
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# [KS] of each thing that was agreed: done, used, and what it gave.
SIST = (("gjort", _("Hva er gjort?")), ("brukt", _("Er det tatt i bruk?")), ("gitt", _("Hva har det gitt?")))
LENGST, LENGST_DEL = 4000, 1000


class Del(NamedTuple):
    """One field of the form of an answer; it is kept by `nokkel`. Without a name it is the whole answer."""

    felt: str
    nokkel: str
    navn: str | Promise = ""

    @property
    def lengst(self) -> int:
        return LENGST_DEL if self.navn else LENGST


def deler(sporsmaal: Mapping[str, str]) -> list[Del]:
    """Those of a question of the talk."""
    nokkel = sporsmaal["nokkel"]
    if sporsmaal["vis"] == "sist":
        return [Del(felt, f"{nokkel}-{felt}", navn) for felt, navn in SIST]
    return [Del("tekst", nokkel)]


def svart(sporsmaal: Mapping[str, str], svar: Mapping[str, str]) -> list[tuple[str, str]]:
    """What is written as the answer: the name and the text of each part that is."""
    return [(del_.navn, svar[del_.nokkel]) for del_ in deler(sporsmaal) if svar.get(del_.nokkel)]
