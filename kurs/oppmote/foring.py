"""Attendance as it is kept on a list: by the teacher, or by whoever answers for the course."""

from collections.abc import Mapping
from decimal import Decimal

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kompetanse.felles.formats import dato
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Bruker
from kurs.models import Kjoring, Kursoppsett, Kursplass, Oppmote, Samling
from kurs.oppmote import fullforing
from kurs.oppmote.mengde import mengde

RETT = "kurs.register_oppmote"


@transaction.atomic
def skriv(
    samling: Samling, halvdager: Mapping[int, Decimal | None], *, bruker: Bruker, maate: str = Oppmote.Maate.LISTE
) -> int:
    """Write how many half days of a date each of these places (by key) was there; None was not there at all. The others are
    left as they are. Returns how many are there now.

    Whoever has completed the course keeps what that rests on: it can be added to, but not taken from. When the run is
    completed, those who are now there enough complete it too.
    """
    samling = laas(samling)
    krev_aapen(samling, bruker)
    plasser = list(samling.kjoring.plasser_tatt.med_plass().filter(pk__in=halvdager).select_related("person"))
    _krev_ikke_fullfort(samling, plasser, halvdager)
    her = [plass for plass in plasser if halvdager[plass.pk] is not None]
    samling.oppmoter.filter(kursplass__in=plasser).exclude(kursplass__in=her).delete()
    fast, oppsett = {"samling": samling, "registrert_av": bruker, "maate": maate}, Kursoppsett.for_kommunen()
    _lagre([Oppmote(kursplass=en, **fast, **mengde(samling, oppsett, halvdager[en.pk])._asdict()) for en in her])
    antall = samling.oppmoter.count()
    data = {"samling": samling.start, "endret": len(plasser), "antall": antall}
    tilgang.logg(samling.kjoring, "kurs.oppmote", bruker=bruker, **data)
    if samling.kjoring.status == Kjoring.Status.GJENNOMFORT:
        fullforing.etterpaa(samling.kjoring, plasser, bruker=bruker)
    return antall


def laas(samling: Samling) -> Samling:
    """The date as it is now, with its run and course. The run is locked: nobody else keeps a list of it, or completes it.
    Must run inside a transaction."""
    Kjoring.objects.select_for_update(no_key=True).filter(pk=samling.kjoring_id).first()
    naa = Samling.objects.select_related("kjoring__kurs__enhet").filter(pk=samling.pk).first()
    if naa is None:
        raise ValidationError(_("Samlingen er tatt bort siden du åpnet siden."), code="stale")
    return naa


def krev_aapen(samling: Samling, bruker: Bruker) -> None:
    """Raises PermissionDenied, and ValidationError when attendance cannot be kept of this date now."""
    if not bruker.has_perm(RETT, samling.kjoring.kurs):
        raise PermissionDenied
    if samling.kjoring.status not in Kjoring.Status.holdes():
        raise ValidationError(_("Kurset holdes ikke, så det er ingen oppmøteliste."), code="stale")
    if timezone.localdate() < (dag := timezone.localdate(samling.start)):
        raise ValidationError(_("Samlingen er %s. Før oppmøtet den dagen, eller etterpå.") % dato(dag))


def _krev_ikke_fullfort(samling, plasser, halvdager):
    fort = dict(samling.oppmoter.values_list("kursplass", "halvdager"))
    mister = [
        str(plass.person)
        for plass in plasser
        if plass.status == Kursplass.Status.FULLFORT
        and plass.pk in fort
        and (halvdager[plass.pk] is None or halvdager[plass.pk] < fort[plass.pk])
    ]
    if mister:
        navn = ", ".join(mister)
        raise ValidationError(_("Disse har fullført, og oppmøtet deres kan ikke tas bort: %s.") % navn)


def _lagre(oppmoter):
    """In one statement, also where someone came through the door in the same instant."""
    Oppmote.objects.bulk_create(
        oppmoter,
        update_conflicts=True,
        unique_fields=["samling", "kursplass"],
        update_fields=["halvdager", "timer", "maate", "registrert_av", "registrert"],
    )
