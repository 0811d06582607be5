"""What Fjordby offers: held for three years, this half-year and the next; with waiting lists, and answers that wait."""

import datetime as dt
import random
from decimal import Decimal
from typing import NamedTuple

from kartlegging.models import Kompetanse
from kompetanse.felles.demotid import paa_dato
from kompetanse.felles.samskriving import Endring
from kompetanse.organisasjon.demo.scene import Scene
from kompetanse.organisasjon.models import Bruker, Enhet, Person, Rollekode, Rolletype
from kurs.kjoring import styring
from kurs.kjoring.datoer import Tid
from kurs.models import Kjoring, Kurs, Kursplass
from kurs.oppmote import foring, fullforing
from kurs.paamelding import paamelding
from kurs.tilbud import fra_tiltak, malgrupper
from kurs.tilbud import styring as tilbud
from planer.models import Tiltak

HELSE, SYKEHJEM, STAB = "Helse og mestring", "Fjordheim sykehjem", "HR og virksomhetsstyring"
Form = Kurs.Form
# So many days before it begins, people sign up.
FORVEIEN = 40
# Of those who have a place, so many do not come to a date.
BORTE = 0.07


class Gang(NamedTuple):
    """One run: so many days from today, on so many dates a week apart, with so many seats (None: room for all)."""

    om: int
    plasser: int | None = None
    datoer: int = 1
    fra: int = 9
    til: int = 12
    sted: str = "Rådhuset, kurssalen"
    lenke: str = ""
    pris: int = 0
    kostnad: int = 0
    paameldte: int = 10
    avlyst: str = ""
    utkast: bool = False


class Ett(NamedTuple):
    """A course as the demo tells it; `gir` are names of competences without levels."""

    navn: str
    form: str
    enhet: str
    maal: str
    ganger: tuple[Gang, ...]
    gir: tuple[str, ...] = ()
    rolle: str = ""
    for_enhet: str = ""
    krever_godkjenning: bool = False
    leverandor: str = ""
    ekstern: bool = False


