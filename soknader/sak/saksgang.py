"""The life of an application: which actions may start where, and what each of them does.

Every action locks the case, checks state, right and reason, changes it, writes one audit line, and tells people after
commit. The order of locks is always: the year's frame (when money is drawn), then the case.
"""

from collections.abc import Iterable
from decimal import Decimal

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from kompetanse.felles.arbeidsdager import frist_om
from kompetanse.felles.formats import dato
from kompetanse.felles.overgang import endret_siden
from kompetanse.felles.varsler import besvart
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Bruker, Kommune, Person, Rollekode
from soknader.models import Inhabilitet, Mote, Saksteg, Soknad, Soknadsenhet, Steghandling, Vedtak
from soknader.oppsett import soknadsrunder
from soknader.sak import innsending, meldinger, runder
from soknader.sak.behandlere import brukere_for_steg, finn_behandling, rolle_for_steg, sett_behandling, utelukkede
from soknader.sak.enheter import varsle_lederne
from soknader.sak.fra_vedtak import gi_tiltak
from soknader.sak.linjeavslag import registrer_linjeavslag
from soknader.sak.livslop import LIVSLOP
from soknader.sak.utkast import mangler

Status = Soknad.Status
Avgjorelse = Saksteg.Avgjorelse


def laas(soknad: Soknad) -> Soknad:
    """Lock the case and read it anew. Must run inside a transaction."""
    return LIVSLOP.laas(soknad)


def _begynn(soknad, navn, **kwargs):
    """The case, locked and found fit for the action; the step that waits; the action. See `Livslop.begynn`.

    Whatever is done with a case, what people were asked about it is old from then on.
    """
    soknad = LIVSLOP.begynn(soknad, navn, **kwargs)
    besvart(soknad.get_absolute_url())
    return soknad, soknad.current_step(), LIVSLOP[navn]


def _svar(steg, avgjorelse, *, bruker, i_rollen, kommentar="", innstilt_belop=None, naar=None):
    """Answer a step for good: the database lets nobody change it afterwards. `i_rollen` as from `tilgang.i_rollen`."""
    steg.avgjorelse = avgjorelse
    steg.avgjort_av = bruker
    steg.avgjort = naar or timezone.now()
    steg.kommentar = kommentar.strip()
    steg.innstilt_belop = innstilt_belop
    steg.i_rolle, steg.paa_vegne_av = i_rollen["i_rolle"], i_rollen["paa_vegne_av"]
    steg.save()


def _svar_i_rolle(steg, avgjorelse, *, bruker, **felt):
    """Answer as the one that the step waits for. Returns the role."""
    rolle = rolle_for_steg(steg, bruker, utelukkede(steg.soknad))
    _svar(steg, avgjorelse, bruker=bruker, i_rollen=tilgang.i_rollen(rolle), **felt)
    return rolle


def _start(steg, soknad):
    """Let a step wait for its answer from now, with its deadline, and find who answers it."""
    steg.startet = timezone.now()
    if steg.handling in Steghandling.i_linjen():
        sett_behandling(steg, finn_behandling(soknad, steg.opprinnelig_rollekode))
    _vent_paa_svar(steg)


def _vent_paa_svar(steg):
    """Give the one that the step now waits for the whole time to answer; the step is not opened."""
    steg.frist = frist_om(steg.frist_dager)
    steg.aapnet = steg.paaminnet = None
    steg.save()


def _start_neste(soknad):
    """Start the next step and set the case's status after it."""
    steg = soknad.steg.kommende().first()
    _start(steg, soknad)
    soknad.status = Status.TIL_MOTE if steg.handling == Steghandling.MOTE else Status.TIL_BEHANDLING
    soknad.save()
    return steg


def _neste_lopenummer(soknad):
    """The next number of the year. The kommune's row is locked, so that two never get the same."""
    Kommune.objects.select_for_update().get(pk=soknad.kommune_id)
    brukte = Soknad.objects.filter(kommune_id=soknad.kommune_id, nummeraar=soknad.aar)
    siste = brukte.aggregate(siste=Max("lopenummer"))
    return (siste["siste"] or 0) + 1


