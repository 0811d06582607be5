"""Answers that were collected elsewhere, from Excel or CSV: a row for each who answered, a column for each question.

They are read whole, and either every row is right or nothing is stored. Unlike other imports nothing of the file is kept to
be looked at first: rows in their order are what an anonymous form must not have.
"""

import re
from typing import BinaryIO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from evaluering.models import Sporsmal
from evaluering.svar.sporreskjema import SKALA, Stilt, Svarform
from kompetanse.felles.spreadsheets import read_table

Slag = Sporsmal.Slag
FLEST_FEIL = 20


def les(fil: BinaryIO, filnavn: str, stilte: list[Stilt]) -> list[dict]:
    """The answers of each row, as `Sporsmal` says. Raises TabellFeil for what is no table, and ValidationError with what is
    wrong in each row; a column is known by the text of its question, or by the number that it has on the form."""
    tabell = read_table(fil, filnavn)
    kolonner = _kolonner(tabell.overskrifter, stilte)
    if not kolonner:
        raise ValidationError(
            _("Ingen av kolonnene heter det samme som et spørsmål. Bruk spørsmålene som overskrifter.")
        )
    svar, feil = [], [f"{_('Linje')} {linje}: {grunn}" for linje, grunn in tabell.feil]
    for rad in tabell.rader:
        form = Svarform({f"s-{ett.nokkel}": _verdi(ett, rad.verdier[plass]) for plass, ett in kolonner}, stilte=stilte)
        if form.is_valid():
            svar.append(form.verdier)
        feil += [f"{_('Linje')} {rad.linje}: {melding}" for melding in _meldinger(form)]
    if feil:
        raise ValidationError(feil[:FLEST_FEIL])
    return svar


def _kolonner(overskrifter, stilte):
    """(place in the row, question) of each heading that is known."""
    kjente = {_normal(ett.tekst): ett for ett in stilte} | {str(nr): ett for nr, ett in enumerate(stilte, start=1)}
    return [(plass, kjente[_normal(navn)]) for plass, navn in enumerate(overskrifter) if _normal(navn) in kjente]


def _normal(tekst):
    return re.sub(r"\W+", " ", tekst).strip().casefold()


def _verdi(stilt, celle):
    """What the form reads: the words of an alternative, or of an end of the scale, as its number."""
    ord_ = [_normal(ett) for ett in stilt.alternativer]
    if stilt.sporsmal.slag == Slag.VALG and _normal(celle) in ord_:
        return str(ord_.index(_normal(celle)))
    if stilt.sporsmal.slag == Slag.SKALA and _normal(celle) in ord_:
        return str(SKALA[0] if _normal(celle) == ord_[0] else SKALA[-1])
    return celle


def _meldinger(form):
    """Question and fault of each."""
    tekst = {ett.nokkel: ett.tekst for ett in form.stilte}
    return [
        f"{tekst[felt]}: {feil}" if felt in tekst else str(feil) for felt, alle in form.errors.items() for feil in alle
    ]
