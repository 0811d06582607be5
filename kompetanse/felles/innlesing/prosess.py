"""The life of an import: uploaded → read → columns chosen → checked → confirmed and stored, or discarded.

Above `RADER_UTEN_JOBB` rows (or a file that is large) reading, checking and storing run as background jobs. Nothing
but the import itself is written before `bekreft`, and then all of the plan or nothing. Every function takes first the
app's `Innlesing`.
"""

from collections.abc import Callable, Iterable, Sequence

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from kompetanse.felles.innlesing.filer import lagre_fil, lagre_tabell, les_fil, les_tabell, slett_sti
from kompetanse.felles.innlesing.innlesing import Innlesing
from kompetanse.felles.innlesing.lesing import (
    FINN_SELV,
    Lesevalg,
    Lest,
    behold,
    foreslaa_kolonner,
    husk,
    kutt,
    les,
    trygt_navn,
)
from kompetanse.felles.innlesing.models import InnlesingModell
from kompetanse.felles.innlesing.plan import Linje, Plan
from kompetanse.felles.innlesing.sql import sett_inn
from kompetanse.felles.jobber import (
    Framdrift,
    Resultat,
    for_hver_kommune,
    hver_for_seg,
    naa_eller_jobb,
    start_jobb,
    uten_framdrift,
)
from kompetanse.felles.models import Jobb
from kompetanse.felles.ooxml import utpakket
from kompetanse.felles.spreadsheets import TabellFeil
from kompetanse.felles.spreadsheets.minne import minnegrense

RADER_UTEN_JOBB = 500
BYTE_UTEN_JOBB = 150_000
# What an Excel file of that size unpacks to.
UTPAKKET_UTEN_JOBB = 10 * BYTE_UTEN_JOBB
Status = InnlesingModell.Status


# --- Upload and columns ---------------------------------------------------------------------------


@transaction.atomic
def last_opp(
    slag: Innlesing, innhold: bytes, filnavn: str, *, bruker, lesevalg: Lesevalg = FINN_SELV, **felt
) -> InnlesingModell:
    """Take in a file. Raises `TabellFeil` when it is small enough to be read at once and cannot be read.

    `felt` are fields of the app's own in its table.
    """
    _krev_rett(slag, bruker)
    importen = slag.modell(kommune_id=bruker.kommune_id, filnavn=trygt_navn(filnavn), bruker=bruker, **felt)
    _motta(slag, importen, innhold, lesevalg, bruker)
    return importen


@transaction.atomic
def les_paa_nytt(
    slag: Innlesing, importen: InnlesingModell, innhold: bytes, filnavn: str, *, lesevalg: Lesevalg, bruker
) -> InnlesingModell:
    """Read the file once more as the user says that it is to be read. Raises `TabellFeil` as `last_opp`."""
    _krev_rett(slag, bruker)
    importen = slag.modell.objects.select_for_update().get(pk=importen.pk)
    _krev_ledig(importen)
    importen.filnavn, importen.er_lest, importen.plan, importen.fingeravtrykk = trygt_navn(filnavn), False, {}, ""
    importen.linjer.all().delete()
    _motta(slag, importen, innhold, lesevalg, bruker)
    return importen


def _motta(slag, importen, innhold, lesevalg, bruker):
    if len(innhold) > BYTE_UTEN_JOBB or utpakket(innhold) > UTPAKKET_UTEN_JOBB:
        lagre_fil(importen, innhold)
        importen.save()
        navn = _("Les %s") % importen.filnavn
        _i_jobb(slag, importen, navn, les_jobb, bruker, lesevalg=[lesevalg.ark, lesevalg.linje, lesevalg.behold])
        return
    _ta_inn(slag, importen, innhold, lesevalg)
    importen.save()
    if importen.antall_rader <= RADER_UTEN_JOBB and _er_klar(slag, importen):
        kontroller(slag, importen)


