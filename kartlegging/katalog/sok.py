"""Finding a competence of the catalogue by what people call it: its name, a synonym or a code."""

from django.contrib.postgres.search import SearchQuery, SearchVector, TrigramWordSimilarity
from django.db.models import Exists, Func, Max, OuterRef, Q, QuerySet, TextField, Value
from django.db.models.functions import Coalesce, Greatest, Lower

from kartlegging.models import Kompetanse, Synonym
from kompetanse.organisasjon.sok import ryddet
from kompetanse.organisasjon.trevisning import NbSort

NAER_NOK = 0.45
SPRAAK = "norwegian"
FRA, TIL = "æøåäöéèüô", "eoaaoeeuo"
BRETTES = str.maketrans(FRA, TIL)


def finn_kompetanser(uttrykk: str, blant: QuerySet[Kompetanse] | None = None) -> QuerySet[Kompetanse]:
    """Of these competences (those in use), the ones with every word of what was typed, also in another form of the word
    or as a code; when there are none, the nearest spellings first.

    The catalogue is some thousand rows behind the kommune wall, where no text index serves: it is read as it is.
    """
    treff = ordtreff(uttrykk, blant)
    return treff if treff.exists() else naermeste(uttrykk, blant)


def ordtreff(uttrykk: str, blant: QuerySet[Kompetanse] | None = None) -> QuerySet[Kompetanse]:
    """Those with every word of what was typed."""
    uttrykk, treff = ryddet(uttrykk), _i_bruk(blant)
    for ord_ in uttrykk.split():
        treff = treff.filter(_har(ord_))
    return treff.annotate(foerst=Q(navn__istartswith=uttrykk)).order_by("-foerst", NbSort("navn"), "pk")


def naermeste(
    uttrykk: str, blant: QuerySet[Kompetanse] | None = None, naer_nok: float = NAER_NOK
) -> QuerySet[Kompetanse]:
    """Those that are spelt nearly like it, the nearest (`likhet`) first; æ, ø and å may be written as e, o and a."""
    soek = Value(brettet(ryddet(uttrykk)))
    naer = _i_bruk(blant).annotate(
        likhet=Greatest(
            TrigramWordSimilarity(soek, _Brettet(Lower("navn"))),
            Coalesce(Max(TrigramWordSimilarity(soek, _Brettet(Lower("synonymer__ord")))), 0.0),
        )
    )
    return naer.filter(likhet__gte=naer_nok).order_by("-likhet", NbSort("navn"), "pk")


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


def _har(ord_):
    """The word stands in the name or a synonym as it is or inflected, or is one of the codes."""
    boyd = SearchQuery(ord_, config=SPRAAK)
    synonymer = Synonym.objects.filter(kompetanse=OuterRef("pk")).alias(soek=SearchVector("ord", config=SPRAAK))
    i_navnet = Q(
        pk__in=Kompetanse.objects.alias(soek=SearchVector("navn", config=SPRAAK)).filter(soek=boyd).values("pk")
    )
    koder = Q(styrk__icontains=ord_) | Q(esco_uri__iendswith=ord_)
    return Q(navn__icontains=ord_) | i_navnet | koder | Exists(synonymer.filter(Q(ord__icontains=ord_) | Q(soek=boyd)))
