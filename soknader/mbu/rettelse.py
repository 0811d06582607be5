"""What a correction changes in the case that it corrects: both are read, so that nothing has to be typed."""

from collections.abc import Iterable
from typing import NamedTuple

from django.utils.translation import gettext as _

from kompetanse.felles.formats import kr
from kompetanse.felles.riktekst import som_tekst
from soknader.models import MbuRad, MbuSak


class Endret(NamedTuple):
    """One place in the case: what stood there, and what stands there now, line by line."""

    hvor: str
    sto: list[str]
    naa: list[str]


def endringer(sak: MbuSak) -> list[Endret]:
    """Text by text and row by row, in the order of the document; empty for a case that corrects none."""
    if sak.retter is None:
        return []
    ulike = [*_tekstene(sak.retter, sak), *_radene(sak.retter, sak)]
    return [endret for endret in ulike if endret.sto or endret.naa]


def _tekstene(gammel, ny):
    for felt in ("tittel", *MbuSak.TEKSTER):
        navn = MbuSak._meta.get_field(felt).verbose_name.capitalize()
        yield _ulikt(navn, som_tekst(getattr(gammel, felt)).splitlines(), som_tekst(getattr(ny, felt)).splitlines())


def _radene(gammel, ny):
    """Each application that stands in one of the tables, by its number in the new one."""
    gamle, nye = ({rad.soknad_id: rad for rad in sak.rader.all()} for sak in (gammel, ny))
    for pk, rad in nye.items():
        hvor = _("Rad %(nr)s, %(rad)s") % {"nr": rad.nr, "rad": rad.kompetanseomraade}
        yield _ulikt(hvor, _kolonnene(gamle[pk]) if pk in gamle else [], _kolonnene(rad))
    for pk in gamle.keys() - nye.keys():
        yield Endret(_("Tatt ut av tabellen"), [gamle[pk].kompetanseomraade], [])


def _kolonnene(rad: MbuRad):
    """«Antall deltakere: 90», column by column."""
    verdier = {MbuRad._meta.get_field(kolonne).verbose_name: getattr(rad, kolonne) for kolonne in MbuRad.KOLONNER}
    verdier[MbuRad._meta.get_field("belop").verbose_name] = kr(rad.belop)
    return [f"{navn.capitalize()}: {verdi}" for navn, verdi in verdier.items() if verdi]


def _ulikt(hvor: str, sto: Iterable[str], naa: Iterable[str]) -> Endret:
    sto, naa = list(sto), list(naa)
    return Endret(hvor, [linje for linje in sto if linje not in naa], [linje for linje in naa if linje not in sto])