def les_jobb(sti: str, import_id: int, lesevalg: Sequence = (), framdrift: Framdrift = uten_framdrift) -> Resultat:
    """Job: read the file, and make the preview when the columns are known from before."""
    slag = import_string(sti)
    importen = slag.modell.objects.get(pk=import_id)
    try:
        with transaction.atomic(), minnegrense():
            _ta_inn(slag, importen, les_fil(importen), Lesevalg(*lesevalg))
            importen.save()
    except TabellFeil as feil:
        lagringssti = importen.lagringssti
        slag.modell.objects.filter(pk=import_id).update(status=Status.ULESELIG, melding=str(feil), lagringssti="")
        slett_sti(lagringssti, slag.modell)
        return Resultat(importen.get_absolute_url(), str(feil))
    if _er_klar(slag, importen):
        return kontroller_jobb(sti, import_id, framdrift)
    return Resultat(importen.get_absolute_url(), _("Filen er lest. Kontroller kolonnene."))


def _ta_inn(slag, importen, innhold, lesevalg):
    lest = les(slag, innhold, importen.filnavn, importen.kommune, lesevalg)
    importen.kolonner = foreslaa_kolonner(slag, lest.tabell, importen.kommune)
    kutt(slag, lest.tabell, importen.kolonner, importen.kommune)
    behold(importen, lest)


def _er_klar(slag, importen):
    """The columns are known from before, and can be used."""
    husket = slag.oppsett.objects.filter(kommune=importen.kommune_id, overskrifter=sorted(importen.kolonner))
    return husket.exists() and not feil_i_oppsettet(slag, importen)


def feil_i_oppsettet(slag: Innlesing, importen: InnlesingModell) -> list[str]:
    """What is wrong with the mapping of the import, as sentences."""
    return slag.feil_i_kolonner(importen.kolonner, importen.kommune)


@transaction.atomic
def velg_kolonner(slag: Innlesing, importen: InnlesingModell, kolonner: dict[str, str], *, bruker, **felt) -> None:
    """Set and remember the mapping, and make the preview (as a job when the file is long)."""
    _krev_rett(slag, bruker)
    importen = slag.modell.objects.select_for_update().get(pk=importen.pk)
    _krev_ledig(importen)
    kjente = set(importen.overskrifter) - set(importen.utelatt)
    importen.kolonner = {overskrift: kode for overskrift, kode in kolonner.items() if overskrift in kjente}
    if feil := feil_i_oppsettet(slag, importen):
        raise ValidationError(feil)
    for navn, verdi in felt.items():
        setattr(importen, navn, verdi)
    _kutt_det_som_er_valgt(slag, importen)
    importen.save()
    husk(slag, importen)
    start_kontroll(slag, importen, bruker=bruker)


def _kutt_det_som_er_valgt(slag, importen):
    """Someone may have chosen a field for a column whose heading did not tell."""
    if not {felt.kode for felt in slag.feltene(importen.kommune) if felt.kutt} & {*importen.kolonner.values()}:
        return
    tabell = les_tabell(importen)
    kutt(slag, tabell, importen.kolonner, importen.kommune)
    merknader = importen.lesing.get("merknader", [])
    importen.lesing["merknader"] = list(dict.fromkeys([*merknader, *tabell.merknader]))
    lagre_tabell(importen, tabell)


@transaction.atomic
def importer_tabell(slag: Innlesing, lest: Lest, importen: InnlesingModell, *, godta: Callable[[Plan], bool]) -> str:
    """For the command line: plan, ask `godta(plan)`, and store what it says yes to, under one lock.

    `importen` is not yet stored, and has its columns. Returns a sentence, empty when the answer was no.
    """
    slag.laas(importen, bruker=None)
    kutt(slag, lest.tabell, importen.kolonner, importen.kommune)
    plan = slag.lag_plan(importen, lest.tabell, uten_framdrift)
    if not godta(plan):
        return ""
    importen.filnavn = trygt_navn(importen.filnavn)
    behold(importen, lest)
    importen.save()
    husk(slag, importen)
    _skriv_forhaandsvisning(importen, plan)
    return _utfor(slag, importen, plan, bruker=None)


