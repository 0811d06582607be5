"""Tables in and out as CSV and Excel."""

from kompetanse.felles.spreadsheets.reading import read_table
from kompetanse.felles.spreadsheets.tabell import Rad, Tabell, TabellFeil, kolonnebokstav
from kompetanse.felles.spreadsheets.writing import Fil, tabell_fil, tabell_response

__all__ = [
    "Fil",
    "Rad",
    "Tabell",
    "TabellFeil",
    "kolonnebokstav",
    "read_table",
    "tabell_fil",
    "tabell_response",
]
