"""The cases behind each number of a frame: the same rows that `regnskap` adds up."""

from django.db.models import F, Q, QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from soknader.models import Oremerking, Postering, Ramme, Soknad

FRI = "fri"
TALL = {
    "innvilget": _("Innvilget"),
    "brukt": _("Brukt"),
    "bundet": _("Innvilget, ikke rapportert"),
    "tilbakefort": _("Tilbakeført"),
    "omsokt": _("Søkt om, ikke avgjort"),
}


def saker_bak(soknader: QuerySet[Soknad], ramme: Ramme, tall: str, pott: str = "") -> QuerySet[Soknad]:
    """Those of `soknader` that make up one number, each with its part as `belop`, the largest first.

    `tall` is a key of TALL; `pott` the id of an earmark, `fri` for the free part, or empty for all.
    """
    velg = _omsokte if tall == "omsokt" else _med_posteringer
    return velg(soknader, ramme, tall, pott).order_by("-belop", "pk")


def _omsokte(soknader, ramme, _tall, pott):
    saker = soknader.omsokte().filter(aar=ramme.aar).annotate(belop=F("soknadsbelop"))
    if pott == FRI:
        oremerkede = Oremerking.objects.filter(ramme=ramme).values("satsingsomraade")
        return saker.filter(Q(satsingsomraade=None) | ~Q(satsingsomraade__in=oremerkede))
    if pott:
        return saker.filter(satsingsomraade__in=Oremerking.objects.filter(pk=pott).values("satsingsomraade"))
    return saker


def _med_posteringer(soknader, ramme, tall, pott):
    posteringer = Q(posteringer__ramme=ramme)
    if pott:
        posteringer &= Q(posteringer__oremerking=None if pott == FRI else pott)
    if tall == "innvilget":
        posteringer &= Q(posteringer__type__in=Postering.Type.innvilgelser())
    elif tall == "tilbakefort":
        posteringer &= Q(posteringer__type__in=Postering.Type.tilbakeforinger())
    else:
        posteringer &= Q(sluttrapport__isnull=tall == "bundet")
    belop = Sum("posteringer__belop")
    saker = soknader.filter(posteringer).annotate(belop=-belop if tall == "tilbakefort" else belop)
    return saker.exclude(belop=0)
