"""A plan's answers to the findings of the registry: taken in as a need, or not now. Either can be undone."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kompetanse.organisasjon.models import Bruker
from planer.behov.funn import Funn, finn
from planer.endring import laas_plan, logg
from planer.models import Behovsgrunnlag, Funnsvar, Kompetansebehov, Kompetanseplan, Listeverdi

Svar = Funnsvar.Svar


@transaction.atomic
def ta_inn(plan: Kompetanseplan, nokkel: str, *, bruker: Bruker) -> Kompetansebehov:
    """The finding becomes a need of the plan, with what the registry knows filled in; a second time it is the same need.
    Raises ValidationError when the registry no longer finds it (`borte`)."""
    plan = _begynn(plan, bruker)
    if gammelt := plan.funnsvar.filter(nokkel=nokkel, svar=Svar.TATT_INN).select_related("behov").first():
        return gammelt.behov
    funn = _funnet(plan, nokkel)
    behov = Kompetansebehov.objects.create(plan=plan, **funn.behov)
    _legg_ved_grunnlag(behov, funn)
    _svar(plan, nokkel, Svar.TATT_INN, bruker, behov)
    logg(plan, "kompetansebehov.tatt_inn", bruker=bruker, objekt=behov, navn=behov.navn, funn=funn.hva)
    return behov


@transaction.atomic
def ikke_naa(plan: Kompetanseplan, nokkel: str, *, bruker: Bruker) -> None:
    """The plan leaves the finding for now. Raises ValidationError as `ta_inn`, and when it is taken in (`stale`)."""
    plan = _begynn(plan, bruker)
    if plan.funnsvar.filter(nokkel=nokkel, svar=Svar.TATT_INN).exists():
        raise ValidationError(_("Noen har nettopp tatt inn dette funnet."), code="stale")
    funn = _funnet(plan, nokkel)
    _svar(plan, nokkel, Svar.IKKE_NAA, bruker)
    logg(plan, "funn.ikke_naa", bruker=bruker, funn=funn.hva)


@transaction.atomic
def angre(plan: Kompetanseplan, nokkel: str, *, bruker: Bruker) -> None:
    """The finding waits again, and the need that came of it is taken out. Raises ValidationError when that need has
    measures by now."""
    plan = _begynn(plan, bruker)
    svar = plan.funnsvar.filter(nokkel=nokkel).select_related("behov").first()
    if svar is None:
        return
    if svar.behov and (svar.behov.tiltak.exists() or svar.behov.alternativer.exists()):
        raise ValidationError(_("Behovet har fått tiltak. Slett behovet i stedet, hvis dere ikke trenger det."))
    navn = str(svar.behov or nokkel)
    svar.delete()
    if svar.behov:
        svar.behov.delete()
    logg(plan, "funn.angret", bruker=bruker, navn=navn)


def _begynn(plan, bruker):
    """Lock the plan. The findings are figures about those who work there, for those who answer for them alone."""
    plan = laas_plan(plan, bruker=bruker)
    if not bruker.has_perm("kartlegging.view_enhet", plan.enhet):
        raise PermissionDenied
    return plan


def _funnet(plan, nokkel) -> Funn:
    funn = next((ett for ett in finn(plan) if ett.nokkel == nokkel), None)
    if funn is None:
        raise ValidationError(_("Kartleggingen har endret seg, og dette er ikke lenger et funn."), code="borte")
    return funn


def _svar(plan, nokkel, svar, bruker, behov=None):
    verdier = {"svar": svar, "behov": behov, "svart_av": bruker, "svart": timezone.now()}
    Funnsvar.objects.update_or_create(plan=plan, nokkel=nokkel, defaults=verdier)


def _legg_ved_grunnlag(behov, funn):
    """What the need rests on: what the mapping showed that day."""
    slag = Listeverdi.objects.filter(liste=Listeverdi.Liste.GRUNNLAG, kode="kartlegging").first()
    if slag:
        Behovsgrunnlag.objects.create(behov=behov, slag=slag, tekst=f"{funn.hva}. {funn.hvorfor}.")


# The answers by the name of their button.
HANDLINGER = {"ta_inn": ta_inn, "ikke_naa": ikke_naa, "angre": angre}
