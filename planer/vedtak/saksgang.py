"""A unit's plan on its way to being adopted, and the freezing of what was.

Every verb locks the plan, checks state and right, changes it and writes one audit line, in one transaction. Whoever
changes a goal, a need or a text locks the plan too, so what is frozen is whole: their change is in it, or is refused.
"""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from kompetanse.felles.jobber import for_hver_kommune
from kompetanse.felles.overgang import endret_siden
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Bruker, Rollekode
from planer.endring import handler_som, logg
from planer.models import Kompetanseplan, Planversjon, Protokollinje, Tiltak, Vedtaksorgan
from planer.vedtak import meldinger, saksframlegg
from planer.vedtak.documents import PLANVERSJON
from planer.vedtak.drofting import avlys_innkalt, holdte
from planer.vedtak.innhold import avtrykk
from planer.vedtak.livslop import LIVSLOP
from planer.vedtak.samling import samle

Status = Kompetanseplan.Status
LEDERE = Rollekode.ledere()


@transaction.atomic
def til_behandling(plan: Kompetanseplan, *, bruker: Bruker) -> Kompetanseplan:
    """Put it before the body that adopts it."""
    return _send(plan, "til_behandling", bruker=bruker)


@transaction.atomic
def uten_drofting(plan: Kompetanseplan, *, bruker: Bruker, kommentar: str) -> Kompetanseplan:
    """HR puts it before the body without a discussion; the reason stands in the log. One that was called in is called
    off."""
    plan = _send(plan, "uten_drofting", bruker=bruker, grunn=kommentar)
    avlys_innkalt(plan)
    return plan


def _send(plan, navn, *, bruker, grunn=""):
    plan = LIVSLOP.begynn(plan, navn, bruker=bruker, grunn=grunn)
    plan.save(update_fields=["status"])
    saksframlegg.folg(plan)
    logg(plan, f"plan.{navn}", bruker=bruker, kommentar=grunn.strip())
    meldinger.til_behandling(plan, Vedtaksorgan.for_plan(plan), fra=bruker)
    return plan


@transaction.atomic
def tilbake(plan: Kompetanseplan, *, bruker: Bruker, kommentar: str = "") -> Kompetanseplan:
    """Back to those who write it: as discussed where it was discussed since it was last adopted, else as a draft."""
    plan = LIVSLOP.begynn(plan, "tilbake", bruker=bruker)
    plan.status = Status.DROFTET if holdte(plan).exists() else Status.UTKAST
    plan.save(update_fields=["status"])
    logg(plan, "plan.tilbake", bruker=bruker, kommentar=kommentar.strip())
    meldinger.tilbake(plan, fra=bruker, kommentar=kommentar.strip())
    return plan


def vedta(
    plan: Kompetanseplan,
    *,
    bruker: Bruker,
    vedtatt: dt.date | None = None,
    organ: str = "",
    saksnummer: str = "",
    tekst: str = "",
) -> Planversjon:
    """Adopt the plan: freeze what it says as a version with its PDF, and write the minutes.

    Measures that were proposed are planned from now on. Raises `PdfMangler` with nothing changed. The PDF is drawn before
    the plan is locked, so that nobody waits for it; is something written meanwhile, it is thrown away and the user is told.
    """
    linje = Protokollinje(
        plan=plan,
        slag=Protokollinje.Slag.VEDTAK,
        organ=organ or Vedtaksorgan.for_plan(plan).navn,
        dato=vedtatt or timezone.localdate(),
        saksnummer=saksnummer,
        tekst=tekst,
        skrevet_av=bruker,
    )
    versjon = _versjon(plan, linje, bruker=bruker)
    pdf = PLANVERSJON.ferdig(versjon)
    with transaction.atomic():
        plan = LIVSLOP.begynn(plan, "vedta", bruker=bruker)
        _krev_dato(plan, linje.dato)
        if _versjon(plan, linje, bruker=bruker).sha256 != versjon.sha256:
            raise endret_siden()
        plan.gjelder_fra = plan.gjelder_fra or linje.dato
        plan.save(update_fields=["status", "gjelder_fra"])
        plan.tiltak.filter(status=Tiltak.Status.FORSLAG).update(status=Tiltak.Status.PLANLAGT)
        versjon.save()
        pdf.ta_vare_paa(versjon, bruker=bruker)
        linje.versjon = versjon
        linje.save()
        logg(plan, "plan.vedta", bruker=bruker, versjon=versjon.nummer, sha256=versjon.sha256)
        _avlos_forgjengeren(plan, bruker)
        meldinger.vedtatt(plan, versjon, fra=bruker)
    return versjon


def _versjon(plan, linje, *, bruker):
    """What the plan says now as its next version, with the line of its adoption; not stored."""
    data = samle(plan, linje).som_data()
    return Planversjon(
        kommune_id=plan.kommune_id,
        plan=plan,
        nummer=(plan.versjoner.aggregate(siste=Max("nummer"))["siste"] or 0) + 1,
        innhold=data,
        sha256=avtrykk(data),
        organ=linje.organ,
        vedtatt=linje.dato,
        saksnummer=linje.saksnummer,
        skrevet_av=bruker,
        **tilgang.i_rollen(handler_som(plan, bruker)),
    )


def _krev_dato(plan, vedtatt):
    if vedtatt > timezone.localdate():
        raise ValidationError({"vedtatt": _("Datoen kan ikke være senere enn i dag.")})
    sist = plan.versjoner.aggregate(sist=Max("vedtatt"))["sist"]
    if sist and vedtatt < sist:
        raise ValidationError({"vedtatt": _("Datoen kan ikke være før forrige vedtak.")})


@transaction.atomic
def gjenaapne(plan: Kompetanseplan, *, bruker: Bruker) -> Kompetanseplan:
    """Open an adopted plan for changes. What was adopted still holds."""
    plan = LIVSLOP.begynn(plan, "gjenaapne", bruker=bruker)
    plan.save(update_fields=["status"])
    logg(plan, "plan.gjenaapne", bruker=bruker)
    return plan


# --- Replaced ---------------------------------------------------------------------------------------


def _avlos_forgjengeren(plan, bruker):
    """The plan that this one was rolled over from is replaced on the day that this one begins."""
    forgjenger = plan.forgjenger
    if forgjenger and plan.fra <= timezone.localdate() and forgjenger.status == Status.VEDTATT:
        _avlos(forgjenger, bruker=bruker)


def _avlos(plan, *, bruker):
    plan.status = Status.AVLOST
    plan.save(update_fields=["status"])
    tilgang.logg(plan, "plan.avlost", bruker=bruker)


def avlos_alle() -> int:
    """Each night: replace the adopted plans whose successor is adopted and has begun. Returns how many."""
    return for_hver_kommune(avlos_gamle)


def avlos_gamle(kommune_id: int) -> int:
    gamle = Kompetanseplan.objects.filter(
        kommune_id=kommune_id,
        status=Status.VEDTATT,
        etterfolger__gjelder_fra__isnull=False,
        etterfolger__fra__lte=timezone.localdate(),
    )
    with transaction.atomic():
        laaste = list(gamle.select_for_update(of=("self",)))
        for plan in laaste:
            _avlos(plan, bruker=None)
    return len(laaste)
