"""Forms of level 4: a line of cost or benefit, a measurement, and what cannot be counted."""

from crispy_forms.layout import Div
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluering.models import Evaluering, Nyttelinje
from kompetanse.felles.fields import BelopField, TekstField
from kompetanse.felles.samskriving import SamskrivForm
from kompetanse.felles.skjema import skjemahjelp
from planer.maal.forms import MaalingForm, MaalingslisteForm

GRUPPE = gettext_lazy("Gjelder gruppen vi sammenligner med")


def _belop(etikett, **valg):
    return BelopField(label=etikett, max_digits=14, **valg)


class NyttelinjeForm(SamskrivForm, forms.ModelForm):
    """A cost or a benefit. Whoever knows one figure writes that alone: low and high are then the same."""

    use_required_attribute = False

    navn = TekstField(label=gettext_lazy("Hva"), max_length=200)
    sannsynlig = _belop(gettext_lazy("Mest sannsynlig"))
    lav = _belop(gettext_lazy("Lavt anslag"), required=False)
    hoy = _belop(
        gettext_lazy("Høyt anslag"), required=False, help_text=gettext_lazy("La begge stå tomme når dere vet beløpet.")
    )
    forutsetning = TekstField(label=gettext_lazy("Hva bygger tallet på?"), max_length=1000, flere_linjer=True, rader=3)

    class Meta:
        model = Nyttelinje
        fields = ["post", "navn", "sannsynlig", "lav", "hoy", "forutsetning"]

    def __init__(self, *args, avbryt, **kwargs):
        super().__init__(*args, **kwargs)
        kostnad = self.instance.slag == Nyttelinje.Slag.KOSTNAD
        if not kostnad:
            del self.fields["post"]
        self.fields["navn"].help_text = _("For eksempel «Leie av lokale».") if kostnad else _("Hva ble bedre?")
        self.fields["forutsetning"].help_text = (
            _("For eksempel «12 deltakere i 7,5 timer à 450 kr».")
            if kostnad
            else _("For eksempel «22 færre innleggelser i året, 5 000 kr for hver. Lavt: nedgangen er tilfeldig».")
        )
        self.helper = skjemahjelp(
            *(["post"] if kostnad else []),
            *("navn", "sannsynlig", Div("lav", "hoy", css_class="siderad"), "forutsetning"),
            knapp=_("Lagre"),
            avbryt=avbryt,
        )

    def clean(self):
        data = super().clean()
        for felt in ("lav", "hoy"):
            if felt not in self.errors and data.get(felt) is None:
                data[felt] = data.get("sannsynlig")
        return data


class OrdForm(SamskrivForm, forms.ModelForm):
    """What figures do not say. `annet` stands on the level."""

    use_required_attribute = False

    annet = TekstField(
        label=gettext_lazy("Hva annet kan forklare endringen?"),
        max_length=2000,
        flere_linjer=True,
        rader=4,
        required=False,
        help_text=gettext_lazy("For eksempel ny bemanning, andre kurs, en sesong eller en ny måte å telle på."),
    )
    nytte_i_ord = TekstField(
        label=gettext_lazy("Nytte som ikke kan telles"),
        max_length=2000,
        flere_linjer=True,
        rader=4,
        required=False,
        help_text=gettext_lazy("Det brukere og ansatte merker, men som ikke blir et tall."),
    )

    class Meta:
        model = Evaluering
        fields = ["nytte_i_ord"]

    field_order = ["annet", "nytte_i_ord"]

    def __init__(self, *args, annet, maa_forklares, avbryt, **kwargs):
        super().__init__(*args, **kwargs)
        self.tillegg = {"annet": annet}
        self.initial |= self.tillegg
        self.fields["annet"].required = maa_forklares
        self.helper = skjemahjelp("annet", "nytte_i_ord", knapp=_("Lagre"), avbryt=avbryt)


class IndikatormaalingForm(MaalingForm):
    """What an indicator was on a day, here or where we compare with."""

    sammenligning = forms.BooleanField(label=GRUPPE, required=False)


class IndikatorlisteForm(MaalingslisteForm):
    """Many measurements of one of the two groups."""

    sammenligning = forms.BooleanField(label=GRUPPE, required=False)
