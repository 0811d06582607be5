"""What Fjordheim sykehjem does to get the competence it needs, over three years; a measure that its sektor has in common;
and a column of the kommune's own."""

import datetime as dt
from typing import NamedTuple

from kompetanse.felles.samskriving import Endring
from kompetanse.organisasjon.demo.scene import Scene
from kompetanse.organisasjon.models import Person
from planer.handlingsplan import oppsett
from planer.models import Egenkolonne, Kompetansebehov, Kompetanseplan, Listeverdi, Tiltak, Visning
from planer.tiltak import styring
from planer.tiltak.styring import Kostnad

SEKTOR, SYKEHJEM = "Helse og mestring", "Fjordheim sykehjem"
Status, Liste = Tiltak.Status, Listeverdi.Liste


class Ett(NamedTuple):
    """A measure as the demo tells it; `frist` is (month, day) of the plan's year, or words."""

    behov: str
    navn: str
    maater: tuple[str, ...]
    hvem: str
    antall: int | None
    frist: tuple[int, int] | str
    kostnader: tuple[tuple[str, int], ...]
    virket: str
    nivaaer: tuple[int, ...] = (1,)


TILTAK = (
    Ett(
        "Kan veilede nye og studenter",
        "Veilederutdanning, 10 studiepoeng",
        ("utvikle",),
        "sykepleiere",
        3,
        (6, 15),
        (("tilskudd", 36_000),),
        "Nye og veileder spørres etter fire måneder.",
        (1, 2, 3),
    ),
    Ett(
        "Flere med fagbrev",
        "Fagbrev på jobb",
        ("utvikle",),
        "assistenter",
        5,
        (8, 1),
        (("eget", 25_000),),
        "Bestått fagprøve.",
        (2,),
    ),
    Ett(
        "Legemiddelhåndtering, fornyes",
        "E-læring og praktisk prøve",
        ("utvikle",),
        "alle helsefagarbeidere",
        None,
        (3, 31),
        (("eget", 0),),
        "Prøve før og etter, og avvik gjennom året.",
        (2, 3),
    ),
    Ett(
        "Felles praksis i demensomsorgen",
        "Refleksjonsgruppe annenhver uke",
        ("bruke",),
        "begge avdelinger",
        None,
        "hele året",
        (),
        "Pårørende spørres i november.",
        (3, 4),
    ),
    Ett(
        "Fast nattevakt",
        "To lærlinger og samarbeid med Nesvik",
        ("laerlinger", "samarbeide"),
        "",
        None,
        (3, 1),
        (("sentralt", 40_000),),
        "Netter uten sykepleier, hver måned.",
    ),
    Ett(
        "Sårbehandling",
        "Hospitere hos sårsykepleier",
        ("samarbeide",),
        "helsefagarbeider",
        1,
        (10, 1),
        (),
        "Praktisk prøve, og leder etter tre måneder.",
        (2, 3),
    ),
)
# What has become of them: last year's plan, this year's and the next.
STATUSER = {
    -1: (Status.FERDIG, Status.FERDIG, Status.FERDIG, Status.FERDIG, Status.STOPPET, Status.FERDIG),
    0: (Status.FERDIG, Status.I_GANG, Status.I_GANG, Status.I_GANG, Status.STOPPET, Status.PLANLAGT),
    1: (Status.PLANLAGT, Status.PLANLAGT, Status.FORSLAG, Status.PLANLAGT, Status.FORSLAG, Status.FORSLAG),
}
KRITISKE = {"Kan veilede nye og studenter", "Fast nattevakt"}
FELLES = "Fagdag om demens for hele sektoren"


def lag(scene: Scene) -> None:
    """Fill the plans that the nursing home and its sektor have."""
    for plan in Kompetanseplan.objects.for_enheter().filter(enhet=scene.folk.enheter[SYKEHJEM]):
        if statuser := STATUSER.get(plan.aar - scene.i_dag.year):
            folk = list(Person.objects.i_enhet(plan.enhet).order_by("pk")[:3])
            for nummer, (ett, status) in enumerate(zip(TILTAK, statuser, strict=True)):
                _lag(plan, ett, status, folk[nummer % len(folk)], scene)
    for plan in Kompetanseplan.objects.for_enheter().filter(enhet=scene.folk.enheter[SEKTOR]):
        _lag_felles(plan, scene)
    _lag_kolonne(scene)


def _lag(plan, ett, status, ansvarlig, scene):
    behov, _ny = Kompetansebehov.objects.get_or_create(
        plan=plan, navn=ett.behov, defaults={"kritisk": ett.behov in KRITISKE}
    )
    med_ord = isinstance(ett.frist, str)
    tiltak = Tiltak(
        plan=plan,
        navn=ett.navn,
        maalgruppe=ett.hvem,
        antall=ett.antall,
        ansvarlig=ansvarlig,
        frist=None if med_ord else dt.date(plan.aar, *ett.frist),
        frist_tekst=ett.frist if med_ord else "",
        status=status,
        evaluering=ett.virket,
        evalueringsnivaaer=list(ett.nivaaer),
    )
    kostnader = [Kostnad(plan.aar, _verdi(Liste.KILDE, kilde), belop) for kilde, belop in ett.kostnader]
    maater = [_verdi(Liste.MAATE, kode) for kode in ett.maater]
    rundt = {"behov": [behov], "maater": maater, "kostnader": kostnader}
    styring.lagre(tiltak, Endring(rundt), bruker=scene.hr)


def _lag_felles(plan, scene):
    tiltak = Tiltak(plan=plan, navn=FELLES, ansvarlig=scene.folk.ledere[SEKTOR], frist_tekst="hver høst")
    rundt = {
        "felles_for": [scene.folk.enheter[SYKEHJEM]],
        "maater": [_verdi(Liste.MAATE, "utvikle")],
        "kostnader": [
            Kostnad(aar, _verdi(Liste.KILDE, "sentralt"), 60_000) for aar in range(plan.fra.year, plan.aar + 1)
        ],
    }
    styring.lagre(tiltak, Endring(rundt), bruker=scene.hr)


def _lag_kolonne(scene):
    """The budget shows where the money is charged."""
    kolonne = oppsett.lagre_kolonne(Egenkolonne(navn="Ansvar i regnskapet", slag="tall"), bruker=scene.hr)
    visning = Visning.objects.get(navn="Budsjett")
    kolonner = [valgt._replace(vises=True) if valgt.egen == kolonne else valgt for valgt in oppsett.mulige(visning)]
    oppsett.lagre_visning(visning, kolonner, bruker=scene.hr)


def _verdi(liste, kode):
    return Listeverdi.objects.get(liste=liste, kode=kode)
