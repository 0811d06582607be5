"""Forms of the year's frame and its distribution. What the amounts must satisfy together stands in `styring.py`."""

import datetime as dt
from decimal import Decimal
from itertools import count

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kompetanse.felles.fields import BelopField, DatoField, TekstField, aarsfelt
from kompetanse.felles.formats import kr
from kompetanse.felles.samskriving import SamskrivForm
from kompetanse.felles.skjema import skjemahjelp
from soknader.models import Fordelingsnokkel, Ramme
from soknader.ramme import fordeling

SKRIV_GRUNN = gettext_lazy("Skriv en grunn. Den står på siden for rammen, så alle ser hvorfor.")


def _neste_aar_uten_ramme():
    """This year, or the first one after it that has no frame."""
    i_aar = timezone.localdate().year
    laget = set(Ramme.objects.filter(aar__gte=i_aar).values_list("aar", flat=True))
    return next(aar for aar in count(i_aar) if aar not in laget)


class RammeForm(SamskrivForm, forms.ModelForm):
    """The amounts of a year. A new frame also has the year."""

    use_required_attribute = False

    aar = aarsfelt(label=gettext_lazy("År"))
    total = BelopField(
        label=gettext_lazy("Samlet beløp"), help_text=gettext_lazy("Alt som er satt av til kompetanse i budsjettet.")
    )
    fordelt = BelopField(
        label=gettext_lazy("Fordeles til avdelingene"),
        help_text=gettext_lazy("Dekker fagspesifikk kompetanse. Resten ligger sentralt og kan søkes på."),
    )
    merknad = TekstField(label=gettext_lazy("Merknad"), max_length=2000, flere_linjer=True, rader=3, required=False)

    class Meta:
        model = Ramme
        fields = ["aar", "total", "fordelt", "merknad"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        ny = self.instance.pk is None
        if ny:
            self.fields["aar"].initial = _neste_aar_uten_ramme()
            self.initial.pop("fordelt", None)
        else:
            del self.fields["aar"]
        self.helper = skjemahjelp(
            *self.fields,
            knapp=_("Lag rammen") if ny else _("Lagre endringene"),
            avbryt=reverse("soknader:ramme-list") if ny else self.instance.get_absolute_url(),
        )


class OremerkingForm(SamskrivForm, forms.Form):
    """One amount for each priority area; an empty one means that the area has no earmark."""

    def __init__(self, *args, omraader, oremerkede, **kwargs):
        """`omraader` are the areas to choose among, `oremerkede` the Pott of each earmark that is there now."""
        super().__init__(*args, **kwargs)
        self.omraader = omraader
        innvilget = {pott.oremerking.satsingsomraade_id: pott for pott in oremerkede}
        self.initial = self._oremerket(oremerkede)
        for omraade in omraader:
            pott = innvilget.get(omraade.pk)
            tatt_ut = pott.ramme_belop - pott.ledig if pott else 0
            self.fields[self.feltnavn(omraade)] = BelopField(
                label=omraade.navn,
                required=False,
                help_text=_("Innvilget hittil: %(belop)s") % {"belop": kr(tatt_ut)} if tatt_ut else "",
            )

    @property
    def sum(self):
        """What is earmarked as the fields stand; a field that cannot be read counts for nothing."""
        verdier = self.cleaned_data if self.is_bound and hasattr(self, "cleaned_data") else self.initial
        return sum(belop for belop in verdier.values() if belop)

    def _oremerket(self, oremerkede):
        belop = {pott.oremerking.satsingsomraade_id: pott.ramme_belop or None for pott in oremerkede}
        return {self.feltnavn(omraade): belop.get(omraade.pk) for omraade in self.omraader}

    @staticmethod
    def feltnavn(omraade):
        return f"{omraade.pk}-belop"

    def belop_per_omraade(self, oremerkede):
        """{satsingsomraade_id: amount} as it is to be, from the earmarks that there are now. Raises Uenig."""
        belop = self.endring.ny(self._oremerket(oremerkede))
        return {omraade.pk: belop[self.feltnavn(omraade)] for omraade in self.omraader}


class JusteringForm(forms.Form):
    """A change of the central money, with its reason."""

    use_required_attribute = False

    OEK, REDUSER = "oek", "reduser"

    retning = forms.ChoiceField(
        label=gettext_lazy("Hva skal skje med rammen?"),
        choices=[(OEK, gettext_lazy("Rammen blir større")), (REDUSER, gettext_lazy("Rammen blir mindre"))],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Velg om rammen blir større eller mindre.")},
    )
    belop = BelopField(label=gettext_lazy("Beløp"))
    grunn = TekstField(label=gettext_lazy("Grunn"), max_length=300, error_messages={"required": SKRIV_GRUNN})

    def __init__(self, *args, ramme, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = skjemahjelp(
            "retning", "belop", "grunn", knapp=_("Juster rammen"), avbryt=ramme.get_absolute_url()
        )

    @property
    def endring(self):
        belop = self.cleaned_data["belop"]
        return belop if self.cleaned_data["retning"] == self.OEK else -belop


class OverforingForm(forms.Form):
    """Money of the free part that is carried over to next year."""

    use_required_attribute = False

    belop = BelopField(label=gettext_lazy("Beløp"))
    grunn = TekstField(label=gettext_lazy("Grunn"), max_length=300, error_messages={"required": SKRIV_GRUNN})

    def __init__(self, *args, ramme, ledig, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["belop"].initial = ledig if ledig > 0 else None
        self.fields["belop"].help_text = _("Ledig i den frie delen: %(belop)s.") % {"belop": kr(ledig)}
        self.helper = skjemahjelp(
            "belop",
            "grunn",
            knapp=_("Overfør til %(aar)s") % {"aar": ramme.aar + 1},
            avbryt=ramme.get_absolute_url(),
        )


class SakerFilter(forms.Form):
    """Which number on the frame's page to see the cases behind."""

    tall = forms.ChoiceField(label=gettext_lazy("Tall"))
    pott = forms.ChoiceField(label=gettext_lazy("Område"), required=False)

    def __init__(self, *args, tall, potter, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["tall"].choices = tall
        self.fields["pott"].choices = [("", _("Alle områder")), *potter]


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
