"""What last year's measures at the nursing home gave, and one that nobody has finished."""

import datetime as dt

from evaluering.demo.gang import Gang, Historie
from evaluering.models import Evaluering
from kompetanse.organisasjon.demo.scene import Scene
from kompetanse.organisasjon.models import Person
from planer.models import Tiltak

SYKEHJEM = "Fjordheim sykehjem"
VARER = dt.timedelta(days=45)
# By the name of the measure in last year's plan; without a sentence it is one that was forgotten.
HISTORIER = {
    "Veilederutdanning, 10 studiepoeng": Historie(
        (1, 3),
        "Nye blir raskere trygge når veilederen har avsatt tid på planen.",
        "gjenta",
        "Sett av to timer i uka i turnusen.",
        atferd=("Har faste veiledningssamtaler med nye",),
    ),
    "E-læring og praktisk prøve": Historie(
        (1, 2),
        "Praktisk prøve ved medisinskapet avslørte mer enn testen på skjerm.",
        "endre",
        "Ta den praktiske prøven først.",
    ),
    "Refleksjonsgruppe annenhver uke": Historie((1, 3), atferd=("Tar opp vanskelige situasjoner i gruppa",)),
}


def lag(scene: Scene) -> None:
    plan_i_fjor = {"plan__enhet__navn": SYKEHJEM, "plan__fra__year": scene.i_dag.year - 1}
    folk = list(Person.objects.i_enhet(scene.folk.enheter[SYKEHJEM]).order_by("pk")[:12])
    for navn, historie in HISTORIER.items():
        tiltak = Tiltak.objects.filter(navn=navn, **plan_i_fjor).select_related("plan__enhet", "ansvarlig").first()
        if tiltak is None:
            continue
        slutt = tiltak.frist or dt.date(scene.i_dag.year - 1, 5, 20)
        Tiltak.objects.filter(pk=tiltak.pk).update(fra=slutt - VARER, frist=slutt)
        tiltak.fra, tiltak.frist = slutt - VARER, slutt
        ny = Evaluering(tiltak=tiltak, enhet=tiltak.plan.enhet, evaluator=tiltak.ansvarlig)
        Gang(scene, ny, historie).planlegg(folk).spor().konkluder()
