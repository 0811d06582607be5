"""The months of a year as bars, with the target as a line: one picture for pages and papers."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.dates import MONTHS, MONTHS_3
from django.utils.translation import gettext as _

from kompetanse.felles.formats import tall
from kurs.dager.maal import MAANEDER_I_AARET, hittil

BREDDE, HOYDE, TOPP, BUNN = 720, 190, 18, 32
PLASS, SOYLE = BREDDE // MAANEDER_I_AARET, 36


@dataclass(frozen=True)
class Soyle:
    """One month; `tekst` is empty where nothing is counted."""

    navn: str
    x: int
    midt: int
    y: str
    hoyde: str
    tekst: str
    tekst_y: str
    naar_maalet: bool


@dataclass(frozen=True)
class Soyler:
    """Coordinates are text, with the dot that SVG wants."""

    soyler: list[Soyle]
    maal_y: str
    maal: str
    beskrivelse: str
    bredde: int = BREDDE
    hoyde: int = HOYDE
    bunn: int = HOYDE - BUNN
    tekst_y: int = HOYDE - BUNN // 3
    soylebredde: int = SOYLE


def soyler(per_maaned: Sequence[Decimal], aarets_maal: Decimal | None) -> Soyler:
    """Of the months that are counted; the others stand empty."""
    maal = hittil(aarets_maal, 1)
    hoyest = max([*per_maaned, maal or Decimal(0), Decimal(1)])

    def y(verdi):
        return f"{HOYDE - BUNN - float(verdi / hoyest) * (HOYDE - BUNN - TOPP):.1f}"

    alle = [_soyle(nummer, per_maaned, maal, y) for nummer in range(MAANEDER_I_AARET)]
    beskrivelse = "; ".join(f"{MONTHS[nummer]}: {tall(verdi, 1)}" for nummer, verdi in enumerate(per_maaned, start=1))
    maaltekst = "" if maal is None else _("Målet: %(dager)s i måneden") % {"dager": tall(maal, 1)}
    return Soyler(alle, "" if maal is None else y(maal), maaltekst, beskrivelse or _("Ingen måneder er talt ennå."))


def _soyle(nummer, per_maaned, maal, y):
    verdi = per_maaned[nummer] if nummer < len(per_maaned) else Decimal(0)
    topp = y(verdi)
    return Soyle(
        navn=str(MONTHS_3[nummer + 1]),
        x=nummer * PLASS + (PLASS - SOYLE) // 2,
        midt=nummer * PLASS + PLASS // 2,
        y=topp,
        hoyde=f"{HOYDE - BUNN - float(topp):.1f}",
        tekst=tall(verdi, 1) if verdi else "",
        tekst_y=f"{float(topp) - 6:.1f}",
        naar_maalet=maal is None or verdi >= maal,
    )
