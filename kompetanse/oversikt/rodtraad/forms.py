"""The filter of the lists of breaks."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy

from kompetanse.felles.fields import TekstField
from kompetanse.felles.skjema import Listefilter


class Bruddfilter(Listefilter):
    q = TekstField(label=gettext_lazy("Søk"), max_length=100, required=False)

    def avgrens(self, rader: QuerySet, *felt: str) -> QuerySet:
        """Those that hold what was typed in one of these fields."""
        ord_ = self.valgt("q")
        return rader.filter(Q(*((f"{ett}__icontains", ord_) for ett in felt), _connector=Q.OR)) if ord_ else rader
