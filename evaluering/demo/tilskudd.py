"""What the grants gave, told by those who carried them out."""

import datetime as dt
from collections.abc import Callable
from functools import partial

from evaluering.demo.gang import Gang, Historie
from evaluering.models import Evaluering
from kompetanse.organisasjon.demo.scene import Scene
from kompetanse.organisasjon.models import Person
from planer.models import Tiltaksmidler

DELTAKERE = 14
HISTORIER = (
    Historie(
        (1, 3),
        "Deltakerne bruker metoden når to fra samme sted er med.",
        "gjenta",
        atferd=("Bruker metoden i egne saker",),
    ),
    Historie(
        (1, 3),
        "Én dag er nok til felles ord, men ikke til ny praksis.",
        "endre",
        "Del dagen i to, med en oppgave imellom.",
        atferd=("Bruker de felles begrepene i prosjektene",),
        bruker=3.4,
        ser=2.9,
    ),
    Historie(
        (1,),
        "Kurset passet for nybegynnere, og de erfarne lærte lite.",
        "la_vaere",
        "Tilby heller hospitering for de erfarne.",
        fornoyd=2.9,
    ),
)


def steg(scene: Scene) -> list[tuple[dt.date, Callable[[], None]]]:
    """In the autumn, when the grants of the year have been reported, and before the case to the board."""
    return [
        (dt.date(aar, 11, 1), partial(_evaluer, scene, aar)) for aar in range(scene.i_dag.year - 2, scene.i_dag.year)
    ]


def _evaluer(scene, aar):
    """Those of the year that have reported; of more than there are stories, the rest is not evaluated."""
    midler = Tiltaksmidler.objects.filter(aar=aar, brukt__isnull=False, tiltak__frist__isnull=False).order_by("pk")
    for rad, historie in zip(
        midler.select_related("tiltak__plan__enhet", "tiltak__ansvarlig"), HISTORIER, strict=False
    ):
        enhet = rad.tiltak.plan.enhet
        folk = list(Person.objects.i_enhet(enhet).order_by("pk")[:DELTAKERE])
        ny = Evaluering(midler=rad, tiltak=rad.tiltak, enhet=enhet, evaluator=rad.tiltak.ansvarlig)
        Gang(scene, ny, historie).planlegg(folk).spor().konkluder()
