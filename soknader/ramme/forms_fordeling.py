"""Forms of the distribution: how to count, and which units with which weights."""

import datetime as dt
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kompetanse.felles.fields import BelopField, DatoField
from soknader import fordeling
from soknader.models import Fordelingsnokkel

# No kommune's staff records are older, and nobody is counted on a day too far ahead to have been registered.
FORSTE_DATO = dt.date(1990, 1, 1)
DAGER_FRAM = 731


class FordelingsvalgForm(forms.Form):
    """The key, the day that the staff is counted on, and the level of the tree."""

    use_required_attribute = False

    nokkel = forms.ChoiceField(label=gettext_lazy("Fordel etter"), choices=Fordelingsnokkel.choices)
    nivaa = forms.TypedChoiceField(label=gettext_lazy("Fordel til"), coerce=int)
    dato = DatoField(label=gettext_lazy("Tell ansatte per"))

    def __init__(self, data, *, kommune, ramme):
        mulige = fordeling.nivaaer(kommune.pk)
        start = {
            "nokkel": ramme.nokkel,
            "nivaa": fordeling.standardnivaa(kommune.pk, mulige),
            "dato": f"{timezone.localdate():%d.%m.%Y}",
        }
        super().__init__({navn: data.get(navn, verdi) for navn, verdi in start.items()})
        self.fields["nivaa"].choices = [(nivaa, kommune.nivaa(nivaa)) for nivaa in mulige]

    def clean_dato(self):
        dato = self.cleaned_data["dato"]
        siste = timezone.localdate() + dt.timedelta(days=DAGER_FRAM)
        if not FORSTE_DATO <= dato <= siste:
            raise ValidationError(_("Velg en dato mellom %(fra)s og %(til)s.") % {"fra": FORSTE_DATO, "til": siste})
        return dato


class VektField(BelopField):
    """A weight: a number above or equal to zero, with at most two decimals."""

    default_error_messages = {
        "invalid": gettext_lazy("Skriv vekten som et tall, for eksempel 3 eller 2,5."),
        "negative": gettext_lazy("Vekten kan ikke være mindre enn null."),
        "decimals": gettext_lazy("En vekt har høyst to desimaler."),
        "too_big": gettext_lazy("Vekten er for stor. Skriv et tall under %(limit)s."),
    }

    def widget_attrs(self, widget):
        return {"inputmode": "decimal", "autocomplete": "off", "size": 8}


class FordelingForm(forms.Form):
    """The units of a proposal: which are in, and their own weights. Fills in the amounts of the rows as it cleans."""

    def __init__(self, data, *, ramme, rader, nokkel, lagrede):
        """`rader` are `Fordelingsrad`; `lagrede` is {enhet_id: weight} of the distribution stored now."""
        super().__init__(data)
        self.ramme, self.rader, self.nokkel, self.lagrede = ramme, rader, nokkel, lagrede
        for rad in rader:
            self.fields[f"med_{rad.enhet.pk}"] = forms.BooleanField(
                label=_("Fordel til %(enhet)s") % {"enhet": rad.enhet}, required=False
            )
            if self.egne_vekter:
                self.fields[f"vekt_{rad.enhet.pk}"] = VektField(
                    label=_("Vekt for %(enhet)s") % {"enhet": rad.enhet}, required=False, max_digits=9
                )
        if not self.is_bound:
            self._foreslaa()

    @property
    def egne_vekter(self):
        return self.nokkel == Fordelingsnokkel.VEKTER

    def _foreslaa(self):
        """Before anyone has chosen: the units of the stored distribution, or all that have people."""
        ider = {rad.enhet.pk for rad in self.rader}
        lagrede = self.lagrede if ider & set(self.lagrede) else {}
        for rad in self.rader:
            rad.med = rad.enhet.pk in lagrede if lagrede else rad.telling.ansatte > 0
            self.initial[f"med_{rad.enhet.pk}"] = rad.med
            self.initial[f"vekt_{rad.enhet.pk}"] = lagrede.get(rad.enhet.pk, rad.telling.ansatte)
        self.feil = self._regn_ut({rad.enhet.pk: self.initial[f"vekt_{rad.enhet.pk}"] for rad in self.rader})

    def _regn_ut(self, vekter):
        try:
            fordeling.sett_belop(self.ramme, self.rader, self.nokkel, vekter)
        except ValidationError as feil:
            return feil
        return None

    def clean(self):
        for rad in self.rader:
            rad.med = self.cleaned_data.get(f"med_{rad.enhet.pk}", False)
        vekter = {rad.enhet.pk: self.cleaned_data.get(f"vekt_{rad.enhet.pk}") or Decimal(0) for rad in self.rader}
        feil = None if self.errors else self._regn_ut(vekter)
        if feil:
            raise feil
        return self.cleaned_data

    @property
    def sum(self):
        return sum(rad.belop for rad in self.rader)

    def tabell(self):
        """One row per unit with its fields, for the template."""
        return [
            {
                "rad": rad,
                "med": self[f"med_{rad.enhet.pk}"],
                "vekt": self[f"vekt_{rad.enhet.pk}"] if self.egne_vekter else None,
            }
            for rad in self.rader
        ]
