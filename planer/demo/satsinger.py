"""The priority areas of the fictional municipality."""

from kompetanse.organisasjon.demo.scene import Scene
from planer.models import Satsingsomraade

PERSONVERN = "Personvern og informasjonssikkerhet"
DIGITAL = "Digital kompetanse"
OFFICE = "Microsoft 365"
LEDELSE = "Leder- og medarbeiderutvikling"
# (name, what it is anchored in)
SATSINGER = (
    (PERSONVERN, "Internkontroll 2024–2027, kapittel 3"),
    (DIGITAL, "Digitaliseringsstrategien, mål 2"),
    (OFFICE, "Digitaliseringsstrategien, mål 4"),
    (LEDELSE, "Arbeidsgiverstrategien 2023–2027"),
)


def lag(scene: Scene) -> None:
    for plass, (navn, forankring) in enumerate(SATSINGER, start=1):
        Satsingsomraade.objects.create(
            navn=navn, forankring=forankring, fra_aar=scene.i_dag.year - 2, rekkefolge=10 * plass
        )
