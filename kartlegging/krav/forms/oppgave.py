"""A task of a unit, and who does it."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kompetanse.felles.fields import DatoField, TekstField
from kompetanse.felles.samskriving import SamskrivForm
from kompetanse.organisasjon.forms.valg import PersonValgField


class OppgaveForm(SamskrivForm, forms.Form):
    use_required_attribute = False

    navn = TekstField(
        label=_("Oppgave"), max_length=150, help_text=_("Det som skal gjøres, for eksempel «Gi legemidler».")
    )
    merknad = TekstField(
        label=_("Når og hvor ofte"), max_length=200, required=False, help_text=_("For eksempel «Hver vakt, minst to».")
    )


class UtforerForm(forms.Form):
    """Someone to put on a task."""

    use_required_attribute = False

    fra = DatoField(label=_("Fra"))
    til = DatoField(label=_("Til"), required=False)

    def __init__(self, *args, kommune_id, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"] = PersonValgField(
            kommune_id=kommune_id, label=_("Hvem"), help_text=_("Skriv hele navnet eller ansattnummeret.")
        )
        self.fields["fra"].initial = timezone.localdate()
        self.order_fields(["person", "fra", "til"])
