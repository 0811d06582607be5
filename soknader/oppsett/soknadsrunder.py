"""Rounds with a deadline: HR makes them, and an application that is sent asks which one receives it.

A kommune that has not chosen rounds receives applications continuously.
"""

import datetime as dt
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kompetanse.felles.arbeidsdager import paa_arbeidsdag
from kompetanse.felles.formats import dato, sitat
from kompetanse.felles.overgang import endret_siden
from kompetanse.felles.varsler import varsle
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Bruker
from soknader.models import Etterfrist, Soknad, Soknadsoppsett, Soknadsrunde

# --- Whether an application can be received ---------------------------------------------------------


@dataclass(frozen=True)
class Mottak:
    """What a kommune with rounds says to one who applies for a year's money: the round that is open to this applicant and
    the last day, or else the one that closed last and the one that comes next (of that year, or one after it)."""

    aar: int
    aapen: Soknadsrunde | None = None
    frist: dt.date | None = None
    forrige: Soknadsrunde | None = None
    neste: Soknadsrunde | None = None

    def stengt(self) -> str:
        """Why it cannot be sent now, and what then."""
        if self.aapen:
            return ""
        navn = {"aar": self.aar}
        if self.forrige:
            navn |= {"runde": sitat(self.forrige.navn), "frist": dato(self.forrige.frist)}
            hvorfor = _("Fristen for %(runde)s gikk ut %(frist)s.") % navn
        else:
            hvorfor = _("Det er ingen søknadsrunde for %(aar)s nå.") % navn
        return f"{hvorfor} {_('Søknaden blir liggende som utkast.')} {self._hva_saa()}"

    def _hva_saa(self):
        if self.neste is None:
            return _("Ingen ny runde er satt opp ennå. HR kan gi deg en ny frist.")
        navn = {"runde": sitat(self.neste.navn), "dag": dato(self.neste.aapner), "aar": self.neste.aar}
        if self.neste.aapner <= timezone.localdate():
            setning = _(
                "%(runde)s tar imot søknader for %(aar)s nå. Endre året i det første steget for å sende den dit."
            )
        else:
            setning = _("Neste runde, %(runde)s for %(aar)s, åpner %(dag)s. HR kan gi deg en ny frist.")
        return setning % navn


def mottak(oppsett: Soknadsoppsett, aar: int, soker: Bruker) -> Mottak | None:
    """When this applicant can apply for the money of a year. None: at any time. At most one query."""
    if not oppsett.i_runder:
        return None
    i_dag = timezone.localdate()
    runder = list(_med_frist_for(soker, oppsett.kommune_id).filter(aar__gte=aar).order_by("aar", "aapner"))
    aarets = [runde for runde in runder if runde.aar == aar and runde.aapner <= i_dag]
    aapen = max((runde for runde in aarets if runde.egen_frist >= i_dag), key=lambda runde: runde.frist, default=None)
    if aapen:
        return Mottak(aar, aapen, aapen.egen_frist)
    kommer = [runde for runde in runder if runde.frist >= i_dag]
    forrige = max(aarets, key=lambda runde: runde.frist, default=None)
    return Mottak(aar, forrige=forrige, neste=min(kommer, key=lambda runde: runde.aapner, default=None))


def _med_frist_for(soker, kommune_id):
    """The rounds, each with the last day of this applicant (`egen_frist`)."""
    etterfrist = Max("etterfrister__frist", filter=Q(etterfrister__soker=soker))
    return Soknadsrunde.objects.filter(kommune_id=kommune_id).annotate(
        egen_frist=Greatest("frist", Coalesce(etterfrist, "frist"))
    )


def ta_imot(kommune_id: int, aar: int, soker: Bruker) -> Soknadsrunde | None:
    """The round in which an application that is sent now is received, locked so that nobody deletes it meanwhile; None
    where they are received continuously.

    Raises ValidationError: `frist` when no round is open to the applicant, `stale` when it was deleted in this instant.
    """
    her = mottak(Soknadsoppsett.objects.get(kommune_id=kommune_id), aar, soker)
    if her is None:
        return None
    if not her.aapen:
        raise ValidationError(her.stengt(), code="frist")
    if not Soknadsrunde.objects.select_for_update(no_key=True).filter(pk=her.aapen.pk).exists():
        raise endret_siden()
    return her.aapen


