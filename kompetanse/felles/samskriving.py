"""Two people in the same row: nobody writes over the other without knowing, and nothing that is typed is lost.

A page carries a fingerprint of each field as it showed it. What has been changed since by someone else alone is left as it
is; what both have changed is refused, with both values side by side, and the second chooses.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from types import MappingProxyType
from typing import Any, NamedTuple

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import Manager, Model
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from kompetanse.felles import riktekst
from kompetanse.felles.tekst import rens_tekst


def avtrykk(verdier: Mapping[str, Any], *, sist: str = "") -> str:
    """What a page is made from, as a short text: a fingerprint of each value, and of the rest what `sist` says. Comes back
    with the form."""
    return json.dumps(_les(sist) | {navn: _avtrykk(verdi) for navn, verdi in verdier.items()})


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
    """Someone else has changed the same fields. `andres` is what they hold now."""

    def __init__(self, andres: dict[str, Any]):
        melding = _("Noen andre har endret dette mens du skrev. Velg hva som skal stå.")
        super().__init__(dict.fromkeys(andres, melding), code="uenig")
        self.andres = andres


@dataclass(frozen=True)
class Endring:
    """What a user wants the fields of a row to hold, and what the page showed. `andres` names the fields in which the user
    has chosen what someone else wrote."""

    felt: Mapping[str, Any]
    sett: str = ""
    andres: Collection[str] = ()

    def uten(self, *navn: str) -> "Endring":
        """The rest of it."""
        return replace(self, felt={ett: verdi for ett, verdi in self.felt.items() if ett not in navn})

    def mot(self, naa: Mapping[str, Any]) -> tuple[dict[str, Any], Uenig | None]:
        """What the user has changed when `naa` is what is stored now; and what someone else has changed too, or None."""
        ny = {navn: verdi for navn, verdi in self.felt.items() if navn not in self.andres}
        endret, uenig = avgjor(naa, ny, self.sett)
        andres = {navn: naa[navn] for navn in ny if navn in uenig}
        return {navn: ny[navn] for navn in endret}, Uenig(andres) if andres else None

    def endret(self, naa: Mapping[str, Any]) -> dict[str, Any]:
        """As `mot`. Raises Uenig when someone else changed one of the fields too."""
        endret, uenig = self.mot(naa)
        if uenig:
            raise uenig
        return endret

    def ny(self, naa: Mapping[str, Any]) -> dict[str, Any]:
        """What each value is to be: what the user has changed, and of the rest what is stored. Raises Uenig."""
        return {navn: naa[navn] for navn in self.felt} | self.endret(naa)

    def flett(self, objekt: Model) -> set[str]:
        """Set the fields that the user has changed on a row that the caller has locked and read anew. Returns their names:
        the caller saves, and sets what is no column of the row. Raises Uenig when someone else changed one too."""
        return _sett(objekt, self.endret(self._naa(objekt)))

    def flett_enige(self, objekt: Model) -> tuple[set[str], Uenig | None]:
        """As `flett`, of a page that saves as one types: what is agreed is set, and the rest told, not raised."""
        endret, uenig = self.mot(self._naa(objekt))
        return _sett(objekt, endret), uenig

    def inn_i(self, objekt: Model) -> Model:
        """The row locked and read anew, with what the user has changed in it; a new one as it is. The caller saves. Must
        run inside a transaction. Raises Uenig, and ValidationError when the row is gone."""
        if objekt.pk is None:
            return objekt
        naa = _laas(objekt)
        self.flett(naa)
        return naa

    def med(self, objekt: Model, tillegg: Callable[[Model], dict[str, Any]]) -> tuple[Model, dict[str, Any]]:
        """As `inn_i`, of a row that more belongs to: `tillegg` gives what is stored of that. Returns the row, and what each
        value of that is to be."""
        naa = objekt if objekt.pk is None else _laas(objekt)
        lagret = tillegg(naa)
        ny = lagret | self.ny(self.uten(*lagret)._naa(naa) | lagret)
        _sett(naa, ny)
        return naa, {navn: verdi for navn, verdi in ny.items() if navn not in _kolonner(naa)}

    def paa(self, objekt: Model) -> dict[str, Any]:
        """As `inn_i`, for a process that takes the values by name."""
        return self.ny(self._naa(_laas(objekt)))

    def _naa(self, objekt):
        return {navn: verdi_av(objekt, navn) for navn in self.felt}


# Nothing of it is changed.
SOM_DEN_ER = Endring({})


def _laas(objekt):
    naa = type(objekt).objects.select_for_update(no_key=True).filter(pk=objekt.pk).first()
    if naa is None:
        raise ValidationError(_("Noen andre har slettet dette mens du skrev."), code="slettet")
    return naa


def _sett(objekt, verdier):
    for navn in verdier.keys() & _kolonner(objekt):
        setattr(objekt, navn, verdier[navn])
    return set(verdier)


def _kolonner(objekt):
    return {felt.name for felt in objekt._meta.concrete_fields}


def verdi_av(objekt: Model, navn: str) -> Any:
    """What a field (or a property) of a row holds, to be compared: of a many-to-many field the objects."""
    if objekt.pk is None and navn in {felt.name for felt in objekt._meta.many_to_many}:
        return []
    verdi = getattr(objekt, navn, None)  # a reference that is not chosen yet is not there
    if isinstance(verdi, Manager):
        return [] if objekt.pk is None else list(verdi.all())
    return verdi


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
    # Only words have an order.
    i_orden = isinstance(verdi, list) and all(isinstance(en, str) for en in verdi)
    return json.dumps([*map(_som_tekst, verdi)] if i_orden else sorted(map(_som_tekst, verdi)))


def _les(sett):
    try:
        sett = json.loads(sett)
    except (ValueError, RecursionError):
        return {}
    return sett if isinstance(sett, dict) else {}


# --- In a form ------------------------------------------------------------------------------------


def er_underveis(request: HttpRequest) -> bool:
    """The page saves by itself, while the user goes on typing."""
    return request.headers.get("HX-Request") == "true"


class Uenighet(NamedTuple):
    """A field in which two disagree: what it is called, what the other wrote, and the name of the choice."""

    label: str
    andres: str
    navn: str


class SamskrivForm:
    """Mixed in before `Form` or `ModelForm`: a form of what others may be writing in too. The process takes `form.endring`.

    `designsystemet/feilliste.html`, which every form begins with, writes the fingerprint and draws the choice.
    `underveis` is a save while one types: what two disagree of is left alone until a button is pressed and both are seen.
    """

    # Fields of the form that are no value of the row.
    utenom: tuple[str, ...] = ()
    # What is stored of values that stand in other rows (`Endring.med`).
    tillegg: Mapping[str, Any] = MappingProxyType({})

    def __init__(self, *args, underveis: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        self.underveis = underveis
        self.uenigheter: list[Uenighet] = []

    def vist(self, navn: str) -> Any:
        """What the page shows of a field to begin with: what the row holds, or what a form without a row begins with."""
        if navn in self.tillegg:
            return self.tillegg[navn]
        if hasattr(self, "instance"):
            return verdi_av(self.instance, navn)
        return self.get_initial_for_field(self.fields[navn], navn)

    @property
    def sett_navn(self) -> str:
        return self.add_prefix("sett")

    @property
    def sett(self) -> str:
        """What the page was made from, as it goes with it."""
        if self.is_bound:
            return self.data.get(self.sett_navn, "")
        return avtrykk({navn: self.vist(navn) for navn in self.navnene()})

    def navnene(self) -> list[str]:
        """The values that the form is about."""
        return [navn for navn in self.fields if navn not in self.utenom]

    @property
    def endring(self) -> Endring:
        aapne = self._aapne_valg() if self.underveis else ()
        felt = {navn: verdi for navn, verdi in self.onsket().items() if navn not in aapne}
        andres = {navn for navn in felt if self.data.get(self._valg(navn)) == "andres"}
        return Endring(felt, self.sett, andres)

    def onsket(self) -> dict[str, Any]:
        """What the user wants each value to be."""
        return {navn: verdi for navn, verdi in self.cleaned_data.items() if navn not in self.utenom}

    def lagret(self, *feil: ValidationError) -> None:
        """Told by a page that goes on, once what can be stored of it is; `feil` is why some fields were not."""
        ikke = {navn for en in feil for navn in en.error_dict}
        self._har_sett({navn: verdi for navn, verdi in self.endring.felt.items() if navn not in ikke})
        if self.underveis and (aapne := self._aapne_valg()):
            feil = (*feil, Uenig(dict.fromkeys(aapne)))
        for en in feil:
            self.add_error(None, en)

    def add_error(self, field, error):
        if not isinstance(error, Uenig):
            return super().add_error(field, error)
        for navn, melding in error.message_dict.items():
            super().add_error(navn if navn in self.fields else NON_FIELD_ERRORS, melding)
        if not self.underveis:
            self._har_sett(error.andres)
            self.uenigheter = [
                Uenighet(self.kalt(navn), self.vis(navn, verdi), self._valg(navn))
                for navn, verdi in error.andres.items()
            ]

    def kalt(self, navn: str) -> str:
        """What the user knows a value as."""
        return self[navn].label if navn in self.fields else capfirst(self.instance._meta.get_field(navn).verbose_name)

    def vis(self, navn: str, verdi: Any) -> str:
        """What the other wrote, as the page shows it."""
        return _vis(self.fields.get(navn), verdi)

    def _har_sett(self, verdier):
        self.data = self.data.copy()
        self.data[self.sett_navn] = avtrykk(verdier, sist=self.sett)

    def _aapne_valg(self):
        return [navn for navn in self.navnene() if self._valg(navn) in self.data]

    def _valg(self, navn):
        return f"uenig-{self.add_prefix(navn)}"


def _vis(felt, verdi):
    if isinstance(felt, riktekst.RiktekstField):
        return riktekst.vis(verdi)
    if isinstance(verdi, bool):
        return _("Ja") if verdi else _("Nei")
    if isinstance(verdi, (list, set, tuple)):
        return ", ".join(_vis(felt, en) for en in verdi)
    valg = {str(nokkel): str(navn) for nokkel, navn in getattr(felt, "choices", ())}
    if not isinstance(verdi, Model) and str(verdi) in valg:
        return valg[str(verdi)]
    if felt is not None and isinstance(verdi, (dt.date, dt.time, Decimal)):
        verdi = felt.prepare_value(verdi)
    return "" if verdi is None else str(verdi)
