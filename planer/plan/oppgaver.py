"""What waits when HR has opened a year: for those who lead a unit, its plan; for HR, all that are not made yet."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kompetanse.felles.formats import tall
from kompetanse.felles.oppgaver import MANGE, Oppgave
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.ledelse import ledede_enheter
from kompetanse.organisasjon.models import Bruker
from kompetanse.organisasjon.models.aktiv_rolle import omraadet
from planer.models import Planoppsett
from planer.plan.planaaret import uten_plan


def oppgaver_for(bruker: Bruker) -> list[Oppgave]:
    """One task for each unit that the user leads, and one for HR."""
    ledet, hr = ledede_enheter(bruker), bruker.roller_som(*tilgang.HR)
    if not ledet and not hr:
        return []
    oppsett = Planoppsett.for_kommunen()
    uten = uten_plan(oppsett, timezone.localdate())
    egne = uten.filter(pk__in=[rolle.enhet_id for rolle in ledet])
    oppgaver = [_lag_plan(enhet, oppsett) for enhet in egne.order_by("path")[:MANGE]]
    antall = uten.filter(omraadet(hr, "path")).count() if hr else 0
    return [*oppgaver, _mangler(antall, oppsett)] if antall else oppgaver


def _lag_plan(enhet, oppsett):
    return Oppgave(
        hva=_("Lag plan for %(aar)s") % {"aar": oppsett.planaar},
        hvorfor=_("%(enhet)s har ingen plan for året ennå.") % {"enhet": enhet},
        url=reverse("planer:plan-create", args=[enhet.pk]),
        ikon="Files",
        frist_dato=oppsett.planfrist,
    )


def _mangler(antall, oppsett):
    hva = ngettext("%(antall)s enhet mangler plan for %(aar)s", "%(antall)s enheter mangler plan for %(aar)s", antall)
    return Oppgave(
        hva=hva % {"antall": tall(antall), "aar": oppsett.planaar},
        hvorfor=_("Se hvilke, og send lederne en påminnelse."),
        url=reverse("planer:oversikt-list") + "?vis=aaret",
        ikon="Files",
        frist_dato=oppsett.planfrist,
    )
