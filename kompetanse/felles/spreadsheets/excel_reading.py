"""The rows of the sheets of an Excel file, and what openpyxl does not tell of them."""

import datetime as dt
import io
import re
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from django.conf import settings
from django.utils.translation import gettext as _

from kompetanse.felles import ooxml
from kompetanse.felles.spreadsheets.tabell import MAX_COLUMNS, TabellFeil, kolonnebokstav

# A full table in Excel unpacks to about ten times its size.
UNPACK_FACTOR = 15
BLOCK, OVERLAP = 4_000_000, 20_000
MAX_MERGED = 200_000
# Time and memory follow the number of tags: a full table for 140 000 people has some 17 million.
MAX_TAGS = 30_000_000
LAST_LINE = 1_048_576  # of any sheet in Excel
ONLY_ZEROS = re.compile(r"^0{2,}$")
IN_BRACKETS = re.compile(r'\[[^\]]*\]|"[^"]*"|\\.')
# Each looks for the whole tag first and into it afterwards, so that the time follows the length of the text alone.
ROW = re.compile(rb"<(?:\w+:)?row\b[^<>]*>")
HIDDEN = re.compile(rb'\bhidden="(?:1|true)"')
ROW_NUMBER = re.compile(rb'\br="(\d+)"')
MERGED = re.compile(rb'<(?:\w+:)?mergeCell\b[^<>]*?\bref="([A-Z]+)(\d+):([A-Z]+)(\d+)"')
UNSOLVED = re.compile(
    rb"<(?:\w+:)?c\b([^<>]*)>\s*<(?:\w+:)?f\b[^<>]*(?:/>|>[^<]*</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\s*/>\s*|<(?:\w+:)?v></(?:\w+:)?v>\s*)?</(?:\w+:)?c>"
)
CELL_NAME = re.compile(rb'\br="([A-Z]+\d+)"')
# The formula has been worked out, and gave an empty text.
SOLVED = b't="str"'


@dataclass
class Ark:
    """A visible sheet. Each row is (line, values, place → why the cell cannot be used)."""

    navn: str
    kilde: object = field(repr=False)

    def rader(self):
        """Reads the sheet from the top; blank rows in a row are one, however many. Raises `TabellFeil`."""
        with _readable():
            sist = 0
            for linje, celler in _rader_med_celler(self.kilde):
                if linje > sist + 1:
                    yield from self._mellomrom(sist + 1, linje)
                sist = linje
                yield linje, *_row(linje, celler, self._merker)

    def _mellomrom(self, fra, til):
        """A blank row before `til`, and those that a merged cell covers."""
        dekkede = self._merker.flettede_linjer
        for linje in sorted({til - 1, *(range(fra, til) if dekkede else ())}):
            if linje == til - 1 or linje in dekkede:
                yield linje, *_row(linje, [], self._merker)

    def skjulte_rader(self):
        """The lines that the sheet does not show."""
        return sorted(self._merker.skjulte)

    @cached_property
    def _merker(self):
        with _readable():
            return _les_merker(self.kilde)


@dataclass
class _Merker:
    """`flettet` and `uten_svar` are by cell name («C2»); the former with the cell that holds the text."""

    skjulte: set = field(default_factory=set)
    flettet: dict = field(default_factory=dict)
    flettede_linjer: set = field(default_factory=set)
    uten_svar: set = field(default_factory=set)


class _readable:
    """openpyxl has no error of its own: a broken file can raise anything. What there is no memory for is not broken."""

    def __enter__(self):
        return self

    def __exit__(self, slag, feil, _spor):
        if isinstance(feil, Exception) and not isinstance(feil, (TabellFeil, MemoryError)):
            raise TabellFeil(_("Excel-filen er skadet. Åpne den i Excel og lagre den på nytt.")) from feil


