"""What is proposed for an evaluation: which levels, by HR's rules from size and kind, and the goals that can be measured."""

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from django.db.models import Q, Sum
from django.utils.translation import gettext as _

from evaluering.models import Evaluering, Evalueringsniva, Evalueringsregel, Indikator, Nivaastandard
from kompetanse.felles.formats import i_setning, kr, og_liste
from planer.models import Maal

Gjelder = Evalueringsregel.Gjelder
# What a planned level takes over from HR's standard for it.
FRA_STANDARD = ("niva", "metode", "dager", "regnes_fra", "ogsaa_foer", "svarer", "lovet", "skjema")


class Forslag(NamedTuple):
    """The levels that are proposed, and a sentence for each rule that proposes more than the others."""

    nivaaer: list[int]
    hvorfor: list[str]


def foreslaa(evaluering: Evaluering) -> Forslag:
    """By the rules that fit, and what its measure says already. Of one that is not stored yet too."""
    kostnad, er_kurs = hva_det_koster(evaluering), _er_kurs(evaluering)
    i_bruk = Evalueringsregel.objects.filter(i_bruk=True).select_related("laeringsform")
    regler = [regel for regel in i_bruk if _passer(regel, evaluering, kostnad, er_kurs)]
    nivaaer = {niva for regel in regler for niva in regel.nivaaer}
    if evaluering.tiltak:
        nivaaer |= set(evaluering.tiltak.evalueringsnivaaer)
    return Forslag(sorted(nivaaer), [_hvorfor(regel, kostnad) for regel in regler])


def hva_det_koster(evaluering: Evaluering) -> Decimal | None:
    """What is known of the cost of what is evaluated; None when nothing is said."""
    if evaluering.kjoring:
        return evaluering.kjoring.kostnad
    if evaluering.midler:
        return evaluering.midler.omsokt if evaluering.midler.innvilget is None else evaluering.midler.innvilget
    return evaluering.tiltak.kostnader.aggregate(sum=Sum("belop"))["sum"]


def _er_kurs(evaluering):
    return bool(evaluering.kjoring) or evaluering.tiltak.kurs.exists()


def _passer(regel, evaluering, kostnad, er_kurs):
    tiltak = evaluering.tiltak
    return (
        (regel.belop_over is None or (kostnad is not None and kostnad > regel.belop_over))
        and (regel.laeringsform_id is None or (tiltak and tiltak.laeringsform_id == regel.laeringsform_id))
        and (regel.gjelder != Gjelder.KURS or er_kurs)
        and (regel.gjelder != Gjelder.MIDLER or _har_midler(evaluering))
    )


def _har_midler(evaluering):
    return bool(
        evaluering.midler or (evaluering.tiltak and any(rad.innvilget for rad in evaluering.tiltak.midler.all()))
    )


def _hvorfor(regel, kostnad):
    nivaaer = og_liste(regel.nivaaer)
    if regel.belop_over is not None:
        ord_ = {"kostnad": kr(kostnad), "grense": kr(regel.belop_over), "nivaaer": nivaaer}
        return _("Det koster %(kostnad)s, mer enn %(grense)s: nivå %(nivaaer)s.") % ord_
    if regel.laeringsform:
        return _("Læringsformen er %(form)s: nivå %(nivaaer)s.") % {
            "form": i_setning(regel.laeringsform),
            "nivaaer": nivaaer,
        }
    return _("%(gjelder)s: nivå %(nivaaer)s.") % {"gjelder": regel.get_gjelder_display(), "nivaaer": nivaaer}


def standard(nivaaer: Iterable[int]) -> list[Evalueringsniva]:
    """Levels as HR's standard plans them, not stored."""
    standarder = Nivaastandard.objects.filter(niva__in=nivaaer).select_related("skjema")
    return [Evalueringsniva(**{felt: getattr(ett, felt) for felt in FRA_STANDARD}) for ett in standarder]


def maalbare(evaluering: Evaluering) -> list[Maal]:
    """The goals that what is evaluated serves, by itself or through its needs, and that have an indicator."""
    if not evaluering.tiltak:
        return []
    tjent = Q(tiltak=evaluering.tiltak) | Q(behov__tiltak=evaluering.tiltak)
    med_indikator = ~Q(indikator="") | ~Q(beregning="")
    return list(Maal.objects.gjelder().filter(tjent, med_indikator).distinct())


def fra_maal(maal: Maal) -> Indikator:
    """An indicator from a goal, not stored; its baseline is what was measured last, or else where the goal begins."""
    siste = maal.maalinger.order_by("-dato").first()
    return Indikator(
        maal=maal,
        navn=maal.indikator or maal.get_beregning_display(),
        maaleenhet=maal.maaleenhet or ("%" if maal.er_andel else ""),
        retning=maal.retning,
        utgangspunkt=siste.verdi if siste else maal.utgangspunkt,
        utgangspunkt_dato=siste.dato if siste else maal.utgangspunkt_dato,
        maaltall=maal.maaltall,
    )
