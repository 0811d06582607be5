"""The case to MBU: proposed from the data, edited by HR, read and sent by the director, then frozen.

`send` renders the PDF, stores it under its sha256 and freezes the case, all in one transaction. The database refuses
every later change but the board's resolution.
"""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kompetanse.felles.dokumenter import lagre_dokument
from kompetanse.felles.hendelser import log_hendelse
from kompetanse.felles.pdf import render_pdf
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Kommune
from soknader import mbutekst, meldinger, saksgang
from soknader.documents_mbu import PDF_TEMPLATE, mbusak_context
from soknader.models import Budsjettlinje, MbuRad, MbuSak, Soknad

Status = MbuSak.Status


def avgjorte_uten_sak(kommune_id, per_dato=None):
    """Decided applications, up to and with a date, that no case to the board holds yet; oldest number first."""
    return (
        Soknad.objects.filter(
            kommune_id=kommune_id,
            status__in=Soknad.Status.avgjorte(),
            avgjort__date__lte=per_dato or timezone.localdate(),
            mbu_rader__isnull=True,
        )
        .select_related("avdeling", "enhet", "satsingsomraade", "vedtak__motesak__mote")
        .prefetch_related("valgte_seksjoner", "budsjett")
        .order_by("aar", "lopenummer")
    )


@transaction.atomic
def opprett(*, bruker, per_dato=None):
    """A new draft with every application decided since the last case, and proposed text for all of it."""
    if not bruker.has_perm("soknader.prepare_mbusak"):
        raise PermissionDenied
    per_dato = per_dato or timezone.localdate()
    kommune = _laas_kommune(bruker.kommune_id)
    sak = MbuSak.objects.create(
        kommune=kommune,
        aar=per_dato.year,
        per_dato=per_dato,
        tittel=_("Informasjon om fordeling av sentrale kompetansemidler"),
        saksbehandler=str(bruker),
        saksnummer=neste_saksnummer(kommune.pk, per_dato.year),
        opprettet_av=bruker,
    )
    _hent_soknader(sak)
    mbutekst.foreslaa(sak)
    sak.save()
    log_hendelse(sak, "mbusak.opprettet", bruker=bruker, per_dato=per_dato)
    return sak


@transaction.atomic
def hent_paa_nytt(sak, *, bruker, per_dato):
    """Collect the applications up to another date. Rows already edited stay; the texts are proposed anew."""
    sak = _laas(sak, bruker, "soknader.prepare_mbusak", Status.UTKAST)
    _laas_kommune(sak.kommune_id)
    sak.per_dato, sak.aar = per_dato, per_dato.year
    sak.rader.filter(soknad__avgjort__date__gt=per_dato).delete()
    _hent_soknader(sak)
    mbutekst.foreslaa(sak)
    sak.save()
    return sak


def neste_saksnummer(kommune_id, aar):
    """«19/26» after «18/26»; a proposal that HR may change to the number of the case system."""
    ending = f"/{aar % 100:02d}"
    brukte = MbuSak.objects.filter(kommune_id=kommune_id, saksnummer__endswith=ending).values_list(
        "saksnummer", flat=True
    )
    tall = [int(nummer.split("/")[0]) for nummer in brukte if nummer.split("/")[0].isdigit()]
    return f"{max(tall, default=0) + 1}{ending}"


def _laas_kommune(kommune_id):
    """One collection at a time: no application comes into two cases."""
    return Kommune.objects.select_for_update().get(pk=kommune_id)


def _hent_soknader(sak):
    """Add a row for every decided application that no case has, and number the rows."""
    finnes = sak.rader.count()
    nye = avgjorte_uten_sak(sak.kommune_id, sak.per_dato)
    MbuRad.objects.bulk_create(_rad(sak, soknad, nr) for nr, soknad in enumerate(nye, start=finnes + 1))
    _nummerer(sak)


def _nummerer(sak):
    rader = list(sak.rader.order_by("nr"))
    for nr, rad in enumerate(rader, start=1):
        rad.nr = nr
    MbuRad.objects.bulk_update(rader, ["nr"])


def _rad(sak, soknad, nr):
    """The columns of the table, as the application says them."""
    return MbuRad(
        kommune_id=sak.kommune_id,
        sak=sak,
        soknad=soknad,
        nr=nr,
        avdeling=str(soknad.avdeling or soknad.enhet),
        seksjon=str(soknad.seksjoner_visning)[:500],
        kompetanseomraade=soknad.tittel,
        beskrivelse=soknad.beskrivelse,
        antall_deltakere=soknad.deltakere_visning,
        belop=soknad.soknadsbelop,
        kostnad_merknad=mva_merknad(soknad),
        maalgruppe=str(soknad.maalgruppe_visning),
    )


def mva_merknad(soknad):
    """«eks. mva.» or «inkl. mva.» when that holds for every budget line, else nothing."""
    slag = {linje.mva for linje in soknad.budsjett.all()}
    if slag == {Budsjettlinje.Mva.UTEN}:
        return _("eks. mva.")
    return _("inkl. mva.") if slag == {Budsjettlinje.Mva.MED} else ""


