"""Changes of a planned evaluation: free before what is evaluated begins, and after that logged, each with what it was."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from evaluering.models import (
    Atferd,
    Evaluering,
    Evalueringsdeltaker,
    Evalueringsniva,
    Indikator,
    Innsamling,
)
from evaluering.plan.forslag import fra_maal, standard
from evaluering.plan.registertall import sett_utgangspunkt
from kompetanse.felles.formats import og_liste
from kompetanse.felles.samskriving import Endring
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Bruker, Person
from planer.models import Tiltak
from planer.models.tiltak import Evalueringsnivaa

RETT = "evaluering.change_evaluering"


def innhold(evaluering: Evaluering) -> dict[str, Any]:
    """What is stored of an evaluation beside its own columns: levels, agreed behaviour, and the goals that are measured."""
    if evaluering.pk is None:
        return {"nivaaer": [], "atferd": "", "maal": []}
    return {
        "nivaaer": [niva.niva for niva in evaluering.nivaaer.all()],
        "atferd": "\n".join(rad.tekst for rad in evaluering.atferd.all()),
        "maal": [rad.maal for rad in evaluering.indikatorer.select_related("maal") if rad.maal],
    }


@transaction.atomic
def lagre(evaluering: Evaluering, endring: Endring, *, bruker: Bruker) -> Evaluering:
    """Plan an evaluation, or change the plan. Raises ValidationError, and Uenig when someone else changed the same."""
    ny = evaluering.pk is None
    if ny:
        _krev(evaluering, bruker)
        verdier, foer = {navn: endring.felt[navn] for navn in innhold(evaluering)}, {}
        for navn in endring.felt.keys() - verdier.keys():
            setattr(evaluering, navn, endring.felt[navn])
        evaluering.planlagt_av = bruker
    else:
        evaluering = laas(evaluering, bruker=bruker)
        foer = _i_ord(evaluering)
        evaluering, verdier = endring.med(evaluering, innhold)
    evaluering.full_clean(exclude=["kommune"])
    evaluering.validate_constraints()
    evaluering.save()
    _sett_rundt(evaluering, verdier)
    if ny:
        logg(evaluering, "evaluering.planlagt", bruker=bruker, navn=str(evaluering))
    else:
        logg_endring(evaluering, foer, _i_ord(evaluering), bruker=bruker)
    return evaluering


@transaction.atomic
def endre_niva(niva: Evalueringsniva, endring: Endring, *, bruker: Bruker) -> Evalueringsniva:
    """Change how one level is evaluated. What is being asked, and by which form, stays as it is."""
    evaluering = laas(niva.evaluering, bruker=bruker)
    foer = _niva_i_ord(niva)
    niva = endring.inn_i(niva)
    if niva.innsamlinger.exists() and Evalueringsniva.objects.filter(pk=niva.pk).exclude(
        metode=niva.metode, skjema=niva.skjema
    ):
        raise ValidationError(_("Noen er spurt allerede. Da kan dere ikke endre metode eller skjema."), code="spurt")
    niva.full_clean()
    niva.save()
    logg_endring(evaluering, foer, _niva_i_ord(niva), bruker=bruker)
    return niva


@transaction.atomic
def lagre_indikator(indikator: Indikator, endring: Endring, *, bruker: Bruker) -> Indikator:
    """Store a new or changed indicator. Raises ValidationError when it would be measured by another requirement than the
    figures that it has."""
    evaluering = laas(indikator.evaluering, bruker=bruker)
    foer = _indikator_i_ord(indikator) if indikator.pk else {}
    indikator = endring.inn_i(indikator)
    _krev_samme_krav(indikator)
    sett_utgangspunkt(indikator)
    indikator.full_clean(exclude=["evaluering"])
    indikator.validate_constraints()
    indikator.save()
    logg_endring(evaluering, foer, _indikator_i_ord(indikator), bruker=bruker)
    return indikator


@transaction.atomic
def slett_indikator(indikator: Indikator, *, bruker: Bruker) -> None:
    """Delete an indicator with what has been measured of it."""
    evaluering = laas(indikator.evaluering, bruker=bruker)
    logg_endring(evaluering, _indikator_i_ord(indikator), {}, bruker=bruker)
    indikator.delete()


@transaction.atomic
def sett_deltakere(evaluering: Evaluering, personer: list[Person], *, bruker: Bruker) -> Evaluering:
    """Say who took part where neither a run nor the measure does. Those who have answered stay."""
    evaluering = laas(evaluering, bruker=bruker)
    foer = _deltakere_i_ord(evaluering)
    evaluering.lagt_til.exclude(person__in=personer).delete()
    har = set(evaluering.lagt_til.values_list("person", flat=True))
    Evalueringsdeltaker.objects.bulk_create(
        Evalueringsdeltaker(evaluering=evaluering, person=person) for person in personer if person.pk not in har
    )
    logg_endring(evaluering, foer, _deltakere_i_ord(evaluering), bruker=bruker)
    return evaluering


def kan_slettes(evaluering: Evaluering) -> bool:
    """Nobody has been asked, and nothing concluded."""
    return not (evaluering.avsluttet or Innsamling.objects.filter(niva__evaluering=evaluering).exists())


@transaction.atomic
def slett(evaluering: Evaluering, *, bruker: Bruker) -> None:
    """Delete a plan of which nothing has been collected. Raises ValidationError otherwise."""
    evaluering = laas(evaluering, bruker=bruker)
    if not kan_slettes(evaluering):
        raise ValidationError(_("Noen er spurt allerede. Da kan evalueringen ikke slettes."), code="spurt")
    logg(evaluering, "evaluering.slettet", bruker=bruker, navn=str(evaluering))
    _sett_paa_tiltaket(evaluering, [])
    evaluering.delete()


# --- What they share ------------------------------------------------------------------------------


def laas(evaluering: Evaluering, *, bruker: Bruker | None, rett: str = RETT) -> Evaluering:
    """One change of an evaluation at a time, by one who has the right to it; `bruker=None`: the system. Must run inside a
    transaction."""
    evalueringer = Evaluering.objects.for_list().select_for_update(of=("self",), no_key=True)
    laast = evalueringer.filter(pk=evaluering.pk).first()
    if laast is None:
        raise ValidationError(_("Noen andre har slettet evalueringen."), code="slettet")
    if bruker is not None:
        _krev(laast, bruker, rett)
    return laast


def _krev(evaluering, bruker, rett=RETT):
    if not bruker.has_perm(rett, evaluering):
        raise PermissionDenied


def logg(evaluering: Evaluering, handling: str, *, bruker: Bruker | None, **data) -> None:
    """The audit line of a change."""
    tilgang.logg(evaluering, handling, *tilgang.MED_INNSYN_I_SAKER, bruker=bruker, **data)


def logg_endring(evaluering: Evaluering, foer: dict[str, str], etter: dict[str, str], *, bruker: Bruker) -> None:
    """One audit line with what was changed, from and to, once what is evaluated has begun; none before that."""
    endret = {
        navn: [foer.get(navn, ""), etter.get(navn, "")]
        for navn in foer | etter
        if foer.get(navn, "") != etter.get(navn, "")
    }
    if endret and evaluering.har_startet(timezone.localdate()):
        logg(evaluering, "evaluering.endret", bruker=bruker, endret=endret)


def _krev_samme_krav(indikator):
    maalt = indikator.pk and indikator.maalinger.exists()
    if maalt and not Indikator.objects.filter(pk=indikator.pk, krav=indikator.krav_id).exists():
        raise ValidationError(
            {"krav": _("Indikatoren er målt allerede. Lag en ny indikator for det andre kravet.")}, code="maalt"
        )


def _sett_rundt(evaluering, verdier):
    _sett_nivaaer(evaluering, set(verdier["nivaaer"]))
    _sett_atferd(evaluering, list(dict.fromkeys(filter(None, map(str.strip, verdier["atferd"].splitlines())))))
    _sett_maal(evaluering, {maal.pk: maal for maal in verdier["maal"]})
    _sett_paa_tiltaket(evaluering, sorted(verdier["nivaaer"]))


def _sett_paa_tiltaket(evaluering, nivaaer):
    """The table of measures says on which levels each is evaluated; a run or a grant has none of its own there."""
    if evaluering.er_av_tiltaket:
        Tiltak.objects.filter(pk=evaluering.tiltak_id).update(evalueringsnivaaer=nivaaer)


def _sett_nivaaer(evaluering, nivaaer):
    har = {niva.niva for niva in evaluering.nivaaer.all()}
    try:
        Evalueringsniva.objects.filter(evaluering=evaluering, niva__in=har - nivaaer).delete()
    except ProtectedError as feil:
        raise ValidationError(
            {"nivaaer": _("Noen er spurt allerede på et nivå som dere har tatt bort. Sett haken tilbake.")},
            code="spurt",
        ) from feil
    for niva in standard(nivaaer - har):
        niva.evaluering = evaluering
        niva.full_clean(exclude=["evaluering"])
        niva.save()


def _sett_atferd(evaluering, linjer):
    """A line that is the same keeps its row, which the answers name. Once somebody has been asked, none of them changes."""
    rader = {rad.tekst: rad for rad in evaluering.atferd.all()}
    if list(rader) == linjer:
        return
    if Innsamling.objects.filter(niva__evaluering=evaluering, niva__niva=Evalueringsnivaa.ANVENDELSE).exists():
        raise ValidationError({"atferd": _("Noen er spurt allerede. Da kan ikke atferden endres.")}, code="spurt")
    if any(len(linje) > 200 for linje in linjer):
        raise ValidationError({"atferd": _("Hver linje kan ha høyst 200 tegn.")}, code="for_lang")
    evaluering.atferd.exclude(tekst__in=linjer).delete()
    for plass, linje in enumerate(linjer, start=1):
        rad = rader.get(linje) or Atferd(evaluering=evaluering, tekst=linje)
        rad.rekkefolge = 10 * plass
        rad.save()


def _sett_maal(evaluering, maal):
    evaluering.indikatorer.filter(maal__isnull=False).exclude(maal__in=maal.values()).delete()
    har = set(evaluering.indikatorer.filter(maal__isnull=False).values_list("maal", flat=True))
    for pk, ett in maal.items():
        if pk not in har:
            indikator = fra_maal(ett)
            indikator.evaluering = evaluering
            indikator.validate_constraints()
            indikator.save()


# --- What was, and what is, in words --------------------------------------------------------------


def _navn(modell, felt):
    return str(capfirst(modell._meta.get_field(felt).verbose_name))


def _i_ord(evaluering):
    inni = innhold(evaluering)
    return {
        _navn(Evaluering, "evaluator"): str(evaluering.evaluator or ""),
        _navn(Evaluering, "forventet"): evaluering.forventet,
        _("Nivåer"): og_liste(inni["nivaaer"]),
        _navn(Atferd, "tekst"): inni["atferd"],
        _("Indikatorer fra målene"): og_liste(inni["maal"]),
    }


def _niva_i_ord(niva):
    felt = ("metode", "dager", "regnes_fra", "ogsaa_foer", "svarer", "lovet", "skjema", "annet")
    return {f"{niva.get_niva_display()}: {_navn(Evalueringsniva, ett)}": _verdi(niva, ett) for ett in felt}


def _indikator_i_ord(indikator):
    felt = ("krav", "maaleenhet", "retning", "utgangspunkt", "utgangspunkt_dato", "maaltall")
    return {f"{indikator.navn}: {_navn(Indikator, ett)}": _verdi(indikator, ett) for ett in felt}


def _verdi(rad, felt):
    if felt == "svarer":
        return rad.hvem
    if hasattr(rad, f"get_{felt}_display"):
        return str(getattr(rad, f"get_{felt}_display")())
    verdi = getattr(rad, felt)
    return "" if verdi is None else str(verdi)


def _deltakere_i_ord(evaluering):
    return {_("Antall deltakere som er lagt til"): str(evaluering.lagt_til.count())}
