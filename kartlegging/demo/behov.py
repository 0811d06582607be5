"""What units in Fjordby have said that they need more of: the thinnest of their requirements, and what a search lacked."""

from kartlegging.models import Kompetanse
from kartlegging.tabell.behov import Behov, meld
from kartlegging.tabell.bilde import kartlegging
from kompetanse.felles.demotid import paa_dato
from kompetanse.organisasjon.demo.scene import Scene
from kompetanse.organisasjon.models import Enhet

FRA_TABELLEN = ("Fjordheim 2. etasje", "Sone nord", "Solbakken barnehage", "Byggesak og geodata", "Prosjektkontoret")
# Unit, competence, level, how many, why.
FRA_SOK = (
    ("Solbakken barnehage", "tegnsprak", 2, 1, "Til høsten kommer et barn som bruker tegnspråk."),
    ("IKT-tjenester", "ki-i-arbeidet", 3, 2, "Flere avdelinger spør om hjelp, og vi fant bare én å sende."),
)


def lag(scene: Scene) -> None:
    """Run when people have what is demanded, before the plans are made of it."""
    with paa_dato(scene.for_dager(12)):
        for navn in FRA_TABELLEN:
            _tynnest(scene, _enhet(scene, navn))
        for navn, nokkel, nivaa, antall, hvorfor in FRA_SOK:
            behov = Behov(antall, scene.for_dager(-120), hvorfor, nivaa)
            meld(Kompetanse.objects.get(nokkel=nokkel), _enhet(scene, navn), behov, bruker=_leder(scene, navn))


def _tynnest(scene, enhet):
    rad = next((rad for rad in kartlegging(enhet).rader if rad.mangler), None)
    if rad:
        meld(rad.krav, enhet, Behov(rad.mangler, scene.for_dager(-200)), bruker=_leder(scene, enhet.navn))


def _enhet(scene, navn):
    return Enhet.objects.select_related("kommune").get(pk=scene.folk.enheter[navn].pk)


def _leder(scene, navn):
    return scene.bruker(scene.folk.ledere[navn])
