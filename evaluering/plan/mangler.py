"""What cannot be carried out as an evaluation is planned: said at once, not when it is too late."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.translation import gettext as _

from evaluering.models import Evaluering, Evalueringsniva, Indikator, Metode, Sporsmal, Svarer
from kompetanse.felles.formats import dato, sitat
from planer.models.tiltak import Evalueringsnivaa

# Those who are asked one by one, and so must be known.
EN_FOR_EN = {Svarer.DELTAKER, Svarer.LEDER}


class Mangel(NamedTuple):
    """What is in the way of a level; 0 is what is in the way of all."""

    niva: int
    tekst: str


@dataclass(frozen=True)
class Plan:
    """All that decides whether it can be carried out, stored or only proposed."""

    evaluering: Evaluering
    nivaaer: list[Evalueringsniva]
    indikatorer: list[Indikator]
    antall_atferd: int
    dag: dt.date
    deltakere: int | None

    def mangler(self) -> list[Mangel]:
        """In the order of the levels, what concerns all of them first."""
        return [
            *self._tid(),
            *self._folk(),
            *(mangel for niva in self.nivaaer for mangel in (*self._naar(niva), *self._hva(niva))),
        ]

    def _tid(self) -> Iterator[Mangel]:
        if self.evaluering.slutt is None:
            yield Mangel(0, _("Det er ikke sagt når det slutter. Da får evalueringen ingen datoer."))
        elif self.evaluering.start is None and any(niva.ogsaa_foer for niva in self.nivaaer):
            yield Mangel(0, _("Det er ikke sagt når det begynner. Da vet vi ikke når vi må måle før start."))

    def _folk(self) -> Iterator[Mangel]:
        spurte = {svarer for niva in self.nivaaer for svarer in niva.svarer}
        if EN_FOR_EN & spurte and not self.deltakere:
            yield Mangel(0, _("Ingen deltakere er navngitt. Da har vi ingen å spørre."))
        if Svarer.EVALUATOR in spurte and self.evaluering.evaluator_id is None:
            yield Mangel(0, _("Det er ikke sagt hvem som evaluerer."))

    def _naar(self, niva) -> Iterator[Mangel]:
        naar, slutt, start = niva.dato, self.evaluering.slutt, self.evaluering.start
        if naar and slutt and naar < slutt:
            yield Mangel(
                niva.niva,
                _("Datoen %(dato)s er før det er slutt (%(slutt)s).") % {"dato": dato(naar), "slutt": dato(slutt)},
            )
        if niva.ogsaa_foer and start and start <= self.dag and niva.pk is None:
            yield Mangel(niva.niva, _("Det har begynt, så målingen før start rekker vi ikke."))

    def _hva(self, niva) -> Iterator[Mangel]:
        if niva.niva == Evalueringsnivaa.ANVENDELSE and not self.antall_atferd:
            yield Mangel(niva.niva, _("Det er ikke avtalt hva vi skal se at folk gjør etterpå."))
        if niva.metode in Metode.med_skjema() and niva.skjema is None:
            yield Mangel(niva.niva, _("Det er ikke valgt noe skjema."))
        if niva.skjema and not niva.skjema.nyeste.sporsmal.exists():
            yield Mangel(niva.niva, _("Skjemaet har ingen spørsmål ennå."))
        elif niva.metode == Metode.TEST and niva.skjema and not _har_fasit(niva.skjema):
            yield Mangel(niva.niva, _("Testen har ingen spørsmål med riktig svar."))
        if niva.niva == Evalueringsnivaa.NYTTE:
            yield from self._tall(niva)

    def _tall(self, niva) -> Iterator[Mangel]:
        if not self.indikatorer:
            yield Mangel(niva.niva, _("Det er ingen indikator å måle."))
        for indikator in self.indikatorer:
            if indikator.utgangspunkt is None:
                navn = sitat(indikator.navn)
                yield Mangel(niva.niva, _("Indikatoren %(navn)s har ikke noe utgangspunkt.") % {"navn": navn})


def _har_fasit(skjema):
    return Sporsmal.objects.filter(versjon=skjema.nyeste, riktig__isnull=False).exists()
