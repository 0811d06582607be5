"""Finding a competence of the catalogue by what people call it: its name or a synonym, and the nearest spelling."""

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import Exists, Max, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce, Greatest, Lower

from kartlegging.models import Kompetanse, Synonym
from kompetanse.organisasjon.sok import ryddet
from kompetanse.organisasjon.trevisning import NbSort

NAER_NOK = 0.45


def finn_kompetanser(uttrykk: str) -> QuerySet[Kompetanse]:
    """Competences in use with every word of what was typed; when there are none, the nearest spellings first.

    The catalogue is some thousand rows behind the kommune wall, where no text index serves: it is read as it is.
    """
    uttrykk, alle = ryddet(uttrykk), Kompetanse.objects.i_bruk()
    treff = alle
    for ord in uttrykk.split():
        synonym = Synonym.objects.filter(kompetanse=OuterRef("pk"), ord__icontains=ord)
        treff = treff.filter(Q(navn__icontains=ord) | Exists(synonym))
    if treff.exists():
        return treff.annotate(foerst=Q(navn__istartswith=uttrykk)).order_by("-foerst", NbSort("navn"))
    soek = Value(uttrykk.lower())
    naer = alle.annotate(
        likhet=Greatest(
            TrigramWordSimilarity(soek, Lower("navn")),
            Coalesce(Max(TrigramWordSimilarity(soek, Lower("synonymer__ord"))), 0.0),
        )
    )
    return naer.filter(likhet__gte=NAER_NOK).order_by("-likhet", NbSort("navn"))
