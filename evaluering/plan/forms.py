"""The forms of a planned evaluation: the plan itself, one level, one indicator, and who took part."""

from crispy_forms.layout import Div, Fieldset
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluering.models import Evaluering, Evalueringsniva, Indikator, Metode, Nivaastandard, Skjema, Svarer
from evaluering.plan.planlegging import innhold
from evaluering.plan.registertall import krav_navn
from kompetanse.felles.fields import DatoField, TallField, TekstField, heltall_input
from kompetanse.felles.samskriving import SamskrivForm
from kompetanse.felles.skjema import ObjekterField, ObjektField, skjemahjelp
from kompetanse.organisasjon.forms.valg import PersonValgField
from kompetanse.organisasjon.models import Person
from planer.models import Maal
from planer.models.tiltak import Evalueringsnivaa

LANG = 2_000
MAKS_DELTAKERE = 2_000
INGEN_KRAV = gettext_lazy(
    "Tallet må dere legge inn selv, for enheten har ikke noe krav om en kompetanse som dette gir."
)


class EvalueringForm(SamskrivForm, forms.ModelForm):
    """What is decided as an evaluation is planned; all is filled in with what is proposed."""

    use_required_attribute = False

    nivaaer = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Vi evaluerer på"),
        choices=Evalueringsnivaa.choices,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Velg minst ett nivå.")},
    )
    atferd = TekstField(
        label=gettext_lazy("Det vi skal se at folk gjør etterpå"),
        help_text=gettext_lazy("Én ting på hver linje. Deltakerne og lederne deres blir spurt om akkurat dette."),
        max_length=LANG,
        flere_linjer=True,
        rader=3,
        required=False,
    )
    forventet = TekstField(
        label=gettext_lazy("Virkningen vi venter oss"), max_length=LANG, flere_linjer=True, rader=3, required=False
    )
    maal = ObjekterField(label=gettext_lazy("Tallene som skal ha flyttet seg"), required=False)
    evaluator = PersonValgField(kommune_id=None, label=gettext_lazy("Evalueres av"), required=False)

    class Meta:
        model = Evaluering
        fields = ["evaluator", "forventet"]

    def __init__(self, *args, bruker, maal, foreslaatt, avbryt, **kwargs):
        super().__init__(*args, **kwargs)
        self.tillegg = innhold(self.instance) if self.instance.pk else {"atferd": "", **foreslaatt}
        self.initial |= self.tillegg | {"evaluator": self.instance.evaluator}
        self.fields["evaluator"].personer = Person.objects.filter(kommune_id=bruker.kommune_id)
        sporsmaal = dict(Nivaastandard.objects.values_list("niva", "sporsmaal"))
        self.fields["nivaaer"].choices = [
            (niva.value, f"{niva.value} {niva.label}: {sporsmaal.get(niva, '')}") for niva in Evalueringsnivaa
        ]
        self.fields["maal"].sett_valg(dict.fromkeys([*maal, *self.tillegg["maal"]]), navn=_tallet)
        self.helper = skjemahjelp(
            *("nivaaer", "atferd", "forventet"),
            *(["maal"] if self.fields["maal"].choices else []),
            "evaluator",
            knapp=_("Lagre planen") if self.instance.pk else _("Planlegg evalueringen"),
            avbryt=avbryt,
        )


def _tallet(maal):
    """«Andel med fagbrev (Flere med fagutdanning)»."""
    return f"{maal.indikator or maal.get_beregning_display()} ({maal})"


class NivaForm(SamskrivForm, forms.ModelForm):
    use_required_attribute = False

    dager = forms.IntegerField(
        label=gettext_lazy("Når"),
        min_value=0,
        max_value=1825,
        widget=heltall_input(4, **{"data-suffiks": gettext_lazy("dager")}),
        error_messages={"invalid": gettext_lazy("Skriv antall dager som et helt tall, for eksempel 120.")},
    )
    svarer = forms.MultipleChoiceField(
        label=gettext_lazy("Hvem som svarer"),
        choices=Svarer.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Velg minst én som svarer.")},
    )
    lovet = forms.IntegerField(
        label=gettext_lazy("Andelen vi lover"),
        help_text=gettext_lazy("Så mange skal svare 4 eller 5, eller bestå. La den stå tom hvis dere ikke lover noe."),
        min_value=1,
        max_value=100,
        required=False,
        widget=heltall_input(3, **{"data-suffiks": "%"}),
    )
    skjema = ObjektField(label=gettext_lazy("Skjema"), required=False)
    annet = TekstField(
        label=gettext_lazy("Hva annet kan forklare endringen?"),
        help_text=gettext_lazy("Må fylles ut når dere spør brukerne, for de merker også alt annet som endrer seg."),
        max_length=LANG,
        flere_linjer=True,
        rader=3,
        required=False,
    )

    class Meta:
        model = Evalueringsniva
        fields = ["metode", "dager", "regnes_fra", "ogsaa_foer", "svarer", "lovet", "skjema", "annet"]
        labels = {"ogsaa_foer": gettext_lazy("Spør også før start, så vi har noe å sammenligne med")}

    def __init__(self, *args, avbryt, **kwargs):
        super().__init__(*args, **kwargs)
        niva = self.instance.niva
        self.fields["metode"].choices = [(metode.value, metode.label) for metode in Metode.for_niva(niva)]
        skjemaer = Skjema.objects.i_bruk().filter(niva=niva) | Skjema.objects.filter(pk=self.instance.skjema_id)
        self.fields["skjema"].sett_valg(skjemaer, tomt=_("Ikke valgt"))
        if niva == Evalueringsnivaa.NYTTE:
            del self.fields["lovet"]
        else:
            del self.fields["annet"]
        self.helper = skjemahjelp(
            "metode",
            Div("dager", "regnes_fra", css_class="siderad"),
            *(navn for navn in ("ogsaa_foer", "svarer", "skjema", "lovet", "annet") if navn in self.fields),
            knapp=_("Lagre"),
            avbryt=avbryt,
        )


