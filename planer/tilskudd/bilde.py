"""What the page of a grant shows: its deadlines, and the measures that it is to pay for, in its giver's own view."""

import datetime as dt
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from kompetanse.felles.formats import dato, frist, haster
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Bruker
from planer.handlingsplan.bilde import Tiltakstabell
from planer.handlingsplan.kolonner import kolonner, leses
from planer.models import Kompetanseplan, Tilskudd, Tiltak, Visning
from planer.tiltak.bilde import Tiltaksrad


class Frist(NamedTuple):
    """A deadline as the page shows it; without a day, `eksempler` says what it has been elsewhere."""

    felt: str
    navn: str
    dag: dt.date | None
    eksempler: str

    @property
    def om(self) -> str:
        """«i dag», «3 dager over fristen»; nothing as long as the day itself says it."""
        return frist(self.dag) if haster(self.dag) else ""


def frister(tilskudd: Tilskudd) -> list[Frist]:
    dag = timezone.localdate()
    return [
        Frist("frist", _("Søknadsfrist"), tilskudd.neste("frist", dag), tilskudd.frist_eksempel),
        Frist(
            "rapportfrist", _("Frist for rapport"), tilskudd.neste("rapportfrist", dag), tilskudd.rapportfrist_eksempel
        ),
    ]


@dataclass(frozen=True)
class Tilskuddstabell(Tiltakstabell):
    """The measures of several plans that are to be paid by one grant."""

    tilskudd: Tilskudd

    @property
    def filnavn(self) -> str:
        return f"{self.tilskudd} {timezone.localdate().year}"

    @property
    def tittel(self) -> str:
        return str(self.tilskudd)

    @property
    def under(self) -> str:
        return _("Tiltak som skal finansieres av tilskuddet")

    @property
    def hode(self) -> dict:
        dag = self.tilskudd.neste("frist", timezone.localdate())
        fakta = [(_("Til"), self.tilskudd.forvalter), (_("Søknadsfrist"), dato(dag) if dag else "")]
        return {
            "avsender": self.tilskudd.kommune,
            "fakta": [(navn, verdi) for navn, verdi in fakta if verdi],
            "referanse": str(self.tilskudd),
        }


def tiltakene(tilskudd: Tilskudd, bruker: Bruker) -> QuerySet[Tiltak]:
    """The measures tied to the grant in the plans of units that the user answers for, in the order of the tree."""
    planer = Kompetanseplan.objects.for_enheter().aapne().filter(tilgang.linjen(bruker)).order_by().values("pk")
    tiltak = Tiltak.objects.virker().filter(tilskudd=tilskudd, plan__in=planer)
    return tiltak.order_by("plan__enhet__path", "plan__fra", "rekkefolge", "pk")


def tabell(tilskudd: Tilskudd, bruker: Bruker) -> Tilskuddstabell | None:
    """None as long as the kommune has no view at all."""
    visning = tilskudd.visning or Visning.objects.i_bruk().first()
    if visning is None:
        return None
    hvilke, dag = kolonner(visning), timezone.localdate()
    tiltak = tiltakene(tilskudd, bruker).for_list().select_related("plan__enhet", "laeringsform")
    rader = [Tiltaksrad(ett, dag, nr) for nr, ett in enumerate(tiltak.prefetch_related(*leses(hvilke)), start=1)]
    return Tilskuddstabell(visning, hvilke, rader, tilskudd)
