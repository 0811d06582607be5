"""Whom kompetansedager are held against: each who works in the kommune on a day, once, in the main position."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable

from django.db.models import Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Left

from kompetanse.organisasjon.models import Enhet, Stilling
from kompetanse.organisasjon.models.enhet import sti_innenfor

KATEGORI = "kategorien__kategori_id"


def hovedstillinger(dag: dt.date) -> QuerySet[Stilling]:
    """One position of each person: the main one, else the largest, else the oldest."""
    like_stor = {"hovedstilling": OuterRef("hovedstilling"), "prosent": OuterRef("prosent")}
    gaar_foran = (
        Q(hovedstilling__gt=OuterRef("hovedstilling"))
        | Q(hovedstilling=OuterRef("hovedstilling"), prosent__gt=OuterRef("prosent"))
        | Q(**like_stor, fra__lt=OuterRef("fra"))
        | Q(**like_stor, fra=OuterRef("fra"), pk__lt=OuterRef("pk"))
    )
    stillinger = Stilling.objects.gjeldende(dag).order_by()
    # Nothing is sorted, and the few who have several are found by their person.
    return stillinger.exclude(Exists(stillinger.filter(gaar_foran, person=OuterRef("person"))))


def ansatte_per(
    dag: dt.date, *etter: str, enhet: Enhet, personer: Iterable[int] | None = None, med_kategori: bool = True
) -> Counter:
    """How many there are on a day in `enhet` and below it, by what is asked for, as tuples of: `under` (as in
    `Dagtelling.per`), `enhet` (id), `person` (id) and `kategori` (id; None without one, and of all when nobody needs to
    know). One statement."""
    uttrykk = {
        "under": Left("enhet__path", len(enhet.path) + Enhet.steplen),
        "enhet": F("enhet_id"),
        "person": F("person_id"),
        "kategori": F(KATEGORI) if med_kategori else Value(None, output_field=IntegerField()),
    }
    stillinger = hovedstillinger(dag).filter(sti_innenfor(enhet.path, "enhet__path"))
    if personer is not None:
        stillinger = hovedstillinger(dag).filter(person__in=personer)
    felt = {f"etter_{navn}": uttrykk[navn] for navn in etter}
    antall = stillinger.annotate(**felt).values_list(*felt).annotate(antall=Count("pk"))
    return Counter({tuple(nokkel): ett for *nokkel, ett in antall})