@transaction.atomic
def send_inn(soknad: Soknad, *, bruker: Bruker, gjennomfort: bool = False, steg: int | None = None) -> Soknad:
    """Send the application, or send it again after a return. `gjennomfort`: a measure that is over has been carried out.

    Raises ValidationError naming all that is missing (`mangler`), when a measure is over and that is not said (`over`), and
    when no round receives a new application now (`frist`).
    """
    soknad, _steg, _overgang = _begynn(soknad, "send_inn", bruker=bruker, steg=steg)
    feil = mangler(soknad)
    if feil:
        raise ValidationError([mangel.melding for mangel in feil], code="mangler")
    if soknad.er_over() and not gjennomfort:
        raise ValidationError(
            _("Perioden sluttet %(dato)s. Bekreft at tiltaket er gjennomført, eller rett datoene."),
            code="over",
            params={"dato": dato(soknad.periode_til)},
        )
    if soknad.status == Status.UTKAST:
        soknad.soknadsrunde = soknadsrunder.ta_imot(soknad.kommune_id, soknad.aar, soknad.soker)
    if soknad.lopenummer is None:
        soknad.nummeraar, soknad.lopenummer = soknad.aar, _neste_lopenummer(soknad)
    if soknad.steg.exists():
        runder.ny_runde(soknad)
    else:
        runder.kopier_kjeden(soknad)
    soknad.sendt = timezone.now()
    steg = _start_neste(soknad)
    hendelse = tilgang.logg(soknad, "soknad.sendt", bruker=bruker, belop=soknad.soknadsbelop, til=steg.tittel)
    innsending.skriv_ned(soknad, hendelse)
    meldinger.steg_venter(soknad, steg)
    varsle_lederne(soknad)
    return soknad


@transaction.atomic
def anbefal(soknad: Soknad, *, bruker: Bruker, kommentar: str = "", steg: int | None = None) -> Soknad:
    """Recommend, and pass the case on to the next step."""
    return _send_videre(soknad, "anbefal", bruker=bruker, kommentar=kommentar, vist=steg)


@transaction.atomic
def innstill(
    soknad: Soknad, *, bruker: Bruker, kommentar: str = "", belop: Decimal | None = None, steg: int | None = None
) -> Soknad:
    """Check and propose an amount (None: the whole sum; 0: refusal) to those who decide."""
    return _send_videre(soknad, "innstill", bruker=bruker, kommentar=kommentar, belop=belop, vist=steg)


def _send_videre(soknad, navn, *, bruker, kommentar, vist, belop=None):
    soknad, steg, overgang = _begynn(soknad, navn, bruker=bruker, steg=vist)
    if navn == "innstill":
        belop = soknad.soknadsbelop if belop is None else belop
        if belop > soknad.soknadsbelop:
            raise ValidationError({"belop": _("Du kan ikke innstille på mer enn det er søkt om.")})
        if not belop and not kommentar.strip():
            raise ValidationError({"kommentar": _("Skriv hvorfor du innstiller på avslag.")}, code="mangler_grunn")
    rolle = _svar_i_rolle(steg, overgang.avgjorelse, bruker=bruker, kommentar=kommentar, innstilt_belop=belop)
    neste = _start_neste(soknad)
    handling = f"soknad.{overgang.avgjorelse}"
    tilgang.logg(soknad, handling, bruker=bruker, som=rolle, kommentar=kommentar, til=neste.tittel)
    meldinger.steg_venter(soknad, neste)
    return soknad


