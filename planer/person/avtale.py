"""The two agree: each says yes to the plan as it stands, and either may take it back.

As long as one yes stands, nothing in the plan can be changed; what is to be changed is asked of both again.
"""

import hashlib
import json

from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kompetanse.felles.overgang import Livslop, Overgang, endret_siden, fra
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Bruker
from planer.models import Kompetanseplan, Maalkobling, Planavtale
from planer.person import meldinger

Status = Kompetanseplan.Status
RETT = "planer.manage_plan"

LIVSLOP = Livslop(
    Kompetanseplan,
    overganger={
        "godta": Overgang(fra(Status.UTKAST, Status.TIL_BEHANDLING, rett=RETT), gettext_lazy("Godta planen")),
        "trekk": Overgang(
            fra(Status.TIL_BEHANDLING, Status.VEDTATT, rett=RETT),
            gettext_lazy("Endre planen"),
            til=Status.UTKAST,
            sporsmaal=gettext_lazy("Vil du endre planen?"),
            konsekvens=gettext_lazy("Dere må begge godta den på nytt etterpå."),
            kvittering=gettext_lazy("Planen kan endres."),
        ),
    },
    med=("person", "leder"),
)


def avtrykk(plan: Kompetanseplan) -> str:
    """What the plan says, as a short fingerprint: yes is said to what was read."""
    maal = plan.maal.order_by("pk").values("pk", "over_navn", "navn", "beskrivelse", "indikator", "frist")
    koblinger = Maalkobling.objects.filter(maal__plan=plan).order_by("pk").values("maal", "tekst")
    tiltak = plan.tiltak.order_by("pk").values(
        "pk", "maal", "navn", "laeringsform", "fra", "frist", "omfang", "omfang_i"
    )
    innhold = json.dumps([list(maal), list(koblinger), list(tiltak), plan.leder_id], cls=DjangoJSONEncoder)
    return hashlib.sha256(innhold.encode()).hexdigest()[:16]


@transaction.atomic
def godta(plan: Kompetanseplan, sett: str, *, bruker: Bruker) -> Kompetanseplan:
    """Say yes to the plan with the fingerprint `sett`. When both have, it is agreed. Raises ValidationError when it has
    changed since (`stale`), has no goal, or has nobody to be agreed with."""
    plan = LIVSLOP.begynn(plan, "godta", bruker=bruker)
    if sett != avtrykk(plan):
        raise endret_siden()
    if plan.leder_id is None:
        raise ValidationError(_("Velg hvem planen skal avtales med, først."))
    if not plan.maal.exists():
        raise ValidationError(_("Skriv minst ett mål først."))
    _avtale, ny = Planavtale.objects.get_or_create(plan=plan, person_id=bruker.person_id)
    begge = plan.avtaler.filter(person__in=[plan.person_id, plan.leder_id]).count() == 2
    plan.status = Status.VEDTATT if begge else Status.TIL_BEHANDLING
    if begge:
        plan.gjelder_fra = plan.gjelder_fra or timezone.localdate()
    plan.save(update_fields=["status", "gjelder_fra"])
    if ny:
        tilgang.logg(plan, "utviklingsplan.godtatt", bruker=bruker)
        meldinger.godtatt(plan, begge, av=bruker)
    return plan


@transaction.atomic
def trekk(plan: Kompetanseplan, *, bruker: Bruker) -> Kompetanseplan:
    """Take back a yes, one's own or the other's, so that the plan can be changed. Both are asked again."""
    plan = LIVSLOP.begynn(plan, "trekk", bruker=bruker)
    plan.save(update_fields=["status"])
    plan.avtaler.all().delete()
    tilgang.logg(plan, "utviklingsplan.apnet", bruker=bruker)
    meldinger.apnet(plan, av=bruker)
    return plan
