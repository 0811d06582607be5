"""A form of HR's own that was changed between two webinars: each has its answers under the version that it was asked by."""

from evaluering.models import Skjema, Sporsmal
from evaluering.oppsett import skjema
from kompetanse.felles.samskriving import SOM_DEN_ER, Endring
from kompetanse.organisasjon.demo.scene import Scene

NAVN = "Etter et webinar"
SPORSMAAL = (
    {
        "tema": Sporsmal.Tema.FORNOYD,
        "tekst": "Hvor nyttig var webinaret for deg?",
        "tekst_nn": "Kor nyttig var webinaret for deg?",
        "valg": ["Ikke nyttig", "Svært nyttig"],
        "valg_nn": ["Ikkje nyttig", "Svært nyttig"],
        "maa_besvares": True,
    },
    {
        "tema": Sporsmal.Tema.ENGASJEMENT,
        "tekst": "Det var lett å følge med",
        "tekst_nn": "Det var lett å følgje med",
    },
    {
        "slag": Sporsmal.Slag.TEKST,
        "tekst": "Hva bør vi gjøre annerledes neste gang?",
        "tekst_nn": "Kva bør vi gjere annleis neste gong?",
    },
)
# What the first answers taught HR to ask instead.
NYTT = {"tekst": "Det var nok tid til spørsmål", "tekst_nn": "Det var nok tid til spørsmål"}


def lag_skjemaet(scene: Scene) -> Skjema:
    """The form, in its first version."""
    nytt = Skjema(niva=1, navn=NAVN, beskrivelse="Når folk sitter hver for seg. Tre spørsmål, og svarene er anonyme.")
    nytt = skjema.lagre(nytt, bruker=scene.hr)
    for felt in SPORSMAAL:
        skjema.lagre_sporsmal(Sporsmal(versjon=nytt.nyeste, **felt), SOM_DEN_ER, bruker=scene.hr)
    return nytt


def endre_skjemaet(scene: Scene) -> None:
    """Somebody has been asked by it, so the change is a new version."""
    gammel = Skjema.objects.get(navn=NAVN).nyeste.sporsmal.get(tema=Sporsmal.Tema.ENGASJEMENT)
    skjema.lagre_sporsmal(gammel, Endring(NYTT), bruker=scene.hr)