@transaction.atomic
def returner(soknad: Soknad, *, bruker: Bruker, kommentar: str, steg: int | None = None) -> Soknad:
    """Give the case back to the applicant, who may edit it and send it again."""
    soknad, steg, overgang = _begynn(soknad, "returner", bruker=bruker, grunn=kommentar, steg=steg)
    rolle = _svar_i_rolle(steg, overgang.avgjorelse, bruker=bruker, kommentar=kommentar)
    soknad.rettes_innen, soknad.rettelse_paaminnet = frist_om(steg.frist_dager), None
    soknad.save()
    tilgang.logg(soknad, "soknad.returnert", bruker=bruker, kommentar=kommentar, som=rolle)
    meldinger.returnert(soknad, steg)
    return soknad


@transaction.atomic
def avslaa(soknad: Soknad, *, bruker: Bruker, kommentar: str, steg: int | None = None) -> Soknad:
    """Refuse in the line. The rest of the chain is left unanswered on purpose; MBU is told like of any decision."""
    soknad, steg, overgang = _begynn(soknad, "avslaa", bruker=bruker, grunn=kommentar, steg=steg)
    rolle = _svar_i_rolle(steg, overgang.avgjorelse, bruker=bruker, kommentar=kommentar)
    vedtak = registrer_linjeavslag(soknad, bruker=bruker, begrunnelse=kommentar, rolle=rolle)
    _avgjor(soknad, vedtak)
    tilgang.logg(soknad, "soknad.avslaatt", bruker=bruker, kommentar=kommentar, som=rolle)
    meldinger.avgjort(soknad)
    return soknad


def _avgjor(soknad, vedtak):
    """The case is decided: its status follows the decision, a grant has a measure, and the step that informs MBU starts."""
    soknad.status = vedtak.utfall
    soknad.avgjort = vedtak.fattet
    if soknad.status in Status.gitt_penger():
        gi_tiltak(soknad, bruker=vedtak.fattet_av)
    soknad.save()
    orientering = soknad.steg.kommende().filter(handling=Steghandling.ORIENTERING).first()
    if orientering:
        _start(orientering, soknad)


def avslutt_med_vedtak(soknad: Soknad, vedtak: Vedtak) -> Soknad:
    """Carry a decision into its case when the meeting is closed, and tell the owner. Locks the case; the caller holds the
    transaction, the lock of the meeting and the checks."""
    soknad = laas(soknad)
    if soknad.status == vedtak.utfall:  # decided when a decision was carried in at once
        return soknad
    steg = soknad.current_step()
    if soknad.status != Status.TIL_MOTE or steg is None or steg.handling != Steghandling.MOTE:
        raise endret_siden()
    besvart(soknad.get_absolute_url())
    i_rollen = {"i_rolle": vedtak.i_rolle, "paa_vegne_av": vedtak.paa_vegne_av}
    svar = {"bruker": vedtak.fattet_av, "i_rollen": i_rollen, "kommentar": vedtak.begrunnelse, "naar": vedtak.fattet}
    _svar(steg, Avgjorelse.BESLUTTET, **svar)
    _avgjor(soknad, vedtak)
    meldinger.avgjort(soknad)
    return soknad


def registrer_orientert(soknader: Iterable[Soknad], *, bruker: Bruker, saksnummer: str) -> None:
    """MBU has been told of these cases: answer their last step. Runs inside the transaction that sends the MBU case."""
    ventende = Saksteg.objects.ventende().filter(soknad__in=soknader, handling=Steghandling.ORIENTERING)
    rolle = tilgang.handler_som(bruker, Rollekode.KOMMUNEDIREKTOR)
    for steg in ventende.select_related("soknad"):
        _svar(steg, Avgjorelse.ORIENTERT, bruker=bruker, i_rollen=tilgang.i_rollen(rolle), kommentar=saksnummer)
        tilgang.logg(steg.soknad, "soknad.orientert", bruker=bruker, som=rolle, saksnummer=saksnummer)


