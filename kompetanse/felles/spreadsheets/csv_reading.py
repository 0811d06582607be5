"""The rows of a CSV file."""

import csv
import io
import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from kompetanse.felles.spreadsheets.tabell import TabellFeil

SEPARATORS = (";", "\t", ",")
SEPARATOR_LINE = re.compile(r"\Asep=(.)\r?\n", re.IGNORECASE)
LINES_SEEN = 20


def rows_from_csv(tekst: str, separator: str = "") -> Iterator[tuple[int, list[str]]]:
    """(line, values) of each row; without `separator` it is found. Raises `TabellFeil` when a quotation mark is open."""
    first_line = 1
    if marked := SEPARATOR_LINE.match(tekst):
        tekst, first_line = tekst[marked.end() :], 2
    separator = separator or (marked[1] if marked else _guess_separator(tekst))
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


def _guess_separator(tekst):
    """The separator that stands most often in one of the first lines with text, outside quotes."""
    start = re.sub(r'"[^"]*"', "", tekst[:20_000])
    lines = [line for line in re.split(r"[\r\n]+", start) if line.strip()][:LINES_SEEN]
    return max(SEPARATORS, key=lambda separator: max((line.count(separator) for line in lines), default=0))
