"""Forms of the case to MBU: search, start, edit, and the steps that ask for words."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kompetanse.felles.fields import TekstField


class MbuSakFilter(forms.Form):
    """Search in the cases that the reader may see."""

    q = TekstField(
        label=gettext_lazy("Søk"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": gettext_lazy("Nummer eller ord i saken")}),
    )
    aar = forms.TypedChoiceField(label=gettext_lazy("År"), coerce=int, empty_value=None, required=False)

    def __init__(self, *args, aarene, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["aar"].choices = [("", _("Alle år")), *((aar, aar) for aar in aarene)]
