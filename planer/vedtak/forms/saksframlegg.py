"""The form of the case about a plan."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kompetanse.felles.fields import TekstField
from kompetanse.felles.redigering import SakForm
from kompetanse.felles.riktekst import RiktekstField
from planer.models import Saksdelmal, Saksframlegg
from planer.vedtak.saksframlegg import FELTER, delnavn


class SaksframleggForm(SakForm):
    """Every word of the case. Half-done is fine; `saksframlegg.mangler` says what is missing."""

    organ = TekstField(
        label=gettext_lazy("Til"), help_text=gettext_lazy("Hvem som behandler saken."), max_length=150, required=False
    )
    arkivkode = TekstField(label=gettext_lazy("Arkivkode"), max_length=40, required=False)

    def __init__(self, *args, sak: Saksframlegg, **kwargs):
        super().__init__(*args, initial={navn: getattr(sak, navn) for navn in FELTER}, **kwargs)
        hjelp = {mal.nokkel: mal.hjelp for mal in Saksdelmal.objects.all()}
        self._deler = []
        for del_ in sak.deler.select_related("sak"):
            self._deler.append(delnavn(del_))
            self.fields[delnavn(del_)] = RiktekstField(
                label=del_.tittel,
                required=False,
                initial=del_.tekst,
                help_text=_les_over() if del_.maa_leses_over else hjelp.get(del_.kode, ""),
            )
            if del_.kode == Saksdelmal.INNSTILLING:
                self.maa_ha = ("organ", "saksbehandler", delnavn(del_))
        self._merk_maa_ha(True)

    def teksten(self) -> list[forms.BoundField]:
        """The parts, in the order they stand."""
        return [self[navn] for navn in self._deler]


def _les_over():
    return _("Planen er endret siden dette ble skrevet. Se at det fortsatt stemmer.")
