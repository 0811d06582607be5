"""What who answers for an evaluation sees of one level that is asked: how far each collection has come, and what was
answered about those who are named."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from evaluering.models import Deltakersvar, Evalueringsniva, Innsamling, Lenke, Sporsmal, Svarer
from evaluering.svar.innsamling import Vindu, svarfrist, vinduer
from evaluering.svar.lenker import ubrukte
from evaluering.svar.ord import SOM
from evaluering.svar.registeret import bestatte, gaver
from evaluering.svar.resultater import synlige
from evaluering.svar.sporreskjema import stilte
from evaluering.svar.spurte import MED_LENKE
from kompetanse.organisasjon.models import Bruker, Person
from planer.models.tiltak import Evalueringsnivaa

Moment = Innsamling.Moment


@dataclass(frozen=True)
class Innsamlingsbilde:
    """One moment of a level: still to be asked, being asked, or closed."""

    niva: Evalueringsniva
    moment: Innsamling.Moment
    vindu: Vindu
    innsamling: Innsamling | None

    @property
    def aapen(self) -> bool:
        return self.innsamling is not None and self.innsamling.lukket is None

    @property
    def kan_leses_inn(self) -> bool:
        """Answers that were collected elsewhere have questions to be read by."""
        return (self.innsamling is None or self.aapen) and self.niva.skjema is not None

    @property
    def er_sendt(self) -> bool:
        """People have got links, and are reminded; else the answers are collected elsewhere."""
        return self.innsamling.lenker.exists()

    @cached_property
    def svart(self) -> int:
        return self.innsamling.antall_svar if self.aapen else self.innsamling.besvart

    @cached_property
    def av(self) -> int:
        return self.innsamling.plasser if self.aapen else self.innsamling.spurt

    @property
    def i_ord(self) -> str:
        """How many have answered. About those who are named, participant and leader each answer, and what is counted as it
        closes is about how many."""
        antall = {"svart": self.svart, "av": self.av}
        if self.innsamling.er_anonym:
            return _("%(svart)d av %(av)d har svart") % antall
        return (
            _("%(svart)d av %(av)d svar er kommet") if self.aapen else _("Svar om %(svart)d av %(av)d deltakere")
        ) % antall

    @property
    def deler(self) -> list[tuple[str, int, str]]:
        """For the meter."""
        return [(_("Har svart"), self.svart, "hel")]

    @cached_property
    def ventende(self) -> list[Lenke]:
        """The links of named participants that nobody has answered by: to be typed from paper. Of an anonymous form nobody
        is to know who they are."""
        if not self.aapen or self.innsamling.er_anonym:
            return []
        lenker = self.innsamling.lenker.select_related("person", "om").order_by("om__etternavn", "om__fornavn", "som")
        return ubrukte(lenker)


@dataclass(frozen=True)
class Nivabilde:
    """A level of an evaluation, as one user sees it."""

    niva: Evalueringsniva
    bruker: Bruker

    @cached_property
    def innsamlinger(self) -> list[Innsamlingsbilde]:
        finnes = {ett.moment: ett for ett in self.niva.innsamlinger.select_related("versjon")}
        planlagt = vinduer(self.niva, svarfrist())
        momenter = [moment for moment in Moment if moment in planlagt or moment in finnes]
        return [Innsamlingsbilde(self.niva, ett, planlagt.get(ett), finnes.get(ett)) for ett in momenter]

    @property
    def med_skjema(self) -> bool:
        """It is asked by a form; else it is written down by whoever has the answers."""
        return self.niva.metode in MED_LENKE

    @property
    def kan_rakk_ikke(self) -> bool:
        return self.niva.status in (Evalueringsniva.Status.PLANLAGT, Evalueringsniva.Status.I_GANG)

    @property
    def kan_registrere(self) -> int:
        """How many passed, and can have what the course gives written in the registry."""
        return len(bestatte(self.niva)) if self.niva.niva == Evalueringsnivaa.LAERING and gaver(self.niva) else 0

    @cached_property
    def deltakere(self) -> list["Deltakerrad"]:
        return deltakerrader(synlige(self.bruker).filter(innsamling__niva=self.niva))


class Linje(NamedTuple):
    """One question about one participant: what was answered before and afterwards, by the participant and by the leader."""

    tekst: str
    foer: int | None
    etter: int | None
    leder_foer: int | None
    leder: int | None

    @property
    def forskjell(self) -> int | None:
        """How much more the participant says than the leader; None where one of them has not said."""
        return None if self.etter is None or self.leder is None else self.etter - self.leder

    @property
    def mindre(self) -> int | None:
        return self.forskjell and -self.forskjell


class Deltakerrad(NamedTuple):
    """What has been answered about one participant on a level."""

    deltaker: Person
    niva: Evalueringsniva
    linjer: list[Linje]
    tekster: list[tuple[str, str, str]]
    proever: list[Deltakersvar]

    @property
    def merke(self) -> str:
        """Its own on the page."""
        return f"{self.niva.pk}-{self.deltaker.pk}"

    @property
    def tittel(self) -> str:
        return f"{self.deltaker}: {self.niva}"

    @property
    def med_leder(self) -> bool:
        return any(ett.leder is not None for ett in self.linjer)

    @property
    def med_leder_foer(self) -> bool:
        return any(ett.leder_foer is not None for ett in self.linjer)


def deltakerrader(svar: QuerySet[Deltakersvar]) -> list[Deltakerrad]:
    """By level and participant. As many statements as there are collections among them, whatever the number of people."""
    rundt = ("deltaker", "innsamling__versjon", "innsamling__niva__evaluering__tiltak")
    svar = svar.select_related(*rundt, "innsamling__niva__evaluering__kjoring__kurs")
    grupper, sporsmal = defaultdict(list), {}
    for ett in svar.order_by(
        "innsamling__niva", "deltaker__etternavn", "deltaker__fornavn", "innsamling__aapner", "som"
    ):
        grupper[ett.innsamling.niva_id, ett.deltaker_id].append(ett)
        if ett.innsamling_id not in sporsmal:
            sporsmal[ett.innsamling_id] = stilte(ett.innsamling) if ett.innsamling.versjon else []
    return [_rad(svarene, sporsmal) for svarene in grupper.values()]


def _rad(svarene, sporsmal):
    stilt = {ett.nokkel: ett for svar in svarene for ett in sporsmal[svar.innsamling_id]}
    skalaer = [ett for ett in stilt.values() if ett.sporsmal.slag == Sporsmal.Slag.SKALA]
    siste = svarene[-1].innsamling
    return Deltakerrad(
        deltaker=svarene[0].deltaker,
        niva=siste.niva,
        linjer=[Linje(ett.tekst, *_tallene(svarene, ett.nokkel)) for ett in skalaer],
        tekster=[rad for svar in svarene for ett in stilt.values() if (rad := _i_ord(svar, ett))],
        proever=[ett for ett in svarene if ett.av is not None or ett.bestaatt is not None],
    )


def _tallene(svarene, nokkel):
    """Before and afterwards by the participant or the teacher, and before and afterwards by the leader."""
    tall = {
        (svar.som == Svarer.LEDER, svar.innsamling.moment == Moment.FOER): svar.verdier.get(nokkel) for svar in svarene
    }
    return [tall.get((leder, foer)) for leder in (False, True) for foer in (True, False)]


def _i_ord(svar, stilt):
    """Who answered, the question, and what was written or chosen afterwards; None when that is nothing."""
    verdi = svar.verdier.get(stilt.nokkel)
    if verdi is None or svar.innsamling.moment == Moment.FOER or stilt.sporsmal.slag == Sporsmal.Slag.SKALA:
        return None
    ord_ = stilt.alternativer[verdi] if stilt.sporsmal.slag == Sporsmal.Slag.VALG else str(verdi)
    return SOM[svar.som], stilt.tekst, ord_
