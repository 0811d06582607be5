"""The form of a priority area."""

from crispy_forms.layout import Div
from django import forms
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kompetanse.felles.fields import TekstField, aarsfelt, plassfelt
from kompetanse.felles.samskriving import SamskrivForm
from kompetanse.felles.skjema import skjemahjelp
from planer.models import Satsingsomraade


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
    rekkefolge = plassfelt()

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
