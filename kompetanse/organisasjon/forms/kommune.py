"""How the municipality looks and what its levels are called."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kompetanse.felles.fields import TekstField
from kompetanse.felles.samskriving import SamskrivForm
from kompetanse.felles.temafarge import TEXT_CONTRAST, WHITE, kontrast, rgb
from kompetanse.organisasjon import kommuneoppsett
from kompetanse.organisasjon.models import Kommune

LENGSTE_NIVAANAVN = 40
NIVAAER = range(3, 8)
FARGE = re.compile("#[0-9a-f]{6}")


class KommuneForm(SamskrivForm, forms.ModelForm):
    utenom = ("logo", "fjern_logo")

    navn = TekstField(label=_("Navn"), max_length=120)
    nivaanavn = TekstField(
        label=_("Navn på nivåene"),
        max_length=400,
        flere_linjer=True,
        rader=7,
        help_text=_("Ett navn per linje, med kommunen øverst. Fra tre til sju linjer."),
    )
    logo = forms.FileField(
        label=_("Logo"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg"}),
        help_text=_("PNG eller JPEG, høyst 1 MB. La feltet stå tomt for å beholde den dere har."),
    )
    fjern_logo = forms.BooleanField(label=_("Fjern logoen"), required=False)

    class Meta:
        model = Kommune
        fields = ["navn", "malform", "varselrytme", "nivaanavn", "temafarge"]
        labels = {"temafarge": _("Temafarge"), "malform": _("Målform"), "varselrytme": _("Varsler på e-post")}
        help_texts = {
            "temafarge": _("Skriv # og seks tegn, for eksempel #0d7a5f. Hvit tekst må kunne leses på fargen."),
            "varselrytme": _(
                "For dem som ikke har valgt selv. Det som har frist samme dag, kommer alltid med en gang."
            ),
            "malform": _("Målformen nye brukere får. Hver bruker kan velge selv."),
        }

    field_order = ["navn", "malform", "varselrytme", "nivaanavn", "temafarge", "logo", "fjern_logo"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["nivaanavn"] = "\n".join(self.instance.nivaanavn)
        if not self.instance.logo:
            del self.fields["fjern_logo"]

    def clean_nivaanavn(self):
        navn = [linje.strip() for linje in self.cleaned_data["nivaanavn"].splitlines() if linje.strip()]
        if len(navn) not in NIVAAER:
            raise ValidationError(_("Skriv mellom tre og sju nivåer, ett på hver linje."))
        if lang := next((linje for linje in navn if len(linje) > LENGSTE_NIVAANAVN), None):
            raise ValidationError(_("«%s …» er for langt. Bruk høyst 40 tegn.") % lang[:20])
        return navn

    def clean_temafarge(self):
        farge = self.cleaned_data["temafarge"].lower()
        # The model's own check comes after this one, and a colour that cannot be read has no contrast.
        if not FARGE.fullmatch(farge):
            return farge
        if (forhold := kontrast(rgb(farge), WHITE)) < TEXT_CONTRAST:
            raise ValidationError(
                _("Fargen er for lys: kontrasten mot hvitt er %(naa)s, og må være minst 4,5. Velg en mørkere farge.")
                % {"naa": f"{forhold:.1f}".replace(".", ",")}
            )
        return farge

    def clean_logo(self):
        fil = self.cleaned_data["logo"]
        return kommuneoppsett.les_logo(fil) if fil else None

    @property
    def logovalg(self) -> dict:
        """What is to be done with the logo, as `kommuneoppsett.lagre` takes it."""
        return {navn: self.cleaned_data[navn] for navn in self.utenom if navn in self.cleaned_data}
