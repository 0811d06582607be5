"""What leader and unions have gone through together for a plan: ticked off and noted, by whom and when."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kompetanse.felles.samskriving import Endring
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Bruker
from planer.endring import laas_plan
from planer.models import Kompetanseplan, Sjekkpunkt, Sjekksvar
from planer.sjekkliste import meldinger

RETT = "planer.use_sjekkliste"


def punkter(plan: Kompetanseplan) -> list[tuple[Sjekkpunkt, Sjekksvar]]:
    """The points that are in use, and those of before that something is said of, each with what is said."""
    svar = {ett.punkt_id: ett for ett in plan.sjekksvar.select_related("gjort_av__person")}
    return [
        (punkt, svar.get(punkt.pk) or Sjekksvar(plan=plan, punkt=punkt))
        for punkt in Sjekkpunkt.objects.filter(kommune_id=plan.kommune_id)
        if punkt.i_bruk or punkt.pk in svar
    ]


def feltnavn(punkt: Sjekkpunkt, navn: str) -> str:
    """What a field of one point is called in the form."""
    return f"{navn}_{punkt.pk}"


def ordene(plan: Kompetanseplan) -> dict[str, bool | str]:
    """All that is said of the points, as the form names it."""
    sagt = {}
    for punkt, svar in punkter(plan):
        sagt[feltnavn(punkt, "gjort")] = svar.gjort is not None
        sagt[feltnavn(punkt, "notat")] = svar.notat
    return sagt


@transaction.atomic
def lagre(plan: Kompetanseplan, endring: Endring, *, bruker: Bruker) -> Kompetanseplan:
    """Store what this user has changed. The first time, the other side is told. Raises Uenig, and ValidationError for a plan
    that is replaced."""
    plan = laas_plan(plan, bruker=bruker, rett=RETT)
    if plan.status == Kompetanseplan.Status.AVLOST:
        raise ValidationError(_("Planen er avløst av en nyere, og sjekklisten endres ikke."))
    er_foerste = not plan.sjekksvar.exists()
    endret = endring.endret(ordene(plan))
    gjort = []
    for punkt, svar in punkter(plan):
        if _sett(svar, {navn: endret.get(feltnavn(punkt, navn)) for navn in ("gjort", "notat")}, bruker):
            gjort.append(punkt.tekst)
    if gjort:
        som = tilgang.rolle_for(bruker, plan.enhet, *tilgang.MED_INNSYN_I_SAKER, *tilgang.ANSATTES_REPRESENTANTER)
        tilgang.logg(plan, "plan.sjekkliste", bruker=bruker, som=som, punkter=gjort)
        if er_foerste:
            meldinger.begynt(plan, fra=bruker)
    return plan


def _sett(svar, nytt, bruker):
    """Store what is new of one point; None is as it was. Returns whether anything is."""
    if nytt["gjort"] is not None:
        svar.gjort, svar.gjort_av = (timezone.now(), bruker) if nytt["gjort"] else (None, None)
    if nytt["notat"] is not None:
        svar.notat = nytt["notat"]
    endret = any(verdi is not None for verdi in nytt.values())
    if endret:
        svar.save()
    return endret
