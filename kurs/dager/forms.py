"""What is asked for, a year and the month up to which it is counted; and what HR decides."""

from functools import cached_property

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kartlegging.models import Stillingskategori
from kompetanse.felles.fields import TallField, TekstField, heltall_input
from kompetanse.felles.samskriving import SamskrivForm
from kompetanse.felles.skjema import Listefilter, ObjektField, skjemahjelp
from kompetanse.organisasjon.models import Enhet
from kurs.dager.bilde import Aaret
from kurs.dager.maal import MAANEDER_I_AARET
from kurs.models import Kurs, Kursoppsett

FORSTE_AAR, SISTE_AAR = 2000, 2100
FLEST_GRENSER = 6


class Aarsvalg(Listefilter):
    """The pages choose by links; what cannot be read is this year, and all of it that has been."""

    aar = forms.IntegerField(
        label=_("År"), min_value=FORSTE_AAR, max_value=SISTE_AAR, required=False, widget=forms.HiddenInput
    )
    maaned = forms.IntegerField(
        label=_("Til og med måned"),
        min_value=1,
        max_value=MAANEDER_I_AARET,
        required=False,
        widget=forms.HiddenInput,
    )

    # The year when none is asked for, from this one.
    standard = 0

    @cached_property
    def aaret(self) -> Aaret:
        aar = self.valgt("aar") or timezone.localdate().year + self.standard
        return Aaret.hittil(aar, self.valgt("maaned") or MAANEDER_I_AARET)


class Fjoraarsvalg(Aarsvalg):
    """The last whole year, until another is asked for."""

    standard = -1


class Enhetsvalg(Aarsvalg):
    """The unit that the address names."""

    i_enhet = forms.IntegerField(required=False, widget=forms.HiddenInput)

    @property
    def enhet(self) -> Enhet:
        return Enhet.objects.visible_to(self.bruker).get(pk=self.valgt("i_enhet"))


class OppsettForm(SamskrivForm, forms.Form):
    """What a day is, and what counts. The form asks for what counts; what does not is stored, so that a new form counts."""

    use_required_attribute = False

    timer_per_dag = TallField(
        label=_("Timer i en kompetansedag"),
        tillat_negativ=False,
        max_digits=4,
        help_text=_("Kurs tatt andre steder regnes om til dager med dette. To halve dager er alltid én dag."),
    )
    teller_ikke = forms.MultipleChoiceField(
        label=_("Dette teller ikke som kompetansedager"),
        choices=Kurs.Form.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    eksterne_teller = forms.BooleanField(label=_("Kurs tatt andre steder teller også"), required=False)
    storrelser = TekstField(
        label=_("Grenser mellom stillingsstørrelser, i prosent"),
        max_length=60,
        help_text=_("Hele tall med komma mellom. 50, 100 gir gruppene under 50 %, 50–99 % og 100 %."),
    )

    def __init__(self, *args, naa: Kursoppsett, **kwargs):
        super().__init__(*args, **kwargs)
        self.tillegg = {felt: getattr(naa, felt) for felt in self.fields}
        self.initial = self.tillegg | {"storrelser": ", ".join(map(str, naa.storrelser))}
        self.helper = skjemahjelp(*self.fields, knapp=gettext("Lagre"), avbryt=reverse_lazy("kurs:dager-mine"))

    def clean_storrelser(self):
        deler = [del_.strip() for del_ in self.cleaned_data["storrelser"].replace(";", ",").split(",") if del_.strip()]
        if not all(del_.isascii() and del_.isdigit() and len(del_) < 4 and 1 <= int(del_) <= 100 for del_ in deler):
            raise ValidationError(gettext("Skriv hele tall fra 1 til 100 med komma mellom, for eksempel 50, 100."))
        if len(deler) > FLEST_GRENSER:
            raise ValidationError(gettext("Skriv høyst %(antall)s tall.") % {"antall": FLEST_GRENSER})
        return sorted(set(map(int, deler)))


class MaalForm(forms.Form):
    """A target from a year on: of everyone, or of a category."""

    use_required_attribute = False

    aar = forms.IntegerField(
        label=_("Fra og med år"),
        min_value=FORSTE_AAR,
        max_value=SISTE_AAR,
        widget=heltall_input(4),
        error_messages={"invalid": _("Skriv et årstall, for eksempel 2027.")},
    )
    kategori = ObjektField(label=_("Hvem målet gjelder"), required=False)
    dager = TallField(
        label=_("Dager for hver ansatt i året"),
        tillat_negativ=False,
        max_digits=4,
        help_text=_("Skriv 0 hvis det ikke skal være noe mål."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("aar", timezone.localdate().year)
        self.fields["kategori"].sett_valg(Stillingskategori.objects.all(), tomt=gettext("Alle ansatte"))
        oppsett = reverse_lazy("kurs:dagoppsett-update")
        self.helper = skjemahjelp(*self.fields, knapp=gettext("Lagre målet"), avbryt=oppsett)
