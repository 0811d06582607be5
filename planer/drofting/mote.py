"""The meeting itself: opened, led from point to point, and ended."""

from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from kompetanse.felles import kode
from kompetanse.felles.overgang import endret_siden
from kompetanse.felles.samskriving import Endring
from kompetanse.organisasjon.models import Bruker
from planer.drofting.endring import i_moterommet, les, logg
from planer.gjort import sett_gjort
from planer.models import Gruppestemme, Innspill, Kompetansedrofting, Moterom, Punkt


@transaction.atomic
def start(drofting: Kompetansedrofting, *, bruker: Bruker) -> Moterom:
    """Open the meeting; two who press at once open one."""
    drofting = les(drofting, bruker=bruker, laas=True)
    if drofting.paagaar:
        return drofting.rom
    drofting.status, drofting.startet = drofting.Status.PAAGAAR, timezone.now()
    drofting.save(update_fields=["status", "startet"])
    logg(drofting, "startet", bruker=bruker)
    return Moterom.objects.create(drofting=drofting, kode=kode.ny())


@transaction.atomic
def gaa_til(drofting: Kompetansedrofting, punkt: Punkt, *, bruker: Bruker) -> None:
    """Show this point of the agenda, on the wall and on the phones. Says which, so that two who press are at the same."""
    rom = i_moterommet(drofting, bruker=bruker)
    rom.punkt = Punkt(punkt)
    rom.save(update_fields=["punkt"])


@transaction.atomic
def innstill(drofting: Kompetansedrofting, endring: Endring, *, bruker: Bruker) -> None:
    """Whether notes wait, and how many votes each has. Raises Uenig."""
    rom = endring.inn_i(i_moterommet(drofting, bruker=bruker))
    rom.full_clean(exclude=["drofting"])
    rom.save(update_fields=["moderert", "stemmer_hver"])
    if not rom.moderert:
        drofting.innspill.filter(status=Innspill.Status.VENTER).update(status=Innspill.Status.VIST)


@transaction.atomic
def la_stemme(drofting: Kompetansedrofting, aapen: bool, *, bruker: Bruker) -> None:
    """Open the vote over the groups, or close it."""
    rom = i_moterommet(drofting, bruker=bruker)
    rom.avstemning = aapen
    rom.save(update_fields=["avstemning"])


@transaction.atomic
def ny_kode(drofting: Kompetansedrofting, *, bruker: Bruker) -> Moterom:
    """A new code, when the old has run out or has come to someone who should not have it: all phones come in anew."""
    rom = i_moterommet(drofting, bruker=bruker)
    rom.kode, rom.aapnet, rom.telefoner = kode.ny(), timezone.now(), 0
    rom.save(update_fields=["kode", "aapnet", "telefoner"])
    logg(rom.drofting, "ny_kode", bruker=bruker)
    return rom


@transaction.atomic
def avslutt(drofting: Kompetansedrofting, endring: Endring, *, bruker: Bruker) -> Kompetansedrofting:
    """End the meeting: what was said is frozen, and the code, what was never shown, and every mark of a phone are gone.
    Raises Uenig when someone else has written the summary meanwhile."""
    rom = i_moterommet(drofting, bruker=bruker)
    drofting = les(drofting, bruker=bruker, laas=True)
    if not drofting.paagaar:
        raise endret_siden()
    endring.flett(drofting)
    _glem_telefonene(drofting)
    drofting.telefoner = rom.telefoner
    rom.delete()
    drofting.lesinger.all().delete()
    drofting.status, drofting.avsluttet, drofting.avsluttet_av = drofting.Status.AVSLUTTET, timezone.now(), bruker
    drofting.save()
    sett_gjort("drofting", timezone.localdate(drofting.avsluttet).year, bruker=bruker, enhet=drofting.enhet)
    logg(drofting, "avsluttet", bruker=bruker, telefoner=drofting.telefoner)
    return drofting


def _glem_telefonene(drofting):
    """What is left is what stood on the wall, and how many votes each group had."""
    for gruppe in drofting.grupper.annotate(antall=Count("avgitte")).filter(antall__gt=0):
        gruppe.stemmer = gruppe.antall
        gruppe.save(update_fields=["stemmer"])
    Gruppestemme.objects.filter(gruppe__drofting=drofting).delete()
    drofting.innspill.exclude(status=Innspill.Status.VIST).delete()
    drofting.innspill.exclude(avtrykk="").update(avtrykk="")
