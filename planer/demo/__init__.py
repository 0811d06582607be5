"""What the fictional municipality plans."""

from kompetanse.organisasjon.demo.scene import Scene
from planer.demo import (
    aarshjul,
    aarsmote,
    behov,
    dokumenter,
    drofting,
    gjenbruk,
    innstilling,
    maal,
    person,
    planene,
    samtale,
    satsinger,
    tilskudd,
    tiltak,
)


def lag(scene: Scene) -> None:
    satsinger.lag(scene)
    dokumenter.lag(scene)
    maal.lag(scene)
    behov.lag(scene)
    tiltak.lag(scene)
    planene.lag(scene)
    tilskudd.lag(scene)
    gjenbruk.lag(scene)
    person.lag(scene)
    aarsmote.lag(scene)
    innstilling.lag(scene)
    drofting.lag(scene)
    samtale.lag(scene)
    aarshjul.lag(scene)
