"""Some years of central funds: frames, applications in every state, meetings and MBU cases, made by the real actions.

Time is moved while it runs, so that every date, deadline and number is what it would have been.
"""

import datetime as dt
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from zoneinfo import ZoneInfo

import time_machine
from django.db import connection
from django.utils import timezone

from kompetanse.felles.models import Varsel
from kompetanse.felles.pdf import PdfMangler
from kompetanse.organisasjon.models import Bruker, Enhet
from kompetanse.oversikt.demo.tiltak import SATSINGER, TILTAK
from planer.models import Satsingsomraade
from soknader.mbu import saksgang as mbusak
from soknader.models import Fordelingsnokkel, Ramme, Soknad, Vedtak
from soknader.mote import beslutningsmote, innkalling
from soknader.mote.dokumenter import lag_motedokumenter
from soknader.ramme import fordeling, regnskap, styring
from soknader.sak import rapport as etterarbeid
from soknader.sak import retting, saksgang, utkast
from soknader.sak.behandlere import brukere_for_steg

OSLO = ZoneInfo("Europe/Oslo")
Utfall = Vedtak.Utfall
RESULTAT = "Deltakerne er fornøyde og har tatt i bruk det de lærte. Vi anbefaler tiltaket til andre avdelinger."


@contextmanager
def paa_dato(dato, time=10):
    """Everything inside happens from this hour of this date; those who are told, are told then."""
    naa = dt.datetime(dato.year, dato.month, dato.day, time, tzinfo=OSLO)
    with time_machine.travel(naa, tick=True):
        yield
        _fortell()


def _fortell():
    """Run what waits for the commit: the demo is one transaction, and its messages belong to the day they tell of."""
    while connection.run_on_commit:
        _punkter, funksjon, _robust = connection.run_on_commit.pop(0)
        funksjon()


@dataclass
class Scene:
    """The people who act, and the day it is."""

    kommune: object
    folk: object
    hr: Bruker
    direktor: Bruker
    i_dag: dt.date

    def bruker(self, person):
        return Bruker.objects.select_related("person", "kommune").get(person__ansattnummer=person.ansattnummer)

    def for_dager(self, dager):
        return self.i_dag - dt.timedelta(days=dager)


def lag_midler(scene, soker_ved_prosjektkontoret):
    """Everything about money: areas, frames, and what has been applied for. The oldest first."""
    _satsingsomraader(scene)
    aar = scene.i_dag.year
    for plass, total in enumerate((1_600_000, 1_800_000, 2_000_000)):
        _ramme(scene, aar - 2 + plass, total)
    sokere = {"Prosjektkontoret": soker_ved_prosjektkontoret}
    _avsluttet_aar(scene, sokere, aar - 2, [0, 7, 9, 13, 15], avslag=[])
    _avsluttet_aar(scene, sokere, aar - 1, [4, 5, 8, 10, 12, 16], avslag=[12])
    _overfor_resten(scene, aar - 1)
    _i_aar(scene, sokere)


def _satsingsomraader(scene):
    for plass, (navn, forankring, _belop) in enumerate(SATSINGER, start=1):
        Satsingsomraade.objects.create(
            navn=navn, forankring=forankring, fra_aar=scene.i_dag.year - 2, rekkefolge=10 * plass
        )


def _ramme(scene, aar, total):
    """The year's frame, with earmarks, distributed by employees on the first working days of January."""
    with paa_dato(dt.date(aar, 1, 4)):
        ramme = Ramme(kommune=scene.kommune, aar=aar, total=Decimal(total), fordelt=Decimal(total) / 2)
        styring.opprett(ramme, bruker=scene.hr)
        omraader = {omraade.navn: omraade.pk for omraade in Satsingsomraade.objects.all()}
        styring.sett_oremerkinger(
            ramme, {omraader[navn]: Decimal(belop) for navn, _hvor, belop in SATSINGER}, bruker=scene.hr
        )
        rader, _utenfor = fordeling.grunnlag(ramme, fordeling.STANDARDNIVAA, timezone.localdate())
        fordeling.sett_belop(ramme, rader, Fordelingsnokkel.ANSATTE)
        fordeling.lagre(ramme, rader, nokkel=Fordelingsnokkel.ANSATTE, bruker=scene.hr)


