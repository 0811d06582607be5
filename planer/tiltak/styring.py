"""Changes of a measure: written, moved in the order, deleted."""

from decimal import Decimal
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, ProtectedError
from django.utils.translation import gettext as _

from kompetanse.felles.samskriving import Endring
from kompetanse.organisasjon.models import Bruker
from planer import felt
from planer.endring import laas_plan, logg, sett_plass
from planer.models import Listeverdi, Tiltak, Tiltaksdeltaker, Tiltakskostnad
from planer.tiltak.midler import krev_uten_penger

RETT = "planer.change_tiltak"


class Kostnad(NamedTuple):
    """What a measure costs one year from one source."""

    aar: int
    kilde: Listeverdi
    belop: Decimal


def lest(tiltak: Tiltak, navn: str) -> Any:
    """What a measure holds of what its form asks about; its costs and participants are rows of their own."""
    if navn == "kostnader":
        rader = tiltak.kostnader.select_related("kilde") if tiltak.pk else ()
        return [Kostnad(rad.aar, rad.kilde, rad.belop) for rad in rader]
    if navn == "deltakere":
        return [rad.person for rad in tiltak.deltakere.select_related("person")] if tiltak.pk else []
    return felt.lest(tiltak, navn)


@transaction.atomic
def lagre(tiltak: Tiltak, endring: Endring | None = None, *, bruker: Bruker) -> Tiltak:
    """Store a new or changed measure.

    `endring` is what the user wants of one that is there, and what any measure is to hold in its many-to-many fields,
    `kostnader` (a list of `Kostnad`) and `deltakere` (people); what is not named is left alone. Raises ValidationError, and
    Uenig when someone else has changed the same.
    """
    plan = laas_plan(tiltak.plan, bruker=bruker, rett=RETT)
    handling = "tiltak.endret" if tiltak.pk else "tiltak.opprettet"
    endret = endring.felt if endring else {}
    if tiltak.pk and endring:
        tiltak = Tiltak.objects.select_related("plan__enhet").get(pk=tiltak.pk)
        endret = felt.flett(tiltak, endring, {navn: lest(tiltak, navn) for navn in endring.felt})
    if not tiltak.pk:
        tiltak.rekkefolge = (plan.tiltak.aggregate(siste=Max("rekkefolge"))["siste"] or 0) + 1
    tiltak.full_clean(exclude=["plan"])
    tiltak.save()
    _sett_rundt(tiltak, endret)
    logg(plan, handling, bruker=bruker, objekt=tiltak, navn=tiltak.navn, status=tiltak.status)
    return tiltak


def _sett_rundt(tiltak, endret):
    """What is no column of the measure."""
    for kobling in Tiltak._meta.many_to_many:
        if kobling.name in endret:
            getattr(tiltak, kobling.name).set(endret[kobling.name])
    if "kostnader" in endret:
        _sett_kostnader(tiltak, endret["kostnader"])
    if "deltakere" in endret:
        _sett_deltakere(tiltak, endret["deltakere"])


@transaction.atomic
def slett(tiltak: Tiltak, *, bruker: Bruker) -> None:
    """Delete a measure, with its costs and the names of those it was for. Raises ValidationError when money is asked for or
    granted for it, or somebody has answered how it went."""
    plan = laas_plan(tiltak.plan, bruker=bruker, rett=RETT)
    krev_uten_penger([tiltak])
    logg(plan, "tiltak.slettet", bruker=bruker, objekt=tiltak, navn=tiltak.navn)
    try:
        tiltak.delete()
    except ProtectedError as feil:
        grunn = _("Deltakere har svart på hvordan tiltaket gikk, og det kan ikke slettes. Stopp tiltaket i stedet.")
        raise ValidationError(grunn, code="evaluert") from feil


@transaction.atomic
def flytt(tiltak: Tiltak, plass: int, *, bruker: Bruker) -> None:
    """Give a measure this place (1 is the first) in the order of its plan; past the end is last."""
    plan = laas_plan(tiltak.plan, bruker=bruker, rett=RETT)
    alle = list(plan.tiltak.only("pk", "rekkefolge"))
    sett_plass(alle, next(ett for ett in alle if ett.pk == tiltak.pk), plass)
    logg(plan, "tiltak.flyttet", bruker=bruker, objekt=tiltak, navn=tiltak.navn, plass=plass)


def _sett_kostnader(tiltak, kostnader):
    """Write the difference: a cost that is the same keeps its row, and its history."""
    nye = {}
    for kostnad in kostnader:
        if (kostnad.aar, kostnad.kilde.pk) in nye:
            raise ValidationError(
                _("%(kilde)s står to ganger i %(aar)s. Skriv beløpet samlet på én linje.")
                % {"kilde": kostnad.kilde, "aar": kostnad.aar},
                code="kostnad_dobbel",
            )
        nye[kostnad.aar, kostnad.kilde.pk] = kostnad
    for rad in tiltak.kostnader.all():
        ny = nye.pop((rad.aar, rad.kilde_id), None)
        if ny is None:
            rad.delete()
        elif ny.belop != rad.belop:
            rad.belop = ny.belop
            rad.save(update_fields=["belop"])
    Tiltakskostnad.objects.bulk_create(Tiltakskostnad(tiltak=tiltak, **ny._asdict()) for ny in nye.values())


def _sett_deltakere(tiltak, personer):
    personer = {person.pk: person for person in personer}
    tiltak.deltakere.exclude(person__in=personer).delete()
    fra_foer = set(tiltak.deltakere.values_list("person", flat=True))
    Tiltaksdeltaker.objects.bulk_create(
        Tiltaksdeltaker(tiltak=tiltak, person=person) for pk, person in personer.items() if pk not in fra_foer
    )
