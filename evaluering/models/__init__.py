"""The models of the evaluations. They stay together: migrations and lazy references need them so."""

from evaluering.models.evaluering import (
    Atferd,
    Evaluering,
    Evalueringsdager,
    Evalueringsdeltaker,
    Evalueringsniva,
    Indikator,
    Indikatormaaling,
)
from evaluering.models.innsamling import BruktLenke, Deltakersvar, Innsamling, Lenke, Opptelling, Svar
from evaluering.models.nivaa import Metode, Svarer
from evaluering.models.nytte import Nyttelinje
from evaluering.models.oppsett import Evalueringsoppsett, Evalueringsregel, Nivaastandard
from evaluering.models.paaminnelse import Evalueringspaaminnelse
from evaluering.models.skjema import Skjema, Skjemaversjon, Sporsmal

__all__ = [
    "Atferd",
    "BruktLenke",
    "Deltakersvar",
    "Evaluering",
    "Evalueringsdager",
    "Evalueringsdeltaker",
    "Evalueringsniva",
    "Evalueringsoppsett",
    "Evalueringspaaminnelse",
    "Evalueringsregel",
    "Indikator",
    "Indikatormaaling",
    "Innsamling",
    "Lenke",
    "Metode",
    "Nivaastandard",
    "Nyttelinje",
    "Opptelling",
    "Skjema",
    "Skjemaversjon",
    "Sporsmal",
    "Svar",
    "Svarer",
]
