"""The points of an innstilling as rows: what each gathers, and what it is weighed by."""

from typing import NamedTuple

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from kompetanse.felles.formats import kr
from kompetanse.organisasjon.models import Enhet
from planer.models import Innstilling, Innstillingsforslag, Innstillingspunkt

TONE = {
    Innstillingspunkt.Utfall.FELLES: ("ok", "Checkmark"),
    Innstillingspunkt.Utfall.LOKALT: ("noytral", ""),
    Innstillingspunkt.Utfall.IKKE_NAA: ("nei", "CircleSlash"),
}


class Punktrad(NamedTuple):
    """A point with its number and what it is weighed by."""

    nummer: int
    punkt: Innstillingspunkt
    forslag: list[Innstillingsforslag]

    @property
    def enheter(self) -> list[Enhet]:
        """The units that proposed it, each once."""
        return list(dict.fromkeys(ett.forslag.enhet for ett in self.forslag))

    @property
    def kritiske(self) -> int:
        """How many of the proposals the units call critical."""
        return sum(ett.forslag.kritisk for ett in self.forslag)

    @property
    def kostnad(self) -> str:
        return kr(self.punkt.kostnad) if self.punkt.kostnad is not None else _("ikke anslått")

    @property
    def tjener(self) -> list[str]:
        """The goals and the priority area that it serves."""
        satsing = self.punkt.satsingsomraade
        return [str(ett) for ett in self.punkt.maal.all()] + ([str(satsing)] if satsing else [])

    @property
    def tone(self) -> tuple[str, str]:
        return TONE[self.punkt.utfall]


def punktrader(innstilling: Innstilling) -> list[Punktrad]:
    """The points in their order; in a constant number of statements."""
    forslagene = Prefetch(
        "forslagene", Innstillingsforslag.objects.select_related("forslag__enhet", "forslag__drofting")
    )
    punkter = innstilling.punkter.select_related("kilde", "satsingsomraade", "tiltak", "avgjort_av__person")
    punkter = punkter.prefetch_related(forslagene, "maal", "enheter")
    return [Punktrad(nr, punkt, list(punkt.forslagene.all())) for nr, punkt in enumerate(punkter, start=1)]
