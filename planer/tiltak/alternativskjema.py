"""Forms of alternatives: one of them, and the reason for choosing it."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kompetanse.felles.fields import BelopField, TekstField
from kompetanse.felles.samskriving import SamskrivForm
from kompetanse.felles.skjema import skjemahjelp
from planer.felt import formfelt
from planer.models import Listeverdi, Tiltaksalternativ


class AlternativForm(SamskrivForm, forms.ModelForm):
    """One way to meet a need."""

    use_required_attribute = False

    kostnad = BelopField(label=gettext_lazy("Hva koster det?"), required=False)

    class Meta:
        model = Tiltaksalternativ
        fields = ("navn", "maate", "kostnad", "virker_fra", "dekker", "risiko")
        formfield_callback = formfelt

    def __init__(self, *args, avbryt: str, **kwargs):
        super().__init__(*args, **kwargs)
        maater = Listeverdi.objects.filter(liste=Listeverdi.Liste.MAATE)
        valgbare = [ett for ett in maater if ett.i_bruk or ett.pk == self.instance.maate_id]
        self.fields["maate"].sett_valg(valgbare, tomt=_("Ikke valgt"))
        self.helper = skjemahjelp(*self.fields, knapp=_("Lagre alternativet"), avbryt=avbryt)


class VelgForm(forms.Form):
    """Why this one."""

    use_required_attribute = False

    grunn = TekstField(label=gettext_lazy("Hvorfor velger dere dette?"), max_length=1000, flere_linjer=True, rader=3)
