"""The leader's own people, and where the talk of each stands this year."""

from dataclasses import dataclass

from django.db import models
from django.db.models import Prefetch, QuerySet
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


@dataclass(frozen=True)
class Medarbeider:
    """One of the leader's people; `samtale` is None when there is none that the leader sees."""

    person: Person
    stand: Stand
    samtale: Samtale | None = None


def medarbeidere(bruker: Bruker, aar: int) -> list[Medarbeider]:
    """The leader's own people, and others who have chosen this leader; what waits for the leader first. The number of
    statements is the same whatever the number of people."""
    samtaler = {ett.person_id: ett for ett in samtaler_med(bruker, aar)}
    egne = egne_folk(bruker)
    alle = Samtale.objects.gjelder().filter(aar=aar, person__in=egne - samtaler.keys(), leder__isnull=False)
    hos_andre = set(alle.order_by().values_list("person", flat=True))
    folk = Person.objects.filter(pk__in=egne | samtaler.keys())
    rader = [_medarbeider(person, samtaler.get(person.pk), person.pk in hos_andre) for person in folk]
    return sorted(rader, key=lambda rad: list(Stand).index(rad.stand))


def samtaler_med(leder: Bruker, *aar: int) -> QuerySet[Samtale]:
    """The talks of these years that others have with this leader, with who has shared, and not a word of
    what. Two statements."""
    delt = Samtalebidrag.objects.filter(delt__isnull=False).only("samtale", "person")
    samtaler = Samtale.objects.mellom(leder).gjelder().filter(aar__in=aar, leder=leder.person_id)
    samtaler = samtaler.defer("melding", "skjema")
    return samtaler.select_related("plan").prefetch_related(Prefetch("bidrag", delt))


def _medarbeider(person, samtale, hos_andre):
    if samtale is None:
        return Medarbeider(person, Stand.ANNEN if hos_andre else Stand.IKKE_INVITERT)
    return Medarbeider(person, standen(samtale), samtale)


def standen(samtale: Samtale) -> Stand:
    """Where a talk of `samtaler_med` stands."""
    if not samtale.forberedes:
        enige = samtale.plan and samtale.plan.status == Kompetanseplan.Status.VEDTATT
        return Stand.ENIGE if enige else Stand.AVTALES
    if samtale.tid and samtale.dag < timezone.localdate():
        return Stand.SKULLE_VAERT
    delt = {ett.person_id for ett in samtale.bidrag.all()}
    if samtale.person_id not in delt:
        return Stand.FORBEREDES
    return Stand.BEGGE_HAR_DELT if samtale.leder_id in delt else Stand.DELT_MED_DEG
