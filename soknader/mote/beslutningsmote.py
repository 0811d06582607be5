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
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Bruker, Person
from soknader.models import (
    Inhabilitet,
    Mote,
    Motedeltaker,
    Motesak,
    Ramme,
    Saksteg,
    Soknad,
    Soknadsoppsett,
    Steghandling,
)
from soknader.mote import dokumenter, meldinger
from soknader.mote.bilde import saldo_for
from soknader.mote.deltakelse import GRUPPENS_ROLLER, Innkalt, innkalte
from soknader.mote.livslop import AVSLUTTET, LIVSLOP, PAAGAAR, STYRER
from soknader.sak import meldinger as saksmeldinger


@transaction.atomic
def opprett(
    *, bruker: Bruker, ramme: Ramme, dato: dt.date, klokkeslett: dt.time | None = None, sted: str = "", tittel: str = ""
) -> Mote:
    """Make a meeting, call the group's members, and put every ready case of the frame's year on the agenda."""
    if not bruker.has_perm(STYRER):
        raise PermissionDenied
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
    if tittel in ("", mote.tittel) and mote.tittel == _standardtittel(mote.ramme, mote.dato):
        tittel = _standardtittel(mote.ramme, dato)
    mote.dato, mote.klokkeslett, mote.sted, mote.tittel = dato, klokkeslett, sted, tittel or mote.tittel
    mote.save()
    logg(mote, "mote.endret", bruker)
    return mote


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
        _aapne(mote)
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
def start(mote: Mote, *, bruker: Bruker, til_stede: set[int], moteleder: Person | None) -> Mote:
    """Open the meeting with those who came. Cases that have left the agenda's state since are taken off it."""
    mote = LIVSLOP.begynn(mote, "start", bruker=bruker)
    mote.saker.exclude(soknad__status=Soknad.Status.TIL_MOTE).delete()
    if not mote.saker.exists():
        raise ValidationError(_("Sett minst én sak på sakslisten før du starter møtet."), code="ingen_saker")
    _nummerer(mote)
    _sett_oppmote(mote, til_stede, moteleder)
    _aapne(mote)
    logg(mote, "mote.startet", bruker, til_stede=sorted(til_stede), moteleder=moteleder.pk)
    return mote


def _aapne(mote):
    """The group has the cases in hand: those who sent them cannot take them back, and who must step aside is noted."""
    ventende = Saksteg.objects.ventende().filter(soknad__motesaker__mote=mote, handling=Steghandling.MOTE)
    Saksteg.objects.filter(pk__in=ventende.filter(aapnet=None).order_by().values("pk")).update(aapnet=timezone.now())
    deltakere = set(mote.deltakere.values_list("person_id", flat=True))
    for sak in mote.saker.filter(vedtak=None, inhabile=None).select_related("soknad__soker"):
        sak.inhabile.set(foreslaatte_inhabile(sak) & deltakere)


def foreslaatte_inhabile(motesak: Motesak) -> set[int]:
    """People who must step aside: the applicant, those who have said so, and those who did so in an earlier meeting."""
    soknad = motesak.soknad
    meldt = Inhabilitet.objects.filter(soknad=soknad).values_list("person_id", flat=True)
    tidligere = Motesak.objects.filter(soknad=soknad, inhabile__isnull=False).values_list("inhabile", flat=True)
    return {soknad.soker.person_id, *meldt, *tidligere}


@transaction.atomic
def registrer_oppmote(mote: Mote, *, bruker: Bruker, til_stede: set[int], moteleder: Person | None) -> Mote:
    """Write down who is there and who leads, before the meeting and in it."""
    mote = LIVSLOP.begynn(mote, "registrer_oppmote", bruker=bruker)
    _sett_oppmote(mote, til_stede, moteleder)
    logg(mote, "mote.oppmote", bruker, til_stede=sorted(til_stede), moteleder=moteleder.pk)
    return mote


def _sett_oppmote(mote, til_stede, moteleder):
    """`til_stede` is ids of people among those called; the one who leads is among them."""
    til_stede = set(mote.deltakere.filter(person__in=til_stede).values_list("person_id", flat=True))
    if moteleder is None or moteleder.pk not in til_stede:
        raise ValidationError({"moteleder": _("Møtelederen må være blant de som er til stede.")})
    for ny in _kalt(mote):
        if ny.person.pk in til_stede and ny.i_stedet_for & til_stede:
            grunn = _("%(vikar)s er %(rolle)s. Begge kan ikke stå som til stede. Fjern krysset for den ene.")
            raise ValidationError({"til_stede": grunn % {"vikar": ny.person, "rolle": ny.i_rolle}})
    mote.deltakere.filter(person__in=til_stede).update(til_stede=True)
    mote.deltakere.exclude(person__in=til_stede).update(til_stede=False)
    mote.moteleder = moteleder
    mote.save()
    for sak in mote.saker.exclude(vedtak=None).prefetch_related("inhabile"):
        if not til_stede - {person.pk for person in sak.inhabile.all()}:
            raise ValidationError(
                _("Sak %(nr)s er avgjort. Minst én som ikke er inhabil i den saken, må stå som til stede.")
                % {"nr": sak.rekkefolge}
            )


