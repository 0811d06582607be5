"""The form of the checklist: a tick and a note for each point."""

from typing import NamedTuple

from django import forms
from django.utils.translation import gettext_lazy as _

from kompetanse.felles.fields import TekstField
from kompetanse.felles.samskriving import SamskrivForm
from planer.models import Kompetanseplan, Sjekkpunkt, Sjekksvar
from planer.sjekkliste.svar import feltnavn, ordene, punkter


class Punktrad(NamedTuple):
    """A point, what is said of it, and its fields."""

    punkt: Sjekkpunkt
    svar: Sjekksvar
    gjort: forms.BoundField
    notat: forms.BoundField


class SjekklisteForm(SamskrivForm, forms.Form):
    """What the two write, side by side or one after the other."""

    use_required_attribute = False

    def __init__(self, *args, plan: Kompetanseplan, **kwargs):
        super().__init__(*args, **kwargs)
        self._punkter = punkter(plan)
        self.tillegg = self.initial = ordene(plan)
        for punkt, _svar in self._punkter:
            self.fields[feltnavn(punkt, "gjort")] = forms.BooleanField(
                label=punkt.tekst, help_text=punkt.hjelp, required=False
            )
            self.fields[feltnavn(punkt, "notat")] = TekstField(
                label=_("Notat"), max_length=2_000, flere_linjer=True, rader=2, required=False
            )

    @property
    def rader(self) -> list[Punktrad]:
        return [
            Punktrad(punkt, svar, *(self[feltnavn(punkt, navn)] for navn in ("gjort", "notat")))
            for punkt, svar in self._punkter
        ]

    @property
    def antall_gjort(self) -> int:
        return sum(svar.gjort is not None for _punkt, svar in self._punkter)
