"""The table of a case to MBU: which applications it holds, in which order, and what the columns say."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from kompetanse.organisasjon.models import Kommune
from soknader.models import Budsjettlinje, MbuRad, MbuSak, Soknad
from soknader.sak.brev import vedtak_som_skal_ha_brev


def avgjorte_uten_sak(kommune_id: int, per_dato: dt.date | None = None) -> QuerySet[Soknad]:
    """Decided applications, up to and with a date (today), that no case to the board holds; oldest number first.

    What a meeting decides may be changed until it is closed, and is told after that.
    """
    return (
        Soknad.objects.filter(
            kommune_id=kommune_id,
            status__in=Soknad.Status.avgjorte(),
            avgjort__date__lte=per_dato or timezone.localdate(),
            mbu_rader__isnull=True,
            vedtak__in=vedtak_som_skal_ha_brev(),
        )
        .select_related("avdeling", "enhet")
        .prefetch_related("soknadsenheter", "budsjett")
        .order_by("nummeraar", "lopenummer")
    )


def aarene(sak: MbuSak) -> list[int]:
    """The years of the money that the table is about; without rows the year of the case's date."""
    aar = sak.rader.order_by("soknad__aar").values_list("soknad__aar", flat=True).distinct()
    return list(aar) or [sak.per_dato.year]


def laas_mbusakene(kommune_id: int) -> Kommune:
    """One collection or numbering at a time: no application comes into two drafts, no number is given twice."""
    return Kommune.objects.select_for_update().get(pk=kommune_id)


def hent(sak: MbuSak) -> None:
    """Let the table hold what is decided up to the case's date: drop rows decided later, add new ones last.

    Rows that are there keep their words. Needs the lock of the kommune.
    """
    sak.rader.filter(soknad__avgjort__date__gt=sak.per_dato).delete()
    with translation.override(sak.kommune.malform):
        nye = [_rad(sak, soknad) for soknad in avgjorte_uten_sak(sak.kommune_id, sak.per_dato)]
    rader = list(sak.rader.all())
    for nr, rad in enumerate(nye, start=max((rad.nr for rad in rader), default=0) + 1):
        rad.nr = nr
    nummerer([*rader, *MbuRad.objects.bulk_create(nye)])


def kopier(fra: MbuSak, til: MbuSak) -> None:
    """The same rows in another case."""
    rader = [MbuRad(kommune_id=til.kommune_id, sak=til, soknad_id=rad.soknad_id, nr=rad.nr) for rad in fra.rader.all()]
    for ny, rad in zip(rader, fra.rader.all(), strict=True):
        for kolonne in MbuRad.KOLONNER:
            setattr(ny, kolonne, getattr(rad, kolonne))
    MbuRad.objects.bulk_create(rader)


def nummerer(rader: Iterable[MbuRad]) -> None:
    """Number the rows from one without holes, in the order given."""
    endret = [(nr, rad) for nr, rad in enumerate(rader, start=1) if rad.nr != nr]
    for nr, rad in endret:
        rad.nr = nr
    MbuRad.objects.bulk_update([rad for _nr, rad in endret], ["nr"])


def flytt(rad: MbuRad, *, ned: bool) -> None:
    """Swap the row with the one below or above it; the first cannot go up, nor the last down."""
    rader = list(rad.sak.rader.all())
    fra = rader.index(rad)
    til = fra + (1 if ned else -1)
    if 0 <= til < len(rader):
        rader[fra], rader[til] = rader[til], rader[fra]
        nummerer(rader)


def _rad(sak, soknad):
    """The columns of the table, as the application says them."""
    return MbuRad(
        kommune_id=sak.kommune_id,
        sak=sak,
        soknad=soknad,
        avdeling=soknad.avdeling_visning,
        seksjon=str(soknad.seksjoner_visning)[:500],
        kompetanseomraade=soknad.tittel,
        beskrivelse=soknad.beskrivelse,
        antall_deltakere=soknad.deltakere_visning,
        belop=soknad.soknadsbelop,
        kostnad_merknad=_mva_merknad(soknad),
        maalgruppe=str(soknad.maalgruppe_visning),
    )


def _mva_merknad(soknad):
    """«eks. mva.» or «inkl. mva.» when that holds for every budget line, else nothing."""
    slag = {linje.mva for linje in soknad.budsjett.all()}
    if slag == {Budsjettlinje.Mva.UTEN}:
        return _("eks. mva.")
    return _("inkl. mva.") if slag == {Budsjettlinje.Mva.MED} else ""
