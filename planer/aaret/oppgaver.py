"""What waits for those who answer for a plan through the year."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kompetanse.felles.formats import tallord
from kompetanse.felles.oppgaver import Oppgave
from kompetanse.organisasjon.ledelse import ledede_enheter
from kompetanse.organisasjon.models import Bruker
from planer.aaret.perioder import gjeldende
from planer.models import Kompetanseplan, Planoppsett, Statuslinje, Tiltak


def oppgaver_for(bruker: Bruker) -> list[Oppgave]:
    """The plans of the units that the user leads, in which open measures have no line for the period that is reported."""
    enheter = [rolle.enhet_id for rolle in ledede_enheter(bruker)]
    if not enheter:
        return []
    dag, maaneder = timezone.localdate(), Planoppsett.for_kommunen().oppfolging
    planer = Kompetanseplan.objects.for_enheter().aapne().gjeldende(dag).filter(enhet__in=enheter)
    perioder = {plan: gjeldende(plan, maaneder, dag) for plan in planer.filter(gjelder_fra__isnull=False)}
    aapne = Tiltak.objects.aapne().filter(plan__in=perioder).values_list("plan", "pk")
    sagt = set(Statuslinje.objects.filter(tiltak__plan__in=perioder).values_list("tiltak", "periode"))
    usagt = [plan_id for plan_id, pk in aapne if (pk, _periode(perioder, plan_id)) not in sagt]
    return [
        _oppgave(plan, periode, usagt.count(plan.pk))
        for plan, periode in perioder.items()
        if periode and plan.pk in usagt
    ]


def _periode(perioder, plan_id):
    return next(periode for plan, periode in perioder.items() if plan.pk == plan_id)


def _oppgave(plan, periode, antall):
    hva = ngettext("Meld hvordan det går med %s tiltak", "Meld hvordan det går med %s tiltak", antall)
    return Oppgave(
        hva=hva % tallord(antall, "n"),
        hvorfor=_("%(plan)s. Én linje for hvert tiltak i perioden.") % {"plan": plan.tittel},
        url=reverse("planer:plan-underveis", args=[plan.pk]),
        ikon="Tasklist",
        frist_dato=periode,
    )
