"""What waits for those who lead a unit: to prepare its discussion, to hold it, and to put what came of it into the plan; and
for its people what has been shared with them."""

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kompetanse.felles.oppgaver import MANGE, Oppgave
from kompetanse.organisasjon.ledelse import ledede_enheter
from kompetanse.organisasjon.models import Bruker
from planer.models import Kompetansedrofting, Kompetanseplan, Motelesing, Tiltaksforslag

Status = Kompetansedrofting.Status


def oppgaver_for(bruker: Bruker) -> list[Oppgave]:
    """Two statements for a leader, and two for everybody."""
    enheter = [rolle.enhet_id for rolle in ledede_enheter(bruker)]
    leders = [*_begynn(enheter), *_egne(enheter)] if enheter else []
    return [*leders, *_les(bruker, enheter)]


def _begynn(enheter):
    """Plans whose needs are to be found, and whose unit has not talked about them."""
    sett = Kompetansedrofting.objects.filter(enhet=OuterRef("enhet"), plan=OuterRef("pk"))
    planer = Kompetanseplan.objects.for_enheter().filter(
        ~Exists(sett), enhet__in=enheter, status=Kompetanseplan.Status.UTKAST, til__gte=timezone.localdate()
    )
    i_gang = Kompetansedrofting.objects.aapne().filter(enhet=OuterRef("enhet"))
    planer = planer.filter(~Exists(i_gang), maal__isnull=False).distinct().select_related("enhet")
    return [
        Oppgave(
            hva=_("Forbered kompetansedrøftingen i %(enhet)s") % {"enhet": plan.enhet},
            hvorfor=_("%(plan)s har mål. Snakk sammen om hva dere må kunne for å nå dem.") % {"plan": plan.tittel},
            url=reverse("planer:plan-behov", args=[plan.pk]),
            ikon="Chat",
        )
        for plan in planer[:MANGE]
    ]


def _egne(enheter):
    venter = Tiltaksforslag.objects.for_enheten().filter(drofting=OuterRef("pk"), lagt_inn__isnull=True)
    droftinger = Kompetansedrofting.objects.filter(enhet__in=enheter).filter(
        ~Q(status=Status.AVSLUTTET) | Exists(venter)
    )
    return [_oppgave(ett) for ett in droftinger.select_related("enhet")[:MANGE]]


def _oppgave(drofting):
    ord_ = {
        Status.FORBEREDES: (
            _("Forbered kompetansedrøftingen i %(enhet)s"),
            _("Tenk gjennom spørsmålene, og del materiellet."),
        ),
        Status.PAAGAAR: (_("Hold kompetansedrøftingen i %(enhet)s"), _("Møtet er åpnet.")),
        Status.AVSLUTTET: (
            _("Legg inn det %(enhet)s kom fram til"),
            _("Forslagene fra drøftingen er ikke i planen ennå."),
        ),
    }
    hva, hvorfor = ord_[drofting.status]
    if drofting.status == Status.FORBEREDES and drofting.dato and drofting.dato <= timezone.localdate():
        hva = _("Hold kompetansedrøftingen i %(enhet)s")
    return Oppgave(
        hva=hva % {"enhet": drofting.enhet},
        hvorfor=hvorfor,
        url=drofting.get_absolute_url(),
        ikon="Chat",
        frist_dato=None if drofting.er_avsluttet else drofting.dato,
    )


def _les(bruker, enheter):
    """What has been shared with the user, who has not opened it."""
    lest = Motelesing.objects.filter(drofting=OuterRef("pk"), person=bruker.person_id)
    delt = Kompetansedrofting.objects.delt_med(bruker).aapne().exclude(enhet__in=enheter).filter(~Exists(lest))
    return [
        Oppgave(
            hva=_("Les før kompetansedrøftingen i %(enhet)s") % {"enhet": ett.enhet},
            hvorfor=_("Lederen har delt det dere skal snakke om."),
            url=ett.get_absolute_url(),
            ikon="FileText",
            frist_dato=ett.dato,
        )
        for ett in delt.select_related("enhet")[:MANGE]
    ]
