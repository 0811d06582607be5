"""The models of courses. They stay together: migrations and lazy references need them so."""

from kurs.models.ekstern import Ekstern, Kursimport, Kursimportlinje, Kursimportoppsett
from kurs.models.kjoring import Kjoring, Samling
from kurs.models.kurs import Kurs, Kurskompetanse, Kurstiltak, Malgruppe
from kurs.models.oppsett import Dagmaal, Kursoppsett
from kurs.models.plass import Gruppemote, Kursplass, Oppmote

__all__ = [
    "Dagmaal",
    "Ekstern",
    "Gruppemote",
    "Kjoring",
    "Kurs",
    "Kursimport",
    "Kursimportlinje",
    "Kursimportoppsett",
    "Kurskompetanse",
    "Kursoppsett",
    "Kursplass",
    "Kurstiltak",
    "Malgruppe",
    "Oppmote",
    "Samling",
]
