"""The pages of the import of a plan: the shared ones."""

from django.utils.translation import gettext_lazy

from kompetanse.felles.innlesing.sider import Sider
from kompetanse.felles.sti import sti
from planer.innlesing.forms import PlanopplastingForm
from planer.innlesing.importering import PLAN


def smuler(*over, her):
    return sti((gettext_lazy("Planer"), "planer:plan-list"), *over, her=her)


SIDER = Sider(
    slag=PLAN,
    navn="planer:planimport",
    tittel=gettext_lazy("Hent inn en plan dere har"),
    om=gettext_lazy("Tiltak"),
    smuler=smuler,
    maler="planer/innlesing",
    opplasting=PlanopplastingForm,
)