def visible_sheets(innhold: bytes) -> list[Ark]:
    """The sheets that a reader sees. Raises `TabellFeil` for what is no Excel file that we take."""
    _kontroller(innhold)
    # Slow to import, and most requests read no Excel file.
    from openpyxl import load_workbook

    with _readable():
        bok = load_workbook(io.BytesIO(innhold), read_only=True, data_only=True)
        synlige = [Ark(ark.title, ark) for ark in bok.worksheets if ark.sheet_state == "visible"]
        if not synlige:
            raise TabellFeil(_("Excel-filen har ingen synlige ark. Vis arket med tabellen, og lagre filen på nytt."))
        return synlige


def _kontroller(innhold):
    try:
        ooxml.kontroller_pakke(
            innhold, ooxml.EXCEL, max_unpacked=UNPACK_FACTOR * settings.MAX_IMPORT_BYTES, max_tags=MAX_TAGS
        )
        if ooxml.is_strict(innhold):
            raise ooxml.OoxmlFeil("strict")
    except ooxml.OoxmlFeil as feil:
        raise TabellFeil(_melding(feil.kode)) from feil


def _melding(kode):
    if kode == "kryptert":
        return _("Filen er beskyttet med passord. Fjern passordet i Excel og lagre filen på nytt.")
    if kode == "for_stor":
        return _("Excel-filen er for stor når den pakkes ut. Lagre listen som CSV, eller del den.")
    if kode == "makroer":
        return _("Filen inneholder makroer. Lagre den som Excel-arbeidsbok (.xlsx) uten makroer.")
    if kode == "strict":
        return _("Filen er lagret som «Strict Open XML». Åpne den i Excel og lagre den som Excel-arbeidsbok (.xlsx).")
    return _("Filen heter .xlsx, men er ikke en Excel-fil. Åpne den i Excel og lagre den som .xlsx.")


# --- What the sheet says beside its values --------------------------------------------------------


def _les_merker(kilde):
    merker = _Merker()
    with kilde._get_source() as xml:
        for tekst in _blokker(xml):
            for rad in ROW.findall(tekst):
                if HIDDEN.search(rad):
                    merker.skjulte.update(int(nummer) for nummer in ROW_NUMBER.findall(rad))
            for omraade in MERGED.findall(tekst):
                _legg_til_flettet(merker, *(del_.decode() for del_ in omraade))
            for celle in UNSOLVED.findall(tekst):
                if SOLVED not in celle:
                    merker.uten_svar.update(navn.decode() for navn in CELL_NAME.findall(celle))
    return merker


def _blokker(xml):
    """The text in parts that overlap, so that nothing is cut in two: it may be many times larger than the file."""
    hale = b""
    while blokk := xml.read(BLOCK):
        tekst = hale + blokk
        yield tekst
        hale = tekst[-OVERLAP:]


def _legg_til_flettet(merker, fra_kolonne, fra_rad, til_kolonne, til_rad):
    flettet, forste = merker.flettet, f"{fra_kolonne}{fra_rad}"
    fra, til = _plass(fra_kolonne), min(_plass(til_kolonne), MAX_COLUMNS)
    rader = range(int(fra_rad), int(til_rad) + 1)
    if len(rader) * max(til - fra + 1, 0) + len(flettet) > MAX_MERGED:
        raise TabellFeil(_("Arket har for mange flettede celler. Opphev flettingen i Excel, og fyll ut hver celle."))
    for rad in rader:
        flettet.update({f"{kolonnebokstav(plass)}{rad}": forste for plass in range(fra, til + 1)})
    flettet.pop(forste, None)
    merker.flettede_linjer.update(rader)


def _plass(bokstaver):
    plass = 0
    for bokstav in bokstaver:
        plass = plass * 26 + ord(bokstav) - ord("A") + 1
    return plass - 1


# --- Cells ----------------------------------------------------------------------------------------


