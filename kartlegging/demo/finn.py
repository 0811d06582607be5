"""Two questions of who can and would like to: one that takes answers, and one that has ended."""

from kartlegging.finn import foresporsler
from kartlegging.models import Foresporsel, Kompetanse
from kompetanse.felles.demotid import paa_dato
from kompetanse.organisasjon.demo.scene import Scene
from kompetanse.organisasjon.models import Bruker

ENHET = "IKT-tjenester"
NEVNES_IKKE = "Takk til alle som svarte. To av dere er spurt, og begynner etter ferien."


def lag(scene: Scene) -> None:
    enhet, leder = scene.folk.enheter[ENHET], Bruker.objects.get(person=scene.folk.ledere[ENHET])
    kompetanse = Kompetanse.objects.filter(navn__icontains="veiled").order_by("pk").first()
    with paa_dato(scene.for_dager(40)):
        gammel = foresporsler.spor(
            foresporsler.Sporsmaal(
                enhet,
                "Være fadder for nytilsatte",
                "Ta imot to nye kolleger, omtrent fire timer i uken den første måneden.",
                scene.for_dager(20),
            ),
            bruker=leder,
        )
        for bruker in _spurte(gammel, scene)[:2]:
            foresporsler.svar(gammel, vil=True, ord="Det har jeg lyst til.", bruker=bruker)
    with paa_dato(scene.for_dager(18)):
        foresporsler.lukk(gammel, utfall=NEVNES_IKKE, bruker=leder)
    with paa_dato(scene.for_dager(4)):
        ny = foresporsler.spor(
            foresporsler.Sporsmaal(
                enhet,
                "Veilede en lærling i høst",
                "To timer i uken fra august. Du får kurs i veiledning først.",
                scene.for_dager(-10),
                kompetanse,
            ),
            bruker=leder,
        )
        # The one to sign in as has not answered yet.
        svarer = [bruker for bruker in _spurte(ny, scene) if bruker.person.fornavn != "Jonas"]
        for nummer, bruker in enumerate(svarer):
            foresporsler.svar(
                ny, vil=nummer != 1, ord="" if nummer else "Gjerne, hvis det blir tirsdager.", bruker=bruker
            )


def _spurte(foresporsel: Foresporsel, scene: Scene) -> list[Bruker]:
    """Those who are asked and have an account: others may have come, or left, by another day."""
    return [scene.bruker(person) for person in foresporsel.spurte().filter(bruker__isnull=False).order_by("pk")]
