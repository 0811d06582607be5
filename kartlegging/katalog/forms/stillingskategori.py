"""Forms of a category of positions, and of what is to lead to it."""

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kartlegging.katalog.forms.felter import KompetanserField, LinjerField
from kartlegging.katalog.stillingskategorier import veiene_til
from kartlegging.labels import NUS
from kartlegging.models import Stillingskategori
from kompetanse.felles.fields import TekstField
from kompetanse.felles.samskriving import SamskrivForm
from kompetanse.felles.skjema import Listefilter, ObjektField, skjemahjelp

TITTEL, KODE = "tittel", "kode"


class StillingskategoriForm(SamskrivForm, forms.ModelForm):
    use_required_attribute = False

    navn = TekstField(label=gettext_lazy("Navn"), max_length=100)
    nus = forms.TypedChoiceField(
        label=gettext_lazy("Laveste utdanningsnivå (NUS)"),
        choices=[("", gettext_lazy("Ikke krav om utdanning")), *NUS],
        coerce=int,
        empty_value=None,
        required=False,
    )
    formalkrav = KompetanserField(
        label=gettext_lazy("Formelt krav"),
        rader=3,
        help_text=gettext_lazy("Autorisasjon, fagbrev eller utdanning, ett navn på hver linje. Én av dem er nok."),
    )
    stillingskoder = LinjerField(
        label=gettext_lazy("Stillingskoder som fører hit"),
        maks=20,
        rader=3,
        help_text=gettext_lazy("Én på hver linje. En tittel går foran en kode."),
    )
    titler = LinjerField(
        label=gettext_lazy("Stillingstitler som fører hit"),
        maks=150,
        rader=6,
        help_text=gettext_lazy("Én på hver linje. Store og små bokstaver er det samme."),
    )

    class Meta:
        model = Stillingskategori
        fields = ["navn", "nus"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.tillegg = veiene_til(self.instance)
        self.initial |= self.tillegg
        avbryt = self.instance.get_absolute_url() if self.instance.pk else reverse("kartlegging:stillingskategori-list")
        felter = ("navn", "stillingskoder", "titler", "nus", "formalkrav")
        self.helper = skjemahjelp(*felter, knapp=_("Lagre"), avbryt=avbryt)


class KategoriFilter(Listefilter):
    q = TekstField(label=gettext_lazy("Navn, tittel eller stillingskode"), max_length=100, required=False)


class TilknytningForm(forms.Form):
    """A title or a code that leads nowhere, and the category that it is to lead to."""

    vei = forms.ChoiceField(choices=[(TITTEL, ""), (KODE, "")])
    stillingskode = TekstField(max_length=20, required=False)
    tittel = TekstField(max_length=150, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kategori"] = ObjektField(label=_("Kategori"), error_messages={"required": _("Velg kategori.")})
        self.fields["kategori"].sett_valg(Stillingskategori.objects.all(), tomt=_("Velg kategori"))

    @property
    def kilde(self) -> dict[str, str]:
        """What is to lead there."""
        data = self.cleaned_data
        return {"tittel": data["tittel"]} if data["vei"] == TITTEL else {"stillingskode": data["stillingskode"]}

    @property
    def feil(self) -> forms.ValidationError:
        """All that is wrong, without the names of fields that the page does not show."""
        return forms.ValidationError([melding for meldinger in self.errors.values() for melding in meldinger])

    def clean(self):
        if not self.errors and not any(self.kilde.values()):
            raise forms.ValidationError(_("Velg en tittel eller en stillingskode."))
