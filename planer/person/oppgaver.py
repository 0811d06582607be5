"""What waits in the plans between two people: a yes, a leader to be chosen, and plans that have grown old."""

from collections.abc import Iterator
from functools import partial

from django.db.models import Q, prefetch_related_objects
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kompetanse.felles.formats import tallord
from kompetanse.felles.oppgaver import Oppgave, Slag
from kompetanse.organisasjon.models import Bruker
from planer.models import Kompetanseplan, Planavtale
from planer.models.plan import GAMMEL

Status = Kompetanseplan.Status


def slag_for(bruker: Bruker) -> Iterator[Slag]:
    """The plans that the other of the two has said yes to, one's own that has no leader, and for a leader one line for all
    that were agreed more than a year ago."""
    idag = timezone.localdate()
    nylig = Planavtale.objects.filter(godtatt__date__gte=idag - GAMMEL).values("plan")
    egne_ja = Planavtale.objects.filter(person=bruker.person_id).values("plan")
    venter = Q(status=Status.TIL_BEHANDLING) & ~Q(pk__in=egne_ja)
    uten_leder = Q(person=bruker.person_id, leder__isnull=True) & ~Q(status=Status.AVLOST)
    gamle = Q(leder=bruker.person_id, status=Status.VEDTATT, til__gte=idag) & ~Q(pk__in=nylig)
    av_de_to = Q(person=bruker.person_id) | Q(leder=bruker.person_id)
    planer = Kompetanseplan.objects.filter(av_de_to, venter | uten_leder | gamle)
    yield Slag(planer, partial(_mellom_de_to, bruker))


def _mellom_de_to(bruker, planer):
    """Of those, the ones that the leader still leads the person of. One statement, and two for the names when there is
    someone to name."""
    planer = planer.mellom(bruker)
    foreldet = [plan for plan in planer if _foreldet(plan)]
    hver_sin = [plan for plan in planer if not _foreldet(plan)]
    prefetch_related_objects(hver_sin, "person", "leder")
    oppgaver = [_oppgave(plan, bruker) for plan in hver_sin]
    return [*oppgaver, _gamle(foreldet)] if foreldet else oppgaver


def _foreldet(plan):
    """Of those that wait: agreed, and more than a year ago."""
    return plan.status == Status.VEDTATT and plan.leder_id is not None


def _gamle(planer):
    antall = len(planer)
    hva = ngettext(
        "Se på %(antall)s utviklingsplan som er eldre enn ett år",
        "Se på %(antall)s utviklingsplaner som er eldre enn ett år",
        antall,
    )
    return Oppgave(
        hva=hva % {"antall": tallord(antall)},
        hvorfor=_("Gå gjennom den sammen, og avtal den på nytt."),
        url=planer[0].get_absolute_url() if antall == 1 else reverse("planer:personplan-list") + "?stand=gammel",
        ikon="Clock",
    )


def _oppgave(plan, bruker):
    if plan.leder is None:
        hva, hvorfor = _("Velg hvem du skal avtale utviklingsplanen din med"), _("Du har fått ny leder.")
    else:
        annen = plan.leder if plan.person_id == bruker.person_id else plan.person
        hva = _("Les og godta %(plan)s") % {"plan": plan.tittel}
        hvorfor = _("%(navn)s har godtatt den.") % {"navn": annen}
    return Oppgave(hva=hva, hvorfor=hvorfor, url=plan.get_absolute_url(), ikon="Handshake", frist_dato=None)
