"""The steps of the application form but the budget. Each reads and cleans one step; `utkast.py` stores it."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, Fieldset, Layout
from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kompetanse.felles.fields import DatoField, TekstField, heltall_input
from kompetanse.felles.samskriving import SamskrivForm
from kompetanse.felles.skjema import HalvferdigForm, ObjekterField, ObjektField
from kompetanse.organisasjon.forms.valg import EnhetValgField
from kompetanse.organisasjon.models import Enhet
from kompetanse.organisasjon.models.enhet import sti_innenfor
from planer.models import Satsingsomraade
from planer.valg import PlanvalgField
from soknader.models import Soknad
from soknader.sak.utkast import Steg, aar_aa_soke_for, enheter_for, linjen_for

LANG_TEKST = 5_000
MAKS_DELTAKERE = 100_000
MAKS_ENHETER = 30
LEGG_TIL = HTML(
    '<p><button class="ds-button" data-variant="secondary" name="legg_til">{% translate "Legg til enheten" %}</button></p>'
)


class PottForm(forms.Form):
    """Which pot it is about."""

    use_required_attribute = False

    kompetansetype = forms.ChoiceField(
        label=gettext_lazy("Hva slags kompetanse gjelder det?"),
        choices=Soknad.Kompetansetype.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Velg hva slags kompetanse det gjelder.")},
    )

    def er_fagspesifikk(self):
        """The answer is one that the distributed money pays for."""
        return self.is_valid() and self.cleaned_data["kompetansetype"] == Soknad.Kompetansetype.FAGSPESIFIKK


class StartForm(PottForm):
    """The first question decides which pot is asked; nothing is stored before it is answered."""

    tittel = TekstField(
        label=gettext_lazy("Hva søker dere om?"),
        help_text=gettext_lazy("Kompetanseområdet med få ord, for eksempel Workshop «Smidig dag»."),
        max_length=200,
        error_messages={"required": gettext_lazy("Skriv hva dere søker om.")},
    )


class FraTiltakForm(PottForm):
    """The same, of a measure that says the rest; one that has applications already is asked about once more."""

    en_til = forms.BooleanField(
        label=gettext_lazy("Ja, lag en søknad til for det samme tiltaket"),
        error_messages={"required": gettext_lazy("Bekreft at det skal lages en søknad til.")},
    )

    def __init__(self, *args, finnes: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if not finnes:
            del self.fields["en_til"]


class StegForm(SamskrivForm, HalvferdigForm):
    """A step whose fields are columns of the application."""

    def __init__(self, *args, soknad, bruker, **kwargs):
        self.soknad = self.instance = soknad
        self.bruker = bruker
        kwargs["initial"] = {navn: self.startverdi(navn) for navn in self.base_fields}
        super().__init__(*args, **kwargs)
        self.fyll_valg()
        self.helper = FormHelper(self)
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = self.lag_layout()

    def startverdi(self, navn):
        return getattr(self.soknad, navn)

    def vist(self, navn):
        return self.initial[navn]

    def fyll_valg(self):
        """Fill the lists of choices that depend on the application."""

    def lag_layout(self):
        """The fields in their order, unless a step groups them."""
        return Layout(*self.fields)


class HvaForm(StegForm):
    """Step 1: what and when."""

    maa_ha = ("kompetansetype", "beskrivelse", "periode_fra", "periode_til")

    kompetansetype = forms.ChoiceField(
        label=gettext_lazy("Hva slags kompetanse gjelder det?"),
        choices=Soknad.Kompetansetype.choices,
        widget=forms.RadioSelect,
    )
    tittel = TekstField(
        label=gettext_lazy("Kompetanseområde"),
        help_text=gettext_lazy("Hva det gjelder, med få ord."),
        max_length=200,
        error_messages={"required": gettext_lazy("Skriv hvilket kompetanseområde det gjelder.")},
    )
    beskrivelse = TekstField(
        label=gettext_lazy("Beskrivelse"),
        help_text=gettext_lazy("Hva skal dere gjøre, og hvordan foregår det?"),
        max_length=LANG_TEKST,
        flere_linjer=True,
    )
    aar = forms.TypedChoiceField(label=gettext_lazy("Året pengene skal brukes"), coerce=int)
    periode_fra = DatoField(label=gettext_lazy("Fra dato"), help_text=gettext_lazy("For eksempel 5.3.2027."))
    periode_til = DatoField(label=gettext_lazy("Til dato"), help_text=gettext_lazy("Da skal tiltaket være ferdig."))

    def fyll_valg(self):
        self.fields["aar"].choices = [(valg, valg) for valg in sorted({self.soknad.aar, *aar_aa_soke_for()})]

    def lag_layout(self):
        return Layout(
            "kompetansetype",
            "tittel",
            "beskrivelse",
            Fieldset(_("Når"), "aar", Div("periode_fra", "periode_til", css_class="siderad")),
        )

    def clean(self):
        data = super().clean()
        fra, til = data.get("periode_fra"), data.get("periode_til")
        if fra and til and til < fra:
            self.add_error("periode_til", _("Sluttdatoen kan ikke komme før startdatoen."))
        if {"periode_fra", "periode_til"} & set(self.errors):
            # Half a period saved while typing could turn the stored one around.
            data = {navn: verdi for navn, verdi in data.items() if not navn.startswith("periode_")}
        return data


class HvemForm(StegForm):
    """Step 2: who it is for."""

    utenom = ("ny_enhet",)
    maa_ha = (
        "avdeling",
        "seksjoner_tekst",
        "valgte_seksjoner",
        "maalgruppe",
        "maalgruppe_tekst",
        "antall_deltakere",
        "deltakere_tekst",
    )

    enhet = ObjektField(
        label=gettext_lazy("Hvilken enhet kommer søknaden fra?"),
        help_text=gettext_lazy("Du har stilling i flere enheter. Saken går i linjen fra den du velger."),
    )
    avdeling = ObjektField(label=gettext_lazy("Avdeling"))
    seksjoner = forms.ChoiceField(
        label=gettext_lazy("Hvilke seksjoner gjelder det?"), choices=Soknad.Seksjoner.choices, widget=forms.RadioSelect
    )
    valgte_seksjoner = ObjekterField(label=gettext_lazy("Velg seksjoner"))
    seksjoner_tekst = TekstField(label=gettext_lazy("Beskriv seksjonene"), max_length=200)
    andre_enheter = ObjekterField(
        label=gettext_lazy("Andre enheter søknaden gjelder"),
        help_text=gettext_lazy("Ta bort haken hvis en enhet ikke skal være med."),
        required=False,
    )
    ny_enhet = EnhetValgField(
        kommune_id=None,
        label=gettext_lazy("Gjelder søknaden en avdeling eller enhet til?"),
        help_text=gettext_lazy("Skriv navnet. Lederen der får vite om søknaden når du sender den, og kan si nei."),
        required=False,
    )
    maalgruppe = forms.ChoiceField(
        label=gettext_lazy("Hvem er målgruppen?"), choices=Soknad.Maalgruppe.choices, widget=forms.RadioSelect
    )
    maalgruppe_tekst = TekstField(label=gettext_lazy("Beskriv målgruppen"), max_length=200)
    antall_deltakere = forms.IntegerField(
        label=gettext_lazy("Antall deltakere"),
        widget=heltall_input(8),
        validators=[
            MinValueValidator(1, gettext_lazy("Skriv et antall som er minst 1.")),
            MaxValueValidator(MAKS_DELTAKERE, gettext_lazy("Skriv et antall som er høyst %(limit_value)s.")),
        ],
        error_messages={
            "invalid": gettext_lazy(
                "Skriv antallet med tall, for eksempel 24, eller la feltet stå tomt og beskriv deltakerne."
            )
        },
    )
    deltakere_tekst = TekstField(
        label=gettext_lazy("Eller beskriv deltakerne"),
        help_text=gettext_lazy("Når dere ikke vet antallet ennå, for eksempel «Alle prosjektledere»."),
        max_length=200,
    )

    def startverdi(self, navn):
        return None if navn in self.utenom else super().startverdi(navn)

    def fyll_valg(self):
        self._fyll_andre_enheter()
        enheter = list(dict.fromkeys([self.soknad.enhet, *enheter_for(self.bruker)]))
        if len(enheter) == 1:
            del self.fields["enhet"]
        else:
            self.fields["enhet"].sett_valg(enheter)
        linje = list(dict.fromkeys(avdeling for enhet in enheter for avdeling in linjen_for(enhet)))
        self.fields["avdeling"].sett_valg(linje)
        self._fyll_seksjoner(linje)

    def _fyll_andre_enheter(self):
        nevnt = {rad.enhet: rad for rad in self.soknad.soknadsenheter.all() if not rad.er_seksjon}
        self.fields["andre_enheter"].sett_valg(
            nevnt, navn=lambda enhet: _("%s (sa nei)") % enhet if nevnt[enhet].nei else str(enhet)
        )
        self.fields["ny_enhet"].kommune_id = self.soknad.kommune_id

    def lag_layout(self):
        return Layout(
            *self._som_finnes("enhet", "avdeling", "seksjoner"),
            Div(*self._som_finnes("valgte_seksjoner"), css_class="bare-utvalgte"),
            Div("seksjoner_tekst", css_class="bare-beskrevet"),
            *(["andre_enheter"] if self.fields["andre_enheter"].objekter else []),
            Div("ny_enhet", LEGG_TIL, css_class="stabel tett"),
            "maalgruppe",
            Div("maalgruppe_tekst", css_class="bare-andre"),
            Div("antall_deltakere", "deltakere_tekst", css_class="siderad"),
        )

    def _som_finnes(self, *navn):
        return [felt for felt in navn if felt in self.fields]

    def _fyll_seksjoner(self, linje):
        """The units right below the avdeling that is chosen now: the posted one, else the stored one."""
        valgt = self.fields["avdeling"].objekter.get(str(self.data.get("avdeling", self.soknad.avdeling_id)))
        under = Enhet.objects.none()
        if valgt is not None:
            under = Enhet.objects.gyldig().filter(sti_innenfor(valgt.path, "path"), depth=valgt.depth + 1)
        self.fields["valgte_seksjoner"].sett_valg(under)
        if not self.fields["valgte_seksjoner"].objekter:
            del self.fields["valgte_seksjoner"]
            uten_utvalgte = [valg for valg in Soknad.Seksjoner.choices if valg[0] != Soknad.Seksjoner.UTVALGTE]
            self.fields["seksjoner"].choices = uten_utvalgte

    def clean(self):
        data = super().clean()
        enhet, avdeling = data.get("enhet", self.soknad.enhet), data.get("avdeling")
        if enhet and avdeling and not enhet.path.startswith(avdeling.path):
            self.add_error("avdeling", _("Velg en avdeling i linjen til enheten."))
        if (ny := data.get("ny_enhet")) and (feil := self._feil_i(ny, enhet, avdeling)):
            self.add_error("ny_enhet", feil)
        return data

    def _feil_i(self, ny, enhet, avdeling):
        """Why this unit cannot be named too."""
        if avdeling and ny.path.startswith(avdeling.path):
            return _("%s er med allerede. Velg seksjoner i egen avdeling over.") % ny
        if enhet and ny == enhet:
            return _("Søknaden kommer fra %s, så den er med allerede.") % ny
        if len(self.cleaned_data.get("andre_enheter", ())) >= MAKS_ENHETER:
            return _("En søknad kan gjelde høyst %s andre enheter. Velg en enhet som står over dem.") % MAKS_ENHETER
        return None

    def onsket(self):
        onsket = super().onsket()
        if ny := self.cleaned_data.get("ny_enhet"):
            onsket["andre_enheter"] = [*onsket.get("andre_enheter", ()), ny]
        return onsket


class HvorforForm(StegForm):
    """Step 3: why, and what it is anchored in."""

    maa_ha = ("begrunnelse", "satsingsomraade", "maal", "plan", "forankring")

    begrunnelse = TekstField(
        label=gettext_lazy("Begrunnelse"),
        help_text=gettext_lazy("Hvilket behov skal dette dekke, og hvorfor nå?"),
        max_length=LANG_TEKST,
        flere_linjer=True,
        rader=7,
    )
    satsingsomraade = ObjektField(
        label=gettext_lazy("Satsingsområde"),
        help_text=gettext_lazy("Velg det søknaden er forankret i: et satsingsområde, et mål eller en plan."),
    )
    maal = PlanvalgField(
        slag="maal",
        label=gettext_lazy("Mål"),
        help_text=gettext_lazy("Skriv litt av målet, og velg fra forslagene. De kommer fra planene du kan se."),
    )
    plan = PlanvalgField(
        slag="plan", label=gettext_lazy("Plan"), help_text=gettext_lazy("Skriv litt av navnet på planen, og velg.")
    )
    forankring = TekstField(
        label=gettext_lazy("Strategisk forankring"),
        help_text=gettext_lazy("Det som ikke er et mål eller en plan her, for eksempel et vedtak."),
        max_length=LANG_TEKST,
        flere_linjer=True,
        rader=3,
    )

    def fyll_valg(self):
        omraader = list(Satsingsomraade.objects.i_bruk(self.soknad.aar))
        self.fields["satsingsomraade"].sett_valg(omraader, tomt=_("Ingen av disse"))
        for navn in ("maal", "plan"):
            if self.soknad.tiltak_id:  # the measure says it
                del self.fields[navn]
            else:
                self.fields[navn].vis_forslag(self.bruker)


class EffektForm(StegForm):
    """Step 5: what it should give, and how that is found out."""

    maa_ha = ("forventet_effekt", "evaluering")

    forventet_effekt = TekstField(
        label=gettext_lazy("Forventet effekt"),
        help_text=gettext_lazy("Hva skal dere kunne, eller gjøre annerledes, når tiltaket er ferdig?"),
        max_length=LANG_TEKST,
        flere_linjer=True,
    )
    evaluering = TekstField(
        label=gettext_lazy("Slik skal tiltaket evalueres"),
        help_text=gettext_lazy("Hvordan og når finner dere ut om det virket?"),
        max_length=LANG_TEKST,
        flere_linjer=True,
    )


SKJEMA = {Steg.HVA: HvaForm, Steg.HVEM: HvemForm, Steg.HVORFOR: HvorforForm, Steg.EFFEKT: EffektForm}
