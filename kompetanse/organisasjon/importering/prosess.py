"""The life of an import: uploaded → read → columns chosen → checked → confirmed and stored, or discarded.

Above `RADER_UTEN_JOBB` rows (or a file that is large) reading, checking and storing run as background jobs. Nothing
about people or units is written before `bekreft`, and then all of it or nothing.
"""

import io

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kompetanse.felles.jobber import Resultat, for_hver_kommune, hver_for_seg, start_jobb
from kompetanse.felles.spreadsheets import TabellFeil, read_table
from kompetanse.felles.tekst import trygt_filnavn
from kompetanse.organisasjon.endring import laas_kommune, logg
from kompetanse.organisasjon.importering.filer import lagre_fil, lagre_tabell, les_fil, les_tabell, slett_sti
from kompetanse.organisasjon.importering.kolonner import feil_i_kolonner, gjenkjenn
from kompetanse.organisasjon.importering.lagring import lagre_plan
from kompetanse.organisasjon.importering.plan import Linje, lag_plan
from kompetanse.organisasjon.importering.sensitivt import sensitive_kolonner, uten_kolonner
from kompetanse.organisasjon.importering.sql import sett_inn
from kompetanse.organisasjon.models import Import, Importlinje, Importoppsett, Kommune
from kompetanse.organisasjon.roller import synkroniser_lederroller

RETTIGHET = "organisasjon.import_ansatte"
RADER_UTEN_JOBB = 500
BYTE_UTEN_JOBB = 150_000
PROVERADER = 200
Status = Import.Status


def _uten_framdrift(gjort, av):
    """Nobody follows."""


# --- Upload and columns ---------------------------------------------------------------------------


@transaction.atomic
def last_opp(innhold, filnavn, *, bruker, full_fil=True, dato=None):
    """Take in a file. Raises `TabellFeil` when it is small enough to be read at once and cannot be read."""
    _krev_rett(bruker)
    importen = Import(
        kommune_id=bruker.kommune_id,
        filnavn=trygt_filnavn(filnavn),
        full_fil=full_fil,
        dato=dato or timezone.localdate(),
        bruker=bruker,
    )
    if len(innhold) > BYTE_UTEN_JOBB:
        lagre_fil(importen, innhold)
        importen.save()
        _i_jobb(importen, _("Les %s") % importen.filnavn, "les_og_kontroller", bruker)
    else:
        _ta_inn(importen, innhold)
        importen.save()
        if not feil_i_oppsettet(importen) and importen.antall_rader <= RADER_UTEN_JOBB and _er_husket(importen):
            kontroller(importen)
    return importen


def les_og_kontroller(import_id, framdrift=_uten_framdrift):
    """Job: read the file, and make the preview when the columns are known from before."""
    importen = Import.objects.get(pk=import_id)
    try:
        with transaction.atomic():
            _ta_inn(importen, les_fil(importen))
            importen.save()
    except TabellFeil as feil:
        sti = importen.lagringssti
        Import.objects.filter(pk=import_id).update(status=Status.ULESELIG, melding=str(feil), lagringssti="")
        slett_sti(sti)
        return Resultat(importen.get_absolute_url(), str(feil))
    if _er_husket(importen) and not feil_i_oppsettet(importen):
        return kontroller_jobb(import_id, framdrift)
    return Resultat(importen.get_absolute_url(), _("Filen er lest. Kontroller kolonnene."))


def _ta_inn(importen, innhold):
    """Read the file and keep what may be kept of it; propose what the columns are."""
    tabell = read_table(io.BytesIO(innhold), importen.filnavn)
    overskrifter, utelatt = list(tabell.overskrifter), sensitive_kolonner(tabell)
    uten_kolonner(tabell, set(utelatt))
    _behold(importen, tabell, overskrifter, utelatt)
    importen.kolonner = foreslaa_kolonner(tabell, Kommune.objects.get(pk=importen.kommune_id))


def foreslaa_kolonner(tabell, kommune):
    """Heading → field code: as last time for the same headings, else as recognised."""
    husket = Importoppsett.objects.filter(kommune=kommune, overskrifter=sorted(tabell.overskrifter)).first()
    if husket:
        return husket.kolonner
    proeve = [rad.verdier for rad in tabell.rader[:PROVERADER]]
    return gjenkjenn(tabell.overskrifter, kommune.nivaanavn, proeve)


def _er_husket(importen):
    return Importoppsett.objects.filter(kommune_id=importen.kommune_id, overskrifter=sorted(importen.kolonner)).exists()


def feil_i_oppsettet(importen):
    """What is wrong with the mapping of the import, as sentences."""
    return feil_i_kolonner(importen.kolonner, Kommune.objects.get(pk=importen.kommune_id).nivaanavn)


