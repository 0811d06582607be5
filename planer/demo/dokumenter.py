"""What the fictional municipality steers by, with the goals that are set there."""

import datetime as dt
from typing import NamedTuple

from kompetanse.felles.demotid import paa_dato
from kompetanse.organisasjon.demo.scene import Scene
from kompetanse.organisasjon.models import Enhet
from planer.forankring import dokumenter, maalliste
from planer.models import Listeverdi, Styringsdokument

SAMFUNNSDEL = "Kommuneplanens samfunnsdel"
POLITIKK = "Organisasjonspolitikken"
DIGITALISERING = "Digitaliseringsplanen"


class Dokument(NamedTuple):
    """A document: its kind by `kode`, how many years ago it was adopted, and for how many it holds. `enhet` is the name of
    a unit, «» for the kommune, None for what is above it; `sak` the case number without its year."""

    tittel: str
    slag: str
    enhet: str | None
    for_aar: int
    varer: int
    sak: str
    maal: str


DOKUMENTER = (
    Dokument(
        *(SAMFUNNSDEL, "samfunnsdel", "", 3, 12, "01187"),
        "1.1 Riktig kompetanse på rett plass\n1.2 Flere i hel stilling",
    ),
    Dokument(
        *(POLITIKK, "organisasjonspolitikk", "", 3, 8, "00412"),
        "2.1 Arbeidsplassen er læringsarena\n2.2 Ledere gjør hverandre gode",
    ),
    Dokument(
        *(DIGITALISERING, "temaplan", "", 3, 6, "00093"),
        "3.1 Trygg bruk av data\n3.2 Vi tar i bruk nye arbeidsformer",
    ),
    Dokument(
        *("Helse- og omsorgstjenesteloven", "lov", None, 15, 0, ""),
        "Personell er sikret påkrevd videre- og etterutdanning",
    ),
    Dokument("Helse- og omsorgsplan", "temaplan", "Helse og mestring", 2, 6, "02210", "Demensomsorg nær hjemmet"),
    Dokument("Opplæringsplan for staben", "temaplan", "Stab og virksomhetsstyring", 7, 4, "00355", ""),
)


def lag(scene: Scene) -> None:
    rot = Enhet.objects.get(kommune=scene.kommune, depth=1)
    for ett in DOKUMENTER:
        vedtatt = dt.date(scene.i_dag.year - ett.for_aar, 12, 12)
        enhet = scene.folk.enheter[ett.enhet] if ett.enhet else rot
        dokument = Styringsdokument(
            tittel=ett.tittel,
            slag=Listeverdi.objects.get(liste=Listeverdi.Liste.DOKUMENTSLAG, kode=ett.slag),
            enhet=None if ett.enhet is None else enhet,
            vedtatt=vedtatt,
            gyldig_til=vedtatt.replace(year=vedtatt.year + ett.varer) if ett.varer else None,
            saksnummer=f"{vedtatt:%y}/{ett.sak}" if ett.sak else "",
        )
        with paa_dato(max(vedtatt, scene.for_dager(3 * 365))):
            dokumenter.lagre(dokument, bruker=scene.hr)
            if ett.maal:
                dokumenter.legg_inn_maal(dokument, maalliste.les(ett.maal), bruker=scene.hr)
