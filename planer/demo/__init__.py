"""What the fictional municipality plans."""

from kompetanse.organisasjon.demo.scene import Scene
from planer.demo import behov, dokumenter, gjenbruk, maal, person, planene, satsinger, tiltak


def lag(scene: Scene) -> None:
    satsinger.lag(scene)
    dokumenter.lag(scene)
    maal.lag(scene)
    behov.lag(scene)
    tiltak.lag(scene)
    planene.lag(scene)
    gjenbruk.lag(scene)
    person.lag(scene)
