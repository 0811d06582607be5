"""The forms of a plan."""

from crispy_forms.layout import Div
from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kompetanse.felles.fields import DatoField, TekstField
from kompetanse.felles.riktekst import RiktekstField
from kompetanse.felles.samskriving import SamskrivForm
from kompetanse.felles.skjema import ObjektField, skjemahjelp
from kompetanse.organisasjon.forms.valg import EnhetValgField, PersonValgField
from planer.models import Kompetanseplan, Planseksjon, Refleksjonssvar
from planer.plan.overordnet import med_enhet, mulige


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


class PlanendringForm(SamskrivForm, forms.ModelForm):
    """What a plan is called, when it is for, what it builds on and who answers for it."""

    use_required_attribute = False

    tittel = TekstField(label=gettext_lazy("Tittel"), max_length=150)
    fra = DatoField(label=gettext_lazy("Fra"))
    til = DatoField(label=gettext_lazy("Til"))
    overordnet = ObjektField(label=gettext_lazy("Bygger på"), required=False)
    mandat = TekstField(
        label=gettext_lazy("Mandat for arbeidsgruppen"),
        max_length=2000,
        flere_linjer=True,
        rader=4,
        required=False,
        help_text=gettext_lazy("Hva gruppen skal gjøre, og når den er ferdig."),
    )

    class Meta:
        model = Kompetanseplan
        fields = ["tittel", "fra", "til", "overordnet", "mandat"]

    def __init__(self, *args, bruker, **kwargs):
        super().__init__(*args, **kwargs)
        plan = self.instance
        over = mulige(plan.enhet, bruker, unntatt=plan)
        # The plan it builds on already stays a choice, also when the user does not see it.
        if plan.overordnet and plan.overordnet not in over:
            over.append(plan.overordnet)
        self.fields["overordnet"].sett_valg(over, tomt=_("Ingen plan over"), navn=med_enhet)
        self.fields["ansvarlig"] = PersonValgField(
            kommune_id=plan.kommune_id, label=_("Ansvarlig"), required=False, initial=plan.ansvarlig
        )
        felter = ["tittel", Div("fra", "til", css_class="siderad"), "overordnet", "ansvarlig", "mandat"]
        self.helper = skjemahjelp(*felter, knapp=_("Lagre"), avbryt=plan.get_absolute_url())


class PlanseksjonForm(SamskrivForm, forms.ModelForm):
    use_required_attribute = False

    tekst = RiktekstField(label=gettext_lazy("Tekst"), required=False)

    class Meta:
        model = Planseksjon
        fields = ["tekst"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.mal:
            self.fields["tekst"].help_text = self.instance.mal.hjelp


class RefleksjonForm(SamskrivForm, forms.ModelForm):
    """The plan's answer to a question beside a step; empty takes it away."""

    use_required_attribute = False

    tekst = TekstField(label=gettext_lazy("Svar"), max_length=2000, flere_linjer=True, rader=4, required=False)

    class Meta:
        model = Refleksjonssvar
        fields = ["tekst"]


class MedlemForm(forms.Form):
    """One who is to work on the plan."""

    use_required_attribute = False

    def __init__(self, *args, plan, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"] = PersonValgField(kommune_id=plan.kommune_id, label=_("Hvem"))
        self.fields["funksjon"] = TekstField(
            label=_("Rolle i gruppen"),
            max_length=100,
            required=False,
            help_text=_("For eksempel leder eller tillitsvalgt."),
        )
        self.helper = skjemahjelp("person", "funksjon", knapp=_("Ta med"), avbryt=plan.get_absolute_url())
