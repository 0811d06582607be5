"""The forms of a plan."""

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kompetanse.felles.skjema import ObjektField, skjemahjelp
from kompetanse.organisasjon.forms.valg import EnhetValgField
from planer.plan.overordnet import med_enhet


class PlanenhetForm(forms.Form):
    """Which unit a new plan is for, where one answers for many."""

    def __init__(self, *args, bruker, **kwargs):
        super().__init__(*args, **kwargs)
        self.bruker = bruker
        self.fields["enhet"] = EnhetValgField(kommune_id=bruker.kommune_id, label=_("Enhet"))
        self.helper = skjemahjelp("enhet", knapp=_("Videre"), avbryt=reverse("planer:plan-list"))
        self.helper.form_method = "get"
        self.helper.disable_csrf = True

    def clean_enhet(self):
        enhet = self.cleaned_data["enhet"]
        if not self.bruker.has_perm("planer.add_plan", enhet):
            raise forms.ValidationError(_("Du svarer ikke for %(enhet)s. Velg en annen enhet.") % {"enhet": enhet})
        return enhet


class PlanForm(forms.Form):
    """A new plan: all of it is proposed, so that one press of the button is enough."""

    use_required_attribute = False

    periode = forms.ChoiceField(label=gettext_lazy("Hvilken plan"), widget=forms.RadioSelect)
    overordnet = ObjektField(
        label=gettext_lazy("Bygger på"),
        required=False,
        help_text=gettext_lazy("Målene derfra kommer med, og dere velger hvilke dere bidrar til."),
    )

    def __init__(self, *args, perioder, overordnede, foreslaatt, **kwargs):
        super().__init__(*args, **kwargs)
        self.perioder = {periode.nokkel: periode for periode in perioder}
        self.fields["periode"].choices = [(nokkel, ett.tittel) for nokkel, ett in self.perioder.items()]
        self.fields["periode"].initial = next(iter(self.perioder), None)
        felter = ["periode"]
        if overordnede:
            self.fields["overordnet"].sett_valg(overordnede, tomt=_("Ingen plan over"), navn=med_enhet)
            self.fields["overordnet"].initial = foreslaatt and foreslaatt.pk
            felter.append("overordnet")
        else:
            del self.fields["overordnet"]
        self.helper = skjemahjelp(*felter, knapp=_("Lag planen"), avbryt=reverse("planer:plan-list"))

    @property
    def valg(self) -> dict:
        """What was chosen, as `opprettelse.opprett` takes it."""
        periode = self.perioder[self.cleaned_data["periode"]]
        return {"periode": periode, "overordnet": self.cleaned_data.get("overordnet")}
