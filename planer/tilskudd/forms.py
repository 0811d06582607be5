"""The form of one grant."""

from crispy_forms.layout import Div, Fieldset
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kompetanse.felles.fields import DatoField, TekstField, heltall_input
from kompetanse.felles.samskriving import SamskrivForm
from kompetanse.felles.skjema import ObjektField, skjemahjelp
from planer.models import Tilskudd, Visning

PUNKTER = gettext_lazy("Ett punkt på hver linje.")


def _linjer(etikett, hjelp=PUNKTER, rader=4):
    return TekstField(label=etikett, max_length=4000, flere_linjer=True, rader=rader, required=False, help_text=hjelp)


class TilskuddForm(SamskrivForm, forms.ModelForm):
    use_required_attribute = False

    navn = TekstField(label=gettext_lazy("Navn"), max_length=200)
    forvalter = TekstField(
        label=gettext_lazy("Forvalter"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Den som tar imot søknaden, for eksempel statsforvalteren."),
    )
    hvem = _linjer(gettext_lazy("Hvem som kan søke"))
    dekker = _linjer(gettext_lazy("Hva det kan gå til"))
    spor_om = _linjer(gettext_lazy("Hva det spørres om i søknaden"))
    vilkaar = _linjer(gettext_lazy("Vilkår og regler"))
    frist = DatoField(label=gettext_lazy("Søknadsfrist"), required=False)
    frist_eksempel = _linjer(
        gettext_lazy("Eksempler på søknadsfrist"), gettext_lazy("Hva fristen har vært, og hvor."), 3
    )
    rapportfrist = DatoField(label=gettext_lazy("Frist for rapport"), required=False)
    rapportfrist_eksempel = _linjer(
        gettext_lazy("Eksempler på frist for rapport"), gettext_lazy("Hva fristen har vært, og hvor."), 3
    )
    hvert_aar = forms.BooleanField(
        label=gettext_lazy("Fristene er på samme dag hvert år"),
        required=False,
        help_text=gettext_lazy("29. februar blir 28. februar i år som ikke har den dagen."),
    )
    varsles_dager = forms.IntegerField(
        label=gettext_lazy("Minn på fristene"),
        min_value=0,
        max_value=365,
        widget=heltall_input(4, **{"data-suffiks": gettext_lazy("dager før")}),
        error_messages={"invalid": gettext_lazy("Skriv antall dager som et helt tall, for eksempel 42.")},
    )
    lenke = forms.URLField(label=gettext_lazy("Lenke"), max_length=500, required=False, assume_scheme="https")
    kilder = _linjer(gettext_lazy("Kilder"), gettext_lazy("Hvor opplysningene er hentet fra."), 3)
    merknad = _linjer(gettext_lazy("Merknad"), "", 3)
    visning = ObjektField(
        label=gettext_lazy("Visning av tiltakene"),
        required=False,
        help_text=gettext_lazy("Kolonnene og overskriftene som forvalteren vil ha. De endres under visningene."),
    )
    i_bruk = forms.BooleanField(label=gettext_lazy("I bruk"), required=False)

    class Meta:
        model = Tilskudd
        fields = [
            *("navn", "forvalter", "hvem", "dekker", "spor_om", "vilkaar", "frist", "frist_eksempel", "rapportfrist"),
            *("rapportfrist_eksempel", "hvert_aar", "varsles_dager", "lenke", "visning", "kilder", "merknad", "i_bruk"),
        ]

    def __init__(self, *args, avbryt, **kwargs):
        super().__init__(*args, **kwargs)
        har = Visning.objects.filter(pk=self.instance.visning_id)
        self.fields["visning"].sett_valg(Visning.objects.i_bruk() | har, tomt=_("Kommunens egen"))
        self.helper = skjemahjelp(
            *("navn", "forvalter"),
            Fieldset(
                _("Frister"),
                Div("frist", "rapportfrist", css_class="siderad"),
                *("hvert_aar", "varsles_dager", "frist_eksempel", "rapportfrist_eksempel"),
            ),
            Fieldset(_("Om tilskuddet"), "hvem", "dekker", "spor_om", "vilkaar", "lenke", "kilder", "merknad"),
            Fieldset(_("Tiltakene"), "visning"),
            "i_bruk",
            knapp=_("Lagre"),
            avbryt=avbryt,
        )
