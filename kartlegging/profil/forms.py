"""What one registers about oneself: finding the competence, then level, period, proof and comment."""

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kartlegging.katalog.nivaa import nivaatekster
from kartlegging.labels import NUS
from kartlegging.models import Kompetanse, Personkompetanse
from kartlegging.profil.oppsett import mulige_bekreftere
from kartlegging.profil.registrering import Registrering
from kompetanse.felles.fields import DatoField, TekstField
from kompetanse.felles.samskriving import SamskrivForm
from kompetanse.felles.skjema import FlereFilerInput, ObjekterField, ObjektField, VedleggField
from kompetanse.felles.vedlegg import ACCEPT

DATO = {"required": gettext_lazy("Skriv datoen, for eksempel 5.3.2026.")}


class RegistreringForm(forms.Form):
    """One competence, of oneself. Asks only for what the competence has: levels, credits, a last day."""

    use_required_attribute = False

    nivaa = forms.TypedChoiceField(
        label=gettext_lazy("Hvilket nivå passer best?"),
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Velg det nivået som passer best.")},
    )
    paabegynt = forms.BooleanField(label=gettext_lazy("Jeg er i gang, men ikke ferdig"), required=False)
    forventet = DatoField(
        label=gettext_lazy("Når blir du ferdig?"), help_text=gettext_lazy("Omtrent er nok."), required=False
    )
    fra = DatoField(label=gettext_lazy("Fra"), error_messages=DATO)
    til = DatoField(label=gettext_lazy("Gyldig til"), required=False)
    historikk = forms.BooleanField(label=gettext_lazy("Lagre det som historikk"), required=False)
    bilde = VedleggField(
        label=gettext_lazy("Ta bilde av beviset"),
        widget=FlereFilerInput(attrs={"accept": "image/jpeg,image/png", "capture": "environment"}),
    )
    filer = VedleggField(
        label=gettext_lazy("Velg bevis"),
        help_text=gettext_lazy("PDF, bilde eller Word. Du kan velge flere på en gang."),
        widget=FlereFilerInput(attrs={"accept": ACCEPT}),
    )
    institusjon = TekstField(label=gettext_lazy("Sted eller skole"), max_length=150, required=False)
    studiepoeng = forms.DecimalField(
        label=gettext_lazy("Studiepoeng"),
        required=False,
        localize=True,
        max_digits=5,
        decimal_places=1,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "size": 6, "autocomplete": "off"}),
        validators=[MinValueValidator(0), MaxValueValidator(1000)],
        error_messages={"invalid": gettext_lazy("Skriv studiepoengene med tall, for eksempel 15 eller 7,5.")},
    )
    nus = forms.TypedChoiceField(
        label=gettext_lazy("Utdanningsnivå"), choices=[("", "–"), *NUS], coerce=int, empty_value=None, required=False
    )
    kommentar = TekstField(
        label=gettext_lazy("Kommentar til lederen"), max_length=1_000, flere_linjer=True, rader=3, required=False
    )
    bruk = forms.ChoiceField(
        label=gettext_lazy("Hvordan bruker du den?"),
        choices=Personkompetanse.Bruk.choices,
        widget=forms.RadioSelect,
        required=False,
    )

    def __init__(self, *args, kompetanse: Kompetanse, **kwargs):
        super().__init__(*args, **kwargs)
        self.kompetanse = kompetanse
        self.fields["fra"].initial = timezone.localdate
        if kompetanse.skala is None:
            del self.fields["nivaa"]
        else:
            self.fields["nivaa"].choices = list(nivaavalg(kompetanse))
        if kompetanse.type != Kompetanse.Type.FORMAL:
            for navn in ("studiepoeng", "nus"):
                del self.fields[navn]
        else:
            self.fields["nus"].initial = kompetanse.nus
        if kompetanse.gyldig_mnd:
            hjelp = _("La feltet stå tomt, så regner vi %(antall)s måneder fra fra-datoen.")
            self.fields["til"].help_text = hjelp % {"antall": kompetanse.gyldig_mnd}

    def clean(self):
        data = super().clean()
        if data.get("paabegynt") and not data.get("forventet") and "forventet" not in self.errors:
            self.add_error("forventet", _("Skriv omtrent når du blir ferdig."))
        return data

    def registrering(self) -> Registrering:
        """What the form says, for the process."""
        data = dict(self.cleaned_data)
        begynt = data.pop("paabegynt")
        for navn in ("bilde", "filer"):
            del data[navn]
        if not begynt:
            data["forventet"] = None
        return Registrering(kompetanse=self.kompetanse, **data)

    @property
    def alle_filer(self):
        return [*self.cleaned_data["bilde"], *self.cleaned_data["filer"]]

    @property
    def sporre_om_historikk(self):
        """The last day has passed: the person says whether it is to be kept as history."""
        return bool(self["historikk"].value()) or self.has_error("til", "gaatt_ut")

    @property
    def mer_er_fylt_ut(self):
        navn = ("institusjon", "studiepoeng", "kommentar", "bruk")
        return any(self[felt].value() or self.has_error(felt) for felt in navn if felt in self.fields)


