"""Forms of adopting a plan."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kompetanse.felles.fields import DatoField, TekstField


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

    def __init__(self, *args, organ, **kwargs):
        super().__init__(*args, initial={"organ": organ, "vedtatt": timezone.localdate()}, **kwargs)
