"""What waits for those who answer for a plan through the year."""

from collections import defaultdict
from collections.abc import Iterator
from functools import partial

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kompetanse.felles.formats import tallord
from kompetanse.felles.oppgaver import Oppgave, Slag
from kompetanse.organisasjon.ledelse import ledede_enheter
from kompetanse.organisasjon.models import Bruker
from planer.aaret.perioder import gjeldende
from planer.models import Kompetanseplan, Planoppsett, Tiltak


def slag_for(bruker: Bruker, oppsett: Planoppsett) -> Iterator[Slag]:
    """The plans of the units that the user leads, in which open measures have no line for the period that is reported."""
    if enheter := [rolle.enhet_id for rolle in ledede_enheter(bruker)]:
        planer = Kompetanseplan.objects.for_enheter().aapne().gjeldende().filter(enhet__in=enheter)
        yield Slag(planer.filter(gjelder_fra__isnull=False), partial(_underveis, oppsett))


def _underveis(oppsett, planer):
    planer, dag = list(planer), timezone.localdate()
    perioder = {plan.pk: periode for plan in planer if (periode := gjeldende(plan, oppsett.oppfolging, dag))}
    aapne, sagt = defaultdict(set), defaultdict(set)
    linjer = Tiltak.objects.aapne().filter(plan__in=perioder).order_by()
    for plan_id, pk, periode in linjer.values_list("plan", "pk", "statuslinjer__periode"):
        aapne[plan_id].add(pk)
        if periode == perioder[plan_id]:
            sagt[plan_id].add(pk)
    usagt = {plan_id: len(alle - sagt[plan_id]) for plan_id, alle in aapne.items()}
    return [_oppgave(plan, perioder[plan.pk], usagt[plan.pk]) for plan in planer if usagt.get(plan.pk)]


def _oppgave(plan, periode, antall):
    hva = ngettext("Meld hvordan det går med %s tiltak", "Meld hvordan det går med %s tiltak", antall)
    return Oppgave(
        hva=hva % tallord(antall, "n"),
        hvorfor=_("%(plan)s. Én linje for hvert tiltak i perioden.") % {"plan": plan.tittel},
        url=reverse("planer:plan-underveis", args=[plan.pk]),
        ikon="Tasklist",
        frist_dato=periode,
    )
