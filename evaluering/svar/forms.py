"""Forms of who answers for a collection."""

import datetime as dt

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluering.svar import svarfil
from evaluering.svar.sporreskjema import Stilt
from kompetanse.felles.fields import DatoField, TekstField
from kompetanse.felles.innlesing.forms import OpplastingForm
from kompetanse.felles.spreadsheets import TabellFeil


class RakkIkkeForm(forms.Form):
    """Why it was not done."""

    grunn = TekstField(label=gettext_lazy("Vi rakk det ikke, fordi"), max_length=1000, flere_linjer=True, rader=3)


class SvarfilForm(OpplastingForm):
    """A file with answers to the questions `stilte`. When it is valid `svar` has those of each row."""

    use_required_attribute = False
    ark = linje = None

    def __init__(self, *args, stilte: list[Stilt], **kwargs):
        super().__init__(*args, **kwargs)
        self.stilte, self.svar = stilte, []

    def clean_fil(self):
        fil = super().clean_fil()
        try:
            self.svar = svarfil.les(fil, fil.name, self.stilte)
        except TabellFeil as feil:
            raise ValidationError(str(feil)) from feil
        return fil


class FristForm(forms.Form):
    """The last day on which one can answer."""

    siste_dag = DatoField(label=gettext_lazy("Siste dag å svare på"))

    def clean_siste_dag(self) -> dt.date:
        dag = self.cleaned_data["siste_dag"]
        if dag < timezone.localdate():
            raise ValidationError(_("Velg en dag som ikke er gått."))
        return dag
