"""The forms of what HR keeps."""

import re

from crispy_forms.layout import Div, Fieldset
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluering.models import (
    Evalueringsoppsett,
    Evalueringsregel,
    Metode,
    Nivaastandard,
    Skjema,
    Sporsmal,
    Svarer,
)
from kompetanse.felles.fields import BelopField, TekstField, heltall_input
from kompetanse.felles.samskriving import SamskrivForm
from kompetanse.felles.skjema import ObjektField, skjemahjelp
from planer.models import Listeverdi
from planer.models.tiltak import Evalueringsnivaa

# What may stand in a question of each level, and is put in when it is asked.
PLASSHOLDERE = {Evalueringsnivaa.LAERING: "{kompetanse}", Evalueringsnivaa.ANVENDELSE: "{atferd}"}
I_KLAMMER = re.compile(r"[{}][^{}]*}?")
ENIG = [gettext_lazy("Helt uenig"), gettext_lazy("Helt enig")]


def _heltall(etikett, storst, suffiks, minst=1, **felt):
    return forms.IntegerField(
        label=etikett,
        min_value=minst,
        max_value=storst,
        widget=heltall_input(4, **{"data-suffiks": suffiks}),
        error_messages={"invalid": gettext_lazy("Skriv et helt tall.")},
        **felt,
    )


class OppsettForm(SamskrivForm, forms.ModelForm):
    use_required_attribute = False

    minste_svar = _heltall(
        gettext_lazy("Svar vises fra"),
        50,
        gettext_lazy("svar"),
        minst=3,
        help_text=gettext_lazy("Aldri færre enn tre. Under dette vises ingenting, så ingen kan kjennes igjen."),
    )
    svarfrist_dager = _heltall(gettext_lazy("Skjemaene er åpne i"), 120, gettext_lazy("dager"))
    nesten_innen = _heltall(gettext_lazy("«Nesten» når det mangler høyst"), 100, gettext_lazy("prosentpoeng"), minst=0)
    ulikt_fra = _heltall(gettext_lazy("Deltakere og ledere ser ulikt på det fra"), 100, gettext_lazy("prosentpoeng"))
    arbeidstime = BelopField(
        label=gettext_lazy("En arbeidstime koster"),
        required=False,
        help_text=gettext_lazy("Med sosiale kostnader. Brukes som forslag når kostnaden regnes ut."),
    )
    vikartime = BelopField(label=gettext_lazy("En vikartime koster"), required=False)

    class Meta:
        model = Evalueringsoppsett
        fields = ["minste_svar", "svarfrist_dager", "nesten_innen", "ulikt_fra", "arbeidstime", "vikartime"]

    def __init__(self, *args, avbryt, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = skjemahjelp(
            Fieldset(_("Svarene"), "minste_svar", "svarfrist_dager"),
            Fieldset(_("Rapporten"), "nesten_innen", "ulikt_fra"),
            Fieldset(_("Kostnadene"), Div("arbeidstime", "vikartime", css_class="siderad")),
            knapp=_("Lagre"),
            avbryt=avbryt,
        )


class RegelForm(SamskrivForm, forms.ModelForm):
    use_required_attribute = False

    belop_over = BelopField(label=gettext_lazy("Koster mer enn"), required=False)
    laeringsform = ObjektField(label=gettext_lazy("Læringsform"), required=False)
    nivaaer = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Da evalueres det på"),
        choices=Evalueringsnivaa.choices,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Velg minst ett nivå.")},
    )

    class Meta:
        model = Evalueringsregel
        fields = ["gjelder", "belop_over", "laeringsform", "nivaaer", "i_bruk"]

    def __init__(self, *args, avbryt, **kwargs):
        super().__init__(*args, **kwargs)
        former = Listeverdi.objects.filter(liste=Listeverdi.Liste.LAERINGSFORM)
        self.fields["laeringsform"].sett_valg(former, tomt=_("Alle"))
        self.helper = skjemahjelp(*self.fields, knapp=_("Lagre"), avbryt=avbryt)


class StandardForm(SamskrivForm, forms.ModelForm):
    """How a level is proposed to be evaluated."""

    use_required_attribute = False

    sporsmaal = TekstField(label=gettext_lazy("Spørsmålet som nivået svarer på"), max_length=200)
    dager = _heltall(gettext_lazy("Når"), 1825, gettext_lazy("dager"), minst=0)
    svarer = forms.MultipleChoiceField(
        label=gettext_lazy("Hvem som svarer"),
        choices=Svarer.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Velg minst én som svarer.")},
    )
    skjema = ObjektField(label=gettext_lazy("Skjema"), required=False)
    lovet = _heltall(
        gettext_lazy("Andelen vi lover"),
        100,
        "%",
        required=False,
        help_text=gettext_lazy("Så mange skal svare 4 eller 5, eller bestå. La den stå tom hvis dere ikke lover noe."),
    )

    class Meta:
        model = Nivaastandard
        fields = ["sporsmaal", "metode", "dager", "regnes_fra", "ogsaa_foer", "svarer", "skjema", "lovet"]
        labels = {"ogsaa_foer": gettext_lazy("Spør også før start, så vi har noe å sammenligne med")}

    def __init__(self, *args, avbryt, **kwargs):
        super().__init__(*args, **kwargs)
        niva = self.instance.niva
        # A user survey must say what else may explain the change, which only the one who plans it can.
        metoder = [metode for metode in Metode.for_niva(niva) if metode != Metode.BRUKERUNDERSOKELSE]
        self.fields["metode"].choices = [(metode.value, metode.label) for metode in metoder]
        self.fields["skjema"].sett_valg(Skjema.objects.i_bruk().filter(niva=niva), tomt=_("Ikke valgt"))
        self.helper = skjemahjelp(
            *("sporsmaal", "metode"),
            Div("dager", "regnes_fra", css_class="siderad"),
            *("ogsaa_foer", "svarer", "skjema", "lovet"),
            knapp=_("Lagre"),
            avbryt=avbryt,
        )


