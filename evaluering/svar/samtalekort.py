"""Beside a talk: what the employee was to take into use, asked here and now, or what the two of them have answered."""

from evaluering.models import Lenke
from evaluering.svar.meldinger import spurt, ubesvarte
from evaluering.svar.nivabilde import deltakerrader
from evaluering.svar.ord import ordene
from evaluering.svar.resultater import synlige
from kompetanse.organisasjon.models import Bruker, Person
from planer.models.tiltak import Evalueringsnivaa


def i_samtalen(person: Person, bruker: Bruker) -> dict | None:
    """The forms about this person's use that wait for the reader, and what was answered in those that have closed; None when
    there is neither."""
    ventende = [lenke for lenke in ubesvarte(spurt(bruker)) if _er_om(lenke, person)]
    svar = synlige(bruker).filter(
        deltaker=person,
        innsamling__niva__niva=Evalueringsnivaa.ANVENDELSE,
        innsamling__lukket__isnull=False,
    )
    rader = deltakerrader(svar)
    if not ventende and not rader:
        return None
    return {"ventende": [(ett, ordene(ett.innsamling, ett.som, ett.om)) for ett in ventende], "rader": rader}


def _er_om(lenke: Lenke, person: Person):
    return lenke.om_id == person.pk and lenke.innsamling.niva.niva == Evalueringsnivaa.ANVENDELSE
