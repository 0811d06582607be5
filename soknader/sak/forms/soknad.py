"""The steps of the application form. Each reads and cleans one step; `utkast.py` stores it."""

from dataclasses import asdict
from decimal import Decimal

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Fieldset, Layout
from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.forms import formset_factory
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kompetanse.felles.fields import BelopField, DatoField, TekstField, heltall_input
from kompetanse.felles.formats import kr
from kompetanse.felles.samskriving import SamskrivForm
from kompetanse.felles.skjema import HalvferdigForm, ObjekterField, ObjektField
from kompetanse.organisasjon.models import Enhet
from kompetanse.organisasjon.models.enhet import sti_innenfor
from planer.models import Satsingsomraade
from soknader.models import Budsjettlinje, Soknad
from soknader.sak.utkast import Linje, Steg, budsjettet, enheter_for, linjen_for

LANG_TEKST = 5_000
MAKS_LINJER = 50
MAKS_DELTAKERE = 100_000


class StartForm(forms.Form):
    """The first question decides which pot is asked; nothing is stored before it is answered."""

    use_required_attribute = False

    kompetansetype = forms.ChoiceField(
        label=gettext_lazy("Hva slags kompetanse gjelder det?"),
        choices=Soknad.Kompetansetype.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Velg hva slags kompetanse det gjelder.")},
    )
    tittel = TekstField(
        label=gettext_lazy("Hva søker dere om?"),
        help_text=gettext_lazy("Kompetanseområdet med få ord, for eksempel Workshop «Smidig dag»."),
        max_length=200,
        error_messages={"required": gettext_lazy("Skriv hva dere søker om.")},
    )

    def er_fagspesifikk(self):
        """The answer is one that the distributed money pays for."""
        return self.is_valid() and self.cleaned_data["kompetansetype"] == Soknad.Kompetansetype.FAGSPESIFIKK


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
    """Step 1: what, for whom and when."""

    maa_ha = (
        "kompetansetype",
        "beskrivelse",
        "avdeling",
        "seksjoner_tekst",
        "valgte_seksjoner",
        "maalgruppe",
        "maalgruppe_tekst",
        "antall_deltakere",
        "deltakere_tekst",
        "periode_fra",
        "periode_til",
    )

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
        return self.soknad.valgte_seksjoner.all() if navn == "valgte_seksjoner" else super().startverdi(navn)

    def fyll_valg(self):
        aar = timezone.localdate().year
        self.fields["aar"].choices = [(valg, valg) for valg in sorted({aar, aar + 1, self.soknad.aar})]
        enheter = list(dict.fromkeys([self.soknad.enhet, *enheter_for(self.bruker)]))
        if len(enheter) == 1:
            del self.fields["enhet"]
        else:
            self.fields["enhet"].sett_valg(enheter)
        linje = list(dict.fromkeys(avdeling for enhet in enheter for avdeling in linjen_for(enhet)))
        self.fields["avdeling"].sett_valg(linje)
        self._fyll_seksjoner(linje)

    def lag_layout(self):
        return Layout(
            "kompetansetype",
            "tittel",
            "beskrivelse",
            Fieldset(_("Når"), "aar", Div("periode_fra", "periode_til", css_class="siderad")),
            Fieldset(
                _("Hvem"),
                *self._som_finnes("enhet", "avdeling", "seksjoner"),
                Div(*self._som_finnes("valgte_seksjoner"), css_class="bare-utvalgte"),
                Div("seksjoner_tekst", css_class="bare-beskrevet"),
                "maalgruppe",
                Div("maalgruppe_tekst", css_class="bare-andre"),
                Div("antall_deltakere", "deltakere_tekst", css_class="siderad"),
            ),
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
        fra, til = data.get("periode_fra"), data.get("periode_til")
        if fra and til and til < fra:
            self.add_error("periode_til", _("Sluttdatoen kan ikke komme før startdatoen."))
        if {"periode_fra", "periode_til"} & set(self.errors):
            # Half a period saved while typing could turn the stored one around.
            data = {navn: verdi for navn, verdi in data.items() if not navn.startswith("periode_")}
        enhet, avdeling = data.get("enhet", self.soknad.enhet), data.get("avdeling")
        if enhet and avdeling and not enhet.path.startswith(avdeling.path):
            self.add_error("avdeling", _("Velg en avdeling i linjen til enheten."))
        return data


class HvorforForm(StegForm):
    """Step 2: why, and what it is anchored in."""

    maa_ha = ("begrunnelse", "satsingsomraade", "forankring")

    begrunnelse = TekstField(
        label=gettext_lazy("Begrunnelse"),
        help_text=gettext_lazy("Hvilket behov skal dette dekke, og hvorfor nå?"),
        max_length=LANG_TEKST,
        flere_linjer=True,
        rader=7,
    )
    satsingsomraade = ObjektField(
        label=gettext_lazy("Satsingsområde"),
        help_text=gettext_lazy("Velg et satsingsområde, skriv hva søknaden er forankret i, eller gjør begge deler."),
    )
    forankring = TekstField(
        label=gettext_lazy("Strategisk forankring"),
        help_text=gettext_lazy("Mål, plan eller vedtak som søknaden bygger på."),
        max_length=LANG_TEKST,
        flere_linjer=True,
        rader=3,
    )

    def fyll_valg(self):
        omraader = list(Satsingsomraade.objects.i_bruk(self.soknad.aar))
        self.fields["satsingsomraade"].sett_valg(omraader, tomt=_("Ingen av disse"))


class EffektForm(StegForm):
    """Step 4: what it should give, and how that is found out."""

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


class EgenandelForm(SamskrivForm, forms.Form):
    """Step 3, beside the budget lines; what two have changed is told of both here."""

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


SKJEMA = {Steg.HVA: HvaForm, Steg.HVORFOR: HvorforForm, Steg.EFFEKT: EffektForm}
