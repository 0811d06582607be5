"""The filter of the lists of breaks."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy

from kompetanse.felles.fields import TekstField
from kompetanse.felles.skjema import Listefilter


class Bruddfilter(Listefilter):
    q = TekstField(label=gettext_lazy("Søk"), max_length=100, required=False)

    def avgrens(self, rader: QuerySet) -> QuerySet:
        """Those whose name, or whose unit's, holds what was typed."""
        ord_ = self.valgt("q")
        return rader.filter(Q(navn__icontains=ord_) | Q(plan__enhet__navn__icontains=ord_)) if ord_ else rader
