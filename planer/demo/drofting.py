"""The unit's own discussion in Fjordby: one that a kindergarten held last year, and the next, which its leader prepares."""

import datetime as dt

from kompetanse.felles.demotid import paa_dato
from kompetanse.felles.samskriving import Endring
from kompetanse.organisasjon.demo.scene import Scene
from planer.demo.person import konto
from planer.drofting import forberedelse, forslag, mote, tavle, telefon
from planer.models import (
    Forarbeidspunkt,
    Innspillsgruppe,
    Kompetansedrofting,
    Motemateriell,
    Moterom,
    Punkt,
    Styringsdokument,
    Tiltaksforslag,
)

BARNEHAGEN = "Solbakken barnehage"
# Of each group: its name, whether it is critical, what was written, and how many voted for it.
GRUPPER = (
    (
        "Barn som trenger mer enn vi kan",
        True,
        ("Tegn til tale i alle grupper", "Se tidlig når et barn strever", "Snakke med foreldre om det vanskelige"),
        7,
    ),
    ("Ta imot nye kolleger", True, ("Vikarer som vet hva de skal den første dagen", "Veilede lærlinger"), 5),
    ("Ute hele året", False, ("Bruke skogen til mer enn tur",), 2),
)
# Name, for the whole organisation, the group it is for.
FORSLAG = (
    ("Kurs i tegn til tale for hele personalet", False, 0),
    ("Fadder for alle nye de første seks ukene", False, 1),
    ("Felles veiledningsteam for barnehagene", True, 0),
    ("Introduksjonsdag for vikarer i alle barnehager", True, 1),
    ("Nettverk for lærlingveiledere", True, 1),
)
SAMMENDRAG = "Vi begynner med tegn til tale i august. Styreren tar forslagene om veiledningsteam og vikarer videre."
MELDING = "Les målene våre, og tenk på en situasjon i år der du skulle ønske at vi kunne mer."


def lag(scene: Scene) -> None:
    leder = scene.bruker(scene.folk.ledere[BARNEHAGEN])
    planer, dag = scene.folk.enheter[BARNEHAGEN].kompetanseplaner.for_enheter(), scene.for_dager(365)
    gjaldt_da = planer.filter(fra__lte=dag, til__gte=dag).first()
    with paa_dato(dag, time=14):
        # That plan is replaced by now, and nobody begins a meeting about one that is.
        holdt = Kompetansedrofting.objects.create(enhet=gjaldt_da.enhet, plan=gjaldt_da, opprettet_av=leder)
        _holdt(holdt, leder)
    _forberedes(forberedelse.begynn(planer.aapne().first(), bruker=leder), leder, scene)


def _holdt(drofting: Kompetansedrofting, leder) -> None:
    rom = mote.start(drofting, bruker=leder)
    mote.gaa_til(drofting, Punkt.BEHOV, bruker=leder)
    mote.innstill(drofting, Endring({"moderert": False}), bruker=leder)
    rom = Moterom.objects.select_related("drofting__enhet").get(pk=rom.pk)
    grupper = [_gruppe(rom, leder, *innhold) for innhold in GRUPPER]
    _stem(rom, grupper, leder)
    for navn, for_hele, nummer in FORSLAG:
        gruppe = grupper[nummer]
        ett = Tiltaksforslag(drofting=drofting, navn=navn, for_hele=for_hele, gruppe=gruppe, kritisk=gruppe.kritisk)
        forslag.foreslaa(ett, bruker=leder)
    mote.avslutt(drofting, Endring({"oppsummering": SAMMENDRAG}), bruker=leder)


def _gruppe(rom, leder, navn, kritisk, tekster, _stemmer) -> Innspillsgruppe:
    egen = telefon.kom_inn(rom)
    notater = [telefon.send(egen, rom, tekst).pk for tekst in tekster]
    gruppe = tavle.samle(rom.drofting, notater, navn, bruker=leder)
    tavle.merk(rom.drofting, gruppe.pk, kritisk, bruker=leder)
    gruppe.refresh_from_db()
    return gruppe


def _stem(rom, grupper, leder) -> None:
    mote.la_stemme(rom.drofting, True, bruker=leder)
    rom.refresh_from_db()
    for gruppe, innhold in zip(grupper, GRUPPER, strict=True):
        for _nr in range(innhold[-1]):
            telefon.stem(telefon.kom_inn(rom), rom, gruppe)


def _forberedes(drofting: Kompetansedrofting, leder, scene) -> None:
    """Shared, and half of the staff have opened it."""
    naar = {"dato": scene.i_dag + dt.timedelta(days=9), "klokkeslett": dt.time(17), "sted": "Personalrommet"}
    drofting = forberedelse.endre(drofting, Endring({**naar, "melding": MELDING}), [], bruker=leder)
    for dokument in Styringsdokument.objects.gjeldende().filter(enhet__isnull=False)[:2]:
        forberedelse.legg_ved(Motemateriell(drofting=drofting, dokument=dokument), bruker=leder)
    for punkt in Forarbeidspunkt.objects.filter(slag=Forarbeidspunkt.Slag.FREMGANGSMAATE)[:3]:
        forberedelse.merk_gjort(drofting, punkt, True, bruker=leder)
    drofting = forberedelse.del_med_medarbeiderne(drofting, bruker=leder)
    for person in forberedelse.medarbeiderne(drofting).exclude(pk=leder.person_id)[:6]:
        forberedelse.har_aapnet(drofting, bruker=konto(person))
