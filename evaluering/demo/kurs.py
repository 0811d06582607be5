"""The courses that have been held: each with what was said of it, and what was learnt."""

import datetime as dt
from decimal import Decimal

from evaluering.deltakere import deltakere
from evaluering.demo.gang import Gang, Historie
from evaluering.demo.skjema import NAVN, endre_skjemaet, lag_skjemaet
from evaluering.models import Evaluering, Indikator, Nyttelinje
from evaluering.nytte import kostnad, maaling
from evaluering.plan import planlegging
from evaluering.plan.registertall import mulige_krav
from kompetanse.felles.demotid import paa_dato
from kompetanse.felles.samskriving import Endring
from kompetanse.organisasjon.demo.scene import Scene
from kurs.models import Kjoring
from planer.maal.maaling import Maalt

# The runs of a course that have been held, the oldest first.
WEBINAR = "Personvern i hverdagen"
HISTORIER = {
    WEBINAR: (
        Historie(
            (1,),
            "En halv time med spørsmål ga mer enn lysbildene.",
            "endre",
            "Halve tiden til spørsmål.\nSend ut svarene etterpå.",
            fornoyd=3.4,
            skjema=NAVN,
        ),
        Historie((1,), "Med tid til spørsmål ble webinaret nyttig for de fleste.", "gjenta", fornoyd=4.3, skjema=NAVN),
        Historie((1,), fornoyd=4.2, skjema=NAVN),
    ),
    "Ny som leder": (
        Historie(
            (1, 2, 3, 4),
            "Nye ledere bruker samtaleøvelsene, men rekker ikke å lese lovverket.",
            "endre",
            "Bytt ut én time lovverk med øving.\nLederen over setter av tid.",
            atferd=("Holder medarbeidersamtaler etter malen", "Følger opp sykefravær fra første dag"),
            bruker=4.2,
            ser=3.5,
        ),
        Historie(
            (1, 3),
            "Med lederen over på laget tas verktøyene i bruk.",
            "gjenta",
            atferd=("Holder medarbeidersamtaler etter malen", "Følger opp sykefravær fra første dag"),
            fornoyd=4.5,
            bruker=4.3,
            ser=4.0,
        ),
    ),
    "Hjerte- og lungeredning": (
        Historie((1, 2, 4), "Alle kan det etter tre timer, og bør øve igjen hvert år.", "gjenta", foer=2.0, etter=4.4),
        Historie(
            (1, 2), "Repetisjon etter ett år holder ferdigheten oppe.", "gjenta", foer=3.1, etter=4.6, fornoyd=4.6
        ),
    ),
    "Kommunalkonferansen": (
        Historie(
            (1,),
            "Tre deltakere er for få til at kommunen merker det.",
            "la_vaere",
            "Hold en fagdag om klarspråk her i stedet.",
            rakk_ikke={1: "Bare tre deltok, og da er svarene ikke anonyme. Vi snakket sammen."},
        ),
    ),
    "Skriv så alle forstår": (Historie((1, 3), atferd=("Skriver det viktigste først",), fornoyd=4.4),),
}


def lag(scene: Scene) -> None:
    with paa_dato(scene.for_dager(800)):
        lag_skjemaet(scene)
    for navn, historier in HISTORIER.items():
        kjoringer = Kjoring.objects.filter(kurs__navn=navn, samlinger__slutt__date__lt=scene.i_dag)
        kjoringer = kjoringer.exclude(status__in=(Kjoring.Status.UTKAST, Kjoring.Status.AVLYST)).distinct()
        med_kurs = kjoringer.select_related("kurs__enhet", "kurs__ansvarlig")
        for kjoring, historie in zip(sorted(med_kurs, key=_begynte), historier, strict=False):
            _evaluer(scene, kjoring, historie)
            if (navn, historie) == (WEBINAR, historier[0]):
                with paa_dato(kjoring.slutter.date() + dt.timedelta(days=40)):
                    endre_skjemaet(scene)


def _begynte(kjoring):
    return kjoring.samlinger.first().start


