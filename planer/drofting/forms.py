"""The forms of a discussion: before, during and after."""

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kompetanse.felles.fields import DatoField, TekstField, heltall_input
from kompetanse.felles.samskriving import SamskrivForm
from kompetanse.felles.skjema import ObjekterField, ObjektField, skjemahjelp
from kompetanse.felles.vedlegg import ACCEPT, VedleggInfo, kontroller_vedlegg
from kompetanse.organisasjon.forms.valg import PersonValgField
from planer.models import (
    Forarbeidsnotat,
    Innspill,
    Innspillsgruppe,
    Kompetansedrofting,
    Motemateriell,
    Moterom,
    Styringsdokument,
    Tiltaksforslag,
)

LANG_TEKST = 2_000


class MoteForm(SamskrivForm, forms.ModelForm):
    """When and where the meeting is, what the staff are told, and who leads it besides."""

    use_required_attribute = False
    utenom = ("moteledere", "ny_moteleder")

    dato = DatoField(label=gettext_lazy("Dato"), required=False)
    klokkeslett = forms.TimeField(
        label=gettext_lazy("Klokkeslett"),
        required=False,
        input_formats=["%H.%M", "%H:%M", "%H:%M:%S", "%H"],
        widget=forms.TimeInput(format="%H.%M", attrs={"inputmode": "decimal", "autocomplete": "off", "size": 6}),
        error_messages={"invalid": gettext_lazy("Skriv klokkeslettet som time.minutt, for eksempel 09.00.")},
    )
    sted = TekstField(label=gettext_lazy("Sted"), max_length=120, required=False)
    melding = TekstField(
        label=gettext_lazy("Melding til medarbeiderne"),
        max_length=1000,
        flere_linjer=True,
        rader=3,
        required=False,
        help_text=gettext_lazy("Hva de skal lese og tenke på før de kommer."),
    )
    moteledere = ObjekterField(label=gettext_lazy("Leder møtet sammen med deg"), required=False)

    class Meta:
        model = Kompetansedrofting
        fields = ["dato", "klokkeslett", "sted", "melding"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        drofting = self.instance
        ledere = list(drofting.moteledere.all())
        self.fields["moteledere"].sett_valg(ledere)
        self.fields["moteledere"].initial = ledere
        self.fields["ny_moteleder"] = PersonValgField(
            kommune_id=drofting.kommune_id,
            label=_("Ta med en møteleder til"),
            required=False,
            help_text=_("Møteledere ser notatene dine, styrer veggen og viser innspill."),
        )
        felter = ["dato", "klokkeslett", "sted", "melding", *(["moteledere"] if ledere else []), "ny_moteleder"]
        if not ledere:
            del self.fields["moteledere"]
        self.helper = skjemahjelp(*felter, knapp=_("Lagre"), avbryt=drofting.get_absolute_url())

    @property
    def ledere(self) -> list:
        ny = self.cleaned_data["ny_moteleder"]
        return [*self.cleaned_data.get("moteledere", ()), *([ny] if ny else [])]


class NotatForm(SamskrivForm, forms.ModelForm):
    """The leader's own words on a line of the checklist."""

    use_required_attribute = False

    gjort = forms.BooleanField(label=gettext_lazy("Gjort"), required=False)
    tekst = TekstField(label=gettext_lazy("Notat"), max_length=LANG_TEKST, flere_linjer=True, rader=4, required=False)

    class Meta:
        model = Forarbeidsnotat
        fields = ["tekst", "gjort"]


class MateriellForm(forms.ModelForm):
    """Something to read before the meeting: a styringsdokument, a link or a file."""

    use_required_attribute = False

    tittel = TekstField(label=gettext_lazy("Hva det er"), max_length=200, required=False)
    lenke = forms.URLField(label=gettext_lazy("Eller en lenke"), max_length=500, required=False, assume_scheme="https")
    fil = forms.FileField(
        label=gettext_lazy("Eller en fil"), required=False, widget=forms.FileInput(attrs={"accept": ACCEPT})
    )
    dokument = ObjektField(label=gettext_lazy("Styringsdokument"), required=False)

    class Meta:
        model = Motemateriell
        fields = ["dokument", "lenke", "tittel"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        drofting = self.instance.drofting
        dokumenter = Styringsdokument.objects.filter(kommune_id=drofting.kommune_id).gjeldende()
        brukte = drofting.materiell.filter(dokument__isnull=False).values("dokument")
        self.fields["dokument"].sett_valg(dokumenter.exclude(pk__in=brukte), tomt=_("Velg"))
        self.helper = skjemahjelp(
            "dokument", "lenke", "fil", "tittel", knapp=_("Legg ved"), avbryt=drofting.get_absolute_url()
        )

    def clean_fil(self) -> VedleggInfo | None:
        fil = self.cleaned_data["fil"]
        return kontroller_vedlegg(fil) if fil else None

    def clean(self):
        data = super().clean()
        valgt = [navn for navn in ("dokument", "lenke", "fil") if data.get(navn)]
        if len(valgt) != 1 and not self.errors:
            raise ValidationError(_("Velg et styringsdokument, skriv en lenke eller velg en fil. Én av dem."))
        return data

    def _get_validation_exclusions(self):
        # The file is stored by the process, which asks for the constraints then.
        return super()._get_validation_exclusions() | {"lagringssti"}

    def validate_constraints(self):
        """Left to the process, as the file is no column before it is stored."""


class RomForm(SamskrivForm, forms.ModelForm):
    use_required_attribute = False

    stemmer_hver = forms.IntegerField(
        label=gettext_lazy("Stemmer til hver telefon"), min_value=1, max_value=10, widget=heltall_input(3)
    )

    class Meta:
        model = Moterom
        fields = ["moderert", "stemmer_hver"]


class InnspillForm(forms.Form):
    """One note, typed on a phone or by the one who leads."""

    use_required_attribute = False

    tekst = TekstField(
        label=gettext_lazy("Ditt innspill"),
        max_length=Innspill.MAKS_TEGN,
        error_messages={"required": gettext_lazy("Skriv innspillet først.")},
        # What is being typed stays when the page is drawn anew around it.
        widget=forms.Textarea(attrs={"rows": 3, "data-maks": Innspill.MAKS_TEGN, "hx-preserve": "true"}),
    )
    gruppe = ObjektField(label=gettext_lazy("Hva det gjelder"), required=False)

    def __init__(self, *args, grupper=(), **kwargs):
        super().__init__(*args, **kwargs)
        if grupper:
            self.fields["gruppe"].sett_valg(grupper, tomt=_("Ikke valgt"))
        else:
            del self.fields["gruppe"]


class TavleForm(forms.Form):
    """What is done on the wall: to which notes, in which group, by which name."""

    HANDLINGER = ("flytt", "samle", "vis", "skjul", "merk")

    handling = forms.ChoiceField(choices=[(navn, navn) for navn in HANDLINGER])
    gruppe = forms.IntegerField(required=False)
    navn = TekstField(max_length=120, required=False, label=gettext_lazy("Navn på gruppen"))
    kritisk = forms.BooleanField(required=False)

    def clean(self):
        data = super().clean()
        if data.get("handling") == "samle" and not data.get("navn"):
            self.add_error("navn", _("Skriv et navn på gruppen."))
        if data.get("handling") == "merk" and not data.get("gruppe"):
            self.add_error("gruppe", _("Velg en gruppe."))
        return data

    @property
    def innspill(self) -> list[int]:
        """The keys that were posted; what is no key is left out."""
        return [int(pk) for pk in self.data.getlist("innspill") if pk.isascii() and pk.isdecimal() and len(pk) < 19]


class GruppeForm(SamskrivForm, forms.ModelForm):
    use_required_attribute = False

    navn = TekstField(label=gettext_lazy("Navn på gruppen"), max_length=120)
    kritisk = forms.BooleanField(label=gettext_lazy("Kritisk: dette kan vi ikke klare oss uten"), required=False)

    class Meta:
        model = Innspillsgruppe
        fields = ["navn", "kritisk"]


class ForslagForm(SamskrivForm, forms.ModelForm):
    """A measure that the meeting proposes."""

    use_required_attribute = False

    navn = TekstField(label=gettext_lazy("Tiltak"), max_length=200)
    hvorfor = TekstField(
        label=gettext_lazy("Hvorfor"), max_length=LANG_TEKST, flere_linjer=True, rader=3, required=False
    )
    gruppe = ObjektField(label=gettext_lazy("Behovet det møter"), required=False)
    for_hele = forms.TypedChoiceField(
        label=gettext_lazy("Hvem trenger det"),
        choices=[("", gettext_lazy("Enheten vår")), ("1", gettext_lazy("Hele organisasjonen"))],
        coerce=bool,
        empty_value=False,
        required=False,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("Forslag for hele organisasjonen går til HR. De andre kan legges i enhetens plan."),
    )
    kritisk = forms.BooleanField(label=gettext_lazy("Kritisk"), required=False)

    class Meta:
        model = Tiltaksforslag
        fields = ["navn", "hvorfor", "gruppe", "for_hele", "kritisk"]

    def __init__(self, *args, avbryt, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["gruppe"].sett_valg(self.instance.drofting.grupper.all(), tomt=_("Ingen av dem"))
        self.initial["for_hele"] = "1" if self.instance.for_hele else ""
        self.helper = skjemahjelp(*self.Meta.fields, knapp=_("Lagre forslaget"), avbryt=avbryt)


class OppsummeringForm(SamskrivForm, forms.ModelForm):
    use_required_attribute = False

    oppsummering = TekstField(
        label=gettext_lazy("Hva dere er blitt enige om, og hva som skjer nå"),
        max_length=LANG_TEKST,
        flere_linjer=True,
        rader=4,
        required=False,
    )

    class Meta:
        model = Kompetansedrofting
        fields = ["oppsummering"]


class LeggInnForm(forms.Form):
    """What of it is put into which plan."""

    use_required_attribute = False

    plan = ObjektField(label=gettext_lazy("Plan"))
    grupper = ObjekterField(label=gettext_lazy("Behov"), required=False)
    forslag = ObjekterField(label=gettext_lazy("Tiltak"), required=False)

    def __init__(self, *args, drofting, planer, grupper, forslag, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["plan"].sett_valg(planer)
        for navn, rader in (("grupper", grupper), ("forslag", forslag)):
            self.fields[navn].sett_valg(rader)
            self.fields[navn].initial = rader
        felter = ["plan", *(navn for navn, rader in (("grupper", grupper), ("forslag", forslag)) if rader)]
        self.helper = skjemahjelp(
            *felter,
            knapp=_("Legg inn i planen"),
            avbryt=reverse("planer:kompetansedrofting-detail", args=[drofting.pk]),
        )

    def clean(self):
        data = super().clean()
        if not self.errors and not (data.get("grupper") or data.get("forslag")):
            raise ValidationError(_("Kryss av for det som skal inn i planen."))
        return data

    @property
    def verdier(self) -> dict:
        """What was chosen, as `forslag.legg_inn` takes it."""
        valgt = self.cleaned_data
        return {"plan": valgt["plan"], "grupper": valgt.get("grupper", []), "forslag": valgt.get("forslag", [])}
