"""The form of the minutes of a yearly meeting; it is called in and closed by the forms of `vedtak`."""

from typing import NamedTuple

from django import forms
from django.utils.translation import gettext_lazy as _

from kompetanse.felles.fields import TekstField
from kompetanse.felles.samskriving import SamskrivForm
from planer.aarsmote.moter import feltnavn
from planer.models import Drofting

LEDETEKST = {"sagt": _("Hva partene sa"), "enige": _("Hva partene ble enige om")}


class Punktfelt(NamedTuple):
    """The fields of one category."""

    kategori: str
    sagt: forms.BoundField
    enige: forms.BoundField


class ProtokollForm(SamskrivForm, forms.Form):
    """What was said and agreed of each category; half-done is fine, and a category without words is left out."""

    use_required_attribute = False

    def __init__(self, *args, drofting: Drofting, **kwargs):
        self._punkter = list(drofting.punkter.all())
        super().__init__(*args, **kwargs)
        for punkt in self._punkter:
            for navn, ledetekst in LEDETEKST.items():
                self.fields[feltnavn(punkt, navn)] = TekstField(
                    label=ledetekst,
                    initial=getattr(punkt, navn),
                    max_length=4_000,
                    flere_linjer=True,
                    rader=3,
                    required=False,
                )

    @property
    def rader(self) -> list[Punktfelt]:
        return [
            Punktfelt(punkt.kategori, *(self[feltnavn(punkt, navn)] for navn in LEDETEKST)) for punkt in self._punkter
        ]
