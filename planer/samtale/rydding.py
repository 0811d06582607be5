"""Each night: what was prepared for talks is deleted when its time is over, and at once when the person has left."""

import datetime as dt

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, Value
from django.db.models.functions import Coalesce, TruncDate
from django.utils import timezone

from kartlegging.oppbevaring.frister import OmMaaneder
from kartlegging.oppbevaring.rydding import forfalte_med
from kompetanse.felles.hendelser import log_hendelse
from kompetanse.felles.jobber import for_hver_kommune, hver_for_seg
from kompetanse.organisasjon.models import Person
from planer.models import Planoppsett, Samtale, Samtalebidrag, Utdanningspermisjon


def rydd(paa_dato: dt.date | None = None) -> int:
    """For every kommune; returns of how many talks and people something was deleted."""
    return for_hver_kommune(_rydd_kommune, paa_dato or timezone.localdate())


def _rydd_kommune(kommune_id, dag):
    antall = hver_for_seg(_slett_tekstene, _ferdige(dag))
    return antall + hver_for_seg(_slett_alt, forfalte_med(dag, Samtale, Utdanningspermisjon))


def _ferdige(dag):
    """The talks with words that nobody has a use for: held (or proposed, or begun) so long ago, or of one who has left."""
    maaneder = Planoppsett.for_kommunen().samtale_slettes_etter_mnd
    har_ord = Exists(Samtalebidrag.objects.filter(samtale=OuterRef("pk"))) | ~Q(melding="")
    sist = Coalesce("holdt", TruncDate("tid"), TruncDate("invitert"))
    sluttet = Person.objects.med_slutt(dag).filter(har_sluttet=True).order_by().values("pk")
    samtaler = Samtale.objects.annotate(slettes=OmMaaneder(sist, Value(maaneder)))
    return samtaler.filter(har_ord, Q(slettes__lte=dag) | Q(person__in=sluttet))


@transaction.atomic
def _slett_tekstene(samtale):
    """What was agreed stands in the plan, and that it was held here. One that never will be is called off."""
    samtale = Samtale.objects.select_for_update().get(pk=samtale.pk)
    samtale.bidrag.all().delete()
    samtale.melding = ""
    if samtale.forberedes:
        samtale.status = Samtale.Status.AVLYST
    samtale.save(update_fields=["melding", "status"])
    log_hendelse(samtale, "samtale.tekst_slettet", bruker=None, dataklasse=Samtalebidrag.dataklasse)
    return 1


@transaction.atomic
def _slett_alt(person):
    """With what was agreed in the plan (`person.rydding`), when the kommune's time for those who have left is over."""
    permisjoner, _alle = Utdanningspermisjon.objects.filter(person=person).delete()
    samtaler, _alle = Samtale.objects.filter(person=person).delete()
    klasse = Samtale.dataklasse
    log_hendelse(
        person, "samtale.destruert", bruker=None, dataklasse=klasse, samtaler=samtaler, permisjoner=permisjoner
    )
    return 1
