"""Some years of central funds: frames, applications in every state, meetings and MBU cases, made by the real actions.

Time is moved while it runs, so that every date, deadline and number is what it would have been.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from decimal import Decimal
from functools import partial
from operator import itemgetter

from django.utils import timezone

from kompetanse.felles.demotid import paa_dato
from kompetanse.felles.pdf import PdfMangler
from kompetanse.felles.riktekst import som_tekst
from kompetanse.felles.samskriving import Endring
from kompetanse.organisasjon import personer, roller, tilgang
from kompetanse.organisasjon.demo.scene import Scene
from kompetanse.organisasjon.models import Enhet, Person, Rollekode, Stilling
from planer.demo.satsinger import DIGITAL, LEDELSE, OFFICE, PERSONVERN
from planer.models import Satsingsomraade
from soknader.demo import soknaden
from soknader.demo.tiltak import TILTAK
from soknader.mbu import saksgang as mbusak
from soknader.models import Fordelingsnokkel, Ramme, Soknad, Soknadsoppsett, Vedtak
from soknader.mote import beslutningsmote, innkalling
from soknader.mote.dokumenter import lag_motedokumenter
from soknader.mote.vedtak import angre_vedtak, fatt_vedtak
from soknader.oppsett import kjede
from soknader.ramme import fordeling, regnskap, styring
from soknader.sak import saksgang, utkast

Utfall = Vedtak.Utfall
OREMERKET = {PERSONVERN: 100_000, DIGITAL: 250_000, OFFICE: 100_000, LEDELSE: 200_000}
KAN_OREMERKES = (
    "Deler av de sentrale midlene kan øremerkes til prioriterte satsinger på tvers: personvern og informasjonssikkerhet, "
    "digital kompetanse, Microsoft 365, leder- og medarbeiderutvikling."
)
ETTER_STRATEGIEN = (
    "Etatsledergruppen fordeler de sentrale midlene etter kompetansestrategien. MBU orienteres fortløpende om bruken."
)
RAPPORTERT = 6  # among TILTAK
AVGJORT = 146  # days since the last of those that were decided some months ago


def lag(
    scene: Scene, soker_ved_prosjektkontoret: Person, ogsaa: Iterable[tuple[dt.date, Callable[[], None]]] = ()
) -> None:
    """Everything about money: frames, and what has been applied for. The oldest first, whatever day it is today, and with
    what the apps beside this one do of it (`ogsaa`) in between."""
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
    # The strategy came the year after the first case.
    for dato, tekster in (
        (dt.date(aar - 2, 2, 3), {"oremerking_tekst": KAN_OREMERKES}),
        (dt.date(aar - 1, 11, 3), {"strategi_tekst": ETTER_STRATEGIEN}),
    ):
        steg.append((dato, partial(_faste_tekster, scene, dato, **tekster)))
    for _dato, gjor in sorted([*steg, *ogsaa], key=itemgetter(0)):
        gjor()


def _pengeaar(scene, dager):
    """The year of the money for what was applied for so many days ago: the year when the measure begins."""
    return (scene.for_dager(dager) + soknaden.TIL_START).year


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


def _mote(scene, dato, aar, beslutninger, utsett=(), ombestemt=None):
    """Hold a meeting. `beslutninger` maps application → (outcome, amount, reason); `ombestemt` is one that the group first
    grants in full."""
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
                if motesak.soknad == ombestemt:
                    foerst = fatt_vedtak(motesak, bruker=scene.hr, utfall=Utfall.INNVILGET)
                    angre_vedtak(motesak, bruker=scene.hr, vedtak=foerst.pk)
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


def _avsluttet_aar(scene, sokere, aar, numre, *, avslag):
    """An earlier year: all decided in one meeting, and reported."""
    soknader = {
        nummer: soknaden.klar(scene, sokere, nummer, dt.date(aar, 3, 3 + plass), aar)
        for plass, nummer in enumerate(numre)
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
            soknaden.rapporter(soknad, dt.date(aar, 6, 15 + plass), "0.92" if plass % 2 else "1", 20 + 3 * plass)


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
                sak,
                bruker=scene.hr,
                vedtak=f"Enstemmig vedtatt: {som_tekst(sak.forslag_til_vedtak)}",
                vedtaksdato=motedato,
            )
    except PdfMangler:
        return


def _faste_tekster(scene, dato, **tekster):
    """HR writes what the cases to MBU are to propose from now on."""
    with paa_dato(dato):
        oppsett = Soknadsoppsett.objects.get(kommune=scene.kommune)
        for navn, tekst in tekster.items():
            setattr(oppsett, navn, tekst)
        kjede.lagre_tekster(oppsett, bruker=scene.hr)


def _avgjort_for_en_stund_siden(scene, sokere):
    """A meeting some months ago: granted, granted in part, refused, and one postponed."""
    aar = _pengeaar(scene, AVGJORT)
    innvilget, rapportert, delvis, avslag, utsatt = (
        soknaden.klar(scene, sokere, nummer, scene.for_dager(AVGJORT + 4 - plass), aar)
        for plass, nummer in enumerate((11, RAPPORTERT, 17, 14, 7))
    )
    beslutninger = {
        innvilget: (Utfall.INNVILGET, None, ""),
        rapportert: (Utfall.INNVILGET, None, ""),
        delvis: (Utfall.DELVIS, Decimal(84_000), "Instruktørene dekkes. Vikarer dekkes av avdelingens egne midler."),
        avslag: (Utfall.AVSLAATT, None, "Opplæringen følger med utstyret og dekkes av leverandøren."),
    }
    _mote(scene, scene.for_dager(100), aar, beslutninger, utsett=[utsatt], ombestemt=delvis)


def _rapportert_og_rettet(scene):
    soknad = Soknad.objects.get(tittel=TILTAK[RAPPORTERT].tittel)
    soknaden.rapporter(soknad, scene.for_dager(12), "0.85", 112)
    soknaden.rett(soknad, scene.for_dager(9), ekstra=Decimal(2_400))


def _til_behandling(scene, sokere, aar):
    """The case list of today: something in every state, and one that waits past its deadline."""
    _kommende_mote(scene, sokere, aar)
    hos_hr = soknaden.anbefalt(scene, soknaden.sendt(scene, sokere, 0, scene.for_dager(10), aar), scene.for_dager(3))
    _sier_nei(scene, hos_hr, "Økonomi og innkjøp", scene.for_dager(2), "Vi har alt et kursbibliotek til ut neste år.")
    ferske = {
        dager: soknaden.sendt(scene, sokere, nummer, scene.for_dager(dager), aar)
        for dager, nummer in ((9, 16), (8, 12), (6, 4))
    }
    soknaden.sendt(scene, sokere, 1, scene.for_dager(8), aar)
    _sier_nei(scene, ferske[9], "Beredskap", scene.for_dager(5), "Vi bruker kartløsningen til alarmsentralen.")
    with paa_dato(scene.for_dager(4)):
        kommentar = "Hvem fra Kommunalteknikk skal være med? Ta også med hva vi gjør selv etterpå."
        saksgang.returner(ferske[9], bruker=soknaden.svarer(ferske[9]), kommentar=kommentar)
        saksgang.trekk(ferske[8], bruker=ferske[8].soker, kommentar="Kurset er avlyst av arrangøren.")
        saksgang.avslaa(
            ferske[6], bruker=soknaden.svarer(ferske[6]), kommentar="Kurset er alt kjøpt inn i fellesavtalen for i år."
        )
    sendt_igjen = soknaden.sendt(scene, sokere, 15, scene.for_dager(6), aar)
    _sendt_paa_nytt(scene, sendt_igjen)
    _tar_permisjon(scene, sendt_igjen.soker.person)
    # The director of all has applied, so nobody in the line is above: HR points out who answers.
    soknaden.sendt(scene, {TILTAK[10].enhet: scene.direktor.person}, 10, scene.for_dager(2), aar)
    with paa_dato(scene.for_dager(1)):
        soknaden.lag_utkast(scene, sokere, 5, aar)
        soknaden.lag_utkast(scene, sokere, 8, aar)


def _sendt_paa_nytt(scene, soknad):
    """Returned and mended, so that the one who answers sees what has changed."""
    with paa_dato(scene.for_dager(4), 12):
        kommentar = "Hva koster reisen? Skriv også hvem som mangler opplæring."
        soknad = saksgang.returner(soknad, bruker=soknaden.svarer(soknad), kommentar=kommentar)
    with paa_dato(scene.for_dager(2), 9):
        begrunnelse = f"{soknad.begrunnelse} To av tre enheter mangler opplæring."
        utkast.lagre(soknad, Endring({"begrunnelse": begrunnelse}), bruker=soknad.soker)
        linjer = [*utkast.budsjettet(soknad)["linjer"], utkast.Linje("Reise", Decimal(2_000), "med")]
        utkast.lagre_budsjett(soknad, Endring({"linjer": linjer}), bruker=soknad.soker)
        saksgang.send_inn(soknad, bruker=soknad.soker)


def _tar_permisjon(scene, person):
    """Away from yesterday, so that the leader above or HR can go on with the case."""
    fra = scene.i_dag - dt.timedelta(days=1)
    permisjon = {"permisjon_fra": fra, "permisjon_til": fra + dt.timedelta(days=90)}
    with paa_dato(scene.for_dager(1)):
        personer.sett_permisjon(person, Endring(permisjon), bruker=scene.hr)


def _sier_nei(scene, soknad, enhet, dato, grunn):
    """The leader of a unit that the application names does not want to be part of it."""
    with paa_dato(dato, 10):
        enheter = list(soknad.soknadsenheter.filter(enhet__navn=enhet))
        saksgang.si_nei(soknad, bruker=scene.bruker(scene.folk.ledere[enhet]), enheter=enheter, kommentar=grunn)


def _kommende_mote(scene, sokere, aar):
    """Next meeting, with ready cases on the agenda and the members called to it: a deputy for one of them, and a case that
    is withdrawn since."""
    i_to = {"belop": Decimal(80_000), "kommentar": "To samlinger nå, resten søkes neste år."}
    klare = [
        soknaden.klar(scene, sokere, nummer, scene.for_dager(20 - plass), aar, **innstilling)
        for plass, (nummer, innstilling) in enumerate(((3, {}), (2, i_to), (9, {})))
    ]
    dato = scene.i_dag + dt.timedelta(days=18)
    with paa_dato(scene.for_dager(1), 14):
        _vikar_i_gruppen(scene, dato)
        mote = beslutningsmote.opprett(
            bruker=scene.hr,
            ramme=Ramme.objects.get(aar=aar),
            dato=dato,
            klokkeslett=dt.time(9),
            sted="Formannskapssalen",
        )
        innkalling.send(mote, bruker=scene.hr, forrige=innkalling.status(mote, saker=(), personer=()).versjon)
        saksgang.trekk(klare[-1], bruker=klare[-1].soker, kommentar="Kurset er flyttet til neste år.")


def _vikar_i_gruppen(scene, dato):
    """The last member is away on the day of the meeting; one who leads under that one comes instead."""
    rolle = tilgang.innehavere(scene.kommune.pk, Rollekode.ETATSLEDERGRUPPE).order_by("pk").last()
    sektor = Stilling.objects.get(person=rolle.person, er_leder=True).enhet
    under = (enhet for enhet in scene.folk.enheter.values() if enhet.path[: -Enhet.steplen] == sektor.path)
    vikar = scene.folk.ledere[next(under).navn]
    roller.sett_stedfortreder(rolle, vikar, bruker=scene.bruker(rolle.person), fra=dato, til=dato)