def _overfor_resten(scene, aar):
    """What was free when the year ended goes on to the next."""
    with paa_dato(dt.date(aar + 1, 1, 12)):
        ramme = Ramme.objects.get(aar=aar)
        ledig = regnskap.regnskap(ramme).fri.ledig
        if ledig > 0:
            grunn = "Ubrukte midler overføres etter vedtak i etatsledergruppen."
            styring.overfor_til_neste(ramme, belop=min(ledig, Decimal(60_000)), grunn=grunn, bruker=scene.hr)


def _utkast(scene, sokere, nummer):
    """A draft written by the head of the unit, or by the one named in `sokere`."""
    ide = TILTAK[nummer]
    person = sokere.get(ide.enhet) or scene.folk.ledere[ide.enhet]
    bruker = scene.bruker(person)
    start = timezone.localdate() + dt.timedelta(days=45)
    soknad = utkast.opprett(
        bruker=bruker,
        enhet=Enhet.objects.get(navn=ide.enhet),
        kompetansetype=Soknad.Kompetansetype.TVERRGAAENDE,
        tittel=ide.tittel,
        beskrivelse=ide.beskrivelse,
        satsingsomraade=Satsingsomraade.objects.get(navn=ide.omraade),
        begrunnelse=ide.begrunnelse,
        forventet_effekt=ide.effekt,
        evaluering="Kort skjema ved slutt. Leder og deltaker vurderer bruken etter fire måneder.",
        periode_fra=start,
        periode_til=start + dt.timedelta(days=30),
        **_deltakere(ide),
        **_maalgruppe(ide),
    )
    linjer = [utkast.Linje(hva, Decimal(belop), mva) for hva, belop, mva in ide.linjer]
    utkast.lagre_budsjett(soknad, bruker=bruker, linjer=linjer, egenandel=Decimal(0))
    return Soknad.objects.get(pk=soknad.pk)


def _deltakere(ide):
    if isinstance(ide.deltakere, int):
        return {"antall_deltakere": ide.deltakere}
    return {"deltakere_tekst": ide.deltakere}


def _maalgruppe(ide):
    if ide.maalgruppe in Soknad.Maalgruppe.values:
        return {"maalgruppe": ide.maalgruppe}
    return {"maalgruppe": Soknad.Maalgruppe.ANDRE, "maalgruppe_tekst": ide.maalgruppe}


def _sendt(scene, sokere, nummer, dato):
    with paa_dato(dato, 9):
        soknad = _utkast(scene, sokere, nummer)
        return saksgang.send_inn(soknad, bruker=soknad.soker)


def _svarer(soknad):
    """Whoever the waiting step waits for: the one that the chain names, or a leader further up."""
    return brukere_for_steg(soknad.current_step()).select_related("person").first()


def _anbefalt(scene, soknad, dato, kommentar="Godt forankret. Jeg anbefaler søknaden."):
    with paa_dato(dato, 11):
        return saksgang.anbefal(soknad, bruker=_svarer(soknad), kommentar=kommentar)


def _innstilt(scene, soknad, dato, belop=None, kommentar="Innenfor formålet med de sentrale midlene."):
    with paa_dato(dato, 13):
        return saksgang.innstill(soknad, bruker=_svarer(soknad), kommentar=kommentar, belop=belop)


def _klar(scene, sokere, nummer, dato, **innstilling):
    """Through the line in three weeks, ready for a meeting."""
    soknad = _sendt(scene, sokere, nummer, dato)
    soknad = _anbefalt(scene, soknad, dato + dt.timedelta(days=5))
    return _innstilt(scene, soknad, dato + dt.timedelta(days=12), **innstilling)


