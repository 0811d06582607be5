"""The answer to a case, and every other action with a comment."""

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kompetanse.felles.fields import BelopField, TekstField
from kompetanse.felles.formats import kr
from kompetanse.felles.pdf import krev_skrift
from kompetanse.felles.skjema import ObjekterField
from kompetanse.organisasjon.forms.valg import PersonValgField

LANG_TEKST, GRUNN = 5_000, 300
# Reasons that stand as one line in the chain.
KORTE = {
    "meld_inhabil": gettext_lazy("Hvorfor er du inhabil?"),
    "pek_ut": gettext_lazy("Hvorfor svarer en annen enn den som har rollen?"),
}

# What is said stands in the letter, or in the agenda and the minutes.
PAA_TRYKK = ("avslaa", "innstill")


class SvarForm(forms.Form):
    """`steg` is the step that the page showed, so that an old page cannot answer a newer step."""

    use_required_attribute = False

    steg = forms.IntegerField(required=False, widget=forms.HiddenInput)
    belop = BelopField(label=gettext_lazy("Innstilt beløp"), required=False)
    kommentar = TekstField(
        label=gettext_lazy("Kommentar"), max_length=LANG_TEKST, flere_linjer=True, rader=3, required=False
    )

    def __init__(self, *args, handling, overgang, soknad, steg, bruker, **kwargs):
        kwargs["initial"] = {"steg": steg and steg.pk, "belop": soknad.soknadsbelop}
        super().__init__(*args, **kwargs)
        self._tilpass_kommentar(handling, overgang)
        if handling == "pek_ut":
            self.fields["person"] = PersonValgField(
                kommune_id=soknad.kommune_id,
                label=_("Hvem skal svare?"),
                help_text=_("Skriv hele navnet eller ansattnummeret."),
            )
            self.order_fields(["person"])
        if handling == "si_nei":
            self._spor_for_enhetene([rad for rad in soknad.soknadsenheter.all() if rad.rolle_for(bruker)])
        if handling == "innstill":
            self.fields["belop"].help_text = _("Søkt: %(belop)s. Skriv 0 for å innstille på avslag.") % {
                "belop": kr(soknad.soknadsbelop)
            }
        else:
            del self.fields["belop"]

    def _spor_for_enhetene(self, rader):
        felt = self.fields["enheter"] = ObjekterField(
            label=_("Hvem er ikke med?"), error_messages={"required": _("Velg minst én enhet.")}
        )
        felt.sett_valg(rader)
        felt.initial = rader if len(rader) == 1 else None
        self.order_fields(["enheter"])

    def _tilpass_kommentar(self, handling, overgang):
        if handling in ("ta_tilbake", "send_inn"):
            del self.fields["kommentar"]
            return
        felt = self.fields["kommentar"]
        felt.required = overgang.maa_begrunnes
        felt.error_messages["required"] = _("Skriv en begrunnelse.")
        if overgang.maa_begrunnes:
            felt.label = _("Begrunnelse")
        if handling in PAA_TRYKK:
            felt.validators.append(krev_skrift)
        if handling in KORTE:
            felt.label = KORTE[handling]
            felt.widget.attrs["data-maks"] = GRUNN
            felt.validators.append(MaxLengthValidator(GRUNN, message=TekstField.too_long))


class SendForm(forms.Form):
    """What the applicant confirms of a measure that is over."""

    use_required_attribute = False

    gjennomfort = forms.BooleanField(
        label=gettext_lazy("Ja, tiltaket er gjennomført, og vi søker om å få dekket det som det kostet")
    )
