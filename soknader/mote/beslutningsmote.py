"""The decision group's meeting, from the call to the minutes. HR keeps it; the group decides.

Every verb locks the meeting first, then the cases it touches. A meeting that is closed never changes.
"""

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Count, Exists, OuterRef, QuerySet, Sum
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from kompetanse.felles.formats import dato as skriv_dato
from kompetanse.felles.formats import og_liste
from kompetanse.felles.overgang import endret_siden
from kompetanse.felles.varsler import besvart
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Bruker, Person
from soknader.models import (
    Mote,
    Motesak,
    Ramme,
    Saksteg,
    Soknad,
    Soknadsoppsett,
    Steghandling,
)
from soknader.mote import dokumenter, meldinger
from soknader.mote.livslop import LIVSLOP, PAAGAAR, STYRER
from soknader.mote.oppmote import kall_inn, sett_oppmote
from soknader.mote.saldo import saldo_for
from soknader.sak import saksgang
from soknader.sak.behandlere import utelukkede


@transaction.atomic
def opprett(
    *, bruker: Bruker, ramme: Ramme, dato: dt.date, klokkeslett: dt.time | None = None, sted: str = "", tittel: str = ""
) -> Mote:
    """Make a meeting, call the group's members, and put every ready case of the frame's year on the agenda."""
    if not bruker.has_perm(STYRER):
        raise PermissionDenied
    _kontroller_dato(ramme, dato)
    mote = Mote.objects.create(
        ramme=ramme, dato=dato, klokkeslett=klokkeslett, sted=sted, tittel=tittel or _standardtittel(ramme, dato)
    )
    kalt = kall_inn(mote)
    mote.moteleder = next((ny.person for ny in kalt if ny.kommer), None)
    mote.save()
    _legg_til(mote, klare_soknader(ramme))
    logg(mote, "mote.opprettet", bruker)
    return mote


@transaction.atomic
def endre(
    mote: Mote, *, bruker: Bruker, dato: dt.date, klokkeslett: dt.time | None = None, sted: str = "", tittel: str = ""
) -> Mote:
    """Change what the call says. A title that was made from the date follows the date."""
    mote = LIVSLOP.begynn(mote, "endre", bruker=bruker)
    if mote.status == PAAGAAR and dato != mote.dato:
        raise ValidationError({"dato": _("Dagen ble bestemt da møtet startet, og kan ikke endres nå.")}, code="dato")
    if tittel not in ("", mote.tittel):
        mote.tittel = tittel
    _sett_dato(mote, dato)
    mote.klokkeslett, mote.sted = klokkeslett, sted
    mote.save()
    logg(mote, "mote.endret", bruker)
    return mote


def _sett_dato(mote, dato):
    """The day of the meeting: planned, and from the start on the day it is held. All who write it read it here."""
    _kontroller_dato(mote.ramme, dato)
    if mote.tittel == _standardtittel(mote.ramme, mote.dato):
        mote.tittel = _standardtittel(mote.ramme, dato)
    mote.dato = dato


def _kontroller_dato(ramme, dato):
    if abs(dato.year - ramme.aar) > 1:
        grunn = _("Et møte om rammen for %(aar)s må være mellom %(fra)s og %(til)s.")
        aarene = {"aar": ramme.aar, "fra": ramme.aar - 1, "til": ramme.aar + 1}
        raise ValidationError({"dato": grunn % aarene}, code="dato")


def _holdt(dato):
    if dato > timezone.localdate():
        raise ValidationError({"dato": _("Møtet kan ikke være holdt senere enn i dag.")}, code="dato")
    return dato


@transaction.atomic
def avlys(mote: Mote, *, bruker: Bruker) -> None:
    """Remove a meeting that has not started; its cases are ready for another one. Those who were called are told."""
    mote = LIVSLOP.begynn(mote, "avlys", bruker=bruker)
    logg(mote, "mote.avlyst", bruker, tittel=mote.tittel, dato=mote.dato)
    if mote.innkalt:
        meldinger.avlyst(mote, Bruker.objects.filter(person__in=mote.innkalling["mottakere"]))
    mote.delete()


