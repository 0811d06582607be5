"""The models of the plans. They stay together: migrations and lazy references need them so."""

from planer.models.aaret import Planevaluering, Planoppsett, Planpaaminnelse, Statuslinje
from planer.models.behov import Behovsgrunnlag, Faktornotat, Funnsvar, Kompetansebehov
from planer.models.dokument import Dokumentfil, Styringsdokument
from planer.models.innlesing import Planimport, Planimportlinje, Planimportoppsett
from planer.models.listeverdi import Listeverdi
from planer.models.maal import Maal, Maaling
from planer.models.person import Maalkobling, Planavtale
from planer.models.plan import (
    Arbeidsgruppemedlem,
    Kompetanseplan,
    Plannivaa,
    Planseksjon,
    Refleksjonssporsmaal,
    Refleksjonssvar,
    Seksjonsmal,
    Steg,
)
from planer.models.satsing import Satsingsomraade
from planer.models.tiltak import Tiltak, Tiltaksalternativ, Tiltaksdeltaker, Tiltakskostnad
from planer.models.versjon import Planversjon

__all__ = [
    "Arbeidsgruppemedlem",
    "Behovsgrunnlag",
    "Dokumentfil",
    "Faktornotat",
    "Funnsvar",
    "Kompetansebehov",
    "Kompetanseplan",
    "Listeverdi",
    "Maal",
    "Maaling",
    "Maalkobling",
    "Planavtale",
    "Planevaluering",
    "Planimport",
    "Planimportlinje",
    "Planimportoppsett",
    "Plannivaa",
    "Planoppsett",
    "Planpaaminnelse",
    "Planseksjon",
    "Planversjon",
    "Refleksjonssporsmaal",
    "Refleksjonssvar",
    "Satsingsomraade",
    "Seksjonsmal",
    "Statuslinje",
    "Steg",
    "Styringsdokument",
    "Tiltak",
    "Tiltaksalternativ",
    "Tiltaksdeltaker",
    "Tiltakskostnad",
]
