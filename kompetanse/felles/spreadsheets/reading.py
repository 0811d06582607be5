"""Reading tables from CSV and Excel files that people bring. Everything becomes text; the row form gives it type."""

import csv
import datetime as dt
import io
import re
from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import PurePath
from typing import NamedTuple

from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from kompetanse.felles import ooxml
from kompetanse.felles.feil import LesbarFeil
from kompetanse.felles.tekst import rens_tekst

MAX_ROWS = 200_000
MAX_COLUMNS = 200
# A full table in Excel unpacks to about ten times its size.
UNPACK_FACTOR = 15
SEPARATORS = (";", "\t", ",")
SEPARATOR_LINE = re.compile(r"\Asep=(.)\r?\n", re.IGNORECASE)
UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


class TabellFeil(LesbarFeil):
    """The file cannot be read as a table."""


class Rad(NamedTuple):
    """One row: where it stands in the file, and one text per heading."""

    linje: int
    verdier: list[str]


@dataclass
class Tabell:
    """A table as text. `feil` has (line, sentence) for rows that could not be split into columns."""

    overskrifter: list[str]
    rader: list[Rad] = field(default_factory=list)
    feil: list[tuple[int, str]] = field(default_factory=list)

    def som_dict(self, rad):
        """One row as heading → text."""
        return dict(zip(self.overskrifter, rad.verdier, strict=True))


def read_table(file, filename):
    """Read a CSV or .xlsx file (binary file object) whole. Raises `TabellFeil`.

    The first row with text is the headings; blank rows are left out. An Excel date becomes an ISO date, a number
    loses «.0» and gets a decimal comma, a cell in per cent (50 %) becomes «50», and text keeps its leading zeros.
    """
    innhold = _les_innhold(file)
    ending = PurePath(filename).suffix.lower()
    _avvis_feil_slag(innhold, ending)
    if ending == ".xlsx":
        return _tabell(_rows_from_excel(innhold), trims_extra=True)
    return _tabell(_rows_from_csv(innhold), trims_extra=False)


def _les_innhold(file):
    innhold = file.read(settings.MAX_IMPORT_BYTES + 1)
    if not innhold.strip():
        raise TabellFeil(_("Filen er tom. Velg en fil med overskrifter og minst én rad."))
    if len(innhold) > settings.MAX_IMPORT_BYTES:
        grense = filesizeformat(settings.MAX_IMPORT_BYTES)
        raise TabellFeil(
            _("Filen er større enn %(grense)s. Fjern kolonner du ikke trenger, eller del filen.") % {"grense": grense}
        )
    return innhold


def _avvis_feil_slag(innhold, ending):
    """The content decides what the file is; the ending must say the same."""
    if ooxml.is_encrypted_office(innhold):
        raise TabellFeil(_("Filen er beskyttet med passord. Fjern passordet i Excel og lagre filen på nytt."))
    if innhold.startswith(ooxml.OLE_MAGIC) or ending == ".xls":
        raise TabellFeil(_("Filen er i det gamle Excel-formatet. Åpne den i Excel og lagre den som .xlsx."))
    if innhold.startswith(b"%PDF"):
        raise TabellFeil(_("Filen er en PDF. Eksporter listen som Excel (.xlsx) eller CSV i stedet."))
    if ending not in {".xlsx", ".csv", ".txt", ".tsv"}:
        raise TabellFeil(_("Filtypen kan ikke leses. Bruk Excel (.xlsx) eller CSV."))
    is_zip = innhold.startswith(b"PK\x03\x04")
    if ending == ".xlsx" and not is_zip:
        raise TabellFeil(_("Filen heter .xlsx, men er ikke en Excel-fil. Åpne den i Excel og lagre den som .xlsx."))
    if ending != ".xlsx" and (is_zip or _looks_binary(innhold)):
        raise TabellFeil(
            _("Filen heter %(ending)s, men inneholder ikke tekst. Lagre den som CSV.") % {"ending": ending}
        )


