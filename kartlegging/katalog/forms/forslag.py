"""Forms of a proposal: what is missed and why, and the three answers."""

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kartlegging.katalog.forms.felter import GruppeField
from kartlegging.katalog.kompetanser import SKILLE
from kartlegging.katalog.valg import KompetanseValgField
from kartlegging.models import Kompetanse
from kompetanse.felles.fields import TekstField
from kompetanse.felles.skjema import skjemahjelp


class ForslagFilter(forms.Form):
    vis = forms.ChoiceField(
        label=gettext_lazy("Vis"),
        required=False,
        choices=[("", gettext_lazy("Venter på svar")), ("alle", gettext_lazy("Alle, også besvarte"))],
    )

    def __init__(self, *args, bruker, **kwargs):
        super().__init__(*args, **kwargs)

    @property
    def vis_alle(self):
        return self.is_valid() and self.cleaned_data["vis"] == "alle"


class ForslagForm(forms.Form):
    use_required_attribute = False

    navn = TekstField(label=gettext_lazy("Kompetansen du savner"), max_length=150)
    hvorfor = TekstField(
        label=gettext_lazy("Hvorfor?"),
        max_length=1000,
        flere_linjer=True,
        rader=3,
        help_text=gettext_lazy("Hva brukes den til, og hvem trenger den?"),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = skjemahjelp("navn", "hvorfor", knapp=_("Send til HR"), avbryt=reverse("kartlegging:katalog-list"))

    def clean_navn(self):
        navn = self.cleaned_data["navn"]
        if SKILLE in navn:
            raise forms.ValidationError(_("Skriv én kompetanse, uten semikolon."))
        return navn


class TaInnForm(forms.Form):
    """Where it is to lie. The rest is filled in afterwards."""

    use_required_attribute = False

    type_ = forms.ChoiceField(label=gettext_lazy("Type"), choices=Kompetanse.Type.choices, initial=Kompetanse.Type.REAL)

    def __init__(self, *args, gruppe=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["gruppe"] = GruppeField(label=_("Gruppe"), tomt=_("Velg gruppe"), initial=gruppe)
        self.order_fields(["gruppe", "type_"])


class FinnesForm(forms.Form):
    use_required_attribute = False

    kompetanse = KompetanseValgField(label=gettext_lazy("Finnes som"))


class AvslaaForm(forms.Form):
    use_required_attribute = False

    svar = TekstField(
        label=gettext_lazy("Svar til den som foreslo"),
        max_length=1000,
        flere_linjer=True,
        rader=3,
        error_messages={"required": gettext_lazy("Skriv hvorfor.")},
    )
