"""What every change of a plan does first and last: lock the plan, ask for the right, write the audit line."""

from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet

from kompetanse.felles.models import Hendelse
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Bruker
from kompetanse.organisasjon.models.aktiv_rolle import AktivRolle
from planer.models import Kompetanseplan, Maal


def laas_plan(plan: Kompetanseplan, *, bruker: Bruker, rett: str = "planer.change_plan") -> Kompetanseplan:
    """One change of a plan at a time, by one who has the right to it as it is now. Must run inside a transaction."""
    planer = Kompetanseplan.objects.select_related("enhet").select_for_update(of=("self",), no_key=True)
    plan = planer.get(pk=plan.pk)
    if not bruker.has_perm(rett, plan):
        raise PermissionDenied
    return plan


def handler_som(plan: Kompetanseplan, bruker: Bruker) -> AktivRolle | None:
    """The role in which the user answers for the plan's unit, or None."""
    return tilgang.rolle_for(bruker, plan.enhet, *tilgang.MED_INNSYN_I_SAKER)


def logg(plan: Kompetanseplan, handling: str, *, bruker: Bruker, objekt: Model | None = None, **data) -> Hendelse:
    """The audit line of a change in a plan (of `objekt` in it), in the role in which the user answers for its unit."""
    return tilgang.logg(objekt or plan, handling, bruker=bruker, som=handler_som(plan, bruker), **data)


def slipp_personplaner(maal: QuerySet[Maal]) -> None:
    """Let the goals in people's plans that serve these go on without, before these are deleted: those who delete them do
    not see people's plans, and could not take them out of the way."""
    Maal.objects.filter(over__in=maal.order_by().values("pk"), plan__person__isnull=False).update(over=None)


def sett_plass(alle: list[Model], flyttes: Model, plass: int) -> None:
    """Give one of these rows this place (1 is the first) by their `rekkefolge`; past the end is last."""
    alle.remove(flyttes)
    alle.insert(max(plass, 1) - 1, flyttes)
    endret = [ett for nummer, ett in enumerate(alle, start=1) if ett.rekkefolge != nummer]
    for nummer, ett in enumerate(alle, start=1):
        ett.rekkefolge = nummer
    type(flyttes).objects.bulk_update(endret, ["rekkefolge"])