def _mote(scene, dato, aar, beslutninger, utsett=()):
    """Hold a meeting. `beslutninger` maps application → (outcome, amount, reason)."""
    with paa_dato(dato - dt.timedelta(days=7)):
        mote = beslutningsmote.opprett(
            bruker=scene.hr,
            ramme=Ramme.objects.get(aar=aar),
            dato=dato,
            klokkeslett=dt.time(9),
            sted="Formannskapssalen",
        )
    with paa_dato(dato, 9):
        til_stede = list(mote.deltakere.values_list("person_id", flat=True))
        beslutningsmote.start(mote, bruker=scene.hr, til_stede=til_stede, moteleder=scene.direktor.person)
        for motesak in mote.saker.select_related("soknad"):
            if motesak.soknad in utsett:
                beslutningsmote.utsett(motesak, bruker=scene.hr, grunn="Vi venter på kostnaden for vikarer.")
            elif motesak.soknad in beslutninger:
                utfall, belop, begrunnelse = beslutninger[motesak.soknad]
                beslutningsmote.beslutt(motesak, bruker=scene.hr, utfall=utfall, belop=belop, begrunnelse=begrunnelse)
        beslutningsmote.avslutt(mote, bruker=scene.hr)
        _lag_dokumenter(mote)


def _lag_dokumenter(mote):
    """Minutes and letters; without Pango they wait until the library is there."""
    mote.refresh_from_db()
    try:
        lag_motedokumenter(mote)
    except PdfMangler:
        return


def _rapport(soknad, dato, andel, deltakere):
    """The applicant's report; `andel` of the grant was used."""
    with paa_dato(dato, 14):
        soknad = Soknad.objects.get(pk=soknad.pk)
        etterarbeid.lever_rapport(
            soknad,
            bruker=soknad.soker,
            faktisk_kostnad=(soknad.vedtak.belop * Decimal(andel)).quantize(Decimal("0.01")),
            antall_deltakere=deltakere,
            gjennomfort="Gjennomført som planlagt, med deltakere fra flere avdelinger.",
            resultat=RESULTAT,
        )


def _rettet(soknad, dato, *, ekstra):
    """An invoice that came late: the applicant corrects the report."""
    with paa_dato(dato, 11):
        soknad = Soknad.objects.get(pk=soknad.pk)
        rapport = soknad.sluttrapport
        felt = {navn: getattr(rapport, navn) for navn in retting.FELT}
        felt["faktisk_kostnad"] += ekstra
        grunn = "Regningen for lokalet kom etter at jeg hadde levert."
        retting.rett_rapport(soknad, bruker=soknad.soker, grunn=grunn, versjon=rapport.rettelser, **felt)


def _avsluttet_aar(scene, sokere, aar, numre, *, avslag):
    """An earlier year: all decided in one meeting, reported, and told to MBU in December."""
    soknader = {nummer: _klar(scene, sokere, nummer, dt.date(aar, 3, 3 + plass)) for plass, nummer in enumerate(numre)}
    beslutninger = {
        soknad: (Utfall.AVSLAATT, None, "Tiltaket gjelder bare én avdeling og dekkes av egne midler.")
        if nummer in avslag
        else (Utfall.INNVILGET, None, "")
        for nummer, soknad in soknader.items()
    }
    _mote(scene, dt.date(aar, 4, 22), aar, beslutninger)
    for plass, (nummer, soknad) in enumerate(soknader.items()):
        if nummer not in avslag:
            _rapport(soknad, dt.date(aar, 6, 15 + plass), "0.92" if plass % 2 else "1", 20 + 3 * plass)
    _mbu(scene, dt.date(aar, 12, 2), dt.date(aar, 12, 16), f"{17 + aar % 5}/{aar % 100}")


