"""The year of birth: all that is kept of a date of birth, whatever the file holds (see `Person`)."""

import datetime as dt
import re
from contextlib import suppress
from functools import lru_cache

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kompetanse.felles.fields import DatoField

KODE = "fodselsaar"
OM_KUTT = gettext_lazy("Av kolonnen «%(overskrift)s» er bare fødselsåret tatt med. Datoen er ikke lagret.")
# Arbeidsmiljøloven § 11-1: nobody works here before they are 13.
YNGST, ELDST = 13, 100
AAR = re.compile(r"[0-9]{4}(?:[.,]0)?")
# A moment (1973-05-12T00:00:00Z) has its date first.
DATO_MED_KLOKKE = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})T.*")
# 12.05.73, 12/5-73, 120573. Five digits may be Excel's number of days, or a day that has lost its zero: not to be guessed.
KORT_AAR = re.compile(r"([0-9]{2})([0-9]{2})([0-9]{2})|([0-9]{1,2})[./ -]{1,2}([0-9]{1,2})[./ -]{1,2}([0-9]{2})")


def aaret(tekst: str) -> str:
    """The year of «1973», «12.05.1973», «120573», ISO … Raises `ValidationError`, which does not repeat the text."""
    if not (aar := _les(tekst.strip(), timezone.localdate().year)):
        raise ValidationError(
            _("Skriv fødselsåret med fire siffer, eller fødselsdatoen som dag.måned.år, for eksempel 12.5.1973.")
        )
    return str(aar)


@lru_cache(maxsize=65536)
def _les(tekst, i_aar):
    """The year, or None when there is none that a person at work can be born in."""
    tekst = DATO_MED_KLOKKE.sub(r"\1", tekst)
    if AAR.fullmatch(tekst):
        aar = int(tekst[:4])
    elif treff := KORT_AAR.fullmatch(tekst):
        aar = _med_aarhundre(*(int(del_) for del_ in treff.groups() if del_), i_aar)
    else:
        aar = _av_dato(tekst)
    return aar if aar and i_aar - ELDST <= aar <= i_aar - YNGST else None


def _med_aarhundre(dag, maaned, aar, i_aar):
    """Born in the last century, unless that is too long ago."""
    aar += 1900 if i_aar - (1900 + aar) <= ELDST else 2000
    with suppress(ValueError):
        return dt.date(aar, maaned, dag).year


def _av_dato(tekst):
    with suppress(ValidationError):
        return DatoField(required=False).to_python(tekst[:60]).year
