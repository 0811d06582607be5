"""What waits for those who lead a unit: to prepare its discussion, to hold it, and to put what came of it into the plan; and
for its people what has been shared with them."""

from collections.abc import Iterator

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kompetanse.felles.oppgaver import MANGE, Oppgave, Slag
from kompetanse.organisasjon.ledelse import ledede_enheter
from kompetanse.organisasjon.models import Bruker
from planer.models import Kompetansedrofting, Kompetanseplan, Motelesing, Tiltaksforslag

Status = Kompetansedrofting.Status


def slag_for(bruker: Bruker) -> Iterator[Slag]:
    """What may wait for a leader, and what may for everybody."""
    enheter = [rolle.enhet_id for rolle in ledede_enheter(bruker)]
    if enheter:
        yield Slag(_udroftede(enheter), _begynn)
        yield Slag(_droftinger(enheter), _egne)
    lest = Motelesing.objects.filter(drofting=OuterRef("pk"), person=bruker.person_id)
    delt = Kompetansedrofting.objects.delt_med(bruker).aapne().exclude(enhet__in=enheter)
    yield Slag(delt.filter(~Exists(lest)), _les)


def _udroftede(enheter):
    """Plans whose needs are to be found, and whose unit has not talked about them."""
    sett = Kompetansedrofting.objects.filter(enhet=OuterRef("enhet"), plan=OuterRef("pk"))
    planer = Kompetanseplan.objects.for_enheter().filter(
        ~Exists(sett), enhet__in=enheter, status=Kompetanseplan.Status.UTKAST, til__gte=timezone.localdate()
    )
    i_gang = Kompetansedrofting.objects.aapne().filter(enhet=OuterRef("enhet"))
    return planer.filter(~Exists(i_gang), maal__isnull=False)


def _begynn(planer):
    return [
        Oppgave(
            hva=_("Forbered kompetansedrøftingen i %(enhet)s") % {"enhet": plan.enhet},
            hvorfor=_("%(plan)s har mål. Snakk sammen om hva dere må kunne for å nå dem.") % {"plan": plan.tittel},
            url=reverse("planer:plan-behov", args=[plan.pk]),
            ikon="Chat",
        )
        for plan in planer.distinct().select_related("enhet")[:MANGE]
    ]


def _droftinger(enheter):
    """Those that are not held, and those of which there is something to put into the plan."""
    venter = Tiltaksforslag.objects.for_enheten().filter(drofting=OuterRef("pk"), lagt_inn__isnull=True)
    return Kompetansedrofting.objects.filter(~Q(status=Status.AVSLUTTET) | Exists(venter), enhet__in=enheter)


def _egne(droftinger):
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


def _les(delt):
    """What has been shared with the user, who has not opened it."""
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
