"""A run is written, opened, closed, moved and cancelled. Those who are signed up are told of what concerns them."""

import datetime as dt
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kompetanse.felles.formats import dato
from kompetanse.felles.samskriving import Endring, verdi_av
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Bruker
from kurs.kjoring import datoer
from kurs.kjoring.livslop import LIVSLOP
from kurs.models import Kjoring
from kurs.paamelding import meldinger
from kurs.paamelding.venteliste import rykk_opp

Status = Kjoring.Status
FRISTER = ("paameldingsfrist", "avmeldingsfrist")


def lest(kjoring: Kjoring, navn: str) -> Any:
    """What a run holds of what its form asks about."""
    return datoer.lest(kjoring) if navn == "tider" else verdi_av(kjoring, navn)


@transaction.atomic
def lagre(kjoring: Kjoring, endring: Endring, *, bruker: Bruker) -> Kjoring:
    """Store a new or changed run; `endring` holds its fields, and `tider` (a list of `datoer.Tid`).

    More seats go to those who wait. Those who are signed up are told when the dates or the place are new. Raises
    ValidationError, and Uenig.
    """
    if kjoring.pk is None:
        return _opprett(kjoring, endring, bruker)
    kjoring = LIVSLOP.begynn(kjoring, "endre", bruker=bruker)
    endret = endring.endret({navn: lest(kjoring, navn) for navn in endring.felt})
    for navn in endret.keys() - {"tider"}:
        setattr(kjoring, navn, endret[navn])
    ny_tid = "tider" in endret and datoer.sett(kjoring, endret["tider"])
    _krev_hel(kjoring)
    kjoring.save()
    tilgang.logg(kjoring, "kjoring.endret", *tilgang.MED_INNSYN_I_SAKER, bruker=bruker)
    if kjoring.status in Status.kommende():
        if ny_tid or endret.keys() & {"sted", "lenke"}:
            meldinger.ny_tid(kjoring)
        rykk_opp(kjoring)
    return kjoring


def _opprett(kjoring, endring, bruker):
    if not bruker.has_perm("kurs.change_kurs", kjoring.kurs):
        raise PermissionDenied
    kjoring.save()
    datoer.sett(kjoring, endring.felt["tider"])
    _krev_hel(kjoring)
    tilgang.logg(kjoring, "kjoring.opprettet", *tilgang.MED_INNSYN_I_SAKER, bruker=bruker)
    return kjoring


def _krev_hel(kjoring):
    """The row and its dates say the same. Raises ValidationError."""
    kjoring.full_clean(exclude=["kommune"])
    begynner = kjoring.samlinger.order_by("start").values_list("start", flat=True).first()
    if begynner is None:
        _krev_datoer(kjoring)
        return
    forste = timezone.localdate(begynner)
    for navn in FRISTER:
        frist = getattr(kjoring, navn)
        if frist and frist > forste:
            raise ValidationError({navn: _("Fristen kan ikke være etter at kurset begynner, %s.") % dato(forste)})


def _krev_datoer(kjoring):
    """What people can sign up for, has a date; but for a group, which finds its dates as it goes."""
    if kjoring.status in Status.kommende() and not kjoring.kurs.er_gruppe:
        raise ValidationError(_("Legg inn minst én dato. Uten den vet ingen når kurset er."), code="uten_dato")


@transaction.atomic
def aapne(kjoring: Kjoring, *, bruker: Bruker, kommentar: str = "") -> Kjoring:
    """Announce it. Raises ValidationError for one without a date, or whose first date has passed."""
    kjoring = LIVSLOP.begynn(kjoring, "aapne", bruker=bruker, grunn=kommentar)
    _krev_hel(kjoring)
    if kjoring.er_for_sent(timezone.now()):
        raise ValidationError(_("Den første datoen har vært. Endre datoene først."), code="begynt")
    return _lagre(kjoring, "kjoring.aapnet", bruker)


