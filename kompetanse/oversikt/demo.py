"""Fjordby kommune: fictional, the size of a real one, and the same every time it is made. Each app fills in its part."""

import datetime as dt
from dataclasses import dataclass

from django.db import connection, transaction
from django.utils import timezone
from django_q.models import OrmQ

from evaluering import demo as evaluering
from evaluering.standard import opprett_standardevaluering
from kartlegging.demo import behov, dekning, finn, kan, katalog, profil, sluttet
from kartlegging.demo import krav as kartleggingskrav
from kartlegging.katalog.standard import opprett_standardkatalog
from kompetanse.felles import vegg
from kompetanse.felles.models import Varsel
from kompetanse.organisasjon.demo import folk as demofolk
from kompetanse.organisasjon.demo.scene import Scene
from kompetanse.organisasjon.models import Bruker, Enhet, Kommune, Person, Rolle, Rollekode, Rolletype, Stilling
from kompetanse.organisasjon.roller import synkroniser_lederroller
from kompetanse.organisasjon.standard import opprett_kommune
from kurs import demo as kurs
from planer import demo as planer
from planer.standard import opprett_aarshjul, opprett_standardplan
from soknader.demo import beslutning, midler
from soknader.oppsett.standard import opprett_standardoppsett

NUMMER, NAVN = "9901", "Fjordby kommune"
PASSORD = "fjordby-demo-passord"
FRO = 1814


@dataclass(frozen=True)
class Innlogging:
    """One person to sign in as, and what that person shows."""

    rolle: str
    navn: tuple[str, str]
    enhet: str
    leder: bool = False
    kode: str = ""

    @property
    def epost(self):
        return f"{self.navn[0].lower()}.{self.navn[1].lower()}@{demofolk.EPOSTDOMENE}"


INNLOGGINGER = (
    Innlogging("Medarbeider som søker", ("Jonas", "Bergli"), "Prosjektkontoret"),
    Innlogging("Avdelingsdirektør", ("Randi", "Solvik"), "IKT-tjenester", leder=True),
    Innlogging("HR-rådgiver", ("Ingrid", "Viken"), "HR og virksomhetsstyring", kode=Rollekode.HR),
    Innlogging("HR-direktør", ("Kari", "Myhren"), "HR og virksomhetsstyring", leder=True, kode=Rollekode.HR_LEDER),
    Innlogging("Etatsdirektør", ("Tore", "Lundheim"), NAVN, leder=True),
    Innlogging("Medlem av etatsledergruppen", ("Hege", "Aasland"), "Helse og mestring", leder=True),
    Innlogging("Leder av en barnehage", ("Amina", "Haugland"), "Solbakken barnehage", leder=True),
    Innlogging("Medlem av MBU", ("Terje", "Nordli"), "Vann og avløp", kode=Rollekode.MBU_MEDLEM),
    Innlogging("Sekretær for MBU", ("Solveig", "Dahlen"), "Innbyggertorg", kode=Rollekode.MBU_SEKRETAER),
    Innlogging("Tillitsvalgt", ("Mona", "Eriksrud"), "Fjordheim sykehjem", kode=Rollekode.TILLITSVALGT),
    Innlogging("Verneombud", ("Odd", "Strandli"), "Renhold", kode=Rollekode.VERNEOMBUD),
    Innlogging("Systemansvarlig", ("Yusuf", "Alimi"), "Drift og brukerstøtte", kode=Rollekode.SYSTEMANSVARLIG),
)


def finnes():
    """The database already holds a municipality, this one or another."""
    return Kommune.objects.exists()


def demokommunen_finnes():
    return Kommune.objects.filter(nummer=NUMMER, navn=NAVN).exists()


@transaction.atomic
def lag_demokommune():
    """Make all of it, or nothing. Takes some seconds; most of them go to PDFs."""
    i_dag = timezone.localdate()
    start = dt.date(i_dag.year - 4, 1, 1)
    kommune = opprett_kommune(NUMMER, NAVN, gyldig_fra=start)
    with vegg.innenfor(kommune.pk):
        opprett_standardoppsett(kommune)
        opprett_standardkatalog(kommune)
        opprett_standardplan()
        opprett_aarshjul()
        opprett_standardevaluering()
        _befolk(kommune, start, i_dag)
    OrmQ.objects.all().delete()
    return kommune


