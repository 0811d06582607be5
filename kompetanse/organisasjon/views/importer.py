"""The pages of the HR import: the shared ones, and a file that shows what can be in one."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kompetanse.felles.handling import krever
from kompetanse.felles.innlesing.sider import Sider
from kompetanse.felles.spreadsheets import tabell_response
from kompetanse.organisasjon.forms.importer import AnsattkolonneForm, AnsattopplastingForm
from kompetanse.organisasjon.importering import eksempel
from kompetanse.organisasjon.importering.ansattimport import ANSATTE
from kompetanse.organisasjon.views.sti import smuler

SIDER = Sider(
    slag=ANSATTE,
    navn="organisasjon:import",
    tittel=gettext_lazy("Importer ansatte"),
    om=gettext_lazy("Ansatt"),
    maler="organisasjon",
    smuler=smuler,
    opplasting=AnsattopplastingForm,
    kolonner=AnsattkolonneForm,
)


@krever(ANSATTE.rettighet)
def import_eksempel(request):
    """A file that shows what can be in one."""
    filformat = "csv" if request.GET.get("format") == "csv" else "xlsx"
    return tabell_response(filformat, _("Eksempel på ansattfil"), *eksempel.eksempelfil())
