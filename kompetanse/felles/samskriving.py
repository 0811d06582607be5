"""Two people in the same row: nobody writes over the other without knowing, and nothing that is typed is lost.

A page carries a fingerprint of each field as it showed it. What has been changed since by someone else alone is left as it
is; what both have changed is refused, with both values side by side, and the second chooses.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Manager, Model
from django.utils.translation import gettext as _

from kompetanse.felles import riktekst
from kompetanse.felles.tekst import rens_tekst


def avtrykk(verdier: Mapping[str, Any], *, fortsatt_uenig: Iterable[str] = (), sist: str = "") -> str:
    """What a page is made from, as a short text: a fingerprint of each value. Comes back with the form.

    The fields in `fortsatt_uenig` keep the fingerprint of `sist`: the user has not yet seen what the other wrote.
    """
    naa, forrige = {navn: _avtrykk(verdi) for navn, verdi in verdier.items()}, _les(sist)
    return json.dumps(naa | {navn: forrige[navn] for navn in fortsatt_uenig if navn in forrige})


class Avgjort(NamedTuple):
    """The fields that this user has changed, and of those the ones that someone else has changed too."""

    endret: set[str]
    uenig: set[str]


def avgjor(naa: Mapping[str, Any], ny: Mapping[str, Any], sett: str) -> Avgjort:
    """Compare what is stored now and what is to be stored with what the page showed (`sett`, an `avtrykk`)."""
    vist, endret, uenig = _les(sett), set(), set()
    for navn, verdi in ny.items():
        lagret, onsket = _avtrykk(naa[navn]), _avtrykk(verdi)
        forrige = vist.get(navn, lagret)
        if onsket in (lagret, forrige):
            continue
        (endret if lagret == forrige else uenig).add(navn)
    return Avgjort(endret, uenig)


class Uenig(ValidationError):
    """Someone else has changed the same fields. `andres` is what they hold now, `sett` the fingerprint that says that the
    user has been shown it."""

    def __init__(self, andres: dict[str, Any], sett: str):
        melding = _("Noen andre har endret dette mens du skrev. Velg hva som skal stå.")
        super().__init__(dict.fromkeys(andres, melding), code="uenig")
        self.andres, self.sett = andres, sett


@dataclass(frozen=True)
class Endring:
    """What a user wants the fields of a row to hold, and what the page showed. `andres` names the fields in which the user
    has chosen what someone else wrote."""

    felt: Mapping[str, Any]
    sett: str = ""
    andres: Collection[str] = ()

    def flett(self, objekt: Model) -> set[str]:
        """Set the fields that the user has changed on a row that the caller has locked and read anew. Returns their names:
        the caller saves, and what is many-to-many is set by the caller. Raises Uenig when someone else changed one too."""
        ny = {navn: verdi for navn, verdi in self.felt.items() if navn not in self.andres}
        naa = {navn: verdi_av(objekt, navn) for navn in self.felt}
        endret, uenig = avgjor(naa, ny, self.sett)
        if uenig:
            # Those that only others have changed are still not seen.
            sett = _les(self.sett) | _les(avtrykk({navn: naa[navn] for navn in uenig}))
            raise Uenig({navn: naa[navn] for navn in uenig}, json.dumps(sett))
        for navn in endret:
            if not isinstance(getattr(objekt, navn), Manager):
                setattr(objekt, navn, ny[navn])
        return endret


def verdi_av(objekt: Model, navn: str) -> Any:
    """What a field of a row holds, to be compared: of a many-to-many field the objects."""
    if objekt.pk is None and objekt._meta.get_field(navn).many_to_many:
        return []
    verdi = getattr(objekt, navn)
    return list(verdi.all()) if isinstance(verdi, Manager) else verdi


def _avtrykk(verdi):
    return hashlib.blake2b(_som_tekst(verdi).encode(), digest_size=8).hexdigest()


def _som_tekst(verdi):
    if isinstance(verdi, Model):
        return str(verdi.pk)
    if isinstance(verdi, Decimal):
        return f"{verdi:.2f}"
    if isinstance(verdi, dt.date):
        return verdi.isoformat()
    if isinstance(verdi, str) or not isinstance(verdi, Iterable):
        return rens_tekst(str("" if verdi is None else verdi)).strip()
    return json.dumps(sorted(_som_tekst(en) for en in verdi))


def _les(sett):
    try:
        sett = json.loads(sett)
    except ValueError:
        return {}
    return sett if isinstance(sett, dict) else {}


# --- In a form ------------------------------------------------------------------------------------


class Uenighet(NamedTuple):
    """A field in which two disagree: what it is called, what the other wrote, and the name of the choice."""

    felt: forms.BoundField
    andres: str
    navn: str


class SamskrivForm(forms.Form):
    """A form of one row that others may be writing in too. Mix in before `ModelForm`; the process takes `form.endring`.

    With crispy the choice is drawn over the fields; else include `felles/_uenig.html`.
    """

    sett = forms.CharField(widget=forms.HiddenInput, required=False)
    utenom: tuple[str, ...] = ("sett",)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.uenigheter: list[Uenighet] = []

    def get_initial_for_field(self, field, field_name):
        if field_name != "sett":
            return super().get_initial_for_field(field, field_name)
        felt = [navn for navn in self.fields if navn not in self.utenom]
        return avtrykk({navn: verdi_av(self.instance, navn) for navn in felt})

    @property
    def endring(self) -> Endring:
        felt = {navn: verdi for navn, verdi in self.cleaned_data.items() if navn not in self.utenom}
        andres = {navn for navn in felt if self.data.get(self._valg(navn)) == "andres"}
        return Endring(felt, self.cleaned_data["sett"], andres)

    def add_error(self, field, error):
        super().add_error(field, error)
        if isinstance(error, Uenig):
            self.data = self.data.copy()
            self.data[self.add_prefix("sett")] = error.sett
            self.uenigheter = [
                Uenighet(self[navn], _vis(self.fields[navn], verdi), self._valg(navn))
                for navn, verdi in error.andres.items()
            ]

    def _valg(self, navn):
        return f"uenig-{self.add_prefix(navn)}"


def _vis(felt, verdi):
    """What the other wrote, as the page shows it."""
    if isinstance(felt, riktekst.RiktekstField):
        return riktekst.vis(verdi)
    if isinstance(verdi, bool):
        return _("Ja") if verdi else _("Nei")
    valg = {str(nokkel): str(navn) for nokkel, navn in getattr(felt, "choices", ())}
    if isinstance(verdi, list):
        return ", ".join(str(en) for en in verdi)
    if not isinstance(verdi, Model) and str(verdi) in valg:
        return valg[str(verdi)]
    return str(felt.prepare_value(verdi) if isinstance(verdi, (dt.date, Decimal)) else "" if verdi is None else verdi)
