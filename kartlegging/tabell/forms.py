"""The form of a need."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kompetanse.felles.fields import DatoField, TekstField
from kompetanse.felles.skjema import skjemahjelp


class BehovForm(forms.Form):
    """How many more, by when and why."""

    use_required_attribute = False

    antall = forms.IntegerField(
        label=gettext_lazy("Hvor mange til?"),
        min_value=1,
        max_value=999,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 4, "autocomplete": "off"}),
        error_messages={
            "invalid": gettext_lazy("Skriv antallet med tall."),
            "min_value": gettext_lazy("Tallet kan ikke være mindre enn 1."),
        },
    )
    innen = DatoField(label=gettext_lazy("Innen"), required=False)
    begrunnelse = TekstField(
        label=gettext_lazy("Hvorfor"),
        max_length=1000,
        flere_linjer=True,
        rader=3,
        required=False,
        help_text=gettext_lazy("For eksempel hva som skjer når det mangler."),
    )

    def __init__(self, *args, avbryt, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = skjemahjelp("antall", "innen", "begrunnelse", knapp=_("Meld behovet"), avbryt=avbryt)
