"""Goals at three levels in Fjordby: the kommune's, those of Helse og mestring, and those of Fjordheim sykehjem."""

import datetime as dt
from decimal import Decimal

from kompetanse.organisasjon.demo.scene import Scene
from kompetanse.organisasjon.models import Enhet, Person
from planer.demo.dokumenter import DIGITALISERING, POLITIKK, SAMFUNNSDEL
from planer.maal import maal as prosess
from planer.maal import svar
from planer.maal.maaling import Maalt, registrer
from planer.models import Kompetanseplan, Maal
from planer.plan.opprettelse import opprett
from planer.plan.perioder import STRATEGIENS_AAR, Periode

SEKTOR, SYKEHJEM = "Helse og mestring", "Fjordheim sykehjem"
FAG, SYKEPLEIER = "Flere med fagutdanning", "Sykepleier på alle vakter"
PRAKSIS, VELFERD = "Felles praksis i demensomsorgen", "Velferdsteknologi i alle hjem som trenger det"
# (name, number of the kommune's goal that it serves, indicator, unit, baseline, target, lowest acceptable, direction)
SEKTORMAAL = (
    (FAG, "1.1", "Årsverk med fagutdanning", "%", 76, 85, 82, "opp"),
    (SYKEPLEIER, "1.1", "Vakter uten sykepleier", "%", 9, 2, 4, "ned"),
    (PRAKSIS, "2.1", "Avdelinger som følger rutinen", "%", 22, 100, 80, "opp"),
    (VELFERD, "3.2", "Brukere med velferdsteknologi", "%", 34, 80, 60, "opp"),
)
# What the nursing home answers: how it contributes, its own baseline, target and lowest acceptable value, and its
# measurements, the oldest first.
BIDRAG = {
    FAG: ("Fem assistenter tar fagbrev på jobb.", 70, 79, 73, (70, 71, 71, 72, 73)),
    SYKEPLEIER: ("Vi dekker natten fra mars, sammen med Hjemmetjenester.", 14, 3, 8, (14, 15, 13, 12, 11)),
    PRAKSIS: ("Begge avdelingene våre har refleksjonsgruppe annenhver uke.", 0, 100, 50, (0, 0, 50, 100)),
}
LAGT_BORT = "Gjelder hjemmetjenesten. Vi tar det opp igjen når den nye korttidsavdelingen åpner."
EGET = (
    "Alle nye har en veileder fra første vakt",
    "Nyansatte med navngitt veileder",
    40,
    100,
    60,
    (40, 42, 44, 55, 60),
)
# So many of such shares are of.
NEVNERE = {FAG: 64, PRAKSIS: 2, EGET[0]: 15}


def lag(scene: Scene) -> None:
    """The strategies of kommune and sektor, and the nursing home's plans of last year, this year and the next."""
    rot, aar = Enhet.objects.get(kommune=scene.kommune, depth=1), scene.i_dag.year
    strategi = Periode(Kompetanseplan.Slag.STRATEGI, aar - 1, aar - 2 + STRATEGIENS_AAR)
    kommunens = opprett(rot, strategi, bruker=scene.hr)
    for over in Maal.objects.filter(dokument__tittel__in=(SAMFUNNSDEL, POLITIKK, DIGITALISERING)):
        svar.bidra(kommunens, over, bruker=scene.hr)
    sektor = opprett(scene.folk.enheter[SEKTOR], strategi, bruker=scene.hr, overordnet=kommunens)
    _sektorens(sektor, scene)
    for plass in (-1, 0, 1):
        periode = Periode(Kompetanseplan.Slag.HANDLINGSPLAN, aar + plass, aar + plass)
        plan = opprett(scene.folk.enheter[SYKEHJEM], periode, bruker=scene.hr, overordnet=sektor)
        _enhetens(plan, scene, scene.folk.ledere[SYKEHJEM])


def _sektorens(plan, scene):
    over = {maal.nummer: maal for maal in plan.overordnet.maal.all()}
    for plass, (navn, nummer, indikator, enhet, fra, til, minste, retning) in enumerate(SEKTORMAAL, start=1):
        maal = Maal(
            plan=plan,
            over=over[nummer],
            navn=navn,
            indikator=indikator,
            maaleenhet=enhet,
            utgangspunkt=fra,
            utgangspunkt_dato=plan.fra,
            maaltall=til,
            minste=minste,
            retning=retning,
            frist=plan.til,
            ansvarlig=scene.folk.ledere[SEKTOR],
            rekkefolge=10 * plass,
        )
        prosess.lagre(maal, bruker=scene.hr)
        registrer(maal, scene.for_dager(60), Maalt(Decimal(fra) + (til - fra) // 4), bruker=scene.hr)
    prosess.lagre(
        Maal(plan=plan, over=over["1.1"], navn="Flere med fagbrev i hele sektoren", beregning="fagbrev", maaltall=80),
        bruker=scene.hr,
    )


def _enhetens(plan: Kompetanseplan, scene: Scene, leder: Person) -> None:
    over = {maal.navn: maal for maal in plan.overordnet.maal.all()}
    for navn, (bidrag, *tall) in BIDRAG.items():
        svar.bidra(plan, over[navn], bidrag, bruker=scene.hr)
        _maal(svar.svar_paa(plan, over[navn].pk), scene, leder, *tall)
    svar.legg_til_side(plan, over[VELFERD], LAGT_BORT, bruker=scene.hr)
    navn, indikator, *tall = EGET
    eget = Maal(plan=plan, over=over[PRAKSIS], navn=navn, indikator=indikator, maaleenhet="%", rekkefolge=900)
    _maal(eget, scene, leder, *tall)


def _maal(maal, scene, leder, fra, til, minste, verdier):
    """Its figures, and measurements each third month of the year before the plan ends, as far as the year has come."""
    start = dt.date(maal.plan.fra.year - 1, 12, 31)
    maal.utgangspunkt, maal.utgangspunkt_dato = fra, start
    maal.maaltall, maal.minste, maal.frist, maal.ansvarlig = til, minste, maal.plan.til, leder
    prosess.lagre(maal, bruker=scene.hr)
    for nr, verdi in enumerate(verdier):
        dag = start + dt.timedelta(days=80 * nr)
        if dag <= scene.i_dag:
            registrer(maal, dag, Maalt(Decimal(verdi), NEVNERE.get(maal.navn)), bruker=scene.hr)
