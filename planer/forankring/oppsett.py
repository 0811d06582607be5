"""How a kommune sets up its plans: the words of the lists, the sections of the template, the questions, who adopts, the
parts of the case that it comes in, the unit's discussion, the checklist of leader and unions, and the year that is open."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Bruker
from planer.models import (
    Dagsordenpunkt,
    Forarbeidspunkt,
    Listeverdi,
    Planoppsett,
    Refleksjonssporsmaal,
    Saksdelmal,
    Samtalesporsmaal,
    Seksjonsmal,
    Sjekkpunkt,
    Vedtaksorgan,
)

RETT = "planer.change_oppsett"
Del = (
    Listeverdi
    | Planoppsett
    | Seksjonsmal
    | Refleksjonssporsmaal
    | Saksdelmal
    | Samtalesporsmaal
    | Sjekkpunkt
    | Vedtaksorgan
    | Dagsordenpunkt
    | Forarbeidspunkt
)


@transaction.atomic
def lagre(del_: Del, *, bruker: Bruker) -> Del:
    """Store a word, a section, a question, a part, a body or the year, new or changed. What is written stays as it is.
    Raises ValidationError for a name that is taken."""
    _krev(bruker)
    # full_clean leaves out constraints on what nobody edits, and the kommune is one of those.
    del_.full_clean()
    del_.validate_constraints()
    del_.save()
    _logg(del_, "lagret", bruker)
    return del_


@transaction.atomic
def slett(del_: Del, *, bruker: Bruker) -> None:
    """Delete what no plan uses and the product does not know by its `kode`. Raises ValidationError (`i_bruk`) otherwise."""
    _krev(bruker)
    i_bruk = ValidationError(_("«%s» er i bruk. Ta bort haken for at den kan velges, i stedet.") % del_, code="i_bruk")
    if getattr(del_, "kode", ""):
        raise i_bruk
    _logg(del_, "slettet", bruker)
    try:
        del_.delete()
    except ProtectedError as feil:
        raise i_bruk from feil


def _krev(bruker):
    if not bruker.has_perm(RETT):
        raise PermissionDenied


def _logg(del_, hva, bruker):
    tilgang.logg(del_, f"{del_._meta.model_name}.{hva}", *tilgang.HR, bruker=bruker, navn=str(del_))
