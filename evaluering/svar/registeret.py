"""What a passed test gives in the registry: the competences of the course, to each who passed, once."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from evaluering.models import Evalueringsniva, Innsamling
from evaluering.plan.registertall import kurskompetanser
from kartlegging.profil import tildeling
from kartlegging.profil.tildeling import Gave
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Bruker


def bestatte(niva: Evalueringsniva) -> list[int]:
    """Those who passed, when the test has closed. Two with the same course may pass on different days."""
    svar = Innsamling.objects.filter(niva=niva, moment=Innsamling.Moment.SLUTT, lukket__isnull=False)
    return list(svar.filter(deltakersvar__bestaatt=True).values_list("deltakersvar__deltaker", flat=True).distinct())


def gaver(niva: Evalueringsniva) -> list[Gave]:
    """What it gives, confirmed since it is tested: the competences of the course that can be given."""
    evaluering = niva.evaluering
    rader = kurskompetanser(evaluering).select_related("kompetanse__skala").prefetch_related("kompetanse__skala__trinn")
    nivaaer = {rad.kompetanse_id: (rad.kompetanse, rad.nivaa if rad.kompetanse.skala_id else None) for rad in rader}
    dag = evaluering.slutt or timezone.localdate()
    av = {"kilde": str(evaluering), "institusjon": evaluering.enhet.navn}
    return [
        Gave(kompetanse, nivaa, min(dag, timezone.localdate()), bekreftet=True, **av)
        for kompetanse, nivaa in nivaaer.values()
        if not tildeling.hindring(kompetanse, nivaa)
    ]


@transaction.atomic
def registrer(niva: Evalueringsniva, *, bruker: Bruker) -> int:
    """Write it, once. Returns how many passed. Raises ValidationError when nobody did, or the course gives nothing."""
    personer, alt = bestatte(niva), gaver(niva)
    if not personer or not alt:
        raise ValidationError(_("Ingen har bestått, eller kurset gir ingen kompetanse som kan føres i registeret."))
    for gave in alt:
        tildeling.gi(personer, gave, bruker=bruker)
    tilgang.logg(niva.evaluering, "niva.registrert", bruker=bruker, niva=niva.niva, antall=len(personer))
    return len(personer)
