"""The form of what an evaluation came to."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluering.models import Evaluering
from kompetanse.felles.fields import TekstField
from kompetanse.felles.samskriving import SamskrivForm
from kompetanse.felles.skjema import skjemahjelp
from planer.models.tiltak import Anbefaling


class KonklusjonForm(SamskrivForm, forms.ModelForm):
    use_required_attribute = False

    anbefaling = forms.ChoiceField(
        label=gettext_lazy("Hva gjør vi neste gang?"), choices=Anbefaling.choices, widget=forms.RadioSelect
    )
    laering = TekstField(
        label=gettext_lazy("Det vi lærte, i én setning"),
        max_length=300,
        flere_linjer=True,
        rader=2,
        help_text=gettext_lazy("Står ved neste års plan, ved lignende søknader og i saken til MBU. Ingen navn."),
    )
    neste_gang = TekstField(
        label=gettext_lazy("Det vi gjør annerledes"),
        max_length=2000,
        flere_linjer=True,
        rader=4,
        required=False,
        help_text=gettext_lazy("Ett punkt på hver linje."),
    )
    oppsummering = TekstField(
        label=gettext_lazy("Vurderingen, med ord"),
        max_length=6000,
        flere_linjer=True,
        rader=6,
        required=False,
        help_text=gettext_lazy("Det tallene ikke sier: hva som virket, hva som ikke gjorde det, og hvorfor."),
    )

    class Meta:
        model = Evaluering
        fields = ["anbefaling", "laering", "neste_gang", "oppsummering"]

    def __init__(self, *args, avbryt, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = skjemahjelp(*self.Meta.fields, knapp=_("Lagre konklusjonen"), avbryt=avbryt)