@transaction.atomic
def velg_kolonner(importen, kolonner, *, bruker, full_fil=None, dato=None):
    """Set and remember the mapping, and make the preview (as a job when the file is long)."""
    _krev_rett(bruker)
    importen = Import.objects.select_for_update().get(pk=importen.pk)
    _krev_ledig(importen)
    kjente = set(importen.overskrifter) - set(importen.utelatt)
    importen.kolonner = {overskrift: kode for overskrift, kode in kolonner.items() if overskrift in kjente}
    if feil := feil_i_oppsettet(importen):
        raise ValidationError(feil)
    importen.full_fil = importen.full_fil if full_fil is None else full_fil
    importen.dato = dato or importen.dato
    importen.save()
    _husk(importen)
    return start_kontroll(importen, bruker=bruker)


@transaction.atomic
def importer_tabell(tabell, filnavn, kommune, kolonner, *, utelatt, full_fil, dato, godta):
    """For the command line: plan, ask `godta(plan)`, and store what it says yes to, under one lock.

    `tabell` is without the columns in `utelatt`. Returns a sentence, empty when the answer was no.
    """
    laas_kommune(kommune.pk, bruker=None, rettighet=RETTIGHET)
    plan = lag_plan(tabell, kolonner, kommune, dato=dato, full_fil=full_fil)
    if not godta(plan):
        return ""
    importen = Import(kommune=kommune, filnavn=trygt_filnavn(filnavn), full_fil=full_fil, dato=dato, kolonner=kolonner)
    _behold(importen, tabell, [*tabell.overskrifter, *utelatt], utelatt)
    importen.save()
    _husk(importen)
    _skriv_forhaandsvisning(importen, plan)
    return _utfor(importen, plan, bruker=None)


def _behold(importen, tabell, overskrifter, utelatt):
    """Keep the table, from now on the import's file. `overskrifter` are all that the file had."""
    importen.overskrifter, importen.utelatt = overskrifter, utelatt
    lagre_tabell(importen, tabell)
    importen.er_lest = True
    importen.antall_rader = len(tabell.rader) + len(tabell.feil)


def _husk(importen):
    Importoppsett.objects.update_or_create(
        kommune_id=importen.kommune_id,
        overskrifter=sorted(importen.kolonner),
        defaults={"kolonner": importen.kolonner, "brukt": timezone.now()},
    )


# --- Preview --------------------------------------------------------------------------------------


@transaction.atomic
def start_kontroll(importen, *, bruker):
    """Make the preview, now or as a job. Returns the import."""
    _krev_rett(bruker)
    importen = Import.objects.select_for_update().get(pk=importen.pk)
    _krev_ledig(importen)
    if importen.antall_rader > RADER_UTEN_JOBB:
        _i_jobb(importen, _("Kontroller %s") % importen.filnavn, "kontroller_jobb", bruker)
    else:
        kontroller(importen)
    return importen


def kontroller_jobb(import_id, framdrift=_uten_framdrift):
    """Job: make the preview."""
    importen = Import.objects.get(pk=import_id)
    kontroller(importen, framdrift)
    return Resultat(importen.get_absolute_url(), _("Kontrollen er ferdig. Se hva som blir endret."))


@transaction.atomic
def kontroller(importen, framdrift=_uten_framdrift):
    """Make the preview anew from the file and what is stored."""
    importen = Import.objects.select_for_update().get(pk=importen.pk)
    _krev_aapen(importen)
    _skriv_forhaandsvisning(importen, _plan_for(importen, framdrift))


def _plan_for(importen, framdrift):
    kommune = Kommune.objects.get(pk=importen.kommune_id)
    tabell = les_tabell(importen)
    return lag_plan(
        tabell, importen.kolonner, kommune, dato=importen.dato, full_fil=importen.full_fil, framdrift=framdrift
    )


def _skriv_forhaandsvisning(importen, plan, melding=""):
    importen.linjer.all().delete()
    sett_inn(
        Importlinje,
        ("kommune", "importen", *Linje._fields),
        [(importen.kommune_id, importen.pk, *linje) for linje in plan.linjer],
    )
    importen.plan = {**plan.tall, "advarsler": plan.advarsler, "endrer_noe": plan.endrer_noe}
    importen.fingeravtrykk = plan.fingeravtrykk()
    importen.status = Status.KONTROLLERT
    importen.melding = melding
    importen.save()


# --- Store or discard -----------------------------------------------------------------------------