@transaction.atomic
def trekk(soknad: Soknad, *, bruker: Bruker, kommentar: str = "", steg: int | None = None) -> Soknad:
    """The applicant withdraws the application before it is decided, and before its meeting has started."""
    soknad, steg = _begynn_for_motet(soknad, "trekk", bruker=bruker, steg=steg)
    if steg:
        steg.startet = None
        steg.save()
    soknad.save()
    tilgang.logg(soknad, "soknad.trukket", bruker=bruker, kommentar=kommentar)
    meldinger.trukket(soknad, steg)
    _ta_av_sakslistene(soknad)
    return soknad


def _ta_av_sakslistene(soknad):
    """Off an agenda that nobody has seen; on one that members are called to it stands as withdrawn, and they are told."""
    for sak in soknad.motesaker.filter(mote__status=Mote.Status.PLANLAGT).select_related("mote"):
        if soknad.pk in sak.mote.innkalling.get("saker", ()):
            meldinger.trukket_fra_motet(soknad, sak.mote)
        else:
            sak.delete()


def _begynn_for_motet(soknad, navn, **kwargs):
    """As `_begynn`, of a case that no meeting has in hand. The meeting is locked before the case, as when it starts: one
    that is starting is waited for."""
    moter = _laas_moter(soknad)
    soknad, steg, _overgang = _begynn(soknad, navn, **kwargs)
    if _laas_moter(soknad) != moter:
        raise endret_siden()
    if any(mote.status == Mote.Status.PAAGAAR for mote in moter):
        raise ValidationError(_("Søknaden behandles i et møte nå. Vent til møtet er over."), code="i_mote")
    return soknad, steg


def _laas_moter(soknad):
    moter = Mote.objects.filter(pk__in=soknad.motesaker.order_by().values("mote"))
    return list(moter.exclude(status=Mote.Status.AVSLUTTET).select_for_update().order_by("pk"))


@transaction.atomic
def overta(soknad: Soknad, *, bruker: Bruker, kommentar: str, steg: int | None = None) -> Soknad:
    """HR, or a leader of the unit, owns the case from now on; neither the old owner nor the new one answers it."""
    soknad, steg = _begynn_for_motet(soknad, "overta", bruker=bruker, grunn=kommentar, steg=steg)
    svarte = steg and steg.handling in Steghandling.i_linjen() and bruker in brukere_for_steg(steg)
    forrige, soknad.soker = soknad.soker, bruker
    soknad.save(update_fields=["soker"])
    grunn = {"grunn": _("Eide søknaden før den ble overtatt."), "meldt_av": bruker}
    Inhabilitet.objects.get_or_create(soknad=soknad, person=forrige.person, defaults=grunn)
    roller = (*tilgang.HR, *Rollekode.ledere())
    tilgang.logg(soknad, "soknad.overtatt", *roller, bruker=bruker, kommentar=kommentar, fra=str(forrige))
    if svarte:
        sett_behandling(steg, finn_behandling(soknad, steg.opprinnelig_rollekode))
        _vent_paa_svar(steg)
        meldinger.steg_venter(soknad, steg)
    meldinger.overtatt(soknad, forrige)
    return soknad


@transaction.atomic
def ta_tilbake(soknad: Soknad, *, bruker: Bruker, steg: int | None = None) -> Soknad:
    """Undo the last passing-on: the answer stays readable, and its step waits once more in a new round."""
    soknad, steg, _overgang = _begynn(soknad, "ta_tilbake", bruker=bruker, steg=steg)
    svar = soknad.last_answer()
    if svar is None:
        forst = not soknad.steg.exclude(avgjorelse="").exists()
        steg.startet = None
        steg.save()
        soknad.status = Status.UTKAST if forst else Status.RETURNERT
        soknad.save()
    else:
        runder.ny_runde(soknad, fra_rekkefolge=svar.rekkefolge, erstatter=svar)
        _start_neste(soknad)
    tilgang.logg(soknad, "soknad.tatt_tilbake", bruker=bruker)
    return soknad


