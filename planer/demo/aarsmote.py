"""The yearly meeting with the unions in Fjordby: last year's with its minutes, this year's called in; and a checklist."""

import datetime as dt

from kompetanse.felles.demotid import paa_dato
from kompetanse.felles.samskriving import Endring
from kompetanse.organisasjon.demo.scene import Scene
from planer.aarsmote import moter
from planer.models import Drofting, Kompetanseplan
from planer.sjekkliste import svar
from planer.vedtak.drofting import Partsvar, si_syn

FORENINGER = ("NSF", "Utdanningsforbundet", "Delta")
MELDING = "Ta gjerne med det dere hører fra medlemmene om vakter, deltid og nye som slutter tidlig."
SYN = "For mange små stillinger i helgene. De som slutter, sier at de ikke får hel stilling."
SVAR = "Forsøket med årsturnus utvides til to sykehjem til."
# Category → what was said, and what they agreed on.
SAGT = {
    "Alle stillingskategorier": (
        "Partene ser det samme bildet: vi mister flest de to første årene.",
        "Alle nye får en fast veileder det første halvåret.",
    ),
    "Sykepleier": (
        "Fagforbundet og NSF mener at deltid er grunnen til at de slutter. Arbeidsgiver viser til vaktene i helgene.",
        "Ledige stillinger lyses ut som hele, og årsturnus prøves på to sykehjem til.",
    ),
    "Helsefagarbeider": (
        "Mange assistenter vil ta fagbrev, men får ikke fri til å øve.",
        "To timer i uken til den som er på vei mot fagbrev.",
    ),
    "Adjunkt": ("Utdanningsforbundet viser til at videreutdanning ofte blir utsatt.", ""),
}


def lag(scene: Scene) -> None:
    tillitsvalgt = scene.bruker(scene.folk.faste[("Mona", "Eriksrud")])
    i_fjor = dt.date(scene.i_dag.year - 1, 6, 10)
    with paa_dato(i_fjor - dt.timedelta(days=21)):
        mote = _kall_inn(scene, i_fjor)
    with paa_dato(i_fjor - dt.timedelta(days=5)):
        si_syn(mote.parter.get(person=tillitsvalgt.person), Endring({"syn": SYN}), bruker=tillitsvalgt)
    with paa_dato(i_fjor, time=12):
        _hold(scene, mote, i_fjor)
    _kall_inn(scene, scene.i_dag + dt.timedelta(days=14))
    _sjekk(scene, tillitsvalgt)


def _kall_inn(scene, dato):
    roller = moter.representanter(scene.kommune.pk)
    return moter.kall_inn(bruker=scene.hr, mote=dato, melding=MELDING, roller=roller, andre=FORENINGER)


def _hold(scene, mote, dato):
    ord_ = {}
    for punkt in mote.punkter.all():
        sagt, enige = SAGT.get(punkt.kategori, ("", ""))
        ord_ |= {moter.feltnavn(punkt, "sagt"): sagt, moter.feltnavn(punkt, "enige"): enige}
    moter.skriv(mote, Endring(ord_), bruker=scene.hr)
    moter.avslutt(
        mote,
        bruker=scene.hr,
        dato=dato,
        utfall=Drofting.Utfall.ENIGE,
        parter=[
            Partsvar(part.pk, part.part, part.hvem, part.part != FORENINGER[-1], part.syn) for part in mote.parter.all()
        ],
        svar=SVAR,
    )


def _sjekk(scene, tillitsvalgt):
    """Leader and representative have begun on the checklist of the nursing home's plan."""
    enhet = scene.folk.enheter["Fjordheim sykehjem"]
    plan = Kompetanseplan.objects.for_enheter().aapne().filter(enhet=enhet).order_by("-fra").first()
    leder = scene.bruker(scene.folk.ledere[enhet.navn])
    punkter = [punkt for punkt, _svar in svar.punkter(plan)]
    for punkt, bruker, notat in (
        (punkter[0], leder, "Ingen vakt uten sykepleier. Flere må kunne veilede."),
        (punkter[1], tillitsvalgt, "Vi har mer enn vi bruker: fire har videreutdanning i demens."),
        (punkter[2], leder, ""),
    ):
        endring = Endring({svar.feltnavn(punkt, "gjort"): True, svar.feltnavn(punkt, "notat"): notat})
        with paa_dato(scene.for_dager(9)):
            svar.lagre(plan, endring, bruker=bruker)
