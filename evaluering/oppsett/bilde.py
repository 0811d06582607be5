"""What the page of a form shows, and the form itself as it is tried out."""

from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from evaluering.models import Skjema, Skjemaversjon, Sporsmal
from evaluering.svar.sporreskjema import Svarform, still


@dataclass(frozen=True)
class Skjemabilde:
    """One version of a form. Only the newest is changed."""

    versjoner: list[Skjemaversjon]
    versjon: Skjemaversjon

    @classmethod
    def av(cls, skjema: Skjema, nummer: str = "") -> "Skjemabilde":
        """The version of that number; without, or when there is none, the newest."""
        versjoner = list(skjema.versjoner.order_by("-nummer"))
        return cls(versjoner, next((ett for ett in versjoner if str(ett.nummer) == nummer), versjoner[0]))

    @property
    def er_nyest(self) -> bool:
        return self.versjon == self.versjoner[0]

    @cached_property
    def er_laast(self) -> bool:
        return self.versjon.er_laast

    @cached_property
    def sporsmal(self) -> list[Sporsmal]:
        return list(self.versjon.sporsmal.all())


def proveform(versjon: Skjemaversjon, som: str) -> Svarform:
    """The questions as they are put, with a word for what is agreed on or given each time."""
    ord_ = {"{atferd}": [("", _("det vi har avtalt"))], "{kompetanse}": [("", _("kompetansen kurset gir"))]}
    return Svarform(stilte=still(list(versjon.sporsmal.all()), som, ord_))
