"""How a goal is doing. Defined here, and nowhere else; every page that says it shows the definition beside it."""

import datetime as dt
from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _

from planer.models import Maal, Maaling


class Tilstand(models.TextChoices):
    """What the last measurement says of a goal."""

    NAADD = "naadd", _("Nådd")
    I_RUTE = "i_rute", _("I rute")
    ETTER = "etter", _("Etter")
    IKKE_MAALT = "ikke_maalt", _("Ikke målt")

    @property
    def tone(self) -> str:
        """The look of its label."""
        return {self.NAADD: "ok", self.I_RUTE: "info", self.ETTER: "vent"}.get(self, "")


DEFINISJON = _(
    "Nådd: den siste målingen er minst like god som målet. I rute: ikke nådd, men minst like god som den rette linjen fra "
    "utgangspunktet til den laveste verdien dere godtar (målet, når den ikke er satt) den dagen det ble målt. Når fristen "
    "er ute, eller utgangspunktet mangler, er det den laveste verdien selv. Etter: dårligere enn det. "
    "Ikke målt: uten indikator, måltall eller måling."
)


def tilstand(maal: Maal, siste: Maaling | None, dag: dt.date) -> Tilstand:
    """The state of a goal on a day, with the last measurement of it."""
    if not maal.kan_maales or siste is None:
        return Tilstand.IKKE_MAALT
    if _minst_like_god(maal, siste.verdi, maal.maaltall):
        return Tilstand.NAADD
    return Tilstand.I_RUTE if _minst_like_god(maal, siste.verdi, _krevd(maal, siste.dato, dag)) else Tilstand.ETTER


def _minst_like_god(maal, verdi, grense):
    return verdi >= grense if maal.retning == Maal.Retning.OPP else verdi <= grense


def _krevd(maal: Maal, maalt: dt.date, dag: dt.date) -> Decimal:
    """The value that is asked for on the day it was measured."""
    slutt = maal.maaltall if maal.minste is None else maal.minste
    start, begynt, frist = maal.utgangspunkt, maal.utgangspunkt_dato, maal.frist
    if start is None or begynt is None or frist is None or frist < dag or begynt >= frist:
        return slutt
    gaatt = min(max((maalt - begynt).days, 0), (frist - begynt).days)
    return start + (slutt - start) * gaatt / (frist - begynt).days
