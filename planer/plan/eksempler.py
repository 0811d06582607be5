"""Plans that HR holds up as examples, and how far they have spread."""

from django.db import transaction
from django.db.models import QuerySet

from kompetanse.organisasjon.models import Bruker
from planer.endring import laas_plan, logg
from planer.models import Kompetansebehov, Kompetanseplan, Maal, Tiltak

RETT = "planer.mark_example"


@transaction.atomic
def merk(plan: Kompetanseplan, er_eksempel: bool, *, bruker: Bruker) -> Kompetanseplan:
    """Hold an adopted plan up as an example, or no longer. Raises PermissionDenied."""
    plan = laas_plan(plan, bruker=bruker, rett=RETT)
    plan.er_eksempel = er_eksempel
    plan.save(update_fields=["er_eksempel"])
    logg(plan, "plan.eksempel" if er_eksempel else "plan.ikke_eksempel", bruker=bruker)
    return plan


def hentet_av(plan: Kompetanseplan, bruker: Bruker) -> QuerySet[Kompetanseplan]:
    """The plans that the user sees which hold something that was first written in this one."""
    maal, behov, tiltak = (
        modell.objects.filter(hentet_fra__plan=plan).order_by().values("plan")
        for modell in (Maal, Kompetansebehov, Tiltak)
    )
    synlige = Kompetanseplan.objects.visible_to(bruker).filter(pk__in=maal.union(behov, tiltak))
    return synlige.select_related("enhet")
