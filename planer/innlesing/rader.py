"""From the cells of a row to what goes into the plan: a need, a measure, or a text. No word of the row is left out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from kompetanse.felles.formats import dato, kr
from kompetanse.felles.spreadsheets import Tabell
from planer.innlesing import tolkning
from planer.models import Tiltak

# An amount below such a heading is not in kroner.
I_TUSEN = re.compile(r"1\s?000|tusen|mill", re.I)


@dataclass
class Tiltaksrad:
    """A measure as the file says it. `felt` are fields of `Tiltak`; `kostnad` in kroner, of the source with that name."""

    linje: int
    navn: str
    behov: str
    felt: dict[str, Any] = field(default_factory=dict)
    kostnad: Decimal | None = None
    kilde: str = ""
    merknader: list[str] = field(default_factory=list)
    # What is kept in words, since it is not sure what it means: the names of the columns.
    med_ord: list[str] = field(default_factory=list)

    @property
    def nokkel(self) -> tuple[str, str]:
        """Two rows with the same are the same measure."""
        return self.behov.casefold(), self.navn.casefold()

    @property
    def i_ord(self) -> str:
        """What was understood, for the preview."""
        deler = [
            _("Behov: %s") % self.behov if self.behov else "",
            _("Ansvarlig: %s") % (self.felt.get("ansvarlig") or self.felt.get("ansvarlig_tekst") or "–"),
            _("Frist: %s")
            % (dato(self.felt["frist"]) if self.felt.get("frist") else self.felt.get("frist_tekst") or "–"),
            kr(self.kostnad) if self.kostnad is not None else "",
            _("%s deltakere") % self.felt["antall"] if self.felt.get("antall") else "",
            _("Står som tekst: %s") % ", ".join(self.med_ord) if self.med_ord else "",
        ]
        return " · ".join(filter(None, deler))


@dataclass
class Lest:
    """All rows of a file: measures, needs without a measure (line, name), and texts (line, text)."""

    tiltak: list[Tiltaksrad] = field(default_factory=list)
    behov: list[tuple[int, str]] = field(default_factory=list)
    tekster: list[tuple[int, str]] = field(default_factory=list)


def les(tabell: Tabell, kolonner: dict[str, str], *, aar: int | None, folk: dict[str, Any]) -> Lest:
    """Read every row. `aar` is the only year of the plan, or None; `folk` is full name in lower case → person."""
    lest, behov, avsnitt = Lest(), "", ""
    for rad in tabell.rader:
        celler = _Celler(tabell.overskrifter, rad.verdier, kolonner)
        if celler["avsnitt"] != avsnitt:
            # An empty first cell is the need above, but not across a heading.
            behov, avsnitt = "", celler["avsnitt"]
        behov = celler["behov"] or behov
        if celler["tekst"]:
            lest.tekster.append((rad.linje, celler["tekst"]))
        if celler["tiltak"]:
            lest.tiltak.append(_tiltak(rad.linje, celler, _en_linje(behov), aar, folk))
        elif celler["behov"] and not celler.andre():
            lest.behov.append((rad.linje, celler["behov"]))
        elif rest := celler.alt():
            _legg_til_over(lest, rad.linje, rest)
    return lest


def _legg_til_over(lest, linje, rest):
    """A row without a measure goes on from the one above; without one it is a text."""
    if lest.tiltak:
        lest.tiltak[-1].merknader.append(rest)
    else:
        lest.tekster.append((linje, rest))


def _tiltak(linje, celler, behov, aar, folk):
    navn = _en_linje(celler["tiltak"].split("\n")[0])
    rad = Tiltaksrad(linje, navn[:200], behov[:200])
    if celler["tiltak"] != rad.navn:
        rad.felt["beskrivelse"] = celler["tiltak"]
    if celler["behov"] and _en_linje(celler["behov"]) != celler["behov"]:
        rad.merknader.append(celler["behov"])
    _hvem(rad, celler, folk)
    _naar(rad, celler, aar)
    _penger(rad, celler)
    _status(rad, celler)
    rad.felt["evaluering"] = celler["evaluering"]
    rad.merknader += filter(None, [celler["merknad"], *celler.uten_felt()])
    if celler["avsnitt"]:
        rad.merknader.append(_("Fra «%s»") % celler["avsnitt"])
    return rad


def _hvem(rad, celler, folk):
    gruppe, antall = celler["maalgruppe"], tolkning.antall(celler["antall"]) if celler["antall"] else None
    if celler["antall"] and antall is None:
        gruppe = ", ".join(dict.fromkeys(filter(None, [gruppe, celler["antall"]])))
        rad.med_ord.append(_("antall"))
    rad.felt |= {"antall": antall} | _kort("maalgruppe", gruppe, 300, rad)
    navn = celler["ansvarlig"]
    person = folk.get(_en_linje(navn).casefold())
    rad.felt |= {"ansvarlig": person} | ({} if person else _kort("ansvarlig_tekst", navn, 150, rad))
    if navn and not person:
        rad.med_ord.append(_("ansvarlig"))


def _naar(rad, celler, aar):
    frist = tolkning.frist(celler["frist"], aar) if celler["frist"] else None
    rad.felt["frist"] = frist
    # A date says itself; what had to be understood stands beside it in words.
    if celler["frist"] and (frist is None or tolkning.frist(celler["frist"], None) is None):
        rad.felt |= _kort("frist_tekst", celler["frist"], 60, rad)
    if celler["frist"] and frist is None:
        rad.med_ord.append(_("frist"))


def _penger(rad, celler):
    kostnad, kilde = celler["kostnad"], celler["finansiering"]
    rad.kostnad = tolkning.belop(kostnad) if kostnad and not I_TUSEN.search(celler.overskrift("kostnad")) else None
    rad.kilde = _en_linje(kilde)
    if kostnad and rad.kostnad is None:
        rad.med_ord.append(_("kostnad"))
    med_ord = kostnad if kostnad and (rad.kostnad is None or not kostnad.replace(" ", "").isdecimal()) else ""
    rad.felt |= _kort("kostnad_tekst", ", ".join(filter(None, [med_ord, kilde])), 200, rad)


def _status(rad, celler):
    status = tolkning.status(celler["status"]) if celler["status"] else None
    rad.felt["status"] = status or Tiltak.Status.PLANLAGT
    if celler["status"] and status is None:
        rad.felt |= _kort("status_tekst", celler["status"], 200, rad)
        rad.med_ord.append(_("status"))


def _kort(felt, tekst, lengde, rad):
    """The field, on one line; what does not fit stands whole among the remarks."""
    flat = _en_linje(tekst)
    if len(flat) > lengde:
        rad.merknader.append(tekst)
    return {felt: flat[:lengde]}


def _en_linje(tekst):
    return " ".join(tekst.split())


class _Celler:
    """The cells of one row by field."""

    def __init__(self, overskrifter, verdier, kolonner):
        self._alle = [(o, kolonner.get(o, ""), verdi) for o, verdi in zip(overskrifter, verdier, strict=True) if verdi]

    def __getitem__(self, kode) -> str:
        return next((verdi for _overskrift, felt, verdi in self._alle if felt == kode), "")

    def overskrift(self, kode) -> str:
        return next((overskrift for overskrift, felt, _verdi in self._alle if felt == kode), "")

    def uten_felt(self) -> Iterator[str]:
        """What stands in columns that nobody has said what are, each with its heading."""
        return (f"{overskrift}: {verdi}" for overskrift, felt, verdi in self._alle if not felt)

    def andre(self) -> list[str]:
        """What stands beside the need, outside the text around the tables."""
        return [verdi for _overskrift, felt, verdi in self._alle if felt not in ("behov", "avsnitt", "tekst")]

    def alt(self) -> str:
        """The row in words, without the text around the tables."""
        return "\n".join(f"{o}: {verdi}" for o, felt, verdi in self._alle if felt not in ("avsnitt", "tekst"))
