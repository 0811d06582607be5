"""What the pages and documents of a yearly meeting show of its ground: each figure in words, for the one who reads."""

from collections.abc import Iterator
from typing import NamedTuple

from django.utils.translation import gettext as _

from kompetanse.felles.formats import tall
from planer.aarsmote.grunnlag import Grunnlag, Linje

ENDRINGER = ("sluttet", "byttet", "nye")


class Rad(NamedTuple):
    """A category as a row. Each figure is its words, and whether it is dimmed: unknown, or too few to be shown."""

    linje: Linje
    navn: str
    ansatte: tuple[str, bool]
    aarsverk: tuple[str, bool]
    sluttet: tuple[str, bool]
    byttet: tuple[str, bool]
    nye: tuple[str, bool]
    egen: tuple[str, bool]
    landet: str


class Tabell(NamedTuple):
    rader: list[Rad]
    i_alt: Rad
    noe_skjult: bool

    @property
    def med_behov(self) -> Iterator[Rad]:
        """Those that the plans say something of."""
        return (rad for rad in self.rader if rad.linje.behov or rad.linje.tiltak)


def tabell(grunnlag: Grunnlag, *, med_navn: bool) -> Tabell:
    """As a reader sees it who may see names, or one who may not."""
    rader = [_rad(linje, linje.navn or _("Uten stillingskategori"), med_navn) for linje in grunnlag.linjer]
    # Own turnover is of a category.
    i_alt = _rad(grunnlag.i_alt, _("I alt"), med_navn)._replace(egen=("–", True))
    return Tabell(rader, i_alt, not med_navn and any(rad.linje.skjult for rad in rader))


def _rad(linje, navn, med_navn):
    def tallet(felt, verdi, desimaler=0, enhet=""):
        if verdi is None:
            return _("ukjent"), True
        if felt in linje.skjult and not med_navn:
            return _("få"), True
        return tall(verdi, desimaler) + enhet, False

    egen = _("for lite å regne av"), True
    if linje.turnover is not None:
        egen = tallet("turnover", linje.turnover, 1, " %")
    return Rad(
        linje,
        navn,
        tallet("ansatte", linje.ansatte),
        tallet("ansatte", linje.aarsverk, 1),
        *(tallet(felt, getattr(linje, felt)) for felt in ENDRINGER),
        egen,
        _landet(linje),
    )


def _landet(linje):
    """«13,9 %», «6,6–7,9 %» of several codes, or that of the whole sector, said so."""
    tekst = tall(linje.landet, 1)
    if linje.landet_til != linje.landet:
        tekst += f"–{tall(linje.landet_til, 1)}"
    return f"{tekst} %" if linje.landet_eget else _("%(tall)s %% i alle yrker") % {"tall": tekst}
