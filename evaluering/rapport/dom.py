"""The verdict of a level: one word for what came out against what was promised. How near «nesten» is, and how far apart
participants and leaders may be, is HR's to say (`Evalueringsoppsett`)."""

from typing import NamedTuple

from django.db import models
from django.utils.translation import gettext_lazy as _

from evaluering.models import Evalueringsoppsett
from evaluering.nytte.effekt import Effekt
from evaluering.statistikk import Andel


class Dom(models.TextChoices):
    NAADD = "naadd", _("Nådd")
    NESTEN = "nesten", _("Nesten")
    IKKE_NAADD = "ikke_naadd", _("Ikke nådd")
    SER_ULIKT = "ser_ulikt", _("Ser ulikt på det")
    FOR_TIDLIG = "for_tidlig", _("For tidlig å si")
    FOR_FAA = "for_faa", _("For få til å si noe")
    MAALT = "maalt", _("Målt")
    SAMLES_INN = "samles_inn", _("Samles inn")
    IKKE_MAALT = "ikke_maalt", _("Ikke målt ennå")
    MANGLER = "mangler", _("Mangler tall")
    RAKK_IKKE = "rakk_ikke", _("Rakk ikke")

    @property
    def merke(self) -> tuple[str, str, str]:
        """Text, tone and icon of its label."""
        return (str(self.label), *UTSEENDE[self])


UTSEENDE = {
    Dom.NAADD: ("ok", "Checkmark"),
    Dom.NESTEN: ("vent", "Minus"),
    Dom.IKKE_NAADD: ("nei", "XMark"),
    Dom.SER_ULIKT: ("vent", "ArrowRightLeft"),
    Dom.FOR_TIDLIG: ("info", "Hourglass"),
    Dom.FOR_FAA: ("noytral", ""),
    Dom.MAALT: ("info", ""),
    Dom.SAMLES_INN: ("info", ""),
    Dom.IKKE_MAALT: ("noytral", ""),
    Dom.MANGLER: ("vent", "ExclamationmarkTriangle"),
    Dom.RAKK_IKKE: ("noytral", ""),
}


class Terskler(NamedTuple):
    """Percentage points."""

    nesten: int
    ulikt: int

    @classmethod
    def av(cls, oppsett: Evalueringsoppsett) -> "Terskler":
        return cls(oppsett.nesten_innen, oppsett.ulikt_fra)


def av_andel(andel: Andel, lovet: int | None, terskler: Terskler) -> Dom:
    """A share against the per cent that was promised."""
    if lovet is None:
        return Dom.MAALT
    return _av_avstand(lovet - 100 * andel.verdi, terskler)


def av_to(deltakere: Andel, ledere: Andel | None, lovet: int | None, terskler: Terskler) -> Dom:
    """Self-assessment alone misleads [Fafo 5.4]: where leaders see something else, that is the verdict."""
    if ledere and abs(100 * deltakere.verdi - 100 * ledere.verdi) >= terskler.ulikt:
        return Dom.SER_ULIKT
    return av_andel(deltakere, lovet, terskler)


def av_effekt(effekt: Effekt, terskler: Terskler) -> Dom:
    """An interval with room for no change says that it is too early, whatever the figure."""
    if effekt.endring is None:
        return Dom.MANGLER
    if effekt.kan_vaere_tilfeldig:
        return Dom.FOR_TIDLIG
    if effekt.indikator.maaltall is None:
        return Dom.MAALT
    return Dom.NAADD if effekt.naadd else _av_avstand(effekt.mangler, terskler)


def _av_avstand(mangler, terskler):
    # Shares are worked out as binary fractions: 80 of 100 is 80 per cent.
    mangler = round(mangler, 6)
    if mangler <= 0:
        return Dom.NAADD
    return Dom.NESTEN if mangler <= terskler.nesten else Dom.IKKE_NAADD
