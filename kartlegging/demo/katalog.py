"""What the demo municipality has done with its catalogue: marks, a scale of its own, a merge, and proposals that wait."""

from kartlegging.katalog import forslag as prosess
from kartlegging.katalog import inndeling, kompetanser, sammenslaaing
from kartlegging.katalog.inndeling import Trinn
from kartlegging.katalog.kompetanser import Tillegg
from kartlegging.models import Kategorikilde, Kompetanse, Kompetanseforslag, Skala
from kompetanse.felles.demotid import paa_dato
from kompetanse.organisasjon.demo.scene import Scene

STRATEGISKE = ("klasseledelse", "sarbehandling", "klarsprak")
# Titles that HR has not thought of, so that some positions lead to no category.
UTEN_KATEGORI = ("kulturmedarbeider", "systemforvalter")
KJERNE = ("informasjonssikkerhet", "hlr", "forstehjelp")
# (days ago, the unit whose leader proposes it, what is missed, why)
FORSLAG = (
    (41, "Vann og avløp", "Droneflyging", "Vi filmer tak og ledningstraseer, og må vite hvem som har dronebevis."),
    (26, "Solbakken barnehage", "Tegnspråk", "Vi har barn som bruker tegnspråk, og vet ikke hvem som kan det."),
    (9, "Renhold", "Vindusvask i høyden", "Sele og stige krever opplæring. Det står ikke i katalogen."),
    (2, "Fjordheim sykehjem", "Musikkbasert miljøbehandling", "Flere har kurset og vil bruke det på avdelingen."),
)
AVSLAG = "Takk for forslaget. Fra nyttår vasker et firma vinduene for oss, så vi tar det ikke inn."


def lag(scene: Scene) -> None:
    """Changes of HR's, some weeks old, and proposals: two that wait, one that was taken in, one that was declined."""
    with paa_dato(scene.for_dager(45)):
        Kompetanse.objects.filter(nokkel__in=STRATEGISKE).update(merke=Kompetanse.Merke.STRATEGISK)
        Kompetanse.objects.filter(nokkel__in=KJERNE).update(merke=Kompetanse.Merke.KJERNE)
        Kategorikilde.objects.filter(tittel__in=UTEN_KATEGORI).delete()
        _egen_skala(scene)
        _dublett(scene)
    for dager, enhet, navn, hvorfor in FORSLAG:
        with paa_dato(scene.for_dager(dager)):
            prosess.foresla(navn, hvorfor, bruker=scene.bruker(scene.folk.ledere[enhet]))
    _besvar(scene)


def _egen_skala(scene):
    trinn = [
        Trinn("lærling", "Gjør det sammen med en annen."),
        Trinn("utsjekket", "Gjør det alene."),
        Trinn("sjekker ut", "Lærer opp andre."),
    ]
    inndeling.lagre_skala(Skala(navn="Utsjekk"), trinn, bruker=scene.hr)


def _dublett(scene):
    """Someone had added the same once more under another name."""
    maal = Kompetanse.objects.get(nokkel="forstehjelp")
    dublett = Kompetanse(navn="Førstehjelpskurs for ansatte", gruppe=maal.gruppe, type=maal.type, krever_bevis=True)
    kompetanser.lagre(dublett, Tillegg(), bruker=scene.hr)
    sammenslaaing.slaa_sammen(dublett, maal, bruker=scene.hr)


def _besvar(scene):
    forslag = {ett.navn: ett for ett in Kompetanseforslag.objects.all()}
    gruppe = Kompetanse.objects.get(nokkel="forstehjelp").gruppe
    with paa_dato(scene.for_dager(38)):
        prosess.ta_inn(forslag["Droneflyging"], gruppe, Kompetanse.Type.FORMAL, bruker=scene.hr)
    with paa_dato(scene.for_dager(6)):
        prosess.avslaa(forslag["Vindusvask i høyden"], AVSLAG, bruker=scene.hr)
