"""Next period's plan from this one's: open measures go on, what is done stays, goals, needs and texts are copied.

The same plan is rolled over once: whoever asks again gets the plan that was made.
"""

import datetime as dt

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from kompetanse.felles.jobber import Framdrift, Resultat, naa_eller_jobb, uten_framdrift
from kompetanse.felles.models import Jobb
from kompetanse.organisasjon.models import Bruker, Enhet
from kompetanse.organisasjon.models.enhet import sti_innenfor
from planer.endring import laas_plan, logg
from planer.kopiering import koble, kopier
from planer.models import (
    Faktornotat,
    Kompetansebehov,
    Kompetanseplan,
    Maal,
    Planseksjon,
    Tiltak,
    Tiltaksdeltaker,
    Tiltakskostnad,
)

Status = Kompetanseplan.Status
# More plans than this are rolled over by a job.
FLEST_STRAKS = 20
DAGER_I_AARET = 365.2425
# What an evaluation has concluded stays with the measure that it was about (`tiltak.laerdom` finds it from the next).
IKKE_EVALUERT = {"laering": "", "anbefaling": "", "evaluert": None, "evaluering_adresse": ""}


def neste_periode(plan: Kompetanseplan) -> tuple[dt.date, dt.date]:
    """As many years as this one, from the day after it ends."""
    fra = plan.til + dt.timedelta(days=1)
    aar = max(round((fra - plan.fra).days / DAGER_I_AARET), 1)
    return fra, _aar_etter(fra, aar) - dt.timedelta(days=1)


def _aar_etter(dag, aar):
    """The same day so many years on; 29 February becomes 1 March."""
    try:
        return dag.replace(year=dag.year + aar)
    except ValueError:
        return dt.date(dag.year + aar, 3, 1)


@transaction.atomic
def rull(plan: Kompetanseplan, *, bruker: Bruker) -> Kompetanseplan:
    """Make the plan of the next period, as a draft; twice gives the same one.

    Raises ValidationError when the plan has never been adopted, or the unit has another plan in that period;
    PermissionDenied.
    """
    plan = laas_plan(plan, bruker=bruker, rett="planer.manage_plan")
    if ferdig := Kompetanseplan.objects.filter(forgjenger=plan).first():
        return ferdig
    if plan.gjelder_fra is None or plan.er_individuell:
        raise ValidationError(_("Bare en plan som er vedtatt, kan rulleres."))
    ny = _ny_plan(plan, bruker)
    maal = _kopier_maal(plan, ny)
    behov = _kopier_behov(plan, ny, maal)
    _viderefor_tiltak(plan, ny, maal, behov)
    kopier(Planseksjon, plan.seksjoner.all(), plan=ny)
    kopier(Faktornotat, plan.faktorer.all(), plan=ny)
    logg(ny, "plan.rullert", bruker=bruker, fra=plan.tittel)
    return ny


def _ny_plan(plan, bruker):
    fra, til = neste_periode(plan)
    over = plan.overordnet and (Kompetanseplan.objects.filter(forgjenger=plan.overordnet).first() or plan.overordnet)
    ny = Kompetanseplan(
        enhet=plan.enhet,
        nivaa=plan.nivaa,
        slag=plan.slag,
        overordnet=over,
        forgjenger=plan,
        tittel=_ny_tittel(plan, fra, til),
        fra=fra,
        til=til,
        ansvarlig=plan.ansvarlig,
        mandat=plan.mandat,
        opprettet_av=bruker,
    )
    ny.validate_constraints()
    ny.save()
    return ny


def _ny_tittel(plan, fra, til):
    """The years in the title move on with the plan; a title without gets none."""
    tittel = plan.tittel.replace(str(plan.til.year), str(til.year))
    return tittel.replace(str(plan.fra.year), str(fra.year)) if plan.fra.year != plan.til.year else tittel


