"""Tests: marked as they are answered."""

from decimal import Decimal

from evaluering.models import Innsamling, Metode, Sporsmal

# So large a share of the points is passed; and of what the teacher sees done, all that is put at 4 or 5.
BESTAATT, KLARER_DET = 0.8, 4


def rett(innsamling: Innsamling, verdier: dict) -> dict:
    """Of a written test the points, out of how many, and whether that is passed; of a practical one whether it is. Nothing
    for a form that is no test."""
    sporsmal = innsamling.versjon.sporsmal
    if innsamling.niva.metode == Metode.TEST:
        return _skriftlig(dict(sporsmal.filter(riktig__isnull=False).values_list("pk", "riktig")), verdier)
    if innsamling.niva.metode == Metode.PRAKTISK:
        return _praktisk(
            {str(pk) for pk in sporsmal.filter(slag=Sporsmal.Slag.SKALA).values_list("pk", flat=True)}, verdier
        )
    return {}


def _skriftlig(fasit, verdier):
    if not fasit:
        return {}
    poeng = sum(verdier.get(str(pk)) == riktig for pk, riktig in fasit.items())
    return {"poeng": poeng, "av": len(fasit), "bestaatt": poeng >= BESTAATT * len(fasit)}


def _praktisk(skalaer, verdier):
    sett = [verdi for nokkel, verdi in verdier.items() if nokkel.split(":")[0] in skalaer]
    return {"bestaatt": all(verdi >= KLARER_DET for verdi in sett)} if sett else {}


def av_poeng(poeng: Decimal, av: Decimal) -> dict:
    """Points of a test that was marked elsewhere, as text, and whether that is passed; nothing of nothing."""
    return {"poeng": str(poeng), "av": str(av), "bestaatt": poeng >= Decimal(str(BESTAATT)) * av} if av else {}
