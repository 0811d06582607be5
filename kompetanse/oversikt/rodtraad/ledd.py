"""What the thread is made of: its links in their order (handbook 3), how each stands, and what stands in it."""

from dataclasses import dataclass, field
from typing import NamedTuple

from django.db import models
from django.utils.translation import gettext_lazy as _

from kompetanse.oversikt.rodtraad.bruddslag import Bot, Bruddslag


class Slag(models.TextChoices):
    """The links, from the top down."""

    DOKUMENT = "dokument", _("Styringsdokument")
    KOMMUNEMAAL = "kommunemaal", _("Kommunemål")
    SEKTORMAAL = "sektormaal", _("Sektormål")
    ENHETSMAAL = "enhetsmaal", _("Enhetsmål")
    BEHOV = "behov", _("Behov")
    TILTAK = "tiltak", _("Tiltak")
    SOKNAD = "soknad", _("Søknad")
    VEDTAK = "vedtak", _("Vedtak")
    PENGER = "penger", _("Penger")
    DELTAKERE = "deltakere", _("Deltakere")
    EVALUERING = "evaluering", _("Evaluering")
    NESTE = "neste", _("Neste plan")


IKONER = {
    Slag.DOKUMENT: "FileText",
    Slag.KOMMUNEMAAL: "Globe",
    Slag.SEKTORMAAL: "Buildings3",
    Slag.ENHETSMAAL: "House",
    Slag.BEHOV: "LightBulb",
    Slag.TILTAK: "HatSchool",
    Slag.SOKNAD: "Paperplane",
    Slag.VEDTAK: "Gavel",
    Slag.PENGER: "Wallet",
    Slag.DELTAKERE: "PersonGroup",
    Slag.EVALUERING: "BarChart",
    Slag.NESTE: "ArrowForward",
}


class Tilstand(models.TextChoices):
    """How a link stands. A skipped one is no break: there is something both above and below it."""

    HOLDER = "holder", _("Holder")
    HOPPET = "hoppet", _("Hoppet over")
    BRUDD = "brudd", _("Brudd")
    VENTER = "venter", _("Ikke ennå")


class Post(NamedTuple):
    """One object of a link; without an address it is words alone."""

    tekst: str
    url: str = ""
    under: str = ""
    er_her: bool = False


class Brudd(NamedTuple):
    """One break: what it is about, what is said of it, and how this reader mends it."""

    hva: str
    sier: str
    bot: Bot | None
    kode: str = ""


@dataclass
class Ledd:
    """One link: what the reader sees of it (`poster`, `antall` in all), and how many more there are (`skjult`)."""

    slag: Slag
    poster: list[Post] = field(default_factory=list)
    antall: int = 0
    skjult: int = 0
    brudd: list[Brudd] = field(default_factory=list)
    # (kind of break, how many) of all of them.
    brudd_per_slag: list[tuple[Bruddslag, int]] = field(default_factory=list)
    antall_brudd: int = 0
    tilstand: Tilstand = Tilstand.VENTER

    @property
    def har(self) -> bool:
        return bool(self.antall or self.skjult)

    @property
    def er_her(self) -> bool:
        return any(post.er_her for post in self.poster)

    @property
    def den_ene(self) -> Post | None:
        """The only one that there is."""
        return self.poster[0] if self.poster and self.antall == 1 and not self.skjult else None

    @property
    def flere(self) -> int:
        """How many the reader could see that are not shown."""
        return max(self.antall - len(self.poster), 0)

    @property
    def flere_brudd(self) -> int:
        return max(self.antall_brudd - len(self.brudd), 0)

    @property
    def ikon(self) -> str:
        return IKONER[self.slag]
