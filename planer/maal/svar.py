"""A plan's answers to the goals above it: it contributes, or has set the goal aside."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kompetanse.felles.samskriving import Endring, Uenig
from kompetanse.organisasjon.models import Bruker
from planer.endring import laas_plan, logg
from planer.maal.arv import tilbys
from planer.models import Kompetanseplan, Maal

# How a goal is measured goes with it into the plan that contributes, so that figures can be added up; its figures do not.
MAALES = ("indikator", "maaleenhet", "beregning", "nus", "retning")


def svar_paa(plan: Kompetanseplan, over: int) -> Maal:
    """The plan's answer to the goal above with this key; a new one, not stored and without a choice, when it has none."""
    return plan.maal.filter(over=over).exclude(valg=Maal.Valg.EGET).first() or Maal(plan=plan, over_id=over, valg="")


def bidra(plan: Kompetanseplan, over: Maal, bidrag: str = "", *, bruker: Bruker) -> None:
    """The plan works towards a goal above, in words of its own or none yet."""
    svar(plan, over, Endring({"valg": Maal.Valg.BIDRAR, "bidrag": bidrag}), bruker=bruker)


def legg_til_side(plan: Kompetanseplan, over: Maal, grunn: str, *, bruker: Bruker) -> None:
    """The plan does not work towards a goal above, for a reason."""
    svar(plan, over, Endring({"valg": Maal.Valg.LAGT_TIL_SIDE, "bidrag": grunn}), bruker=bruker)


@transaction.atomic
def svar(plan: Kompetanseplan, over: Maal, endring: Endring, *, bruker: Bruker) -> None:
    """Store what the user has changed of the plan's answer: `valg` and, in its own words, `bidrag`.

    Raises Uenig when someone else has answered meanwhile, and ValidationError when the goal does not come from above
    (`ikke_tilbudt`) or is set aside without a reason.
    """
    plan = laas_plan(plan, bruker=bruker)
    svaret = svar_paa(plan, over.pk)
    if not _flett(svaret, endring):
        return
    _krev_grunn(svaret)
    if svaret.pk is None or svaret.valg == Maal.Valg.BIDRAR:
        _krev_tilbudt(plan, over)
    if svaret.pk is None:
        svaret.rekkefolge = over.rekkefolge
        for felt in MAALES:
            setattr(svaret, felt, getattr(over, felt))
    svaret.navn, svaret.nummer = over.navn, over.nummer
    svaret.save()
    logg(plan, f"maal.{svaret.valg}", bruker=bruker, objekt=svaret, navn=svaret.navn, bidrag=svaret.bidrag)


def _flett(svaret, endring):
    """Set the choice and its words, which are one: what a choice was made with does not go with another. False when nothing
    is changed."""
    naa = {navn: getattr(svaret, navn) for navn in ("valg", "bidrag")}
    endret, uenig = endring.mot(naa)
    if uenig:
        raise Uenig(naa)
    if endret:
        for navn in naa.keys() - set(endring.andres):
            setattr(svaret, navn, endring.felt[navn].strip())
    return bool(endret)


def _krev_grunn(svaret):
    if svaret.valg == Maal.Valg.LAGT_TIL_SIDE and not svaret.bidrag:
        raise ValidationError({"bidrag": _("Skriv hvorfor dere legger målet til side.")})


def _krev_tilbudt(plan, over):
    if not tilbys(plan).filter(pk=over.pk).exists():
        raise ValidationError(
            _("Målet kommer ikke lenger ovenfra, så dere kan ikke bidra til det."), code="ikke_tilbudt"
        )
