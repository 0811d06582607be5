"""The goals of a person's plan: written, tied to what they serve, and taken out."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q

from kartlegging.models import Kompetansekrav
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Bruker
from planer.endring import laas_plan
from planer.models import Maal, Maalkobling, Tiltak


@transaction.atomic
def lagre(maal: Maal, *, tiltak: Iterable[Tiltak], krav: Iterable[Kompetansekrav], bruker: Bruker) -> Maal:
    """Store a new or changed goal, tied to exactly these. The plan must be open: nobody has said yes to it."""
    plan = laas_plan(maal.plan, bruker=bruker)
    maal.full_clean()
    maal.save()
    valgt = Q(tiltak__in=tiltak) | Q(krav__in=krav)
    maal.koblinger.exclude(valgt).filter(Q(tiltak__isnull=False) | Q(krav__isnull=False)).delete()
    for ett in tiltak:
        Maalkobling.objects.get_or_create(maal=maal, tiltak=ett, defaults={"tekst": ett.navn})
    for ett in krav:
        Maalkobling.objects.get_or_create(maal=maal, krav=ett, defaults={"tekst": ett.kompetanse.navn})
    tilgang.logg(plan, "utviklingsplan.maal_lagret", bruker=bruker)
    return maal


@transaction.atomic
def slett(maal: Maal, *, bruker: Bruker) -> None:
    plan = laas_plan(maal.plan, bruker=bruker)
    maal.delete()
    tilgang.logg(plan, "utviklingsplan.maal_slettet", bruker=bruker)
