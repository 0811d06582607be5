"""Which requirements to take into a unit, and from which other unit."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kompetanse.felles.fields import DatoField
from kompetanse.organisasjon.forms.valg import EnhetValgField


class TaInnForm(forms.Form):
    """The chosen lines of what is proposed, by their keys; those that stand there already cannot be chosen."""

    use_required_attribute = False

    linjer = forms.MultipleChoiceField(
        error_messages={
            "required": _("Velg minst ett krav."),
            "invalid_choice": _("Noe av det du valgte, er ikke her lenger. Se over og velg på nytt."),
        }
    )
    fra = DatoField(label=_("Gjelder fra"))

    def __init__(self, *args, forslag, **kwargs):
        super().__init__(*args, **kwargs)
        self.forslag = {ett.nokkel: ett for ett in forslag if not ett.finnes}
        self.fields["linjer"].choices = [(nokkel, nokkel) for nokkel in self.forslag]
        self.fields["fra"].initial = timezone.localdate()

    @property
    def avkrysset(self):
        """The keys to show as chosen: all, until someone has chosen."""
        return set(self.data.getlist("linjer")) if self.is_bound else set(self.forslag)

    @property
    def valgte(self):
        return [self.forslag[nokkel] for nokkel in self.cleaned_data["linjer"]]


class KopierForm(forms.Form):
    """Which unit to take requirements from."""

    use_required_attribute = False

    def __init__(self, *args, enhet, **kwargs):
        super().__init__(*args, **kwargs)
        self.enhet = enhet
        self.fields["kilde"] = EnhetValgField(
            kommune_id=enhet.kommune_id, label=_("Fra enheten"), help_text=_("Skriv navnet på enheten.")
        )

    def clean_kilde(self):
        kilde = self.cleaned_data["kilde"]
        if kilde == self.enhet:
            raise forms.ValidationError(_("Velg en annen enhet enn denne."))
        return kilde
