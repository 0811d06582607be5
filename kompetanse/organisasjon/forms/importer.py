"""What the forms of the HR import have beside the shared ones: how much of the staff the file is, and of which day."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kompetanse.felles.fields import DatoField
from kompetanse.felles.innlesing.forms import KolonneForm, OpplastingForm
from kompetanse.organisasjon.importering.kolonner import er_enhetsfil

FULL, DELVIS = "full", "delvis"


class OmfangForm(forms.Form):
    """Whether the file is the whole list, and of which day."""

    omfang = forms.ChoiceField(
        label=gettext_lazy("Hvem står i filen?"),
        widget=forms.RadioSelect,
        initial=FULL,
        choices=[
            (FULL, gettext_lazy("Alle ansatte. De som mangler i filen, får sluttdato. De blir ikke slettet.")),
            (DELVIS, gettext_lazy("Bare noen ansatte. Resten røres ikke.")),
        ],
    )
    dato = DatoField(
        label=gettext_lazy("Filen viser ansatte per"),
        initial=timezone.localdate,
        help_text=gettext_lazy("Endringer gjelder fra denne datoen. De som mangler, slutter dagen før."),
    )

    def clean_dato(self):
        dato, idag = self.cleaned_data["dato"], timezone.localdate()
        if dato > idag:
            raise forms.ValidationError(_("Datoen kan ikke være fram i tid."))
        if (idag - dato).days > 365:
            raise forms.ValidationError(_("Datoen kan være høyst ett år tilbake."))
        return dato

    @property
    def egne_felt(self):
        return {"full_fil": self.cleaned_data["omfang"] == FULL, "dato": self.cleaned_data["dato"]}


class AnsattopplastingForm(OmfangForm, OpplastingForm):
    field_order = ["fil", "omfang", "dato"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["fil"].label = _("Fil med ansatte")
        self.fields["fil"].help_text = _("Excel (.xlsx) eller CSV, én rad for hver stilling.")


class AnsattkolonneForm(OmfangForm, KolonneForm):
    def __init__(self, *args, importen, **kwargs):
        super().__init__(*args, importen=importen, **kwargs)
        self.fields["omfang"].initial = FULL if importen.full_fil else DELVIS
        self.fields["dato"].initial = importen.dato

    @property
    def bare_enheter(self):
        return er_enhetsfil(self.importen.kolonner)