def _tall(etikett):
    return TallField(label=etikett, required=False, tillat_negativ=True)


class IndikatorForm(SamskrivForm, forms.ModelForm):
    """An indicator that is typed, or one that the registry gives the figure of: that one needs no words of its own."""

    use_required_attribute = False

    krav = ObjektField(
        label=gettext_lazy("Hent tallet fra kompetanseregisteret"),
        help_text=gettext_lazy(
            "Andelen i enheten som møter kravet. Den måles nå og hver måned. La indikator og utgangspunkt stå tomme, så "
            "fyller vi dem ut."
        ),
        required=False,
    )
    navn = TekstField(
        label=gettext_lazy("Indikator"),
        max_length=200,
        help_text=gettext_lazy("Noe som kan telles, for eksempel «innleggelser fra sykehjemmet»."),
    )
    maaleenhet = TekstField(label=gettext_lazy("Måles i"), max_length=40, required=False)
    utgangspunkt = _tall(gettext_lazy("Utgangspunkt"))
    utgangspunkt_dato = DatoField(label=gettext_lazy("Målt"), required=False)
    maaltall = _tall(gettext_lazy("Det vi venter"))

    class Meta:
        model = Indikator
        fields = ["krav", "navn", "maaleenhet", "retning", "utgangspunkt", "utgangspunkt_dato", "maaltall"]

    def __init__(self, *args, krav, avbryt, **kwargs):
        super().__init__(*args, **kwargs)
        self._sett_krav([] if self.instance.maal_id else krav)
        self.helper = skjemahjelp(
            *(["krav"] if "krav" in self.fields else []),
            "navn",
            Div("maaleenhet", "retning", css_class="siderad"),
            Fieldset(_("Før og etter"), Div("utgangspunkt", "utgangspunkt_dato", css_class="siderad"), "maaltall"),
            knapp=_("Lagre"),
            avbryt=avbryt,
        )

    def _sett_krav(self, krav):
        valg = dict.fromkeys([*([self.instance.krav] if self.instance.krav_id else []), *krav])
        if not valg:
            del self.fields["krav"]
            if not self.instance.maal_id:
                self.fields["navn"].help_text = f"{self.fields['navn'].help_text} {INGEN_KRAV}"
            return
        self.fields["krav"].sett_valg(valg, tomt=_("Nei, vi legger inn tallene selv"), navn=krav_navn)
        self.fields["navn"].required = False

    def clean(self):
        data = super().clean()
        krav = data.get("krav")
        if krav:
            data["navn"] = data.get("navn") or (_("Møter kravet: %s") % krav_navn(krav))[:200]
            data["maaleenhet"], data["retning"] = "%", Maal.Retning.OPP
        elif "navn" not in self.errors and not data.get("navn"):
            self.add_error("navn", self.fields["navn"].error_messages["required"])
        return data


class DeltakereForm(SamskrivForm, forms.Form):
    """A list of people, pasted: one on each line, by name, employee number or e-mail."""

    deltakere = TekstField(
        label=gettext_lazy("Deltakere"),
        help_text=gettext_lazy("Én på hver linje: navnet, ansattnummeret eller e-postadressen."),
        max_length=100_000,
        flere_linjer=True,
        rader=12,
        required=False,
    )

    def __init__(self, *args, bruker, avbryt, **kwargs):
        super().__init__(*args, **kwargs)
        self.felt = PersonValgField(kommune_id=bruker.kommune_id)
        self.helper = skjemahjelp("deltakere", knapp=_("Lagre deltakerne"), avbryt=avbryt)

    def clean_deltakere(self):
        linjer = list(dict.fromkeys(filter(None, map(str.strip, self.cleaned_data["deltakere"].splitlines()))))
        if len(linjer) > MAKS_DELTAKERE:
            raise ValidationError(_("Listen er for lang. Lim inn høyst 2 000 deltakere."))
        self.personer, feil = {}, []
        for nummer, linje in enumerate(linjer, start=1):
            try:
                person = self._finn(linje)
                self.personer[person.pk] = person
            except ValidationError as ett:
                feil += [
                    _("Linje %(nummer)s: %(feil)s") % {"nummer": nummer, "feil": melding} for melding in ett.messages
                ]
        if feil:
            raise ValidationError(feil)
        return self.cleaned_data["deltakere"]

    def _finn(self, linje):
        if "@" in linje and (person := self.felt.personer.filter(epost__iexact=linje).first()):
            return person
        return self.felt.clean(linje)
