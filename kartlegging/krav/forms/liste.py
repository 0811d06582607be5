"""What to show of all the requirements of the kommune."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kartlegging.katalog.valg import KompetanseValgField
from kartlegging.models import Stillingskategori
from kompetanse.felles.skjema import ObjektField
from kompetanse.organisasjon.forms.valg import EnhetValgField
from kompetanse.organisasjon.models.enhet import sti_innenfor

SLAG = {
    "enhet": {"kategori__isnull": True, "oppgave__isnull": True, "rolle": ""},
    "kategori": {"kategori__isnull": False},
    "oppgave": {"oppgave__isnull": False},
}


class KravFilter(forms.Form):
    slag = forms.ChoiceField(
        label=_("Hva det gjelder"),
        required=False,
        choices=[
            ("", _("Alt")),
            ("enhet", _("Alle i en enhet")),
            ("kategori", _("En stillingskategori")),
            ("oppgave", _("En oppgave")),
            ("rolle", _("En rolle")),
        ],
    )
    kategori = ObjektField(label=_("Stillingskategori"), required=False)
    kompetanse = KompetanseValgField(label=_("Kompetanse"), required=False)

    def __init__(self, *args, bruker, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["enhet"] = EnhetValgField(kommune_id=bruker.kommune_id, label=_("Enhet"), required=False)
        self.fields["kategori"].sett_valg(Stillingskategori.objects.all(), tomt=_("Alle"))
        self.order_fields(["enhet", "kompetanse", "slag", "kategori"])

    def avgrens(self, krav):
        """Those that the choices leave; a field that cannot be read leaves all, and says why."""
        self.is_valid()
        valgt = {navn: verdi for navn, verdi in self.cleaned_data.items() if verdi}
        if enhet := valgt.get("enhet"):
            krav = krav.filter(sti_innenfor(enhet.path, "enhet__path"))
        if slag := valgt.get("slag"):
            krav = krav.exclude(rolle="") if slag == "rolle" else krav.filter(**SLAG[slag])
        like = {navn: valgt[navn] for navn in ("kategori", "kompetanse") if navn in valgt}
        return krav.filter(**like)
