"""A plan's own goals: set, changed and deleted; and how those that it has answered are measured there."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from kompetanse.organisasjon.models import Bruker
from planer.endring import laas_plan, logg
from planer.maal.arv import tilbys
from planer.models import Kompetanseplan, Maal


def ankere(plan: Kompetanseplan) -> QuerySet[Maal]:
    """The goals above that one of the plan's own may serve: those that come to it and it has not set aside."""
    lagt_bort = plan.maal.filter(valg=Maal.Valg.LAGT_TIL_SIDE)
    return tilbys(plan).exclude(pk__in=lagt_bort.values("over"))


@transaction.atomic
def lagre(maal: Maal, *, bruker: Bruker) -> Maal:
    """Store a new or changed goal of a plan. Raises ValidationError for a goal above that does not come to the plan."""
    plan = laas_plan(maal.plan, bruker=bruker)
    handling = "maal.endret" if maal.pk else "maal.opprettet"
    if not maal.er_arvet and maal.over_id and not ankere(plan).filter(pk=maal.over_id).exists():
        raise ValidationError({"over": _("Velg et mål som kommer ovenfra, og som dere ikke har lagt til side.")})
    # full_clean leaves out constraints on what nobody edits, and the plan is one of those.
    maal.full_clean()
    maal.validate_constraints()
    maal.save()
    logg(plan, handling, bruker=bruker, objekt=maal, navn=maal.navn)
    return maal
