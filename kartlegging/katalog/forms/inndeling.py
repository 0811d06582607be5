"""Forms of what the catalogue is divided by: a group, a category of real competence, a scale with its levels."""

from crispy_forms.layout import Div
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kartlegging.katalog.forms.felter import GruppeField
from kartlegging.katalog.grupper import SKILLE
from kartlegging.katalog.inndeling import trinnene_til
from kartlegging.katalog.kolonner import MAKS_NIVAA
from kartlegging.models import Kompetansegruppe, Realkategori, Skala
from kompetanse.felles.fields import TekstField, heltall_input
from kompetanse.felles.samskriving import SamskrivForm
from kompetanse.felles.skjema import skjemahjelp


def rekkefolge():
    return forms.IntegerField(
        label=gettext_lazy("Rekkefølge"),
        min_value=1,
        max_value=9999,
        initial=100,
        help_text=gettext_lazy("Lave tall står først. Like tall står etter alfabetet."),
        widget=heltall_input(4),
    )


class GruppeForm(SamskrivForm, forms.ModelForm):
    use_required_attribute = False

    navn = TekstField(label=gettext_lazy("Navn"), max_length=100)
    rekkefolge = rekkefolge()

    class Meta:
        model = Kompetansegruppe
        fields = ["navn", "rekkefolge"]

    def __init__(self, *args, avbryt, **kwargs):
        super().__init__(*args, **kwargs)
        egen = self.instance if self.instance.pk else None
        self.fields["forelder"] = GruppeField(
            uten=egen, label=_("Ligger i"), required=False, tomt=_("Øverst, som et område")
        )
        self.initial["forelder"] = self.instance.forelder_id
        self.helper = skjemahjelp("navn", "forelder", "rekkefolge", knapp=_("Lagre"), avbryt=avbryt)

    def clean_navn(self):
        navn = self.cleaned_data["navn"]
        if SKILLE.strip() in navn:
            raise ValidationError(_("Navnet kan ikke ha tegnet ›."))
        return navn

    def _post_clean(self):
        # As in `KompetanseForm`: the field is added when the tree is read.
        self.instance.forelder = self.cleaned_data.get("forelder")
        super()._post_clean()


class RealkategoriForm(SamskrivForm, forms.ModelForm):
    use_required_attribute = False

    navn = TekstField(label=gettext_lazy("Navn"), max_length=60)
    rekkefolge = rekkefolge()

    class Meta:
        model = Realkategori
        fields = ["navn", "rekkefolge"]

    def __init__(self, *args, avbryt, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = skjemahjelp("navn", "rekkefolge", knapp=_("Lagre"), avbryt=avbryt)


class SkalaForm(SamskrivForm, forms.ModelForm):
    """A scale with room for all the levels that there can be; those left empty at the end are not there."""

    use_required_attribute = False

    navn = TekstField(label=gettext_lazy("Navn på skalaen"), max_length=100)

    class Meta:
        model = Skala
        fields = ["navn", "standard"]

    def __init__(self, *args, avbryt, **kwargs):
        super().__init__(*args, **kwargs)
        rader = []
        for nivaa in range(1, MAKS_NIVAA + 1):
            navn, tekst = f"navn{nivaa}", f"tekst{nivaa}"
            self.fields[navn] = TekstField(label=_("Nivå %d") % nivaa, max_length=60, required=False)
            self.fields[tekst] = TekstField(label=_("Hva nivå %d betyr") % nivaa, max_length=300, required=False)
            rader.append(Div(navn, tekst, css_class="siderad"))
        self.tillegg = trinnene_til(self.instance)
        self.initial |= self.tillegg
        self.helper = skjemahjelp("navn", "standard", *rader, knapp=_("Lagre"), avbryt=avbryt)
