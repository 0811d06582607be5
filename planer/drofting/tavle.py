"""The wall: notes shown and taken away, gathered in groups, named, marked critical.

Two may lead at once. Each change says what is to be, never «the other way», so that done twice it is the same.
"""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from kompetanse.felles.samskriving import Endring
from kompetanse.organisasjon.models import Bruker
from planer.drofting.endring import i_moterommet, logg
from planer.models import Innspill, Innspillsgruppe, Kompetansedrofting, Punkt

FLEST_GRUPPER = 40


@transaction.atomic
def skriv(
    drofting: Kompetansedrofting, tekst: str, gruppe: Innspillsgruppe | None = None, *, bruker: Bruker
) -> Innspill:
    """A note that the one who leads types for the room: shown at once, and afterwards like any other."""
    rom = i_moterommet(drofting, bruker=bruker)
    punkt = rom.punkt if rom.punkt in Punkt.med_innspill() else Punkt.BEHOV
    return Innspill.objects.create(
        drofting=rom.drofting, punkt=punkt, tekst=tekst, gruppe=gruppe, status=Innspill.Status.VIST
    )


@transaction.atomic
def sett_status(drofting: Kompetansedrofting, innspill: Iterable[int], status: str, *, bruker: Bruker) -> int:
    """Show these notes, or take them away. Returns how many; one that its phone has taken back is none."""
    i_moterommet(drofting, bruker=bruker)
    return _laast(drofting, innspill).update(status=Innspill.Status(status))


@transaction.atomic
def flytt(drofting: Kompetansedrofting, innspill: Iterable[int], gruppe: int | None, *, bruker: Bruker) -> None:
    """Lay these notes in a group, or outside all. What is moved is shown."""
    i_moterommet(drofting, bruker=bruker)
    til = _gruppe(drofting, gruppe) if gruppe else None
    _laast(drofting, innspill).update(gruppe=til, status=Innspill.Status.VIST)


@transaction.atomic
def samle(drofting: Kompetansedrofting, innspill: Iterable[int], navn: str, *, bruker: Bruker) -> Innspillsgruppe:
    """A group by this name with these notes in it; one that is there by that name takes them in."""
    rom = i_moterommet(drofting, bruker=bruker)
    grupper = rom.drofting.grupper
    gruppe = grupper.filter(navn__iexact=navn).first()
    if gruppe is None:
        if grupper.count() >= FLEST_GRUPPER:
            raise ValidationError(_("Det er plass til %(antall)s grupper.") % {"antall": FLEST_GRUPPER})
        plass = (grupper.aggregate(sist=Max("rekkefolge"))["sist"] or 0) + 1
        gruppe = Innspillsgruppe.objects.create(drofting=rom.drofting, navn=navn, rekkefolge=plass)
        logg(rom.drofting, "gruppe", bruker=bruker, navn=navn)
    _laast(drofting, innspill).update(gruppe=gruppe, status=Innspill.Status.VIST)
    return gruppe


@transaction.atomic
def merk(drofting: Kompetansedrofting, gruppe: int, kritisk: bool, *, bruker: Bruker) -> None:
    """The unit cannot do without this, or it can."""
    i_moterommet(drofting, bruker=bruker)
    rad = _gruppe(drofting, gruppe)
    rad.kritisk = kritisk
    rad.save(update_fields=["kritisk"])


@transaction.atomic
def gi_navn(gruppe: Innspillsgruppe, endring: Endring, *, bruker: Bruker) -> Innspillsgruppe:
    """Call a group something else. Raises Uenig, and ValidationError when another is called that."""
    i_moterommet(gruppe.drofting, bruker=bruker)
    gruppe = endring.inn_i(gruppe)
    gruppe.validate_constraints()
    gruppe.save(update_fields=["navn", "kritisk"])
    return gruppe


@transaction.atomic
def los_opp(gruppe: Innspillsgruppe, *, bruker: Bruker) -> None:
    """The group is no more; its notes lie outside all. One that something has been proposed for stays."""
    i_moterommet(gruppe.drofting, bruker=bruker)
    gruppe = _gruppe(gruppe.drofting, gruppe.pk)
    if gruppe.forslag.exists():
        raise ValidationError(_("Det er foreslått tiltak for gruppen. Slett forslagene først."), code="i_bruk")
    logg(gruppe.drofting, "gruppe_lost_opp", bruker=bruker, navn=gruppe.navn)
    gruppe.delete()


def _laast(drofting, innspill):
    """The notes with these keys that are there still; locked in one order, so that two cannot wait for each other."""
    rader = drofting.innspill.filter(pk__in=list(innspill)).order_by("pk")
    return drofting.innspill.filter(pk__in=list(rader.select_for_update(no_key=True).values_list("pk", flat=True)))


def _gruppe(drofting, pk):
    gruppe = drofting.grupper.select_for_update(no_key=True).filter(pk=pk).first()
    if gruppe is None:
        raise ValidationError(_("Noen andre har løst opp gruppen."), code="stale")
    return gruppe
