"""From the text of rows to checked values, by the readers of the fields."""

from collections.abc import Iterable
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kompetanse.felles.innlesing.felt import Felt
from kompetanse.felles.spreadsheets import Tabell


class Radfeil(NamedTuple):
    """A row that cannot be stored, with every reason. What could be read of it is kept for the list."""

    linje: int
    nokkel: str
    navn: str
    grunn: str


def les_rader(felter: Iterable[Felt], tabell: Tabell, kolonner: dict[str, str], *, nokkel: str, navn: str):
    """All rows of the table: (list of (line, field code → value), list of `Radfeil`). An empty cell gives None.

    `nokkel` and `navn` are the codes of the fields that tell which row it is.
    """
    per_kode = {felt.kode: felt for felt in felter}
    plasser = [(plass, per_kode[kode]) for plass, o in enumerate(tabell.overskrifter) if (kode := kolonner.get(o))]
    rader, feil = [], [Radfeil(linje, "", "", grunn) for linje, grunn in tabell.feil]
    for rad in tabell.rader:
        verdier, grunner = _les_rad(rad, plasser, tabell.cellefeil.get(rad.linje, {}))
        if grunner:
            hvem = [str(verdier.get(kode) or "") for kode in (nokkel, navn)]
            feil.append(Radfeil(rad.linje, *hvem, " ".join(grunner)))
        else:
            rader.append((rad.linje, verdier))
    return rader, feil


def _les_rad(rad, plasser, cellefeil):
    verdier, grunner = {}, []
    for plass, felt in plasser:
        tekst = rad.verdier[plass]
        verdier[felt.kode] = None
        try:
            if plass in cellefeil:
                raise ValidationError(cellefeil[plass])
            if tekst:
                verdier[felt.kode] = felt.les(tekst)
            elif felt.paakrevd:
                raise ValidationError(_("Tom."))
        except ValidationError as feil:
            grunner.append(f"{felt.navn}: {' '.join(feil.messages)}")
    return verdier, grunner
