from django import forms
from django.utils.translation import gettext_lazy as _

from kompetanse.felles.fields import DatoField, TekstField
from kompetanse.felles.samskriving import SamskrivForm


class UtsettForm(SamskrivForm, forms.Form):
    """Until when, and why."""

    utsatt_til = DatoField(label=_("Slettes ikke før"), help_text=_("For eksempel 5.3.2030."))
    grunn = TekstField(
        label=_("Hvorfor"),
        max_length=300,
        help_text=_("Skriv hvilken sak som kan trenge det. Skriv ikke noe om helse."),
    )