# --- Preview --------------------------------------------------------------------------------------


@transaction.atomic
def start_kontroll(slag: Innlesing, importen: InnlesingModell, *, bruker) -> None:
    """Make the preview, now or as a job."""
    _krev_rett(slag, bruker)
    importen = slag.modell.objects.select_for_update().get(pk=importen.pk)
    _krev_ledig(importen)
    svar = naa_eller_jobb(
        _("Kontroller %s") % importen.filnavn,
        kontroller_jobb,
        stor=importen.antall_rader > RADER_UTEN_JOBB,
        **_for_jobben(slag, importen, bruker),
    )
    if isinstance(svar, Jobb):
        slag.modell.objects.filter(pk=importen.pk).update(jobb=svar)


def kontroller_jobb(sti: str, import_id: int, framdrift: Framdrift = uten_framdrift) -> Resultat:
    """Job: make the preview."""
    slag = import_string(sti)
    importen = slag.modell.objects.get(pk=import_id)
    kontroller(slag, importen, framdrift)
    return Resultat(importen.get_absolute_url(), _("Kontrollen er ferdig. Se hva som blir endret."))


@transaction.atomic
def kontroller(slag: Innlesing, importen: InnlesingModell, framdrift: Framdrift = uten_framdrift) -> None:
    """Make the preview anew from the file and what is stored."""
    importen = slag.modell.objects.select_for_update().get(pk=importen.pk)
    _krev_aapen(importen)
    _skriv_forhaandsvisning(importen, slag.lag_plan(importen, les_tabell(importen), framdrift))


def _skriv_forhaandsvisning(importen, plan, melding=""):
    importen.linjer.all().delete()
    rader = [(importen.kommune_id, importen.pk, *linje) for linje in plan.linjer]
    sett_inn(importen.linjer.model, ("kommune", "importen", *Linje._fields), rader)
    importen.plan = {
        **plan.tall,
        "advarsler": plan.advarsler,
        "sporsmaal": [ett._asdict() for ett in plan.sporsmaal],
        "endrer_noe": plan.endrer_noe,
    }
    importen.fingeravtrykk = plan.fingeravtrykk()
    importen.status = Status.KONTROLLERT
    importen.melding = melding
    importen.save()


# --- Store or discard -----------------------------------------------------------------------------


def bekreft(slag: Innlesing, importen: InnlesingModell, *, bruker, fingeravtrykk: str, svar: Iterable[str] = ()) -> str:
    """Store what the preview with this fingerprint shows, now or as a job. Returns a sentence about how it went.

    `svar` are the codes of the plan's questions that the user has ticked.
    """
    _krev_rett(slag, bruker)
    _krev_ledig(importen)
    svar = sorted(svar)
    if importen.antall_rader <= RADER_UTEN_JOBB:
        return lagre(slag, importen.pk, bruker=bruker, fingeravtrykk=fingeravtrykk, svar=svar)
    with transaction.atomic():
        importen = slag.modell.objects.select_for_update().get(pk=importen.pk)
        _krev_ledig(importen)
        _krev_svar([ett["kode"] for ett in importen.plan.get("sporsmaal", ())], svar)
        navn = _("Lagre %s") % importen.filnavn
        _i_jobb(slag, importen, navn, lagre_jobb, bruker, fingeravtrykk=fingeravtrykk, svar=svar)
    return ""


def lagre_jobb(
    sti: str, import_id: int, fingeravtrykk: str, svar: Iterable[str] = (), framdrift: Framdrift = uten_framdrift
) -> Resultat:
    """Job: store."""
    slag = import_string(sti)
    importen = slag.modell.objects.select_related("jobb__bruker").get(pk=import_id)
    hvem = importen.jobb.bruker
    melding = lagre(slag, import_id, bruker=hvem, fingeravtrykk=fingeravtrykk, svar=svar, framdrift=framdrift)
    return Resultat(importen.get_absolute_url(), melding)


