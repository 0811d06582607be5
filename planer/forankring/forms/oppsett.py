"""Forms of how a kommune sets up its plans."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kompetanse.felles.fields import DatoField, TekstField, heltall_input, plassfelt
from kompetanse.felles.formats import MONTHS
from kompetanse.felles.riktekst import RiktekstField
from kompetanse.felles.samskriving import SamskrivForm
from kompetanse.felles.skjema import skjemahjelp
from planer.models import (
    Dagsordenpunkt,
    Forarbeidspunkt,
    Listeverdi,
    Plannivaa,
    Planoppsett,
    Refleksjonssporsmaal,
    Saksdelmal,
    Samtalesporsmaal,
    Seksjonsmal,
    Sjekkpunkt,
    Vedtaksorgan,
)
from planer.models.plan import alle_nivaaer


class OppsettForm(SamskrivForm, forms.ModelForm):
    """The fields in the order of `Meta`, with their button."""

    use_required_attribute = False

    def __init__(self, *args, avbryt, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = skjemahjelp(*self.Meta.fields, knapp=_("Lagre"), avbryt=avbryt)


def hjelpefelt() -> TekstField:
    """What is to be written under a heading."""
    return TekstField(
        label=gettext_lazy("Hva som hører hjemme her"), max_length=1000, flere_linjer=True, rader=3, required=False
    )


class ListeverdiForm(OppsettForm):
    navn = TekstField(label=gettext_lazy("Navn"), max_length=120)
    forklaring = TekstField(label=gettext_lazy("Forklaring"), max_length=300, required=False)
    rekkefolge = plassfelt()
    i_bruk = forms.BooleanField(label=gettext_lazy("Kan velges i planer"), required=False)

    class Meta:
        model = Listeverdi
        fields = ["navn", "forklaring", "rekkefolge", "i_bruk"]


class SeksjonsmalForm(OppsettForm):
    tittel = TekstField(label=gettext_lazy("Overskrift"), max_length=150)
    hjelp = hjelpefelt()
    tekst = RiktekstField(
        label=gettext_lazy("Tekst å begynne med"),
        required=False,
        help_text=gettext_lazy("Nye planer begynner med denne teksten. De som er laget, endres ikke."),
    )
    nivaaer = forms.MultipleChoiceField(
        label=gettext_lazy("For planer på"),
        choices=Plannivaa.choices,
        widget=forms.CheckboxSelectMultiple,
        initial=alle_nivaaer,
        error_messages={"required": gettext_lazy("Velg minst ett nivå.")},
    )
    rekkefolge = plassfelt()
    i_bruk = forms.BooleanField(label=gettext_lazy("Brukes i nye planer"), required=False)

    class Meta:
        model = Seksjonsmal
        fields = ["tittel", "hjelp", "tekst", "nivaaer", "rekkefolge", "i_bruk"]


class SaksdelmalForm(OppsettForm):
    tittel = TekstField(
        label=gettext_lazy("Overskrift"),
        max_length=150,
        help_text=gettext_lazy("Gjelder saker dere begynner på fra nå. De som er begynt eller sendt, endres ikke."),
    )
    hjelp = hjelpefelt()
    rekkefolge = plassfelt()
    i_bruk = forms.BooleanField(label=gettext_lazy("Brukes i nye saker"), required=False)

    class Meta:
        model = Saksdelmal
        fields = ["tittel", "hjelp", "rekkefolge", "i_bruk"]


class RefleksjonssporsmaalForm(OppsettForm):
    tekst = TekstField(label=gettext_lazy("Spørsmål"), max_length=300)
    rekkefolge = plassfelt()
    i_bruk = forms.BooleanField(label=gettext_lazy("Vises i planer"), required=False)

    class Meta:
        model = Refleksjonssporsmaal
        fields = ["tekst", "steg", "rekkefolge", "i_bruk"]


class SamtalesporsmaalForm(OppsettForm):
    tekst = TekstField(
        label=gettext_lazy("Spørsmål"),
        max_length=500,
        help_text=gettext_lazy("Still det til medarbeideren. Samtaler som er begynt, beholder spørsmålene de har."),
    )
    hjelp = TekstField(label=gettext_lazy("Hjelpetekst"), max_length=500, required=False)
    rekkefolge = plassfelt()
    i_bruk = forms.BooleanField(label=gettext_lazy("Brukes i nye samtaler"), required=False)

    class Meta:
        model = Samtalesporsmaal
        fields = ["tekst", "hjelp", "vis", "rekkefolge", "i_bruk"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["vis"].choices = Samtalesporsmaal.VIS


class ForarbeidspunktForm(OppsettForm):
    tekst = TekstField(label=gettext_lazy("Tekst"), max_length=300)
    rekkefolge = plassfelt()
    i_bruk = forms.BooleanField(label=gettext_lazy("Vises i leders forarbeid"), required=False)

    class Meta:
        model = Forarbeidspunkt
        fields = ["tekst", "slag", "rekkefolge", "i_bruk"]


class DagsordenpunktForm(OppsettForm):
    tittel = TekstField(label=gettext_lazy("Overskrift"), max_length=80)
    sporsmaal = TekstField(label=gettext_lazy("Spørsmålet på veggen"), max_length=150)
    hjelp = TekstField(
        label=gettext_lazy("Til møtelederen"), max_length=1000, flere_linjer=True, rader=3, required=False
    )

    class Meta:
        model = Dagsordenpunkt
        fields = ["tittel", "sporsmaal", "hjelp"]


class SjekkpunktForm(OppsettForm):
    tekst = TekstField(label=gettext_lazy("Punkt"), max_length=300)
    hjelp = TekstField(label=gettext_lazy("Til hjelp i samtalen"), max_length=300, required=False)
    rekkefolge = plassfelt()
    i_bruk = forms.BooleanField(
        label=gettext_lazy("Står i sjekklisten"),
        required=False,
        help_text=gettext_lazy("Det som er krysset av og notert i planer, blir stående."),
    )

    class Meta:
        model = Sjekkpunkt
        fields = ["tekst", "hjelp", "rekkefolge", "i_bruk"]


class VedtaksorganForm(OppsettForm):
    navn = TekstField(
        label=gettext_lazy("Vedtas av"),
        max_length=150,
        help_text=gettext_lazy("For eksempel kommunestyret, ledergruppen eller lederen over."),
        error_messages={"required": gettext_lazy("Skriv hvem som vedtar planene.")},
    )
    forer = forms.ChoiceField(
        label=gettext_lazy("Hvem som fører inn vedtaket"),
        choices=Vedtaksorgan.Forer.choices,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("HR kan alltid gjøre det."),
    )

    class Meta:
        model = Vedtaksorgan
        fields = ["navn", "forer"]


class PlanoppsettForm(OppsettForm):
    """The year that is open, and how plans are followed up."""

    planaar = forms.TypedChoiceField(
        label=gettext_lazy("Planene lages for"), coerce=int, empty_value=None, required=False
    )
    planfrist = DatoField(
        label=gettext_lazy("Frist for å lage planen"),
        required=False,
        help_text=gettext_lazy("Ledere for enheter uten plan får oppgaven «Lag plan» på Min side, med denne fristen."),
    )
    til_nivaa = forms.TypedChoiceField(
        label=gettext_lazy("Enheter skal ha egen plan til og med"),
        coerce=int,
        help_text=gettext_lazy("Enheter lenger ned følger planen over."),
    )
    oppfolging = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Tiltakene følges opp etter"),
        choices=[(nummer, MONTHS[nummer]) for nummer in range(1, 13)],
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Velg minst én måned.")},
    )

    samtale_slettes_etter_mnd = forms.IntegerField(
        label=gettext_lazy("Det som er forberedt til en medarbeidersamtale, slettes etter så mange måneder"),
        min_value=1,
        max_value=60,
        widget=heltall_input(4),
        help_text=gettext_lazy("Regnet fra samtalen ble holdt. Det som er avtalt, står i utviklingsplanen."),
    )

    class Meta:
        model = Planoppsett
        fields = ["planaar", "planfrist", "til_nivaa", "oppfolging", "samtale_slettes_etter_mnd"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        oppsett, i_aar = self.instance, timezone.localdate().year
        aarene = sorted({i_aar, i_aar + 1} | ({oppsett.planaar} if oppsett.planaar else set()))
        self.fields["planaar"].choices = [("", _("Ikke åpnet")), *((aar, str(aar)) for aar in aarene)]
        dyp = range(1, len(oppsett.kommune.nivaanavn) + 1)
        self.fields["til_nivaa"].choices = [(dybde, oppsett.kommune.nivaa(dybde)) for dybde in dyp]
