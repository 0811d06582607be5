"""What Fjordheim sykehjem needs: findings of the registry taken in or left, the factors, needs of its own, alternatives."""

import datetime as dt
from decimal import Decimal

from kompetanse.felles.samskriving import Endring
from kompetanse.organisasjon.demo.scene import Scene
from kompetanse.organisasjon.models import Bruker
from planer.behov import faktorer, styring, svar
from planer.behov.funn import finn
from planer.demo.maal import EGET, PRAKSIS, SYKEHJEM, SYKEPLEIER
from planer.models import Behovsgrunnlag, Kompetansebehov, Kompetanseplan, Listeverdi, Tiltaksalternativ
from planer.tiltak import alternativer

Liste = Listeverdi.Liste
# So many findings of next year's plan are taken in, and so many left for now.
TAS_INN, UTSETTES = 3, 2
# Kode of the factor → what one sees, what it means, whether one can influence it, what one does.
NOTATER = {
    "oppgaver": (
        "Elektronisk medisinskap fra mars. Sykere pasienter etter utskriving.",
        "Alle må mestre skapet.",
        "nei",
        "",
    ),
    "demografi": ("140 flere over 80 år om tre år.", "To nye plasser i året krever flere med fagbrev.", "nei", ""),
    "turnover": (
        "6 av 14 sykepleiere er nye.",
        "Nye trenger veileder, og bare to kan veilede.",
        "ja",
        "Fadderordning.",
    ),
    "deltid": ("Tre går fast natt.", "Natten står uten sykepleier fra mars.", "delvis", "Hele stillinger i turnusen."),
    "flytting": ("Studenter vil hit, men mangler bolig.", "Lærlinger blir boende, studenter drar igjen.", "delvis", ""),
    "arbeidsmarked": (
        "Sykehuset lyser ut de samme stillingene.",
        "Vi må beholde: hele stillinger og fagdager.",
        "delvis",
        "",
    ),
}
# (name, goal, has, needs, by when in words, factor, critical, kind of evidence, what it shows, judgement)
EGNE = (
    (
        "Veilede nye og studenter",
        EGET[0],
        2,
        5,
        "før sommeren",
        "turnover",
        True,
        "resultater",
        "Seks nye uten veileder i fjor.",
        5,
    ),
    ("Fast nattevakt", SYKEPLEIER, 3, 5, "1. mars", "deltid", True, "avvik", "Fire avvik om legemidler på natt.", 4),
    ("Felles praksis i demensomsorgen", PRAKSIS, None, None, "hele året", "oppgaver", False, "skjonn", "", 3),
)
# (name, way, cost, days from the start of the plan, covers, risk)
VEILEDERE = (
    ("Tre tar veilederutdanning", "utvikle", 54_000, 150, 3, "Vikarer i åtte dager hver."),
    ("Låne veiledere fra hjemmetjenesten", "samarbeide", 0, 60, 2, "De trengs selv i ferien."),
)


def lag(scene: Scene) -> None:
    leder = scene.bruker(scene.folk.ledere[SYKEHJEM])
    planer = Kompetanseplan.objects.for_enheter().filter(enhet=scene.folk.enheter[SYKEHJEM], status="utkast")
    for plan in planer.filter(fra__year__gte=scene.i_dag.year):
        _skriv(plan, leder)


def _skriv(plan: Kompetanseplan, leder: Bruker) -> None:
    # One of each competence, so that no two needs are called the same.
    funn = list({ett.behov["kompetanse"].pk: ett for ett in finn(plan)}.values())
    for ett in funn[:TAS_INN]:
        svar.ta_inn(plan, ett.nokkel, bruker=leder)
    for ett in funn[TAS_INN : TAS_INN + UTSETTES]:
        svar.ikke_naa(plan, ett.nokkel, bruker=leder)
    for kode, (ser, betyr, kan, gjor) in NOTATER.items():
        felt = {"ser": ser, "betyr": betyr, "kan_paavirke": kan, "gjor": gjor}
        faktorer.lagre(plan, _ord(Liste.FAKTOR, kode), Endring(felt), bruker=leder)
    forste, *_andre = [_behov(plan, rad, leder) for rad in EGNE]
    _alternativer(forste, leder)


def _behov(plan, rad, leder):
    navn, maal, har, trenger, frist, driver, kritisk, slag, tekst, skjonn = rad
    behov = Kompetansebehov(plan=plan, navn=navn, har=har, trenger=trenger, frist_tekst=frist, kritisk=kritisk)
    behov.driver = _ord(Liste.FAKTOR, driver)
    styring.lagre(behov, Endring({"maal": plan.maal.filter(navn=maal)}), bruker=leder)
    grunnlag = Behovsgrunnlag(behov=behov, slag=_ord(Liste.GRUNNLAG, slag), tekst=tekst, skjonn=skjonn)
    styring.legg_til_grunnlag(grunnlag, bruker=leder)
    return behov


def _alternativer(behov, leder):
    for navn, maate, kostnad, dager, dekker, risiko in VEILEDERE:
        alternativ = Tiltaksalternativ(behov=behov, navn=navn, kostnad=Decimal(kostnad), dekker=dekker, risiko=risiko)
        alternativ.maate = _ord(Liste.MAATE, maate)
        alternativ.virker_fra = behov.plan.fra + dt.timedelta(days=dager)
        alternativer.lagre(alternativ, bruker=leder)
    valgt = behov.alternativer.first()
    alternativer.velg(valgt, "Vi får veiledere som blir her, og dekker alle tre etasjene.", bruker=leder)


def _ord(liste, kode):
    return Listeverdi.objects.get(liste=liste, kode=kode)
