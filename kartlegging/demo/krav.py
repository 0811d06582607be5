"""What the work in Fjordby demands: ready sets on sectors and departments, tasks in the sections, a change on its way."""

import datetime as dt
import random
from copy import copy
from dataclasses import dataclass, replace

from kartlegging.krav import oppgavestyring, sett, styring
from kartlegging.models import Kompetanse, Kompetansekrav, Oppgave, Stillingskategori
from kompetanse.felles.demotid import paa_dato
from kompetanse.organisasjon.demo.scene import Scene
from kompetanse.organisasjon.models import Enhet, Person

FRO = 1905
SATT_FOR = 500  # days ago
KOMMUNEN = "alle-ansatte leder verneombud saksbehandler"
# Where a set is taken in; after the slash the category that it is used for there.
SETT = (
    ("Helse og mestring", "sykepleier helsefagarbeider assistent-helse helsefagarbeider/miljoterapeut"),
    ("Barnehage", "fagarbeider-barnehage barnehagelaerer/pedagogisk-leder"),
    ("Grunnskole", "laerer/adjunkt laerer/lektor"),
    ("Eiendom", "renholder vaktmester"),
    ("Brann og redning", "brannkonstabel"),
    ("Vann og avløp", "selvkost-gebyr"),
    ("Vei og park", "arbeid-pa-vei"),
    ("Innkjøp", "anskaffelse"),
)
# Sets of tasks, for every section of a department.
SEKSJONSSETT = (
    ("Fjordheim sykehjem", "gi-legemidler lindre-ved-livets-slutt behandle-sar"),
    ("Hjemmetjenester", "gi-legemidler behandle-sar"),
    ("Bo og habilitering", "gi-legemidler"),
    ("Barnehage", "ta-imot-bekymring"),
    ("Grunnskole", "ta-imot-bekymring svommeopplaering"),
)
UTEN_UTFORERE = ("Fjordheim korttid", "Lindre ved livets slutt")


@dataclass(frozen=True)
class Egen:
    """A task that a section has written itself; `vakt` is so many on each shift, and how many shifts others cover."""

    enhet: str
    oppgave: str
    kompetanse: str
    nivaa: int
    antall: int
    vakt: tuple[int, int] | None = None


EGNE = (
    Egen("Prosjektkontoret", "Lede prosjekter", "prosjektarbeid", 3, 3),
    Egen("Prosjektkontoret", "Utvikle digitale tjenester", "digital-tjenesteutvikling", 3, 2),
    Egen("Drift og brukerstøtte", "Holde nett og servere i drift", "drift-nett-og-sky", 3, 2),
    Egen("Drift og brukerstøtte", "Hjelpe dem som står fast", "brukerstotte", 2, 4, vakt=(2, 2)),
    Egen("Personal og lønn", "Kjøre lønn", "lonn", 3, 2),
    Egen("Utvikling og analyse", "Lage analyser", "statistikk", 3, 2),
    Egen("Kommunikasjon", "Svare pressen", "krisekommunikasjon", 3, 2),
    Egen("Innbyggertorg", "Hjelpe innbyggere på nett", "digital-hjelp", 2, 4),
    Egen("Regnskap", "Lage regneark som andre stoler på", "regneark", 3, 3),
    Egen("Helsestasjon", "Ha de vanskelige samtalene", "vanskelige-samtaler", 3, 3),
    Egen("Barnevern", "Ha de vanskelige samtalene", "vanskelige-samtaler", 3, 4),
    Egen("PPT", "Veilede skoler og barnehager", "veiledning-av-kolleger", 3, 3),
    Egen("Legevakt", "Ta imot akutt syke", "klinisk-observasjon", 3, 6, vakt=(2, 3)),
    Egen("Rehabilitering", "Se forverring tidlig", "klinisk-observasjon", 3, 4),
    Egen("Plan", "Lage arealplaner", "arealplanlegging", 3, 3),
    Egen("Byggesak og geodata", "Avgjøre byggesaker", "byggesaksbehandling", 3, 4),
    Egen("Byggesak og geodata", "Holde kartet riktig", "geodata", 3, 2),
    Egen("Bygningsdrift", "Styre tekniske anlegg", "tekniske-anlegg", 3, 3),
    Egen("Fjordby bibliotek", "Formidle bøker", "litteraturformidling", 3, 2),
    Egen("Kulturskolen", "Rigge scene", "sceneteknikk", 2, 2),
    Egen("Flyktningtjenesten", "Møte nyankomne", "kulturforstaelse", 3, 3),
    Egen("Voksenopplæringen", "Møte nyankomne", "kulturforstaelse", 3, 3),
    Egen("NAV", "Ha de vanskelige samtalene", "vanskelige-samtaler", 3, 5),
)


