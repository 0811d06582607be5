"""A plan is begun for a person, by that person or by the nearest leader."""

import datetime as dt

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.ledelse import Ledelse
from kompetanse.organisasjon.models import Bruker, Enhet, Person, Stilling
from planer.models import Kompetanseplan, Plannivaa
from planer.person.linjen import planer_over

# From this month on, a plan that is begun is for the whole of next year too.
HOST = 10


def gjeldende(person: Person) -> Kompetanseplan | None:
    """The plan that the person has now, agreed or not."""
    return person.kompetanseplaner.aapne().filter(til__gte=timezone.localdate()).first()


def ledere(person: Person) -> list[Person]:
    """Those whom the plan can be agreed with: the nearest leaders today, and not their deputies."""
    ledelse = Ledelse(person.kommune_id, med_stedfortredere=False)
    return list(Person.objects.filter(pk__in=ledelse.for_personer({person.pk})[person.pk]))


@transaction.atomic
def begynn(person: Person, leder: Person, *, bruker: Bruker) -> Kompetanseplan:
    """Twice gives one: whoever comes second gets the plan that is there. Raises ValidationError for one who is not among
    the nearest leaders."""
    person = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    if not bruker.has_perm("planer.begin_personplan", person):
        raise PermissionDenied
    return gjeldende(person) or _ny(person, leder, *periode(), bruker=bruker)


@transaction.atomic
def etter_samtalen(person: Person, leder: Person, *, bruker: Bruker) -> Kompetanseplan:
    """The plan that a talk with this leader ends in: a new one, which replaces one that was agreed for a shorter time or
    with another. One that is not agreed goes on, and is moved to the time of a new; a leader who is not in it is let in by
    the person. Raises as `begynn`."""
    naa, (fra, til) = gjeldende(person), periode()
    if naa is None:
        return begynn(person, leder, bruker=bruker)
    naa = Kompetanseplan.objects.select_for_update(no_key=True).get(pk=naa.pk)
    if naa.status == Kompetanseplan.Status.VEDTATT and (naa.leder_id != leder.pk or naa.til < til):
        naa.status = Kompetanseplan.Status.AVLOST
        naa.save(update_fields=["status"])
        return _ny(person, leder, fra, til, bruker=bruker, forgjenger=naa)
    if naa.til < til:
        naa.til, naa.tittel = til, _tittel(til)
        naa.save(update_fields=["til", "tittel"])
    return naa


def _ny(person, leder, fra, til, *, bruker, forgjenger=None):
    if leder not in ledere(person):
        raise ValidationError(_("%(leder)s er ikke nærmeste leder nå."), params={"leder": leder})
    enhet = enhet_hos(person, leder)
    plan = Kompetanseplan.objects.create(
        enhet=enhet,
        nivaa=Plannivaa.PERSON,
        person=person,
        leder=leder,
        overordnet=planer_over(enhet, fra, til, bruker).first(),
        forgjenger=forgjenger,
        tittel=_tittel(til),
        fra=fra,
        til=til,
        ansvarlig=person,
        opprettet_av=bruker,
    )
    tilgang.logg(plan, "utviklingsplan.opprettet", bruker=bruker)
    return plan


def _tittel(til):
    return _("Utviklingsplan %(aar)s") % {"aar": til.year}


def enhet_hos(person: Person, leder: Person) -> Enhet:
    """The unit where the person works under this leader; of several, the largest position."""
    ledelse = Ledelse(person.kommune_id, med_stedfortredere=False)
    stillinger = Stilling.objects.gjeldende().filter(person=person).select_related("enhet").order_by("-prosent", "pk")
    return next(ett.enhet for ett in stillinger if leder.pk in ledelse.naermeste(ett.enhet.path, person.pk))


def periode() -> tuple[dt.date, dt.date]:
    """From today to the end of the year; from October on, of the next."""
    fra = timezone.localdate()
    return fra, dt.date(fra.year + (fra.month >= HOST), 12, 31)
