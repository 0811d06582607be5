"""The municipality and its people. Everything else stands on these tables."""

from kompetanse.organisasjon.models.bruker import Bruker
from kompetanse.organisasjon.models.eksport import Eksport
from kompetanse.organisasjon.models.enhet import Enhet, Enhetsperiode, Treversjon
from kompetanse.organisasjon.models.importer import Import, Importlinje, Importoppsett
from kompetanse.organisasjon.models.kommune import Kommune
from kompetanse.organisasjon.models.person import Navneord, Person, Stilling
from kompetanse.organisasjon.models.rolle import Rolle, Rollekode, Rolletype, Stedfortreder

__all__ = [
    "Bruker",
    "Eksport",
    "Enhet",
    "Enhetsperiode",
    "Import",
    "Importlinje",
    "Importoppsett",
    "Kommune",
    "Navneord",
    "Person",
    "Rolle",
    "Rollekode",
    "Rolletype",
    "Stedfortreder",
    "Stilling",
    "Treversjon",
]
