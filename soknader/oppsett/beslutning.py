"""Who decides on the central money once there is an overall plan.

Until the strategy is there, the decision group decides (the source case: «frem til den er ferdig fordeles sentrale
kompetansemidler av etatsledergruppen»). When it is adopted, HR says whether that, and the chain, is to change.
"""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Bruker
from planer.models import Kompetanseplan, Plannivaa
from soknader.models import Beslutningsvurdering

RETT = "soknader.change_oppsett"


def overordnede(bruker: Bruker) -> QuerySet[Kompetanseplan]:
    """The adopted plans of the whole kommune that the question is asked of: each strategy, and of the others the first,
    which next year's only carries on."""
    planer = Kompetanseplan.objects.for_enheter().aapne().filter(kommune_id=bruker.kommune_id)
    ny = Q(slag=Kompetanseplan.Slag.STRATEGI) | Q(forgjenger__isnull=True)
    return planer.filter(ny, nivaa=Plannivaa.KOMMUNE, gjelder_fra__isnull=False)


def uavklarte(bruker: Bruker) -> QuerySet[Kompetanseplan]:
    """Those that HR has not answered for."""
    svart = Beslutningsvurdering.objects.filter(plan=OuterRef("pk"))
    return overordnede(bruker).filter(~Exists(svart)).order_by("gjelder_fra", "pk")


@transaction.atomic
def vurder(plan: Kompetanseplan, *, svar: str, grunn: str, bruker: Bruker) -> Beslutningsvurdering:
    """Write down whether the decider or the chain is changed, and why. Once for each plan.

    Raises ValidationError (`stale`) when somebody has answered before, and without a reason; PermissionDenied.
    """
    if not bruker.has_perm(RETT):
        raise PermissionDenied
    plan = Kompetanseplan.objects.select_for_update(no_key=True).get(pk=plan.pk)
    if not uavklarte(bruker).filter(pk=plan.pk).exists():
        raise ValidationError(_("Noen andre har svart på dette. Last siden på nytt."), code="stale")
    rolle = tilgang.i_rollen(tilgang.handler_som(bruker, *tilgang.HR))
    vurdering = Beslutningsvurdering(plan=plan, svar=svar, grunn=grunn, vurdert_av=bruker, **rolle)
    vurdering.full_clean(exclude=["kommune"])
    vurdering.save()
    tilgang.logg(
        vurdering, "oppsett.beslutning_vurdert", *tilgang.HR, bruker=bruker, plan=str(plan), svar=svar, kommentar=grunn
    )
    return vurdering
