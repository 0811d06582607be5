"""Forms of the talk: the invitation, one answer, what to bring up, the day, what else is agreed, and leave to study."""

import datetime as dt

from crispy_forms.layout import Div
from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kompetanse.felles.fields import DatoField, KlokkeField, TekstField, heltall_input
from kompetanse.felles.samskriving import SamskrivForm
from kompetanse.felles.skjema import ObjekterField, skjemahjelp
from planer.models import Samtale, Utdanningspermisjon
from planer.samtale.deler import deler
from planer.samtale.invitasjon import Avstand


def stedfelt() -> TekstField:
    return TekstField(
        label=gettext_lazy("Sted"),
        max_length=100,
        required=False,
        help_text=gettext_lazy("For eksempel et møterom, en spasertur eller Teams."),
    )


class Tidsfelt(forms.Form):
    """A day and a time of it; `tid` is both."""

    dato = DatoField(label=gettext_lazy("Dato"))
    klokken = KlokkeField(label=gettext_lazy("Klokken"))

    @property
    def tid(self) -> dt.datetime:
        return timezone.make_aware(dt.datetime.combine(self.cleaned_data["dato"], self.cleaned_data["klokken"]))


class InvitasjonForm(Tidsfelt):
    """Whom to invite, from when, how far apart, where, and a word along with it."""

    use_required_attribute = False
    field_order = ("folk", "dato", "klokken", "avstand", "sted", "melding")

    folk = ObjekterField(
        label=gettext_lazy("Hvem vil du invitere?"),
        error_messages={"required": gettext_lazy("Velg minst én.")},
    )
    avstand = forms.ChoiceField(
        label=gettext_lazy("Når du inviterer flere"), choices=Avstand.choices, widget=forms.RadioSelect, initial="time"
    )
    sted = stedfelt()
    melding = TekstField(
        label=gettext_lazy("Melding"),
        max_length=1000,
        flere_linjer=True,
        rader=3,
        required=False,
        help_text=gettext_lazy("Står øverst på siden de forbereder seg på. Den blir ikke sendt på e-post."),
    )

    def __init__(self, *args, folk, avbryt, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["dato"].label = _("Første samtale")
        self.fields["folk"].sett_valg(folk)
        self.helper = skjemahjelp(
            "folk",
            Div("dato", "klokken", css_class="siderad"),
            *("avstand", "sted", "melding"),
            knapp=_("Inviter"),
            avbryt=avbryt,
        )


class TidForm(SamskrivForm, Tidsfelt):
    """Another time or place. Either of the two proposes it."""

    use_required_attribute = False

    sted = stedfelt()

    def __init__(self, *args, samtale: Samtale, avbryt: str, **kwargs):
        naa = samtale.tid and timezone.localtime(samtale.tid)
        start = {"dato": naa and naa.date(), "klokken": naa and naa.time(), "sted": samtale.sted}
        super().__init__(*args, initial=start, **kwargs)
        felter = (Div("dato", "klokken", css_class="siderad"), "sted")
        self.helper = skjemahjelp(*felter, knapp=_("Foreslå tiden"), avbryt=avbryt)


class SvarForm(SamskrivForm, forms.Form):
    """One's own answer to one question, which another tab may be writing too. `svar` is all that one has answered."""

    use_required_attribute = False

    def __init__(self, *args, sporsmaal: dict, svar: dict, **kwargs):
        alle = deler(sporsmaal)
        super().__init__(*args, initial={del_.felt: svar.get(del_.nokkel, "") for del_ in alle}, **kwargs)
        self.sporsmaal = sporsmaal if len(alle) > 1 else None
        for del_ in alle:
            self.fields[del_.felt] = TekstField(
                label=del_.navn or sporsmaal["tekst"],
                help_text="" if del_.navn else sporsmaal["hjelp"],
                max_length=del_.lengst,
                flere_linjer=True,
                rader=2 if del_.navn else 4,
                required=False,
            )


class TaOppForm(SamskrivForm, forms.Form):
    """Which of the unit's measures one wants to bring up."""

    tiltak = ObjekterField(label=gettext_lazy("Ta opp i samtalen"), required=False)

    def __init__(self, *args, mulige, valgte, **kwargs):
        super().__init__(*args, initial={"tiltak": valgte}, **kwargs)
        self.fields["tiltak"].sett_valg(mulige)


class HoldtForm(forms.Form):
    holdt = DatoField(label=gettext_lazy("Når snakket dere sammen?"))


class OgsaaAvtaltForm(SamskrivForm, forms.ModelForm):
    """What else the two agree on."""

    use_required_attribute = False

    neste_prat = DatoField(label=gettext_lazy("Når tar dere en ny prat?"), required=False)
    lonnssamtale = forms.BooleanField(
        label=gettext_lazy("Kompetansen gir grunnlag for en lønnsutviklingssamtale (HTA 3.3.2)"), required=False
    )

    class Meta:
        model = Samtale
        fields = ("neste_prat", "lonnssamtale")

    def __init__(self, *args, avbryt: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = skjemahjelp("neste_prat", "lonnssamtale", knapp=_("Lagre"), avbryt=avbryt)


class PermisjonForm(forms.ModelForm):
    """What the leave is for, from when to when, and which of the four kinds."""

    use_required_attribute = False

    utdanning = TekstField(label=gettext_lazy("Hvilken utdanning gjelder det?"), max_length=500)
    fra = DatoField(label=gettext_lazy("Fra og med"))
    til = DatoField(label=gettext_lazy("Til og med"))

    class Meta:
        model = Utdanningspermisjon
        fields = ("utdanning", "fra", "til", "omfang", "lonn")
        widgets = {"omfang": forms.RadioSelect, "lonn": forms.RadioSelect}

    def __init__(self, *args, avbryt: str, **kwargs):
        super().__init__(*args, **kwargs)
        for navn in ("omfang", "lonn"):
            self.fields[navn].choices = [valg for valg in self.fields[navn].choices if valg[0]]
        self.helper = skjemahjelp(
            "utdanning",
            Div("fra", "til", css_class="siderad"),
            *("omfang", "lonn"),
            knapp=_("Be om permisjon"),
            avbryt=avbryt,
        )


class InnvilgForm(forms.Form):
    bindingstid = forms.IntegerField(
        label=gettext_lazy("Bindingstid i måneder"),
        required=False,
        min_value=0,
        max_value=120,
        widget=heltall_input(4),
        help_text=gettext_lazy("Hvor lenge medarbeideren skal bli etterpå. La stå tomt når dere ikke avtaler noe."),
    )


class AvslaaForm(forms.Form):
    grunn = TekstField(
        label=gettext_lazy("Hvorfor"),
        max_length=1000,
        flere_linjer=True,
        rader=3,
        help_text=gettext_lazy(
            "Permisjon til utdanning som er av verdi for begge, skal gis hvis ikke særlige grunner er til hinder (HTA 14.2)."
        ),
    )
