"""Forms of the set-up: one step of the chain, and the standing texts."""

from crispy_forms.layout import Div, Fieldset
from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kompetanse.felles.fields import TekstField, heltall_input
from kompetanse.felles.samskriving import SamskrivForm
from kompetanse.felles.skjema import skjemahjelp
from kompetanse.organisasjon.models import Rolletype
from soknader.models import Kjedesteg, Soknadsoppsett, Steghandling

MAKS_FRIST = 365


def dager(**kwargs):
    """A number of days."""
    return forms.IntegerField(
        min_value=1,
        max_value=MAKS_FRIST,
        widget=heltall_input(4, **{"data-suffiks": gettext_lazy("dager")}),
        error_messages={"invalid": gettext_lazy("Skriv antall dager som et helt tall, for eksempel 7.")},
        **kwargs,
    )


class KjedestegForm(SamskrivForm, forms.ModelForm):
    """What a step is called, who answers it, and what it may do."""

    use_required_attribute = False

    tittel = TekstField(
        label=gettext_lazy("Tittel"),
        max_length=150,
        help_text=gettext_lazy("Slik steget heter på saken, for eksempel «Avdelingsdirektør»."),
    )
    rolletype = forms.ModelChoiceField(
        label=gettext_lazy("Hvem svarer"),
        queryset=Rolletype.objects.none(),
        empty_label=gettext_lazy("Velg rolle"),
        help_text=gettext_lazy("Den som har rollen for søkerens enhet eller en enhet over."),
    )
    handling = forms.ChoiceField(
        label=gettext_lazy("Hva steget gjør"), choices=Steghandling.choices, widget=forms.RadioSelect
    )
    kan_returnere = forms.BooleanField(
        label=gettext_lazy("Kan returnere saken til søkeren"), required=False, initial=True
    )
    kan_avslaa = forms.BooleanField(label=gettext_lazy("Kan avslå søknaden"), required=False, initial=False)
    frist_dager = dager(label=gettext_lazy("Frist for å svare"), initial=7)

    class Meta:
        model = Kjedesteg
        fields = ["tittel", "rolletype", "handling", "kan_returnere", "kan_avslaa", "frist_dager"]

    def __init__(self, *args, kommune, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["rolletype"].queryset = Rolletype.objects.filter(kommune=kommune)
        self.helper = skjemahjelp(
            "tittel",
            "rolletype",
            "handling",
            Fieldset(_("Gjelder steg som anbefaler eller innstiller"), "kan_returnere", "kan_avslaa"),
            "frist_dager",
            knapp=_("Lagre steget"),
            avbryt=reverse("soknader:oppsett-detail"),
        )


class TeksterForm(SamskrivForm, forms.ModelForm):
    """The sentences and names that pages, letters and MBU cases start from."""

    use_required_attribute = False

    beslutningsorgan = TekstField(
        label=gettext_lazy("Hvem beslutter"),
        max_length=100,
        help_text=gettext_lazy("Slik det står inne i en setning, for eksempel «etatsledergruppen»."),
    )
    utvalg = TekstField(label=gettext_lazy("Utvalget som orienteres"), max_length=100)
    utvalg_kortnavn = TekstField(label=gettext_lazy("Forkortelse"), max_length=20)
    fagspesifikk_tekst = TekstField(
        label=gettext_lazy("Om fagspesifikk kompetanse"), max_length=1000, flere_linjer=True, rader=2
    )
    tverrgaaende_tekst = TekstField(
        label=gettext_lazy("Om kompetanse på tvers"), max_length=1000, flere_linjer=True, rader=2
    )
    organisering_tekst = TekstField(
        label=gettext_lazy("Slik er de sentrale midlene organisert"),
        max_length=5000,
        flere_linjer=True,
        rader=6,
        required=False,
        help_text=gettext_lazy(
            "Står i saken til utvalget. Er feltet tomt, foreslår systemet en tekst ut fra saksgangen."
        ),
    )
    forslag_til_vedtak = TekstField(
        label=gettext_lazy("Forslag til vedtak i saken til utvalget"), max_length=1000, flere_linjer=True, rader=2
    )
    klage_tekst = TekstField(
        label=gettext_lazy("Klage og spørsmål"),
        max_length=2000,
        flere_linjer=True,
        rader=3,
        required=False,
        help_text=gettext_lazy("Står nederst i brevet til søkeren."),
    )
    habilitet_hjemmel = TekstField(label=gettext_lazy("Hjemmel for habilitet"), max_length=150, required=False)
    rapportfrist_dager = dager(
        label=gettext_lazy("Frist for rapport"), help_text=gettext_lazy("Regnet fra siste dag i tiltaket.")
    )

    class Meta:
        model = Soknadsoppsett
        fields = [
            "beslutningsorgan",
            "utvalg",
            "utvalg_kortnavn",
            "fagspesifikk_tekst",
            "tverrgaaende_tekst",
            "organisering_tekst",
            "forslag_til_vedtak",
            "klage_tekst",
            "habilitet_hjemmel",
            "rapportfrist_dager",
        ]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = skjemahjelp(
            Fieldset(_("Navn"), "beslutningsorgan", Div("utvalg", "utvalg_kortnavn", css_class="siderad")),
            Fieldset(_("Til den som søker"), "fagspesifikk_tekst", "tverrgaaende_tekst"),
            Fieldset(_("Saken til utvalget"), "organisering_tekst", "forslag_til_vedtak"),
            Fieldset(_("Brev, habilitet og rapport"), "klage_tekst", "habilitet_hjemmel", "rapportfrist_dager"),
            knapp=_("Lagre tekstene"),
            avbryt=reverse("soknader:oppsett-detail"),
        )
