"""What the table is filtered by, and the forms of its views and of the kommune's own columns."""

from collections.abc import Callable

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kompetanse.felles.fields import TekstField, heltall_input
from kompetanse.felles.samskriving import SamskrivForm
from kompetanse.felles.skjema import skjemahjelp
from planer.handlingsplan.oppsett import VERDIER, mulige, som_verdier
from planer.models import Egenkolonne, Tiltak, Visning
from planer.tiltak.bilde import Tiltaksrad

AAPNE, FORSINKET = "aapne", "forsinket"


class HandlingsplanFilter(forms.Form):
    """What is not understood is left out."""

    q = forms.CharField(label=gettext_lazy("Tiltak, behov eller ansvarlig"), required=False, max_length=100)
    status = forms.ChoiceField(
        label=gettext_lazy("Status"),
        required=False,
        choices=[
            ("", gettext_lazy("Alle")),
            (AAPNE, gettext_lazy("Ikke ferdige")),
            (FORSINKET, gettext_lazy("Forsinket")),
            *Tiltak.Status.choices,
        ],
    )
    visning = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)
    sorter = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    @property
    def utvalg(self) -> Callable[[Tiltaksrad], bool] | None:
        """Says which rows are shown; None when all are."""
        valg = self.cleaned_data if self.is_valid() else {}
        ord_, status = valg.get("q", "").casefold(), valg.get("status", "")
        return (lambda rad: _har_status(rad, status) and _har_ordet(rad, ord_)) if ord_ or status else None


def _har_ordet(rad, ord_):
    tekst = " ".join([str(rad.tiltak), rad.under, rad.ansvarlig, *map(str, rad.behov)])
    return ord_ in tekst.casefold()


def _har_status(rad, status):
    if status == AAPNE:
        return not rad.tiltak.er_avsluttet
    if status == FORSINKET:
        return rad.er_forsinket
    return status in ("", rad.tiltak.status)


class VisningForm(SamskrivForm, forms.ModelForm):
    """A view, with three fields for each column that it can have."""

    use_required_attribute = False

    navn = TekstField(
        label=gettext_lazy("Navn"), max_length=80, help_text=gettext_lazy("For eksempel hvem den er til.")
    )
    rekkefolge = forms.IntegerField(
        label=gettext_lazy("Plass blant visningene"),
        min_value=0,
        max_value=999,
        widget=heltall_input(4),
        help_text=gettext_lazy("Den første er den dere åpner planen i."),
    )
    i_bruk = forms.BooleanField(label=gettext_lazy("I bruk"), required=False)

    class Meta:
        model = Visning
        fields = ["navn", "rekkefolge", "i_bruk"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.kolonnene = mulige(self.instance)
        self.tillegg = som_verdier(self.kolonnene)
        self.initial |= self.tillegg
        for valgt in self.kolonnene:
            self._lag_felt(valgt)

    def _lag_felt(self, valgt):
        overskrift = forms.TextInput(attrs={"autocomplete": "off"})
        felt = {
            "vises": forms.BooleanField(required=False, label=_("Vis")),
            "overskrift": TekstField(max_length=80, required=False, widget=overskrift, label=_("Overskrift")),
            "plass": forms.IntegerField(
                min_value=1, max_value=99, required=False, widget=heltall_input(3), label=_("Plass")
            ),
        }
        for navn, ett in felt.items():
            ett.label = f"{ett.label}: {valgt.navn}"
            self.fields[f"{valgt.nokkel}-{navn}"] = ett

    @property
    def egne(self) -> list[forms.BoundField]:
        """The fields of the view itself."""
        return [self[navn] for navn in self.Meta.fields]

    @property
    def kolonner(self) -> list[tuple[str, list[forms.BoundField]]]:
        """Each column that the view can have, with its fields."""
        return [(valgt.navn, [self[f"{valgt.nokkel}-{navn}"] for navn in VERDIER]) for valgt in self.kolonnene]


class EgenkolonneForm(SamskrivForm, forms.ModelForm):
    use_required_attribute = False
    utenom = ("verdier",)

    navn = TekstField(label=gettext_lazy("Navn"), max_length=80)
    verdier = TekstField(
        label=gettext_lazy("Verdier å velge mellom"),
        max_length=2000,
        flere_linjer=True,
        rader=4,
        required=False,
        help_text=gettext_lazy("Én på hver linje. Bare for kolonner der man velger fra en liste."),
    )
    i_bruk = forms.BooleanField(label=gettext_lazy("I bruk"), required=False, initial=True)

    class Meta:
        model = Egenkolonne
        fields = ["navn", "slag", "i_bruk"]

    def __init__(self, *args, avbryt, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["verdier"] = "\n".join(self.instance.valg)
        self.helper = skjemahjelp("navn", "slag", "verdier", "i_bruk", knapp=_("Lagre"), avbryt=avbryt)

    def navnene(self):
        return [*super().navnene(), "valg"]

    def onsket(self):
        return super().onsket() | {"valg": self.instance.valg}

    def kalt(self, navn):
        return super().kalt("verdier" if navn == "valg" else navn)

    def clean_verdier(self):
        linjer = [linje.strip() for linje in self.cleaned_data["verdier"].splitlines()]
        verdier = list(dict.fromkeys(filter(None, linjer)))
        if lang := next((ett for ett in verdier if len(ett) > 80), None):
            raise ValidationError(
                _("En verdi kan ha høyst 80 tegn. «%(verdi)s» er for lang."), params={"verdi": lang[:40]}
            )
        return verdier

    def clean(self):
        data = super().clean()
        er_valg = data.get("slag") == Egenkolonne.Slag.VALG
        self.instance.valg = data.get("verdier", []) if er_valg else []
        if er_valg and not self.instance.valg and "verdier" not in self.errors:
            self.add_error("verdier", _("Skriv minst én verdi å velge."))
        return data
