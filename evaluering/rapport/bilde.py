"""What the report shows: the page and the PDF read the same."""

from decimal import Decimal
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evaluering.models import Evaluering, Evalueringsniva, Evalueringsoppsett, Nivaastandard
from evaluering.nytte.bilde import Indikatorrad, Regnskap, indikatorrad, med_fortegn, med_pluss, regnskap
from evaluering.nytte.effekt import Effekt, effekter
from evaluering.rapport.dom import Terskler
from evaluering.rapport.nivaarader import Nivaarad, nivaarad
from evaluering.rapport.svartall import Skalatall, Svartall, svartall
from evaluering.rapport.tegning import Del, Prikkplott, Skala, Soyler, delt, prikkplott, prosent, soyler
from evaluering.statistikk import per_deltaker
from evaluering.svar.opptelling import minste_antall
from kompetanse.felles.formats import MONTHS, kr, periode, tall, tallord
from kompetanse.organisasjon.models import Bruker
from planer.maal.bilde import Maalerad, rader_av
from planer.models.tiltak import Evalueringsnivaa
from planer.tiltak.penger import penger


class Fordelt(NamedTuple):
    """A question with its answers as a bar, and in words."""

    tall: Skalatall
    deler: list[Del]
    tekst: str

    @property
    def skala(self) -> list[str]:
        """What each colour stands for."""
        return [f"1 {self.tall.ender[0]}".strip(), "2", "3", "4", f"5 {self.tall.ender[1]}".strip()]


class Hantel(NamedTuple):
    """How participants and leaders see one behaviour, in whole per cent; None where too few have said."""

    tekst: str
    deltakere: int | None
    ledere: int | None
    foer: int | None

    @property
    def steder(self) -> list[str]:
        return [prosent(verdi) for verdi in (self.deltakere, self.ledere) if verdi is not None]

    @property
    def i_ord(self) -> str:
        deler = ((_("deltakere %d %%"), self.deltakere), (_("ledere %d %%"), self.ledere), (_("før %d %%"), self.foer))
        return ", ".join(ord_ % verdi for ord_, verdi in deler if verdi is not None) or _("For få til å si noe.")


class Nytterad(NamedTuple):
    """An indicator with the drawing of its measurements."""

    rad: Indikatorrad
    soyler: Soyler | None
    endring: str

    @property
    def setning(self) -> str:
        """From what to what, and how sure that is; or what is missing."""
        fra_til = _("fra %(foer)s til %(etter)s.") % {"foer": self.rad.foer, "etter": self.rad.etter}
        return " ".join([*([fra_til] if self.endring else []), *self.rad.setninger])

    @property
    def tekst(self) -> str:
        """The drawing in words."""
        effekt = self.rad.effekt
        ord_ = {"foer": len(effekt.foer), "etter": len(effekt.etter)}
        deler = [_("%(foer)d målinger før og %(etter)d etter.") % ord_]
        if effekt.endring:
            deler.append(
                _("I snitt %(foer)s før og %(etter)s etter.") % {"foer": self.rad.foer, "etter": self.rad.etter}
            )
        return " ".join(deler)


class Kostnad(NamedTuple):
    """For each participant: what it came to, and what was planned; None is «mangler»."""

    kom_ut: Decimal | None
    lovet: Decimal | None

    @property
    def kom_ut_tekst(self) -> str:
        return _kr(self.kom_ut)

    @property
    def lovet_tekst(self) -> str:
        return _kr(self.lovet)


class Rapport(NamedTuple):
    evaluering: Evaluering
    nivaaer: list[Nivaarad]
    svar: Svartall
    reaksjoner: list[Fordelt]
    laering: Prikkplott | None
    atferd: list[Hantel]
    nytte: list[Nytterad]
    maal: list[Maalerad]
    regnskap: Regnskap
    kostnad: Kostnad

    @property
    def evaluert_paa(self) -> str:
        """«Evaluert på fire nivåer», once there is a conclusion; those that were not managed are not among them."""
        antall = sum(rad.niva.status != Evalueringsniva.Status.RAKK_IKKE for rad in self.nivaaer)
        if not self.evaluering.avsluttet or not antall:
            return ""
        return ngettext("Evaluert på ett nivå", "Evaluert på %(antall)s nivåer", antall) % {"antall": tallord(antall)}

    @property
    def hvor_og_naar(self) -> str:
        """«Fjordheim sykehjem · 3.–24. februar 2026»."""
        start, slutt = self.evaluering.start, self.evaluering.slutt
        naar = periode(start, slutt) if start or slutt else ""
        return " · ".join(filter(None, [self.evaluering.enhet.navn, naar]))

    @property
    def punkter(self) -> list[str]:
        """What is done otherwise, point by point."""
        return [punkt for punkt in map(str.strip, self.evaluering.neste_gang.splitlines()) if punkt]

    @property
    def har_nytte(self) -> bool:
        """Level 4 is among those that are planned."""
        return any(rad.niva.niva == Evalueringsnivaa.NYTTE for rad in self.nivaaer)

    @property
    def annet(self) -> str:
        """What else may explain the change."""
        return next((rad.niva.annet for rad in self.nivaaer if rad.niva.annet), "")

    @property
    def laering_ord(self) -> str:
        """The difference of level 2, with how sure it is."""
        endring = self.svar.laering and self.svar.laering.endring
        return _endring_ord(endring) if endring else ""