def utkast_med_frist(paa_dato: dt.date) -> QuerySet[Soknad]:
    """Drafts that a round receives on this day, each with the last day of its applicant (`rundefrist`)."""
    egen = Etterfrist.objects.filter(soknadsrunde__aar=OuterRef("aar"), soker=OuterRef("soker"), frist__gte=paa_dato)
    runde = Soknadsrunde.objects.filter(
        kommune=OuterRef("kommune"), aar=OuterRef("aar"), aapner__lte=paa_dato, frist__gte=paa_dato
    )
    frist = Coalesce(Subquery(egen.order_by("-frist").values("frist")[:1]), Subquery(runde.values("frist")[:1]))
    utkast = Soknad.objects.filter(status=Soknad.Status.UTKAST, kommune__soknadsoppsett__i_runder=True)
    return utkast.annotate(rundefrist=frist).filter(rundefrist__isnull=False)


# --- What HR does -----------------------------------------------------------------------------------


@transaction.atomic
def velg_mottak(oppsett: Soknadsoppsett, *, bruker: Bruker) -> None:
    """Store whether the kommune receives applications in rounds, or continuously."""
    _kontroller_rett(bruker)
    oppsett.save()
    tilgang.logg(oppsett, "oppsett.mottak_valgt", *tilgang.HR, bruker=bruker, i_runder=oppsett.i_runder)


@transaction.atomic
def lagre(runde: Soknadsrunde, *, bruker: Bruker) -> Soknadsrunde:
    """Store a round, new or changed. Raises ValidationError when another is open on the same days, and when nobody is at
    work on its last day."""
    _kontroller_rett(bruker)
    _kontroller_dag(runde.frist)
    runde.validate_constraints()
    ny = runde.pk is None
    runde.save()
    tilgang.logg(
        runde, "soknadsrunde.laget" if ny else "soknadsrunde.endret", *tilgang.HR, bruker=bruker, navn=runde.navn
    )
    return runde


@transaction.atomic
def slett(runde: Soknadsrunde, *, bruker: Bruker) -> None:
    """Delete a round in which nothing has been received."""
    _kontroller_rett(bruker)
    runde = Soknadsrunde.objects.select_for_update().get(pk=runde.pk)  # waits for those who are sending in it
    if runde.soknader.exists():
        raise ValidationError(_("Runden har fått søknader og kan ikke slettes."), code="brukt")
    tilgang.logg(runde, "soknadsrunde.slettet", *tilgang.HR, bruker=bruker, navn=runde.navn)
    runde.delete()


@transaction.atomic
def gi_etterfrist(runde: Soknadsrunde, *, soker: Bruker, frist: dt.date, grunn: str, bruker: Bruker) -> Etterfrist:
    """Let one applicant send in the round until another day than the others, and tell the applicant."""
    _kontroller_rett(bruker)
    if frist <= runde.frist or frist < timezone.localdate():
        raise ValidationError({"frist": _("Velg en dag som kommer, og som er etter fristen for runden.")})
    _kontroller_dag(frist)
    etterfrist = Etterfrist.objects.create(
        kommune_id=runde.kommune_id, soknadsrunde=runde, soker=soker, frist=frist, grunn=grunn, gitt_av=bruker
    )
    tilgang.logg(runde, "soknadsrunde.etterfrist", *tilgang.HR, bruker=bruker, kommentar=grunn, til=str(soker))
    varsle(
        [soker],
        lambda: (
            _("Du har fått ny frist i %(runde)s") % {"runde": sitat(runde.navn)},
            _("Du kan sende søknader for %(aar)s til og med %(frist)s. HR skriver: %(grunn)s")
            % {"aar": runde.aar, "frist": dato(frist), "grunn": grunn},
        ),
        reverse("soknader:soknad-list"),
        frist=frist,
    )
    return etterfrist


def _kontroller_dag(frist):
    if (arbeidsdag := paa_arbeidsdag(frist)) != frist:
        feil = _("Ingen er på arbeid %(frist)s. Den første arbeidsdagen etter er %(dag)s.")
        raise ValidationError({"frist": feil % {"frist": dato(frist), "dag": dato(arbeidsdag)}})


def _kontroller_rett(bruker):
    if not bruker.has_perm("soknader.change_oppsett"):
        raise PermissionDenied
