"""The discussion with the unions (HTA 3.2 and 3.3): called in, prepared by the parties, and held.

Locks are taken in this order: the plan, the discussion. Once held, the database refuses every change.
"""

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from kompetanse.felles.formats import og_liste
from kompetanse.felles.overgang import endret_siden
from kompetanse.felles.samskriving import Endring
from kompetanse.felles.varsler import besvart
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Bruker, Rolle
from planer.endring import handler_som, laas_plan, logg
from planer.models import Behovsforslag, Drofting, Droftingspart, Kompetansebehov, Kompetanseplan, Protokollinje
from planer.vedtak import meldinger
from planer.vedtak.documents import DROFTINGSUTKAST
from planer.vedtak.innhold import avtrykk
from planer.vedtak.livslop import LIVSLOP
from planer.vedtak.samling import samle


class Partsvar(NamedTuple):
    """What is entered of one party when the discussion is held."""

    nokkel: int
    part: str
    navn: str
    deltok: bool
    syn: str


def representanter(plan: Kompetanseplan) -> list[Rolle]:
    """The roles by which somebody represents those who work where the plan is for, the nearest first."""
    stier = [*plan.enhet.stier_over, plan.enhet.path]
    roller = Rolle.objects.gjeldende().filter(
        kommune_id=plan.kommune_id, type__kode__in=tilgang.ANSATTES_REPRESENTANTER, enhet__path__in=stier
    )
    return list(roller.select_related("type", "person__bruker", "enhet").order_by("-enhet__depth", "pk"))


@transaction.atomic
def kall_inn(
    plan: Kompetanseplan,
    *,
    bruker: Bruker,
    mote: dt.date,
    melding: str = "",
    roller: Iterable[Rolle] = (),
    andre: Iterable[str] = (),
) -> Drofting:
    """Call the parties in, with the plan as it is now: those who hold `roller` are told, `andre` are only named."""
    plan = LIVSLOP.begynn(plan, "til_drofting", bruker=bruker)
    roller, andre = krev_parter(mote, roller, andre)
    plan.save(update_fields=["status"])
    data = samle(plan).som_data()
    drofting = Drofting.objects.create(
        plan=plan,
        mote=mote,
        melding=melding,
        innhold=data,
        sha256=avtrykk(data),
        innkalt_av=bruker,
        **tilgang.i_rollen(handler_som(plan, bruker)),
    )
    lag_parter(drofting, roller, andre)
    DROFTINGSUTKAST.frys(drofting, bruker=bruker)
    logg(plan, "plan.til_drofting", bruker=bruker, mote=mote, sha256=drofting.sha256)
    meldinger.innkalt(drofting, [rolle.person for rolle in roller])
    return drofting


def krev_parter(mote: dt.date, roller: Iterable[Rolle], andre: Iterable[str]) -> tuple[list[Rolle], list[str]]:
    """Whom a new discussion is with, each once. Raises ValidationError for nobody, and for a day that has passed."""
    if mote < timezone.localdate():
        raise ValidationError({"mote": _("Møtet kan ikke være før i dag.")})
    roller, andre = list(roller), list(dict.fromkeys(andre))
    if not roller and not andre:
        raise ValidationError(_("Velg minst én part som skal være med."))
    return roller, andre


def lag_parter(drofting: Drofting, roller: list[Rolle], andre: Iterable[str]) -> None:
    """The parties of a new discussion: a person once, however many roles, and two of the same kind told apart by name."""
    personer = {rolle.person_id: rolle for rolle in reversed(roller)}
    parter = [
        Droftingspart(drofting=drofting, part=f"{rolle.type}, {rolle.person}"[:100], person=rolle.person)
        for rolle in reversed(personer.values())
    ]
    brukte = {en.part for en in parter}
    parter += [Droftingspart(drofting=drofting, part=navn[:100]) for navn in andre if navn[:100] not in brukte]
    Droftingspart.objects.bulk_create(parter)


