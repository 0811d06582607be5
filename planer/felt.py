"""Fields of the forms of plans. Some take what people write: a date, a person or an amount where it is one, else words.

The clean value is a `Svar`: what was understood, or the words, never both. What looks like a date or an amount but is
none, is an error and not words: a slip of the finger must not be kept as text.
"""

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import capfirst

from kompetanse.felles.fields import BelopField, DatoField, TekstField
from kompetanse.felles.samskriving import Endring, SamskrivForm, verdi_av
from kompetanse.felles.skjema import ObjekterField, ObjektField
from kompetanse.organisasjon.forms.valg import PersonValgField

BOKSTAV = re.compile(r"[^\W\d_]")
# «kr 93 000,-» has letters, and is no words.
KRONER = re.compile(r"\b(?:kr|nok)\b\.?", re.IGNORECASE)

LANG_TEKST = 2_000


class Svar(NamedTuple):
    """A value, or words; both empty when nothing was written."""

    verdi: Any = None
    tekst: str = ""


# Of these a row has two columns, such as `frist` and `frist_tekst`.
MED_TEKST = ("frist", "ansvarlig")


def lest(objekt: models.Model, navn: str) -> Any:
    """What a row holds of a field of its form."""
    return (
        Svar(getattr(objekt, navn), getattr(objekt, f"{navn}_tekst")) if navn in MED_TEKST else verdi_av(objekt, navn)
    )


def flett(objekt: models.Model, endring: Endring, naa: Mapping[str, Any]) -> dict[str, Any]:
    """Set what the user has changed in the columns of a row that is locked; `naa` is all that its form holds, as it is
    stored. Returns all that is changed: what is no column is set by the caller. Raises Uenig."""
    endret = endring.endret(naa)
    kolonner = {felt.name for felt in objekt._meta.concrete_fields}
    for navn in endret.keys() & kolonner:
        verdi, tekst = endret[navn] if navn in MED_TEKST else (endret[navn], None)
        setattr(objekt, navn, verdi)
        if tekst is not None:
            setattr(objekt, f"{navn}_tekst", tekst)
    return endret


class MedSvarForm(SamskrivForm):
    """A `SamskrivForm` with fields of `Svar`."""

    def vist(self, navn):
        return lest(self.instance, navn)

    def vis(self, navn, verdi):
        return super().vis(navn, (verdi.verdi or verdi.tekst) if isinstance(verdi, Svar) else verdi)


class DatoEllerTekstField(TekstField):
    """«15.6.2027» or «hele året»."""

    def clean(self, value):
        tekst = super().clean(value)
        try:
            return Svar(DatoField(required=False).clean(tekst))
        except ValidationError:
            if not BOKSTAV.search(tekst):
                raise
            return Svar(tekst=tekst)

    def prepare_value(self, value):
        return DatoField().prepare_value(value)


class BelopEllerTekstField(TekstField):
    """«36 000» or «dekkes av egen drift»."""

    def clean(self, value):
        tekst = super().clean(value)
        try:
            return Svar(BelopField(required=False).clean(tekst))
        except ValidationError:
            if not BOKSTAV.search(KRONER.sub("", tekst)):
                raise
            return Svar(tekst=tekst)


class PersonEllerTekstField(PersonValgField):
    """An employee, or words such as «enhetsleder» as long as nobody is chosen."""

    def _finn(self, tekst):
        try:
            return super()._finn(tekst)
        except ValidationError as feil:
            if feil.code != "ingen":
                raise
            return tekst

    def clean(self, value):
        funnet = super().clean(value)
        return Svar(tekst=funnet) if isinstance(funnet, str) else Svar(funnet)


def formfelt(felt: models.Field, **valg) -> forms.Field:
    """The form's field for one of the model's: those that read what Norwegians write, and cut nothing without a word."""
    felles = {"label": capfirst(felt.verbose_name), "required": not felt.blank}
    if isinstance(felt, models.TextField):
        return TekstField(max_length=LANG_TEKST, flere_linjer=True, rader=3, **felles)
    if isinstance(felt, models.CharField) and not felt.choices:
        return TekstField(max_length=felt.max_length, **felles)
    if isinstance(felt, models.DateField):
        return DatoField(**felles)
    if isinstance(felt, (models.DecimalField, models.IntegerField)):
        tallfelt = forms.TextInput(attrs={"inputmode": "decimal", "size": 6, "autocomplete": "off"})
        return felt.formfield(localize=True, widget=tallfelt, **felles)
    if felt.is_relation:
        return (ObjekterField if felt.many_to_many else ObjektField)(**felles)
    return felt.formfield(**valg)
