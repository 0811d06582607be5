"""How an evaluation of the demo goes: planned, asked, answered, closed and concluded, by the processes and on their days."""

import datetime as dt
import random
from typing import NamedTuple

from django.utils import timezone

from evaluering.deltakere import deltakere
from evaluering.models import Evaluering, Evalueringsniva, Innsamling, Skjema, Sporsmal, Svarer
from evaluering.plan import planlegging
from evaluering.rapport import konklusjon
from evaluering.svar import avlegging, innsamling
from evaluering.svar.avlegging import Adgang
from evaluering.svar.sporreskjema import stilte
from evaluering.svar.spurte import MED_LENKE
from kompetanse.felles.demotid import paa_dato
from kompetanse.felles.samskriving import Endring
from kompetanse.organisasjon.demo.scene import Scene
from kompetanse.organisasjon.models import Person
from planer.models.tiltak import Evalueringsnivaa

Slag = Sporsmal.Slag
# Of those who are asked, so many answer; of a form that is open today so many have answered by now.
SVARER, HITTIL = 0.86, 0.4
# Days from the last level to the conclusion, when its form has closed, and from the plan to the start.
KONKLUDERES, PLANLEGGES = 20, 30


class Historie(NamedTuple):
    """One evaluation: which levels, how it went (the answer that most give on each), and what was learnt."""

    nivaaer: tuple[int, ...]
    laering: str = ""
    anbefaling: str = "gjenta"
    neste_gang: str = ""
    fornoyd: float = 4.2
    foer: float = 2.4
    etter: float = 4.0
    bruker: float = 4.1
    ser: float = 3.6
    atferd: tuple[str, ...] = ("Bruker det dere lærte, i det daglige arbeidet",)
    ord: tuple[str, ...] = ("Mer øving, mindre foredrag.", "Fint som det var.", "Kortere, og heller to ganger.")
    rakk_ikke: dict[int, str] = {}  # noqa: RUF012 — read alone
    # The name of the form of level 1, where it is another than HR's standard.
    skjema: str = ""


class Gang:
    """One evaluation on its way; what is to come after today is left planned."""

    def __init__(self, scene: Scene, ny: Evaluering, historie: Historie):
        self.scene, self.historie, self.evaluering = scene, historie, ny
        self.trekk = random.Random(f"{ny} {ny.start}")

    def planlegg(self, folk: list[Person] = (), **felt) -> "Gang":
        """Planned some weeks before the start; with the people who took part, where nothing else says it."""
        with paa_dato(min(self.evaluering.start - dt.timedelta(days=PLANLEGGES), self.scene.for_dager(1))):
            endring = {
                "evaluator": self.evaluering.evaluator,
                "forventet": "",
                "nivaaer": list(self.historie.nivaaer),
                "atferd": "\n".join(self.historie.atferd),
                "maal": [],
            }
            self.evaluering = planlegging.lagre(self.evaluering, Endring(endring | felt), bruker=self.scene.hr)
            if folk:
                planlegging.sett_deltakere(self.evaluering, folk, bruker=self.scene.hr)
            if self.historie.skjema:
                skjema = Skjema.objects.get(navn=self.historie.skjema)
                niva = self.evaluering.nivaaer.get(niva=Evalueringsnivaa.REAKSJONER)
                planlegging.endre_niva(niva, Endring({"skjema": skjema}), bruker=self.scene.hr)
        return self

    def spor(self) -> "Gang":
        """Each level in turn, as far as its day has come."""
        for niva in self.evaluering.nivaaer.select_related("evaluering__tiltak", "evaluering__kjoring", "skjema"):
            if grunn := self.historie.rakk_ikke.get(niva.niva):
                self._paa(
                    niva.dato, lambda niva=niva, grunn=grunn: innsamling.rakk_ikke(niva, grunn, bruker=self.scene.hr)
                )
            elif niva.metode in MED_LENKE:
                for moment, vindu in innsamling.vinduer(niva, innsamling.svarfrist()).items():
                    self._samle_inn(niva, moment, vindu)
        return self

    def konkluder(self) -> "Gang":
        """What was learnt, some days after the last level; nothing while that is to come, or for one that is forgotten."""
        siste = max(niva.dato for niva in self.evaluering.nivaaer.all())
        ord_ = {navn: getattr(self.historie, navn) for navn in ("laering", "anbefaling", "neste_gang")}
        if self.historie.laering:
            dag = siste + dt.timedelta(days=KONKLUDERES)
            self._paa(dag, lambda: konklusjon.konkluder(self.evaluering, Endring(ord_), bruker=self.scene.hr))
        return self

    def _paa(self, dag, gjor):
        if dag and dag < self.scene.i_dag:
            with paa_dato(dag):
                gjor()

    def _samle_inn(self, niva: Evalueringsniva, moment: str, vindu: innsamling.Vindu):
        aapner, lukker = timezone.localtime(vindu.aapner), timezone.localtime(vindu.lukker)
        if aapner.date() >= self.scene.i_dag:
            return
        er_aapen = lukker.date() >= self.scene.i_dag
        with paa_dato(aapner.date(), max(aapner.hour, 8)):
            folk = deltakere(self.evaluering).med_slutt().filter(har_sluttet=False)
            ett = innsamling.aapne(niva, moment) if folk.exists() else None
            if ett:
                self._svar(ett, HITTIL if er_aapen else SVARER)
        if ett and not er_aapen:
            with paa_dato(lukker.date(), 1):
                innsamling.lukk(ett)

    def _svar(self, ett: Innsamling, andel: float):
        spurt = {som: stilte(ett, som) for som in (Svarer.DELTAKER, Svarer.LEDER)}
        for lenke in ett.lenker.select_related("person", "om").order_by("som", "om"):
            if self.trekk.random() < andel:
                verdier = self._verdier(spurt.get(lenke.som) or stilte(ett, lenke.som), ett, lenke.som)
                avlegging.svar(Adgang(ett, lenke.nokkel, lenke), verdier)

    def _verdier(self, stilte_, ett, som):
        rundt = self._rundt(ett, som)
        verdier = {}
        for stilt in stilte_:
            if stilt.sporsmal.slag == Slag.SKALA:
                verdier[stilt.nokkel] = min(max(round(self.trekk.gauss(rundt, 0.8)), 1), 5)
            elif stilt.sporsmal.slag == Slag.VALG:
                verdier[stilt.nokkel] = self.trekk.randrange(len(stilt.alternativer))
            elif self.trekk.random() < 0.3:
                verdier[stilt.nokkel] = self.trekk.choice(self.historie.ord)
        return verdier

    def _rundt(self, ett, som):
        """What most answer to this form."""
        niva = ett.niva.niva
        if niva == Evalueringsnivaa.REAKSJONER:
            return self.historie.fornoyd
        if ett.moment == Innsamling.Moment.FOER:
            return self.historie.foer
        if niva == Evalueringsnivaa.LAERING:
            return self.historie.etter
        return self.historie.ser if som == Svarer.LEDER else self.historie.bruker