def _looks_binary(innhold):
    start = innhold[:4096]
    return not start.startswith(UTF16_MARKS) and start.count(0) > max(10, len(start) // 20)


# --- CSV ----------------------------------------------------------------------------------------


def _rows_from_csv(innhold):
    tekst = _decode(innhold)
    first_line = 1
    if marked := SEPARATOR_LINE.match(tekst):
        tekst, first_line = tekst[marked.end() :], 2
    separator = marked[1] if marked else _guess_separator(tekst)
    leser = csv.reader(io.StringIO(tekst, newline=""), delimiter=separator)
    linje = first_line
    try:
        for verdier in leser:
            yield linje, verdier
            linje = first_line + leser.line_num
    except csv.Error as feil:
        raise TabellFeil(
            _("Linje %(linje)d kan ikke leses. Kanskje mangler det et anførselstegn.") % {"linje": linje}
        ) from feil


def _decode(innhold):
    if innhold.startswith(UTF16_MARKS):
        return innhold.decode("utf-16", errors="replace")
    try:
        return innhold.decode("utf-8-sig")
    except UnicodeDecodeError:
        return innhold.decode("cp1252", errors="replace")


def _guess_separator(tekst):
    """The separator that stands most often in the first line with text, outside quotes."""
    first = re.search(r"[^\r\n]+", tekst)
    counts = Counter(re.sub(r'"[^"]*"', "", first[0]) if first else "")
    return max(SEPARATORS, key=lambda separator: counts[separator])


# --- Excel --------------------------------------------------------------------------------------


def _rows_from_excel(innhold):
    _kontroller_excel(innhold)
    # Slow to import, and most requests read no Excel file.
    from openpyxl import load_workbook

    try:
        bok = load_workbook(io.BytesIO(innhold), read_only=True, data_only=True)
        ark = next(ark for ark in bok.worksheets if ark.sheet_state == "visible")
        # What the file says about its own size may be wrong, by accident or on purpose.
        ark.reset_dimensions()
        for linje, celler in enumerate(ark.iter_rows(max_col=MAX_COLUMNS + 1), start=1):
            yield linje, [_cell_text(celle) for celle in celler]
    except TabellFeil:
        raise
    except Exception as feil:  # openpyxl has no error of its own: a broken file can raise anything
        raise TabellFeil(_("Excel-filen er skadet. Åpne den i Excel og lagre den på nytt.")) from feil


def _kontroller_excel(innhold):
    try:
        ooxml.kontroller_pakke(innhold, ooxml.EXCEL, max_unpacked=UNPACK_FACTOR * settings.MAX_IMPORT_BYTES)
    except ooxml.OoxmlFeil as feil:
        raise TabellFeil(_excel_melding(feil.kode)) from feil


def _excel_melding(kode):
    if kode == "kryptert":
        return _("Filen er beskyttet med passord. Fjern passordet i Excel og lagre filen på nytt.")
    if kode == "for_stor":
        return _("Excel-filen er for stor når den pakkes ut. Lagre listen som CSV, eller del den.")
    if kode == "makroer":
        return _("Filen inneholder makroer. Lagre den som Excel-arbeidsbok (.xlsx) uten makroer.")
    return _("Filen heter .xlsx, men er ikke en Excel-fil. Åpne den i Excel og lagre den som .xlsx.")


def _cell_text(celle):
    verdi = celle.value
    if verdi is None or isinstance(verdi, str):
        return verdi or ""
    if isinstance(verdi, bool):
        return _("ja") if verdi else _("nei")
    if isinstance(verdi, (int, float)):
        return _number_text(verdi, in_per_cent=celle.number_format.endswith("%"))
    if isinstance(verdi, dt.datetime):
        return verdi.strftime("%Y-%m-%d") if verdi.time() == dt.time() else verdi.strftime("%Y-%m-%d %H:%M")
    return verdi.strftime("%H:%M") if isinstance(verdi, dt.time) else str(verdi)


def _number_text(verdi, *, in_per_cent):
    if isinstance(verdi, int) and not in_per_cent:
        return str(verdi)
    tall = Decimal(repr(verdi))
    if in_per_cent:
        # 0.07 * 100 is 7.000000000000001 in binary; ten decimals are more than anyone has typed.
        tall = round(tall * 100, 10)
    tekst = f"{tall:f}"
    return tekst.rstrip("0").rstrip(".").replace(".", ",") if "." in tekst else tekst


# --- Both ---------------------------------------------------------------------------------------


def _tabell(rows, *, trims_extra):
    """Collect the rows under the headings. In CSV a value too many means that the row is split wrongly."""
    tabell = None
    for linje, verdier in rows:
        verdier = [rens_tekst(verdi).strip() for verdi in verdier]
        if not any(verdier):
            continue
        if tabell is None:
            tabell = Tabell(_overskrifter(verdier))
            continue
        bredde = len(tabell.overskrifter)
        if not trims_extra and any(verdier[bredde:]):
            tabell.feil.append((linje, _for_mange_verdier(len(verdier), bredde)))
            continue
        tabell.rader.append(Rad(linje, (verdier + [""] * bredde)[:bredde]))
        if len(tabell.rader) > MAX_ROWS:
            raise TabellFeil(_("Filen har over %(antall)d rader. Del den i flere filer.") % {"antall": MAX_ROWS})
    if tabell is None or not (tabell.rader or tabell.feil):
        raise TabellFeil(_("Filen har ingen rader under overskriftene."))
    return tabell


def _overskrifter(verdier):
    """Every column gets a name of its own, also where the file has none or the same twice."""
    while not verdier[-1]:
        verdier.pop()
    if len(verdier) > MAX_COLUMNS:
        raise TabellFeil(_("Filen har over %(antall)d kolonner. Fjern dem du ikke trenger.") % {"antall": MAX_COLUMNS})
    brukt, navn = set(), []
    for nummer, verdi in enumerate(verdier, start=1):
        verdi = " ".join(verdi.split()) or _("Kolonne %(nummer)d") % {"nummer": nummer}
        if verdi in brukt:
            verdi = f"{verdi} ({nummer})"
        brukt.add(verdi)
        navn.append(verdi)
    return navn


def _for_mange_verdier(antall, bredde):
    return _(
        "Raden har %(antall)d verdier, men det er %(bredde)d overskrifter. "
        "Sett anførselstegn rundt verdier som inneholder skilletegnet."
    ) % {"antall": antall, "bredde": bredde}