def nivaavalg(kompetanse: Kompetanse):
    """(level, «2 selvstendig: what one sees»), with the competence's own text before the scale's."""
    for trinn, tekst in nivaatekster(kompetanse):
        yield trinn.nivaa, f"{trinn}: {tekst}" if tekst else str(trinn)


class BrukForm(forms.Form):
    """How one uses what one has."""

    use_required_attribute = False

    bruk = forms.ChoiceField(
        label=gettext_lazy("Hvordan bruker du den?"), choices=Personkompetanse.Bruk.choices, widget=forms.RadioSelect
    )


class SluttForm(forms.Form):
    """From when one no longer has it."""

    use_required_attribute = False

    siste_dag = DatoField(label=gettext_lazy("Siste dag"), initial=timezone.localdate, error_messages=DATO)


class ReturForm(forms.Form):
    use_required_attribute = False

    kommentar = TekstField(
        label=gettext_lazy("Kommentar"),
        max_length=1_000,
        flere_linjer=True,
        rader=3,
        error_messages={"required": gettext_lazy("Skriv hva som mangler.")},
    )


class JusterForm(forms.Form):
    """The level that leader and employee have agreed on, and when."""

    use_required_attribute = False

    nivaa = forms.TypedChoiceField(
        label=gettext_lazy("Nivå"),
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Velg nivået dere er enige om.")},
    )
    avtalt = DatoField(label=gettext_lazy("Når snakket dere om det?"), initial=timezone.localdate, error_messages=DATO)
    kommentar = TekstField(
        label=gettext_lazy("Hva ble dere enige om?"),
        help_text=gettext_lazy("Den det gjelder, ser dette."),
        max_length=1_000,
        flere_linjer=True,
        rader=3,
        error_messages={"required": gettext_lazy("Skriv hva dere ble enige om.")},
    )

    def __init__(self, *args, kompetanse: Kompetanse, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["nivaa"].choices = list(nivaavalg(kompetanse)) if kompetanse.skala else []


class FremlagtForm(forms.Form):
    """Which certificate was shown, and when."""

    use_required_attribute = False

    kompetanse = ObjektField(label=gettext_lazy("Hva ble vist frem"))
    dag = DatoField(label=gettext_lazy("Fremlagt dato"), initial=timezone.localdate, error_messages=DATO)

    def __init__(self, *args, kompetanser, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kompetanse"].sett_valg(kompetanser)


class BekreftereForm(SamskrivForm, forms.Form):
    """The kinds of role whose holders may confirm too."""

    use_required_attribute = False

    bekreftere = ObjekterField(label=gettext_lazy("Andre som kan bekrefte"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["bekreftere"].sett_valg(mulige_bekreftere())
