"""Three years of learning in Fjordby: a planning day of each department, courses of the learning platform, and targets."""

import datetime as dt
import random
from collections.abc import Iterator
from decimal import Decimal

from django.utils import timezone

from kartlegging.models import Stillingskategori
from kompetanse.felles.demotid import paa_dato
from kompetanse.organisasjon.demo.scene import Scene
from kompetanse.organisasjon.models import Enhet, Stilling
from kurs.dager import maalsetting
from kurs.models import Ekstern, Kjoring, Kurs, Kursplass, Oppmote, Samling

AAR_TILBAKE = 3
AVDELINGSNIVAA = 3
TIMER_PAA_DAGEN = Decimal("7.5")
# Month and day of the planning day, and how large a share of the people comes.
PLANLEGGINGSDAG = (8, 14)
MOTER = 0.86
PLATTFORM = "Læringsplattformen"
NETTKURS = (
    ("Informasjonssikkerhet på ti minutter", "0.5"),
    ("Personvern for ansatte", "1.5"),
    ("Smittevern", "2"),
    ("Vold og trusler", "3"),
    ("Førstehjelp", "4"),
    ("Veiledning av studenter", "15"),
    ("Klarspråk", "3.5"),
    ("Fagdag med statsforvalteren", "7.5"),
    ("Videreutdanning, første modul", "30"),
)
# How likely an employee is to take one more course on the platform in a month; more are taken in the autumn.
TAR_KURS = dict.fromkeys(range(1, 13), 0.12) | {7: 0.02, 9: 0.2, 10: 0.22, 11: 0.2}


def lag(scene: Scene) -> None:
    trekk = random.Random(7.5)
    stillinger = list(Stilling.objects.filter(hovedstilling=True).select_related("enhet").order_by("pk"))
    _planleggingsdager(scene, stillinger, trekk)
    _nettkurs(scene, stillinger, trekk)
    _maal(scene)


def _maal(scene):
    aar = scene.i_dag.year
    with paa_dato(dt.date(aar - AAR_TILBAKE, 1, 5)):
        maalsetting.sett(aar - AAR_TILBAKE, None, Decimal(2), bruker=scene.hr)
    with paa_dato(dt.date(aar - 1, 1, 5)):
        maalsetting.sett(aar - 1, None, Decimal(3), bruker=scene.hr)
        for kategori in Stillingskategori.objects.filter(navn__in=("Barnehagelærer", "Lærer")):
            maalsetting.sett(aar - 1, kategori, Decimal(5), bruker=scene.hr)


def _maanedene(scene) -> Iterator[dt.date]:
    """The first of each month from three years ago to this one."""
    for nummer in range(AAR_TILBAKE * 12 + scene.i_dag.month):
        yield dt.date(scene.i_dag.year - AAR_TILBAKE + nummer // 12, 1 + nummer % 12, 1)


def _planleggingsdager(scene, stillinger, trekk):
    for avdeling in Enhet.objects.filter(depth=AVDELINGSNIVAA):
        kurs = Kurs.objects.create(
            navn=f"Planleggingsdag, {avdeling}",
            form=Kurs.Form.SAMLING,
            enhet=avdeling,
            fullforing=Kurs.Fullforing.INGEN,
            maal="Være enige om hva vi skal lære i halvåret som kommer.",
        )
        folk = [stilling for stilling in stillinger if stilling.enhet.path.startswith(avdeling.path)]
        for maaned in _maanedene(scene):
            if maaned.month == PLANLEGGINGSDAG[0]:
                _hold(kurs, _hverdag(maaned.replace(day=PLANLEGGINGSDAG[1])), folk, scene, trekk)


def _hverdag(dag):
    """The day, or the Monday after it."""
    return dag + dt.timedelta(days=7 - dag.weekday()) if dag.weekday() > 4 else dag


def _hold(kurs, dag, folk, scene, trekk):
    """A whole day for those who worked there, if it has been; most of them came."""
    if dag >= scene.i_dag:
        return
    start = timezone.make_aware(dt.datetime.combine(dag, dt.time(8)))
    kjoring = Kjoring.objects.create(kurs=kurs, status=Kjoring.Status.GJENNOMFORT, sted="Rådhuset")
    samling = Samling.objects.create(kjoring=kjoring, start=start, slutt=start + dt.timedelta(hours=7.5), halvdager=2)
    plasser = Kursplass.objects.bulk_create(
        Kursplass(
            kjoring=kjoring,
            person_id=stilling.person_id,
            stilling=stilling,
            status=Kursplass.Status.FULLFORT,
            maate=Kursplass.Maate.MALGRUPPE,
            avsluttet=dag,
        )
        for stilling in folk
        if _arbeidet(stilling, dag) and trekk.random() < MOTER
    )
    Oppmote.objects.bulk_create(
        Oppmote(samling=samling, kursplass=plass, halvdager=2, timer=TIMER_PAA_DAGEN) for plass in plasser
    )


def _arbeidet(stilling, dag):
    return stilling.fra <= dag and (stilling.til is None or stilling.til >= dag)


def _nettkurs(scene, stillinger, trekk):
    """Each course once a day for each, as a file from the platform would give them."""
    rader = {}
    for maaned in _maanedene(scene):
        for stilling in stillinger:
            dag = maaned + dt.timedelta(days=trekk.randrange(28))
            if trekk.random() < TAR_KURS[maaned.month] and dag < scene.i_dag and _arbeidet(stilling, dag):
                navn, timer = trekk.choice(NETTKURS)
                rader[stilling.person_id, navn, dag] = Ekstern(
                    person_id=stilling.person_id,
                    stilling=stilling,
                    navn=navn,
                    fullfort=dag,
                    timer=timer,
                    kilde=PLATTFORM,
                )
    Ekstern.objects.bulk_create(rader.values(), 2000)
