"""The form of a priority area."""

from crispy_forms.layout import Div
from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kompetanse.felles.fields import TekstField
from kompetanse.felles.samskriving import SamskrivForm
from kompetanse.felles.skjema import skjemahjelp
from planer.models import Satsingsomraade

FORSTE_AAR, SISTE_AAR = 2000, 2100


def aarsfelt(**kwargs):
    """A year, typed with four digits."""
    return forms.IntegerField(
        validators=[
            MinValueValidator(FORSTE_AAR, gettext_lazy("Skriv et år fra og med %(limit_value)s.")),
            MaxValueValidator(SISTE_AAR, gettext_lazy("Skriv et år til og med %(limit_value)s.")),
        ],
        widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 6, "autocomplete": "off"}),
        error_messages={"invalid": gettext_lazy("Skriv årstallet med fire siffer, for eksempel 2027.")},
        **kwargs,
    )


class SatsingsomraadeForm(SamskrivForm, forms.ModelForm):
    use_required_attribute = False

    navn = TekstField(
        label=gettext_lazy("Navn"),
        max_length=150,
        help_text=gettext_lazy("Kort, slik det skal stå i søknader og rapporter. For eksempel «Digital kompetanse»."),
    )
    beskrivelse = TekstField(
        label=gettext_lazy("Beskrivelse"),
        max_length=2000,
        flere_linjer=True,
        rader=4,
        required=False,
        help_text=gettext_lazy("Hva satsingen går ut på, og hva som hører til."),
    )
    forankring = TekstField(
        label=gettext_lazy("Forankring"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Planen eller vedtaket som satsingen bygger på."),
    )
    fra_aar = aarsfelt(label=gettext_lazy("Fra år"))
    til_aar = aarsfelt(
        label=gettext_lazy("Til år"), required=False, help_text=gettext_lazy("Tomt betyr at satsingen fortsetter.")
    )
    rekkefolge = forms.IntegerField(
        label=gettext_lazy("Plass i listen"),
        min_value=0,
        max_value=999,
        initial=100,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 4, "autocomplete": "off"}),
        help_text=gettext_lazy("Lave tall står først."),
    )

    class Meta:
        model = Satsingsomraade
        fields = ["navn", "beskrivelse", "forankring", "fra_aar", "til_aar", "rekkefolge"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["fra_aar"].initial = timezone.localdate().year
        self.helper = skjemahjelp(
            "navn",
            "beskrivelse",
            "forankring",
            Div("fra_aar", "til_aar", "rekkefolge", css_class="siderad"),
            knapp=_("Lagre"),
            avbryt=reverse("planer:satsingsomraade-list"),
        )