@transaction.atomic
def steng(kjoring: Kjoring, *, bruker: Bruker, kommentar: str = "") -> Kjoring:
    return _lagre(LIVSLOP.begynn(kjoring, "steng", bruker=bruker, grunn=kommentar), "kjoring.stengt", bruker)


@transaction.atomic
def gjenaapne(kjoring: Kjoring, *, bruker: Bruker, kommentar: str = "") -> Kjoring:
    return _lagre(LIVSLOP.begynn(kjoring, "gjenaapne", bruker=bruker, grunn=kommentar), "kjoring.gjenaapnet", bruker)


@transaction.atomic
def avlys(kjoring: Kjoring, *, bruker: Bruker, kommentar: str) -> Kjoring:
    """Cancel it, and tell all who are signed up or wait. Their rows stay: the run says that it came to nothing."""
    kjoring = LIVSLOP.begynn(kjoring, "avlys", bruker=bruker, grunn=kommentar)
    kjoring.avlyst_grunn = kommentar
    _lagre(kjoring, "kjoring.avlyst", bruker)
    meldinger.avlyst(kjoring)
    return kjoring


@transaction.atomic
def slett(kjoring: Kjoring, *, bruker: Bruker, kommentar: str = "") -> None:
    """Delete a draft, which nobody has seen."""
    kjoring = LIVSLOP.begynn(kjoring, "slett", bruker=bruker, grunn=kommentar)
    tilgang.logg(kjoring, "kjoring.slettet", *tilgang.MED_INNSYN_I_SAKER, bruker=bruker)
    kjoring.delete()


def _lagre(kjoring, handling, bruker):
    kjoring.save()
    tilgang.logg(kjoring, handling, *tilgang.MED_INNSYN_I_SAKER, bruker=bruker)
    return kjoring


@transaction.atomic
def flytt(kjoring: Kjoring, forste: dt.date, *, bruker: Bruker) -> Kjoring:
    """Move all the dates, so that the first is on this day, and the deadlines along with them; also to another year. All who
    are signed up are told, and keep their places. Raises ValidationError for one without dates, or attended."""
    kjoring = LIVSLOP.begynn(kjoring, "flytt", bruker=bruker)
    tider = datoer.lest(kjoring)
    if not tider:
        raise ValidationError(_("Kurset har ingen datoer å flytte."), code="uten_dato")
    om = forste - tider[0].dag
    datoer.sett(kjoring, datoer.flyttet(tider, forste))
    for navn in FRISTER:
        if frist := getattr(kjoring, navn):
            setattr(kjoring, navn, frist + om)
    _krev_hel(kjoring)
    _lagre(kjoring, "kjoring.flyttet", bruker)
    if kjoring.status in Status.kommende():
        meldinger.ny_tid(kjoring)
    return kjoring


def planer_i_et_annet_aar(kjoring: Kjoring, aar: int) -> list[str]:
    """The measures of the course whose plans do not reach a year, each with its plan: what a move leaves behind."""
    tiltak = kjoring.kurs.tiltak.exclude(plan__fra__year__lte=aar, plan__til__year__gte=aar)
    return [f"{ett} ({ett.plan})" for ett in tiltak.select_related("plan")]


@transaction.atomic
def kopier(kjoring: Kjoring, *, bruker: Bruker) -> Kjoring:
    """A draft of one run more, as this one but for its dates."""
    if not bruker.has_perm("kurs.change_kjoring", kjoring):
        raise PermissionDenied
    ny = Kjoring(kurs=kjoring.kurs, forgjenger=kjoring)
    for navn in ("sted", "lenke", "plasser", "kostnad", "pris"):
        setattr(ny, navn, getattr(kjoring, navn))
    ny.save()
    tilgang.logg(ny, "kjoring.opprettet", *tilgang.MED_INNSYN_I_SAKER, bruker=bruker)
    return ny
