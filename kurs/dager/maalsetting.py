"""HR decides how many kompetansedager there are to be."""

from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.db import transaction

from kartlegging.models import Stillingskategori
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Bruker
from kurs.models import Dagmaal
from kurs.tilbud.oppsett import RETT


@transaction.atomic
def sett(aar: int, kategori: Stillingskategori | None, dager: Decimal, *, bruker: Bruker) -> Dagmaal:
    """Let this be the target from that year on, in place of one that was set for the same. Raises ValidationError."""
    _krev_rett(bruker)
    maal = Dagmaal.objects.select_for_update().filter(aar=aar, kategori=kategori).order_by("pk").first()
    maal = maal or Dagmaal(aar=aar, kategori=kategori)
    maal.dager = dager
    maal.full_clean(exclude=["kommune"])
    maal.save()
    tilgang.logg(maal, "dagmaal.satt", *tilgang.HR, bruker=bruker, maal=str(maal), dager=dager)
    return maal


@transaction.atomic
def slett(maal: Dagmaal, *, bruker: Bruker) -> None:
    """The target before it holds again."""
    _krev_rett(bruker)
    tilgang.logg(maal, "dagmaal.slettet", *tilgang.HR, bruker=bruker, maal=str(maal), dager=maal.dager)
    maal.delete()


def _krev_rett(bruker):
    if not bruker.has_perm(RETT):
        raise PermissionDenied
