"""What the pages show beside their rows: how many have come how far, how much of the money has been evaluated, and what
the comparison can be grouped by."""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import Count
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from evaluering.bruk.forms import Sammenlikningsvalg
from evaluering.bruk.lister import UTSEENDE
from evaluering.bruk.penger import Aarsandeler, andeler
from evaluering.bruk.sammenlikning import Deling
from evaluering.bruk.tilstand import Tilstand, med_tilstand, tiltak_i_linjen, uplanlagte
from evaluering.models import Evaluering, Evalueringsniva
from kompetanse.organisasjon.models import Bruker
from planer.models import Tiltak

UPLANLAGTE_VISES = 10


@dataclass(frozen=True)
class Oversikt:
    """All evaluations that one user sees, whatever the list is filtered on; the money is that of the chosen year, else of
    the last one that says anything."""

    bruker: Bruker
    valgt_aar: int | None = None

    @cached_property
    def antall(self) -> dict[str, int]:
        alle = med_tilstand(Evaluering.objects.visible_to(self.bruker)).order_by()
        return dict(alle.values_list("tilstand").annotate(Count("pk")))

    @property
    def talliste(self) -> list[dict]:
        """As `komponenter/_talliste.html` takes it; each leads to its rows."""
        her = reverse("evaluering:evaluering-oversikt")
        betyr = {
            Tilstand.MANGLER: _(
                "Siste nivå skulle vært ferdig for over 30 dager siden, og ingen har skrevet hva dere lærte."
            ),
            Tilstand.UNDERVEIS: _("Tiltaket har begynt, eller noen er spurt."),
            Tilstand.PLANLAGT: _("Evalueringen er planlagt, og tiltaket har ikke begynt."),
            Tilstand.EVALUERT: _("Noen har skrevet hva dere lærte, og hva dere gjør neste gang."),
        }
        return [
            {
                "navn": tilstand.label,
                "verdi": self.antall.get(tilstand, 0),
                "url": f"{her}?tilstand={tilstand}",
                "definisjon": betyr[tilstand],
                "tone": "fare" if tilstand == Tilstand.MANGLER and self.antall.get(tilstand) else "",
            }
            for tilstand in UTSEENDE
        ]

    @cached_property
    def rakk_ikke(self) -> int:
        """Levels that somebody has said why they were not evaluated on."""
        synlige = Evaluering.objects.visible_to(self.bruker).order_by().values("pk")
        rakk_ikke = Evalueringsniva.Status.RAKK_IKKE
        return Evalueringsniva.objects.filter(evaluering__in=synlige, status=rakk_ikke).count()

    @cached_property
    def penger(self) -> Aarsandeler:
        return andeler(self.bruker, self.valgt_aar)

    @property
    def er_siste_som_sier_noe(self) -> bool:
        """The year was not asked for: it is the last one in which anything has been evaluated."""
        return self.valgt_aar is None and any(rad.evaluert for rad in self.penger.nivaaer)

    @cached_property
    def uplanlagte(self) -> list[Tiltak]:
        """Measures that are done and shall be evaluated, and that nobody has planned the evaluation of; the newest first."""
        uten = uplanlagte(tiltak_i_linjen(self.bruker)).order_by("-frist", "-pk")
        return list(uten[: UPLANLAGTE_VISES + 1])


def sammenlikningsfaner(valg: Sammenlikningsvalg) -> list[dict]:
    """The tabs of the comparison, as `komponenter/_faner.html` takes them; each keeps the question."""
    her = reverse("evaluering:evaluering-sammenlikn")
    return [
        {
            "navn": deling.label,
            "url": f"{her}?{urlencode({'etter': deling, 'tema': valg.temaet})}",
            "aktiv": deling == valg.deling,
        }
        for deling in Deling
    ]
