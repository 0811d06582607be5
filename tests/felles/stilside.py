"""The page that shows every shared component, with sample values. Used by the component tests only."""

from types import SimpleNamespace

from crispy_forms.bootstrap import FormActions
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Fieldset, Layout, Submit
from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import include, path
from django.views.defaults import page_not_found, permission_denied, server_error

MAALGRUPPER = [("ledere", "Ledere"), ("medarbeidere", "Medarbeidere"), ("alle", "Alle")]


class SvarForm(forms.Form):
    kommentar = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 3}))


class FilterForm(forms.Form):
    q = forms.CharField(label="Søk", required=False)
    aar = forms.ChoiceField(label="År", required=False, choices=[("2026", "2026"), ("2025", "2025")])
    status = forms.ChoiceField(label="Status", required=False, choices=[("", "Alle"), ("sendt", "Sendt")])
    omraade = forms.CharField(label="Satsingsområde", required=False)


class ProveForm(forms.Form):
    tittel = forms.CharField(label="Kompetanseområde", help_text="Kort navn på det dere vil lære.")
    begrunnelse = forms.CharField(widget=forms.Textarea(attrs={"rows": 4, "data-maks": "200"}), help_text="Hvorfor nå?")
    belop = forms.DecimalField(
        label="Beløp", widget=forms.TextInput(attrs={"inputmode": "decimal", "data-suffiks": "kr", "size": 12})
    )
    antall = forms.IntegerField(label="Antall deltakere", required=False, min_value=1)
    fra = forms.DateField(widget=forms.DateInput(attrs={"type": "date"}), required=False)
    til = forms.DateField(widget=forms.DateInput(attrs={"type": "date"}), required=False)
    avdeling = forms.ChoiceField(choices=[("", "Velg avdeling"), ("ikt", "IKT-tjenester")])
    maalgruppe = forms.ChoiceField(label="Målgruppe", choices=MAALGRUPPER, widget=forms.RadioSelect)
    evaluering = forms.MultipleChoiceField(
        label="Slik evalueres det",
        required=False,
        choices=[("r", "Reaksjoner ved slutt"), ("a", "Anvendelse etter 4 måneder")],
        widget=forms.CheckboxSelectMultiple,
        help_text="Større tiltak evalueres på alle nivåer.",
    )
    vedlegg = forms.FileField(
        required=False, widget=forms.FileInput, help_text="PDF, Word, Excel eller bilde, høyst 10 MB."
    )
    bekreft = forms.BooleanField(label="Opplysningene er riktige")

    helper = FormHelper()
    helper.layout = Layout(
        Fieldset("Hva søker dere om?", "tittel", "begrunnelse", Div("belop", "antall", css_class="siderad")),
        Fieldset("Når og for hvem?", Div("fra", "til", css_class="siderad"), "avdeling", "maalgruppe"),
        Fieldset("Etterpå", "evaluering", "vedlegg", "bekreft"),
        FormActions(
            Submit("send", "Send søknaden"),
            Submit("lagre", "Lagre utkast", css_class="sekundar"),
            Submit("slett", "Slett", css_class="tertiaer farlig"),
        ),
    )

    def clean(self):
        if self.data.get("feil"):
            raise forms.ValidationError("Du har alt en åpen søknad om dette.")


class LinjeForm(forms.Form):
    hva = forms.CharField(label="Hva")
    belop = forms.DecimalField(label="Beløp", widget=forms.TextInput(attrs={"inputmode": "decimal"}))
    mva = forms.ChoiceField(label="Mva.", choices=[("uten", "uten"), ("med", "med")])


LinjeFormSet = forms.formset_factory(LinjeForm, extra=0, can_delete=True)
LINJER = [{"hva": "Ekstern prosessleder", "belop": "28 000"}, {"hva": "Lokale og bevertning", "belop": "7 000"}]