def _befolk(kommune, start, i_dag):
    faste = {innlogging.enhet: innlogging.navn for innlogging in INNLOGGINGER if innlogging.leder}
    folk = demofolk.bygg(kommune, faste, fro=FRO, start=start, ekstra=_faste_medarbeidere())
    demofolk.gi_kontoer(folk, [*folk.ledere.values(), *folk.faste.values()], PASSORD)
    synkroniser_lederroller(kommune.pk)
    _gi_roller(folk, kommune, start)
    _tell_opp()
    brukere = {bruker.epost: bruker for bruker in Bruker.objects.select_related("person", "kommune")}
    hr, direktor = (brukere[_innlogging(rolle).epost] for rolle in ("HR-rådgiver", "Etatsdirektør"))
    scene = Scene(kommune, folk, hr, direktor, i_dag)
    katalog.lag(scene)
    kartleggingskrav.lag(scene)
    kan.lag(scene)
    behov.lag(scene)
    planer.lag(scene)
    kurs.lag(scene)
    midler.lag(scene, folk.faste[("Jonas", "Bergli")], evaluering.av_tilskudd(scene))
    evaluering.lag(scene)
    beslutning.lag(scene)
    profil.lag(scene)
    sluttet.lag(scene)
    dekning.lag(scene)
    finn.lag(scene)
    _merk_gamle_varsler_lest(scene)


def _tell_opp():
    """Let the database know how many they have become.

    Nobody else sees them until the transaction has ended; by what was counted before, the database would look each
    person up by reading all of them. A role that does not own the tables is refused this, without an error; it fills a
    new database, where nothing has been counted.
    """
    with connection.cursor() as cursor:
        tabeller = (modell._meta.db_table for modell in (Enhet, Person, Stilling, Bruker, Rolletype, Rolle))
        cursor.execute(f"analyze {', '.join(tabeller)}")


def _innlogging(rolle):
    return next(innlogging for innlogging in INNLOGGINGER if innlogging.rolle == rolle)


def _faste_medarbeidere():
    """Unit name → names of people with a sign-in who do not lead it."""
    per_enhet = {}
    for innlogging in INNLOGGINGER:
        if not innlogging.leder:
            per_enhet.setdefault(innlogging.enhet, []).append(innlogging.navn)
    return per_enhet


def _gi_roller(folk, kommune, start):
    """The roles that do not follow from a leader's position."""
    rot = Enhet.objects.get(kommune=kommune, depth=1)
    typer = {rolletype.kode: rolletype for rolletype in Rolletype.objects.all()}
    rader = [
        (
            innlogging.kode,
            folk.faste.get(innlogging.navn) or folk.ledere[innlogging.enhet],
            _sted(folk, rot, innlogging),
        )
        for innlogging in INNLOGGINGER
        if innlogging.kode
    ]
    sektorledere = [folk.ledere[navn] for navn, enhet in folk.enheter.items() if enhet.depth == 2]
    rader += [(Rollekode.ETATSLEDERGRUPPE, leder, rot) for leder in sektorledere]
    Rolle.objects.bulk_create(
        Rolle(type=typer[kode], person=person, enhet=enhet, fra=start) for kode, person, enhet in rader
    )


def _sted(folk, rot, innlogging):
    """Union representatives and safety delegates act for their own unit; the others for the whole municipality."""
    lokale = (Rollekode.TILLITSVALGT, Rollekode.VERNEOMBUD)
    return folk.enheter[innlogging.enhet] if innlogging.kode in lokale else rot


def _merk_gamle_varsler_lest(scene):
    """What was told more than two weeks ago has been read."""
    Varsel.objects.filter(opprettet__date__lt=scene.for_dager(14)).update(lest=timezone.now())
