"""Pieces that forms share: choices among objects already fetched, steps that save half-done, the row of buttons."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Layout
from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kompetanse.felles.vedlegg import kontroller_vedlegg

UKJENT_VALG = gettext_lazy("Velg noe fra listen.")
FILFEIL = {
    "empty": gettext_lazy("Filen er tom. Velg den på nytt."),
    "max_length": gettext_lazy("Filnavnet er for langt. Gi filen et kortere navn, og velg den på nytt."),
}


class _Objektvalg:
    """Choices among objects that the view has fetched: no query of its own, and nothing outside the list."""

    def __init__(self, *args, **kwargs):
        self.objekter = {}
        super().__init__(*args, **kwargs)
        self.error_messages["invalid_choice"] = UKJENT_VALG

    def sett_valg(self, objekter, tomt=None, navn=str):
        """Fill the list; `tomt` is the text of an empty first choice, `navn` what each is called in it."""
        self.objekter = {str(objekt.pk): objekt for objekt in objekter}
        forst = [] if tomt is None else [("", tomt)]
        self.choices = [*forst, *((nokkel, navn(objekt)) for nokkel, objekt in self.objekter.items())]


class ObjektField(_Objektvalg, forms.ChoiceField):
    """One object, or None."""

    def clean(self, value):
        return self.objekter.get(super().clean(value))

    def prepare_value(self, value):
        return getattr(value, "pk", value)


class ObjekterField(_Objektvalg, forms.MultipleChoiceField):
    """Several objects, as checkboxes."""

    widget = forms.CheckboxSelectMultiple

    def clean(self, value):
        return [self.objekter[nokkel] for nokkel in super().clean(value)]

    def prepare_value(self, value):
        return [getattr(objekt, "pk", objekt) for objekt in value or []]


class HalvferdigForm(forms.Form):
    """A form that may be saved before it is complete.

    `maa_ha` names the fields that must be filled in the end: they are not marked as optional, and leaving them empty is
    no error here (the process asks for them before it goes on).
    """

    maa_ha = ()
    use_required_attribute = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._merk_maa_ha(True)

    def full_clean(self):
        self._merk_maa_ha(False)
        super().full_clean()
        self._merk_maa_ha(True)

    def _merk_maa_ha(self, merket):
        for navn in self.maa_ha:
            if navn in self.fields:
                self.fields[navn].required = merket


class Listefilter(forms.Form):
    """The filter of a list (`felles.liste`): what the address asks for, by the one who reads."""

    def __init__(self, *args, bruker, **kwargs):
        super().__init__(*args, **kwargs)
        self.bruker = bruker

    def valgt(self, navn: str):
        """What was asked for, or nothing when the field holds something that cannot be read."""
        self.is_valid()
        return self.cleaned_data.get(navn) or ""


class FlereFilerInput(forms.ClearableFileInput):
    allow_multiple_selected = True
    template_name = "django/forms/widgets/file.html"


class FlereFilerField(forms.FileField):
    """Several files; the clean value is a list. The content is checked when they are attached."""

    def clean(self, data, initial=None):
        return [super(FlereFilerField, self).clean(fil, initial) for fil in data or [None]]


def med_ny_rad(data: QueryDict, prefiks: str, **verdier: str) -> QueryDict:
    """The posted form set, one row longer when the button for a new row was pressed; `verdier` is what the new row's own
    lists would have sent."""
    antall = data.get(f"{prefiks}-TOTAL_FORMS", "")
    if data.get("legg_til_rad") != prefiks or not antall.isdecimal():
        return data
    data, antall = data.copy(), int(antall[:4])
    data[f"{prefiks}-TOTAL_FORMS"] = str(antall + 1)
    for navn, verdi in verdier.items():
        data[f"{prefiks}-{antall}-{navn}"] = verdi
    return data


class VedleggField(FlereFilerField):
    """Files that may be left out, checked by content; the clean value is a list of `VedleggInfo`."""

    def __init__(self, **kwargs):
        super().__init__(required=False, max_length=255, error_messages=FILFEIL, **kwargs)

    def clean(self, data, initial=None):
        filer, feil = [], []
        for fil in filter(None, super().clean(data, initial)):
            try:
                filer.append(kontroller_vedlegg(fil))
            except ValidationError as avslag:
                feil.append(avslag)
        if feil:
            raise ValidationError(feil)
        return filer


def skjemahjelp(*felter, knapp: str, avbryt: str) -> FormHelper:
    """The layout that these forms share: the fields, one button, and the way back."""
    hjelp = FormHelper()
    hjelp.layout = Layout(
        *felter,
        HTML(
            format_html(
                '<div class="knapper"><button class="ds-button">{}</button>'
                '<a class="ds-button" data-variant="tertiary" href="{}">{}</a></div>',
                knapp,
                avbryt,
                _("Avbryt"),
            )
        ),
    )
    return hjelp
