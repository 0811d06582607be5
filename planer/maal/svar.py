"""A plan's answers to the goals above it: it contributes, or has set the goal aside."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kompetanse.organisasjon.models import Bruker
from planer.endring import laas_plan, logg
from planer.maal.arv import tilbys
from planer.models import Kompetanseplan, Maal

# How a goal is measured goes with it into the plan that contributes, so that figures can be added up; its figures do not.
MAALES = ("indikator", "maaleenhet", "beregning", "nus", "retning")


@transaction.atomic
def bidra(plan: Kompetanseplan, over: Maal, bidrag: str = "", *, bruker: Bruker) -> Maal:
    """The plan works towards a goal above, in words of its own or none yet. Raises ValidationError when it does not come
    from above (`ikke_tilbudt`)."""
    return _svar(plan, over, Maal.Valg.BIDRAR, bidrag, bruker=bruker)


@transaction.atomic
def legg_til_side(plan: Kompetanseplan, over: Maal, grunn: str, *, bruker: Bruker) -> Maal:
    """The plan does not work towards a goal above, for a reason. Raises ValidationError without one, or as `bidra`."""
    if not grunn.strip():
        raise ValidationError({"bidrag": _("Skriv hvorfor dere legger målet til side.")})
    return _svar(plan, over, Maal.Valg.LAGT_TIL_SIDE, grunn, bruker=bruker)


def _svar(plan, over, valg, bidrag, *, bruker):
    plan = laas_plan(plan, bruker=bruker)
    svar = plan.maal.filter(over=over).exclude(valg=Maal.Valg.EGET).first()
    if (svar is None or valg == Maal.Valg.BIDRAR) and not tilbys(plan).filter(pk=over.pk).exists():
        raise ValidationError(
            _("Målet kommer ikke lenger ovenfra, så dere kan ikke bidra til det."), code="ikke_tilbudt"
        )
    if svar is None:
        svar = Maal(plan=plan, over=over, rekkefolge=over.rekkefolge, **{felt: getattr(over, felt) for felt in MAALES})
    svar.navn, svar.nummer, svar.valg, svar.bidrag = over.navn, over.nummer, valg, bidrag.strip()
    svar.save()
    logg(plan, f"maal.{valg}", bruker=bruker, objekt=svar, navn=svar.navn, bidrag=svar.bidrag)
    return svar


HANDLINGER = {Maal.Valg.BIDRAR: bidra, Maal.Valg.LAGT_TIL_SIDE: legg_til_side}
