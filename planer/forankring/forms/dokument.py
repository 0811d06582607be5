"""Forms about documents: all of one, its goals pasted as a list, and which of them the list shows."""

from crispy_forms.layout import Div
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kompetanse.felles.fields import DatoField, TekstField
from kompetanse.felles.samskriving import SamskrivForm
from kompetanse.felles.skjema import FlereFilerInput, ObjektField, VedleggField, skjemahjelp
from kompetanse.felles.vedlegg import ACCEPT
from kompetanse.organisasjon.forms.valg import EnhetValgField
from planer.forankring import maalliste
from planer.models import Listeverdi, Styringsdokument

SLAG = Listeverdi.Liste.DOKUMENTSLAG


class DokumentForm(SamskrivForm, forms.ModelForm):
    use_required_attribute = False
    utenom = ("filer",)

    tittel = TekstField(
        label=gettext_lazy("Tittel"),
        max_length=200,
        help_text=gettext_lazy("For eksempel «Kommuneplanens samfunnsdel 2024–2036»."),
    )
    slag = ObjektField(label=gettext_lazy("Slag"))
    vedtatt = DatoField(label=gettext_lazy("Vedtatt"), required=False)
    gyldig_til = DatoField(label=gettext_lazy("Gjelder til"), required=False)
    saksnummer = TekstField(label=gettext_lazy("Saksnummer"), max_length=40, required=False)
    lenke = forms.URLField(label=gettext_lazy("Lenke"), required=False, max_length=500, assume_scheme="https")
    filer = VedleggField(
        label=gettext_lazy("Dokumentet som fil"),
        help_text=gettext_lazy("PDF, Word eller Excel. Du kan velge flere på en gang."),
        widget=FlereFilerInput(attrs={"accept": ACCEPT}),
    )

    class Meta:
        model = Styringsdokument
        fields = ["tittel", "slag", "enhet", "vedtatt", "gyldig_til", "saksnummer", "lenke"]

    def __init__(self, *args, bruker, avbryt, **kwargs):
        super().__init__(*args, **kwargs)
        self.bruker = bruker
        naa = self.instance.slag if self.instance.slag_id else None
        mulige = list(Listeverdi.objects.i_liste(SLAG))
        self.fields["slag"].sett_valg([*mulige, *([naa] if naa and naa not in mulige else [])], tomt=_("Velg slag"))
        self.fields["enhet"] = EnhetValgField(
            kommune_id=bruker.kommune_id,
            label=_("Gjelder for"),
            required=not bruker.has_perm("planer.change_oppsett"),
            help_text=_("Enheten, sektoren eller kommunen. La stå tomt for lover og nasjonale strategier."),
        )
        if self.instance.enhet_id:
            self.initial["enhet"] = self.instance.enhet
        self.helper = skjemahjelp(
            *("tittel", "slag", "enhet"),
            Div("vedtatt", "gyldig_til", "saksnummer", css_class="siderad"),
            *("lenke", "filer"),
            knapp=_("Lagre"),
            avbryt=avbryt,
        )

    def clean_enhet(self):
        enhet = self.cleaned_data["enhet"]
        if not self.bruker.has_perm("planer.change_dokument", Styringsdokument(enhet=enhet)):
            raise ValidationError(_("Velg en enhet du svarer for."))
        return enhet


class MaallisteForm(forms.Form):
    """Goals pasted as a list; `maal` is how they were read."""

    use_required_attribute = False

    tekst = TekstField(
        label=gettext_lazy("Målene"),
        max_length=20_000,
        flere_linjer=True,
        rader=12,
        help_text=gettext_lazy("Ett på hver linje, gjerne med nummer foran: «1.1 Rett kompetanse på rett plass»."),
    )

    def clean(self):
        if tekst := self.cleaned_data.get("tekst"):
            try:
                self.maal = maalliste.les(tekst)
            except ValidationError as feil:
                self.add_error("tekst", feil)


class DokumentFilter(forms.Form):
    """Which documents the list shows."""

    q = TekstField(label=gettext_lazy("Tittel eller saksnummer"), max_length=100, required=False)
    slag = ObjektField(label=gettext_lazy("Slag"), required=False)
    vis = forms.ChoiceField(
        label=gettext_lazy("Vis"),
        required=False,
        choices=[("", gettext_lazy("Gjeldende")), ("alle", gettext_lazy("Også utgåtte"))],
    )

    def __init__(self, *args, bruker, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["slag"].sett_valg(Listeverdi.objects.filter(liste=SLAG), tomt=_("Alle"))

    def avgrens(self, dokumenter):
        """Those that the choices leave; a field that cannot be read leaves all, and says why."""
        self.is_valid()
        if self.cleaned_data.get("vis") != "alle":
            dokumenter = dokumenter.gjeldende()
        if slag := self.cleaned_data.get("slag"):
            dokumenter = dokumenter.filter(slag=slag)
        if q := self.cleaned_data.get("q"):
            dokumenter = dokumenter.med_ord(q)
        return dokumenter
