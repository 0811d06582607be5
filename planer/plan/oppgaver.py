"""What waits when HR has opened a year: for those who lead a unit, its plan; for HR, all that are not made yet."""

from collections.abc import Iterator
from functools import partial

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kompetanse.felles.formats import tall
from kompetanse.felles.oppgaver import MANGE, Oppgave, Slag
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.ledelse import ledede_enheter
from kompetanse.organisasjon.models import Bruker
from kompetanse.organisasjon.models.aktiv_rolle import omraadet
from planer.models import Planoppsett
from planer.plan.planaaret import uten_plan


def slag_for(bruker: Bruker, oppsett: Planoppsett) -> Iterator[Slag]:
    """One task for each unit that the user leads, and one for HR."""
    uten = uten_plan(oppsett, timezone.localdate())
    if ledet := ledede_enheter(bruker):
        yield Slag(uten.filter(pk__in=[rolle.enhet_id for rolle in ledet]), partial(_lag_planer, oppsett))
    if hr := bruker.roller_som(*tilgang.HR):
        yield Slag(uten.filter(omraadet(hr, "path")), partial(_mangler, oppsett))


def _lag_planer(oppsett, enheter):
    return [_lag_plan(enhet, oppsett) for enhet in enheter.order_by("path")[:MANGE]]


def _lag_plan(enhet, oppsett):
    return Oppgave(
        hva=_("Lag plan for %(aar)s") % {"aar": oppsett.planaar},
        hvorfor=_("%(enhet)s har ingen plan for året ennå.") % {"enhet": enhet},
        url=reverse("planer:plan-create", args=[enhet.pk]),
        ikon="Files",
        frist_dato=oppsett.planfrist,
    )


def _mangler(oppsett, enheter):
    antall = enheter.count()
    hva = ngettext("%(antall)s enhet mangler plan for %(aar)s", "%(antall)s enheter mangler plan for %(aar)s", antall)
    yield Oppgave(
        hva=hva % {"antall": tall(antall), "aar": oppsett.planaar},
        hvorfor=_("Se hvilke, og send lederne en påminnelse."),
        url=reverse("planer:oversikt-list") + "?vis=aaret",
        ikon="Files",
        frist_dato=oppsett.planfrist,
    )
