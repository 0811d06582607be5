"""What similar applications have given: of the same priority area or the same competence of the catalogue, in the last three
years, granted and evaluated (handbook 10). What was learnt is read from the measure that got the money.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db.models import QuerySet

from kompetanse.organisasjon.models import Bruker
from planer.models import Tiltak
from planer.tiltak.laerdom import SISTE_AAR, Laerdom, laerdom
from soknader.models import Soknad

VISES = 3


def lignende(soknad: Soknad, bruker: Bruker | None = None) -> list[Laerdom]:
    """What those like this one have taught, newest first; with the address of the report for a reader who may open it."""
    return lignende_for([soknad], bruker).get(soknad.pk, [])


def lignende_for(soknader: Iterable[Soknad], bruker: Bruker | None = None) -> dict[int, list[Laerdom]]:
    """Application → what those like it have taught. Three statements, or one where nothing has been evaluated."""
    soknader = list(soknader)
    tidligere = list(_evaluerte(soknader)) if soknader else []
    if not tidligere:
        return {}
    kjennetegn = _kjennetegn({ett.tiltak_id for ett in (*soknader, *tidligere)})
    like = {ett.pk: _tiltak_som_ligner(ett, tidligere, kjennetegn) for ett in soknader}
    vist = {nokkel for nokler in like.values() for nokkel in nokler}
    hentet = Tiltak.objects.select_related("plan__enhet").in_bulk(vist) if vist else {}
    return {pk: [laerdom(hentet[nokkel], bruker) for nokkel in nokler] for pk, nokler in like.items()}


def _evaluerte(soknader: Sequence[Soknad]) -> QuerySet[Soknad]:
    """The grants with an evaluation, of the years that are recent for one of these; the last evaluated first."""
    aarene = [ett.aar for ett in soknader]
    gitt = Soknad.objects.filter(
        kommune_id=soknader[0].kommune_id,
        status__in=Soknad.Status.gitt_penger(),
        tiltak__evaluert__isnull=False,
        aar__range=(min(aarene) - SISTE_AAR, max(aarene)),
    )
    return gitt.only("aar", "tiltak", "satsingsomraade").order_by("-tiltak__evaluert", "-pk")


def _kjennetegn(tiltak: set[int | None]) -> dict[int, set[tuple[str, int]]]:
    """Measure → its priority area, and the competences of its needs."""
    felt = {"satsingsomraade": "omraade", "behov__kompetanse": "kompetanse"}
    samlet = defaultdict(set)
    for nokkel, *verdier in Tiltak.objects.filter(pk__in=tiltak - {None}).order_by().values_list("pk", *felt):
        samlet[nokkel] |= {(slag, verdi) for slag, verdi in zip(felt.values(), verdier, strict=True) if verdi}
    return samlet


def _tiltak_som_ligner(soknad, tidligere, kjennetegn):
    """The measures of the first few that are like it, each once."""
    egne = _av(soknad, kjennetegn)
    like = (
        ett.tiltak_id
        for ett in tidligere
        if ett.pk != soknad.pk and soknad.aar - SISTE_AAR <= ett.aar <= soknad.aar and egne & _av(ett, kjennetegn)
    )
    return list(dict.fromkeys(like))[:VISES]


def _av(soknad, kjennetegn):
    """What an application is known by: its own priority area, and what its measure has."""
    eget = {("omraade", soknad.satsingsomraade_id)} if soknad.satsingsomraade_id else set()
    return eget | kjennetegn.get(soknad.tiltak_id, set())