def _kr(belop):
    return _("mangler") if belop is None else kr(belop)


def rapport(evaluering: Evaluering, bruker: Bruker | None) -> Rapport:
    """All of it, as `bruker` may see it, with a constant number of statements."""
    oppsett = Evalueringsoppsett.for_kommunen()
    penger_og_folk = regnskap(evaluering)
    svar = svartall(evaluering, penger_og_folk.fullforte, bruker, minste_antall(oppsett))
    virkning = effekter(evaluering)
    return Rapport(
        evaluering,
        _nivaaer(evaluering, svar, virkning, Terskler.av(oppsett)),
        svar,
        [_fordelt(ett) for ett in svar.reaksjoner.skalaer] if svar.reaksjoner else [],
        _prikker(svar.laering),
        [_hantel(ett) for ett in svar.anvendelse.atferd] if svar.anvendelse else [],
        [_nytterad(ett) for ett in virkning],
        rader_av(evaluering.tiltak.maal.all()) if evaluering.tiltak_id else [],
        penger_og_folk,
        Kostnad(penger_og_folk.per_deltaker, _lovet_kostnad(evaluering)),
    )


def _nivaaer(evaluering, svar, virkning, terskler):
    spor = dict(Nivaastandard.objects.values_list("niva", "sporsmaal"))
    rader = (nivaarad(niva, svar, virkning, terskler) for niva in evaluering.nivaaer.all())
    return [rad._replace(sporsmaal=spor.get(rad.niva.niva, "")) for rad in rader]


def _lovet_kostnad(evaluering):
    """What the plan set aside, for each that it was planned for."""
    if not evaluering.tiltak_id:
        return None
    planlagt = penger([evaluering.tiltak])
    return per_deltaker(planlagt.sum if planlagt.poster else None, evaluering.tiltak.antall)


def _endring_ord(endring):
    ord_ = {"antall": endring.antall, "foer": tall(endring.foer, 1), "etter": tall(endring.etter, 1)}
    ord_ |= {"bort": med_pluss(endring.differanse)}
    tekst = _("%(antall)d deltakere gikk i snitt fra %(foer)s til %(etter)s: %(bort)s.") % ord_
    if endring.intervall is None:
        return tekst
    ender = {"tekst": tekst, "lav": med_pluss(endring.intervall.lav), "hoy": med_pluss(endring.intervall.hoy)}
    return _("%(tekst)s Med 95 %% sikkerhet mellom %(lav)s og %(hoy)s.") % ender


# --- What lies behind them -------------------------------------------------------------------------


def _fordelt(skala: Skalatall) -> Fordelt:
    ender = {"lav": skala.ender[0].lower(), "hoy": skala.ender[1].lower()}
    antall = ", ".join(
        ngettext("%(svar)d: %(antall)d svar", "%(svar)d: %(antall)d svar", antall) % {"svar": svar, "antall": antall}
        for svar, antall in skala.fordeling.items()
    )
    return Fordelt(skala, delt(skala.fordeling), _("Fra 1 (%(lav)s) til 5 (%(hoy)s). ") % ender + antall)


def _prikker(laering) -> Prikkplott | None:
    if laering is None or not laering.par:
        return None
    fra, til = laering.skala
    verdier = [fra + (til - fra) * nr / 4 for nr in range(5)]
    tikk = tuple((verdi, tall(verdi, 0 if verdi.is_integer() else 1)) for verdi in verdier)
    luft = (til - fra) / 20
    return prikkplott(laering.par, Skala(fra - luft, til + luft, tikk))


def _hantel(atferd) -> Hantel:
    return Hantel(
        atferd.tekst,
        *(andel and round(100 * andel.verdi) for andel in (atferd.deltakere, atferd.ledere, atferd.foer)),
    )


def _nytterad(effekt: Effekt) -> Nytterad:
    endring = med_fortegn(effekt, effekt.endring.differanse) if effekt.endring else ""
    return Nytterad(indikatorrad(effekt), soyler(effekt.foer, effekt.etter, _maaned), endring)


def _maaned(dag) -> str:
    return f"{str(MONTHS[dag.month])[:3]} {dag.year % 100:02d}"