NETT = {"sted": "", "lenke": "https://mote.eksempel.test/kurs"}
KURS = (
    Ett(
        "Personvern i hverdagen",
        Form.WEBINAR,
        STAB,
        "Vite hva du kan dele, med hvem, og hva du gjør når noe går galt.",
        (
            Gang(-720, paameldte=25, til=10, **NETT),
            Gang(-360, paameldte=30, til=10, **NETT),
            Gang(-20, paameldte=28, til=10, **NETT),
            Gang(12, paameldte=14, til=10, **NETT),
            Gang(75, paameldte=4, til=10, **NETT),
        ),
    ),
    Ett(
        "Ny som leder",
        Form.SAMLING,
        STAB,
        "Kjenne rollen, lovverket og verktøyene, og ha et nettverk av andre nye ledere.",
        (
            Gang(-540, 20, 3, til=15, kostnad=60_000, paameldte=14),
            Gang(-180, 20, 3, til=15, kostnad=64_000, paameldte=17),
            Gang(26, 16, 3, til=15, kostnad=64_000, paameldte=19),
            Gang(110, 20, 3, til=15, kostnad=64_000, paameldte=3),
        ),
        rolle=Rollekode.LEDER,
    ),
    Ett(
        "Hjerte- og lungeredning",
        Form.KURS,
        HELSE,
        "Kunne starte hjerte- og lungeredning og bruke hjertestarter.",
        (
            Gang(-700, 12, sted="Fjordheim, møterom 2", paameldte=12),
            Gang(-330, 12, sted="Fjordheim, møterom 2", paameldte=11),
            Gang(9, 12, sted="Fjordheim, møterom 2", paameldte=12),
            Gang(16, 12, sted="Fjordheim, møterom 2", paameldte=7),
            Gang(95, 12, sted="Fjordheim, møterom 2", paameldte=2),
        ),
        gir=("Hjerte- og lungeredning",),
        for_enhet=HELSE,
    ),
    Ett(
        "Demensomsorgens ABC",
        Form.KURS,
        SYKEHJEM,
        "Møte mennesker med demens med trygghet, og forstå hva atferden sier.",
        (
            Gang(-420, 15, 4, til=15, pris=1_200, kostnad=45_000, paameldte=13),
            Gang(33, 15, 4, til=15, pris=1_200, kostnad=45_000, paameldte=9),
        ),
        for_enhet=HELSE,
        krever_godkjenning=True,
        leverandor="Aldring og helse",
    ),
    Ett(
        "Kommunalkonferansen",
        Form.SAMLING,
        STAB,
        "Få med det nyeste om klarspråk, og dele det med dem du arbeider sammen med.",
        (
            Gang(-240, 4, 2, til=16, sted="Hamar", pris=6_500, paameldte=3),
            Gang(48, 4, 2, til=16, sted="Hamar", pris=6_900, paameldte=2),
        ),
        krever_godkjenning=True,
        leverandor="Språkforum",
        ekstern=True,
    ),
    Ett(
        "Nettverk for digitalisering",
        Form.NETTVERK,
        STAB,
        "Løse det samme sammen, én gang.",
        (Gang(-100, None, 12, fra=14, til=15, paameldte=9),),
    ),
    Ett(
        "Hospitering på sykehuset",
        Form.HOSPITERING,
        SYKEHJEM,
        "Se hvordan pasientene har det før de kommer til oss.",
        (
            Gang(-150, 3, til=16, sted="Medisinsk avdeling", paameldte=3),
            Gang(58, 3, til=16, sted="Medisinsk avdeling", paameldte=5),
        ),
        for_enhet=SYKEHJEM,
    ),
    Ett(
        "Skriv så alle forstår",
        Form.KURS,
        STAB,
        "Skrive brev og vedtak som blir forstått første gang de leses.",
        (
            Gang(-60, 20, paameldte=16),
            Gang(20, 20, paameldte=5, avlyst="Kursholderen er blitt syk. Vi setter opp kurset på nytt til våren."),
            Gang(120, 20, utkast=True),
        ),
    ),
)


def lag(scene: Scene) -> None:
    trekk = random.Random(12)
    for ett in KURS:
        kurs = _kurs(scene, ett)
        for gang in ett.ganger:
            _hold(scene, kurs, gang, trekk)
    _fra_tiltaket(scene, trekk)


def _kurs(scene, ett):
    enhet = Enhet.objects.get(navn=ett.enhet)
    with paa_dato(scene.for_dager(900)):
        kurs = tilbud.lagre(
            Kurs(
                navn=ett.navn,
                form=ett.form,
                enhet=enhet,
                maal=ett.maal,
                ansvarlig=scene.hr.person,
                krever_godkjenning=ett.krever_godkjenning,
                leverandor=ett.leverandor,
                larer=Tiltak.Laerer.EKSTERN if ett.leverandor else Tiltak.Laerer.EGEN,
                ekstern=ett.ekstern,
            ),
            bruker=scene.hr,
        )
        for kompetanse in Kompetanse.objects.filter(navn__in=ett.gir):
            tilbud.legg_til_kompetanse(kurs, {"kompetanse": kompetanse}, bruker=scene.hr)
        if ett.rolle or ett.for_enhet:
            regel = {
                "rolle": Rolletype.objects.get(kode=ett.rolle) if ett.rolle else None,
                "enhet": Enhet.objects.get(navn=ett.for_enhet) if ett.for_enhet else None,
            }
            tilbud.legg_til_malgruppe(kurs, regel, bruker=scene.hr)
    return kurs