@transaction.atomic
def lagre(
    slag: Innlesing,
    import_id: int,
    *,
    bruker,
    fingeravtrykk: str,
    svar: Iterable[str] = (),
    framdrift: Framdrift = uten_framdrift,
) -> str:
    """Work the plan out again on what is stored now, under lock; write it when it is the one that was confirmed.

    Otherwise nobody and nothing is changed, and the preview is the new one. Returns a sentence that says which.
    """
    slag.laas(slag.modell.objects.get(pk=import_id), bruker=bruker)
    importen = slag.modell.objects.select_for_update().get(pk=import_id)
    _krev_aapen(importen)
    plan = slag.lag_plan(importen, les_tabell(importen), lambda gjort, av: framdrift(gjort // 2, av))
    if plan.fingeravtrykk() != fingeravtrykk:
        melding = _("Noe er endret siden forhåndsvisningen ble laget, så ingenting er lagret. Se over på nytt.")
        _skriv_forhaandsvisning(importen, plan, melding)
        return melding
    _krev_svar([ett.kode for ett in plan.sporsmaal], svar)
    return _utfor(slag, importen, plan, bruker=bruker, framdrift=lambda gjort, av: framdrift(av + gjort, 2 * av))


def _utfor(slag, importen, plan, *, bruker, framdrift=uten_framdrift):
    """Write the plan and the audit line, inside the caller's transaction and lock."""
    slag.skriv(importen, plan, bruker=bruker, framdrift=framdrift)
    slag.modell.objects.filter(pk=importen.pk).update(status=Status.LAGRET, lagret=timezone.now())
    slag.logg(importen, "import.lagre", bruker=bruker, filnavn=importen.filnavn, **plan.tall)
    return _("Importen er lagret.")


@transaction.atomic
def forkast(slag: Innlesing, importen: InnlesingModell, *, bruker) -> None:
    """Give the import up. Its file and lines are deleted at once."""
    _krev_rett(slag, bruker)
    importen = slag.modell.objects.select_for_update().get(pk=importen.pk)
    _krev_ledig(importen)
    _slett_innhold(slag, importen)
    slag.modell.objects.filter(pk=importen.pk).update(status=Status.FORKASTET)
    slag.logg(importen, "import.forkast", bruker=bruker, filnavn=importen.filnavn)


def rydd_alle(slag: Innlesing) -> int:
    """Each night, for every kommune: delete files and lines that have been kept long enough. Returns how many."""

    def rydd_kommune(_kommune_id):
        klare = slag.modell.objects.klare_for_rydding(timezone.now())
        return hver_for_seg(lambda importen: rydd(slag, importen), klare)

    return for_hver_kommune(rydd_kommune)


@transaction.atomic
def rydd(slag: Innlesing, importen: InnlesingModell) -> int:
    """Delete the file and the lines; the row with its counts stays. One that was never confirmed is given up. Returns 1."""
    _slett_innhold(slag, importen)
    slag.modell.objects.filter(pk=importen.pk, status__in=[Status.LASTET_OPP, Status.KONTROLLERT]).update(
        status=Status.FORKASTET
    )
    return 1


def _slett_innhold(slag, importen):
    sti = importen.lagringssti
    slag.modell.objects.filter(pk=importen.pk).update(lagringssti="")
    importen.linjer.all().delete()
    transaction.on_commit(lambda: slett_sti(sti, slag.modell))


def _i_jobb(slag, importen, navn, funksjon, bruker, **kwargs):
    importen.jobb = start_jobb(navn, funksjon, **_for_jobben(slag, importen, bruker), **kwargs)
    importen.save(update_fields=["jobb"])


def _for_jobben(slag, importen, bruker):
    return {"bruker": bruker, "kommune_id": importen.kommune_id, "sti": slag.sti, "import_id": importen.pk}


def _krev_rett(slag, bruker):
    if bruker is not None and not bruker.has_perm(slag.rettighet):
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


def _krev_svar(koder, svar):
    if not set(koder) <= set(svar):
        raise ValidationError(_("Kryss av for det du må kontrollere, før importen lagres."), code="ikke_svart")
