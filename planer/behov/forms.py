"""Forms about needs: the answer to a finding, the need itself, and what it rests on."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kartlegging.katalog.valg import KompetanseValgField
from kartlegging.models import Stillingskategori
from kompetanse.felles.fields import TekstField
from kompetanse.felles.samskriving import SamskrivForm
from kompetanse.felles.skjema import ObjektField, skjemahjelp
from kompetanse.felles.vedlegg import ACCEPT, VedleggInfo, kontroller_vedlegg
from planer.behov import faktorer
from planer.felt import DatoEllerTekstField, MedSvarForm, Svar, formfelt
from planer.models import Behovsgrunnlag, Faktornotat, Kompetansebehov, Listeverdi

HVA = ("kompetanse", "navn", "kategori")
ANTALL = ("har", "trenger", "frist")
MER = ("kritisk", "maal")
FLERE = ("driver", "beskrivelse", "trengs_til")


class FunnsvarForm(forms.Form):
    """One button of the list of findings: its name is the answer, and its value the finding's key."""

    ta_inn = forms.CharField(required=False, max_length=60)
    ikke_naa = forms.CharField(required=False, max_length=60)
    angre = forms.CharField(required=False, max_length=60)

    @property
    def svaret(self) -> tuple[str, str] | None:
        """Answer and key of the button that was pressed."""
        return next(((navn, nokkel) for navn, nokkel in self.cleaned_data.items() if nokkel), None)


def ord_i_liste(liste: Listeverdi.Liste, valgt: int | None = None) -> list[Listeverdi]:
    """The words that can be chosen, and the one that is chosen already."""
    return [ett for ett in Listeverdi.objects.filter(liste=liste) if ett.i_bruk or ett.pk == valgt]


class BehovForm(MedSvarForm, forms.ModelForm):
    """A need of one plan. Without a name of its own it is called what the competence is called."""

    use_required_attribute = False

    kompetanse = KompetanseValgField(
        label=gettext_lazy("Kompetanse fra katalogen"),
        required=False,
        help_text=gettext_lazy("Begynn å skrive, og velg. La stå tomt hvis den ikke finnes der."),
    )
    navn = TekstField(label=gettext_lazy("Behovet med deres ord"), max_length=200, required=False)
    frist = DatoEllerTekstField(
        label=gettext_lazy("Innen"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("En dato, eller for eksempel «hele året»."),
    )

    class Meta:
        model = Kompetansebehov
        fields = tuple(navn for navn in (*HVA, *ANTALL, *MER, *FLERE) if navn != "frist")
        formfield_callback = formfelt

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        behov = self.instance
        self.initial["frist"] = behov.frist or behov.frist_tekst
        self.initial["kompetanse"] = behov.kompetanse
        self.fields["kategori"].sett_valg(Stillingskategori.objects.all(), tomt=_("Alle stillinger"))
        self.fields["maal"].sett_valg(behov.plan.maal.gjelder())
        faktorer = ord_i_liste(Listeverdi.Liste.FAKTOR, behov.driver_id)
        self.fields["driver"].sett_valg(faktorer, tomt=_("Ikke valgt"))

    def clean(self):
        data = super().clean()
        if not data.get("navn") and "kompetanse" in data:
            if data["kompetanse"] is None:
                self.add_error("navn", _("Velg en kompetanse, eller skriv behovet med deres ord."))
            else:
                data["navn"] = data["kompetanse"].navn
        self.instance.frist, self.instance.frist_tekst = data.get("frist", Svar())
        return data

    @property
    def hva(self) -> list:
        return [self[navn] for navn in HVA]

    @property
    def antall(self) -> list:
        """What stands in one line."""
        return [self[navn] for navn in ANTALL]

    @property
    def mer(self) -> list:
        """The goals only when there are any."""
        return [self[navn] for navn in MER if navn != "maal" or self.fields["maal"].objekter]

    @property
    def flere(self) -> list:
        """What is folded away."""
        return [self[navn] for navn in FLERE]

    @property
    def er_utdypet(self) -> bool:
        """What is folded away has an error, or says something."""
        return any(navn in self.errors or self[navn].value() for navn in FLERE)


class FaktorForm(SamskrivForm, forms.ModelForm):
    """What a plan says of one factor."""

    use_required_attribute = False

    class Meta:
        model = Faktornotat
        fields = faktorer.FELTER
        formfield_callback = formfelt

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kan_paavirke"].choices = [("", _("Ikke svart")), *Faktornotat.Paavirkning.choices]
        for felt in ("ser", "betyr", "gjor"):
            self.fields[felt].widget.attrs["rows"] = 2


class GrunnlagForm(forms.ModelForm):
    """One thing that a need rests on: words, a figure, a file, or judgement on five steps; at least one of them."""

    use_required_attribute = False

    slag = ObjektField(label=gettext_lazy("Hva bygger behovet på?"))
    tekst = TekstField(label=gettext_lazy("Hva det viser"), max_length=1000, flere_linjer=True, rader=3, required=False)
    skjonn = forms.TypedChoiceField(
        label=gettext_lazy("Skjønn: hvor sterkt er behovet?"),
        choices=[
            ("", gettext_lazy("Ikke vurdert")),
            (1, gettext_lazy("1 svakt")),
            (2, gettext_lazy("2")),
            (3, gettext_lazy("3 middels")),
            (4, gettext_lazy("4")),
            (5, gettext_lazy("5 sterkt")),
        ],
        coerce=int,
        empty_value=None,
        required=False,
    )
    fil = forms.FileField(
        label=gettext_lazy("Fil"),
        required=False,
        help_text=gettext_lazy("PDF, Word, Excel eller bilde."),
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
    )

    class Meta:
        model = Behovsgrunnlag
        fields = ("slag", "tekst", "tall", "skjonn")
        formfield_callback = formfelt

    def __init__(self, *args, avbryt: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["slag"].sett_valg(ord_i_liste(Listeverdi.Liste.GRUNNLAG))
        self.helper = skjemahjelp("slag", "tekst", "tall", "skjonn", "fil", knapp=_("Legg til"), avbryt=avbryt)

    def clean_fil(self) -> VedleggInfo | None:
        fil = self.cleaned_data["fil"]
        return kontroller_vedlegg(fil) if fil else None

    def clean(self):
        data = super().clean()
        sagt = [data.get(navn) for navn in ("tekst", "tall", "skjonn", "fil")]
        if not self.errors and all(verdi in (None, "") for verdi in sagt):
            raise ValidationError(_("Skriv hva det viser, et tall eller en vurdering, eller legg ved en fil."))
        return data
