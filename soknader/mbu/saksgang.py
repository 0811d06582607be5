"""The case to MBU: proposed from the data, edited by HR, read and sent by the director, then frozen.

Every verb locks the case, checks state and right, changes it and writes one audit line, in one transaction. Locks are
taken in this order: the case, the kommune. Once sent, the database refuses every change but the board's resolution.
"""

import datetime as dt
from contextlib import contextmanager

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from kompetanse.felles.jobber import Framdrift, Resultat, naa_eller_jobb
from kompetanse.felles.models import Jobb
from kompetanse.felles.overgang import endret_siden
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Bruker, Rollekode, Rolletype
from soknader.mbu import meldinger, rader, tekst
from soknader.mbu.documents import MBUSAK, RADER_I_EN_FORESPORSEL, innholdet
from soknader.mbu.livslop import FORBEREDER, FORER_VEDTAK, LIVSLOP, SENDER
from soknader.mbu.rettelse import endringer
from soknader.models import MbuRad, MbuSak
from soknader.sak import saksgang

ROLLER = {
    FORBEREDER: tilgang.HR,
    SENDER: (Rollekode.KOMMUNEDIREKTOR,),
    FORER_VEDTAK: (*tilgang.HR, Rollekode.MBU_SEKRETAER),
}


def _logg(sak, navn, bruker, rettighet, **data):
    """One audit line, in the role that gives the right."""
    tilgang.logg(sak, f"mbusak.{navn}", *ROLLER[rettighet], bruker=bruker, **data)


# --- A draft ----------------------------------------------------------------------------------------


@transaction.atomic
def opprett(*, bruker: Bruker, per_dato: dt.date | None = None) -> MbuSak:
    """A new draft with every application decided since the last case, and proposed text for all of it."""
    if not bruker.has_perm(FORBEREDER):
        raise PermissionDenied
    per_dato = per_dato or timezone.localdate()
    kommune = rader.laas_mbusakene(bruker.kommune_id)
    with translation.override(kommune.malform):
        tittel = _("Informasjon om fordeling av sentrale kompetansemidler")
    sak = MbuSak.objects.create(
        kommune=kommune,
        aar=per_dato.year,
        per_dato=per_dato,
        tittel=tittel,
        saksbehandler=str(bruker)[:150],
        saksnummer=neste_saksnummer(kommune.pk, timezone.localdate().year),
        opprettet_av=bruker,
    )
    rader.hent(sak)
    tekst.foreslaa(sak)
    sak.aar = rader.aarene(sak)[-1]
    sak.save()
    _logg(sak, "opprettet", bruker, FORBEREDER, per_dato=per_dato)
    return sak


def neste_saksnummer(kommune_id: int, aar: int) -> str:
    """«19/26» after «18/26»; a proposal that HR may change to the number of the case system."""
    ending = f"/{aar % 100:02d}"
    brukte = MbuSak.objects.filter(kommune_id=kommune_id, saksnummer__endswith=ending)
    numre = [nummer.removesuffix(ending) for nummer in brukte.values_list("saksnummer", flat=True)]
    return f"{max((int(nr) for nr in numre if nr.isascii() and nr.isdecimal()), default=0) + 1}{ending}"


@transaction.atomic
def lagre(sak: MbuSak, *, bruker: Bruker, felt: dict) -> MbuSak:
    """Store words of the case by field name. HR edits drafts, the director what waits to be sent."""
    sak = LIVSLOP.begynn(sak, "rediger", bruker=bruker)
    if felt.get("saksnummer"):
        krev_ledig_nummer(sak, felt["saksnummer"])
    for navn, verdi in felt.items():
        setattr(sak, navn, verdi)
    sak.save()
    return sak


def krev_ledig_nummer(sak: MbuSak, saksnummer: str) -> None:
    """Raise ValidationError when another case has the number. Nobody else can take it before the commit."""
    rader.laas_mbusakene(sak.kommune_id)
    if MbuSak.objects.filter(kommune_id=sak.kommune_id, saksnummer=saksnummer).exclude(pk=sak.pk).exists():
        raise ValidationError({"saksnummer": _("En annen sak har dette nummeret. Skriv et annet.")}, code="opptatt")


