"""Measurements of goals: one a day for each, typed or read from a file."""

import datetime as dt
import re
from decimal import Decimal
from typing import NamedTuple

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kompetanse.felles.fields import TallField
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Bruker
from planer.models import Maal, Maaling

RETT = "planer.measure_maal"
AV = re.compile(r"^(\d+)\s*(?:av|/)\s*(\d+)$", re.IGNORECASE)


class Maalt(NamedTuple):
    """What was measured, in the unit of the indicator; a share is its per cent, and `nevner` what it is of."""

    verdi: Decimal
    nevner: int | None = None

    @classmethod
    def andel(cls, teller: int, nevner: int) -> "Maalt":
        return cls((Decimal(100 * teller) / nevner).quantize(Decimal("0.01")), nevner)


def les_verdi(tekst: str) -> Maalt:
    """«73», «73 %», «2,5» or «45 av 60». Raises ValidationError with what to write instead."""
    tekst = tekst.strip().removesuffix("%").strip()
    if treff := AV.match(tekst):
        teller, nevner = int(treff[1]), int(treff[2])
        if nevner == 0 or teller > nevner:
            raise ValidationError(_("Skriv hvor mange av alle, for eksempel 45 av 60."))
        return Maalt.andel(teller, nevner)
    return Maalt(TallField().clean(tekst))


@transaction.atomic
def registrer(maal: Maal, dato: dt.date, maalt: Maalt, merknad: str = "", *, bruker: Bruker | None) -> Maaling:
    """Store what a goal was measured at. The same day again replaces it. `bruker=None`: the system measured it.

    Raises ValidationError as `kontroller`.
    """
    laas(maal, bruker)
    kontroller(maal, dato, maalt)
    felt = {"verdi": maalt.verdi, "nevner": maalt.nevner, "merknad": merknad, "registrert_av": bruker}
    maaling, _ny = Maaling.objects.update_or_create(maal=maal, dato=dato, defaults=felt)
    _logg_en(maal, "maal.maalt", bruker, maaling)
    return maaling


def kontroller(maal: Maal, dato: dt.date, maalt: Maalt) -> None:
    """Raises ValidationError for a day to come, and for a share that is none."""
    if dato > timezone.localdate():
        raise ValidationError({"dato": _("Målingen kan ikke være frem i tid.")})
    if maal.er_andel and not 0 <= maalt.verdi <= 100:
        raise ValidationError({"verdi": _("En andel er mellom 0 og 100 %.")})
    if maalt.nevner and not maal.er_andel:
        raise ValidationError({"verdi": _("«Av» gjelder andeler. Sett «Måles i» til %, eller skriv bare tallet.")})


@transaction.atomic
def slett(maaling: Maaling, *, bruker: Bruker) -> None:
    laas(maaling.maal, bruker)
    _logg_en(maaling.maal, "maal.maaling_slettet", bruker, maaling)
    maaling.delete()


def laas(maal: Maal, bruker: Bruker | None) -> None:
    """One change of a goal's measurements at a time, by one who may measure it. Must run inside a transaction."""
    Maal.objects.select_for_update(no_key=True).get(pk=maal.pk)
    if bruker is not None and not bruker.has_perm(RETT, maal):
        raise PermissionDenied


def logg(maal: Maal, handling: str, bruker: Bruker | None, **data) -> None:
    enhet = (maal.plan or maal.dokument).enhet
    som = enhet and bruker and tilgang.rolle_for(bruker, enhet, *tilgang.MED_INNSYN_I_SAKER)
    tilgang.logg(maal, handling, *tilgang.HR, bruker=bruker, som=som, **data)


def _logg_en(maal, handling, bruker, maaling):
    logg(maal, handling, bruker, dato=str(maaling.dato), verdi=str(maaling.verdi))
