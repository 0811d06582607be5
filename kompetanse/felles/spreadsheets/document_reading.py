"""Reading the tables of a document that people wrote for each other: Word, pasted text, and sheets with several tables.

Where `read_table` takes one table with its headings, this takes all there are, with the text around them: nothing that
stands in the document is left out.
"""

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import PurePath
from typing import BinaryIO

from django.conf import settings
from django.utils.translation import gettext as _

from kompetanse.felles import ooxml
from kompetanse.felles.spreadsheets.csv_reading import rows_from_csv
from kompetanse.felles.spreadsheets.excel_reading import visible_sheets
from kompetanse.felles.spreadsheets.html_reading import Del, deler_av_html
from kompetanse.felles.spreadsheets.reading import les_innhold
from kompetanse.felles.spreadsheets.tabell import (
    Rad,
    Tabell,
    TabellFeil,
    krev_faa_kolonner,
    krev_faa_rader,
    navngi_kolonner,
)
from kompetanse.felles.spreadsheets.tegnsett import les_tekst
from kompetanse.felles.tekst import rens_tekst

# The columns that hold what stands around the tables.
AVSNITT, TEKST = "Overskrift over tabellen", "Tekst utenfor tabellene"
UNPACK_FACTOR = 15
MAX_TAGS = 2_000_000  # of some thousand pages
# So many known headings make a row the headings of what stands below.
KJENTE = 2
SLUTT_PAA_MELLOMROM = re.compile(r"[^\S\n]\n")
# A word that goes on in the next line, where the wraps between words have kept their space.
DELT_ORD = re.compile(r"(?<=[a-zæøå])\n(?=[a-zæøå])")
DELT_MED_STREK = re.compile(r"(?<=\w-)\n(?=\w)")


def read_document(
    file: BinaryIO, filename: str, *, kjenner: Callable[[list[str]], int], ark: str = "", linje: int = 0
) -> Tabell:
    """All tables of a Word (.docx), HTML, CSV or Excel file as one, with the headings of all. Raises `TabellFeil`.

    A row is headings when `kjenner` knows two of its texts, or it stands on `linje`; a table without any has those of the
    one before it when it is as wide, and else numbered ones. Title rows and the text right before a table stand in the
    column `AVSNITT` of its rows, other text in rows of its own, in the column `TEKST`. A cell that spans rows is filled out.
    """
    innhold, ending = les_innhold(file), PurePath(filename).suffix.lower()
    merknader = []
    if ending == ".docx":
        deler = deler_av_html(_word_som_html(innhold))
    elif ending in (".html", ".htm"):
        deler = deler_av_html(les_tekst(innhold)[0])
    elif ending == ".xlsx":
        deler = _deler_av_excel(innhold, ark)
    elif ending in (".csv", ".tsv", ".txt"):
        tekst, merknader = les_tekst(innhold)
        # What is pasted has tabs between its cells, and any other sign within them.
        rader = rows_from_csv(tekst, "\t" if ending == ".tsv" else "")
        deler = _deler_av_rader(rader)
    else:
        raise TabellFeil(_("Filtypen kan ikke leses. Bruk Word (.docx), Excel (.xlsx) eller CSV."))
    tabell = _samle(deler, kjenner, linje)
    tabell.merknader = merknader
    return tabell


def ryddig(tekst: str) -> str:
    """The text of a cell without what the line breaks of a narrow column did to it. Where the wraps have kept a space, a
    word that goes on without one is one word; else a line break is left as it is."""
    tekst = rens_tekst(tekst).strip()
    tekst = DELT_MED_STREK.sub("", tekst) if SLUTT_PAA_MELLOMROM.search(tekst) else tekst
    if SLUTT_PAA_MELLOMROM.search(tekst):
        tekst = re.sub(r"[^\S\n]\n(?!\s*\n)", " ", DELT_ORD.sub("", tekst))
    linjer = (" ".join(linje.split()) for linje in tekst.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(linjer)).strip()


# --- From each kind of file to rows and text ------------------------------------------------------


def _word_som_html(innhold):
    try:
        ooxml.kontroller_pakke(
            innhold, ooxml.WORD, max_unpacked=UNPACK_FACTOR * settings.MAX_IMPORT_BYTES, max_tags=MAX_TAGS
        )
    except ooxml.OoxmlFeil as feil:
        grunn = {
            "kryptert": _("Filen er beskyttet med passord. Fjern passordet i Word og lagre filen på nytt."),
            "makroer": _("Filen inneholder makroer. Lagre den som Word-dokument (.docx) uten makroer."),
            "for_stor": _("Word-filen er for stor når den pakkes ut. Del den, eller lim inn tabellen."),
        }
        standard = _("Filen heter .docx, men er ikke et Word-dokument. Åpne den i Word og lagre den på nytt.")
        raise TabellFeil(grunn.get(feil.kode, standard)) from feil
    # Slow to import, and few requests read a Word file.
    import mammoth

    try:
        # Pictures are no words; deleted text of tracked changes is left out, inserted text kept.
        return mammoth.convert_to_html(
            io.BytesIO(innhold), convert_image=mammoth.images.img_element(lambda bilde: {"src": ""})
        ).value
    except MemoryError:
        raise
    except Exception as feil:  # mammoth has no error of its own: a broken document can raise anything
        raise TabellFeil(_("Word-filen er skadet. Åpne den i Word og lagre den på nytt.")) from feil


