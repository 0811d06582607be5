"""One application of the fictional municipality on its way, by the real actions: written, sent, answered, reported."""

import datetime as dt
from decimal import Decimal

from django.utils import timezone

from kompetanse.felles.demotid import paa_dato
from kompetanse.felles.samskriving import Endring
from kompetanse.organisasjon.models import Enhet
from planer.models import Kompetanseplan, Satsingsomraade, Tiltak
from soknader.demo.tiltak import TILTAK
from soknader.models import Soknad
from soknader.sak import rapport as etterarbeid
from soknader.sak import retting, saksgang, utkast
from soknader.sak.behandlere import brukere_for_steg
from soknader.sak.enheter import sett_enheter

# From a draft to the first day of the measure: the line and a meeting come between.
TIL_START = dt.timedelta(days=60)
VARER = dt.timedelta(days=30)
RESULTAT = "Deltakerne er fornøyde og har tatt i bruk det de lærte. Vi anbefaler tiltaket til andre avdelinger."


def lag_utkast(scene, sokere, nummer, aar):
    """A draft for the year's money, written by the head of the unit, or by the one named in `sokere`."""
    ide = TILTAK[nummer]
    person = sokere.get(ide.enhet) or scene.folk.ledere[ide.enhet]
    bruker = scene.bruker(person)
    start = max(timezone.localdate() + TIL_START, dt.date(aar, 1, 8))
    enhet = Enhet.objects.get(navn=ide.enhet)
    soknad = utkast.opprett(
        bruker=bruker,
        enhet=enhet,
        aar=aar,
        tiltak=_i_planen(ide, enhet, aar, start),
        kompetansetype=Soknad.Kompetansetype.TVERRGAAENDE,
        tittel=ide.tittel,
        beskrivelse=ide.beskrivelse,
        satsingsomraade=Satsingsomraade.objects.get(navn=ide.omraade),
        begrunnelse=ide.begrunnelse,
        forventet_effekt=ide.effekt,
        evaluering="Kort skjema ved slutt. Leder og deltaker vurderer bruken etter fire måneder.",
        periode_fra=start,
        periode_til=start + VARER,
        **_deltakere(ide),
        **_maalgruppe(ide),
    )
    linjer = [utkast.Linje(hva, Decimal(belop), mva) for hva, belop, mva in ide.linjer]
    utkast.lagre_budsjett(soknad, Endring({"linjer": linjer}), bruker=bruker)
    sett_enheter(soknad, list(Enhet.objects.filter(navn__in=ide.ogsaa_for)), er_seksjon=False)
    return Soknad.objects.get(pk=soknad.pk)


def _i_planen(ide, enhet, aar, start):
    """The measure as it stood in the plan of the unit, or of the nearest above it but the kommune's, that year; None where
    there was none."""
    linjen = [*enhet.stier_over[1:], enhet.path]
    planer = Kompetanseplan.objects.for_enheter().filter(enhet__path__in=linjen, fra__year__lte=aar, til__year__gte=aar)
    plan = planer.order_by("enhet__depth", "fra").last()
    if plan is None:
        return None
    felt = {"navn": ide.tittel, "beskrivelse": ide.beskrivelse, "maalgruppe": ide.maalgruppe}
    felt |= {"ansvarlig": plan.ansvarlig, "fra": start, "frist": start + VARER}
    return Tiltak.objects.create(plan=plan, status=Tiltak.Status.PLANLAGT, **felt)


def _deltakere(ide):
    if isinstance(ide.deltakere, int):
        return {"antall_deltakere": ide.deltakere}
    return {"deltakere_tekst": ide.deltakere}


def _maalgruppe(ide):
    if ide.maalgruppe in Soknad.Maalgruppe.values:
        return {"maalgruppe": ide.maalgruppe}
    return {"maalgruppe": Soknad.Maalgruppe.ANDRE, "maalgruppe_tekst": ide.maalgruppe}


def sendt(scene, sokere, nummer, dato, aar):
    with paa_dato(dato, 9):
        soknad = lag_utkast(scene, sokere, nummer, aar)
        return saksgang.send_inn(soknad, bruker=soknad.soker)


def svarer(soknad):
    """Whoever the waiting step waits for: the one that the chain names, or a leader further up."""
    return next(iter(brukere_for_steg(soknad.current_step())), None)


def anbefalt(scene, soknad, dato, kommentar="Godt forankret. Jeg anbefaler søknaden."):
    with paa_dato(dato, 11):
        return saksgang.anbefal(soknad, bruker=svarer(soknad), kommentar=kommentar)


def innstilt(scene, soknad, dato, belop=None, kommentar="Innenfor formålet med de sentrale midlene."):
    with paa_dato(dato, 13):
        return saksgang.innstill(soknad, bruker=svarer(soknad), kommentar=kommentar, belop=belop)


def klar(scene, sokere, nummer, dato, aar, **innstilling):
    """Through the line in three weeks, ready for a meeting."""
    soknad = sendt(scene, sokere, nummer, dato, aar)
    soknad = anbefalt(scene, soknad, dato + dt.timedelta(days=5))
    return innstilt(scene, soknad, dato + dt.timedelta(days=12), **innstilling)


def rapporter(soknad, dato, andel, deltakere):
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
        Tiltak.objects.filter(pk=soknad.tiltak_id).update(status=Tiltak.Status.FERDIG)


def rett(soknad, dato, *, ekstra):
    """An invoice that came late: the applicant corrects the report."""
    with paa_dato(dato, 11):
        soknad = Soknad.objects.get(pk=soknad.pk)
        rapport = soknad.sluttrapport
        felt = {navn: getattr(rapport, navn) for navn in retting.FELT}
        felt["faktisk_kostnad"] += ekstra
        grunn = "Regningen for lokalet kom etter at jeg hadde levert."
        retting.rett_rapport(soknad, bruker=soknad.soker, grunn=grunn, versjon=rapport.rettelser, **felt)
