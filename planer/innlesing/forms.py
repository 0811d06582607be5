"""The upload of a plan: a file, or a table that is pasted, and the plan that it goes into."""

from django import forms
from django.core.files.base import ContentFile
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kompetanse.felles.fields import TekstField
from kompetanse.felles.innlesing.forms import OpplastingForm
from kompetanse.felles.skjema import ObjektField
from kompetanse.felles.tekst import som_nokkel
from kompetanse.organisasjon.ledelse import ledede_enheter
from planer.models import Kompetanseplan
from planer.plan.overordnet import med_enhet

# The Word table as the browser was given it; a text area holds only its words.
MED_TABELL = "<table"
MAKS_TEGN = 2_000_000


class PlanopplastingForm(OpplastingForm):
    kompetanseplan = ObjektField(label=gettext_lazy("Planen den skal inn i"))
    limt_inn = TekstField(
        label=gettext_lazy("Eller lim inn tabellen her"),
        flere_linjer=True,
        required=False,
        strip=False,
        max_length=MAKS_TEGN,
        widget=forms.Textarea(attrs={"rows": 4, "data-lim-inn": "limt_inn_html"}),
        help_text=gettext_lazy("Merk tabellen i Word eller Excel, kopier den og lim den inn."),
    )
    limt_inn_html = forms.CharField(required=False, widget=forms.HiddenInput, max_length=MAKS_TEGN)
    field_order = ("kompetanseplan", "fil", "limt_inn", "limt_inn_html")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["fil"].required = False
        self.fields["fil"].widget.attrs["accept"] = ".docx,.xlsx,.csv,.txt,.tsv"
        self.fields["fil"].help_text = _("Word (.docx), Excel (.xlsx) eller CSV.")
        mulige = _mulige_planer(self.bruker, (self.data or self.initial).get("kompetanseplan", ""))
        self.fields["kompetanseplan"].sett_valg(
            mulige, tomt=None if len(mulige) == 1 else _("Velg plan"), navn=med_enhet
        )

    def clean_fil(self):
        return super().clean_fil() if self.cleaned_data.get("fil") else None

    def clean(self):
        """What is pasted is a file like any other."""
        data = super().clean()
        if not data.get("fil") and "fil" not in self.errors:
            if MED_TABELL in data.get("limt_inn_html", ""):
                data["fil"] = ContentFile(data["limt_inn_html"].encode(), name=_("Limt inn tabell") + ".html")
            elif data.get("limt_inn"):
                data["fil"] = ContentFile(data["limt_inn"].encode(), name=_("Limt inn tekst") + ".tsv")
            else:
                self.add_error("fil", _("Velg en fil, eller lim inn tabellen."))
        return data

    @property
    def egne_felt(self):
        return {"kompetanseplan": self.cleaned_data["kompetanseplan"]}


def _mulige_planer(bruker, valgt):
    """The plans that are being written of the units that the user leads, or works on, and the one that was asked for."""
    egne = Q(enhet__in=[rolle.enhet_id for rolle in ledede_enheter(bruker)], person__isnull=True)
    egne |= Q(arbeidsgruppe__person=bruker.person_id) | Q(pk=som_nokkel(str(valgt)))
    planer = Kompetanseplan.objects.visible_to(bruker).filter(egne, status__in=Kompetanseplan.Status.under_arbeid())
    return [plan for plan in planer.select_related("enhet").distinct() if bruker.has_perm("planer.change_plan", plan)]
