"""What a kommune starts its evaluations with: `innhold/`, plain data."""

from pathlib import Path

from django.db import transaction

from evaluering.models import Evalueringsregel, Nivaastandard, Skjema, Skjemaversjon, Sporsmal
from kompetanse.felles.innhold import les

INNHOLD = Path(__file__).resolve().parent / "innhold"
# What a scale runs between where a question says nothing else.
ENIG = {"valg": ["Helt uenig", "Helt enig"], "valg_nn": ["Heilt ueinig", "Heilt einig"]}


@transaction.atomic
def opprett_standardevaluering() -> None:
    """Give the kommune within whose wall this runs the forms, defaults and rules that others start with."""
    skjemaer = {skjema["navn"]: _opprett_skjema(**skjema) for skjema in les(INNHOLD, "skjemaer")["skjema"]}
    innhold = les(INNHOLD, "nivaaer")
    Nivaastandard.objects.bulk_create(
        Nivaastandard(**rad | {"skjema": skjemaer.get(rad.get("skjema"))}) for rad in innhold["niva"]
    )
    Evalueringsregel.objects.bulk_create(Evalueringsregel(**rad) for rad in innhold["regel"])


def _opprett_skjema(*, sporsmal, **felt):
    skjema = Skjema.objects.create(**felt)
    versjon = Skjemaversjon.objects.create(skjema=skjema)
    Sporsmal.objects.bulk_create(
        Sporsmal(**(ENIG if rad.get("slag", "skala") == "skala" else {}) | rad, versjon=versjon, rekkefolge=10 * plass)
        for plass, rad in enumerate(sporsmal, start=1)
    )
    return skjema
