"""Forms of the set-up: one step of the chain, the standing texts, and when applications are received."""

from crispy_forms.layout import Div, Fieldset
from django import forms
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kompetanse.felles.fields import DatoField, TekstField, aarsfelt, heltall_input
from kompetanse.felles.samskriving import SamskrivForm
from kompetanse.felles.skjema import skjemahjelp
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.forms.valg import PersonValgField
from kompetanse.organisasjon.models import Rolletype
from soknader.models import Beslutningsvurdering, Kjedesteg, Soknadsoppsett, Soknadsrunde, Steghandling

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
    """The sentences and names that pages, letters and MBU cases start from. Each text can be set back to its default."""

    use_required_attribute = False
    utenom = ("tilbakestill",)

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
    strategi_tekst = TekstField(
        label=gettext_lazy("Om kompetansestrategien, og hvem som fordeler så lenge"),
        max_length=2000,
        flere_linjer=True,
        rader=3,
        required=False,
        help_text=gettext_lazy("Punkt i hver sak til utvalget. Tøm feltet når strategien er vedtatt."),
    )
    oremerking_tekst = TekstField(
        label=gettext_lazy("Hva sentrale midler kan øremerkes til"),
        max_length=2000,
        flere_linjer=True,
        rader=3,
        required=False,
        help_text=gettext_lazy("Punkt i hver sak til utvalget. Årets øremerkinger føyes til."),
    )
    organisering_tekst = TekstField(
        label=gettext_lazy("Slik er de sentrale midlene organisert"),
        max_length=5000,
        flere_linjer=True,
        rader=6,
        required=False,
        help_text=gettext_lazy(
            "Står i saken til utvalget i stedet for teksten om øremerking og saksgang. La feltet være tomt hvis teksten "
            "skal lages ut fra øremerkingene og saksgangen."
        ),
    )
    forslag_til_vedtak = TekstField(
        label=gettext_lazy("Forslag til vedtak i saken til utvalget"), max_length=1000, flere_linjer=True, rader=2
    )
    forslag_uten_soknader = TekstField(
        label=gettext_lazy("Forslag til vedtak når ingen søknader er avgjort"),
        max_length=1000,
        flere_linjer=True,
        rader=2,
    )
    til_stede_prosent = forms.IntegerField(
        label=gettext_lazy("Hvor mange må være til stede"),
        min_value=0,
        max_value=100,
        widget=heltall_input(4, **{"data-suffiks": gettext_lazy("prosent av medlemmene")}),
        help_text=gettext_lazy("Møtet advarer når det er færre. Skriv 0 hvis dere ikke har en grense."),
        error_messages={"invalid": gettext_lazy("Skriv andelen som et helt tall, for eksempel 50.")},
    )
    klage_tekst = TekstField(
        label=gettext_lazy("Klage og spørsmål"),
        max_length=2000,
        flere_linjer=True,
        rader=3,
        required=False,
        help_text=gettext_lazy("Står nederst i brevet når søknaden er avslått, eller bare delvis innvilget."),
    )
    habilitet_hjemmel = TekstField(label=gettext_lazy("Hjemmel for habilitet"), max_length=150, required=False)
    rapportfrist_dager = dager(
        label=gettext_lazy("Frist for rapport"), help_text=gettext_lazy("Regnet fra siste dag i tiltaket.")
    )

    tilbakestill = forms.MultipleChoiceField(
        label=gettext_lazy("Sett tilbake til standard"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Det du krysser av for, får teksten som systemet kom med, når du lagrer."),
    )

    class Meta:
        model = Soknadsoppsett
        fields = [
            "beslutningsorgan",
            "utvalg",
            "utvalg_kortnavn",
            "fagspesifikk_tekst",
            "tverrgaaende_tekst",
            "strategi_tekst",
            "oremerking_tekst",
            "organisering_tekst",
            "forslag_til_vedtak",
            "forslag_uten_soknader",
            "til_stede_prosent",
            "klage_tekst",
            "habilitet_hjemmel",
            "rapportfrist_dager",
        ]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._egne = [navn for navn in self._meta.fields if getattr(self.instance, navn) != _standard(navn)]
        self.fields["tilbakestill"].choices = [(navn, self.fields[navn].label) for navn in self._egne]
        self.helper = skjemahjelp(
            Fieldset(
                _("Navn"),
                "beslutningsorgan",
                "til_stede_prosent",
                Div("utvalg", "utvalg_kortnavn", css_class="siderad"),
            ),
            Fieldset(_("Til den som søker"), "fagspesifikk_tekst", "tverrgaaende_tekst"),
            Fieldset(
                _("Saken til utvalget"),
                "strategi_tekst",
                "oremerking_tekst",
                "organisering_tekst",
                "forslag_til_vedtak",
                "forslag_uten_soknader",
            ),
            Fieldset(_("Brev, habilitet og rapport"), "klage_tekst", "habilitet_hjemmel", "rapportfrist_dager"),
            *(["tilbakestill"] if self._egne else []),
            knapp=_("Lagre tekstene"),
            avbryt=reverse("soknader:oppsett-detail"),
        )

    def clean(self):
        for navn in self.cleaned_data.get("tilbakestill", ()):
            self.errors.pop(navn, None)
            self.cleaned_data[navn] = _standard(navn)


def _standard(navn):
    """What a text was when the kommune began."""
    return Soknadsoppsett._meta.get_field(navn).get_default()


class MottakForm(SamskrivForm, forms.ModelForm):
    """Continuously, or in rounds."""

    i_runder = forms.TypedChoiceField(
        label=gettext_lazy("Når kan det søkes?"),
        coerce=lambda verdi: verdi == "True",
        choices=[
            (False, gettext_lazy("Hele året. Søknader behandles etter hvert som de kommer.")),
            (True, gettext_lazy("I runder med frist. Søknader tas imot bare når en runde er åpen.")),
        ],
        widget=forms.RadioSelect,
    )

    class Meta:
        model = Soknadsoppsett
        fields = ["i_runder"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = skjemahjelp("i_runder", knapp=_("Lagre valget"), avbryt=reverse("soknader:oppsett-detail"))


class SoknadsrundeForm(SamskrivForm, forms.ModelForm):
    """One round."""

    use_required_attribute = False

    navn = TekstField(label=gettext_lazy("Navn"), max_length=80, help_text=gettext_lazy("For eksempel Vår 2027."))
    aar = aarsfelt(label=gettext_lazy("År"), help_text=gettext_lazy("Året pengene skal brukes i."))
    aapner = DatoField(label=gettext_lazy("Åpner"), help_text=gettext_lazy("Den første dagen det kan søkes."))
    frist = DatoField(label=gettext_lazy("Frist"), help_text=gettext_lazy("Den siste dagen det kan søkes."))

    class Meta:
        model = Soknadsrunde
        fields = ["navn", "aar", "aapner", "frist"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["aar"].initial = timezone.localdate().year
        self.helper = skjemahjelp(
            "navn",
            "aar",
            Div("aapner", "frist", css_class="siderad"),
            knapp=_("Lagre runden"),
            avbryt=reverse("soknader:soknadsmottak"),
        )


class EtterfristForm(forms.Form):
    """Who may send after the deadline of a round, until when, and why."""

    use_required_attribute = False

    def __init__(self, *args, runde, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["soker"] = PersonValgField(
            kommune_id=runde.kommune_id,
            label=_("Hvem får ny frist?"),
            help_text=_("Skriv hele navnet eller ansattnummeret."),
        )
        self.fields["frist"] = DatoField(label=_("Ny frist"))
        self.fields["grunn"] = TekstField(
            label=_("Grunn"),
            max_length=1000,
            flere_linjer=True,
            rader=2,
            help_text=_("Søkeren får se den. Den blir stående sammen med runden."),
        )
        self.helper = skjemahjelp("soker", "frist", "grunn", knapp=_("Gi ny frist"), avbryt=runde.get_absolute_url())

    def clean_soker(self):
        """The account of the person."""
        person = self.cleaned_data["soker"]
        konto = tilgang.aapne_kontoer([person.pk]).first()
        if konto is None:
            raise forms.ValidationError(_("%s har ingen åpen konto, og kan ikke søke.") % person)
        return konto


class BeslutningForm(forms.Form):
    """Do the decider and the chain change now that the overall plan is adopted?"""

    use_required_attribute = False

    svar = forms.ChoiceField(
        label=gettext_lazy("Endrer dere hvem som beslutter, eller saksgangen?"),
        choices=[
            (Beslutningsvurdering.Svar.UENDRET, gettext_lazy("Ingen endring")),
            (Beslutningsvurdering.Svar.ENDRET, gettext_lazy("Endret. Vi har gjort endringen i oppsettet.")),
        ],
        widget=forms.RadioSelect,
    )
    grunn = TekstField(
        label=gettext_lazy("Grunn"),
        max_length=2000,
        flere_linjer=True,
        rader=3,
        help_text=gettext_lazy("For eksempel hvem som har bestemt det, og når. Den blir stående."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = skjemahjelp("svar", "grunn", knapp=_("Lagre svaret"), avbryt=reverse("soknader:oppsett-detail"))
