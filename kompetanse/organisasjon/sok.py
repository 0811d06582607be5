"""Finding units and people by name: what was typed first, and the nearest spellings when nothing is called that."""

import datetime as dt
import re
from functools import reduce
from operator import or_

from django.contrib.postgres.search import TrigramSimilarity, TrigramWordSimilarity
from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Concat, Lower
from django.db.models.lookups import GreaterThanOrEqual
from django.utils import timezone
from django.utils.translation import gettext as _

from kompetanse.felles.sok import PER_GRUPPE, Treff
from kompetanse.felles.vegg import gjeldende_kommune_id
from kompetanse.organisasjon.models import Bruker, Enhetsperiode, Navneord, Person
from kompetanse.organisasjon.trevisning import NbSort

NEAR_ENOUGH = 0.45
MAX_LENGTH = 100
SKILLE = re.compile(r"[\s,;()]+")  # as the database parts a name into words (migration 0007)
SISTE_TEGN = "\U0010ffff"


def finn(uttrykk: str, bruker: Bruker) -> list[tuple[str, list[Treff]]]:
    """What the search across everything finds here, as (heading, hits): units, and the people that the user may see."""
    perioder = finn_enheter(bruker.kommune_id, uttrykk)[:PER_GRUPPE]
    folk = finn_personer(Person.objects.visible_to(bruker), uttrykk)[:PER_GRUPPE]
    return [
        (_("Enheter"), [Treff(periode.navn, "", periode.enhet.get_absolute_url()) for periode in perioder]),
        (_("Personer"), [Treff(str(person), person.epost, person.get_absolute_url()) for person in folk]),
    ]


def ryddet(uttrykk: str) -> str:
    """What was typed, without control characters and at a sane length."""
    return "".join(tegn for tegn in uttrykk if tegn.isprintable()).strip()[:MAX_LENGTH]


def finn_enheter(kommune_id: int, uttrykk: str, dato: dt.date | None = None) -> QuerySet:
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


def finn_personer(personer: QuerySet[Person], uttrykk: str) -> QuerySet[Person]:
    """Narrow a queryset of people to those with every word of what was typed (see `navnetreff`); when there are none,
    to those with nearly such a word, the nearest name first."""
    uttrykk = ryddet(uttrykk)
    treff = personer.filter(pk__in=navnetreff(uttrykk))
    if treff.exists():
        return treff.order_by(*etter_navn())
    navn = Lower(Concat("fornavn", Value(" "), "etternavn"))
    naer = personer.filter(pk__in=_nesten(uttrykk)).annotate(likhet=TrigramWordSimilarity(uttrykk.lower(), navn))
    return naer.order_by("-likhet", *etter_navn())


def navnetreff(uttrykk: str) -> QuerySet:
    """Keys of the people in the kommune who have, for each word of `uttrykk`, a word that begins with it: of the names
    in any order, the e-mail or the employee number. The one answer to «who is called this?»; nobody, when it is empty."""
    treff = Navneord.objects.none()
    for nummer, ord_ in enumerate(_ord(uttrykk)):
        personer = {"person__in": treff.values("person")} if nummer else {}
        treff = Navneord.objects.filter(_begynner_med(ord_), kommune_id=gjeldende_kommune_id(), **personer)
    return treff.values("person")


def _nesten(uttrykk):
    """Keys of the people who have a word that begins with the same letter as one of these, and is nearly the same."""
    vilkaar = [
        _begynner_med(ord_[0]) & Q(GreaterThanOrEqual(TrigramSimilarity("ord", NbSort(Value(ord_))), NEAR_ENOUGH))
        for ord_ in _ord(uttrykk)
    ]
    navneord = Navneord.objects.filter(kommune_id=gjeldende_kommune_id())
    return navneord.filter(reduce(or_, vilkaar, Q(pk__in=[]))).values("person")


def _begynner_med(ord_):
    """The words from `ord_` on, as far as they begin with it. An «a» at the end may be half of «aa», that is «å»."""
    slutter = [ord_, f"{ord_}a"] if ord_.lower().endswith("a") else [ord_]
    omraader = [Q(ord__gte=NbSort(Value(fra)), ord__lt=NbSort(Value(fra + SISTE_TEGN))) for fra in slutter]
    return reduce(or_, omraader)


def _ord(uttrykk):
    return [ord_ for ord_ in SKILLE.split(uttrykk) if ord_]


def etter_navn(prefiks: str = "") -> tuple:
    """Norwegian order of people: surname, first name."""
    return NbSort(f"{prefiks}etternavn"), NbSort(f"{prefiks}fornavn"), f"{prefiks}pk"
