"""The search with its filters, the question to a unit with its answers, and the kommune's choice of how far leaders see."""

from dataclasses import fields

from django import forms
from django.db.models import Max
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kartlegging.finn.foresporsler import Sporsmaal
from kartlegging.finn.treff import Avgrensning
from kartlegging.katalog.valg import KompetanseValgField
from kartlegging.models import Skalatrinn
from kompetanse.felles.fields import DatoField, TekstField
from kompetanse.felles.samskriving import SamskrivForm
from kompetanse.felles.skjema import skjemahjelp
from kompetanse.organisasjon.forms.valg import EnhetValgField

DATO = {"required": gettext_lazy("Skriv datoen, for eksempel 5.3.2026.")}


class FinnForm(forms.Form):
    """What to look for. A filter that cannot be read is said so, and then nothing is searched."""

    use_required_attribute = False

    q = forms.CharField(
        label=gettext_lazy("Hvem kan …"),
        required=False,
        widget=forms.TextInput(attrs={"class": "ds-input", "type": "search", "autocomplete": "off", "maxlength": 100}),
    )
    nivaa = forms.TypedChoiceField(label=gettext_lazy("Nivå"), required=False, coerce=int, empty_value=None)
    bekreftet = forms.BooleanField(label=gettext_lazy("Bare bekreftet"), required=False)
    formelt = forms.BooleanField(label=gettext_lazy("Bare formelt bevis"), required=False)
    vil_mer = forms.BooleanField(label=gettext_lazy("Vil bruke den mer"), required=False)

    def __init__(self, *args, kommune_id, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["enhet"] = EnhetValgField(kommune_id=kommune_id, label=_("Enhet"), required=False)
        hoyest = Skalatrinn.objects.aggregate(hoyest=Max("nivaa", default=1))["hoyest"]
        minst = [(nivaa, _("Minst %s") % nivaa) for nivaa in range(2, hoyest + 1)]
        self.fields["nivaa"].choices = [("", _("Alle")), *minst]
        self.order_fields(["q", "enhet"])

    @property
    def avgrensning(self) -> Avgrensning:
        valg = self.cleaned_data
        return Avgrensning(**{felt.name: valg[felt.name] for felt in fields(Avgrensning)})


class SporForm(forms.Form):
    """A task that somebody is wanted for."""

    use_required_attribute = False

    tittel = TekstField(
        label=gettext_lazy("Hva gjelder det?"),
        max_length=120,
        error_messages={"required": gettext_lazy("Skriv hva det gjelder.")},
    )
    beskrivelse = TekstField(
        label=gettext_lazy("Beskriv oppgaven"),
        help_text=gettext_lazy("Hva som skal gjøres, når, og hvor mye tid det tar."),
        max_length=2_000,
        flere_linjer=True,
        error_messages={"required": gettext_lazy("Beskriv oppgaven med noen ord.")},
    )
    kompetanse = KompetanseValgField(label=gettext_lazy("Kompetanse"), required=False)
    svarfrist = DatoField(label=gettext_lazy("Siste dag å svare"), error_messages=DATO)

    def __init__(self, *args, kommune_id, avbryt, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["enhet"] = EnhetValgField(
            kommune_id=kommune_id,
            label=_("Hvem spør du?"),
            help_text=_("Enheten, med alt under den. Du kan spørre i din egen linje."),
            error_messages={"required": _("Skriv hvilken enhet du spør.")},
        )
        self.helper = skjemahjelp(
            "tittel", "beskrivelse", "kompetanse", "enhet", "svarfrist", knapp=_("Spør"), avbryt=avbryt
        )

    def sporsmaal(self) -> Sporsmaal:
        return Sporsmaal(**self.cleaned_data)


class SvarForm(forms.Form):
    """Yes or no, with a few words."""

    use_required_attribute = False

    vil = forms.TypedChoiceField(
        label=gettext_lazy("Kan du, og har du lyst?"),
        choices=[("ja", gettext_lazy("Ja, spør meg")), ("nei", gettext_lazy("Nei, ikke denne gangen"))],
        coerce=lambda verdi: verdi == "ja",
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Velg ja eller nei.")},
    )
    ord = TekstField(label=gettext_lazy("Noen ord"), max_length=500, flere_linjer=True, rader=3, required=False)

    def __init__(self, *args, svaret=None, **kwargs):
        if svaret:
            kwargs["initial"] = {"vil": "ja" if svaret.vil else "nei", "ord": svaret.ord}
        super().__init__(*args, **kwargs)
        knapp = _("Endre svaret") if svaret else _("Svar")
        self.helper = skjemahjelp("vil", "ord", knapp=knapp, avbryt=reverse_lazy("kartlegging:foresporsel-list"))


class LukkForm(forms.Form):
    """What came of it; told to those who answered."""

    use_required_attribute = False

    utfall = TekstField(
        label=gettext_lazy("Hva ble det til?"),
        help_text=gettext_lazy("De som har svart, får dette som melding. Nevn ingen som ikke har sagt ja til det."),
        max_length=1_000,
        flere_linjer=True,
        rader=3,
        error_messages={"required": gettext_lazy("Skriv et par ord til dem som har svart.")},
    )


class ApentSokForm(SamskrivForm, forms.Form):
    """Whether leaders may search in the whole kommune, and what it stands on."""

    use_required_attribute = False

    apent_sok = forms.BooleanField(label=gettext_lazy("Ledere kan søke i hele kommunen"), required=False)
    formaal = TekstField(label=gettext_lazy("Formålet"), max_length=1_000, flere_linjer=True, rader=3, required=False)
    grunnlag = TekstField(
        label=gettext_lazy("Behandlingsgrunnlaget"),
        help_text=gettext_lazy("Hjemmelen i personvernforordningen, og hvorfor den holder."),
        max_length=1_000,
        flere_linjer=True,
        rader=3,
        required=False,
    )
    droftet = DatoField(label=gettext_lazy("Drøftet med de tillitsvalgte"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = skjemahjelp(
            "apent_sok", "formaal", "grunnlag", "droftet", knapp=_("Lagre"), avbryt=reverse_lazy("kartlegging:finn")
        )
