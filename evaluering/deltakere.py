"""Who took part in what is evaluated (handbook 10, «participant»): said by the run, else by the measure, else by a list."""

from django.db.models import Q, QuerySet

from evaluering.models import Evaluering, Evalueringsdeltaker
from kompetanse.organisasjon.models import Person
from kurs.models import Kursplass, Oppmote
from planer.models import Tiltaksdeltaker


def deltakere(evaluering: Evaluering) -> QuerySet[Person]:
    """The participants, each once; also of an evaluation that is not stored yet.

    Of a run, those who were there once attendance has been taken, and until then those who have a place.
    """
    if evaluering.kjoring_id:
        return Person.objects.filter(pk__in=_av_kjoringen(evaluering.kjoring_id))
    navngitte = Tiltaksdeltaker.objects.filter(tiltak=evaluering.tiltak_id).order_by().values("person")
    lagt_til = Evalueringsdeltaker.objects.filter(evaluering=evaluering.pk).order_by().values("person")
    return Person.objects.filter(Q(pk__in=navngitte) | Q(pk__in=lagt_til))


def _av_kjoringen(kjoring_id):
    oppmotte = Oppmote.objects.filter(kursplass__kjoring=kjoring_id, timer__gt=0)
    fullforte = Kursplass.objects.filter(kjoring=kjoring_id, status=Kursplass.Status.FULLFORT)
    if oppmotte.exists() or fullforte.exists():
        return oppmotte.order_by().values("kursplass__person").union(fullforte.order_by().values("person"))
    return Kursplass.objects.filter(kjoring=kjoring_id).med_plass().order_by().values("person")


def antall_deltakere(evaluering: Evaluering) -> int | None:
    """How many took part: those with a name, else the number that the measure was planned for; None when nobody knows."""
    return deltakere(evaluering).count() or (evaluering.tiltak.antall if evaluering.tiltak_id else None)
