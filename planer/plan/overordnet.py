"""The plan that a plan builds on: which it can be, and which of them is proposed."""

import datetime as dt
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kompetanse.organisasjon.models import Bruker, Enhet
from planer.models import Kompetanseplan


def mulige(enhet: Enhet, bruker: Bruker, unntatt: Kompetanseplan | None = None) -> list[Kompetanseplan]:
    """The plans that one of the unit can build on, of those that the user sees: of units above, and the unit's own
    strategies. The nearest first, and a plan of the year before a strategy, which it builds on itself."""
    planer = Kompetanseplan.objects.for_enheter_visible_to(bruker).aapne().select_related("enhet")
    planer = planer.filter(enhet__path__in=[*enhet.stier_over, enhet.path]).exclude(pk=unntatt and unntatt.pk)
    planer = planer.exclude(enhet=enhet, slag=Kompetanseplan.Slag.HANDLINGSPLAN)
    return list(planer.order_by("-enhet__depth", "slag", "-fra"))


def foreslaa(planer: Iterable[Kompetanseplan], fra: dt.date) -> Kompetanseplan | None:
    """The nearest that holds when a plan begins."""
    return next((plan for plan in planer if plan.fra <= fra <= plan.til), None)


def krev_overordnet(plan: Kompetanseplan) -> None:
    """Raises ValidationError when the plan builds on one of a unit that is not above its own, or on itself by way of
    others."""
    over = plan.overordnet
    if over is None:
        return
    if over.er_individuell or not plan.enhet.path.startswith(over.enhet.path):
        melding = _("En plan bygger på en plan i egen enhet eller en enhet over. %(enhet)s ligger ikke over.")
        raise ValidationError({"overordnet": melding % {"enhet": over.enhet}}, code="ikke_over")
    sett = set()
    while over is not None and over.pk not in sett:
        if over.pk == plan.pk:
            raise ValidationError({"overordnet": _("Den planen bygger selv på denne. Velg en annen.")}, code="sirkel")
        sett.add(over.pk)
        over = over.overordnet


def med_enhet(plan: Kompetanseplan) -> str:
    """«Kompetansestrategi 2025–2028, Helse og mestring»."""
    return f"{plan.tittel}, {plan.enhet}"
