"""Finding units and people by name: what was typed first, and the nearest spellings when nothing is called that."""

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import Q, Value
from django.db.models.functions import Concat, Lower
from django.utils import timezone

from kompetanse.organisasjon.models import Enhetsperiode
from kompetanse.organisasjon.trevisning import NbSort

NEAR_ENOUGH = 0.45
MAX_LENGTH = 100


def ryddet(uttrykk):
    """What was typed, without control characters and at a sane length."""
    return "".join(tegn for tegn in uttrykk if tegn.isprintable()).strip()[:MAX_LENGTH]


def finn_enheter(kommune_id, uttrykk, dato=None):
    """Units of a date (today) by name or code, as periods with `enhet` and `forelder`. One or two statements."""
    dato = dato or timezone.localdate()
    perioder = Enhetsperiode.objects.filter(
        Q(til__isnull=True) | Q(til__gte=dato), kommune_id=kommune_id, fra__lte=dato
    ).select_related("enhet", "forelder")
    uttrykk = ryddet(uttrykk)
    treff = perioder.filter(Q(navn__icontains=uttrykk) | Q(enhet__kode__iexact=uttrykk))
    if treff.exists():
        return treff.order_by(NbSort("navn"), "enhet__path")
    naer = perioder.annotate(likhet=TrigramWordSimilarity(Value(uttrykk.lower()), Lower("navn")))
    return naer.filter(likhet__gte=NEAR_ENOUGH).order_by("-likhet", NbSort("navn"))


def finn_personer(personer, uttrykk):
    """Narrow a queryset of people by name, e-mail or employee number; misspelt names find the nearest."""
    navn = Concat("fornavn", Value(" "), "etternavn")
    uttrykk = " ".join(ryddet(uttrykk).split())
    treff = personer.annotate(navn=navn).filter(
        Q(navn__icontains=uttrykk) | Q(epost__istartswith=uttrykk) | Q(ansattnummer=uttrykk)
    )
    if treff.exists():
        return treff.order_by(*etter_navn())
    naer = personer.annotate(likhet=TrigramWordSimilarity(Value(uttrykk.lower()), Lower(navn)))
    return naer.filter(likhet__gte=NEAR_ENOUGH).order_by("-likhet", *etter_navn())


def etter_navn(prefiks=""):
    """Norwegian order of people: surname, first name."""
    return NbSort(f"{prefiks}etternavn"), NbSort(f"{prefiks}fornavn"), f"{prefiks}pk"
