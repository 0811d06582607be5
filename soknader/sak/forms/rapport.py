"""The report after the measure."""

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kompetanse.felles.fields import BelopField, TekstField, heltall_input
from kompetanse.felles.formats import kr

LANG_TEKST, MAKS_DELTAKERE = 5_000, 100_000


class RapportForm(forms.Form):
    use_required_attribute = False

    faktisk_kostnad = BelopField(
        label=gettext_lazy("Faktisk kostnad"), error_messages={"required": gettext_lazy("Skriv hva tiltaket kostet.")}
    )
    antall_deltakere = forms.IntegerField(
        label=gettext_lazy("Antall deltakere"),
        widget=heltall_input(8),
        validators=[
            MinValueValidator(0, gettext_lazy("Skriv et antall som er minst 0.")),
            MaxValueValidator(MAKS_DELTAKERE, gettext_lazy("Skriv et antall som er høyst %(limit_value)s.")),
        ],
        error_messages={
            "required": gettext_lazy("Skriv hvor mange som deltok."),
            "invalid": gettext_lazy("Skriv antallet med tall, for eksempel 24."),
        },
    )
    gjennomfort = TekstField(
        label=gettext_lazy("Hva ble gjort?"),
        max_length=LANG_TEKST,
        flere_linjer=True,
        error_messages={"required": gettext_lazy("Skriv hva dere gjorde.")},
    )
    resultat = TekstField(
        label=gettext_lazy("Hva ga det?"),
        help_text=gettext_lazy("Hva kan dere nå, eller hva gjør dere annerledes?"),
        max_length=LANG_TEKST,
        flere_linjer=True,
        required=False,
    )

    def __init__(self, *args, soknad, **kwargs):
        super().__init__(*args, **kwargs)
        hjelp = _("Dere fikk %(belop)s. Det som ikke er brukt, går tilbake til rammen.") % {
            "belop": kr(soknad.vedtak.belop)
        }
        if soknad.egenandel:
            hjelp += " " + _("Regn ikke med egenandelen på %(belop)s.") % {"belop": kr(soknad.egenandel)}
        self.fields["faktisk_kostnad"].help_text = hjelp


class RettingForm(RapportForm):
    """The report as it stands, why it is changed, and which version it is that is changed."""

    grunn = TekstField(
        label=gettext_lazy("Hvorfor rettes rapporten?"),
        help_text=gettext_lazy("Grunnen blir stående i saken sammen med det som sto før."),
        max_length=1_000,
        flere_linjer=True,
        error_messages={"required": gettext_lazy("Skriv hvorfor rapporten rettes.")},
    )
    versjon = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
