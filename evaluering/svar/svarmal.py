"""The file that answers collected elsewhere are written in: its headings are those that `svarfil` knows."""

from collections.abc import Iterator

from django.http import HttpResponse
from django.utils.translation import gettext as _

from evaluering.deltakere import deltakere
from evaluering.models import Innsamling
from evaluering.svar.ord import SOM
from evaluering.svar.sporreskjema import stilte
from evaluering.svar.svarfil import NAVN, NUMMER, SVARER, felter
from kompetanse.felles.spreadsheets import tabell_response


def overskrifter(innsamling: Innsamling) -> list[str]:
    """Who it is about, except of an anonymous form, and the questions."""
    return [*(str(felt.navn) for felt in _felter(innsamling)), *(ett.tekst for ett in stilte(innsamling))]


def svarmal(innsamling: Innsamling) -> HttpResponse:
    """Excel, with a row for each answer about each participant; of an anonymous form the headings alone."""
    navn = f"{_('Svar')} {innsamling.niva.evaluering}, {innsamling.get_moment_display()}"
    return tabell_response("xlsx", navn, overskrifter(innsamling), _rader(innsamling))


def _felter(innsamling):
    return [] if innsamling.er_anonym else felter(innsamling)


def _rader(innsamling) -> Iterator[list[str]]:
    if innsamling.er_anonym:
        return
    tomme = [""] * len(stilte(innsamling))
    for person in deltakere(innsamling.niva.evaluering).order_by("etternavn", "fornavn", "pk"):
        for som in innsamling.niva.svarer:
            kjent = {NUMMER: person.ansattnummer, NAVN: str(person), SVARER: str(SOM[som])}
            yield [*(kjent.get(felt.kode, "") for felt in _felter(innsamling)), *tomme]
