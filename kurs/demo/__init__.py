"""The courses of the fictional municipality."""

from kompetanse.organisasjon.demo.scene import Scene
from kurs.demo import dager, kalender, oppmote


def lag(scene: Scene) -> None:
    kalender.lag(scene)
    oppmote.lag(scene)
    dager.lag(scene)