def _laas(sak, bruker, rettighet, *statuser):
    """Lock the case; check the right, and that it is in one of the states."""
    if not bruker.has_perm(rettighet):
        raise PermissionDenied
    sak = MbuSak.objects.select_for_update(of=("self",)).get(pk=sak.pk)
    if sak.status not in statuser:
        raise saksgang.endret_av_andre()
    return sak


@transaction.atomic
def lagre(sak, *, bruker, felt, rader=()):
    """Store edited text: `felt` by field name, `rader` a list of (pk, {field: text}). HR edits drafts, the director
    what waits for approval."""
    rettighet = "soknader.send_mbusak" if sak.status == Status.TIL_GODKJENNING else "soknader.prepare_mbusak"
    sak = _laas(sak, bruker, rettighet, Status.UTKAST, Status.TIL_GODKJENNING)
    for navn, verdi in felt.items():
        setattr(sak, navn, verdi)
    sak.full_clean(exclude=["pdf", "sendt_av"])
    sak.save()
    egne = {rad.pk: rad for rad in sak.rader.all()}
    for pk, verdier in rader:
        if pk in egne:
            for navn, verdi in verdier.items():
                setattr(egne[pk], navn, verdi)
            egne[pk].save()
    return sak


@transaction.atomic
def fjern_rad(rad, *, bruker):
    """Leave an application out; it comes along in the next case."""
    sak = _laas(rad.sak, bruker, "soknader.prepare_mbusak", Status.UTKAST)
    rad.delete()
    _nummerer(sak)


@transaction.atomic
def slett_utkast(sak, *, bruker):
    """Throw the draft away; its applications are free for the next case."""
    sak = _laas(sak, bruker, "soknader.prepare_mbusak", Status.UTKAST)
    log_hendelse(sak, "mbusak.slettet", bruker=bruker, tittel=sak.tittel)
    sak.delete()


def mangler(sak):
    """What the case lacks before it can go on: a list of sentences."""
    krav = [
        (sak.saksnummer, _("Skriv saksnummeret.")),
        (sak.motedato, _("Skriv møtedatoen.")),
        (sak.saksbehandler, _("Skriv hvem som er saksbehandler.")),
        (sak.forslag_til_vedtak, _("Skriv forslaget til vedtak.")),
    ]
    return [setning for verdi, setning in krav if not verdi]


def _krev_hel(sak):
    if feil := mangler(sak):
        raise ValidationError(feil, code="mangler")


@transaction.atomic
def til_godkjenning(sak, *, bruker):
    """HR is done: the director reads it and sends it."""
    sak = _laas(sak, bruker, "soknader.prepare_mbusak", Status.UTKAST)
    _krev_hel(sak)
    sak.status = Status.TIL_GODKJENNING
    sak.save()
    log_hendelse(sak, "mbusak.til_godkjenning", bruker=bruker)
    transaction.on_commit(lambda: meldinger.mbusak_til_godkjenning(sak))
    return sak


@transaction.atomic
def tilbake_til_utkast(sak, *, bruker, kommentar=""):
    """The director gives it back to HR, or HR takes it back before it is sent."""
    rettighet = "soknader.send_mbusak" if bruker.has_perm("soknader.send_mbusak") else "soknader.prepare_mbusak"
    sak = _laas(sak, bruker, rettighet, Status.TIL_GODKJENNING)
    sak.status = Status.UTKAST
    sak.save()
    log_hendelse(sak, "mbusak.tilbake", bruker=bruker, kommentar=kommentar)
    transaction.on_commit(lambda: meldinger.mbusak_tilbake(sak, bruker, kommentar))
    return sak


@transaction.atomic
def send(sak, *, bruker):
    """Freeze the case: number, text, table and PDF. The board's members and secretary are told after commit."""
    sak = _laas(sak, bruker, "soknader.send_mbusak", Status.TIL_GODKJENNING)
    _krev_hel(sak)
    sak.sendt, sak.sendt_av, sak.status = timezone.now(), bruker, Status.SENDT
    innhold = render_pdf(PDF_TEMPLATE, mbusak_context(sak), spraak=sak.kommune.malform)
    sak.pdf = lagre_dokument(sak, "mbusak", str(sak), _filnavn(sak), innhold, bruker=bruker)
    sak.save()
    soknader = list(sak.rader.values_list("soknad", flat=True))
    saksgang.registrer_orientert(soknader, bruker=bruker, saksnummer=sak.saksnummer)
    rolle = tilgang.hovedrolle(bruker)
    log_hendelse(sak, "mbusak.sendt", bruker=bruker, i_rolle=rolle or "", sha256=sak.pdf.sha256)
    transaction.on_commit(lambda: meldinger.mbusak_sendt(sak))
    return sak


def _filnavn(sak):
    return f"sak-mbu-{sak.saksnummer.replace('/', '-')}.pdf"


@transaction.atomic
def registrer_vedtak(sak, *, bruker, vedtak, vedtaksdato):
    """What the board resolved, written once the meeting is over. May be corrected; every version is logged."""
    sak = _laas(sak, bruker, "soknader.record_mbu_vedtak", Status.SENDT)
    sak.vedtak, sak.vedtaksdato = vedtak.strip(), vedtaksdato
    sak.save(update_fields=["vedtak", "vedtaksdato"])
    log_hendelse(sak, "mbusak.vedtak", bruker=bruker, kommentar=sak.vedtak, vedtaksdato=vedtaksdato)
    return sak
