"""Forms about who may act: filter, give and end a role, deputies, and what a role is called."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kompetanse.felles.fields import DatoField, TekstField
from kompetanse.felles.samskriving import SamskrivForm
from kompetanse.organisasjon.forms.valg import EnhetValgField, PersonValgField
from kompetanse.organisasjon.models import Rolletype
from kompetanse.organisasjon.models.enhet import sti_innenfor


class RolleFilter(forms.Form):
    """Which roles the list shows."""

    vis = forms.ChoiceField(
        label=_("Vis"), required=False, choices=[("", _("Roller som gjelder nå")), ("alle", _("Alle, også avsluttede"))]
    )

    def __init__(self, *args, bruker, **kwargs):
        super().__init__(*args, **kwargs)
        kommune_id = bruker.kommune_id
        self.fields["type"] = _rolletypefelt(kommune_id, required=False, empty_label=_("Alle roller"))
        self.fields["enhet"] = EnhetValgField(kommune_id=kommune_id, label=_("Enhet"), required=False)
        self.fields["person"] = PersonValgField(kommune_id=kommune_id, label=_("Person"), required=False)
        self.order_fields(["type", "enhet", "person", "vis"])

    def avgrens(self, alle):
        """The roles that match what is filled in and can be read."""
        self.is_valid()
        valg = self.cleaned_data
        alle = alle if valg.get("vis") == "alle" else alle.gjeldende()
        if valg.get("enhet"):
            alle = alle.filter(sti_innenfor(valg["enhet"].path, "enhet__path"))
        return alle.filter(**{felt: valg[felt] for felt in ("type", "person") if valg.get(felt)})


def _rolletypefelt(kommune_id, **kwargs):
    return forms.ModelChoiceField(Rolletype.objects.filter(kommune_id=kommune_id), label=_("Rolle"), **kwargs)


class NyRolleForm(forms.Form):
    med_underliggende = forms.BooleanField(label=_("Gjelder også enhetene under"), required=False, initial=True)
    fra = DatoField(label=_("Fra og med"))
    til = DatoField(label=_("Til og med"), required=False, help_text=_("La feltet stå tomt når rollen ikke har slutt."))

    def __init__(self, *args, kommune_id, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["rolletype"] = _rolletypefelt(kommune_id, empty_label=_("Velg rolle"))
        self.fields["person"] = PersonValgField(
            kommune_id=kommune_id, label=_("Person"), help_text=_("Skriv hele navnet eller ansattnummeret.")
        )
        self.fields["enhet"] = EnhetValgField(
            kommune_id=kommune_id,
            label=_("Enhet"),
            help_text=_("Der rollen gjelder. Velg kommunen selv når den gjelder alle."),
        )
        self.fields["fra"].initial = timezone.localdate()
        self.order_fields(["rolletype", "person", "enhet", "med_underliggende", "fra", "til"])


class AvsluttRolleForm(forms.Form):
    siste_dag = DatoField(
        label=_("Siste dag"), help_text=_("Skriv gårsdagens dato hvis rollen skal være borte med en gang.")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["siste_dag"].initial = timezone.localdate()


class StedfortrederForm(forms.Form):
    fra = DatoField(label=_("Fra og med"))
    til = DatoField(label=_("Til og med"), help_text=_("Høyst ett år fram."))
    grunn = TekstField(
        label=_("Grunn"), max_length=200, required=False, help_text=_("For eksempel ferie. Skriv ikke om sykdom.")
    )

    def __init__(self, *args, rolle, **kwargs):
        super().__init__(*args, **kwargs)
        self.rolle = rolle
        self.fields["person"] = PersonValgField(
            kommune_id=rolle.kommune_id,
            label=_("Stedfortreder"),
            help_text=_("Skriv hele navnet eller ansattnummeret."),
        )
        self.fields["fra"].initial = max(timezone.localdate(), rolle.fra)
        self.order_fields(["person", "fra", "til", "grunn"])


class RolletypeForm(SamskrivForm, forms.Form):
    navn = TekstField(label=_("Navn på rollen"), max_length=150)
    leder_paa_nivaa = forms.TypedChoiceField(
        label=_("Følger med lederstillingen på nivå"),
        required=False,
        coerce=int,
        empty_value=None,
        help_text=_("Ledere på dette nivået får rollen av seg selv, og mister den når stillingen slutter."),
    )

    def __init__(self, *args, rolletype, kommune, **kwargs):
        initial = {"navn": rolletype.navn, "leder_paa_nivaa": rolletype.leder_paa_nivaa}
        super().__init__(*args, initial=initial, **kwargs)
        self.rolletype = rolletype
        nivaaer = [(dybde, f"{dybde} – {kommune.nivaa(dybde)}") for dybde in range(1, len(kommune.nivaanavn) + 1)]
        self.fields["leder_paa_nivaa"].choices = [("", _("Rollen tildeles for hånd")), *nivaaer]
