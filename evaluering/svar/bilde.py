"""What the pages show."""

import datetime as dt
import math
from typing import NamedTuple

from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.dates import MONTHS
from django.utils.translation import ngettext

from evaluering.models import Evaluering, Evalueringsniva
from evaluering.svar.avlegging import Adgang
from evaluering.svar.opptelling import minste_antall
from evaluering.svar.ord import Ord, ordene
from kompetanse.felles.formats import dato, tallord
from planer.models.tiltak import Evalueringsnivaa

# So many questions are answered in a minute.
PER_MINUTT = 3


class Skjemabilde(NamedTuple):
    """The form of one who is let in."""

    adgang: Adgang
    ord: Ord
    antall: int

    @property
    def tittel(self) -> str:
        return str(self.adgang.innsamling.niva.evaluering)

    @property
    def dag(self) -> str:
        dagen = self.adgang.innsamling.niva.evaluering.slutt
        return dato(dagen) if dagen and self.adgang.innsamling.er_anonym else ""

    @property
    def lovet(self) -> str:
        """How much is asked, and who sees what is answered."""
        minutter = math.ceil(self.antall / PER_MINUTT)
        antall = ngettext("%(antall)s spørsmål", "%(antall)s spørsmål", self.antall) % {
            "antall": tallord(self.antall, "n")
        }
        tid = ngettext("%(antall)s minutt", "%(antall)s minutter", minutter) % {"antall": tallord(minutter, "n")}
        return f"{antall.capitalize()}, {tid}. {self.ord.lovet}"

    @property
    def adressen(self) -> str:
        """The last part of the form's address."""
        return self.adgang.nokkel if self.adgang.lenke else self.adgang.innsamling.kode

    @property
    def merke(self) -> str:
        """For whom the browser keeps what is typed: another for each link, and of no use to anyone."""
        return salted_hmac("evaluering.bevart", self.adgang.nokkel).hexdigest()[:16]


def skjemaet(adgang: Adgang, antall: int = 0) -> Skjemabilde:
    lenke = adgang.lenke
    return Skjemabilde(adgang, ordene(adgang.innsamling, adgang.som, lenke and lenke.om), antall)


class Takkebilde(NamedTuple):
    """What happens now, and what came of the last time the same was held."""

    anonymt: bool
    lukker: dt.date
    minste: int
    spoerres_igjen: str
    forrige: Evaluering | None


def takken(adgang: Adgang) -> Takkebilde:
    """Four statements at most."""
    innsamling = adgang.innsamling
    return Takkebilde(
        anonymt=innsamling.er_anonym,
        lukker=innsamling.siste_dag,
        minste=minste_antall(),
        spoerres_igjen=_maaneden(innsamling.niva),
        forrige=_forrige(innsamling.niva.evaluering),
    )


def _maaneden(niva):
    """The month in which people are asked whether it is in use; empty when that is not planned, or has been."""
    if niva.niva == Evalueringsnivaa.ANVENDELSE:
        return ""
    senere = Evalueringsniva.objects.filter(
        evaluering=niva.evaluering_id, niva=Evalueringsnivaa.ANVENDELSE, status=Evalueringsniva.Status.PLANLAGT
    ).first()
    if senere is None:
        return ""
    senere.evaluering = niva.evaluering
    dato = senere.dato
    return str(MONTHS[dato.month]) if dato and dato > timezone.localdate() else ""


def _forrige(evaluering):
    """The last evaluation of the same course that said what would be done otherwise."""
    if not evaluering.kjoring_id:
        return None
    like = Evaluering.objects.filter(kjoring__kurs=evaluering.kjoring.kurs_id, avsluttet__isnull=False)
    return like.exclude(pk=evaluering.pk).exclude(neste_gang="").order_by("-avsluttet", "-pk").first()
