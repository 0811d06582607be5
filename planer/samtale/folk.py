"""The leader's own people, and where the talk of each stands this year."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kompetanse.organisasjon.models import Bruker, Person
from planer.models import Kompetanseplan, Samtale, Samtalebidrag
from planer.person.folk import egne_folk


class Stand(models.TextChoices):
    """Where a talk stands for the leader, what the leader can do something about first."""

    SKULLE_VAERT = "skulle_vaert", _("Skulle vært holdt")
    IKKE_INVITERT = "ikke_invitert", _("Ikke invitert")
    DELT_MED_DEG = "delt_med_deg", _("Har delt med deg")
    AVTALES = "avtales", _("Holdt, ikke enige ennå")
    FORBEREDES = "forberedes", _("Forberedes")
    BEGGE_HAR_DELT = "begge_har_delt", _("Begge har delt")
    ENIGE = "enige", _("Holdt og avtalt")
    ANNEN = "annen", _("Har den med en annen leder")


REKKEFOLGE = {stand: nr for nr, stand in enumerate(Stand)}


@dataclass(frozen=True)
class Medarbeider:
    """One of the leader's people; `samtale_id` is None when there is no talk that the leader sees. The objects are there
    once asked for (`med_alt`)."""

    person_id: int
    stand: Stand
    samtale_id: int | None = None
    person: Person | None = None
    samtale: Samtale | None = None


def medarbeidere(bruker: Bruker, aar: int) -> list[Medarbeider]:
    """The leader's own people, and others who have chosen this leader; what waits for the leader first. The number of
    statements is the same whatever the number of people."""
    felt = samtaler_med(bruker, aar).order_by().values_list("person", "pk", "stand")
    samtaler = {person: (pk, stand) for person, pk, stand in felt}
    egne = egne_folk(bruker)
    alle = Samtale.objects.gjelder().filter(aar=aar, person__in=egne - samtaler.keys(), leder__isnull=False)
    hos_andre = set(alle.order_by().values_list("person", flat=True))
    folk = Person.objects.filter(pk__in=egne | samtaler.keys()).values_list("pk", flat=True)
    rader = [_medarbeider(person, samtaler.get(person), person in hos_andre) for person in folk]
    return sorted(rader, key=lambda rad: REKKEFOLGE[rad.stand])


def _medarbeider(person_id, samtale, hos_andre):
    if samtale is None:
        return Medarbeider(person_id, Stand.ANNEN if hos_andre else Stand.IKKE_INVITERT)
    samtale_id, stand = samtale
    return Medarbeider(person_id, Stand(stand), samtale_id)


def med_alt(rader: Sequence[Medarbeider]) -> list[Medarbeider]:
    """These rows with who it is and the talk, and not a word of what is in it. Two statements."""
    folk = Person.objects.in_bulk([rad.person_id for rad in rader])
    samtaler = Samtale.objects.defer("melding", "skjema").in_bulk([rad.samtale_id for rad in rader if rad.samtale_id])
    return [replace(rad, person=folk[rad.person_id], samtale=samtaler.get(rad.samtale_id)) for rad in rader]


def samtaler_med(leder: Bruker, *aar: int) -> QuerySet[Samtale]:
    """The talks of these years that others have with this leader, with where each stands (`stand`), and not a word of
    what is in them."""
    return samtaler_hos(leder, *aar).mellom(leder)


def samtaler_hos(leder: Bruker, *aar: int) -> QuerySet[Samtale]:
    """The same, and those with people whom the leader leads no more, of which the leader is told nothing."""
    samtaler = Samtale.objects.gjelder().filter(aar__in=aar, leder=leder.person_id)
    return samtaler.defer("melding", "skjema").annotate(stand=_standen())


def _standen() -> Case:
    delt = Samtalebidrag.objects.filter(samtale=OuterRef("pk"), delt__isnull=False).order_by()
    holdt = Q(status=Samtale.Status.HOLDT)
    return Case(
        When(holdt & Q(plan__status=Kompetanseplan.Status.VEDTATT), then=Value(Stand.ENIGE)),
        When(holdt, then=Value(Stand.AVTALES)),
        When(tid__date__lt=timezone.localdate(), then=Value(Stand.SKULLE_VAERT)),
        When(~Exists(delt.filter(person=OuterRef("person"))), then=Value(Stand.FORBEREDES)),
        When(Exists(delt.filter(person=OuterRef("leder"))), then=Value(Stand.BEGGE_HAR_DELT)),
        default=Value(Stand.DELT_MED_DEG),
    )
