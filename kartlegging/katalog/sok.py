"""Finding a competence of the catalogue by what people call it: its name, a synonym or a code."""

import re
from functools import reduce
from operator import and_

from django.contrib.postgres.search import SearchQuery, SearchVector, SearchVectorExact, TrigramWordSimilarity
from django.db.models import Case, Exists, Func, OuterRef, Q, QuerySet, Subquery, TextField, Value, When
from django.db.models.functions import Coalesce, Greatest, Lower
from django.db.models.lookups import Contains

from kartlegging.models import Kompetanse, Synonym
from kompetanse.organisasjon.sok import ryddet
from kompetanse.organisasjon.trevisning import NbSort

NAER_NOK = 0.45
SPRAAK = "norwegian"
FRA, TIL = "æøåäöéèüô", "eoaaoeeuo"
# The end of a word, which the first half of «brann- og redningsvesen» is not.
SLUTT = r"(?![\w-])"
BRETTES = str.maketrans(FRA, TIL)


def finn_kompetanser(uttrykk: str, blant: QuerySet[Kompetanse] | None = None) -> QuerySet[Kompetanse]:
    """Of these competences (those in use), the ones with every word of what was typed, also in another form of the word
    or as a code; when there are none, the nearest spellings first.

    The catalogue is some thousand rows behind the kommune wall, where no text index serves: it is read as it is.
    """
    treff = ordtreff(uttrykk, blant)
    return treff if treff.exists() else naermeste(uttrykk, blant)


def ordtreff(uttrykk: str, blant: QuerySet[Kompetanse] | None = None) -> QuerySet[Kompetanse]:
    """Those with every word of what was typed, those that are called so first (see `_rang`); all when that was nothing
    that shows."""
    uttrykk, treff = ryddet(uttrykk), _i_bruk(blant)
    for ord_ in uttrykk.split():
        treff = treff.filter(_har(ord_))
    return treff.annotate(rang=_rang(uttrykk) if uttrykk else Value(0)).order_by("rang", NbSort("navn"), "pk")


def naermeste(
    uttrykk: str, blant: QuerySet[Kompetanse] | None = None, naer_nok: float = NAER_NOK
) -> QuerySet[Kompetanse]:
    """Those that are spelt nearly like it, the nearest (`likhet`) first, and of those as near the one whose name it is;
    æ, ø and å may be written as e, o and a."""
    soek = brettet(ryddet(uttrykk))
    synonymer = Synonym.objects.annotate(likhet=_likhet("ord", soek)).filter(likhet__gte=naer_nok)
    beste = synonymer.filter(kompetanse=OuterRef("pk")).order_by("-likhet").values("likhet")[:1]
    # Each word is compared once: only of what is found is it asked how near it is in all.
    navn = _i_bruk(blant).annotate(navnelikhet=_likhet("navn", soek))
    naer = navn.filter(Q(navnelikhet__gte=naer_nok) | Q(pk__in=synonymer.order_by().values("kompetanse")))
    naer = naer.annotate(likhet=Greatest("navnelikhet", Coalesce(Subquery(beste), 0.0)))
    return naer.order_by("-likhet", "-navnelikhet", NbSort("navn"), "pk")


def _likhet(felt, soek):
    """How near the nearest word of the field is to it, 0–1; all the way when it stands within one."""
    tekst = _Brettet(Lower(felt))
    return Case(When(Contains(tekst, Value(soek)), then=Value(1.0)), default=TrigramWordSimilarity(Value(soek), tekst))


def brettet(tekst: str) -> str:
    """In lower case, and without the letters that are hard to find on a keyboard."""
    return tekst.lower().translate(BRETTES)


def _i_bruk(blant):
    return Kompetanse.objects.i_bruk() if blant is None else blant


class _Brettet(Func):
    """As `brettet`, of a text in lower case."""

    function = "translate"
    template = f"%(function)s(%(expressions)s, '{FRA}', '{TIL}')"
    output_field = TextField()


def _rang(uttrykk):
    """The order of the hits: the name is it, begins with it as a word, has it as words, begins with it, has words that
    do; it is another word for it; the name has it inflected or within a word; the rest by a synonym or a code."""
    hele, ordene = re.escape(uttrykk), [re.escape(ord_) for ord_ in uttrykk.split()]
    trinn = (
        Q(navn__iexact=uttrykk),
        Q(navn__iregex=f"^{hele}{SLUTT}"),
        _alle(Q(navn__iregex=rf"\m{ord_}{SLUTT}") for ord_ in ordene),
        Q(navn__istartswith=uttrykk),
        _alle(Q(navn__iregex=rf"\m{ord_}") for ord_ in ordene),
        Exists(Synonym.objects.filter(kompetanse=OuterRef("pk"), ord__iexact=uttrykk)),
        _alle(_ordet_i("navn", ord_) for ord_ in uttrykk.split()),
    )
    rekkefolge = [When(vilkaar, then=Value(nummer)) for nummer, vilkaar in enumerate(trinn)]
    return Case(*rekkefolge, default=Value(len(trinn)))


def _alle(vilkaar):
    return reduce(and_, vilkaar, Q())


def _har(ord_):
    """The word stands in the name or a synonym as it is or inflected, or is one of the codes."""
    synonymer = Synonym.objects.filter(_ordet_i("ord", ord_), kompetanse=OuterRef("pk"))
    return _ordet_i("navn", ord_) | Q(styrk__icontains=ord_) | Q(esco_uri__iendswith=ord_) | Exists(synonymer)


def _ordet_i(felt, ord_):
    """The field has the word as it is, also within another, or inflected."""
    vektor, boyd = SearchVector(felt, config=SPRAAK), SearchQuery(ord_, config=SPRAAK)
    return Q(**{f"{felt}__icontains": ord_}) | Q(SearchVectorExact(vektor, boyd))
