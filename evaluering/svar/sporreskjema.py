"""The form that is answered: the questions of a version as they are put to one person, and what was answered."""

from decimal import Decimal
from functools import partial
from typing import NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from evaluering.models import Innsamling, Sporsmal, Svarer
from evaluering.plan.registertall import kurskompetanser
from kompetanse.felles.fields import TallField, TekstField

Slag = Sporsmal.Slag
SKALA = range(1, 6)
MAKS_TEGN = 2000


class Stilt(NamedTuple):
    """A question as it is put: one with `{atferd}` or `{kompetanse}` once for each. `nokkel` is its name in `verdier`."""

    nokkel: str
    sporsmal: Sporsmal
    tekst: str
    alternativer: list[str]


def stilte(innsamling: Innsamling, som: str = Svarer.DELTAKER) -> list[Stilt]:
    """The questions of a collection in their order, in the language of the reader. One statement, and one for each kind of
    placeholder that is used. What is counted for all together is asked once, of all that a placeholder stands for."""
    sporsmal = list(innsamling.versjon.sporsmal.all())
    brukte = {
        plass: hent(innsamling) for plass, hent in PLASSHOLDERE.items() if any(plass in ett.tekst for ett in sporsmal)
    }
    if innsamling.er_anonym:
        brukte = {plass: [("", ", ".join(navn for _pk, navn in verdier))] for plass, verdier in brukte.items()}
    return still(sporsmal, som, brukte)


def still(sporsmal: list[Sporsmal], som: str, brukte: dict[str, list[tuple[int | str, str]]]) -> list[Stilt]:
    """These questions as they are put to one who answers as `som`; `brukte` is placeholder → (key, name) of what it stands
    for."""
    return [stilt for ett in sporsmal for stilt in _stilt(ett, som, brukte)]


def _stilt(sporsmal, som, brukte):
    tekst, alternativer = paa_spraaket(sporsmal, som)
    plass = next((plass for plass in brukte if plass in tekst), "")
    verdier = brukte.get(plass, [("", "")])
    nokler = [":".join(filter(None, [str(sporsmal.pk), str(pk)])) for pk, _navn in verdier]
    tekster = [tekst.replace(plass, navn) if plass else tekst for _pk, navn in verdier]
    return [Stilt(nokkel, sporsmal, ett, alternativer) for nokkel, ett in zip(nokler, tekster, strict=True)]


def paa_spraaket(sporsmal: Sporsmal, som: str = Svarer.DELTAKER) -> tuple[str, list[str]]:
    """The text and the alternatives; without nynorsk, or without words of its own for the leader, the others'."""
    nynorsk = (get_language() or "").startswith("nn")
    tekster = [sporsmal.tekst_nn if nynorsk else "", sporsmal.tekst]
    if som == Svarer.LEDER:
        tekster = [sporsmal.tekst_leder_nn if nynorsk else "", sporsmal.tekst_leder, *tekster]
    return next(filter(None, tekster)), (sporsmal.valg_nn if nynorsk else []) or sporsmal.valg


def _atferd(innsamling):
    return list(innsamling.niva.evaluering.atferd.values_list("pk", "tekst"))


def _kompetanser(innsamling):
    rader = kurskompetanser(innsamling.niva.evaluering).values_list("kompetanse", "kompetanse__navn")
    return list(dict(rader.order_by("kompetanse__navn")).items())


PLASSHOLDERE = {"{atferd}": _atferd, "{kompetanse}": _kompetanser}


class Svarform(forms.Form):
    """One field for each question. What is answered is `verdier`."""

    prefix = "s"

    def __init__(self, *args, stilte: list[Stilt], **kwargs):
        super().__init__(*args, **kwargs)
        self.stilte = stilte
        for stilt in stilte:
            felt = FELT[stilt.sporsmal.slag](stilt)
            felt.label, felt.required = stilt.tekst, stilt.sporsmal.maa_besvares
            self.fields[stilt.nokkel] = felt

    def clean(self):
        if not self.errors and not self.verdier:
            raise ValidationError(_("Svar på minst ett spørsmål før du sender."), code="tomt")
        return self.cleaned_data

    @property
    def verdier(self) -> dict[str, int | str]:
        """The key of each question that was answered → the answer, as `Sporsmal` says; a number as text."""
        gitt = {navn: verdi for navn, verdi in self.cleaned_data.items() if verdi not in (None, "")}
        return {navn: str(verdi.normalize()) if isinstance(verdi, Decimal) else verdi for navn, verdi in gitt.items()}

    def rader(self) -> list[tuple[Stilt, forms.BoundField]]:
        """What the page shows, question by question."""
        return [(stilt, self[stilt.nokkel]) for stilt in self.stilte]


def _valg(choices, stilt):
    felt = forms.TypedChoiceField(choices=choices(stilt), coerce=int, empty_value=None, widget=forms.RadioSelect)
    felt.error_messages["required"] = _("Velg ett av svarene.")
    return felt


def _tall(stilt):
    return TallField()


def _tekst(stilt):
    return TekstField(
        max_length=MAKS_TEGN, flere_linjer=True, rader=3, help_text=_("Ikke skriv navn på deg selv eller andre.")
    )


FELT = {
    Slag.SKALA: partial(_valg, lambda stilt: [(verdi, str(verdi)) for verdi in SKALA]),
    Slag.VALG: partial(_valg, lambda stilt: list(enumerate(stilt.alternativer))),
    Slag.TALL: _tall,
    Slag.TEKST: _tekst,
}