def _deler_av_excel(innhold, ark):
    arkene = [ett for ett in visible_sheets(innhold) if ark in ("", ett.navn)]
    over = 0
    for ett in arkene:
        rader = _uten_tomme_kolonner([(over + linje, verdier) for linje, verdier, _feil in ett.rader()])
        if len(arkene) > 1 and rader:
            yield Del(rader[0][0], tekst=ett.navn)
        yield from _deler_av_rader(rader)
        over = rader[-1][0] if rader else over


def _uten_tomme_kolonner(rader):
    """A sheet has as many empty cells beside its table as it may have columns."""
    bredde = max(
        (plass for _linje, verdier in rader for plass, verdi in enumerate(verdier, start=1) if verdi), default=0
    )
    return [(linje, verdier[:bredde]) for linje, verdier in rader]


def _deler_av_rader(alle) -> Iterator[Del]:
    """A blank row ends a table, and rows with one text above a table are its titles. With one text in every row it is a
    table of one column."""
    rader = list(alle)
    er_liste = all(_antall_fylte(verdier) < 2 for _linje, verdier in rader)
    i_tabellen, tabell = er_liste, 0
    for linje, verdier in rader:
        antall = _antall_fylte(verdier)
        i_tabellen = er_liste or (antall > 0 and (i_tabellen or antall > 1))
        if not antall:
            tabell = linje
        elif i_tabellen:
            yield Del(linje, rad=verdier, tabell=tabell)
        else:
            yield Del(linje, tekst=next(verdi for verdi in verdier if verdi.strip()))


def _antall_fylte(verdier):
    return sum(bool(verdi.strip()) for verdi in verdier)


# --- From rows and text to one table --------------------------------------------------------------


def _samle(deler, kjenner, linje) -> Tabell:
    rader, tekster, overskrifter = [], [], []
    for (er_rad, _nummer), gruppe in groupby(deler, key=lambda en: (en.rad is not None, en.tabell)):
        if er_rad:
            # The text right before a table is its heading.
            rader += tekster[:-1]
            tabellen = _Tabellen(overskrifter, tekster[-1:])
            for del_ in gruppe:
                tabellen.ta_inn(del_, lambda verdier, naa=del_.linje: naa == linje or kjenner(verdier) >= KJENTE)
            rader += tabellen.ferdig()
            overskrifter, tekster = tabellen.overskrifter or overskrifter, []
        else:
            tekster += [(del_.linje, {TEKST: tekst}) for del_ in gruppe if (tekst := ryddig(del_.tekst))]
    return _som_tabell([*rader, *tekster])


@dataclass
class _Tabellen:
    """One table of the document while its rows are taken in: (line, heading → text) for each. `fra_forrige` are the
    headings of the table before it, and `titler` the texts that stand over the next rows, as rows of their own."""

    fra_forrige: list[str]
    titler: list[tuple[int, dict[str, str]]]
    overskrifter: list[str] = field(default_factory=list)
    rader: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    titlene_brukt: bool = False

    def ta_inn(self, del_, er_overskrifter):
        verdier = [verdi and ryddig(verdi) for verdi in del_.rad]
        fylte = list(filter(None, verdier))
        flate = [verdi and " ".join(verdi.split()) for verdi in verdier]
        if not fylte:
            return
        if er_overskrifter(flate):
            self.overskrifter = navngi_kolonner(flate)
        elif del_.hel:
            self._tittel(del_.linje, fylte[0])
        else:
            self._rad(del_.linje, verdier)

    def _tittel(self, linje, tekst):
        """A title stands over the rows until the next; two in a row both do."""
        self.titler = [*([] if self.titlene_brukt else self.titler), (linje, {TEKST: tekst})]
        self.titlene_brukt = False

    def _rad(self, linje, verdier):
        if not self.overskrifter:
            passer = len(self.fra_forrige) == len(verdier)
            self.overskrifter = self.fra_forrige if passer else navngi_kolonner([""] * len(verdier))
        rad = {self._navn(plass): verdi for plass, verdi in enumerate(verdier) if verdi}
        if self.titler:
            rad[AVSNITT] = "\n".join(tittel[TEKST] for _linje, tittel in self.titler)
        self.titlene_brukt = True
        self.rader.append((linje, rad))

    def _navn(self, plass):
        return self.overskrifter[plass] if plass < len(self.overskrifter) else _nummerert(plass + 1)

    def ferdig(self):
        """The rows; a title that no row stands under is a text of its own."""
        return [*self.rader, *([] if self.titlene_brukt else self.titler)]


def _nummerert(nummer):
    return _("Kolonne %(nummer)d") % {"nummer": nummer}


def _som_tabell(rader) -> Tabell:
    overskrifter = list(dict.fromkeys(navn for _linje, rad in rader for navn in rad))
    # What stands around the tables is read last.
    overskrifter.sort(key=lambda navn: navn in (AVSNITT, TEKST))
    if not rader:
        raise TabellFeil(_("Vi fant ingen tekst eller tabell i det du la inn."))
    krev_faa_rader(len(rader))
    krev_faa_kolonner(len(overskrifter))
    return Tabell(
        overskrifter,
        [Rad(linje, [rad.get(navn, "") for navn in overskrifter]) for linje, rad in rader],
    )