# --- The agenda -----------------------------------------------------------------------------------


def klare_soknader(ramme: Ramme) -> QuerySet[Soknad]:
    """Applications for the frame's year that wait for a meeting and are not on an open agenda, oldest first."""
    aapne = Motesak.objects.exclude(mote__status=Mote.Status.AVSLUTTET).values("soknad")
    return (
        Soknad.objects.filter(kommune_id=ramme.kommune_id, aar=ramme.aar, status=Soknad.Status.TIL_MOTE)
        .exclude(pk__in=aapne)
        .select_related("soker__person", "enhet")
        .prefetch_related("soknadsenheter")
        .order_by("sendt", "pk")
    )


def ventende_per_aar(kommune_id: int) -> list[tuple[int, bool, int, Decimal]]:
    """(year, it has a frame, how many, what they ask for together) of the cases that no meeting has yet."""
    aapne = Motesak.objects.exclude(mote__status=Mote.Status.AVSLUTTET).values("soknad")
    rader = Soknad.objects.filter(kommune_id=kommune_id, status=Soknad.Status.TIL_MOTE).exclude(pk__in=aapne)
    har_ramme = Exists(Ramme.objects.filter(kommune_id=kommune_id, aar=OuterRef("aar")))
    rader = rader.order_by("aar").annotate(har_ramme=har_ramme).values_list("aar", "har_ramme")
    return list(rader.annotate(Count("pk"), Sum("soknadsbelop")))


@transaction.atomic
def sett_paa_saksliste(mote: Mote, soknader: Iterable[Soknad], *, bruker: Bruker) -> list[Motesak]:
    """Add ready cases at the end of the agenda; one that is not ready any more is left out. Returns the new rows."""
    mote = LIVSLOP.begynn(mote, "sett_paa_saksliste", bruker=bruker)
    nye = _legg_til(mote, soknader)
    if mote.status == PAAGAAR:
        _aapne(nye)
    logg(mote, "mote.saker_satt_opp", bruker, saker=[sak.soknad_id for sak in nye])
    return nye


@transaction.atomic
def ta_av(motesak: Motesak, *, bruker: Bruker) -> None:
    """Take a case off the agenda of a meeting that has not started."""
    mote = LIVSLOP.begynn(motesak.mote, "ta_av", bruker=bruker)
    mote.saker.filter(pk=motesak.pk).delete()
    _nummerer(mote)
    logg(mote, "mote.sak_tatt_av", bruker, soknad=motesak.soknad_id)


@transaction.atomic
def flytt(motesak: Motesak, *, bruker: Bruker, ned: bool) -> None:
    """Move a case one place up or down on the agenda of a meeting that has not started."""
    mote = LIVSLOP.begynn(motesak.mote, "flytt", bruker=bruker)
    saker = list(mote.saker.all())
    fra = next((plass for plass, sak in enumerate(saker) if sak.pk == motesak.pk), None)
    til = None if fra is None else fra + (1 if ned else -1)
    if til is not None and 0 <= til < len(saker):
        saker[fra], saker[til] = saker[til], saker[fra]
        _nummerer(mote, saker)


def _legg_til(mote, soknader):
    """Put cases last, those that are still ready once they are locked: two meetings never get the same case."""
    ider = [soknad.pk for soknad in soknader]
    list(Soknad.objects.select_for_update().filter(pk__in=ider).order_by("pk").values_list("pk"))
    klare = klare_soknader(mote.ramme).filter(pk__in=ider)
    _nummerer(mote)
    neste = mote.saker.count() + 1
    besvart(*(soknad.get_absolute_url() for soknad in klare))
    return Motesak.objects.bulk_create(
        Motesak(kommune_id=mote.kommune_id, mote=mote, soknad=soknad, rekkefolge=nr)
        for nr, soknad in enumerate(klare, start=neste)
    )


def _nummerer(mote, saker=None):
    """Number the agenda from one without holes."""
    saker = mote.saker.all() if saker is None else saker
    endret = [(nr, sak) for nr, sak in enumerate(saker, start=1) if sak.rekkefolge != nr]
    for nr, sak in endret:
        sak.rekkefolge = nr
    Motesak.objects.bulk_update([sak for _nr, sak in endret], ["rekkefolge"])


