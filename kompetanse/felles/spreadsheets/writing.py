"""Tables as Excel and CSV files, made so that Norwegian Excel opens them right and no cell can run anything."""

import csv
import datetime as dt
import io
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from decimal import Decimal
from itertools import chain, islice
from typing import NamedTuple

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from kompetanse.felles.nedlasting import fil_response
from kompetanse.felles.tekst import rens_tekst

EXCEL_MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV_MIME = "text/csv; charset=utf-8"
# In the file the format is written the American way; Excel shows it as the reader's country does: 93 000,50.
NUMBER_FORMATS = {Decimal: "#,##0.00", dt.date: "dd.mm.yyyy", dt.datetime: "dd.mm.yyyy hh:mm"}
# Excel in some languages reads the wide forms as well.
FORMULA_STARTS = frozenset("=+-@＝＋－＠")
# Letters and a symbol by their kind, with nothing to see.
BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")
MAX_CELL = 32_767
MIN_WIDTH, MAX_WIDTH, ROWS_MEASURED = 8, 60, 200


class Fil(NamedTuple):
    """What `fil_response` takes."""

    innhold: bytes
    filnavn: str
    mime: str


def tabell_fil(
    filformat: str | None,
    navn: str,
    overskrifter: Sequence[str],
    rader: Iterable[Sequence],
    *,
    summer: Collection[str] = (),
) -> Fil | None:
    """The table as an `xlsx` or `csv` file, or None for anything else: what `?format=` on a list page asks for.

    The .xlsx has frozen headings with filter, and a row of sums under the columns named in `summer`. The .csv is UTF-8
    with BOM, semicolon and decimal comma, without sums: what reads it wants data only.

    `rader` gives tuples of text, whole numbers, `Decimal` (money), dates, booleans and None; it is read once, and one
    row at a time.
    """
    if filformat == "xlsx":
        return Fil(_excel(overskrifter, rader, summer), f"{navn}.xlsx", EXCEL_MIME)
    if filformat == "csv":
        return Fil(_csv(overskrifter, rader), f"{navn}.csv", CSV_MIME)
    return None


def tabell_response(
    filformat: str | None,
    navn: str,
    overskrifter: Sequence[str],
    rader: Iterable[Sequence],
    *,
    summer: Collection[str] = (),
) -> HttpResponse | None:
    """As `tabell_fil`, as an answer."""
    fil = tabell_fil(filformat, navn, overskrifter, rader, summer=summer)
    return fil and fil_response(*fil)


def _csv(overskrifter, rader):
    ut = io.StringIO()
    skriver = csv.writer(ut, delimiter=";", lineterminator="\r\n")
    skriver.writerow([_csv_text(str(overskrift)) for overskrift in overskrifter])
    skriver.writerows([_csv_text(_plain(verdi)) for verdi in rad] for rad in rader)
    return ut.getvalue().encode("utf-8-sig")


def _excel(overskrifter, rader, summer):
    import xlsxwriter  # slow to import, and few requests export

    ut = io.BytesIO()
    # A text is a text, whatever it looks like. Rows go to disk as they come, so the memory does not grow with them.
    valg = {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "constant_memory": True,
    }
    with xlsxwriter.Workbook(ut, valg) as bok:
        rader = ([_plain(verdi) for verdi in rad] for rad in rader)
        _write_sheet(bok, [str(overskrift) for overskrift in overskrifter], rader, [str(navn) for navn in summer])
    return ut.getvalue()


def _plain(verdi):
    """One of: None, int, float, Decimal, date, naive local datetime, clean text."""
    if type(verdi) is str:
        return rens_tekst(verdi)
    if isinstance(verdi, bool):
        return _("ja") if verdi else _("nei")
    if isinstance(verdi, dt.datetime) and timezone.is_aware(verdi):
        return timezone.make_naive(verdi)
    if verdi is None or isinstance(verdi, (int, float, Decimal, dt.date)):
        return verdi
    return rens_tekst(str(verdi))


def _csv_text(verdi):
    if verdi is None:
        return ""
    if isinstance(verdi, (Decimal, float)):
        return str(verdi).replace(".", ",")
    if isinstance(verdi, dt.date):
        return verdi.strftime("%d.%m.%Y %H:%M" if isinstance(verdi, dt.datetime) else "%d.%m.%Y")
    if isinstance(verdi, str) and is_formula(verdi):
        # A spreadsheet would run it as a formula; the apostrophe says that it is text.
        return f"'{verdi}"
    return str(verdi)


def is_formula(tekst: str) -> bool:
    """Whether a spreadsheet may run the text: also when spaces, marks or other things that nobody sees stand first."""
    return next((tegn for tegn in tekst if not _is_unseen(tegn)), "") in FORMULA_STARTS


def _is_unseen(tegn):
    return tegn.isspace() or tegn in BLANK or unicodedata.category(tegn)[0] in "CM"


def _write_sheet(bok, overskrifter, rader, summer):
    ark = bok.add_worksheet(_("Tabell"))
    fet = bok.add_format({"bold": True, "bottom": 1})
    formater = {slag: bok.add_format({"num_format": kode}) for slag, kode in NUMBER_FORMATS.items()}
    foerste = list(islice(rader, ROWS_MEASURED))
    for kolonne, overskrift in enumerate(overskrifter):
        ark.set_column(kolonne, kolonne, _width(overskrift, (rad[kolonne] for rad in foerste)))
        ark.write_string(0, kolonne, overskrift, fet)
    sum_av = {kolonne: 0 for kolonne, overskrift in enumerate(overskrifter) if overskrift in summer}
    linje = 0
    for linje, rad in enumerate(chain(foerste, rader), start=1):
        _write_row(ark, linje, rad, formater)
        for kolonne in sum_av:
            sum_av[kolonne] += rad[kolonne] or 0
    ark.freeze_panes(1, 0)
    ark.autofilter(0, 0, max(linje, 1), len(overskrifter) - 1)
    if sum_av and linje:
        _write_sums(bok, ark, len(overskrifter), linje, sum_av)


def _write_row(ark, linje, rad, formater):
    for kolonne, verdi in enumerate(rad):
        if isinstance(verdi, str):
            if verdi:
                ark.write_string(linje, kolonne, verdi[:MAX_CELL])
        elif isinstance(verdi, dt.date):
            ark.write_datetime(linje, kolonne, verdi, formater[type(verdi)])
        elif verdi is not None:
            ark.write_number(linje, kolonne, verdi, formater.get(type(verdi)))


def _write_sums(bok, ark, bredde, antall, sum_av):
    """One row under the table; a blank row between keeps it out of sorting and filtering."""
    fet = bok.add_format({"bold": True, "top": 1})
    fet_tall = bok.add_format({"bold": True, "top": 1, "num_format": NUMBER_FORMATS[Decimal]})
    for kolonne in range(bredde):
        if kolonne in sum_av:
            bokstav = _column_letter(kolonne)
            formel = f"=SUM({bokstav}2:{bokstav}{antall + 1})"
            ark.write_formula(antall + 2, kolonne, formel, fet_tall, float(sum_av[kolonne]))
        else:
            ark.write_string(antall + 2, kolonne, "" if kolonne else _("Sum"), fet)


def _column_letter(kolonne):
    from xlsxwriter.utility import xl_col_to_name

    return xl_col_to_name(kolonne)


def _width(overskrift, verdier):
    lengste = max([len(overskrift) + 3, *(len(_csv_text(verdi)) + 2 for verdi in verdier)])
    return min(max(lengste, MIN_WIDTH), MAX_WIDTH)
