"""Some years of central funds: frames, applications in every state, meetings and MBU cases, made by the real actions.

Time is moved while it runs, so that every date, deadline and number is what it would have been.
"""

import datetime as dt
from decimal import Decimal
from functools import partial
from operator import itemgetter

from django.utils import timezone

from kompetanse.felles.demotid import paa_dato
from kompetanse.felles.pdf import PdfMangler
from kompetanse.felles.samskriving import Endring
from kompetanse.organisasjon.demo.scene import Scene
from kompetanse.organisasjon.models import Enhet, Person
from planer.demo.satsinger import DIGITAL, LEDELSE, OFFICE, PERSONVERN
from planer.models import Satsingsomraade
from soknader.demo.tiltak import TILTAK
from soknader.mbu import saksgang as mbusak
from soknader.models import Fordelingsnokkel, Ramme, Soknad, Vedtak
from soknader.mote import beslutningsmote, innkalling
from soknader.mote.dokumenter import lag_motedokumenter
from soknader.mote.vedtak import fatt_vedtak
from soknader.ramme import fordeling, regnskap, styring
from soknader.sak import rapport as etterarbeid
from soknader.sak import retting, saksgang, utkast
from soknader.sak.behandlere import brukere_for_steg

# From a draft to the first day of the measure: the line and a meeting come between.
TIL_START = dt.timedelta(days=60)
Utfall = Vedtak.Utfall
OREMERKET = {PERSONVERN: 100_000, DIGITAL: 250_000, OFFICE: 100_000, LEDELSE: 200_000}
RAPPORTERT = 6  # among TILTAK
AVGJORT = 146  # days since the last of those that were decided some months ago
RESULTAT = "Deltakerne er fornøyde og har tatt i bruk det de lærte. Vi anbefaler tiltaket til andre avdelinger."


def lag(scene: Scene, soker_ved_prosjektkontoret: Person) -> None:
    """Everything about money: frames, and what has been applied for. The oldest first, whatever day it is today."""
    aar = scene.i_dag.year
    siste = _pengeaar(scene, 1)
    sokere = {"Prosjektkontoret": soker_ved_prosjektkontoret}
    steg = [(_rammedag(ett), partial(_ramme, scene, ett)) for ett in range(aar - 2, siste + 1)]
    steg += [
        (dt.date(aar - 2, 3, 3), partial(_avsluttet_aar, scene, sokere, aar - 2, [0, 7, 9, 13, 15], avslag=[])),
        (dt.date(aar - 2, 12, 2), partial(_mbu, scene, aar - 2)),
        (dt.date(aar - 1, 3, 3), partial(_avsluttet_aar, scene, sokere, aar - 1, [4, 5, 8, 10, 12, 16], avslag=[12])),
        (dt.date(aar - 1, 12, 2), partial(_mbu, scene, aar - 1)),
        (_oppgjorsdag(scene, aar - 1), partial(_overfor_resten, scene, aar - 1)),
        (scene.for_dager(AVGJORT), partial(_avgjort_for_en_stund_siden, scene, sokere)),
        (scene.for_dager(20), partial(_til_behandling, scene, sokere, siste)),
        (scene.for_dager(12), partial(_rapportert_og_rettet, scene)),
    ]
    for _dato, gjor in sorted(steg, key=itemgetter(0)):
        gjor()


def _pengeaar(scene, dager):
    """The year of the money for what was applied for so many days ago: the year when the measure begins."""
    return (scene.for_dager(dager) + TIL_START).year


def _rammedag(aar):
    """The frame is made while the budget for the year is prepared, before anyone applies for its money."""
    return dt.date(aar - 1, 10, 1)


