"""Forms about goals: the answer to one above, and a goal of the plan's own."""

from crispy_forms.layout import Div, Fieldset
from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kartlegging.labels import NUS
from kompetanse.felles.fields import DatoField, TallField, TekstField
from kompetanse.felles.innlesing.forms import OpplastingForm
from kompetanse.felles.samskriving import SamskrivForm
from kompetanse.felles.skjema import ObjektField, skjemahjelp
from kompetanse.felles.spreadsheets import TabellFeil
from kompetanse.organisasjon.forms.valg import PersonValgField
from planer.maal import maalingsliste
from planer.maal.maaling import les_verdi
from planer.models import Maal


class SvarForm(SamskrivForm, forms.ModelForm):
    """One sentence: how the plan contributes, or why not. The choice and its words are stored together, or neither is."""

    use_required_attribute = False

    valg = forms.ChoiceField(label=gettext_lazy("Bidrar vi?"), choices=Maal.Valg.choices[1:], widget=forms.HiddenInput)
    bidrag = TekstField(label="", max_length=500, flere_linjer=True, rader=2, required=False)

    class Meta:
        model = Maal
        fields = ["valg", "bidrag"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        til_side = self["valg"].value() == Maal.Valg.LAGT_TIL_SIDE
        self.fields["bidrag"].required = til_side
        self.fields["bidrag"].label = _("Hvorfor legger dere det til side?") if til_side else _("Slik bidrar vi")

    def onsket(self):
        return {} if self.errors else super().onsket()


class MaalForm(SamskrivForm, forms.ModelForm):
    """A goal of a document or of a plan's own, or how one that the plan has answered is measured: that one has its name
    from above."""

    use_required_attribute = False

    nummer = TekstField(label=gettext_lazy("Nummer i dokumentet"), max_length=20, required=False)
    navn = TekstField(
        label=gettext_lazy("Mål"),
        max_length=200,
        help_text=gettext_lazy("Hva som skal være oppnådd. For eksempel «Alle nye har en veileder fra første vakt»."),
    )
    over = ObjektField(
        label=gettext_lazy("Bidrar til"),
        required=False,
        help_text=gettext_lazy("Målet ovenfra som dette tjener."),
    )
    beskrivelse = TekstField(
        label=gettext_lazy("Beskrivelse"), max_length=2000, flere_linjer=True, rader=3, required=False
    )
    indikator = TekstField(
        label=gettext_lazy("Indikator"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Det dere teller eller måler. For eksempel «Nyansatte med navngitt veileder»."),
    )
    maaleenhet = TekstField(
        label=gettext_lazy("Måles i"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("For eksempel %, personer eller dager."),
    )
    nus = forms.TypedChoiceField(
        label=gettext_lazy("Laveste utdanningsnivå"),
        choices=[("", gettext_lazy("Velg nivå")), *NUS],
        coerce=int,
        empty_value=None,
        required=False,
        help_text=gettext_lazy("Bare når tallet er andelen med utdanning på minst et nivå."),
    )
    utgangspunkt = TallField(label=gettext_lazy("Utgangspunkt"), required=False)
    utgangspunkt_dato = DatoField(label=gettext_lazy("Målt"), required=False)
    maaltall = TallField(label=gettext_lazy("Mål"), required=False)
    minste = TallField(label=gettext_lazy("Laveste verdi vi godtar"), required=False)
    frist = DatoField(label=gettext_lazy("Innen"), required=False)

    class Meta:
        model = Maal
        fields = [
            *("nummer", "navn", "over", "beskrivelse", "indikator", "maaleenhet", "beregning", "nus", "retning"),
            *("utgangspunkt", "utgangspunkt_dato", "maaltall", "minste", "frist", "ansvarlig"),
        ]

    def __init__(self, *args, ankere, kommune_id, avbryt, **kwargs):
        super().__init__(*args, **kwargs)
        naa = [self.instance.over] if self.instance.over_id else []
        self.fields["over"].sett_valg(dict.fromkeys([*ankere, *naa]), tomt=_("Ikke noe mål ovenfra"))
        self.fields["ansvarlig"] = PersonValgField(kommune_id=kommune_id, label=_("Ansvarlig"), required=False)
        if self.instance.ansvarlig_id:
            self.initial["ansvarlig"] = self.instance.ansvarlig
        if self.instance.er_arvet:
            del self.fields["navn"], self.fields["over"]
        if self.instance.er_arvet or self.instance.plan_id:
            del self.fields["nummer"]
        self.helper = self._oppsett(avbryt)

    def _oppsett(self, avbryt):
        hva = [navn for navn in ("nummer", "navn", "over", "beskrivelse", "ansvarlig") if navn in self.fields]
        return skjemahjelp(
            Fieldset(_("Hva dere vil oppnå"), *hva),
            Fieldset(
                _("Slik måler dere det"),
                *("indikator", "beregning", "nus"),
                Div("maaleenhet", "retning", css_class="siderad"),
                Div("utgangspunkt", "utgangspunkt_dato", css_class="siderad"),
                Div("maaltall", "frist", "minste", css_class="siderad"),
            ),
            knapp=_("Lagre"),
            avbryt=avbryt,
        )


class MaalingForm(forms.Form):
    """What a goal was measured at on a day."""

    use_required_attribute = False

    dato = DatoField(label=gettext_lazy("Målt"), initial=timezone.localdate)
    verdi = TekstField(label=gettext_lazy("Verdi"), max_length=30, help_text=gettext_lazy("Et tall, eller «45 av 60»."))
    merknad = TekstField(label=gettext_lazy("Merknad"), max_length=200, required=False)

    def clean_verdi(self):
        return les_verdi(self.cleaned_data["verdi"])


class MaalingslisteForm(OpplastingForm):
    """Many measurements: a file, or a table that is pasted. What a file holds is shown as text, to be mended there."""

    use_required_attribute = False
    ark = linje = None

    tekst = TekstField(
        label=gettext_lazy("Målingene"),
        flere_linjer=True,
        required=False,
        strip=False,
        max_length=200_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy("Dato og verdi på hver linje, for eksempel «31.3.2026; 73». Lim gjerne inn fra Excel."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["fil"].required = False
        self.lest = None

    def clean_fil(self):
        return super().clean_fil() if self.cleaned_data.get("fil") else None

    def clean(self):
        """With `lest`, the rows of the text (`maalingsliste.Lest`)."""
        data = super().clean()
        if not self.errors:
            try:
                self.lest = maalingsliste.les(self._teksten(data.get("fil"), data["tekst"]))
            except TabellFeil as feil:
                self.add_error("fil" if data.get("fil") else "tekst", str(feil))
        return data

    def _teksten(self, fil, tekst):
        if fil and tekst.strip():
            raise forms.ValidationError({"fil": _("Velg en fil eller lim inn målingene, ikke begge deler.")})
        if not fil and not tekst.strip():
            raise forms.ValidationError({"tekst": _("Velg en fil, eller lim inn målingene.")})
        if fil:
            tekst = maalingsliste.som_tekst(fil, fil.name)
            self.data = self.data.copy()
            self.data["tekst"] = tekst
        return tekst
