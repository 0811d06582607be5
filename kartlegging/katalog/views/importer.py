"""The pages of the import of a catalogue: the shared ones."""

from django.utils.translation import gettext_lazy

from kartlegging.katalog.forms.importer import KatalogopplastingForm
from kartlegging.katalog.importering import KATALOG
from kartlegging.katalog.views.smuler import smuler
from kompetanse.felles.innlesing.sider import Sider

SIDER = Sider(
    slag=KATALOG,
    navn="kartlegging:katalogimport",
    tittel=gettext_lazy("Importer kompetanser"),
    om=gettext_lazy("Kompetanse"),
    smuler=smuler,
    opplasting=KatalogopplastingForm,
)