def faulty_rows():
    data = {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0", "form-0-hva": "", "form-0-belop": "mye"}
    return LinjeFormSet(data)


def sample_context():
    return {
        "brodsmuler": [("Søknader", "/soknader/"), ("2026", "/soknader/2026/"), ("26/014", None)],
        "steg": [
            {"navn": "Behovet", "url": "#1", "tilstand": "ferdig"},
            {"navn": "Deltakere", "url": "#2", "tilstand": "mangler"},
            {"navn": "Budsjett", "url": "#3", "tilstand": "naa"},
            {"navn": "Se over og send", "tilstand": "kommer"},
        ],
        "kort": [
            {
                "navn": "Mål",
                "url": "#m",
                "tekst": "4 mål, 3 arvet",
                "merkelapp": "Ferdig",
                "tone": "ok",
                "ikon": "Checkmark",
            },
            {"navn": "Behov", "url": "#b", "tekst": "6 behov, 2 kritiske", "merkelapp": "Ferdig", "tone": "ok"},
            {
                "navn": "Tiltak",
                "url": "#t",
                "tekst": "5 tiltak",
                "tilstand": "naa",
                "merkelapp": "Ett mangler",
                "tone": "vent",
            },
        ],
        "faner": [
            {"navn": "Til behandling", "url": "#a", "aktiv": True, "antall": 4},
            {"navn": "Avgjort", "url": "#b", "antall": 12},
            {"navn": "Alle", "url": "#c"},
        ],
        "oppgaver": [
            {
                "ikon": "Wallet",
                "hva": "Ta stilling til «Workshop Smidig dag»",
                "hvorfor": "Søknad fra Prosjektkontoret · 35 000 kr",
                "url": "#o1",
                "frist": "Frist i dag",
                "haster": True,
            },
            {
                "ikon": "PersonGroup",
                "hva": "Hold kompetansedrøfting",
                "hvorfor": "31 medarbeidere",
                "url": "#o2",
                "frist": "12. desember",
            },
            {
                "ikon": "ExclamationmarkTriangle",
                "hva": "To sertifikater går ut",
                "hvorfor": "Arbeidsvarsling kurs 2",
                "tone": "varsel",
            },
        ],
        "tall": [
            {"navn": "Tiltak i rute", "verdi": 9, "tillegg": "av 12", "definisjon": "Tiltak som ikke er over fristen."},
            {"navn": "Kritiske gap", "verdi": 2, "tone": "fare", "url": "#gap"},
            {"navn": "Kartlagt formelt", "verdi": "94 %", "tillegg": "mål 90"},
            {"navn": "Ledig nå", "verdi": "132 000 kr"},
        ],
        "felter": [
            ("Kompetanseområde", "Digital kompetanse"),
            ("Begrunnelse", "Vi trenger felles begreper.\nOgså i linja."),
            ("Egenandel", ""),
        ],
        "ledd": [
            {
                "tilstand": "gjort",
                "tittel": "Sendt av Jonas Berg",
                "hvem": "Prosjektkontoret",
                "naar": "14. november 2026",
            },
            {
                "tilstand": "gjort",
                "tittel": "Anbefalt av Randi Solvang",
                "naar": "17. november 2026",
                "kommentar": "Treffer alle seksjoner.",
            },
            {"tilstand": "naa", "tittel": "Avdelingsdirektør HR", "hvem": "Kari Myhre", "naar": "frist 21. november"},
            {"tilstand": "hoppet", "tittel": "Habilitet", "hvem": "gikk til neste leder"},
            {"tilstand": "avvist", "tittel": "Etatsledergruppen", "naar": "9. desember"},
            {"tilstand": "kommer", "tittel": "MBU orienteres", "naar": "16. desember"},
        ],
        "deler": [("Innvilget", 612000, "hel"), ("Omsøkt", 128000, "stripet"), ("Ledig", 260000, "ledig")],
        "noder": [
            {
                "navn": "Helse og mestring",
                "url": "#e1",
                "tillegg": "412 ansatte",
                "aapen": True,
                "barn": [{"navn": "Fjordheim sykehjem", "url": "#e2", "tillegg": "64 ansatte"}],
            },
            {"navn": "IKT-tjenester", "url": "#e3", "tillegg": "31 ansatte", "hent": "/barn/"},
        ],
        "saker": [
            {
                "navn": "Videokurs, seks måneder",
                "hvem": "90 deltakere",
                "belop": 93000,
                "frist": "1. mars",
                "innstilling": "Innvilges",
                "vedtak": "Innvilget 93 000 kr",
                "tone": "ok",
            },
            {
                "navn": "Veiledet lederutvikling",
                "hvem": "18 ledere",
                "belop": 120000,
                "frist": "20. november",
                "haster": True,
                "innstilling": "Delvis, 80 000 kr",
                "valgt": True,
            },
            {
                "navn": "Personvern i barnehagen",
                "hvem": "64 ansatte",
                "belop": 25000,
                "frist": "1. juni",
                "innstilling": "Innvilges",
                "vedtak": "Ikke behandlet",
                "tone": "noytral",
            },
        ],
        "flere": ["omraade"],
    }


def alle(request):
    faults = "feil" in request.GET
    messages.success(request, "Utkastet er lagret.")
    context = sample_context() | {
        "svar": SvarForm(),
        "filter": FilterForm(request.GET),
        "form": ProveForm({"feil": "1", "belop": "mye"}) if faults else ProveForm(),
        "linjer": faulty_rows() if faults else LinjeFormSet(initial=LINJER),
        "side": Paginator(range(200), 10).get_page(request.GET.get("side")),
        "hovedmeny": [{"navn": navn, "url": "#", "aktiv": navn == "Søknader"} for navn in MENY],
        "kommune": {"navn": "Fjordby kommune"},
        "bruker_person": "Randi Solvang",
        "handler_som": "Avdelingsdirektør, IKT-tjenester",
        "handler_for": "Kari Myhre",
        "user": SimpleNamespace(is_authenticated=True, pk=1),
    }
    return render(request, "komponenter/_alle.html", context)


MENY = ["Min side", "Planer", "Kompetanse", "Søknader", "Evaluering", "Rapporter", "Organisasjon"]


def gaar_i_staa(request):
    return server_error(request)


urlpatterns = [
    path("", alle),
    path("barn/", lambda request: HttpResponse("<li class='blad'>Drift</li>")),
    path("403/", lambda request: permission_denied(request, Exception())),
    path("404/", lambda request: page_not_found(request, Exception())),
    path("500/", gaar_i_staa),
    path("i18n/", include("django.conf.urls.i18n")),
]