def _evaluer(scene, kjoring, historie):
    kurs = kjoring.kurs
    ny = Evaluering(kjoring=kjoring, tiltak=kurs.tiltak.first(), enhet=kurs.enhet, evaluator=kurs.ansvarlig)
    if not deltakere(ny).exists():
        return
    gang = Gang(scene, ny, historie).planlegg()
    if 4 in historie.nivaaer:
        NYTTE[kurs.navn](scene, gang.evaluering)
    gang.spor().konkluder()


# --- Level 4 ---------------------------------------------------------------------------------------

# Sick leave in per cent, month by month before the course and after it: of those who had it, and of the others.
FOER, ETTER = ("9.1", "8.7", "9.4", "8.9", "9.2", "9.0"), ("8.6", "8.2", "7.7", "7.9", "7.4", "7.8")
ANDRE = ("8.2", "8.4", "8.1", "8.3", "8.2", "8.4"), ("8.3", "8.1", "8.2", "8.4", "8.0", "8.2")


def _nytte(scene, evaluering):
    """A figure that moved, beside that of units without new leaders, and what it cost and gave."""
    start, slutt = evaluering.start, evaluering.slutt
    felt = {"navn": "Sykefravær i enhetene deres", "maaleenhet": "%", "retning": "ned", "maaltall": Decimal(8)}
    with paa_dato(start - dt.timedelta(days=20)):
        indikator = planlegging.lagre_indikator(Indikator(evaluering=evaluering, **felt), Endring({}), bruker=scene.hr)
    for gruppe, (foer, etter) in enumerate(((FOER, ETTER), ANDRE)):
        dager = [start - dt.timedelta(days=15 + 30 * nr) for nr in range(len(foer))][::-1]
        dager += [slutt + dt.timedelta(days=30 * nr) for nr in range(1, len(etter) + 1)]
        for dag, verdi in zip(dager, (*foer, *etter), strict=True):
            if dag < scene.i_dag:
                with paa_dato(dag):
                    maaling.registrer(
                        indikator, dag, Maalt(Decimal(verdi)), sammenligning=bool(gruppe), bruker=scene.hr
                    )
    with paa_dato(min(slutt + dt.timedelta(days=200), scene.for_dager(1))):
        kostnad.ta_forslag(evaluering, bruker=scene.hr)
        for linje in (
            _linje(
                "kostnad",
                "reise",
                "Reise til samlingene",
                (8_000, 8_000, 8_000),
                "Overnatting for fire som bor langt unna.",
            ),
            _linje(
                "nytte",
                "annet",
                "Mindre sykefravær",
                (0, 110_000, 190_000),
                "Ett prosentpoeng i 14 enheter, regnet som sparte vikarer. Lavt: nedgangen er tilfeldig.",
            ),
        ):
            kostnad.lagre(Nyttelinje(evaluering=evaluering, **linje), Endring({}), bruker=scene.hr)


# How many of 22 met what the course teaches, and how many days from its start, or from its end.
MOETTE = ((-60, 9), (-30, 10), (-2, 10)), ((30, 17), (90, 19), (180, 20))


def _fra_registeret(scene, evaluering):
    """The share who meet the requirement, as the registry had it before and after."""
    krav = mulige_krav(evaluering)
    if not krav:
        return
    start, slutt = evaluering.start, evaluering.slutt
    felt = {"krav": krav[0], "navn": "Kan hjerte- og lungeredning", "maaleenhet": "%", "maaltall": Decimal(90)}
    with paa_dato(start - dt.timedelta(days=20)):
        indikator = planlegging.lagre_indikator(Indikator(evaluering=evaluering, **felt), Endring({}), bruker=scene.hr)
    for fra, maalt in zip((start, slutt), MOETTE, strict=True):
        for om, teller in maalt:
            dag = fra + dt.timedelta(days=om)
            if dag < scene.i_dag:
                with paa_dato(dag):
                    maaling.registrer(indikator, dag, Maalt.andel(teller, 22), bruker=None)


NYTTE = {"Ny som leder": _nytte, "Hjerte- og lungeredning": _fra_registeret}


def _linje(slag, post, navn, belop, forutsetning):
    lav, sannsynlig, hoy = map(Decimal, belop)
    felt = {"post": post, "navn": navn, "lav": lav, "sannsynlig": sannsynlig, "hoy": hoy}
    return {"slag": slag, **felt, "forutsetning": forutsetning}
