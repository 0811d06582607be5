"""Two questions of who can and would like to: one that takes answers, and one that has ended."""

from kartlegging.finn import foresporsler
from kartlegging.models import Kompetanse
from kompetanse.felles.demotid import paa_dato
from kompetanse.organisasjon.demo.scene import Scene
from kompetanse.organisasjon.models import Bruker

ENHET = "IKT-tjenester"
NEVNES_IKKE = "Takk til alle som svarte. To av dere er spurt, og begynner etter ferien."


def lag(scene: Scene) -> None:
    enhet, leder = scene.folk.enheter[ENHET], Bruker.objects.get(person=scene.folk.ledere[ENHET])
    spurte = list(Bruker.objects.filter(person__stillinger__enhet__path__startswith=enhet.path).exclude(pk=leder.pk))
    spurte = [scene.bruker(bruker.person) for bruker in spurte]
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
        for bruker in spurte[:2]:
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
        for nummer, bruker in enumerate(bruker for bruker in spurte if bruker.person.fornavn != "Jonas"):
            foresporsler.svar(
                ny, vil=nummer != 1, ord="" if nummer else "Gjerne, hvis det blir tirsdager.", bruker=bruker
            )
