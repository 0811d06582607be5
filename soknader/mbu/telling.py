"""How many applications came in, and where they are: what a case to MBU counts beside those in its table."""

import datetime as dt
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from django.contrib.contenttypes.models import ContentType
from django.db.models import Max, Min, Q
from django.utils import timezone

from kompetanse.felles.models import Hendelse
from soknader.mbu.rader import avgjorte_uten_sak
from soknader.models import MbuSak, Soknad

AVGJORT, NESTE_SAK, UTSATT = "avgjort", "neste_sak", "utsatt"
UNDER_BEHANDLING, TRUKKET = "under_behandling", "trukket"


@dataclass
class Telling:
    """`nye` are received since the last case, `fra_for` lay there when it was made: together the sum of `hvor`, which is
    where they are on the date of this case (`AVGJORT` are the rows of its table)."""

    nye: int = 0
    fra_for: int = 0
    hvor: Counter = field(default_factory=Counter)


def forrige(sak: MbuSak) -> MbuSak | None:
    """The case that was sent before this one; of a correction, before the one that it corrects."""
    while sak.retter:
        sak = sak.retter
    sendte = MbuSak.objects.filter(kommune_id=sak.kommune_id, status=MbuSak.Status.SENDT, retter=None)
    tidligere = Q(per_dato__lt=sak.per_dato) | Q(per_dato=sak.per_dato, opprettet__lt=sak.opprettet)
    return sendte.filter(tidligere).order_by("-per_dato", "-opprettet").first()


def tell(sak: MbuSak) -> Telling:
    """Every application that was sent by the date of the case and that no other case has told the end of."""
    sist = forrige(sak)
    egne = set(sak.rader.values_list("soknad", flat=True))
    ikke_med = set(avgjorte_uten_sak(sak.kommune_id, sak.per_dato).values_list("pk", flat=True))
    soknader = Soknad.objects.filter(Q(pk__in=egne) | Q(mbu_rader=None), kommune_id=sak.kommune_id, sendt__isnull=False)
    soknader = list(soknader.exclude(status=Soknad.Status.UTKAST).only("status", "sendt").distinct())
    dager = _dager(soknader)
    telling = Telling()
    for soknad in soknader:
        dag = dager[soknad.pk]
        mottatt = dag.get("soknad.sendt") or timezone.localdate(soknad.sendt)
        trukket = dag.get("soknad.trukket", mottatt) if soknad.status == Soknad.Status.TRUKKET else None
        if mottatt > sak.per_dato or (sist and trukket and trukket <= sist.per_dato):
            continue
        telling.hvor[_hvor(soknad, sak, egne, ikke_med, trukket, dag.get("soknad.utsatt"))] += 1
        if sist and mottatt <= sist.per_dato:
            telling.fra_for += 1
        else:
            telling.nye += 1
    return telling


def _hvor(soknad, sak, egne, ikke_med, trukket: dt.date | None, utsatt: dt.date | None):
    """Where the application is on the date of the case."""
    if soknad.pk in egne:
        return AVGJORT
    if soknad.pk in ikke_med:
        return NESTE_SAK
    if trukket and trukket <= sak.per_dato:
        return TRUKKET
    return UTSATT if utsatt and utsatt <= sak.per_dato else UNDER_BEHANDLING


def _dager(soknader):
    """Application → event → the day: of what was sent the first time, of the rest the last."""
    rader = (
        Hendelse.objects.filter(
            innholdstype=ContentType.objects.get_for_model(Soknad),
            objekt_id__in=[soknad.pk for soknad in soknader],
            handling__in=("soknad.sendt", "soknad.trukket", "soknad.utsatt"),
        )
        .order_by()
        .values_list("objekt_id", "handling")
        .annotate(forst=Min("tidspunkt"), sist=Max("tidspunkt"))
    )
    dager = defaultdict(dict)
    for pk, handling, forst, sist in rader:
        dager[pk][handling] = timezone.localdate(forst if handling == "soknad.sendt" else sist)
    return dager