@transaction.atomic
def meld_inhabil(soknad: Soknad, *, bruker: Bruker, kommentar: str, steg: int | None = None) -> Soknad:
    """Step aside from the case: it is recorded, and the step moves to the next leader up."""
    soknad, steg, _overgang = _begynn(soknad, "meld_inhabil", bruker=bruker, grunn=kommentar, steg=steg)
    rolle = rolle_for_steg(steg, bruker, utelukkede(soknad))
    Inhabilitet.objects.create(
        kommune_id=soknad.kommune_id,
        soknad=soknad,
        person=bruker.person,
        grunn=kommentar.strip()[:300],
        meldt_av=bruker,
    )
    sett_behandling(steg, finn_behandling(soknad, steg.opprinnelig_rollekode))
    _vent_paa_svar(steg)
    tilgang.logg(soknad, "soknad.inhabil", bruker=bruker, som=rolle, kommentar=kommentar)
    meldinger.steg_venter(soknad, steg)
    return soknad


@transaction.atomic
def pek_ut(soknad: Soknad, *, bruker: Bruker, person: Person, kommentar: str, steg: int | None = None) -> Soknad:
    """HR says who answers the step that waits, when nobody in the line can, or the one it waits for is away."""
    soknad, steg, _overgang = _begynn(soknad, "pek_ut", bruker=bruker, grunn=kommentar, steg=steg)
    if person.pk == bruker.person_id:
        raise ValidationError({"person": _("Du kan ikke peke ut deg selv. Velg en annen.")})
    if not tilgang.til_stede({person.pk} - utelukkede(soknad)).exists():
        grunn = _("%s kan ikke svare: har søkt selv, er inhabil, er borte eller har ingen åpen konto. Velg en annen.")
        raise ValidationError({"person": grunn % person})
    steg.utpekt, steg.flyttet = person, (_("Pekt ut av HR: %s") % kommentar.strip())[:300]
    _vent_paa_svar(steg)
    tilgang.logg(soknad, "soknad.utpekt", *tilgang.HR, bruker=bruker, kommentar=kommentar, til=str(person))
    meldinger.steg_venter(soknad, steg)
    return soknad


@transaction.atomic
def si_nei(
    soknad: Soknad, *, bruker: Bruker, enheter: Iterable[Soknadsenhet], kommentar: str, steg: int | None = None
) -> Soknad:
    """A leader of units that the application names says that they are not part of it. It goes on without them, whatever
    step it is at; the applicant, HR and who is to answer now, are told.

    Raises ValidationError on `enheter` when another has said no for one of them already.
    """
    soknad, venter = _begynn_for_motet(soknad, "si_nei", bruker=bruker, grunn=kommentar)
    rader = list(soknad.soknadsenheter.filter(pk__in=[rad.pk for rad in enheter]))
    for rad in rader:
        if (rolle := rad.rolle_for(bruker)) is None:
            raise PermissionDenied
        if rad.nei:
            grunn = _("%(hvem)s har allerede sagt nei for %(enhet)s.")
            raise ValidationError({"enheter": grunn % {"hvem": rad.nei_av, "enhet": rad.enhet}})
        rad.nei, rad.nei_av, rad.nei_grunn = timezone.now(), bruker, kommentar.strip()
        rad.i_rolle, rad.paa_vegne_av = tilgang.i_rollen(rolle).values()
        rad.save()
        nei = _("%(enhet)s er ikke med: %(grunn)s") % {"enhet": rad.enhet, "grunn": rad.nei_grunn}
        tilgang.logg(soknad, "soknad.nei", bruker=bruker, som=rolle, kommentar=nei)
    meldinger.sa_nei(soknad, rader, venter)
    return soknad


@transaction.atomic
def merk_aapnet(soknad: Soknad, *, bruker: Bruker) -> None:
    """The one whose turn it is has opened the case: from now on it cannot be taken back."""
    if bruker.has_perm("soknader.answer_step", soknad):
        soknad.steg.ventende().filter(aapnet__isnull=True).update(aapnet=timezone.now())
