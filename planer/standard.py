"""The words, sections and questions that a kommune starts its plans with: `innhold/`, plain data."""

from pathlib import Path

from django.db import transaction

from kompetanse.felles.innhold import les
from kompetanse.organisasjon.models import Enhet, Rolletype
from planer.models import (
    Aarsaktivitet,
    Dagsordenpunkt,
    Forarbeidspunkt,
    Listeverdi,
    Refleksjonssporsmaal,
    Saksdelmal,
    Samtalesporsmaal,
    Seksjonsmal,
    Sjekkpunkt,
    Tilskudd,
    Vedtaksorgan,
    Visning,
    Visningskolonne,
)

INNHOLD = Path(__file__).resolve().parent / "innhold"


@transaction.atomic
def opprett_standardplan() -> None:
    """Give the kommune within whose wall this runs the words, sections and questions that others start with."""
    Listeverdi.objects.bulk_create(
        Listeverdi(liste=liste, kode=kode, navn=navn, rekkefolge=10 * plass)
        for liste, verdier in les(INNHOLD, "lister").items()
        for plass, (kode, navn) in enumerate(verdier.items(), start=1)
    )
    mal, vedtak, drofting = (les(INNHOLD, navn) for navn in ("mal", "vedtak", "drofting"))
    _opprett_i_orden(Seksjonsmal, mal["seksjon"])
    _opprett_i_orden(Refleksjonssporsmaal, mal["sporsmaal"])
    _opprett_i_orden(Saksdelmal, vedtak["saksdel"])
    _opprett_i_orden(Samtalesporsmaal, les(INNHOLD, "samtale")["sporsmaal"])
    _opprett_i_orden(Dagsordenpunkt, drofting["dagsorden"])
    _opprett_i_orden(Forarbeidspunkt, drofting["forarbeid"])
    _opprett_i_orden(Sjekkpunkt, les(INNHOLD, "sjekkliste")["sjekkpunkt"])
    Vedtaksorgan.objects.bulk_create(Vedtaksorgan(nivaa=nivaa, **organ) for nivaa, organ in vedtak["organ"].items())
    _opprett_visninger()
    _opprett_tilskudd()


def _opprett_i_orden(modell, rader):
    modell.objects.bulk_create(modell(**rad, rekkefolge=10 * plass) for plass, rad in enumerate(rader, start=1))


def _opprett_visninger():
    for plass, visning in enumerate(les(INNHOLD, "handlingsplan")["visning"], start=1):
        ny = Visning.objects.create(navn=visning["navn"], rekkefolge=10 * plass)
        Visningskolonne.objects.bulk_create(
            Visningskolonne(visning=ny, innhold=innhold, overskrift=overskrift, rekkefolge=10 * nummer)
            for nummer, (innhold, overskrift) in enumerate(visning["kolonner"], start=1)
        )


@transaction.atomic
def opprett_aarshjul() -> None:
    """Give the kommune within whose wall this runs the yearly wheel that others start with."""
    typer = {rolletype.kode: rolletype for rolletype in Rolletype.objects.all()}
    for felt in les(INNHOLD, "aarshjul")["aktivitet"]:
        roller = [typer[kode] for kode in felt.get("roller", ()) if kode in typer]
        felt = {navn: verdi for navn, verdi in felt.items() if navn != "roller"}
        Aarsaktivitet.objects.create(enhet=Enhet.objects.get(depth=1), **felt).roller.set(roller)


def _opprett_tilskudd():
    """The grants, each with the view of its giver where there is one."""
    visninger = {visning.navn: visning for visning in Visning.objects.all()}
    Tilskudd.objects.bulk_create(
        Tilskudd(
            **{navn: tekst.strip() for navn, tekst in rad.items()} | {"visning": visninger.get(rad.get("visning"))}
        )
        for rad in les(INNHOLD, "tilskudd")["tilskudd"]
    )