def _rader_med_celler(kilde):
    """(line, cells) of the rows that have any. openpyxl's own way makes every row that the file passes over, up to the
    million, and reads on behind the table."""
    from openpyxl.cell.read_only import ReadOnlyCell
    from openpyxl.worksheet._reader import DATA_TAG, ROW_TAG, WorkSheetParser, iterparse

    bok, sist = kilde.parent, 0
    with kilde._get_source() as xml:
        leser = WorkSheetParser(
            xml,
            kilde._shared_strings,
            data_only=True,
            epoch=bok.epoch,
            date_formats=bok._date_formats,
            timedelta_formats=bok._timedelta_formats,
        )
        for _hendelse, element in iterparse(xml):
            if element.tag == DATA_TAG:
                return
            if element.tag != ROW_TAG:
                continue
            linje, celler = leser.parse_row(element)
            element.clear()
            if linje > LAST_LINE:
                raise TabellFeil(_melding("for_stor"))
            if celler and linje > sist:
                sist = linje
                yield linje, [ReadOnlyCell(kilde, **celle) for celle in celler if celle["column"] <= MAX_COLUMNS + 1]


def _row(linje, celler, merker):
    """The texts, as many in each row, and place → why the cell cannot be used."""
    verdier, feil = [""] * (MAX_COLUMNS + 1), {}
    for celle in celler:
        if celle.value is None:
            continue
        plass = celle.column - 1
        if celle.data_type == "e":
            tekst, grunn = str(celle.value), ""  # told with the errors that stand as text, as in CSV
        else:
            tekst, grunn = _cell(celle)
        verdier[plass] = tekst
        if grunn:
            feil[plass] = grunn % {"celle": f"{kolonnebokstav(plass)}{linje}"}
    if merker.flettet or merker.uten_svar:
        feil |= _unreadable(linje, verdier, merker)
    return verdier, feil


def _unreadable(linje, verdier, merker):
    """Cells that look empty and are not: covered by a merged one, or a formula that nobody has worked out."""
    feil = {}
    for plass, tekst in enumerate(verdier):
        navn = f"{kolonnebokstav(plass)}{linje}"
        if tekst:
            continue
        if forste := merker.flettet.get(navn):
            feil[plass] = _(
                "Cellen er flettet med %(forste)s (%(celle)s). Opphev flettingen, og fyll ut hver celle."
            ) % {
                "forste": forste,
                "celle": navn,
            }
        elif navn in merker.uten_svar:
            feil[plass] = _("Cellen har en formel uten svar (%(celle)s). Åpne filen i Excel, og lagre den på nytt.") % {
                "celle": navn
            }
    return feil


def _cell(celle):
    """(text, reason why the cell cannot be used, with a place for its name)."""
    verdi = celle.value
    if isinstance(verdi, str):
        return verdi, ""
    if isinstance(verdi, bool):
        return (_("ja") if verdi else _("nei")), ""
    if isinstance(verdi, (int, float)):
        return _number_text(verdi, celle.number_format), ""
    if isinstance(verdi, dt.datetime):
        return verdi.strftime("%Y-%m-%d" if verdi.time() == dt.time() else "%Y-%m-%d %H:%M"), ""
    if isinstance(verdi, dt.time):
        if re.search("[dy]", IN_BRACKETS.sub("", celle.number_format.lower())):
            return "", _("Cellen viser en dato, men inneholder tallet 0 (%(celle)s). Skriv datoen, eller tøm cellen.")
        return verdi.strftime("%H:%M"), ""
    return str(verdi), ""


def _number_text(verdi, format_):
    if ONLY_ZEROS.match(format_) and verdi == int(verdi) and verdi >= 0:
        return str(int(verdi)).zfill(len(format_))
    in_per_cent = format_.endswith("%")
    if isinstance(verdi, int) and not in_per_cent:
        return str(verdi)
    # A float has some sixteen digits that mean anything; 0.07 * 100 is 7.000000000000001 in binary.
    tall = round(Decimal(repr(verdi)) * (100 if in_per_cent else 1), 10)
    tekst = f"{tall:f}"
    return tekst.rstrip("0").rstrip(".").replace(".", ",") if "." in tekst else tekst
