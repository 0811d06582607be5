"""What the page of a course, and of a run, shows to one reader."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kompetanse.felles.formats import klokkeslett, kr, periode, tall, ukedag
from kompetanse.organisasjon.models import Bruker
from kurs.models import Kjoring, Kurs, Kursplass, Samling
from kurs.paamelding.bilde import Belegg, Merke, belegg, egne_plasser, frist_i_ord, kjoringsmerke, plassmerke
from kurs.paamelding.paamelding import grunn_til_nei, kan_meldes_av

Status = Kursplass.Status


def klokka(samling: Samling) -> str:
    """«09.00–12.00»."""
    return f"{klokkeslett(samling.start)}–{klokkeslett(samling.slutt)}"


@dataclass(frozen=True)
class Kjoringsrad:
    """A run as a reader sees it: when, where, how full, and how it stands with the reader."""

    kjoring: Kjoring
    fullt: Belegg
    egen: Kursplass | None = None

    @cached_property
    def samlinger(self) -> list[Samling]:
        return list(self.kjoring.samlinger.all())

    @property
    def naar(self) -> str:
        """«torsdag 5. mars 09.00–12.00», «5.–19. mars 2026, 3 samlinger»."""
        if not self.samlinger:
            return _("Tiden er ikke bestemt ennå")
        forste, siste = self.samlinger[0], self.samlinger[-1]
        if forste is siste:
            return f"{ukedag(forste.start)} {timezone.localdate(forste.start).year}, {klokka(forste)}"
        antall = ngettext("%(n)s samling", "%(n)s samlinger", len(self.samlinger)) % {"n": tall(len(self.samlinger))}
        return f"{periode(forste.start, siste.start)}, {antall}"

    @property
    def sted(self) -> str:
        return self.kjoring.sted or (_("På nett") if self.kjoring.lenke else "")

    @property
    def pris(self) -> str:
        return kr(self.kjoring.pris) if self.kjoring.pris else ""

    @property
    def har_plass_der(self) -> bool:
        return self.egen is not None and self.egen.status not in Status.frafalt()

    @property
    def merke(self) -> Merke:
        """The reader's own place when there is one, else how the run stands."""
        holdes = self.kjoring.status in Kjoring.Status.holdes()
        return plassmerke(self.egen) if self.har_plass_der and holdes else kjoringsmerke(self.kjoring, self.fullt)

    @property
    def frist(self) -> str:
        return "" if self.har_plass_der else frist_i_ord(self.kjoring)

    @property
    def kan_meldes_paa(self) -> bool:
        return not self.har_plass_der and self.kjoring.tar_imot(timezone.now())

    @property
    def hvorfor_ikke(self) -> str:
        """Why the reader cannot sign up; empty when that goes without saying."""
        if self.har_plass_der or self.kan_meldes_paa or self.kjoring.status not in Kjoring.Status.kommende():
            return ""
        return grunn_til_nei(self.kjoring)

    def kan_meldes_av_av(self, bruker: Bruker) -> bool:
        er_aktiv = self.egen is not None and self.egen.status in Status.aktive()
        return er_aktiv and self.kjoring.status in Kjoring.Status.kommende() and kan_meldes_av(self.egen, bruker)


def rader(kjoringer: Iterable[Kjoring], bruker: Bruker) -> list[Kjoringsrad]:
    """Two statements. Prefetch `samlinger`, and the course."""
    kjoringer = list(kjoringer)
    fullt, egne = belegg(kjoringer), egne_plasser(kjoringer, bruker.person_id)
    for kjoring in kjoringer:
        if kjoring.pk in egne:
            egne[kjoring.pk].kjoring = kjoring
    return [Kjoringsrad(ett, fullt[ett.pk], egne.get(ett.pk)) for ett in kjoringer]


@dataclass(frozen=True)
class Kursbilde:
    """The runs of a course: those to come by their first date, and those that were, the newest first."""

    kommende: list[Kjoringsrad]
    tidligere: list[Kjoringsrad]

    @property
    def aldri_satt_opp(self) -> bool:
        """There is nothing but drafts: the course can be deleted."""
        return all(rad.kjoring.status == Kjoring.Status.UTKAST for rad in (*self.kommende, *self.tidligere))


def kursbilde(kurs: Kurs, bruker: Bruker) -> Kursbilde:
    kjoringer = Kjoring.objects.visible_to(bruker).filter(kurs=kurs).select_related("kurs__enhet")
    alle, naa = rader(kjoringer.prefetch_related("samlinger"), bruker), timezone.now()
    kommer = [rad for rad in alle if _kommer(rad.kjoring, naa)]
    var = [rad for rad in alle if rad not in kommer]
    sist = dt.datetime.max.replace(tzinfo=dt.UTC)
    return Kursbilde(
        sorted(kommer, key=lambda rad: rad.kjoring.begynner or sist),
        sorted(var, key=lambda rad: rad.kjoring.begynner or sist, reverse=True),
    )


def _kommer(kjoring, naa):
    return kjoring.status in (Kjoring.Status.UTKAST, *Kjoring.Status.kommende()) and not kjoring.er_over(naa)


@dataclass(frozen=True)
class Deltakere:
    """The places of a run that a reader sees."""

    alle: list[Kursplass]
    leser: int

    @property
    def plasser(self) -> list[Kursplass]:
        """Those of others than the reader."""
        return [plass for plass in self.alle if plass.person_id != self.leser]

    @property
    def tall(self) -> list[tuple[str, str]]:
        """(state, number) in the order of the states, without those that nobody is in."""
        antall = Counter(plass.status for plass in self.plasser)
        return [(status.label, tall(antall[status])) for status in Status if antall[status]]

    @property
    def alene(self) -> list[Kursplass]:
        """Those of them who are the only one from their unit: what one learns alone, is hard to use alone."""
        med_plass = [plass for plass in self.alle if plass.status == Status.PLASS and plass.stilling]
        per_enhet = Counter(plass.stilling.enhet_id for plass in med_plass)
        alene = [plass for plass in med_plass if per_enhet[plass.stilling.enhet_id] == 1]
        return [plass for plass in alene if plass.person_id != self.leser]


def deltakere(kjoring: Kjoring, bruker: Bruker) -> Deltakere:
    """One statement."""
    plasser = Kursplass.objects.visible_to(bruker).filter(kjoring=kjoring)
    return Deltakere(list(plasser.select_related("person", "stilling__enhet")), bruker.person_id)
