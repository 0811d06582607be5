"""Changes of a measure: written, moved in the order, deleted."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from kompetanse.organisasjon.models import Bruker, Person
from planer.endring import laas_plan, logg, sett_plass
from planer.models import Listeverdi, Tiltak, Tiltaksdeltaker, Tiltakskostnad
from planer.tiltak import sammen

RETT = "planer.change_tiltak"


class Kostnad(NamedTuple):
    """What a measure costs one year from one source."""

    aar: int
    kilde: Listeverdi
    belop: Decimal


@transaction.atomic
def lagre(
    tiltak: Tiltak,
    koblinger: Mapping[str, Iterable] | None = None,
    *,
    bruker: Bruker,
    kostnader: Iterable[Kostnad] | None = None,
    deltakere: Iterable[Person] | None = None,
    sett: str = "",
) -> Tiltak:
    """Store a new or changed measure.

    `koblinger` is what its many-to-many fields by name are to hold; `kostnader` and `deltakere` take the place of those
    there are. What is None, or not named, is left alone. With `sett` (what the page was shown with) only what the user
    has changed is stored. Raises ValidationError, and Uenig when someone else has changed the same.
    """
    plan = laas_plan(tiltak.plan, bruker=bruker, rett=RETT)
    handling = "tiltak.endret" if tiltak.pk else "tiltak.opprettet"
    if tiltak.pk and sett:
        tiltak, koblinger, kostnader, deltakere = _flett(tiltak, koblinger, kostnader, deltakere, sett)
    if not tiltak.pk:
        tiltak.rekkefolge = (plan.tiltak.aggregate(siste=Max("rekkefolge"))["siste"] or 0) + 1
    tiltak.full_clean(exclude=["plan"])
    tiltak.save()
    for felt, verdier in (koblinger or {}).items():
        getattr(tiltak, felt).set(verdier)
    if kostnader is not None:
        _sett_kostnader(tiltak, kostnader)
    if deltakere is not None:
        _sett_deltakere(tiltak, deltakere)
    logg(plan, handling, bruker=bruker, objekt=tiltak, navn=tiltak.navn, status=tiltak.status)
    return tiltak


def _flett(tiltak, koblinger, kostnader, deltakere, sett):
    """The measure as it is now with what the user has changed of it, and of the rest what is to be written."""
    lagret = Tiltak.objects.select_related("plan__enhet").get(pk=tiltak.pk)
    ny = sammen.onsket(tiltak, koblinger, kostnader, deltakere)
    endret = sammen.endret(lagret, ny, sett)
    for felt in endret.intersection(sammen.FELT):
        setattr(lagret, felt, ny[felt])
    koblinger = {felt: hvilke for felt, hvilke in koblinger.items() if felt in endret}
    return (
        lagret,
        koblinger,
        kostnader if "kostnader" in endret else None,
        deltakere if "deltakere" in endret else None,
    )


@transaction.atomic
def slett(tiltak: Tiltak, *, bruker: Bruker) -> None:
    """Delete a measure, with its costs and the names of those it was for."""
    plan = laas_plan(tiltak.plan, bruker=bruker, rett=RETT)
    logg(plan, "tiltak.slettet", bruker=bruker, objekt=tiltak, navn=tiltak.navn)
    tiltak.delete()


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