@transaction.atomic
def kall_inn_paa_nytt(mote: Mote, *, bruker: Bruker) -> None:
    """Let the list be those who have a role in the group now."""
    mote = LIVSLOP.begynn(mote, "hent_medlemmer", bruker=bruker)
    kall_inn(mote)
    if mote.status == PAAGAAR:
        _aapne(mote)
    logg(mote, "mote.innkalt", bruker)


@transaction.atomic
def folg_rollene(kommune_id: int, koder: Iterable[str] | None = None) -> None:
    """Roles have changed: the lists of the meetings that are not closed follow. `koder` as in `signals.roller_endret`."""
    if koder is not None and not set(koder).intersection(GRUPPENS_ROLLER):
        return
    for mote in Mote.objects.select_for_update().filter(kommune_id=kommune_id).exclude(status=AVSLUTTET):
        kall_inn(mote)


def kall_inn(mote: Mote) -> list[Innkalt]:
    """Let the list be the group's members and their deputies on the day of the meeting (today, in one that is under way).
    Returns them, the director first.

    Whoever was there when a case was decided stays on the list.
    """
    kalt = _kalt(mote)
    skal = {ny.person.pk: ny for ny in kalt}
    har = {deltaker.person_id: deltaker for deltaker in mote.deltakere.all()}
    if har.keys() == skal.keys() and all(deltaker.i_rolle == skal[pk].i_rolle for pk, deltaker in har.items()):
        return kalt
    borte = mote.deltakere.exclude(person__in=skal)
    (borte.exclude(til_stede=True) if mote.saker.exclude(vedtak=None).exists() else borte).delete()
    Motedeltaker.objects.bulk_create(
        [
            Motedeltaker(
                kommune_id=mote.kommune_id, mote=mote, person=ny.person, i_rolle=ny.i_rolle, til_stede=ny.kommer
            )
            for ny in kalt
        ],
        update_conflicts=True,
        unique_fields=["mote", "person"],
        update_fields=["i_rolle"] if mote.status == PAAGAAR else ["i_rolle", "til_stede"],
    )
    if mote.moteleder_id and not mote.deltakere.filter(person=mote.moteleder_id).exists():
        mote.moteleder = next((ny.person for ny in kalt if ny.kommer), None)
        mote.save(update_fields=["moteleder"])
    return kalt


def _kalt(mote):
    idag = timezone.localdate()
    return innkalte(mote.kommune_id, idag if mote.status == PAAGAAR else max(mote.dato, idag))


@transaction.atomic
def sett_inhabile(motesak: Motesak, personer: Iterable[Person], *, bruker: Bruker) -> Motesak:
    """Say who steps aside in a case that is not decided. The applicant always does."""
    mote = LIVSLOP.begynn(motesak.mote, "sett_inhabile", bruker=bruker)
    sak = _ubehandlet(mote, motesak)
    kalt = set(mote.deltakere.values_list("person_id", flat=True))
    valgte = {person.pk for person in personer} | {sak.soknad.soker.person_id}
    sak.inhabile.set(valgte & kalt)
    logg(mote, "mote.habilitet", bruker, sak=sak.rekkefolge, inhabile=sorted(valgte & kalt))
    return sak


@transaction.atomic
def utsett(motesak: Motesak, *, bruker: Bruker, grunn: str = "") -> Motesak:
    """Leave the case for a later meeting. Can be undone while this one is open; sent twice it counts once."""
    mote = LIVSLOP.begynn(motesak.mote, "utsett", bruker=bruker)
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
    sak = mote.saker.select_related("soknad__soker").get(pk=motesak.pk)
    if sak.soknad.status != Soknad.Status.TIL_MOTE:
        raise ValidationError(_("Saken er allerede avgjort. Vedtaket kan ikke endres."), code="stale")
    return sak


# --- The close ------------------------------------------------------------------------------------


@transaction.atomic
def avslutt(mote: Mote, *, bruker: Bruker, merknad: str = "") -> Mote:
    """Close the meeting: untreated cases are postponed, people are told, and the documents are ordered.

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
    for sak in mote.saker.select_related("soknad__soker", "vedtak"):
        _fortell(sak, bruker)
    dokumenter.bestill_motedokumenter(mote, bruker)
    return mote


def _fortell(sak, bruker):
    if hasattr(sak, "vedtak"):
        saksmeldinger.avgjort(sak.soknad)
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
