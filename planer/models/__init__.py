"""The models of the plans. They stay together: migrations and lazy references need them so."""

from planer.models.aaret import Planevaluering, Planoppsett, Planpaaminnelse, Statuslinje
from planer.models.aarshjul import Aarsaktivitet, Aarspaaminnelse, Aarsutforelse, Kalenderadresse, Ring
from planer.models.behov import Behovsgrunnlag, Faktornotat, Funnsvar, Kompetansebehov
from planer.models.dokument import Dokumentfil, Styringsdokument
from planer.models.drofting import Behovsforslag, Drofting, Droftingspart, Droftingspunkt
from planer.models.handlingsplan import Egenkolonne, Innhold, Visning, Visningskolonne
from planer.models.innlesing import Planimport, Planimportlinje, Planimportoppsett
from planer.models.innstilling import (
    Innstilling,
    Innstillingsforslag,
    Innstillingspunkt,
    Iverksetting,
)
from planer.models.kompetansedrofting import (
    Dagsordenpunkt,
    Forarbeidsnotat,
    Forarbeidspunkt,
    Kompetansedrofting,
    Motelesing,
    Motemateriell,
    Punkt,
)
from planer.models.listeverdi import Listeverdi
from planer.models.maal import Maal, Maaling
from planer.models.midler import Tiltaksmidler
from planer.models.moterom import (
    Behovsoverforing,
    Gruppestemme,
    Innspill,
    Innspillsgruppe,
    Moterom,
    Tiltaksforslag,
)
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
from planer.models.saksframlegg import Saksdel, Saksdelmal, Saksframlegg
from planer.models.samtale import Samtale, Samtalebidrag, Samtalesporsmaal, Utdanningspermisjon
from planer.models.satsing import Satsingsomraade
from planer.models.sjekkliste import Sjekkpunkt, Sjekksvar
from planer.models.tilskudd import Tilskudd
from planer.models.tiltak import Tiltak, Tiltaksalternativ, Tiltaksdeltaker, Tiltakskostnad
from planer.models.vedtak import Protokollinje, Vedtaksorgan
from planer.models.versjon import Planversjon

__all__ = [
    "Aarsaktivitet",
    "Aarspaaminnelse",
    "Aarsutforelse",
    "Arbeidsgruppemedlem",
    "Behovsforslag",
    "Behovsgrunnlag",
    "Behovsoverforing",
    "Dagsordenpunkt",
    "Dokumentfil",
    "Drofting",
    "Droftingspart",
    "Droftingspunkt",
    "Egenkolonne",
    "Faktornotat",
    "Forarbeidsnotat",
    "Forarbeidspunkt",
    "Funnsvar",
    "Gruppestemme",
    "Innhold",
    "Innspill",
    "Innspillsgruppe",
    "Kalenderadresse",
    "Innstilling",
    "Innstillingsforslag",
    "Innstillingspunkt",
    "Iverksetting",
    "Kompetansebehov",
    "Kompetansedrofting",
    "Kompetanseplan",
    "Listeverdi",
    "Maal",
    "Maaling",
    "Maalkobling",
    "Motelesing",
    "Motemateriell",
    "Moterom",
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
    "Punkt",
    "Refleksjonssporsmaal",
    "Refleksjonssvar",
    "Ring",
    "Saksdel",
    "Saksdelmal",
    "Saksframlegg",
    "Samtale",
    "Samtalebidrag",
    "Samtalesporsmaal",
    "Satsingsomraade",
    "Seksjonsmal",
    "Sjekkpunkt",
    "Sjekksvar",
    "Statuslinje",
    "Steg",
    "Styringsdokument",
    "Tilskudd",
    "Tiltak",
    "Tiltaksalternativ",
    "Tiltaksdeltaker",
    "Tiltaksforslag",
    "Tiltakskostnad",
    "Tiltaksmidler",
    "Utdanningspermisjon",
    "Vedtaksorgan",
    "Visning",
    "Visningskolonne",
]
