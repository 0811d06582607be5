"""What to take from another plan."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kompetanse.felles.skjema import ObjekterField
from planer.gjenbruk.henting import Tilbud


class HentForm(forms.Form):
    """Boxes to tick. What the plan has already by now is a choice all the same: a page may be older than the plan."""

    maal = ObjekterField(label=gettext_lazy("Mål"), required=False)
    behov = ObjekterField(label=gettext_lazy("Behov"), required=False)
    tiltak = ObjekterField(label=gettext_lazy("Tiltak"), required=False)

    def __init__(self, *args, tilbud: Tilbud, **kwargs):
        super().__init__(*args, **kwargs)
        self.tilbud = tilbud
        for navn, rader in tilbud._asdict().items():
            self.fields[navn].sett_valg(rad.ett for rad in rader)

    def clean(self):
        data = super().clean()
        if not self.errors and not any(data.values()):
            raise forms.ValidationError(_("Kryss av for det dere vil hente."))
        return data
