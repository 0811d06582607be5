"""The filter of the register."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy

from kompetanse.felles.fields import TekstField
from kompetanse.felles.skjema import ObjektField
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Enhet
from planer.models import Satsingsomraade
from soknader.models import Ramme, Soknad, Soknadsrunde
from soknader.sak.utkast import avdelingsnivaa

Status = Soknad.Status
GRUPPER = {
    "behandles": (gettext_lazy("Under behandling (alle)"), Status.under_behandling()),
    "avgjort": (gettext_lazy("Avgjort (alle)"), Status.avgjorte()),
}


class RegisterForm(forms.Form):
    """Bound to the query string; an unknown value is left out rather than refused."""

    use_required_attribute = False
    foldes = ("aar", "enhet", "satsingsomraade", "soknadsrunde")

    sok = TekstField(
        label=gettext_lazy("Søk"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    hvem = forms.ChoiceField(
        label=gettext_lazy("Vis"),
        choices=[
            ("", gettext_lazy("Alle jeg kan se")),
            ("mine", gettext_lazy("Mine")),
            ("venter", gettext_lazy("Venter på meg")),
            ("stansede", gettext_lazy("Ingen kan svare")),
            ("uten_eier", gettext_lazy("Søkeren er ikke her")),
        ],
        required=False,
    )
    status = forms.ChoiceField(
        label=gettext_lazy("Status"),
        choices=[
            ("", gettext_lazy("Alle")),
            *((navn, tekst) for navn, (tekst, _stater) in GRUPPER.items()),
            *Status.choices,
        ],
        required=False,
    )
    aar = forms.TypedChoiceField(label=gettext_lazy("År"), coerce=int, empty_value=None, required=False)
    enhet = ObjektField(label=gettext_lazy("Enhet"), required=False)
    satsingsomraade = ObjektField(label=gettext_lazy("Satsingsområde"), required=False)
    soknadsrunde = ObjektField(label=gettext_lazy("Søknadsrunde"), required=False)

    def __init__(self, *args, bruker, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["aar"].choices = [("", gettext_lazy("Alle")), *((aar, aar) for aar in _aar())]
        self.fields["satsingsomraade"].sett_valg(Satsingsomraade.objects.visible_to(bruker), tomt=gettext_lazy("Alle"))
        runder = list(Soknadsrunde.objects.filter(kommune_id=bruker.kommune_id))
        if runder:
            self.fields["soknadsrunde"].sett_valg(runder, tomt=gettext_lazy("Alle"))
        else:
            del self.fields["soknadsrunde"]
        enheter = list(_enheter(bruker))
        if enheter:
            self.fields["enhet"].sett_valg(enheter, tomt=gettext_lazy("Alle"))
        else:
            del self.fields["enhet"]

    def clean_status(self):
        """One state or a group of them, as a tuple."""
        valgt = self.cleaned_data["status"]
        if not valgt:
            return ()
        return GRUPPER[valgt][1] if valgt in GRUPPER else (valgt,)

    def valg(self):
        """The filters as arguments of `register.finn`; what is not understood is left out."""
        self.is_valid()
        return dict(self.cleaned_data)


def _aar():
    """Years with a frame, and this year and the next, newest first."""
    naa = timezone.localdate().year
    return sorted({naa, naa + 1, *Ramme.objects.order_by().values_list("aar", flat=True)}, reverse=True)


def _enheter(bruker):
    """The units down to the avdelinger that the user sees cases from; none for those who only see their own."""
    oeverst = Enhet.objects.gyldig().filter(depth__gt=1, depth__lte=avdelingsnivaa(bruker.kommune_id))
    if tilgang.ser_alle_saker(bruker):
        return oeverst.filter(kommune_id=bruker.kommune_id)
    return oeverst.filter(tilgang.linjen(bruker, sti="path"))