def _mbu(scene, dato, motedato, saksnummer):
    """A case prepared by HR, sent by the director, and resolved by the board."""
    with paa_dato(dato):
        sak = mbusak.opprett(bruker=scene.hr, per_dato=dato)
        sak = mbusak.lagre(sak, bruker=scene.hr, felt={"motedato": motedato, "saksnummer": saksnummer})
        sak = mbusak.til_godkjenning(sak, bruker=scene.hr)
    try:
        with paa_dato(dato + dt.timedelta(days=2)):
            sak = mbusak.send(sak, bruker=scene.direktor)
        with paa_dato(motedato, 15):
            mbusak.registrer_vedtak(
                sak, bruker=scene.hr, vedtak=f"Enstemmig vedtatt: {sak.forslag_til_vedtak}", vedtaksdato=motedato
            )
    except PdfMangler:
        return


def _i_aar(scene, sokere):
    """The case list of today: something in every state."""
    _avgjort_i_host(scene, sokere)
    ferske = {
        dager: _sendt(scene, sokere, nummer, scene.for_dager(dager)) for dager, nummer in ((9, 16), (8, 12), (6, 4))
    }
    with paa_dato(scene.for_dager(4)):
        kommentar = "Hvem fra Kommunalteknikk skal være med? Ta også med hva vi gjør selv etterpå."
        saksgang.returner(ferske[9], bruker=_svarer(ferske[9]), kommentar=kommentar)
        saksgang.trekk(ferske[8], bruker=ferske[8].soker, kommentar="Kurset er avlyst av arrangøren.")
        saksgang.avslaa(
            ferske[6], bruker=_svarer(ferske[6]), kommentar="Kurset er alt kjøpt inn i fellesavtalen for i år."
        )
    _anbefalt(scene, _sendt(scene, sokere, 0, scene.for_dager(10)), scene.for_dager(3))
    _sendt(scene, sokere, 1, scene.for_dager(7))
    _sendt(scene, sokere, 15, scene.for_dager(2))
    with paa_dato(scene.for_dager(1)):
        _utkast(scene, sokere, 5)
        _utkast(scene, sokere, 8)
    _kommende_mote(scene, sokere)


def _avgjort_i_host(scene, sokere):
    """A meeting some weeks ago: granted, granted in part, refused, and one postponed."""
    innvilget, rapportert, delvis, avslag, utsatt = (
        _klar(scene, sokere, nummer, scene.for_dager(150 - plass)) for plass, nummer in enumerate((11, 6, 17, 14, 7))
    )
    beslutninger = {
        innvilget: (Utfall.INNVILGET, None, ""),
        rapportert: (Utfall.INNVILGET, None, ""),
        delvis: (Utfall.DELVIS, Decimal(84_000), "Instruktørene dekkes. Vikarer dekkes av avdelingens egne midler."),
        avslag: (Utfall.AVSLAATT, None, "Opplæringen følger med utstyret og dekkes av leverandøren."),
    }
    _mote(scene, scene.for_dager(75), scene.for_dager(150).year, beslutninger, utsett=[utsatt])
    _rapport(rapportert, scene.for_dager(12), "0.85", 112)
    _rettet(rapportert, scene.for_dager(9), ekstra=Decimal(2_400))


def _kommende_mote(scene, sokere):
    """Next meeting, with ready cases on the agenda, and the members called to it."""
    for plass, (nummer, innstilling) in enumerate(
        ((3, {}), (2, {"belop": Decimal(80_000), "kommentar": "To samlinger nå, resten søkes neste år."}))
    ):
        _klar(scene, sokere, nummer, scene.for_dager(20 - plass), **innstilling)
    with paa_dato(scene.for_dager(1), 14):
        mote = beslutningsmote.opprett(
            bruker=scene.hr,
            ramme=Ramme.objects.get(aar=scene.for_dager(20).year),
            dato=scene.i_dag + dt.timedelta(days=18),
            klokkeslett=dt.time(9),
            sted="Formannskapssalen",
        )
        innkalling.send(mote, bruker=scene.hr, forrige=innkalling.status(mote, saker=(), personer=()).versjon)


def merk_gamle_varsler_lest(scene):
    """What was told more than two weeks ago has been read."""
    Varsel.objects.filter(opprettet__date__lt=scene.for_dager(14)).update(lest=timezone.now())
