"""What the overview shows: the rows that are open, the tabs of what is wrong, and the figures on top."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kompetanse.felles.formats import kr, tall
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Bruker, Enhet
from planer.models import Kompetanseplan
from planer.oversikt.tall import Enhetsrad, Tall, enhetsrader
from planer.person.andel import Andel, andeler

Status = Kompetanseplan.Status
# So many units are shown all at once; of more, those below the sectors are opened one by one.
AAPNE_VED_START = 60
FLEST_RADER = 400
FASER = (Status.UTKAST, Status.TIL_DROFTING, Status.DROFTET, Status.TIL_BEHANDLING, Status.VEDTATT)


class Utvalg(NamedTuple):
    """A tab: its code in the address, its name, and which rows it holds."""

    kode: str
    navn: str
    passer: Callable[[Enhetsrad], bool]


UTVALG = (
    Utvalg("uten", gettext_lazy("Uten plan"), lambda rad: rad.uten_plan),
    Utvalg("aaret", gettext_lazy("Uten plan for året som planlegges"), lambda rad: rad.uten_aaret),
    Utvalg("gammel", gettext_lazy("Eldre enn ett år"), lambda rad: rad.er_gammel),
    Utvalg("neste", gettext_lazy("Neste ikke begynt"), lambda rad: rad.neste_ikke_begynt),
    Utvalg("over", gettext_lazy("Over fristen"), lambda rad: rad.egne.over_fristen > 0),
)


class Vist(NamedTuple):
    """A row as the page shows it. `apning` leads to the page with the units below shown or hidden, and is empty without
    any; `felles` is the row of the unit's own plan under one that is added up."""

    rad: Enhetsrad
    innrykk: int
    tall: Tall
    apning: str = ""
    er_aapen: bool = False
    felles: bool = False

    @property
    def fase(self) -> int:
        """How far the next plan has come, of five."""
        return FASER.index(self.rad.neste.status) + 1 if self.rad.neste else 0


