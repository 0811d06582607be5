"""Choosing files to attach."""

from django import forms
from django.utils.translation import gettext_lazy

from kompetanse.felles.skjema import FlereFilerField, FlereFilerInput
from kompetanse.felles.vedlegg import ACCEPT


class VedleggForm(forms.Form):
    use_required_attribute = False

    filer = FlereFilerField(
        label=gettext_lazy("Velg filer"),
        help_text=gettext_lazy("PDF, Word, Excel eller bilde. Du kan velge flere på en gang."),
        widget=FlereFilerInput(attrs={"accept": ACCEPT}),
        max_length=255,
        error_messages={
            "required": gettext_lazy("Velg minst én fil."),
            "empty": gettext_lazy("Filen er tom. Velg den på nytt."),
            "max_length": gettext_lazy("Filnavnet er for langt. Gi filen et kortere navn, og velg den på nytt."),
        },
    )
