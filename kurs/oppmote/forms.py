"""Forms of attendance."""

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import NamedTuple

from django import forms
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from kompetanse.felles.epost import EpostField
from kompetanse.felles.fields import DatoField, TekstField
from kompetanse.felles.formats import tall
from kurs.models import Kursplass, Oppmote, Samling
from kurs.oppmote.gruppe import Mote
from kurs.oppmote.mengde import mulige

IKKE_HER = ""


class Deltakerrad(NamedTuple):
    """A participant on the list: the choice, what the page showed of it, and what is stored."""

    plass: Kursplass
    felt: forms.BoundField
    sett: SafeString
    oppmote: Oppmote | None


class OppmoteForm(forms.Form):
    """One choice for each participant. What is not changed on this page is not written: someone may have come through the
    door since it was shown."""

    def __init__(self, *args, samling: Samling, plasser: Iterable[Kursplass], fort: Mapping[int, Oppmote], **kwargs):
        super().__init__(*args, **kwargs)
        self.samling, self.plasser, self.fort = samling, list(plasser), fort
        for plass in self.plasser:
            self.fields[_navn(plass)] = self._felt(plass)

    def _felt(self, plass):
        naa = _verdi(self.fort[plass.pk].halvdager) if plass.pk in self.fort else IKKE_HER
        mulige_verdier = [_verdi(antall) for antall in mulige(self.samling)]
        # What was noted before the date was made shorter.
        verdier = mulige_verdier if naa in (IKKE_HER, *mulige_verdier) else [naa, *mulige_verdier]
        valg = [(IKKE_HER, _("Ikke her")), *((verdi, _ord(verdi, self.samling)) for verdi in verdier)]
        return forms.ChoiceField(
            label=str(plass.person),
            choices=valg,
            widget=forms.RadioSelect,
            required=False,
            initial=naa,
            show_hidden_initial=True,
        )

    def rader(self) -> list[Deltakerrad]:
        alle = [(plass, self[_navn(plass)]) for plass in self.plasser]
        return [
            Deltakerrad(plass, felt, felt.as_hidden(only_initial=True), self.fort.get(plass.pk)) for plass, felt in alle
        ]

    @property
    def halvdager(self) -> dict[int, Decimal | None]:
        """What is to be written, by the key of the place. The button that says that all are here means those who are not
        noted, and not chosen otherwise."""
        if "alle" not in self.data:
            return self._endret()
        ikke_fort = [plass.pk for plass in self.plasser if plass.pk not in self.fort]
        return dict.fromkeys(ikke_fort, self.samling.halvdager) | self._endret()

    def _endret(self):
        endret = {
            plass.pk: self.cleaned_data[_navn(plass)] for plass in self.plasser if _navn(plass) in self.changed_data
        }
        return {pk: None if verdi == IKKE_HER else Decimal(verdi) for pk, verdi in endret.items()}


def _navn(plass):
    return f"plass_{plass.pk}"


def _verdi(halvdager):
    return f"{halvdager:.1f}"


def _ord(verdi, samling):
    """«Hele», «Halv dag», «1,5 dager»: two half days are one."""
    dager = Decimal(verdi) / 2
    if Decimal(verdi) == samling.halvdager:
        return _("Her") if samling.halvdager <= 1 else _("Hele")
    if dager == Decimal("0.5"):
        return _("Halv dag")
    return _("%(antall)s dager") % {"antall": tall(dager, 0 if dager == int(dager) else 1)} if dager > 1 else _("1 dag")


class AdresseForm(forms.Form):
    """Where the link at the door is sent."""

    epost = EpostField(label=_("E-posten din på jobben"))


class MoteForm(forms.Form):
    """A meeting of a group: all were there today for an hour, until something else is chosen."""

    VARIGHETER = (
        ("30", _("½ time")),
        ("60", _("1 time")),
        ("90", _("1½ time")),
        ("120", _("2 timer")),
        ("180", _("3 timer")),
    )

    varte = forms.ChoiceField(
        label=_("Hvor lenge varte det?"), choices=VARIGHETER, widget=forms.RadioSelect, initial="60"
    )
    plasser = forms.MultipleChoiceField(
        label=_("Hvem var der?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Velg dem som var der.")},
    )
    notat = TekstField(
        label=_("Hva snakket dere om?"),
        required=False,
        max_length=2000,
        help_text=_("Én setning holder. Ikke skriv navn på brukere eller pasienter."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    dag = DatoField(label=_("Dag"))

    def __init__(self, *args, plasser: Iterable[Kursplass], **kwargs):
        super().__init__(*args, **kwargs)
        plasser = list(plasser)
        self.fields["plasser"].choices = [(str(plass.pk), str(plass.person)) for plass in plasser]
        self.fields["plasser"].initial = [str(plass.pk) for plass in plasser]
        self.fields["dag"].initial = timezone.localdate

    @property
    def mote(self) -> Mote:
        svar = self.cleaned_data
        varte = dt.timedelta(minutes=int(svar["varte"]))
        return Mote(svar["dag"], varte, [int(pk) for pk in svar["plasser"]], svar["notat"])
