"""The models of the plans. They stay together: migrations and lazy references need them so."""

from planer.models.aaret import Planevaluering, Planoppsett, Planpaaminnelse, Statuslinje
from planer.models.behov import Behovsgrunnlag, Faktornotat, Funnsvar, Kompetansebehov
from planer.models.dokument import Dokumentfil, Styringsdokument
from planer.models.drofting import Behovsforslag, Drofting, Droftingspart
from planer.models.handlingsplan import Egenkolonne, Innhold, Visning, Visningskolonne
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
from planer.models.saksframlegg import Saksdel, Saksframlegg
from planer.models.satsing import Satsingsomraade
from planer.models.tiltak import Tiltak, Tiltaksalternativ, Tiltaksdeltaker, Tiltakskostnad
from planer.models.vedtak import Protokollinje, Vedtaksorgan
from planer.models.versjon import Planversjon

__all__ = [
    "Arbeidsgruppemedlem",
    "Behovsforslag",
    "Behovsgrunnlag",
    "Dokumentfil",
    "Drofting",
    "Droftingspart",
    "Egenkolonne",
    "Faktornotat",
    "Funnsvar",
    "Innhold",
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
    "Protokollinje",
    "Refleksjonssporsmaal",
    "Refleksjonssvar",
    "Saksdel",
    "Saksframlegg",
    "Satsingsomraade",
    "Seksjonsmal",
    "Statuslinje",
    "Steg",
    "Styringsdokument",
    "Tiltak",
    "Tiltaksalternativ",
    "Tiltaksdeltaker",
    "Tiltakskostnad",
    "Vedtaksorgan",
    "Visning",
    "Visningskolonne",
]