def _hold(scene, kurs, gang, trekk):
    """Set it up, let people sign up one by one, and hold it when its day has come."""
    forste = _hverdag(scene.i_dag + dt.timedelta(days=gang.om))
    satt_opp = min(forste - dt.timedelta(days=FORVEIEN + 20), scene.for_dager(3))
    with paa_dato(satt_opp):
        kjoring = styring.lagre(
            Kjoring(kurs=kurs, **_felt(gang, forste)), Endring({"tider": _tider(gang, forste)}), bruker=scene.hr
        )
        if gang.utkast:
            return
        kjoring = styring.aapne(kjoring, bruker=scene.hr)
    with paa_dato(min(forste - dt.timedelta(days=FORVEIEN), scene.for_dager(1))):
        _meld_paa(scene, kjoring, _folk(kurs, trekk, gang.paameldte))
    if gang.avlyst:
        with paa_dato(scene.for_dager(1)):
            styring.avlys(kjoring, bruker=scene.hr, kommentar=gang.avlyst)
    elif kjoring.slutter.date() < scene.i_dag:
        _gjennomfor(scene, kjoring, trekk)


def _gjennomfor(scene, kjoring, trekk):
    """Keep the attendance of each date, from which some are away, and complete it on the last."""
    for samling in kjoring.samlinger.all():
        plasser = kjoring.plasser_tatt.med_plass().order_by("pk").values_list("pk", flat=True)
        moette = {plass: None if trekk.random() < BORTE else samling.halvdager for plass in plasser}
        with paa_dato(samling.start.date(), time=20):
            foring.skriv(samling, moette, bruker=scene.hr)
    if not kjoring.kurs.er_gruppe:
        with paa_dato(kjoring.slutter.date(), time=21):
            fullforing.fullfor(kjoring, bruker=scene.hr)


def _felt(gang, forste):
    return {
        "sted": gang.sted,
        "lenke": gang.lenke,
        "plasser": gang.plasser,
        "pris": Decimal(gang.pris) or None,
        "kostnad": Decimal(gang.kostnad) or None,
        "paameldingsfrist": forste - dt.timedelta(days=5),
        "avmeldingsfrist": forste - dt.timedelta(days=3),
    }


def _tider(gang, forste):
    dager = (_hverdag(forste + dt.timedelta(weeks=uke)) for uke in range(gang.datoer))
    return [Tid(dag, dt.time(gang.fra), dt.time(gang.til)) for dag in dager]


def _hverdag(dag):
    """The day, or the Monday after it."""
    return dag + dt.timedelta(days=max(0, 7 - dag.weekday()) if dag.weekday() > 4 else 0)


def _folk(kurs, trekk, antall) -> list[Bruker]:
    """Some of those whom it is for, with an account, drawn the same each time."""
    med_konto = malgrupper.folk(kurs).filter(bruker__isnull=False).order_by("pk").values_list("pk", flat=True)
    alle = list(malgrupper.folk(kurs).order_by("pk").values_list("pk", flat=True))
    valgt = list(med_konto[:2]) + trekk.sample(alle, min(len(alle), antall))
    return list(dict.fromkeys(valgt))[:antall]


def _meld_paa(scene, kjoring, folk):
    personer = {person.pk: person for person in Person.objects.filter(pk__in=folk)}
    brukere = {
        bruker.person_id: bruker
        for bruker in Bruker.objects.filter(person__in=folk).select_related("person", "kommune")
    }
    for nokkel in folk:
        if bruker := brukere.get(nokkel):
            paamelding.meld_paa(kjoring, [bruker.person], bruker=bruker)
    andre = [personer[nokkel] for nokkel in folk if nokkel not in brukere]
    paamelding.meld_paa(kjoring, andre, bruker=scene.hr, maate=Kursplass.Maate.MALGRUPPE)


def _fra_tiltaket(scene, trekk):
    """A course from the measure that the nursing home has for it, with the leader there signing up."""
    tiltak = Tiltak.objects.filter(navn="E-læring og praktisk prøve", plan__enhet__navn=SYKEHJEM)
    tiltak = tiltak.select_related("plan__enhet", "laeringsform", "ansvarlig").order_by("plan__fra").last()
    with paa_dato(scene.for_dager(30)):
        kurs = fra_tiltak.opprett(fra_tiltak.forslag(tiltak), tiltak, bruker=scene.hr)
    _hold(scene, kurs, Gang(23, 12, sted="Fjordheim, møterom 2", paameldte=13), trekk)