@transaction.atomic
def hent_paa_nytt(sak: MbuSak, *, bruker: Bruker, per_dato: dt.date) -> list[str]:
    """Collect the applications up to another date. Words that are edited stay, in the rows and in the texts.

    Returns the names of edited texts that the change ought to be read against.
    """
    sak = LIVSLOP.begynn(sak, "hent", bruker=bruker)
    rader.laas_mbusakene(sak.kommune_id)
    with _teksten_folger(sak) as les_over:
        sak.per_dato = per_dato
        rader.hent(sak)
    return les_over


@transaction.atomic
def flytt_rad(rad: MbuRad, *, bruker: Bruker, ned: bool) -> list[str]:
    """Move a row one place up or down. Returns the texts to read over, as `hent_paa_nytt` does."""
    sak = LIVSLOP.begynn(rad.sak, "rediger", bruker=bruker)
    with _teksten_folger(sak) as les_over:
        rader.flytt(_samme_rad(sak, rad), ned=ned)
    return les_over


@transaction.atomic
def ta_ut_rad(rad: MbuRad, *, bruker: Bruker) -> list[str]:
    """Leave an application out; it comes along in the next case. Returns the texts to read over."""
    sak = LIVSLOP.begynn(rad.sak, "rediger", bruker=bruker)
    with _teksten_folger(sak) as les_over:
        _samme_rad(sak, rad).delete()
        rader.nummerer(sak.rader.all())
    return les_over


def _samme_rad(sak, rad):
    """The row read anew, under the lock of its case."""
    funnet = sak.rader.filter(pk=rad.pk).first()
    if funnet is None:
        raise endret_siden()
    return funnet


@contextmanager
def _teksten_folger(sak):
    """While the table or the date changes, let the texts that nobody has edited change with it, and save the case."""
    forrige, les_over = tekst.forslag(sak), []
    yield les_over
    les_over += tekst.folg_med(sak, forrige)
    sak.aar = rader.aarene(sak)[-1]
    sak.save()


@transaction.atomic
def slett_utkast(sak: MbuSak, *, bruker: Bruker) -> None:
    """Throw the draft away; its applications are free for the next case."""
    sak = LIVSLOP.begynn(sak, "slett", bruker=bruker)
    _logg(sak, "slettet", bruker, FORBEREDER, tittel=sak.tittel, saksnummer=sak.saksnummer)
    sak.delete()


# --- To the director, to the board --------------------------------------------------------------------


def mangler(sak: MbuSak) -> list[str]:
    """What the case lacks before it can go on: a list of sentences."""
    krav = [
        (sak.saksnummer, _("Skriv saksnummeret.")),
        (sak.motedato, _("Skriv møtedatoen.")),
        (sak.saksbehandler, _("Skriv hvem som er saksbehandler.")),
        (sak.forslag_til_vedtak, _("Skriv forslaget til vedtak.")),
        (
            sak.retter is None or endringer(sak),
            _("Rett det som er feil. Ennå er ingenting endret fra saken som rettes."),
        ),
    ]
    return [setning for verdi, setning in krav if not verdi]


def _krev_hel(sak):
    if feil := mangler(sak):
        raise ValidationError(feil, code="mangler")


def _krev_direktor(sak):
    if not tilgang.brukere_med_rolle(sak.kommune_id, *ROLLER[SENDER]).exists():
        rolle = Rolletype.objects.get(kommune_id=sak.kommune_id, kode=Rollekode.KOMMUNEDIREKTOR)
        grunn = _(
            "Saken kan ikke sendes: ingen med rollen «%s» for hele kommunen har en åpen konto. Gi noen rollen først."
        )
        raise ValidationError(grunn % rolle, code="ingen_direktor")


@transaction.atomic
def til_godkjenning(sak: MbuSak, *, bruker: Bruker) -> MbuSak:
    """HR is done: the director reads it and sends it."""
    sak = LIVSLOP.begynn(sak, "til_godkjenning", bruker=bruker)
    _krev_hel(sak)
    _krev_direktor(sak)
    sak.save()
    _logg(sak, "til_godkjenning", bruker, FORBEREDER)
    meldinger.til_godkjenning(sak)
    return sak


