"""The plans that one can take from, examples first."""

from django.db.models import Value
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kompetanse.felles.liste import Celle, Kolonne, Liste, Tom, Vis
from planer.gjenbruk.henting import kilder
from planer.models import Kompetanseplan
from planer.plan.lister import EKSEMPEL, PlanFilter


class KildeFilter(PlanFilter):
    """`plan` comes from the address: the plan that is taken into."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["status"]


def _rader(bruker, form):
    plan = Kompetanseplan.objects.get(pk=form.data["plan"])
    return form.avgrens(kilder(plan, bruker)).annotate(inn_i=Value(plan.pk)).select_related("enhet")


def _lenke(kilde):
    return Celle(kilde.enhet.navn, lenke=reverse("planer:plan-hent", args=[kilde.inn_i, kilde.pk]), under=kilde.tittel)


KILDER = Liste(
    sti="planer.gjenbruk.lister.KILDER",
    navn=_("Hent fra en annen plan"),
    enheter=_("planer"),
    rett="planer.view_planer",
    form=KildeFilter,
    rader=_rader,
    standard="-eksempel",
    orden={"eksempel": ["er_eksempel", "fra"]},
    kolonner=(
        Kolonne(_("Enhet"), "enhet.navn", "enhet", sorter=["enhet__path"], celle=_lenke),
        Kolonne(_("Plan"), "tittel", vis=Vis.FIL),
        Kolonne(_("Nivå"), lambda plan: plan.get_nivaa_display()),
        Kolonne(_("Periode"), "periode", "periode", sorter=["fra", "til"]),
        EKSEMPEL,
    ),
    tom=Tom("Timeline", _("Ingen å hente fra ennå"), _("Her står planene til andre enheter når de er vedtatt.")),
    uten_treff=Tom("Funnel", _("Ingen treff"), _("Ingen planer er slik. Ta bort et filter.")),
)