@transaction.atomic
def avlys(plan: Kompetanseplan, *, bruker: Bruker) -> Kompetanseplan:
    """Call the discussion off; the plan is a draft again."""
    plan = LIVSLOP.begynn(plan, "fra_drofting", bruker=bruker)
    plan.save(update_fields=["status"])
    avlys_innkalt(plan)
    logg(plan, "plan.fra_drofting", bruker=bruker)
    return plan


def avlys_innkalt(plan: Kompetanseplan) -> None:
    """Mark what was called in as called off, and tell the parties. Inside the lock of the plan."""
    for drofting in plan.droftinger.filter(status=Drofting.Status.INNKALT):
        drofting.status = Drofting.Status.AVLYST
        drofting.save(update_fields=["status"])
        meldinger.avlyst(drofting)


@transaction.atomic
def si_syn(part: Droftingspart, endring: Endring, *, bruker: Bruker) -> Droftingspart:
    """The one who speaks for a party writes its views before the meeting. Raises Uenig."""
    drofting = _laas(part.drofting)
    if part.person_id != bruker.person_id:
        raise PermissionDenied
    if drofting.status != Drofting.Status.INNKALT:
        raise endret_siden()
    part = endring.inn_i(part)
    part.save(update_fields=["syn"])
    tilgang.logg(drofting.plan or drofting, "drofting.syn", bruker=bruker, part=part.part)
    return part


def laas(drofting: Drofting) -> Drofting:
    """The discussion, locked after its plan and read anew. Must run inside a transaction."""
    LIVSLOP.laas(drofting.plan)
    return _laas(drofting)


def _laas(drofting):
    return Drofting.objects.select_for_update(of=("self",)).select_related("plan__enhet").get(pk=drofting.pk)


@transaction.atomic
def avslutt(
    plan: Kompetanseplan,
    *,
    bruker: Bruker,
    dato: dt.date,
    utfall: str,
    parter: Iterable[Partsvar],
    protokolltilforsel: str = "",
    svar: str = "",
) -> Drofting:
    """The discussion was held: who came, what each said, and whether they agreed. Writes the minutes."""
    plan = LIVSLOP.begynn(plan, "drofte", bruker=bruker)
    drofting = _laas(plan.droftinger.get(status=Drofting.Status.INNKALT))
    _krev_helt(plan, drofting, dato)
    plan.save(update_fields=["status"])
    deltok = skriv_parter(drofting, parter)
    sett_holdt(drofting, bruker, dato, utfall, protokolltilforsel, svar)
    Protokollinje.objects.create(
        plan=plan,
        slag=Protokollinje.Slag.DROFTET,
        organ=og_liste(deltok)[:150],
        dato=dato,
        tekst=_referat(drofting),
        drofting=drofting,
        skrevet_av=bruker,
    )
    besvart(drofting.get_absolute_url())
    logg(plan, "plan.drofte", bruker=bruker, utfall=utfall)
    return drofting


def sett_holdt(
    drofting: Drofting, bruker: Bruker, dato: dt.date, utfall: str, protokolltilforsel: str, svar: str
) -> None:
    """Store that it was held and what came of it; nothing of it changes afterwards."""
    drofting.mote, drofting.utfall, drofting.svar = dato, utfall, svar
    drofting.protokolltilforsel = protokolltilforsel
    drofting.status, drofting.avsluttet, drofting.avsluttet_av = Drofting.Status.HOLDT, timezone.now(), bruker
    # A plan, or the year of one that is about none: the database sees to that.
    drofting.full_clean(exclude=["plan", "aar"])
    drofting.save()


def holdte(plan: Kompetanseplan) -> QuerySet[Drofting]:
    """The discussions that have been held since the plan was last adopted."""
    alle, sist = plan.droftinger.filter(status=Drofting.Status.HOLDT).prefetch_related("parter"), plan.sist_frosset
    return alle.filter(avsluttet__gt=sist) if sist else alle


def _krev_helt(plan, drofting, dato):
    if dato > timezone.localdate() or dato < timezone.localdate(drofting.innkalt):
        raise ValidationError({"dato": _("Drøftingen er holdt mellom dagen dere ble kalt inn, og i dag.")})
    if plan.behovsforslag.filter(status=Behovsforslag.Status.NYTT).exists():
        raise ValidationError(_("Svar på forslagene fra de tillitsvalgte først."), code="forslag")


