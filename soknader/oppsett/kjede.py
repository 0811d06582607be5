"""The chain as the kommune sets it up: steps that HR adds, changes, moves and removes.

A case copies the steps when it is sent, so nothing here changes cases under way.
"""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from kompetanse.felles.samskriving import Endring
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Bruker
from soknader.models import Kjedesteg, Soknadsoppsett, Steghandling

# The order that a new step is put in by itself.
PLASS = {handling: plass for plass, handling in enumerate(Steghandling.values)}


def stegene(kommune_id: int) -> list[Kjedesteg]:
    """The steps in order, each with its role and with how many hold that role today (`antall_innehavere`)."""
    i_dag = timezone.localdate()
    gjelder = Q(rolletype__roller__fra__lte=i_dag) & (
        Q(rolletype__roller__til__isnull=True) | Q(rolletype__roller__til__gte=i_dag)
    )
    return list(
        Kjedesteg.objects.filter(kommune_id=kommune_id)
        .select_related("rolletype")
        .annotate(antall_innehavere=Count("rolletype__roller__person", filter=gjelder, distinct=True))
        # Counting makes Django forget the model's own order.
        .order_by("rekkefolge")
    )


def kontroller(stegene: list[Kjedesteg]) -> None:
    """Raises ValidationError unless one meeting decides, after those who recommend and before those who are told."""
    handlinger = [steg.handling for steg in stegene]
    antall_moter = handlinger.count(Steghandling.MOTE)
    if antall_moter != 1:
        raise ValidationError(
            _("Saksgangen må ha ett steg der noen beslutter i møte.")
            if not antall_moter
            else _("Saksgangen kan bare ha ett steg som beslutter i møte."),
            code="ett_mote",
        )
    mote = handlinger.index(Steghandling.MOTE)
    if any(handling in Steghandling.i_linjen() for handling in handlinger[mote:]):
        raise ValidationError(_("Steg som anbefaler eller innstiller, må komme før møtet."), code="for_motet")
    if Steghandling.ORIENTERING in handlinger[:mote]:
        raise ValidationError(_("De som orienteres, må komme etter møtet."), code="etter_motet")


def mulige_flytt(stegene: list[Kjedesteg]) -> list[tuple[Kjedesteg, bool, bool]]:
    """[(step, may move up, may move down)]: what the buttons offer."""
    return [
        (steg, _er_lovlig(_byttet(stegene, plass, -1)), _er_lovlig(_byttet(stegene, plass, 1)))
        for plass, steg in enumerate(stegene)
    ]


def _byttet(stegene, plass, retning):
    """The steps with one moved a place, or None past either end."""
    ny_plass = plass + retning
    if not 0 <= ny_plass < len(stegene):
        return None
    nye = list(stegene)
    nye[plass], nye[ny_plass] = nye[ny_plass], nye[plass]
    return nye


def _er_lovlig(stegene):
    if stegene is None:
        return False
    try:
        kontroller(stegene)
    except ValidationError:
        return False
    return True


@transaction.atomic
def legg_til(steg: Kjedesteg, *, bruker: Bruker) -> Kjedesteg:
    """Add a step after the others that do the same. Raises ValidationError when the chain would not hold."""
    oppsett, gamle = _begin(bruker)
    steg.kommune_id = bruker.kommune_id
    foran = [rad for rad in gamle if PLASS[rad.handling] <= PLASS[steg.handling]]
    _lagre(oppsett, [*foran, steg, *gamle[len(foran) :]], bruker, "oppsett.steg_lagt_til", steg)
    return steg


@transaction.atomic
def endre(steg: Kjedesteg, endring: Endring, *, bruker: Bruker) -> None:
    """Store what the user has changed of a step. Raises ValidationError when the chain would not hold, and Uenig."""
    oppsett, stegene = _begin(bruker)
    steg = next((rad for rad in stegene if rad.pk == steg.pk), None)
    if steg is None:
        raise ValidationError(_("Noen andre har fjernet steget mens du skrev."), code="slettet")
    endring.flett(steg)
    _lagre(oppsett, stegene, bruker, "oppsett.steg_endret", steg)


@transaction.atomic
def flytt(steg: Kjedesteg, retning: str, *, bruker: Bruker) -> None:
    """Move a step one place up (-1) or down (1). Raises ValidationError when it may not stand there."""
    oppsett, gamle = _begin(bruker)
    plass = next((plass for plass, rad in enumerate(gamle) if rad.pk == steg.pk), None)
    nye = None if plass is None else _byttet(gamle, plass, retning)
    if nye is None:
        raise ValidationError(_("Steget kan ikke flyttes lenger."), code="ytterst")
    _lagre(oppsett, nye, bruker, "oppsett.steg_flyttet", steg)


@transaction.atomic
def fjern(steg: Kjedesteg, *, bruker: Bruker) -> None:
    """Remove a step. Raises ValidationError when the chain would not hold without it."""
    oppsett, gamle = _begin(bruker)
    nye = [rad for rad in gamle if rad.pk != steg.pk]
    kontroller(nye)
    Kjedesteg.objects.filter(pk=steg.pk).delete()
    _lagre(oppsett, nye, bruker, "oppsett.steg_fjernet", steg)


@transaction.atomic
def lagre_tekster(oppsett: Soknadsoppsett, *, bruker: Bruker) -> None:
    """Store the standing texts."""
    _kontroller_rett(bruker)
    oppsett.save()
    tilgang.logg(oppsett, "oppsett.tekster_endret", *tilgang.HR, bruker=bruker)


def _begin(bruker):
    """Lock the set-up of the user's kommune; returns it and its steps in order."""
    _kontroller_rett(bruker)
    oppsett = Soknadsoppsett.objects.select_for_update().get(kommune_id=bruker.kommune_id)
    return oppsett, list(Kjedesteg.objects.filter(kommune_id=bruker.kommune_id).select_related("rolletype"))


def _kontroller_rett(bruker):
    if not bruker.has_perm("soknader.change_oppsett"):
        raise PermissionDenied


def _lagre(oppsett, stegene, bruker, handling, endret):
    kontroller(stegene)
    for plass, steg in enumerate(stegene, start=1):
        steg.rekkefolge = plass
        if steg.handling not in Steghandling.i_linjen():
            steg.kan_returnere = steg.kan_avslaa = False
        steg.save()
    titler = [steg.tittel for steg in stegene]
    tilgang.logg(oppsett, handling, *tilgang.HR, bruker=bruker, steg=endret.tittel, saksgang=titler)
