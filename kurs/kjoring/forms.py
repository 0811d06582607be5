"""The form of a run, with a row for each date."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kompetanse.felles.fields import BelopField, DatoField, KlokkeField, TallField, TekstField, heltall_input
from kompetanse.felles.samskriving import SamskrivForm
from kurs.kjoring import datoer
from kurs.kjoring.datoer import Tid, tidspunkt
from kurs.kjoring.styring import lest
from kurs.models import Kjoring

FLEST_DATOER = 40
FOERST, PENGER, FRISTER = ("sted", "lenke", "plasser"), ("pris", "kostnad"), ("paameldingsfrist", "avmeldingsfrist")


class KjoringForm(SamskrivForm, forms.ModelForm):
    """Where, how many, what it costs and until when; the dates are the rows of `tider`."""

    use_required_attribute = False

    sted = TekstField(label=gettext_lazy("Sted"), max_length=200, required=False)
    lenke = forms.URLField(
        label=gettext_lazy("Lenke til møterommet på nett"), max_length=500, required=False, assume_scheme="https"
    )
    plasser = forms.IntegerField(
        label=gettext_lazy("Plasser"),
        required=False,
        min_value=1,
        max_value=100_000,
        widget=heltall_input(5),
        help_text=gettext_lazy("La det stå tomt når det er plass til alle."),
    )
    pris = BelopField(
        label=gettext_lazy("Pris for hver deltaker"),
        required=False,
        max_digits=10,
        help_text=gettext_lazy("Det enheten betaler. La det stå tomt når det er gratis."),
    )
    kostnad = BelopField(
        label=gettext_lazy("Kostnad i alt"),
        required=False,
        help_text=gettext_lazy("Det hele kurset koster kommunen. Vises bare for dem som svarer for kurset."),
    )
    paameldingsfrist = DatoField(label=gettext_lazy("Siste dag for påmelding"), required=False)
    avmeldingsfrist = DatoField(label=gettext_lazy("Siste dag for avmelding"), required=False)

    class Meta:
        model = Kjoring
        fields = [*FOERST, *PENGER, *FRISTER]

    def __init__(self, *args, tider: "BaseTidFormSet", **kwargs):
        super().__init__(*args, **kwargs)
        self.tider = tider

    def navnene(self):
        return [*super().navnene(), "tider"]

    def vist(self, navn):
        return lest(self.instance, navn)

    def onsket(self):
        return super().onsket() | {"tider": self.tider.tider}

    def kalt(self, navn):
        return _("Datoer") if navn == "tider" else super().kalt(navn)

    def vis(self, navn, verdi):
        return "\n".join(map(str, verdi)) if navn == "tider" else super().vis(navn, verdi)

    def _post_clean(self):
        """The process sets the fields of the row as it is then, and says what is wrong with it."""

    @property
    def grupper(self) -> list[tuple[str, list]]:
        """The fields below the dates, by heading."""
        grupper = ((_("Hvor, og hvor mange"), FOERST), (_("Frister"), FRISTER), (_("Penger"), PENGER))
        return [(tittel, [self[navn] for navn in felt]) for tittel, felt in grupper]


class TidForm(forms.Form):
    """One date. A row without a day is none."""

    use_required_attribute = False

    dag = DatoField(label=gettext_lazy("Dato"), required=False)
    fra = KlokkeField(label=gettext_lazy("Fra"), required=False)
    til = KlokkeField(label=gettext_lazy("Til"), required=False)
    halvdager = TallField(label=gettext_lazy("Halve dager"), required=False, tillat_negativ=False, max_digits=4)
    tema = TekstField(label=gettext_lazy("Tema"), max_length=200, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # A row may be empty; one that is not, has all three, and their labels do not say otherwise.
        for navn in ("dag", "fra", "til"):
            self.fields[navn].trengs = True

    def clean(self):
        data = super().clean()
        if not data.get("dag"):
            return data
        for navn, feil in (("fra", _("Skriv når den begynner.")), ("til", _("Skriv når den slutter."))):
            if not data.get(navn) and navn not in self.errors:
                self.add_error(navn, feil)
        if data.get("fra") and data.get("til"):
            self._krev_tider(data["dag"], data["fra"], data["til"])
        if (data.get("halvdager") or 0) > 20:
            self.add_error("halvdager", _("Skriv høyst 20 halve dager på én dato."))
        return data

    def _krev_tider(self, dag, fra, til):
        for navn, klokken in (("fra", fra), ("til", til)):
            try:
                tidspunkt(dag, klokken)
            except forms.ValidationError as feil:
                self.add_error(navn, feil)
        if til <= fra:
            self.add_error("til", _("Samlingen må slutte etter at den begynner."))

    @property
    def tid(self) -> Tid | None:
        data = self.cleaned_data
        if not data.get("dag") or data.get("DELETE"):
            return None
        return Tid(data["dag"], data["fra"], data["til"], data["halvdager"], data["tema"])


class BaseTidFormSet(forms.BaseFormSet):
    @property
    def tider(self) -> list[Tid]:
        """The rows that say a day and are not taken away."""
        return [form.tid for form in self.forms if form.tid]


_TidFormSet = forms.formset_factory(
    TidForm, BaseTidFormSet, extra=0, can_delete=True, max_num=FLEST_DATOER, validate_max=True
)


def datorader(kjoring: Kjoring, data=None) -> BaseTidFormSet:
    """The dates of a run as rows, with an empty one when there are none."""
    rader = [tid._asdict() for tid in datoer.lest(kjoring)]
    return _TidFormSet(data, initial=rader or [{}], prefix="tid")


class FlyttForm(forms.Form):
    """The day that the first date is moved to."""

    use_required_attribute = False

    forste = DatoField(label=gettext_lazy("Ny første dag"))


class KommentarForm(forms.Form):
    """Why it is cancelled: those who are signed up read it."""

    use_required_attribute = False

    kommentar = TekstField(
        label=gettext_lazy("Hvorfor?"),
        max_length=2000,
        flere_linjer=True,
        rader=3,
        help_text=gettext_lazy("Alle som er påmeldt, får lese dette."),
    )
