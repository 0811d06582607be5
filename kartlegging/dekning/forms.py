"""The filters of the lists, and the settings."""

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kartlegging.dekning.telling import MANGLER
from kartlegging.models import Kartleggingsoppsett, Stillingskategori
from kartlegging.models.oppsett import FLEST_MAANEDER
from kompetanse.felles.fields import TekstField
from kompetanse.felles.samskriving import SamskrivForm
from kompetanse.felles.skjema import Listefilter, ObjektField, skjemahjelp
from kompetanse.organisasjon.forms.valg import EnhetValgField
from kompetanse.organisasjon.models import Enhet
from kompetanse.organisasjon.models.enhet import sti_innenfor

FLEST_DAGER = 730
FLEST_VARSLER = 6


class Enhetsfilter(Listefilter):
    """A filter with the unit that the address names (`i_enhet`), or else one that is written."""

    def __init__(self, valg, *, bruker):
        super().__init__(valg, bruker=bruker)
        pk = str(valg.get("i_enhet", ""))
        self.i_enhet = Enhet.objects.filter(pk=pk).first() if pk.isascii() and pk.isdigit() and len(pk) < 12 else None
        if not self.i_enhet:
            self.fields["enhet"] = EnhetValgField(
                kommune_id=bruker.kommune_id, label=gettext_lazy("Enhet"), required=False
            )
            self.order_fields(["enhet"])

    @property
    def enhet(self) -> Enhet | None:
        """The unit that the list is for: the whole kommune without one; None when the unit cannot be read."""
        self.is_valid()
        if self.i_enhet or "enhet" in self.errors:
            return self.i_enhet
        return self.cleaned_data.get("enhet") or Enhet.objects.get(kommune_id=self.bruker.kommune_id, depth=1)


class Mangelfilter(Enhetsfilter):
    mangel = forms.ChoiceField(
        label=gettext_lazy("Hva som mangler"),
        required=False,
        choices=[("", gettext_lazy("Noe mangler")), *MANGLER.items()],
    )


class Utlopsfilter(Enhetsfilter):
    innen = forms.ChoiceField(
        label=gettext_lazy("Går ut"),
        required=False,
        choices=[
            ("", gettext_lazy("Innen 90 dager")),
            ("30", gettext_lazy("Innen 30 dager")),
            ("7", gettext_lazy("Innen 7 dager")),
            ("365", gettext_lazy("Innen et år")),
        ],
    )
    fornyes = forms.ChoiceField(
        label=gettext_lazy("Fornyelse"),
        required=False,
        choices=[
            ("", gettext_lazy("Alle")),
            ("nei", gettext_lazy("Ikke begynt")),
            ("ja", gettext_lazy("Begynt eller venter")),
        ],
    )

    @property
    def dager(self) -> int:
        return int(self.valgt("innen") or 90)


class Kategorifilter(Enhetsfilter):
    def __init__(self, valg, *, bruker):
        super().__init__(valg, bruker=bruker)
        kategorier = Stillingskategori.objects.filter(kommune_id=bruker.kommune_id)
        self.fields["kategori"] = ObjektField(label=_("Stillingskategori"), required=False)
        self.fields["kategori"].sett_valg(kategorier, tomt=_("Alle"))

    def avgrens(self, rader):
        """The rows of the unit and the category that are chosen; without a unit, of all units."""
        self.is_valid()
        if enhet := self.cleaned_data.get("enhet"):
            rader = rader.filter(sti_innenfor(enhet.path, "enhet__path"))
        kategori = self.cleaned_data.get("kategori")
        return rader.filter(kategori=kategori) if kategori else rader


class OppsettForm(SamskrivForm, forms.Form):
    use_required_attribute = False

    varsle_dager = TekstField(
        label=gettext_lazy("Varsle så mange dager før noe går ut"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("Hele tall med komma mellom, for eksempel 90, 30, 7. Står feltet tomt, varsles ingen."),
    )
    maal_formal = forms.IntegerField(
        label=gettext_lazy("Mål for formell kompetanse, i prosent av de ansatte"), min_value=0, max_value=100
    )
    maal_real = forms.IntegerField(
        label=gettext_lazy("Mål for realkompetanse, i prosent av de ansatte"), min_value=0, max_value=100
    )
    sperres_etter_mnd = forms.IntegerField(
        label=gettext_lazy("Sperr kompetansen så mange måneder etter at noen har sluttet"),
        min_value=1,
        max_value=FLEST_MAANEDER,
        required=False,
        help_text=gettext_lazy("Da ser bare HR den. Står feltet tomt, blir ingenting sperret eller slettet."),
    )
    slettes_etter_mnd = forms.IntegerField(
        label=gettext_lazy("Slett den så mange måneder etter at den er sperret"),
        min_value=1,
        max_value=FLEST_MAANEDER,
        required=False,
        help_text=gettext_lazy("Det som betyr noe for lønn eller tilsetting, bevares likevel."),
    )

    def __init__(self, *args, naa: Kartleggingsoppsett, **kwargs):
        super().__init__(*args, **kwargs)
        self.tillegg = {felt: getattr(naa, felt) for felt in self.fields}
        self.initial = self.tillegg | {"varsle_dager": ", ".join(map(str, naa.varsle_dager))}
        for felt in ("maal_formal", "maal_real"):
            self.fields[felt].widget = forms.TextInput(attrs={"inputmode": "numeric", "size": 4})
            self.fields[felt].error_messages |= {
                "invalid": _("Skriv et helt tall fra 0 til 100."),
                "min_value": _("Målet kan ikke være mindre enn 0 prosent."),
                "max_value": _("Målet kan ikke være mer enn 100 prosent."),
            }
        for felt in ("sperres_etter_mnd", "slettes_etter_mnd"):
            self.fields[felt].widget = forms.TextInput(attrs={"inputmode": "numeric", "size": 4})
            self.fields[felt].error_messages |= dict.fromkeys(
                ("invalid", "min_value", "max_value"), _("Skriv et helt tall fra 1 til %s.") % FLEST_MAANEDER
            )
        self.helper = skjemahjelp(
            "varsle_dager",
            "maal_formal",
            "maal_real",
            "sperres_etter_mnd",
            "slettes_etter_mnd",
            knapp=_("Lagre"),
            avbryt=reverse_lazy("kartlegging:dekning-list"),
        )

    def clean_varsle_dager(self):
        deler = [
            del_.strip() for del_ in self.cleaned_data["varsle_dager"].replace(";", ",").split(",") if del_.strip()
        ]
        dager = [_lest_dager(del_) for del_ in deler]
        if like := next((antall for antall in dager if dager.count(antall) > 1), None):
            raise ValidationError(_("%(antall)s dager står to ganger.") % {"antall": like})
        if len(dager) > FLEST_VARSLER:
            raise ValidationError(_("Skriv høyst %(antall)s tall.") % {"antall": FLEST_VARSLER})
        return dager


def _lest_dager(tekst):
    if not (tekst.isascii() and tekst.isdigit() and len(tekst) < 6):
        raise ValidationError(_("«%(tekst)s» er ikke et helt tall. Skriv for eksempel 90, 30, 7.") % {"tekst": tekst})
    if not 1 <= int(tekst) <= FLEST_DAGER:
        grenser = {"tekst": tekst, "flest": FLEST_DAGER}
        raise ValidationError(_("%(tekst)s dager går ikke. Skriv tall fra 1 til %(flest)s.") % grenser)
    return int(tekst)