class SkjemaForm(SamskrivForm, forms.ModelForm):
    use_required_attribute = False

    navn = TekstField(label=gettext_lazy("Navn"), max_length=120)
    beskrivelse = TekstField(label=gettext_lazy("Når det passer"), max_length=300, required=False)

    class Meta:
        model = Skjema
        fields = ["niva", "navn", "beskrivelse", "i_bruk"]

    def __init__(self, *args, avbryt, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            # Its questions are those of a level.
            del self.fields["niva"]
        self.helper = skjemahjelp(*self.fields, knapp=_("Lagre"), avbryt=avbryt)


class LinjerField(TekstField):
    """One text on each line; the clean value is a list."""

    def __init__(self, **kwargs):
        super().__init__(max_length=4_000, flere_linjer=True, rader=4, required=False, **kwargs)

    def clean(self, value):
        linjer = [linje.strip() for linje in super().clean(value).splitlines() if linje.strip()]
        if any(len(linje) > 200 for linje in linjer):
            raise ValidationError(_("Hver linje kan ha høyst 200 tegn."))
        return linjer

    def prepare_value(self, value):
        return "\n".join(value) if isinstance(value, list) else value


class RiktigField(forms.IntegerField):
    """The number of the right alternative as people count; the clean value is its place from 0."""

    def clean(self, value):
        nummer = super().clean(value)
        return None if nummer is None else nummer - 1

    def prepare_value(self, value):
        return value + 1 if isinstance(value, int) else value


def _tekst(etikett, required=False, **felt):
    return TekstField(label=etikett, max_length=300, required=required, **felt)


class SporsmalForm(SamskrivForm, forms.ModelForm):
    """A question of a form, in bokmål and nynorsk."""

    use_required_attribute = False

    tekst = _tekst(gettext_lazy("Spørsmål"), required=True)
    tekst_nn = _tekst(gettext_lazy("Spørsmål på nynorsk"), help_text=gettext_lazy("Uten det vises det på bokmål."))
    tekst_leder = _tekst(gettext_lazy("Spørsmål til lederen"))
    tekst_leder_nn = _tekst(gettext_lazy("Spørsmål til lederen på nynorsk"))
    valg = LinjerField(
        label=gettext_lazy("Svaralternativer"),
        help_text=gettext_lazy("Ett på hver linje. For en skala: hva 1 og 5 betyr."),
    )
    valg_nn = LinjerField(label=gettext_lazy("Svaralternativer på nynorsk"))
    riktig = RiktigField(
        label=gettext_lazy("Nummeret på det riktige svaret"),
        help_text=gettext_lazy("Bare i en test: 1 for det øverste."),
        required=False,
        min_value=1,
        max_value=100,
        widget=heltall_input(4),
    )

    class Meta:
        model = Sporsmal
        fields = [
            *("tekst", "tekst_nn", "tekst_leder", "tekst_leder_nn", "slag", "valg", "valg_nn", "riktig", "tema"),
            "maa_besvares",
        ]

    def __init__(self, *args, avbryt, **kwargs):
        super().__init__(*args, **kwargs)
        self.niva = self.instance.versjon.skjema.niva
        if self.niva != Evalueringsnivaa.ANVENDELSE:
            del self.fields["tekst_leder"], self.fields["tekst_leder_nn"]
        if self.niva != Evalueringsnivaa.LAERING:
            del self.fields["riktig"]
        if plass := PLASSHOLDERE.get(self.niva):
            hjelp = _("Skriv %s der det skal stå. Da stilles spørsmålet én gang for hver.") % plass
            self.fields["tekst"].help_text = hjelp
        self.helper = skjemahjelp(
            *(navn for navn in self.fields if navn.startswith("tekst")),
            Fieldset(_("Svaret"), *(navn for navn in self.fields if navn not in ("tema",) and "tekst" not in navn)),
            "tema",
            knapp=_("Lagre"),
            avbryt=avbryt,
        )

    def clean(self):
        data = super().clean()
        for navn in (navn for navn in self.fields if navn.startswith("tekst")):
            if set(I_KLAMMER.findall(data.get(navn) or "")) - {PLASSHOLDERE.get(self.niva)}:
                self.add_error(navn, _("Krøllparenteser kan bare brukes slik hjelpeteksten viser."))
        self._kontroller_valg(data)
        return data

    def _kontroller_valg(self, data):
        valg, valg_nn = data.get("valg"), data.get("valg_nn")
        if valg is None or valg_nn is None:
            return
        if data.get("slag") == Sporsmal.Slag.SKALA:
            if not valg:
                data["valg"] = valg = [str(ord_) for ord_ in ENIG]
            elif len(valg) != 2:
                self.add_error("valg", _("En skala har to ord: hva 1 betyr, og hva 5 betyr."))
        if data.get("slag") == Sporsmal.Slag.VALG and len(valg) < 2:
            self.add_error("valg", _("Skriv minst to svaralternativer, ett på hver linje."))
        if valg_nn and len(valg_nn) != len(valg):
            self.add_error("valg_nn", _("Skriv like mange alternativer på nynorsk som på bokmål, eller ingen."))
