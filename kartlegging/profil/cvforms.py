"""The forms of the mini-CV."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kartlegging.models import MiniCv
from kartlegging.models.minicv import FOERSTE_AAR, SISTE_AAR
from kompetanse.felles.fields import TekstField, heltall_input

MAKS_LINJER = 50


class MiniCvForm(forms.Form):
    use_required_attribute = False

    tekst = TekstField(
        label=gettext_lazy("Kort om meg"),
        help_text=gettext_lazy("Hva du er god på, og hva du gjerne hjelper andre med."),
        max_length=2_000,
        flere_linjer=True,
        required=False,
    )


class DelingForm(forms.Form):
    deling = forms.ChoiceField(choices=MiniCv.Deling.choices)


def _aar(label, **mer):
    """A year, written with four digits."""
    return forms.IntegerField(
        label=label,
        widget=heltall_input(6),
        validators=[
            MinValueValidator(FOERSTE_AAR, gettext_lazy("Skriv årstallet med fire siffer.")),
            MaxValueValidator(SISTE_AAR, gettext_lazy("Skriv årstallet med fire siffer.")),
        ],
        error_messages={
            "required": gettext_lazy("Skriv årstallet."),
            "invalid": gettext_lazy("Skriv årstallet med fire siffer."),
        },
        **mer,
    )


class ErfaringForm(forms.Form):
    """One line of experience."""

    use_required_attribute = False

    hva = TekstField(
        label=gettext_lazy("Hva"),
        max_length=150,
        error_messages={"required": gettext_lazy("Skriv hva du gjorde, eller ta bort raden.")},
    )
    hvor = TekstField(label=gettext_lazy("Hvor"), max_length=150, required=False)
    fra_aar = _aar(gettext_lazy("Fra år"))
    til_aar = _aar(gettext_lazy("Til år"), required=False)

    def clean(self):
        data = super().clean()
        if data.get("fra_aar") and data.get("til_aar") and data["til_aar"] < data["fra_aar"]:
            self.add_error("til_aar", ValidationError(_("Til-året kan ikke komme før fra-året.")))
        return data


class BaseErfaringFormSet(forms.BaseFormSet):
    def erfaringer(self):
        """The lines that are filled in and not taken away, for the process."""
        linjer = [dict(form.cleaned_data) for form in self.forms if form.has_changed() or form.initial]
        return [linje for linje in linjer if not linje.pop("DELETE", False) and linje.get("hva")]


ErfaringFormSet = forms.formset_factory(
    ErfaringForm, BaseErfaringFormSet, extra=1, can_delete=True, max_num=MAKS_LINJER, validate_max=True
)