def _ramme(scene, aar):
    """The year's frame, with earmarks, distributed by employees. It grows by 200 000 kr a year."""
    total = Decimal(2_000_000 - 200_000 * (scene.i_dag.year - aar))
    with paa_dato(_rammedag(aar)):
        ramme = Ramme(kommune=scene.kommune, aar=aar, total=total, fordelt=total / 2)
        styring.opprett(ramme, bruker=scene.hr)
        omraader = {omraade.navn: omraade.pk for omraade in Satsingsomraade.objects.all()}
        styring.sett_oremerkinger(
            ramme, {omraader[navn]: Decimal(belop) for navn, belop in OREMERKET.items()}, bruker=scene.hr
        )
        rader, _utenfor = fordeling.grunnlag(ramme, fordeling.STANDARDNIVAA, timezone.localdate())
        fordeling.sett_belop(ramme, rader, Fordelingsnokkel.ANSATTE)
        fordeling.lagre(ramme, rader, nokkel=Fordelingsnokkel.ANSATTE, bruker=scene.hr)


def _oppgjorsdag(scene, aar):
    """The end of the year, or when the last report for its money has been corrected."""
    siste_retting = scene.for_dager(7) if _pengeaar(scene, AVGJORT) == aar else dt.date.min
    return max(dt.date(aar, 12, 30), siste_retting)


def _overfor_resten(scene, aar):
    """What is free when the year is settled goes on to the next."""
    with paa_dato(_oppgjorsdag(scene, aar)):
        ramme = Ramme.objects.get(aar=aar)
        ledig = regnskap.regnskap(ramme).fri.ledig
        if ledig > 0:
            grunn = "Ubrukte midler overføres etter vedtak i etatsledergruppen."
            styring.overfor_til_neste(ramme, belop=min(ledig, Decimal(60_000)), grunn=grunn, bruker=scene.hr)


