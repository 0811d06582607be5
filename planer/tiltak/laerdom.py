"""What evaluations have concluded of measures (`Tiltak.laering`), read where the next decision is made.

The app of the evaluations writes it down. The sentence is for everyone in the kommune who plans or applies; the report
behind it is for those who answer for the unit.
"""

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple

from django.utils.translation import gettext as _

from kompetanse.felles.formats import i_setning
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Bruker
from planer.models import Kompetanseplan, Tiltak
from planer.models.tiltak import Anbefaling

# How far back one looks, as for similar applications (handbook 10).
SISTE_AAR = 3
# Recommendation → tone and icon of its label.
UTSEENDE = {
    Anbefaling.GJENTA: ("ok", "Checkmark"),
    Anbefaling.ENDRE: ("vent", "Pencil"),
    Anbefaling.LA_VAERE: ("nei", "CircleSlash"),
}


class Laerdom(NamedTuple):
    """What was learnt of one measure; `rapport` is the address of the report for a reader who may open it."""

    tiltak: Tiltak
    rapport: str = ""

    @property
    def setning(self) -> str:
        return self.tiltak.laering

    @property
    def merke(self) -> tuple[str, str, str]:
        """The recommendation: text, tone and icon."""
        return (self.tiltak.get_anbefaling_display(), *UTSEENDE[self.tiltak.anbefaling])

    @property
    def i_ord(self) -> str:
        """«Øv mer på egne saker. Neste gang: gjør det igjen, men annerledes.», for what is text alone."""
        setning = self.setning if self.setning.endswith((".", "!", "?")) else f"{self.setning}."
        anbefaling = i_setning(self.tiltak.get_anbefaling_display())
        return " ".join([setning, _("Neste gang: %(anbefaling)s.") % {"anbefaling": anbefaling}])


def laerdom(tiltak: Tiltak, bruker: Bruker | None) -> Laerdom:
    """What was learnt of a measure that has been evaluated, as this reader sees it; without one as words alone. Reads its
    plan and unit."""
    svarer = bruker and tilgang.rolle_for(bruker, tiltak.plan.enhet, *tilgang.MED_INNSYN_I_SAKER)
    return Laerdom(tiltak, tiltak.evaluering_adresse if svarer else "")


def laerdommer(tiltak: Iterable[Tiltak], bruker: Bruker) -> dict[int, Laerdom]:
    """Key of a measure → what was learnt of it, or else of what it carries on or was taken from. A statement for each
    period back, none when there is nothing to look for."""
    laert, lete = {}, {ett.pk: ett for ett in tiltak}
    for _periode in range(SISTE_AAR + 1):
        laert |= {pk: laerdom(ett, bruker) for pk, ett in lete.items() if ett.evaluert}
        foer = {pk: ett.forgjenger_id or ett.hentet_fra_id for pk, ett in lete.items() if not ett.evaluert}
        foer = {pk: forrige for pk, forrige in foer.items() if forrige}
        if not foer:
            break
        hentet = Tiltak.objects.select_related("plan__enhet").in_bulk(set(foer.values()))
        lete = {pk: hentet[forrige] for pk, forrige in foer.items()}
    return laert


def laert_foer(plan: Kompetanseplan, bruker: Bruker, unntatt: Iterable[Tiltak] = ()) -> list[Laerdom]:
    """What the unit has learnt of other measures than these, in its own plans and those above, in the years before the
    plan and in its own; the newest first. One statement."""
    siden = dt.date(plan.fra.year - SISTE_AAR, 1, 1)
    tiltak = Tiltak.objects.evaluerte_for(plan.enhet).filter(evaluert__gte=siden, evaluert__lte=plan.til)
    tiltak = tiltak.exclude(pk__in=[ett.pk for ett in unntatt]).select_related("plan__enhet")
    return [laerdom(ett, bruker) for ett in tiltak.order_by("-evaluert", "-pk")]
