"""The search across everything, gathered from every app."""

from evaluering import sok as evaluering
from kartlegging import sok as kartlegging
from kompetanse.felles.sok import Treff
from kompetanse.organisasjon import sok as organisasjon
from kompetanse.organisasjon.models import Bruker
from kurs import sok as kurs
from planer import sok as planer
from soknader import sok as soknader

KILDER = (soknader.finn, evaluering.finn, kurs.finn, planer.finn, kartlegging.finn, organisasjon.finn)


def finn(uttrykk: str, bruker: Bruker) -> list[tuple[str, list[Treff]]]:
    """Groups of hits as (heading, hits), empty ones left out."""
    if not bruker.kommune_id:
        return []
    return [(overskrift, treff) for kilde in KILDER for overskrift, treff in kilde(uttrykk, bruker) if treff]