def _kopier_maal(plan, ny):
    """Old goal → new. An answer points to the new form of the goal above, where that plan has been rolled over; the
    starting point is the last that was measured."""
    gamle = list(plan.maal.prefetch_related("maalinger"))
    over = {ett.over_id for ett in gamle if ett.over_id}
    fulgt = dict(Maal.objects.filter(forgjenger__in=over).values_list("forgjenger", "pk"))
    sist = {ett.pk: maaling for ett in gamle for maaling in ett.maalinger.all()}
    par = kopier(
        Maal,
        gamle,
        plan=ny,
        forgjenger=lambda ett: ett,
        over_id=lambda ett: fulgt.get(ett.over_id, ett.over_id),
        utgangspunkt=lambda ett: sist[ett.pk].verdi if ett.pk in sist else ett.utgangspunkt,
        utgangspunkt_dato=lambda ett: sist[ett.pk].dato if ett.pk in sist else ett.utgangspunkt_dato,
    )
    return {gammelt.pk: nytt for gammelt, nytt in par}


def _kopier_behov(plan, ny, maal):
    """Old need → new, with what it serves. One that is no longer needed when the new plan begins, stays behind."""
    gamle = plan.behov.exclude(trengs_til__lt=ny.fra).prefetch_related("maal")
    par = kopier(Kompetansebehov, gamle, plan=ny, forgjenger=lambda ett: ett)
    koble("maal", par, maal)
    return {gammelt.pk: nytt for gammelt, nytt in par}


def _viderefor_tiltak(plan, ny, maal, behov):
    """Open measures go on, with a pointer back, whom they are for, and what they cost in the years to come."""
    lister = ("maater", "kategorier", "enheter", "roller", "felles_for")
    gamle = list(plan.tiltak.aapne().prefetch_related("behov", "maal", "kostnader", "deltakere", *lister))
    par = kopier(Tiltak, gamle, plan=ny, forgjenger=lambda ett: ett, **IKKE_EVALUERT)
    koble("behov", par, behov)
    koble("maal", par, maal)
    for navn in lister:
        koble(navn, par)
    ny_for = {gammelt.pk: nytt for gammelt, nytt in par}
    senere = (kostnad for g in gamle for kostnad in g.kostnader.all() if kostnad.aar >= ny.fra.year)
    kopier(Tiltakskostnad, senere, tiltak=lambda rad: ny_for[rad.tiltak_id])
    kopier(Tiltaksdeltaker, (d for g in gamle for d in g.deltakere.all()), tiltak=lambda rad: ny_for[rad.tiltak_id])


# --- All below ------------------------------------------------------------------------------------


def planer_aa_rulle(enhet: Enhet) -> QuerySet[Kompetanseplan]:
    """The adopted plans in the unit and below that have not been rolled over, those above first."""
    planer = Kompetanseplan.objects.for_enheter().aapne().filter(sti_innenfor(enhet.path, "enhet__path"))
    vedtatte = planer.filter(gjelder_fra__isnull=False, etterfolger__isnull=True)
    return vedtatte.select_related("enhet", "overordnet").order_by("enhet__depth", "enhet__path", "fra")


def rull_alle(enhet: Enhet, *, bruker: Bruker, aar: int, resultat_lenke: str) -> Jobb | Resultat:
    """Roll over the plans of the unit and below that end in a year, now or in a job. Raises PermissionDenied."""
    if not bruker.has_perm("planer.add_plan", enhet):
        raise PermissionDenied
    return naa_eller_jobb(
        _("Rull planene i %(enhet)s") % {"enhet": enhet},
        rull_i_jobb,
        stor=planer_aa_rulle(enhet).filter(til__year=aar)[: FLEST_STRAKS + 1].count() > FLEST_STRAKS,
        bruker=bruker,
        kommune_id=bruker.kommune_id,
        resultat_lenke=resultat_lenke,
        enhet_id=enhet.pk,
        bruker_id=bruker.pk,
        aar=aar,
    )


def rull_i_jobb(enhet_id: int, bruker_id: int, aar: int, framdrift: Framdrift = uten_framdrift) -> Resultat:
    """Job: each plan by itself, so that one that cannot be rolled over does not stop the others."""
    bruker, enhet = Bruker.objects.get(pk=bruker_id), Enhet.objects.get(pk=enhet_id)
    planer, hoppet_over = list(planer_aa_rulle(enhet).filter(til__year=aar)), []
    for nummer, plan in enumerate(planer, start=1):
        try:
            rull(plan, bruker=bruker)
        except ValidationError as feil:
            hoppet_over.append(f"{plan.enhet}: {' '.join(feil.messages)}")
        framdrift(nummer, len(planer))
    melding = _("%(antall)s planer er rullert.") % {"antall": len(planer) - len(hoppet_over)}
    return Resultat(melding=" ".join([melding, *hoppet_over]))