@dataclass(frozen=True)
class Oversikt:
    """All rows that the reader answers for, and what the address asks to see of them."""

    rader: list[Enhetsrad]
    dag: dt.date
    valg: QueryDict

    @property
    def utvalg(self) -> Utvalg | None:
        return next((ett for ett in UTVALG if ett.kode == self.valg.get("vis")), None)

    @cached_property
    def _topp(self) -> list[Enhetsrad]:
        under = {id(rad) for over in self.rader for rad in over.under}
        return [rad for rad in self.rader if id(rad) not in under]

    @cached_property
    def _aapne(self) -> set[int]:
        """The units whose rows below are shown."""
        if "aapne" not in self.valg and len(self.rader) <= AAPNE_VED_START:
            return {rad.enhet.pk for rad in self.rader}
        valgt = {int(pk) for pk in self.valg.get("aapne", "").split("-") if pk.isascii() and pk.isdigit()}
        return valgt | {rad.enhet.pk for rad in self._topp}

    @cached_property
    def vist(self) -> list[Vist]:
        """The tree with what is open, or the rows of the tab."""
        if self.utvalg:
            return [Vist(rad, 0, rad.egne) for rad in self.rader if self.utvalg.passer(rad)][:FLEST_RADER]
        ut: list[Vist] = []
        for rad in self._topp:
            self._vis(rad, 0, ut)
        return ut[:FLEST_RADER]

    def _vis(self, rad, innrykk, ut):
        aapen = bool(rad.under) and rad.enhet.pk in self._aapne
        ut.append(Vist(rad, innrykk, rad.samlet, self._apning(rad) if rad.under else "", aapen))
        if aapen:
            if rad.egne != Tall():
                ut.append(Vist(rad, innrykk + 1, rad.egne, felles=True))
            for under in rad.under:
                self._vis(under, innrykk + 1, ut)

    def _apning(self, rad):
        """The same page with this row folded the other way."""
        return "?" + urlencode({"aapne": "-".join(map(str, sorted(self._aapne ^ {rad.enhet.pk})))})

    @property
    def faner(self) -> list[dict]:
        alle = [{"navn": _("Alle"), "url": "?", "aktiv": self.utvalg is None, "antall": len(self.rader)}]
        return alle + [
            {
                "navn": ett.navn,
                "url": f"?vis={ett.kode}",
                "aktiv": ett is self.utvalg,
                "antall": sum(map(ett.passer, self.rader)),
            }
            for ett in UTVALG
        ]

    @property
    def talliste(self) -> list[dict]:
        sum_ = sum((rad.egne for rad in self.rader), Tall())
        med_plan = [rad for rad in self.rader if not rad.uten_plan]
        av = _("av %s")
        return [
            {
                "navn": _("Har vedtatt plan"),
                "verdi": tall(len(med_plan)),
                "tillegg": av % tall(len(self.rader)),
                "definisjon": _("Enheter der en vedtatt plan gjelder i dag."),
            },
            {
                "navn": _("Vedtatt siste år"),
                "verdi": tall(sum(not rad.er_gammel for rad in med_plan)),
                "tillegg": av % tall(len(med_plan)),
                "definisjon": _("Planer som er vedtatt, eller vedtatt på nytt, de siste 365 dagene."),
            },
            {
                "navn": _("Mål med tiltak"),
                "verdi": tall(sum_.med_tiltak),
                "tillegg": av % tall(sum_.maal),
                "definisjon": _(
                    "Mål i planene som gjelder, som minst ett tiltak tjener, direkte eller gjennom et behov."
                ),
            },
            {
                "navn": _("Tiltak over fristen"),
                "verdi": tall(sum_.over_fristen),
                "definisjon": _("Tiltak som verken er gjennomført eller stoppet, og der siste dag er passert."),
            },
            {
                "navn": _("I tiltakene %s") % self.dag.year,
                "verdi": kr(sum_.belop),
                "definisjon": _("Kostnaden i år, én gang i planen som eier tiltaket. Stoppede tiltak er ikke med."),
            },
            self._med_egen_plan(),
        ]

    def regneark(self) -> tuple[list[str], list[list]]:
        """Headings and rows of the file: every unit with its own figures (those of the employees' own plans with all below
        it), in the tree's order."""
        overskrifter = [
            *(_("Enhet"), _("Nivå"), _("Gjelder nå"), _("Vedtatt"), _("Alder i måneder"), _("Neste plan"), _("Status")),
            *(_("Mål"), _("Mål med tiltak"), _("Tiltak over fristen"), _("Kostnad %s") % self.dag.year),
            *(_("Ansatte med avtalt utviklingsplan"), _("Ansatte")),
        ]
        return overskrifter, [
            [
                rad.enhet.navn,
                rad.enhet.depth,
                rad.gjelder.periode if rad.gjelder else "",
                rad.vedtatt,
                rad.alder_mnd,
                rad.neste.periode if rad.neste else "",
                rad.neste.get_status_display() if rad.neste else "",
                rad.egne.maal,
                rad.egne.med_tiltak,
                rad.egne.over_fristen,
                rad.egne.belop,
                *(rad.andel or (None, None)),
            ]
            for rad in self.rader
        ]

    def _med_egen_plan(self):
        """The first figure of the employees' own plans: where it is hidden, it says so."""
        andel = sum((rad.andel for rad in self._topp if rad.andel), Andel(0, 0))
        return {
            "navn": _("Har utviklingsplan"),
            "verdi": tall(andel.med_plan) if andel.ansatte else _("Vises ikke"),
            "tillegg": _("av %s ansatte") % tall(andel.ansatte) if andel.ansatte else "",
            "definisjon": _(
                "De som arbeider i enhetene dine eller under dem, og som har en utviklingsplan som er avtalt og gjelder i "
                "dag. Hvem som regnes med, hentes fra kartleggingen hver natt. Tallet vises ikke når det er så få at det "
                "kunne si noe om den enkelte."
            ),
        }


def oversikt(bruker: Bruker, dag: dt.date, valg: QueryDict) -> Oversikt:
    """The overview of the units that the user answers for."""
    rader, med_egen_plan = enhetsrader(ansvarsenheter(bruker), dag), andeler(bruker)
    for rad in rader:
        rad.andel = med_egen_plan.get(rad.enhet.pk)
    return Oversikt(rader, dag, valg)


def ansvarsenheter(bruker: Bruker) -> Iterable[Enhet]:
    """The units that the user answers for with all below them; none that lies below another of them."""
    stier = sorted({rolle.sti for rolle in bruker.roller_som(*tilgang.MED_INNSYN_I_SAKER)})
    overst = [sti for sti in stier if not any(sti != over and sti.startswith(over) for over in stier)]
    return Enhet.objects.filter(path__in=overst)