def bekreft(importen, *, bruker, fingeravtrykk, mange_er_sett=False):
    """Store what the preview with this fingerprint shows, now or as a job. Returns a sentence about how it went."""
    _krev_rett(bruker)
    _krev_ledig(importen)
    if importen.plan.get("mange_avsluttes") and not mange_er_sett:
        raise ValidationError(_("Bekreft at så mange ansatte skal få sluttdato, eller last opp en fil med alle."))
    if importen.antall_rader <= RADER_UTEN_JOBB:
        return lagre(importen.pk, bruker=bruker, fingeravtrykk=fingeravtrykk)
    with transaction.atomic():
        importen = Import.objects.select_for_update().get(pk=importen.pk)
        _krev_ledig(importen)
        _i_jobb(importen, _("Lagre %s") % importen.filnavn, "lagre_jobb", bruker, fingeravtrykk=fingeravtrykk)
    return ""


def lagre_jobb(import_id, fingeravtrykk, framdrift=_uten_framdrift):
    """Job: store."""
    importen = Import.objects.select_related("jobb__bruker").get(pk=import_id)
    melding = lagre(import_id, bruker=importen.jobb.bruker, fingeravtrykk=fingeravtrykk, framdrift=framdrift)
    return Resultat(importen.get_absolute_url(), melding)


@transaction.atomic
def lagre(import_id, *, bruker, fingeravtrykk, framdrift=_uten_framdrift):
    """Work the plan out again on what is stored now, under lock; write it when it is the one that was confirmed.

    Otherwise nobody and nothing is changed, and the preview is the new one. Returns a sentence that says which.
    """
    importen = Import.objects.get(pk=import_id)
    laas_kommune(importen.kommune_id, bruker=bruker, rettighet=RETTIGHET)
    importen = Import.objects.select_for_update().get(pk=import_id)
    _krev_aapen(importen)
    plan = _plan_for(importen, lambda gjort, av: framdrift(gjort // 2, av))
    if plan.fingeravtrykk() != fingeravtrykk:
        melding = _("Noe er endret siden forhåndsvisningen ble laget, så ingenting er lagret. Se over på nytt.")
        _skriv_forhaandsvisning(importen, plan, melding)
        return melding
    return _utfor(importen, plan, bruker=bruker, framdrift=lambda gjort, av: framdrift(av + gjort, 2 * av))


def _utfor(importen, plan, *, bruker, framdrift=_uten_framdrift):
    """Write the plan and the audit line, inside the caller's transaction and lock."""
    lagre_plan(plan, importen.kommune_id, framdrift)
    synkroniser_lederroller(importen.kommune_id, bruker=bruker)
    Import.objects.filter(pk=importen.pk).update(status=Status.LAGRET, lagret=timezone.now())
    logg(importen, "import.lagre", bruker=bruker, filnavn=importen.filnavn, full_fil=importen.full_fil, **plan.tall)
    return _("Importen er lagret.")


@transaction.atomic
def forkast(importen, *, bruker):
    """Give the import up. Its file and lines are deleted at once."""
    _krev_rett(bruker)
    importen = Import.objects.select_for_update().get(pk=importen.pk)
    _krev_ledig(importen)
    _slett_innhold(importen)
    Import.objects.filter(pk=importen.pk).update(status=Status.FORKASTET)
    logg(importen, "import.forkast", bruker=bruker, filnavn=importen.filnavn)


def rydd_alle():
    """Each night, for every kommune: delete files and lines that have been kept long enough. Returns how many."""
    return for_hver_kommune(_rydd_kommune)


def _rydd_kommune(kommune_id):
    return hver_for_seg(rydd, Import.objects.klare_for_rydding(timezone.now()))


@transaction.atomic
def rydd(importen):
    """Delete the file and the lines; the row with its counts stays. One that was never confirmed is given up. Returns 1."""
    _slett_innhold(importen)
    Import.objects.filter(pk=importen.pk, status__in=[Status.LASTET_OPP, Status.KONTROLLERT]).update(
        status=Status.FORKASTET
    )
    return 1


def _slett_innhold(importen):
    sti = importen.lagringssti
    Import.objects.filter(pk=importen.pk).update(lagringssti="")
    importen.linjer.all().delete()
    transaction.on_commit(lambda: slett_sti(sti))


def _i_jobb(importen, navn, funksjon, bruker, **kwargs):
    importen.jobb = start_jobb(
        navn, f"{__name__}.{funksjon}", bruker=bruker, kommune_id=importen.kommune_id, import_id=importen.pk, **kwargs
    )
    importen.save(update_fields=["jobb"])


def _krev_rett(bruker):
    if bruker is not None and not bruker.has_perm(RETTIGHET):
        raise PermissionDenied


def _krev_aapen(importen):
    if importen.status == Status.LAGRET:
        raise ValidationError(_("Importen er allerede lagret."), code="lagret")
    if not importen.er_aapen:
        raise ValidationError(_("Importen er avsluttet. Last opp filen på nytt."), code="avsluttet")


def _krev_ledig(importen):
    """Open, and no job is at work with it."""
    _krev_aapen(importen)
    if importen.arbeides_med:
        raise ValidationError(_("Filen er under arbeid. Vent til jobben er ferdig."), code="opptatt")