def skriv_parter(drofting: Drofting, parter: Iterable[Partsvar]) -> list[str]:
    """Store what is said of each party. Returns the names of those who came; ValidationError when nobody did."""
    svar = {en.nokkel: en for en in parter}
    deltok = []
    for part in drofting.parter.all():
        if (ett := svar.get(part.pk)) is None:
            continue
        part.part, part.navn, part.deltok, part.syn = ett.part, ett.navn, ett.deltok, ett.syn
        part.save()
        if part.deltok:
            deltok.append(part.part)
    if not deltok:
        raise ValidationError(_("Kryss av for minst én part som deltok."))
    return deltok


def etter(drofting: Drofting) -> str:
    """«Drøftingen er etter HTA 3.2 og 3.3.»; empty when nobody has said after what."""
    return _("Drøftingen er etter %(hjemmel)s.") % {"hjemmel": drofting.hjemmel} if drofting.hjemmel else ""


def arbeidsgivers_svar(drofting: Drofting) -> str:
    """«Arbeidsgivers svar: …»; empty when there was none."""
    return _("Arbeidsgivers svar: %(svar)s") % {"svar": drofting.svar} if drofting.svar else ""


def _referat(drofting):
    """«Drøftingen er etter HTA 3.2 og 3.3. Partene er enige. Arbeidsgivers svar: …»."""
    deler = [
        etter(drofting),
        f"{drofting.get_utfall_display()}{':' if drofting.protokolltilforsel else '.'}",
        drofting.protokolltilforsel,
        arbeidsgivers_svar(drofting),
    ]
    return " ".join(filter(None, deler))


# --- What the employees' representatives propose ----------------------------------------------------


@transaction.atomic
def foreslaa(plan: Kompetanseplan, *, bruker: Bruker, navn: str, begrunnelse: str = "") -> Behovsforslag:
    """A need that a representative would have in the plan while it is up for discussion."""
    plan = laas_plan(plan, bruker=bruker, rett="planer.propose_behov")
    forslag = Behovsforslag.objects.create(plan=plan, navn=navn, begrunnelse=begrunnelse, foreslaatt_av=bruker)
    logg(plan, "plan.forslag", bruker=bruker, behov=navn)
    meldinger.foreslaatt(forslag)
    return forslag


@transaction.atomic
def ta_inn(forslag: Behovsforslag, *, bruker: Bruker, svar: str = "") -> Behovsforslag:
    """The proposal becomes a need of the plan."""
    forslag = _aapent(forslag, bruker)
    forslag.behov = Kompetansebehov.objects.create(
        plan=forslag.plan,
        navn=forslag.navn,
        beskrivelse=forslag.begrunnelse,
        opphav=Kompetansebehov.Opphav.TILLITSVALGT,
    )
    return _svar(forslag, Behovsforslag.Status.TATT_INN, svar, bruker)


@transaction.atomic
def avslaa(forslag: Behovsforslag, *, bruker: Bruker, svar: str) -> Behovsforslag:
    """The proposal is left out, and says why."""
    forslag = _aapent(forslag, bruker)
    if not svar.strip():
        raise ValidationError({"svar": _("Skriv hvorfor behovet ikke tas inn.")})
    return _svar(forslag, Behovsforslag.Status.AVSLAATT, svar, bruker)


def _aapent(forslag, bruker):
    """The proposal under the lock of its plan, by one who may change that; refused when it is answered."""
    laas_plan(forslag.plan, bruker=bruker)
    forslag = Behovsforslag.objects.select_related("plan__enhet", "foreslaatt_av").get(pk=forslag.pk)
    if forslag.status != Behovsforslag.Status.NYTT:
        raise endret_siden()
    return forslag


def _svar(forslag, status, svar, bruker):
    forslag.status, forslag.svar = status, svar.strip()
    forslag.svart_av, forslag.svart = bruker, timezone.now()
    forslag.save()
    logg(forslag.plan, f"plan.forslag_{status}", bruker=bruker, behov=forslag.navn, kommentar=forslag.svar)
    meldinger.forslag_besvart(forslag, fra=bruker)
    return forslag
