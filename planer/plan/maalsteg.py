"""What step 1 shows: the goals from above with the plan's answers, and how all that it works towards is measured."""

from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kompetanse.felles.formats import tallord
from kompetanse.organisasjon.models import Bruker
from planer.maal.arv import Arvegruppe, Arvet, arvede
from planer.maal.bilde import maalerader
from planer.maal.forms import SvarForm
from planer.models import Kompetanseplan, Maal, Steg
from planer.plan.ramme import ramme


class Arvekort(NamedTuple):
    """An inherited goal on the page, with the form of its answer when that is being written. `sett` is the fingerprint of
    no answer."""

    arvet: Arvet
    skjema: SvarForm | None
    sett: str


def vis(plan: Kompetanseplan, *, bruker: Bruker, skjemaer: dict[int, SvarForm]) -> dict:
    """The context of the page; `skjemaer` are the open forms, by the key of the goal above that they answer."""
    grupper, ubesvart = arvede(plan), SvarForm(instance=Maal(valg="")).sett
    return ramme(plan, Steg.MAAL, bruker=bruker) | {
        "grupper": [
            (gruppe, [Arvekort(ett, skjemaer.get(ett.maal.pk), ubesvart) for ett in gruppe.arvede])
            for gruppe in grupper
        ],
        "arvet_tekst": _arvet_tekst(grupper),
        "rader": maalerader(plan),
    }


def _arvet_tekst(grupper: list[Arvegruppe]) -> str:
    """«Tre valgt, ett lagt til side, to venter»; what there is none of is left out."""
    alle = [ett for gruppe in grupper for ett in gruppe.arvede]
    valgt, bort = sum(ett.bidrar for ett in alle), sum(ett.lagt_til_side for ett in alle)
    deler = [
        (ngettext("%s valgt", "%s valgt", valgt), valgt),
        (ngettext("%s lagt til side", "%s lagt til side", bort), bort),
        (_("%s venter på svar"), len(alle) - valgt - bort),
    ]
    tekst = ", ".join(del_ % tallord(antall, "n") for del_, antall in deler if antall)
    return tekst[:1].upper() + tekst[1:]
