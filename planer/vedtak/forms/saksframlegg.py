"""The form of the case about a plan."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kompetanse.felles.fields import DatoField, TekstField
from kompetanse.felles.riktekst import RiktekstField
from kompetanse.felles.samskriving import SamskrivForm
from kompetanse.felles.skjema import HalvferdigForm
from planer.models import Saksframlegg
from planer.vedtak.saksframlegg import FELTER, INNSTILLING, deler, delnavn


class SaksframleggForm(SamskrivForm, HalvferdigForm):
    """Every word of the case. Half-done is fine; `saksframlegg.mangler` says what is missing."""

    organ = TekstField(
        label=gettext_lazy("Til"), help_text=gettext_lazy("Hvem som behandler saken."), max_length=150, required=False
    )
    motedato = DatoField(label=gettext_lazy("Møtedato"), required=False)
    saksnummer = TekstField(label=gettext_lazy("Saksnummer"), max_length=40, required=False)
    arkivkode = TekstField(label=gettext_lazy("Arkivkode"), max_length=40, required=False)
    saksbehandler = TekstField(label=gettext_lazy("Saksbehandler"), max_length=150, required=False)
    tittel = TekstField(
        label=gettext_lazy("Tittel"),
        max_length=200,
        error_messages={"required": gettext_lazy("Skriv en tittel på saken.")},
    )

    def __init__(self, *args, sak: Saksframlegg, **kwargs):
        super().__init__(*args, initial={navn: getattr(sak, navn) for navn in FELTER}, **kwargs)
        hjelp = {ett["kode"]: ett["hjelp"] for ett in deler()}
        self._deler = []
        for del_ in sak.deler.select_related("sak"):
            self._deler.append(delnavn(del_))
            self.fields[delnavn(del_)] = RiktekstField(
                label=del_.tittel,
                required=False,
                initial=del_.tekst,
                help_text=_les_over() if del_.maa_leses_over else hjelp.get(del_.kode, ""),
            )
            if del_.kode == INNSTILLING:
                self.maa_ha = ("organ", "saksbehandler", delnavn(del_))
        self._merk_maa_ha(True)

    def teksten(self) -> list[forms.BoundField]:
        """The parts, in the order they stand."""
        return [self[navn] for navn in self._deler]


def _les_over():
    return _("Planen er endret siden dette ble skrevet. Se at det fortsatt stemmer.")
