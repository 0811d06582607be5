"""Counting what was answered anonymously: once, as the collection closes, and never for fewer than may be shown."""

from collections import Counter

from evaluering.models import Evalueringsoppsett, Innsamling, Opptelling, Sporsmal, Svar
from evaluering.svar.sporreskjema import SKALA

Slag = Sporsmal.Slag
# Whatever the kommune has set.
ALDRI_FAERRE = 3


def minste_antall(oppsett: Evalueringsoppsett | None = None) -> int:
    """Results are shown from so many answers. Reads what the kommune has decided, unless that is given."""
    return max((oppsett or Evalueringsoppsett.for_kommunen()).minste_svar, ALDRI_FAERRE)


def tell(innsamling: Innsamling) -> int:
    """Count a collection that is locked to be closed, and destroy the answers one by one. Returns how many there were.

    Of fewer than may be shown nothing is kept: not even a lower limit set later shows them.
    """
    alle = list(Svar.objects.filter(innsamling=innsamling).values_list("verdier", flat=True))
    Svar.objects.filter(innsamling=innsamling).delete()
    if len(alle) >= (minste := minste_antall()):
        talt = [_tell_en(innsamling, ett, alle) for ett in innsamling.versjon.sporsmal.all()]
        Opptelling.objects.bulk_create(ett for ett in talt if ett.sporsmal.slag == Slag.TEKST or ett.antall >= minste)
    return len(alle)


def _tell_en(innsamling, sporsmal, alle):
    nokkel = str(sporsmal.pk)
    svar = [verdier[nokkel] for verdier in alle if nokkel in verdier]
    fordeling = FORDELING[sporsmal.slag](sporsmal, svar)
    return Opptelling(innsamling=innsamling, sporsmal=sporsmal, antall=len(svar), fordeling=fordeling)


def _antall_av_hver(mulige, svar):
    talt = Counter(svar)
    return {str(verdi): talt[verdi] for verdi in mulige}


FORDELING = {
    Slag.SKALA: lambda sporsmal, svar: _antall_av_hver(SKALA, svar),
    Slag.VALG: lambda sporsmal, svar: _antall_av_hver(range(len(sporsmal.valg)), svar),
    # In an order of their own, which says nothing of the order they came in.
    Slag.TALL: lambda sporsmal, svar: sorted(svar, key=float),
    Slag.TEKST: lambda sporsmal, svar: sorted(svar),
}
