"""Tables in and out as CSV and Excel."""

from kompetanse.felles.spreadsheets.reading import Rad, Tabell, TabellFeil, read_table
from kompetanse.felles.spreadsheets.writing import csv_response, excel_response, tabell_response

__all__ = ["Rad", "Tabell", "TabellFeil", "csv_response", "excel_response", "read_table", "tabell_response"]
