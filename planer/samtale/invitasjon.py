"""A talk begins: the leader invites many at once, or the employee asks for it. Twice gives one."""

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kompetanse.felles.arbeidsdager import DAG, paa_arbeidsdag
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Bruker, Person
from planer.models import Samtale, Samtalesporsmaal
from planer.person.folk import egne_folk
from planer.person.opprettelse import enhet_hos, ledere
from planer.samtale import meldinger
from planer.samtale.ledervalg import slipp
from planer.samtale.livslop import LIVSLOP


class Avstand(models.TextChoices):
    """How far apart the talks of those who are invited together are proposed."""

    TIME = "time", gettext_lazy("En time etter hverandre")
    DAG = "dag", gettext_lazy("Én hver arbeidsdag")
    UKE = "uke", gettext_lazy("Én hver uke")
    SAMMEN = "sammen", gettext_lazy("Alle sammen, som en gruppesamtale")


@transaction.atomic
def inviter(
    folk: Sequence[Person], tid: dt.datetime, avstand: Avstand, sted: str, melding: str, *, bruker: Bruker
) -> list[Samtale]:
    """Invite these of the leader's own people, the first at `tid`. One who has a talk with this leader that year already is
    left as it is, and one whose leader no longer is, is taken over. Returns the talks that are new to them."""
    kan_inviteres = egne_folk(bruker) | set(_har_valgt(bruker))
    if any(person.pk not in kan_inviteres for person in folk):
        raise PermissionDenied
    gruppe = uuid.uuid4() if avstand == Avstand.SAMMEN and len(folk) > 1 else None
    felles = {"sted": sted, "melding": melding, "gruppe": gruppe}
    aar, nye = timezone.localdate(tid).year, []
    for person, naar in zip(folk, tidene(tid, avstand, len(folk)), strict=True):
        samtale, ny = _begynn(person, bruker.person, aar, bruker, {"tid": naar, **felles})
        if ny:
            nye.append(samtale)
    meldinger.invitert(nye, av=bruker)
    return nye


def tidene(tid: dt.datetime, avstand: Avstand, antall: int) -> Iterable[dt.datetime]:
    """The times that are proposed, the first at `tid`."""
    lokal = timezone.localtime(tid).replace(tzinfo=None)
    for nummer in range(antall):
        if avstand == Avstand.DAG and nummer:
            lokal = dt.datetime.combine(paa_arbeidsdag(lokal.date() + DAG), lokal.time())
        plass = {Avstand.TIME: dt.timedelta(hours=nummer), Avstand.UKE: dt.timedelta(weeks=nummer)}
        yield timezone.make_aware(lokal + plass.get(avstand, dt.timedelta()))


@transaction.atomic
def be_om(person: Person, leder: Person, *, bruker: Bruker) -> Samtale:
    """The employee begins this year's talk, with one of the nearest leaders. Raises ValidationError for another."""
    if bruker.person_id != person.pk:
        raise PermissionDenied
    if leder not in ledere(person):
        raise ValidationError(_("%(leder)s er ikke nærmeste leder nå."), params={"leder": leder})
    samtale, ny = _begynn(person, leder, timezone.localdate().year, bruker, {})
    if ny:
        meldinger.bedt_om(samtale, av=bruker)
    return samtale


def samtalen(person: Person, aar: int) -> Samtale | None:
    """The person's talk of the year."""
    return Samtale.objects.gjelder().filter(person=person, aar=aar).first()


def _har_valgt(bruker):
    """Those who have chosen this leader for their talk."""
    return Samtale.objects.mellom(bruker).gjelder().filter(leder=bruker.person_id).values_list("person", flat=True)


def _begynn(person, leder, aar, bruker, felt):
    """The talk of the year, and whether it is news: a new one, or one that had no leader any more."""
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    naa = samtalen(person, aar)
    if naa and (not naa.forberedes or (naa.leder_id and naa.leder in ledere(person))):
        return naa, False
    if naa:
        slipp(naa)
    samtale = naa or Samtale(person=person, aar=aar, skjema=_skjemaet())
    for navn, verdi in {**felt, "leder": leder, "enhet": enhet_hos(person, leder), "invitert": timezone.now()}.items():
        setattr(samtale, navn, verdi)
    samtale.save()
    tilgang.logg(samtale, "samtale.invitert", bruker=bruker)
    return samtale, True


def _skjemaet():
    """The form as it is today, to be kept by the talk."""
    sporsmaal = Samtalesporsmaal.objects.filter(i_bruk=True)
    return [{"nokkel": str(ett.pk), "tekst": ett.tekst, "hjelp": ett.hjelp, "vis": ett.vis} for ett in sporsmaal]


@transaction.atomic
def endre_tid(samtale: Samtale, tid: dt.datetime, sted: str, *, bruker: Bruker) -> Samtale:
    """Another time or place; for a whole group when it is one. The other is told."""
    samtale = LIVSLOP.begynn(samtale, "endre_tid", bruker=bruker)
    if (samtale.tid, samtale.sted) == (tid, sted):
        return samtale
    for ett in gruppen(samtale):
        ett.tid, ett.sted = tid, sted
        ett.save(update_fields=["tid", "sted"])
        meldinger.ny_tid(ett, av=bruker)
    tilgang.logg(samtale, "samtale.ny_tid", bruker=bruker)
    samtale.tid, samtale.sted = tid, sted
    return samtale


def gruppen(samtale: Samtale) -> list[Samtale]:
    """The talks that are held together with this one, itself among them, that are not held yet."""
    if samtale.gruppe is None:
        return [samtale]
    alle = Samtale.objects.filter(gruppe=samtale.gruppe, status=Samtale.Status.INVITERT, leder=samtale.leder_id)
    return list(alle.select_related("person", "leder", "enhet"))


@transaction.atomic
def avlys(samtale: Samtale, *, bruker: Bruker) -> Samtale:
    """Call it off. What was prepared is deleted."""
    samtale = LIVSLOP.begynn(samtale, "avlys", bruker=bruker)
    samtale.melding = ""
    samtale.save(update_fields=["status", "melding"])
    samtale.bidrag.all().delete()
    tilgang.logg(samtale, "samtale.avlyst", bruker=bruker)
    meldinger.avlyst(samtale, av=bruker)
    return samtale
