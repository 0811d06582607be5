"""Every change of the wheel: its activities, and what has been done of them."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Bruker, Enhet, Rolletype
from planer.aarshjul.bilde import Sted, kan_merke
from planer.models import Aarsaktivitet, Aarsutforelse, Ring


@transaction.atomic
def lagre(aktivitet: Aarsaktivitet, roller: list[Rolletype], *, bruker: Bruker) -> Aarsaktivitet:
    """Store a new or changed activity, and whose it is. Raises ValidationError for a ring above its unit."""
    ny = aktivitet.pk is None
    if not bruker.has_perm("planer.add_aarsaktivitet", aktivitet.enhet):
        raise PermissionDenied
    if not aktivitet.enhet.er_gyldig():
        raise ValidationError(_("%s er avsluttet. Velg en enhet som finnes.") % aktivitet.enhet)
    if aktivitet.ring not in ringer_for(aktivitet.enhet):
        raise ValidationError({"ring": _("En aktivitet kan ikke gjøres over enheten som eier den.")})
    aktivitet.full_clean()
    aktivitet.save()
    aktivitet.roller.set(roller)
    _logg(aktivitet, "opprettet" if ny else "endret", bruker)
    return aktivitet


def ringer_for(enhet: Enhet) -> list[Ring]:
    """The rings that an activity of the unit can be in: its own level and those below it."""
    return [ring for ring in Ring if ring not in (Ring.KOMMUNE, Ring.SEKTOR)[: enhet.depth - 1]]


@transaction.atomic
def slett(aktivitet: Aarsaktivitet, *, bruker: Bruker) -> None:
    """Take an activity out of the wheel, with what was said to be done of it."""
    if not bruker.has_perm("planer.change_aarsaktivitet", aktivitet):
        raise PermissionDenied
    _logg(aktivitet, "slettet", bruker)
    aktivitet.delete()


@transaction.atomic
def merk(aktivitet: Aarsaktivitet, enhet: Enhet, aar: int, *, bruker: Bruker) -> Aarsutforelse:
    """Say that an activity is done in a year, where the wheel of a unit says that it is done; said twice it is once."""
    hvor = _hvor(aktivitet, _sted(aktivitet, enhet, bruker))
    gjort, ny = Aarsutforelse.objects.get_or_create(
        aktivitet=aktivitet, aar=aar, **hvor, defaults={"merket_av": bruker}
    )
    if ny:
        som = tilgang.rolle_for(bruker, enhet, *aktivitet.koder, *tilgang.MED_INNSYN_I_SAKER)
        _logg(aktivitet, "gjort", bruker, som=som, aar=aar)
    return gjort


@transaction.atomic
def angre(aktivitet: Aarsaktivitet, enhet: Enhet, aar: int, *, bruker: Bruker) -> None:
    """Say that it is not done after all."""
    hvor = _hvor(aktivitet, _sted(aktivitet, enhet, bruker))
    if Aarsutforelse.objects.filter(aktivitet=aktivitet, aar=aar, **hvor).delete()[0]:
        _logg(aktivitet, "ikke_gjort", bruker, aar=aar)


def _sted(aktivitet, enhet, bruker):
    """Where the reader stands. Raises PermissionDenied for one who may not say that the activity is done there."""
    sted = Sted(enhet, list(Enhet.objects.filter(path__in=enhet.stier_over).order_by("depth")), bruker)
    if not enhet.path.startswith(aktivitet.enhet.path) or not kan_merke(sted, aktivitet):
        raise PermissionDenied
    return sted


def _hvor(aktivitet, sted):
    if aktivitet.ring == Ring.ANSATT:
        return {"person": sted.bruker.person}
    return {"enhet": sted.utforende(aktivitet)}


def _logg(aktivitet, hva, bruker, som=None, **data):
    som = som or tilgang.rolle_for(bruker, aktivitet.enhet, *tilgang.MED_INNSYN_I_SAKER)
    tilgang.logg(aktivitet, f"aarsaktivitet.{hva}", bruker=bruker, som=som, navn=aktivitet.navn, **data)