# --- In the meeting -------------------------------------------------------------------------------


@transaction.atomic
def start(
    mote: Mote, *, bruker: Bruker, til_stede: set[int], moteleder: Person | None, dato: dt.date | None = None
) -> Mote:
    """Open the meeting with those who came, on the day that it is held (today).

    Cases that are not ready any more are taken off the agenda; one that is withdrawn since the members were called stands
    there as that. Raises ValidationError: `ingen_saker`, `dato`, and on `moteleder` and `til_stede`.
    """
    mote = LIVSLOP.begynn(mote, "start", bruker=bruker)
    _sett_dato(mote, _holdt(dato or timezone.localdate()))
    mote.saker.exclude(soknad__status__in=(Soknad.Status.TIL_MOTE, Soknad.Status.TRUKKET)).delete()
    saker = mote.saker.filter(soknad__status=Soknad.Status.TIL_MOTE).select_related("soknad__soker")
    if not saker:
        raise ValidationError(_("Sett minst én sak på sakslisten før du starter møtet."), code="ingen_saker")
    _nummerer(mote)
    sett_oppmote(mote, til_stede, moteleder)
    _aapne(saker)
    besvart(mote.get_absolute_url())
    logg(mote, "mote.startet", bruker, til_stede=sorted(til_stede), moteleder=moteleder.pk)
    return mote


def _aapne(saker):
    """The group has the cases in hand: those who sent them cannot take them back, and who must step aside is noted."""
    ventende = Saksteg.objects.ventende().filter(soknad__motesaker__in=saker, handling=Steghandling.MOTE)
    Saksteg.objects.filter(pk__in=ventende.filter(aapnet=None).order_by().values("pk")).update(aapnet=timezone.now())
    for sak in saker:
        sak.inhabile.add(*utelukkede(sak.soknad), *_inhabile_sist(sak))


def _inhabile_sist(sak):
    """Who stepped aside in the meeting before, whether they are called to this one or not."""
    forrige = sak.soknad.motesaker.exclude(pk=sak.pk).order_by("pk").last()
    return forrige.inhabile.values_list("pk", flat=True) if forrige else ()


@transaction.atomic
def sett_inhabile(motesak: Motesak, personer: Iterable[Person], *, bruker: Bruker, grunn: str = "") -> Motesak:
    """Say who of those called step aside in a case that is not decided. The applicant always does, and who has said so in
    the line. `grunn` is why someone who was to step aside need not, in that one's own words. Raises ValidationError on
    the field `grunn` (`mangler_grunn`).
    """
    mote = LIVSLOP.begynn(motesak.mote, "sett_inhabile", bruker=bruker)
    sak = _ubehandlet(mote, motesak)
    var, grunn = {person.pk: person for person in sak.inhabile.all()}, grunn.strip()
    kalt = set(mote.deltakere.values_list("person_id", flat=True))
    skal = ({person.pk for person in personer} & kalt) | utelukkede(sak.soknad) | (var.keys() - kalt)
    if (fri := og_liste(str(var[pk]) for pk in sorted(var.keys() - skal))) and not grunn:
        melding = _("Skriv hvorfor %(hvem)s ikke er inhabil likevel. Grunnen må komme fra den det gjelder.")
        raise ValidationError({"grunn": melding % {"hvem": fri}}, code="mangler_grunn")
    sak.inhabile.set(skal)
    logg(mote, "mote.habilitet", bruker, sak=sak.rekkefolge, inhabile=sorted(skal & kalt))
    if fri:
        tilgang.logg(sak.soknad, "soknad.habil", *tilgang.HR, bruker=bruker, kommentar=f"{fri}: {grunn}")
    return sak


