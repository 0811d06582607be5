"""Tables as Excel and CSV files, made so that Norwegian Excel opens them right and no cell can run anything."""

import csv
import datetime as dt
import io
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _

from kompetanse.felles.nedlasting import fil_response
from kompetanse.felles.tekst import rens_tekst

EXCEL_MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# In the file the format is written the American way; Excel shows it as the reader's country does: 93 000,50.
NUMBER_FORMATS = {Decimal: "#,##0.00", dt.date: "dd.mm.yyyy", dt.datetime: "dd.mm.yyyy hh:mm"}
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
MAX_CELL = 32_767
MIN_WIDTH, MAX_WIDTH, ROWS_MEASURED = 8, 60, 200


def tabell_response(filformat, navn, overskrifter, rader, *, summer=()):
    """The table as `xlsx` or `csv`, or None for anything else: what `?format=` on a list page asks for.

    `rader` gives tuples of text, whole numbers, `Decimal` (money), dates, booleans and None.
    """
    if filformat == "xlsx":
        return excel_response(navn, overskrifter, rader, summer=summer)
    if filformat == "csv":
        return csv_response(navn, overskrifter, rader)
    return None


def excel_response(navn, overskrifter, rader, *, summer=()):
    """An .xlsx with one sheet: frozen headings with filter, and a row of sums under the columns named in `summer`."""
    import xlsxwriter  # slow to import, and few requests export

    ut = io.BytesIO()
    rader = [[_plain(verdi) for verdi in rad] for rad in rader]
    # A text is a text, whatever it looks like.
    valg = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(ut, valg) as bok:
        _write_sheet(bok, [str(overskrift) for overskrift in overskrifter], rader, [str(navn) for navn in summer])
    return fil_response(ut.getvalue(), f"{navn}.xlsx", EXCEL_MIME)


def csv_response(navn, overskrifter, rader):
    """A .csv in UTF-8 with BOM, semicolon and decimal comma. No row of sums: what reads it wants data only."""
    ut = io.StringIO()
    skriver = csv.writer(ut, delimiter=";", lineterminator="\r\n")
    skriver.writerow([_csv_text(str(overskrift)) for overskrift in overskrifter])
    skriver.writerows([_csv_text(_plain(verdi)) for verdi in rad] for rad in rader)
    return fil_response(ut.getvalue().encode("utf-8-sig"), f"{navn}.csv", "text/csv; charset=utf-8")


def _plain(verdi):
    """One of: None, int, float, Decimal, date, naive local datetime, clean text."""
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
    if isinstance(verdi, str) and verdi.startswith(FORMULA_STARTS):
        # A spreadsheet would run it as a formula; the apostrophe says that it is text.
        return f"'{verdi}"
    return str(verdi)


def _write_sheet(bok, overskrifter, rader, summer):
    ark = bok.add_worksheet(_("Tabell"))
    fet = bok.add_format({"bold": True, "bottom": 1})
    formater = {slag: bok.add_format({"num_format": kode}) for slag, kode in NUMBER_FORMATS.items()}
    for kolonne, overskrift in enumerate(overskrifter):
        ark.write_string(0, kolonne, overskrift, fet)
        ark.set_column(kolonne, kolonne, _width(overskrift, (rad[kolonne] for rad in rader[:ROWS_MEASURED])))
    for linje, rad in enumerate(rader, start=1):
        for kolonne, verdi in enumerate(rad):
            _write_cell(ark, linje, kolonne, verdi, formater)
    ark.freeze_panes(1, 0)
    ark.autofilter(0, 0, max(len(rader), 1), len(overskrifter) - 1)
    if summer and rader:
        _write_sums(bok, ark, overskrifter, rader, summer)


def _write_cell(ark, linje, kolonne, verdi, formater):
    if isinstance(verdi, str):
        ark.write_string(linje, kolonne, verdi[:MAX_CELL])
    elif isinstance(verdi, dt.date):
        ark.write_datetime(linje, kolonne, verdi, formater[type(verdi)])
    elif verdi is not None:
        ark.write_number(linje, kolonne, verdi, formater.get(type(verdi)))


def _write_sums(bok, ark, overskrifter, rader, summer):
    """One row under the table; a blank row between keeps it out of sorting and filtering."""
    linje = len(rader) + 2
    fet = bok.add_format({"bold": True, "top": 1})
    fet_tall = bok.add_format({"bold": True, "top": 1, "num_format": NUMBER_FORMATS[Decimal]})
    for kolonne, overskrift in enumerate(overskrifter):
        if overskrift in summer:
            verdi = sum(rad[kolonne] or 0 for rad in rader)
            bokstav = _column_letter(kolonne)
            ark.write_formula(linje, kolonne, f"=SUM({bokstav}2:{bokstav}{len(rader) + 1})", fet_tall, float(verdi))
        else:
            ark.write_string(linje, kolonne, "" if kolonne else _("Sum"), fet)


def _column_letter(kolonne):
    from xlsxwriter.utility import xl_col_to_name

    return xl_col_to_name(kolonne)


def _width(overskrift, verdier):
    lengste = max([len(overskrift) + 3, *(len(_csv_text(verdi)) + 2 for verdi in verdier)])
    return min(max(lengste, MIN_WIDTH), MAX_WIDTH)
