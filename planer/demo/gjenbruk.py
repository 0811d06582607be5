"""A plan in Fjordby that HR holds up as an example, one that has taken from it, and a goal measured from a file."""

import io

from kompetanse.organisasjon.demo.scene import Scene
from planer.gjenbruk import henting
from planer.maal import maalingsliste
from planer.models import Kompetanseplan, Maal
from planer.plan import eksempler

EKSEMPEL, HENTER = "IKT-tjenester", "Kommunalteknikk"
# What Kommunalteknikk takes: the goal, the need and the measure that hang together.
HENTES = {
    "maal": "Ingen kritiske systemer med bare én forvalter",
    "behov": "Tvilling på hvert kritisk system",
    "tiltak": "Makkerordning for systemforvaltere",
}
MAALT = "Alle kan forebygge tvang"
# What the list of those trained said, a month apart, the last 20 days ago.
PER_MAANED = (47, 50, 53, 55, 58, 60)
ANSATTE = 86


def lag(scene: Scene) -> None:
    _del(scene)
    for maal in Maal.objects.filter(navn=MAALT):
        _les_inn(maal, scene)


def _del(scene):
    kilde = Kompetanseplan.objects.filter(enhet__navn=EKSEMPEL, status=Kompetanseplan.Status.VEDTATT).latest("fra")
    eksempler.merk(kilde, True, bruker=scene.hr)
    plan = Kompetanseplan.objects.get(enhet__navn=HENTER)
    valgt = {navn: list(getattr(kilde, navn).filter(navn=hva)) for navn, hva in HENTES.items()}
    henting.hent(plan, kilde, valgt, bruker=scene.hr)


def _les_inn(maal, scene):
    dager = (scene.for_dager(20 + 30 * siden) for siden in reversed(range(len(PER_MAANED))))
    rader = (f"{dag:%d.%m.%Y};{antall} av {ANSATTE}" for dag, antall in zip(dager, PER_MAANED, strict=True))
    fil = "\n".join(["Per dato;Godkjent opplæring", *rader]).encode()
    lest = maalingsliste.les(maalingsliste.som_tekst(io.BytesIO(fil), "opplæring.csv"))
    maalingsliste.lagre(maal, lest, maalingsliste.sammenlign(maal, lest).fingeravtrykk(), bruker=scene.hr)