@transaction.atomic
def utsett(motesak: Motesak, *, bruker: Bruker, grunn: str) -> Motesak:
    """Leave the case for a later meeting. Can be undone while this one is open; sent twice it counts once."""
    mote = LIVSLOP.begynn(motesak.mote, "utsett", bruker=bruker, grunn=grunn)
    sak = _ubehandlet(mote, motesak)
    if sak.utsatt and sak.utsatt_grunn == grunn.strip():
        return sak
    sak.utsatt, sak.utsatt_grunn = True, grunn.strip()
    sak.save()
    logg(mote, "mote.sak_utsatt", bruker, kommentar=sak.utsatt_grunn, sak=sak.rekkefolge)
    return sak


@transaction.atomic
def angre_utsettelse(motesak: Motesak, *, bruker: Bruker) -> Motesak:
    """Take a postponed case in hand again."""
    mote = LIVSLOP.begynn(motesak.mote, "angre_utsettelse", bruker=bruker)
    sak = _ubehandlet(mote, motesak)
    if sak.utsatt:
        sak.utsatt, sak.utsatt_grunn = False, ""
        sak.save()
        logg(mote, "mote.utsettelse_angret", bruker, sak=sak.rekkefolge)
    return sak


def _ubehandlet(mote, motesak):
    """The case of this meeting, read anew, when it waits for a decision."""
    sak = mote.saker.select_related("soknad__soker", "vedtak").get(pk=motesak.pk)
    if hasattr(sak, "vedtak"):
        raise ValidationError(_("Saken er allerede avgjort. Angre vedtaket først hvis det skal endres."), code="stale")
    if sak.soknad.status != Soknad.Status.TIL_MOTE:
        raise endret_siden()
    return sak


# --- The close ------------------------------------------------------------------------------------


@transaction.atomic
def avslutt(mote: Mote, *, bruker: Bruker, merknad: str = "") -> Mote:
    """Close the meeting: decisions stand from now on, untreated cases are postponed, people are told, and the documents
    are ordered.

    All in one transaction: the order of documents stands in the job queue when the meeting is closed, and is tried
    again by the queue and by hand until all are made (`dokumenter.lag_motedokumenter`).
    """
    mote = LIVSLOP.begynn(mote, "avslutt", bruker=bruker)
    saldo = saldo_for(mote)
    ubehandlede = mote.saker.filter(vedtak=None, utsatt=False, soknad__status=Soknad.Status.TIL_MOTE)
    ubehandlede.update(utsatt=True, utsatt_grunn=_("Ikke behandlet i møtet."))
    mote.merknad = merknad.strip()
    mote.avsluttet, mote.avsluttet_av = timezone.now(), bruker
    mote.saldo_innvilget_for, mote.saldo_innvilget, mote.saldo_ledig = saldo.innvilget_for, saldo.innvilget, saldo.ledig
    mote.save()
    logg(mote, "mote.avsluttet", bruker)
    for sak in mote.saker.select_related("soknad__soker", "vedtak__fattet_av"):
        _gjor_ferdig(sak, bruker)
    dokumenter.bestill_motedokumenter(mote, bruker)
    return mote


def _gjor_ferdig(sak, bruker):
    """Carry what the meeting did with a case into the case, and tell its owner."""
    if hasattr(sak, "vedtak"):
        saksgang.avslutt_med_vedtak(sak.soknad, sak.vedtak)
    elif sak.utsatt:
        tilgang.logg(
            sak.soknad,
            "soknad.utsatt",
            *tilgang.HR,
            bruker=bruker,
            kommentar=sak.utsatt_grunn,
            mote=sak.mote_id,
        )
        meldinger.utsatt(sak.soknad, sak.utsatt_grunn)


# --- Shared ---------------------------------------------------------------------------------------


def _standardtittel(ramme, dato):
    organ = Soknadsoppsett.objects.values_list("beslutningsorgan", flat=True).get(kommune_id=ramme.kommune_id)
    return f"{capfirst(organ)} {skriv_dato(dato)}".replace("\N{NO-BREAK SPACE}", " ")


def logg(mote: Mote, handling: str, bruker: Bruker, **data) -> None:
    """Write the audit line of a change of the meeting."""
    tilgang.logg(mote, handling, *tilgang.HR, bruker=bruker, **data)
