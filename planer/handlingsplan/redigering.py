"""How each cell is changed in place: what stands in its field, what reads what is typed, and where that is put.

A cell that holds more than one field can say (several needs, several sources) is changed on the measure's own page.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kompetanse.felles.fields import DatoField, TallField, TekstField, heltall_input
from kompetanse.felles.skjema import ObjektField
from planer.felt import LANG_TEKST, BelopEllerTekstField, DatoEllerTekstField, PersonEllerTekstField
from planer.models import Egenkolonne, Innhold, Listeverdi, Tiltak


@dataclass(frozen=True)
class Redigering:
    """`felt` makes the form's field for a measure, `verdi` is what stands in it, and `sett` puts the clean value on the
    measure, which is then saved. `kan` says that one field holds all that the cell does."""

    felt: Callable[[Tiltak], forms.Field]
    verdi: Callable[[Tiltak], Any]
    sett: Callable[[Tiltak, Any], None]
    kan: Callable[[Tiltak], bool] = lambda tiltak: True

    def skrevet(self, tiltak: Tiltak) -> str:
        """What stands in the field, as its characters: what was seen is compared with this."""
        verdi = self.felt(tiltak).prepare_value(self.verdi(tiltak))
        return "" if verdi is None else "\n".join(str(verdi).splitlines())


def _attributt(navn: str, felt: Callable[[], forms.Field]) -> Redigering:
    return Redigering(
        lambda tiltak: felt(), lambda tiltak: getattr(tiltak, navn), lambda tiltak, verdi: setattr(tiltak, navn, verdi)
    )


def _eller_tekst(navn: str, felt: Callable[[Tiltak], forms.Field]) -> Redigering:
    """A value in one attribute, or words in the one beside it."""

    def sett(tiltak, svar):
        setattr(tiltak, navn, svar.verdi)
        setattr(tiltak, f"{navn}_tekst", svar.tekst)

    return Redigering(felt, lambda tiltak: getattr(tiltak, navn) or getattr(tiltak, f"{navn}_tekst"), sett)


def _tekst(maks: int, **mer) -> Callable[[], forms.Field]:
    return partial(TekstField, max_length=maks, **{"required": False, **mer})


def _lang_tekst():
    return TekstField(max_length=LANG_TEKST, flere_linjer=True, rader=3, required=False)


def _antall():
    return forms.IntegerField(
        required=False,
        min_value=1,
        max_value=1_000_000,
        widget=heltall_input(6),
        error_messages={
            "invalid": gettext_lazy("Skriv antallet med tall."),
            "min_value": gettext_lazy("Skriv hvor mange, eller la feltet stå tomt til dere vet det."),
        },
    )


def _person(tiltak):
    felt = PersonEllerTekstField(kommune_id=tiltak.kommune_id, required=False)
    felt.widget.attrs["maxlength"] = 150
    return felt


def _valg(liste, tomt=""):
    """A field with the words of one list."""
    felt = ObjektField(required=False)
    felt.sett_valg(Listeverdi.objects.filter(liste=liste, i_bruk=True), tomt=tomt)
    return felt


# --- Money ----------------------------------------------------------------------------------------


def _en_kostnad(tiltak):
    return len(tiltak.kostnadene) <= 1


def _kostnad(tiltak):
    rad = tiltak.kostnader.first()
    return tiltak.kostnad_tekst if rad is None else rad.belop


def _sett_kostnad(tiltak, svar):
    """An amount keeps its year and its source; who pays for a new one is not settled. Words take the place of both."""
    rad = tiltak.kostnader.first()
    if svar.verdi is not None:
        felt = {"belop": svar.verdi}
        if rad is None:
            uavklart = Listeverdi.objects.get(liste=Listeverdi.Liste.KILDE, kode="uavklart")
            tiltak.kostnader.create(aar=tiltak.plan.aar, kilde=uavklart, **felt)
            tiltak.kostnad_tekst = ""
        else:
            rad.belop = svar.verdi
            rad.save(update_fields=["belop"])
        return
    if rad is not None:
        rad.delete()
    if rad is None or svar.tekst:
        tiltak.kostnad_tekst = svar.tekst


def _kostnadsfelt(tiltak):
    felt = BelopEllerTekstField(max_length=200, required=False)
    felt.widget.attrs["autocomplete"] = "off"
    return felt


def _sett_kilde(tiltak, kilde):
    if kilde is not None:
        tiltak.kostnader.update(kilde=kilde)


KOSTNAD = Redigering(_kostnadsfelt, _kostnad, _sett_kostnad, _en_kostnad)
KILDE = Redigering(
    lambda tiltak: _valg(Listeverdi.Liste.KILDE, None),
    lambda tiltak: tiltak.kostnader.get().kilde,
    _sett_kilde,
    lambda tiltak: len(tiltak.kostnadene) == 1 and not tiltak.kostnad_tekst,
)


# --- Needs and status -----------------------------------------------------------------------------


def _behovsfelt(tiltak):
    felt = ObjektField(required=False)
    felt.sett_valg(tiltak.plan.behov.all(), tomt=_("Ikke koblet til et behov"))
    return felt


BEHOV = Redigering(
    _behovsfelt,
    lambda tiltak: tiltak.behov.first(),
    lambda tiltak, behov: tiltak.behov.set([behov] if behov else []),
    lambda tiltak: len(tiltak.behovene) <= 1,
)
NAVN = _attributt("navn", _tekst(200, required=True))
FASTE = {
    Innhold.BEHOV: BEHOV,
    Innhold.TILTAK: NAVN,
    Innhold.NAVN: NAVN,
    Innhold.MAALGRUPPE: _attributt("maalgruppe", _tekst(300)),
    Innhold.ANTALL: _attributt("antall", _antall),
    Innhold.LAERINGSFORM: _attributt("laeringsform", lambda: _valg(Listeverdi.Liste.LAERINGSFORM, _("Ikke valgt"))),
    Innhold.ANSVARLIG: _eller_tekst("ansvarlig", _person),
    Innhold.FRA: _attributt("fra", lambda: DatoField(required=False)),
    Innhold.FRIST: _eller_tekst("frist", lambda tiltak: DatoEllerTekstField(max_length=60, required=False)),
    Innhold.PENGER: KOSTNAD,
    Innhold.KOSTNAD: KOSTNAD,
    Innhold.FINANSIERING: KILDE,
    Innhold.VIKARTIMER: _attributt("vikartimer", lambda: TallField(required=False, tillat_negativ=False, max_digits=9)),
    Innhold.STATUS: _attributt("status", lambda: forms.ChoiceField(choices=Tiltak.Status.choices)),
    Innhold.EVALUERING: _attributt("evaluering", _lang_tekst),
    Innhold.MERKNAD: _attributt("merknad", _lang_tekst),
}


# --- The kommune's own columns --------------------------------------------------------------------


def _egen(egen: Egenkolonne, felt, les=str) -> Redigering:
    """`les` makes the value of the stored text."""

    def verdi(tiltak):
        lagret = tiltak.egne.get(egen.nokkel)
        return None if lagret in (None, "") else les(lagret)

    def sett(tiltak, ny):
        tom = ny in (None, "")
        tiltak.egne = {nr: ett for nr, ett in tiltak.egne.items() if nr != egen.nokkel}
        if not tom:
            tiltak.egne[egen.nokkel] = str(ny)

    return Redigering(felt, verdi, sett)


def _egne_valg(egen):
    """The words of the list, and the one that the measure has, should it have been taken out."""

    def felt(tiltak):
        valg = dict.fromkeys([*egen.valg, *filter(None, [tiltak.egne.get(egen.nokkel)])])
        return forms.ChoiceField(choices=[("", _("Ikke valgt")), *((ett, ett) for ett in valg)], required=False)

    return _egen(egen, felt)


EGNE = {
    Egenkolonne.Slag.TEKST: lambda egen: _egen(egen, lambda tiltak: TekstField(max_length=500, required=False)),
    Egenkolonne.Slag.TALL: lambda egen: _egen(egen, lambda tiltak: TallField(required=False), Decimal),
    Egenkolonne.Slag.DATO: lambda egen: _egen(egen, lambda tiltak: DatoField(required=False), dt.date.fromisoformat),
    Egenkolonne.Slag.VALG: _egne_valg,
}