def lag(scene: Scene) -> None:
    """Requirements for every unit, tasks with those who do them, what does not fit, and a deadline that runs."""
    rot = Enhet.objects.get(kommune=scene.kommune, depth=1)
    fra = scene.for_dager(SATT_FOR)
    _ta_inn(scene, rot, KOMMUNEN, fra)
    for navn, hvilke in SETT:
        _ta_inn(scene, _enhet(scene, navn), hvilke, fra)
    for avdeling, hvilke in SEKSJONSSETT:
        for seksjon in Enhet.objects.get_children(_enhet(scene, avdeling)):
            _ta_inn(scene, seksjon, hvilke, fra)
    for egen in EGNE:
        _egen(scene, egen, fra)
    _sett_paa(scene)
    _svakere_enn_over(scene)
    _skjerpet(scene)


def _enhet(scene, navn):
    return Enhet.objects.get(pk=scene.folk.enheter[navn].pk)


def _ta_inn(scene, enhet, hvilke, fra):
    settene = {ett.nokkel: ett.forslag for ett in sett.bibliotek(enhet)}
    with paa_dato(fra):
        for hvilket in hvilke.split():
            nokkel, _skille, kategori = hvilket.partition("/")
            sett.ta_inn(enhet, _for_kategori(settene[nokkel], kategori), fra=fra, bruker=scene.hr)


def _for_kategori(forslag, nokkel):
    """The lines of a set, for another category than the one it is written for."""
    if nokkel:
        kategori = Stillingskategori.objects.get(nokkel=nokkel)
        return [replace(ett, krav=_med_kategori(ett.krav, kategori)) for ett in forslag]
    return forslag


def _med_kategori(krav, kategori):
    krav = copy(krav)
    krav.kategori = kategori
    return krav


def _egen(scene, egen, fra):
    enhet = _enhet(scene, egen.enhet)
    per_vakt, vakter = egen.vakt or (None, None)
    with paa_dato(fra):
        oppgave = oppgavestyring.opprett(enhet, navn=egen.oppgave, bruker=scene.hr)
        krav = _krav(enhet, egen.kompetanse, egen.nivaa, fra, oppgave=oppgave, antall=egen.antall, maa_bekreftes=True)
        krav.per_vakt, krav.vakter = per_vakt, vakter
        styring.sett(krav, bruker=scene.hr)


def _krav(enhet, nokkel, nivaa, fra, **felt):
    return Kompetansekrav(enhet=enhet, kompetanse=Kompetanse.objects.get(nokkel=nokkel), nivaa=nivaa, fra=fra, **felt)


def _sett_paa(scene):
    """A fifth of the section on each task, three at least, assistants and leaders left out; one task waits for somebody."""
    slump = random.Random(FRO)
    with paa_dato(scene.for_dager(SATT_FOR - 10)):
        dag = scene.for_dager(SATT_FOR - 10)
        for oppgave in Oppgave.objects.select_related("enhet").order_by("enhet__path", "navn"):
            if (oppgave.enhet.navn, oppgave.navn) == UTEN_UTFORERE:
                continue
            mulige = _mulige(oppgave.enhet)
            for person in slump.sample(mulige, min(len(mulige), max(3, len(mulige) // 5))):
                oppgavestyring.sett_paa(oppgave, person, fra=dag, bruker=scene.hr)


def _mulige(enhet):
    fagfolk = Person.objects.i_enhet(enhet).exclude(stillinger__tittel__icontains="assistent")
    return list(fagfolk.exclude(stillinger__er_leder=True).order_by("pk").distinct())


def _svakere_enn_over(scene):
    """One section asks for less than the sector does of the same people: shown, and left to them."""
    helsefagarbeider = Stillingskategori.objects.get(nokkel="helsefagarbeider")
    krav = _krav(_enhet(scene, "Sone nord"), "smittevern-i-pleien", 1, scene.for_dager(90), kategori=helsefagarbeider)
    styring.sett(krav, bruker=scene.hr)


def _skjerpet(scene):
    """Home care asks for more welfare technology than before; those who are there have some weeks left."""
    helsefagarbeider = Stillingskategori.objects.get(nokkel="helsefagarbeider")
    enhet = _enhet(scene, "Hjemmetjenester")
    with paa_dato(scene.for_dager(400)):
        krav = _krav(enhet, "demens", 1, scene.for_dager(400), kategori=helsefagarbeider, frist_dager=90)
        krav = styring.sett(krav, bruker=scene.hr)
    with paa_dato(scene.for_dager(20)):
        styring.endre(
            krav,
            fra=scene.for_dager(20),
            nivaa=3,
            overgang_til=scene.i_dag + dt.timedelta(days=45),
            hvorfor="Flere bor hjemme lenger med demens.",
            bruker=scene.hr,
        )
