"""What the pages of one import need beside its `Innlesing`: words, forms and addresses."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import path, reverse
from django.utils.translation import gettext_lazy

from kompetanse.felles.innlesing import views
from kompetanse.felles.innlesing.forms import KolonneForm, OpplastingForm
from kompetanse.felles.innlesing.innlesing import Innlesing
from kompetanse.felles.sti import sti


@dataclass(frozen=True, kw_only=True)
class Sider:
    """`navn` begins the names of the addresses («organisasjon:import» → «organisasjon:import-list»).

    `maler` is a folder of templates that stand before those in `felles/innlesing`; `smuler` gives the breadcrumb above
    the list, and `om` is what a line of the preview is about («Ansatt»).
    """

    slag: Innlesing
    navn: str
    tittel: str
    om: str
    maler: str = ""
    kort_navn: str = gettext_lazy("Import")
    smuler: Callable = sti
    opplasting: type = OpplastingForm
    kolonner: type = KolonneForm

    def url(self, side, *args):
        return reverse(f"{self.navn}-{side}", args=args)

    def mal(self, side):
        """The names of the templates of a page, the app's own first."""
        egen = [f"{self.maler}/import_{side}.html"] if self.maler else []
        return [*egen, f"felles/innlesing/import_{side}.html"]

    def stier(self, rot="import/"):
        """The patterns of the pages, for the app's `urlpatterns`."""
        navn = self.navn.rpartition(":")[2]
        en = f"{rot}<int:pk>/"
        return [
            path(rute, view, {"sider": self}, name=f"{navn}-{side}")
            for rute, side, view in (
                (rot, "list", views.import_list),
                (en, "detail", views.import_detail),
                (f"{en}kolonner/", "kolonner", views.import_kolonner),
                (f"{en}les/", "les", views.import_les),
                (f"{en}kontroller/", "kontroller", views.import_kontroller),
                (f"{en}bekreft/", "bekreft", views.import_bekreft),
                (f"{en}forkast/", "forkast", views.import_forkast),
                (f"{en}feil/", "feil", views.import_feil),
            )
        ]