@transaction.atomic
def tilbake_til_utkast(sak: MbuSak, *, bruker: Bruker, kommentar: str = "") -> MbuSak:
    """The director gives it back to HR, or HR takes it back before it is sent."""
    sak = LIVSLOP.begynn(sak, "tilbake", bruker=bruker)
    sak.save()
    rettighet = SENDER if bruker.has_perm(SENDER) else FORBEREDER
    _logg(sak, "tilbake", bruker, rettighet, kommentar=kommentar.strip())
    meldinger.tilbake(sak, bruker, kommentar.strip())
    return sak


def send(sak: MbuSak, *, bruker: Bruker) -> MbuSak:
    """Freeze the case: number, text, table and PDF, and tell the board. Raises `PdfMangler` with nothing changed.

    The PDF is drawn before the case is locked, so that nobody waits for it; is something written meanwhile, it is thrown
    away and the user is told.
    """
    sak = MbuSak.objects.select_related("kommune", "retter").get(pk=sak.pk)
    _krev_hel(sak)
    sett, sak.sendt = innholdet(sak), timezone.now()
    pdf = MBUSAK.ferdig(sak)
    with transaction.atomic():
        naa = LIVSLOP.begynn(sak, "send", bruker=bruker)
        if innholdet(naa) != sett:
            raise endret_siden()
        naa.sendt, naa.sendt_av = sak.sendt, bruker
        naa.pdf = pdf.ta_vare_paa(naa, bruker=bruker)
        naa.save()
        soknader = list(naa.rader.values_list("soknad", flat=True))
        saksgang.registrer_orientert(soknader, bruker=bruker, saksnummer=naa.saksnummer)
        _logg(naa, "sendt", bruker, SENDER, sha256=naa.pdf.sha256)
        meldinger.sendt_til_utvalget(naa)
    return naa


def send_naa_eller_jobb(sak: MbuSak, *, bruker: Bruker) -> Jobb | Resultat:
    """Send it at once, or in the background when the PDF is large."""
    return naa_eller_jobb(
        _("Send sak %(nummer)s") % {"nummer": sak.saksnummer},
        sendjobb,
        stor=sak.rader.count() > RADER_I_EN_FORESPORSEL,
        bruker=bruker,
        kommune_id=sak.kommune_id,
        resultat_lenke=sak.get_absolute_url(),
        sak_id=sak.pk,
        bruker_id=bruker.pk,
    )


def sendjobb(*, framdrift: Framdrift, sak_id: int, bruker_id: int) -> Resultat:
    sak = send(MbuSak.objects.get(pk=sak_id), bruker=Bruker.objects.get(pk=bruker_id))
    framdrift(1, 1)
    return Resultat(sak.get_absolute_url(), LIVSLOP["send"].kvittering % {"nummer": sak.saksnummer})


@transaction.atomic
def registrer_vedtak(sak: MbuSak, *, bruker: Bruker, vedtak: str, vedtaksdato: dt.date) -> MbuSak:
    """What the board resolved, written once the meeting is over. May be corrected; every version is logged."""
    sak = LIVSLOP.begynn(sak, "vedtak", bruker=bruker)
    sak.vedtak, sak.vedtaksdato = vedtak.strip(), vedtaksdato
    sak.save(update_fields=["vedtak", "vedtaksdato"])
    _logg(sak, "vedtak", bruker, FORER_VEDTAK, kommentar=sak.vedtak, vedtaksdato=vedtaksdato)
    return sak


@transaction.atomic
def rett(sak: MbuSak, *, bruker: Bruker) -> MbuSak:
    """A new draft with the words and rows of a case that is sent: what is sent never changes."""
    sak = LIVSLOP.begynn(sak, "rett", bruker=bruker)
    kommune = rader.laas_mbusakene(sak.kommune_id)
    felter = ("aar", "per_dato", "tittel", "saksbehandler", *MbuSak.TEKSTER)
    ny = MbuSak.objects.create(
        kommune=kommune,
        opprettet_av=bruker,
        retter=sak,
        saksnummer=neste_saksnummer(kommune.pk, timezone.localdate().year),
        **{felt: getattr(sak, felt) for felt in felter},
    )
    rader.kopier(sak, ny)
    _logg(ny, "opprettet", bruker, FORBEREDER, retter=sak.saksnummer)
    return ny
