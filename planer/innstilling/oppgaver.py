"""What waits: proposals to gather and points to decide for HR, and for each leader the meeting about what was decided."""

from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kompetanse.felles.formats import tall
from kompetanse.felles.oppgaver import MANGE, Oppgave, Slag
from kompetanse.organisasjon.ledelse import ledede_enheter
from kompetanse.organisasjon.models import Bruker
from planer.innstilling.livslop import RETT
from planer.innstilling.punkter import ventende
from planer.models import Innstillingspunkt, Iverksetting


def slag_for(bruker: Bruker) -> Iterator[Slag]:
    """For HR what is proposed and what is to be decided; for the leader of the unit itself, or of the one it has gone on in,
    the meeting about what was."""
    if bruker.has_perm(RETT):
        yield Slag(ventende(), _forslag)
        yield Slag(Innstillingspunkt.objects.filter(innstilling__sendt__isnull=False, avgjort=None), _avgjorelser)
    if ledet := [rolle.enhet_id for rolle in ledede_enheter(bruker)]:
        yield Slag(Iverksetting.objects.filter(Q(enhet__in=ledet) | Q(enhet__videre_i__in=ledet), mote=None), _moter)


def _forslag(forslagene):
    antall = forslagene.count()
    hva = ngettext(
        "%(antall)s forslag for hele organisasjonen venter", "%(antall)s forslag for hele organisasjonen venter", antall
    )
    return [
        Oppgave(
            hva=hva % {"antall": tall(antall)},
            hvorfor=_("Enhetene har foreslått tiltak. Samle dem til en innstilling."),
            url=reverse("planer:innstilling-list"),
            ikon="Files",
        )
    ]


def _avgjorelser(uavgjorte):
    innstillinger = {ett.innstilling for ett in uavgjorte.select_related("innstilling")}
    return [
        Oppgave(
            hva=_("Før inn hva som ble avgjort: %(innstilling)s") % {"innstilling": ett},
            hvorfor=_("Innstillingen er sendt. Enhetene venter på svar."),
            url=ett.get_absolute_url(),
            ikon="Gavel",
            frist_dato=ett.motedato,
        )
        for ett in sorted(innstillinger, key=lambda ett: ett.aar)
    ]


def _moter(uten):
    return [
        Oppgave(
            hva=_("Hold møte i %(enhet)s om tiltakene som er avgjort") % {"enhet": ett.enhet},
            hvorfor=_("%(innstilling)s. Sett dato for møtet, og oppdater planen.") % {"innstilling": ett.innstilling},
            url=ett.get_absolute_url(),
            ikon="PersonGroup",
        )
        for ett in uten.select_related("enhet", "innstilling")[:MANGE]
    ]
