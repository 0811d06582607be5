"""Changes of the rules, of the standards of the levels and of what is common, each with its audit line."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from evaluering.models import Evalueringsoppsett, Evalueringsregel, Nivaastandard
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Bruker

RETT = "evaluering.change_oppsett"
Del = Evalueringsoppsett | Evalueringsregel | Nivaastandard


@transaction.atomic
def lagre(del_: Del, *, bruker: Bruker) -> Del:
    """Store it, new or changed. What is planned stays as it is."""
    krev(bruker)
    # full_clean leaves out constraints on what nobody edits, and the kommune is one of those.
    del_.full_clean()
    del_.validate_constraints()
    del_.save()
    logg(del_, "lagret", bruker)
    return del_


@transaction.atomic
def slett(regel: Evalueringsregel, *, bruker: Bruker) -> None:
    krev(bruker)
    logg(regel, "slettet", bruker)
    regel.delete()


def krev(bruker: Bruker) -> None:
    if not bruker.has_perm(RETT):
        raise PermissionDenied


def logg(del_, hva: str, bruker: Bruker) -> None:
    tilgang.logg(del_, f"{del_._meta.model_name}.{hva}", *tilgang.HR, bruker=bruker, navn=str(del_))
