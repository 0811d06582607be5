"""What waits for those who answer for plans: measures whose responsible has left."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kompetanse.felles.formats import og_liste, tall
from kompetanse.felles.oppgaver import MANGE, Oppgave, Slag
from kompetanse.organisasjon.ledelse import ledede_enheter
from kompetanse.organisasjon.models import Bruker
from planer.models import Kompetanseplan, Tiltak


def slag_for(bruker: Bruker) -> Iterator[Slag]:
    """One task a plan, for the leader of its unit; the plan of one person is not told of here."""
    if enheter := [rolle.enhet_id for rolle in ledede_enheter(bruker)]:
        planer = Kompetanseplan.objects.for_enheter().aapne().filter(enhet__in=enheter)
        yield Slag(Tiltak.objects.uten_ansvarlig_igjen().filter(plan__in=planer), _per_plan)


def _per_plan(tiltak):
    per_plan = {}
    for ett in tiltak.select_related("plan__enhet", "ansvarlig").order_by("plan", "rekkefolge"):
        per_plan.setdefault(ett.plan, []).append(ett)
    return [_oppgave(plan, alle) for plan, alle in list(per_plan.items())[:MANGE]]


def _oppgave(plan, tiltak):
    hva = ngettext("Finn ny ansvarlig for %(n)s tiltak", "Finn ny ansvarlig for %(n)s tiltak", len(tiltak))
    navn = og_liste(dict.fromkeys(str(ett.ansvarlig) for ett in tiltak))
    return Oppgave(
        hva=hva % {"n": tall(len(tiltak))},
        hvorfor=_("%(navn)s har sluttet. %(plan)s, %(enhet)s") % {"navn": navn, "plan": plan, "enhet": plan.enhet},
        url=tiltak[0].get_absolute_url() if len(tiltak) == 1 else reverse("planer:plan-tiltak", args=[plan.pk]),
        ikon="PersonMinus",
    )
