"""The audit line of a change, and the log of looks at other people's data."""

import datetime as dt
import json
from collections.abc import Sequence

from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection
from django.db.models import Model, QuerySet
from django.db.transaction import TransactionManagementError
from django.utils import timezone

from kompetanse.felles.models import Hendelse, Oppslag
from kompetanse.felles.vegg import gjeldende_kommune_id

SAME_LOOK = dt.timedelta(hours=1)
# What was looked at may name a unit, and the longest name of one has no room.
WORDS = Oppslag._meta.get_field("hva").max_length


def log_hendelse(
    objekt: Model,
    handling: str,
    *,
    bruker,
    i_rolle: object = "",
    paa_vegne_av: object = "",
    kommentar: str = "",
    **data,
) -> Hendelse:
    """Write one audit line, named `<noun>.<verb>`. Call it inside the transaction that makes the change.

    `bruker` is None when the system acts by itself. `data` may hold amounts and dates; they are stored as text.
    """
    if not connection.in_atomic_block:
        raise TransactionManagementError(f"log_hendelse({handling!r}) outside the transaction of the change")
    return Hendelse.objects.create(
        kommune_id=getattr(objekt, "kommune_id", None) or gjeldende_kommune_id(),
        objekt=objekt,
        handling=handling,
        utfort_av=bruker,
        i_rolle=str(i_rolle)[:200],
        paa_vegne_av=str(paa_vegne_av)[:200],
        kommentar=kommentar,
        data=json.loads(json.dumps(data, cls=DjangoJSONEncoder)),
    )


def log_hendelse_paa_alle(
    objekter: Sequence[Model], handling: str, *, bruker, i_rolle: object = "", paa_vegne_av: object = ""
) -> None:
    """As `log_hendelse`, one line for each of many objects of one model and kommune; one statement."""
    if not objekter:
        return
    if not connection.in_atomic_block:
        raise TransactionManagementError(f"log_hendelse_paa_alle({handling!r}) outside the transaction of the change")
    innholdstype = ContentType.objects.get_for_model(objekter[0])
    Hendelse.objects.bulk_create(
        Hendelse(
            kommune_id=objekt.kommune_id,
            innholdstype=innholdstype,
            objekt_id=objekt.pk,
            handling=handling,
            utfort_av=bruker,
            i_rolle=str(i_rolle)[:200],
            paa_vegne_av=str(paa_vegne_av)[:200],
        )
        for objekt in objekter
    )


def logg_oppslag(bruker, person_id: int, hva: str, i_rolle: object = "") -> None:
    """Note that the user looked at another person's data; the same look within an hour is noted once."""
    if bruker.person_id == person_id:
        return
    hva = hva[:WORDS]
    look = {"bruker": bruker, "person_id": person_id, "hva": hva}
    if not Oppslag.objects.filter(**look, tidspunkt__gte=timezone.now() - SAME_LOOK).exists():
        Oppslag.objects.create(**look, i_rolle=str(i_rolle)[:200])


def logg_oppslag_paa_alle(bruker, personer: QuerySet, hva: str, i_rolle: object = "") -> None:
    """As `logg_oppslag`, for every person of a queryset; two statements and one more for each 5 000 people."""
    hva = hva[:WORDS]
    nylig = Oppslag.objects.filter(bruker=bruker, hva=hva, tidspunkt__gte=timezone.now() - SAME_LOOK)
    sett = {bruker.person_id, *nylig.values_list("person_id", flat=True)}
    Oppslag.objects.bulk_create(
        [
            Oppslag(bruker=bruker, person_id=person_id, hva=hva, i_rolle=str(i_rolle)[:200])
            for person_id in personer.order_by().values_list("pk", flat=True)
            if person_id not in sett
        ],
        batch_size=5_000,
    )
