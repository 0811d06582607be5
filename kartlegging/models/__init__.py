"""The models of the registry. They stay together: migrations and lazy references need them so."""

from kartlegging.models.behov import Behovsmelding
from kartlegging.models.bevisimport import Bevisimport, Bevisimportlinje, Bevisimportoppsett
from kartlegging.models.dekning import Dekningspaaminnelse, Dekningstall
from kartlegging.models.foresporsel import Foresporsel, Foresporselsvar
from kartlegging.models.forslag import Kompetanseforslag
from kartlegging.models.innlesing import Katalogimport, Katalogimportlinje, Katalogoppsett
from kartlegging.models.katalog import (
    Inkludering,
    Kompetanse,
    Kompetansegruppe,
    Nivaatekst,
    Realkategori,
    Skala,
    Skalatrinn,
    Synonym,
)
from kartlegging.models.kategori import KategoriForStilling, Kategorikilde, Stillingskategori
from kartlegging.models.krav import Kompetansekrav, Oppgave, Oppgaveutforer
from kartlegging.models.minicv import Erfaring, MiniCv
from kartlegging.models.oppbevaring import Oppbevaring
from kartlegging.models.oppsett import Kartleggingsoppsett
from kartlegging.models.person import Bevisfil, Personkompetanse, Utlopsvarsel

__all__ = [
    "Behovsmelding",
    "Bevisfil",
    "Bevisimport",
    "Bevisimportlinje",
    "Bevisimportoppsett",
    "Dekningspaaminnelse",
    "Dekningstall",
    "Erfaring",
    "Foresporsel",
    "Foresporselsvar",
    "Inkludering",
    "Kartleggingsoppsett",
    "Katalogimport",
    "Katalogimportlinje",
    "Katalogoppsett",
    "KategoriForStilling",
    "Kategorikilde",
    "Kompetanse",
    "Kompetanseforslag",
    "Kompetansegruppe",
    "Kompetansekrav",
    "MiniCv",
    "Nivaatekst",
    "Oppbevaring",
    "Oppgave",
    "Oppgaveutforer",
    "Personkompetanse",
    "Realkategori",
    "Skala",
    "Skalatrinn",
    "Stillingskategori",
    "Synonym",
    "Utlopsvarsel",
]
