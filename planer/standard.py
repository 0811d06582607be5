"""The words, sections and questions that a kommune starts its plans with: `innhold/`, plain data."""

import tomllib
from functools import cache
from pathlib import Path

from django.db import transaction

from planer.models import Listeverdi, Refleksjonssporsmaal, Seksjonsmal, Vedtaksorgan, Visning, Visningskolonne

INNHOLD = Path(__file__).resolve().parent / "innhold"


@cache
def les(navn: str) -> dict:
    """One file of `innhold/`, by its name without ending."""
    return tomllib.loads((INNHOLD / f"{navn}.toml").read_text(encoding="utf-8"))


@transaction.atomic
def opprett_standardplan() -> None:
    """Give the kommune within whose wall this runs the words, sections and questions that others start with."""
    Listeverdi.objects.bulk_create(
        Listeverdi(liste=liste, kode=kode, navn=navn, rekkefolge=10 * plass)
        for liste, verdier in les("lister").items()
        for plass, (kode, navn) in enumerate(verdier.items(), start=1)
    )
    mal = les("mal")
    Seksjonsmal.objects.bulk_create(
        Seksjonsmal(**seksjon, rekkefolge=10 * plass) for plass, seksjon in enumerate(mal["seksjon"], start=1)
    )
    Refleksjonssporsmaal.objects.bulk_create(
        Refleksjonssporsmaal(**ett, rekkefolge=10 * plass) for plass, ett in enumerate(mal["sporsmaal"], start=1)
    )
    Vedtaksorgan.objects.bulk_create(
        Vedtaksorgan(nivaa=nivaa, **organ) for nivaa, organ in les("vedtak")["organ"].items()
    )
    _opprett_visninger()


def _opprett_visninger():
    for plass, visning in enumerate(les("handlingsplan")["visning"], start=1):
        ny = Visning.objects.create(navn=visning["navn"], rekkefolge=10 * plass)
        Visningskolonne.objects.bulk_create(
            Visningskolonne(visning=ny, innhold=innhold, overskrift=overskrift, rekkefolge=10 * nummer)
            for nummer, (innhold, overskrift) in enumerate(visning["kolonner"], start=1)
        )
