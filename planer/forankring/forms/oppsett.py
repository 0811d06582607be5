"""Forms of how a kommune sets up its plans."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kompetanse.felles.fields import TekstField, plassfelt
from kompetanse.felles.riktekst import RiktekstField
from kompetanse.felles.samskriving import SamskrivForm
from kompetanse.felles.skjema import skjemahjelp
from planer.models import Listeverdi, Plannivaa, Refleksjonssporsmaal, Seksjonsmal, Vedtaksorgan
from planer.models.plan import alle_nivaaer


class OppsettForm(SamskrivForm, forms.ModelForm):
    """The fields in the order of `Meta`, with their button."""

    use_required_attribute = False

    def __init__(self, *args, avbryt, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = skjemahjelp(*self.Meta.fields, knapp=_("Lagre"), avbryt=avbryt)


class ListeverdiForm(OppsettForm):
    navn = TekstField(label=gettext_lazy("Navn"), max_length=120)
    forklaring = TekstField(label=gettext_lazy("Forklaring"), max_length=300, required=False)
    rekkefolge = plassfelt()
    i_bruk = forms.BooleanField(label=gettext_lazy("Kan velges i planer"), required=False)

    class Meta:
        model = Listeverdi
        fields = ["navn", "forklaring", "rekkefolge", "i_bruk"]


class SeksjonsmalForm(OppsettForm):
    tittel = TekstField(label=gettext_lazy("Overskrift"), max_length=150)
    hjelp = TekstField(
        label=gettext_lazy("Hva som hører hjemme her"), max_length=1000, flere_linjer=True, rader=3, required=False
    )
    tekst = RiktekstField(
        label=gettext_lazy("Tekst å begynne med"),
        required=False,
        help_text=gettext_lazy("Nye planer begynner med denne teksten. De som er laget, endres ikke."),
    )
    nivaaer = forms.MultipleChoiceField(
        label=gettext_lazy("For planer på"),
        choices=Plannivaa.choices,
        widget=forms.CheckboxSelectMultiple,
        initial=alle_nivaaer,
        error_messages={"required": gettext_lazy("Velg minst ett nivå.")},
    )
    rekkefolge = plassfelt()
    i_bruk = forms.BooleanField(label=gettext_lazy("Brukes i nye planer"), required=False)

    class Meta:
        model = Seksjonsmal
        fields = ["tittel", "hjelp", "tekst", "nivaaer", "rekkefolge", "i_bruk"]


class RefleksjonssporsmaalForm(OppsettForm):
    tekst = TekstField(label=gettext_lazy("Spørsmål"), max_length=300)
    rekkefolge = plassfelt()
    i_bruk = forms.BooleanField(label=gettext_lazy("Vises i planer"), required=False)

    class Meta:
        model = Refleksjonssporsmaal
        fields = ["tekst", "steg", "rekkefolge", "i_bruk"]


class VedtaksorganForm(OppsettForm):
    navn = TekstField(
        label=gettext_lazy("Vedtas av"),
        max_length=150,
        help_text=gettext_lazy("For eksempel kommunestyret, ledergruppen eller lederen over."),
        error_messages={"required": gettext_lazy("Skriv hvem som vedtar planene.")},
    )
    forer = forms.ChoiceField(
        label=gettext_lazy("Hvem som fører inn vedtaket"),
        choices=Vedtaksorgan.Forer.choices,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("HR kan alltid gjøre det."),
    )

    class Meta:
        model = Vedtaksorgan
        fields = ["navn", "forer"]
