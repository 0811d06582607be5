"""The evaluations that one sees."""

from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from evaluering.models import Evaluering
from kompetanse.felles.formats import dato
from kompetanse.felles.liste import Celle, Kolonne, Liste, Tom
from kompetanse.organisasjon.trevisning import NbSort


def _navn(evaluering):
    return Celle(str(evaluering), lenke=evaluering.get_absolute_url(), under=str(evaluering.enhet))


# Names the row; sorted by the course of a run, else by the measure, as `str` says it.
EVALUERING = Kolonne(
    _("Evaluering"), str, "navn", sorter=[NbSort(Coalesce("kjoring__kurs__navn", "tiltak__navn"))], celle=_navn
)


def _nivaaer(evaluering):
    return ", ".join(str(niva.niva) for niva in evaluering.nivaaer.all())


EVALUERINGER = Liste(
    sti=f"{__name__}.EVALUERINGER",
    navn=_("Evalueringer"),
    enheter=_("evalueringer"),
    rett="evaluering.view_evalueringer",
    rader=lambda bruker, form: Evaluering.objects.visible_to(bruker).for_list(),
    standard="-planlagt",
    kolonner=(
        EVALUERING,
        Kolonne(_("Enhet"), "enhet.navn", "enhet", sorter=[NbSort("enhet__navn")]),
        Kolonne(_("Nivåer"), _nivaaer),
        Kolonne(_("Slutt"), "slutt", form=dato),
        Kolonne(_("Evalueres av"), "evaluator"),
        Kolonne(_("Planlagt"), "planlagt", "planlagt", sorter=["planlagt"], form=dato),
    ),
    tom=Tom("ClipboardCheckmark", _("Ingen evalueringer ennå"), _("En evaluering planlegges på siden til tiltaket.")),
)
