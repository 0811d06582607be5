"""Forms of adopting a plan."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kompetanse.felles.fields import DatoField, TekstField
from kompetanse.felles.samskriving import SamskrivForm
from planer.models import Protokollinje
from planer.models.vedtak import Naar
from planer.vedtak.protokoll import les_maaned
from planer.vedtak.samling import naar


class KommentarForm(forms.Form):
    """Words that go with a step: why, or what ought to be changed."""

    use_required_attribute = False

    kommentar = TekstField(label=_("Kommentar"), max_length=2_000, flere_linjer=True, rader=4, required=False)

    def __init__(self, *args, maa_begrunnes, **kwargs):
        super().__init__(*args, **kwargs)
        if maa_begrunnes:
            self.fields["kommentar"].label = _("Begrunnelse")


class VedtakForm(forms.Form):
    """What the body adopted, and when."""

    use_required_attribute = False

    organ = TekstField(
        label=_("Vedtatt av"), max_length=150, error_messages={"required": _("Skriv hvem som har vedtatt planen.")}
    )
    vedtatt = DatoField(label=_("Vedtatt dato"), error_messages={"required": _("Skriv når planen ble vedtatt.")})
    saksnummer = TekstField(
        label=_("Saksnummer"), help_text=_("For eksempel «ELG 48/26»."), max_length=40, required=False
    )
    tekst = TekstField(
        label=_("Endringer eller merknader i vedtaket"),
        help_text=_("Står i vedtaks- og endringsprotokollen."),
        max_length=2_000,
        flere_linjer=True,
        rader=3,
        required=False,
    )

    def __init__(self, *args, forslag, **kwargs):
        super().__init__(*args, initial={**forslag, "vedtatt": timezone.localdate()}, **kwargs)


class NaarField(TekstField):
    """A day, or only a month and a year: gives a `Naar`."""

    def clean(self, value):
        tekst = super().clean(value)
        if not tekst:
            return Naar(None, False)
        if maaned := les_maaned(tekst):
            return Naar(maaned, True)
        return Naar(DatoField().clean(tekst), False)


class ProtokollinjeForm(SamskrivForm, forms.Form):
    """A line of the minutes that is typed."""

    use_required_attribute = False

    slag = forms.ChoiceField(label=_("Hva"), choices=Protokollinje.Slag.choices)
    organ = TekstField(label=_("Organ"), max_length=150, error_messages={"required": _("Skriv hvilket organ.")})
    naar = NaarField(
        label=_("Når"),
        help_text=_("En dato, eller bare måned og år, for eksempel «desember 2022»."),
        max_length=40,
        required=False,
    )
    saksnummer = TekstField(label=_("Saksnummer"), max_length=40, required=False)
    tekst = TekstField(
        label=_("Hva ble sagt eller endret"), max_length=2_000, flere_linjer=True, rader=3, required=False
    )

    def __init__(self, *args, linje: Protokollinje | None, **kwargs):
        super().__init__(*args, **kwargs)
        if linje:
            self.tillegg = {navn: getattr(linje, navn) for navn in self.fields}
            self.initial = self.tillegg | {"naar": naar(linje) if linje.dato else ""}

    def vis(self, navn, verdi):
        return naar(Protokollinje(**verdi._asdict())) if navn == "naar" and verdi.dato else super().vis(navn, verdi)

    def clean(self):
        data = super().clean()
        if "naar" in data and not data["naar"].dato and not data.get("saksnummer"):
            self.add_error("naar", _("Skriv en dato, en måned eller et saksnummer."))
        return data
