"""What the pages of attendance show."""

from typing import NamedTuple

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString

from kompetanse.felles import kode as koder
from kurs.models import Kursplass, Oppmote, Samling
from kurs.oppmote.dor import er_aapen


def deltakerne(samling: Samling) -> list[Kursplass]:
    """Those who have a place on the run, by name."""
    return list(samling.kjoring.plasser_tatt.med_plass().etter_navn().select_related("stilling__enhet"))


def fort(samling: Samling) -> dict[int, Oppmote]:
    """What is noted of each of them, by the key of the place."""
    return {oppmote.kursplass_id: oppmote for oppmote in samling.oppmoter.all()}


class Dor(NamedTuple):
    """The wall at the door: how to come in, and how many have."""

    samling: Samling
    her: int
    alle: int

    @property
    def er_aapen(self) -> bool:
        return er_aapen(self.samling)

    @property
    def kode(self) -> str:
        return koder.vis(self.samling.kode)

    @property
    def qr(self) -> SafeString:
        return koder.qr(reverse("dor:samling", args=[self.samling.kode]))

    @property
    def adresse(self) -> str:
        """Where the code is typed by those who cannot scan it."""
        return settings.NETTADRESSE.partition("://")[2] + reverse("dor:kode").rstrip("/")

    @property
    def merke(self) -> str:
        """Another when anything on the wall is."""
        return f"{self.samling.kode}-{self.her}-{self.alle}-{self.er_aapen}"


def dor(samling: Samling) -> Dor:
    her = samling.oppmoter.filter(kursplass__status__in=Kursplass.Status.med_plass()).count()
    return Dor(samling, her, samling.kjoring.plasser_tatt.med_plass().count())