def _utkast(scene, sokere, nummer, aar):
    """A draft for the year's money, written by the head of the unit, or by the one named in `sokere`."""
    ide = TILTAK[nummer]
    person = sokere.get(ide.enhet) or scene.folk.ledere[ide.enhet]
    bruker = scene.bruker(person)
    start = max(timezone.localdate() + TIL_START, dt.date(aar, 1, 8))
    soknad = utkast.opprett(
        bruker=bruker,
        enhet=Enhet.objects.get(navn=ide.enhet),
        aar=aar,
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
    utkast.lagre_budsjett(soknad, Endring({"linjer": linjer}), bruker=bruker)
    return Soknad.objects.get(pk=soknad.pk)


def _deltakere(ide):
    if isinstance(ide.deltakere, int):
        return {"antall_deltakere": ide.deltakere}
    return {"deltakere_tekst": ide.deltakere}


def _maalgruppe(ide):
    if ide.maalgruppe in Soknad.Maalgruppe.values:
        return {"maalgruppe": ide.maalgruppe}
    return {"maalgruppe": Soknad.Maalgruppe.ANDRE, "maalgruppe_tekst": ide.maalgruppe}


def _sendt(scene, sokere, nummer, dato, aar):
    with paa_dato(dato, 9):
        soknad = _utkast(scene, sokere, nummer, aar)
        return saksgang.send_inn(soknad, bruker=soknad.soker)


def _svarer(soknad):
    """Whoever the waiting step waits for: the one that the chain names, or a leader further up."""
    return next(iter(brukere_for_steg(soknad.current_step())), None)


def _anbefalt(scene, soknad, dato, kommentar="Godt forankret. Jeg anbefaler søknaden."):
    with paa_dato(dato, 11):
        return saksgang.anbefal(soknad, bruker=_svarer(soknad), kommentar=kommentar)


def _innstilt(scene, soknad, dato, belop=None, kommentar="Innenfor formålet med de sentrale midlene."):
    with paa_dato(dato, 13):
        return saksgang.innstill(soknad, bruker=_svarer(soknad), kommentar=kommentar, belop=belop)


def _klar(scene, sokere, nummer, dato, aar, **innstilling):
    """Through the line in three weeks, ready for a meeting."""
    soknad = _sendt(scene, sokere, nummer, dato, aar)
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
                fatt_vedtak(motesak, bruker=scene.hr, utfall=utfall, belop=belop, begrunnelse=begrunnelse)
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
    """An earlier year: all decided in one meeting, and reported."""
    soknader = {
        nummer: _klar(scene, sokere, nummer, dt.date(aar, 3, 3 + plass), aar) for plass, nummer in enumerate(numre)
    }
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


def _mbu(scene, aar):
    """The case of the year: prepared by HR, sent by the director, and resolved by the board in December."""
    dato, motedato, saksnummer = dt.date(aar, 12, 2), dt.date(aar, 12, 16), f"{17 + aar % 5}/{aar % 100}"
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


def _avgjort_for_en_stund_siden(scene, sokere):
    """A meeting some months ago: granted, granted in part, refused, and one postponed."""
    aar = _pengeaar(scene, AVGJORT)
    innvilget, rapportert, delvis, avslag, utsatt = (
        _klar(scene, sokere, nummer, scene.for_dager(AVGJORT + 4 - plass), aar)
        for plass, nummer in enumerate((11, RAPPORTERT, 17, 14, 7))
    )
    beslutninger = {
        innvilget: (Utfall.INNVILGET, None, ""),
        rapportert: (Utfall.INNVILGET, None, ""),
        delvis: (Utfall.DELVIS, Decimal(84_000), "Instruktørene dekkes. Vikarer dekkes av avdelingens egne midler."),
        avslag: (Utfall.AVSLAATT, None, "Opplæringen følger med utstyret og dekkes av leverandøren."),
    }
    _mote(scene, scene.for_dager(100), aar, beslutninger, utsett=[utsatt])


def _rapportert_og_rettet(scene):
    soknad = Soknad.objects.get(tittel=TILTAK[RAPPORTERT].tittel)
    _rapport(soknad, scene.for_dager(12), "0.85", 112)
    _rettet(soknad, scene.for_dager(9), ekstra=Decimal(2_400))


def _til_behandling(scene, sokere, aar):
    """The case list of today: something in every state, and one that waits past its deadline."""
    _kommende_mote(scene, sokere, aar)
    _anbefalt(scene, _sendt(scene, sokere, 0, scene.for_dager(10), aar), scene.for_dager(3))
    ferske = {
        dager: _sendt(scene, sokere, nummer, scene.for_dager(dager), aar)
        for dager, nummer in ((9, 16), (8, 12), (6, 4))
    }
    _sendt(scene, sokere, 1, scene.for_dager(8), aar)
    with paa_dato(scene.for_dager(4)):
        kommentar = "Hvem fra Kommunalteknikk skal være med? Ta også med hva vi gjør selv etterpå."
        saksgang.returner(ferske[9], bruker=_svarer(ferske[9]), kommentar=kommentar)
        saksgang.trekk(ferske[8], bruker=ferske[8].soker, kommentar="Kurset er avlyst av arrangøren.")
        saksgang.avslaa(
            ferske[6], bruker=_svarer(ferske[6]), kommentar="Kurset er alt kjøpt inn i fellesavtalen for i år."
        )
    _sendt(scene, sokere, 15, scene.for_dager(2), aar)
    # The director of all has applied, so nobody in the line is above: HR points out who answers.
    _sendt(scene, {TILTAK[10].enhet: scene.direktor.person}, 10, scene.for_dager(2), aar)
    with paa_dato(scene.for_dager(1)):
        _utkast(scene, sokere, 5, aar)
        _utkast(scene, sokere, 8, aar)


def _kommende_mote(scene, sokere, aar):
    """Next meeting, with ready cases on the agenda, and the members called to it."""
    for plass, (nummer, innstilling) in enumerate(
        ((3, {}), (2, {"belop": Decimal(80_000), "kommentar": "To samlinger nå, resten søkes neste år."}))
    ):
        _klar(scene, sokere, nummer, scene.for_dager(20 - plass), aar, **innstilling)
    with paa_dato(scene.for_dager(1), 14):
        mote = beslutningsmote.opprett(
            bruker=scene.hr,
            ramme=Ramme.objects.get(aar=aar),
            dato=scene.i_dag + dt.timedelta(days=18),
            klokkeslett=dt.time(9),
            sted="Formannskapssalen",
        )
        innkalling.send(mote, bruker=scene.hr, forrige=innkalling.status(mote, saker=(), personer=()).versjon)
