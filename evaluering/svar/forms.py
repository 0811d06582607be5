"""Forms of who answers for a collection."""

import datetime as dt

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluering.models import Innsamling
from evaluering.svar import svarfil
from evaluering.svar.innlesing import aapne_segl
from kompetanse.felles.fields import DatoField, TekstField
from kompetanse.felles.innlesing.forms import OpplastingForm
from kompetanse.felles.spreadsheets import TabellFeil


class RakkIkkeForm(forms.Form):
    """Why it was not done."""

    grunn = TekstField(label=gettext_lazy("Vi rakk det ikke, fordi"), max_length=1000, flere_linjer=True, rader=3)


class SvarfilForm(OpplastingForm):
    """A file with answers, or what was read from it a moment ago. When it is valid `lest` has its rows."""

    use_required_attribute = False
    ark = linje = None

    lest_for = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, innsamling: Innsamling, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["fil"].required = not self.data.get("lest_for")
        self.innsamling, self.lest = innsamling, None

    def clean_fil(self):
        return super().clean_fil() if self.cleaned_data.get("fil") else None

    def clean(self):
        data = super().clean()
        if self.errors:
            return data
        if fil := data.get("fil"):
            try:
                self.lest = svarfil.les(fil, fil.name, self.innsamling)
            except TabellFeil as feil:
                self.add_error("fil", str(feil))
        else:
            self.lest = aapne_segl(self.innsamling, data["lest_for"])
        return data


class FristForm(forms.Form):
    """The last day on which one can answer."""

    siste_dag = DatoField(label=gettext_lazy("Siste dag å svare på"))

    def clean_siste_dag(self) -> dt.date:
        dag = self.cleaned_data["siste_dag"]
        if dag < timezone.localdate():
            raise ValidationError(_("Velg en dag som ikke er gått."))
        return dag
