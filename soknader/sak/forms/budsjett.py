"""Step 4 of the application form: the budget, line by line, and what the unit pays itself."""

from dataclasses import asdict
from decimal import Decimal

from django import forms
from django.forms import formset_factory
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kompetanse.felles.fields import BelopField, TekstField
from kompetanse.felles.formats import kr
from kompetanse.felles.samskriving import SamskrivForm
from kompetanse.felles.skjema import HalvferdigForm
from soknader.models import Budsjettlinje
from soknader.sak.utkast import Linje, budsjettet

MAKS_LINJER = 50


class EgenandelForm(SamskrivForm, forms.Form):
    """Beside the budget lines; what two have changed is told of both here."""

    egenandel = BelopField(
        label=gettext_lazy("Egenandel"),
        help_text=gettext_lazy("Det avdelingen betaler selv. Den trekkes fra summen."),
        required=False,
    )

    def __init__(self, *args, soknad, linjer=None, **kwargs):
        """`linjer` is the form set that is sent along."""
        super().__init__(*args, initial={"egenandel": soknad.egenandel}, **kwargs)
        self.soknad, self.linjer = soknad, linjer

    def navnene(self):
        return [*super().navnene(), "linjer"]

    @cached_property
    def naa(self):
        return budsjettet(self.soknad)

    def vist(self, navn):
        return self.naa[navn]

    def onsket(self):
        return {"egenandel": self.cleaned_data["egenandel"] or Decimal(0), "linjer": linjer_i(self.linjer)}

    def kalt(self, navn):
        return _("Budsjettlinjene") if navn == "linjer" else super().kalt(navn)

    def vis(self, navn, verdi):
        if navn != "linjer":
            return super().vis(navn, verdi)
        return "\n".join(f"{linje.hva}: {kr(linje.belop)} ({Budsjettlinje.Mva(linje.mva).label})" for linje in verdi)


class LinjeForm(HalvferdigForm):
    """One budget line. A row without text and amount is no line."""

    maa_ha = ("hva", "belop")

    hva = TekstField(label=gettext_lazy("Hva"), max_length=200, required=False)
    belop = BelopField(label=gettext_lazy("Beløp"), required=False)
    mva = forms.ChoiceField(
        label=gettext_lazy("Mva."), choices=Budsjettlinje.Mva.choices, initial=Budsjettlinje.Mva.UTEN
    )

    def clean(self):
        data = super().clean()
        hva, belop = data.get("hva"), data.get("belop")
        if hva and belop is None and "belop" not in self.errors:
            self.add_error("belop", _("Skriv beløpet."))
        if belop is not None and belop <= 0:
            self.add_error("belop", _("Beløpet må være større enn null."))
        if belop and not hva and "hva" not in self.errors:
            self.add_error("hva", _("Skriv hva beløpet gjelder."))
        return data

    @property
    def linje(self):
        """The line as `utkast` takes it, or None for an empty row."""
        data = self.cleaned_data
        if data.get("DELETE") or not data.get("hva") or not data.get("belop"):
            return None
        return Linje(data["hva"], data["belop"], data["mva"])


LinjeFormSet = formset_factory(
    LinjeForm, extra=0, can_delete=True, max_num=MAKS_LINJER, validate_max=True, absolute_max=2 * MAKS_LINJER
)


def linjer_for_visning(linjer):
    """The stored lines and one empty row, at least two rows, as a form set."""
    rader = [asdict(linje) for linje in linjer]
    tomme = max(2 - len(rader), 1)
    return LinjeFormSet(initial=rader + [{}] * tomme, prefix="linjer")


def linjer_i(formset):
    """The lines of a valid form set, in order."""
    return [form.linje for form in formset if form.linje is not None]
