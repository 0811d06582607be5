"""What was answered on levels 1–3, as figures. Nothing is said of fewer than may be shown, nor while a form is open.

The answers of level 1 are counted, and gone, as their form closes (`svar.opptelling`); those of the others stand on the
participant, and are put together here.
"""

import statistics
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from evaluering.models import Deltakersvar, Evaluering, Innsamling, Sporsmal, Svarer
from evaluering.statistikk import Andel, Endring, Grunnlag, andel, andel_hoye, fordeling, grunnlag, parvis
from evaluering.svar.resultater import rester_av, resultatene
from evaluering.svar.sporreskjema import SKALA, paa_spraaket
from kompetanse.felles.formats import tall
from kompetanse.organisasjon.models import Bruker
from planer.models.tiltak import Evalueringsnivaa

Moment, Slag, Tema = Innsamling.Moment, Sporsmal.Slag, Sporsmal.Tema


class Skalatall(NamedTuple):
    """What was answered to a question from 1 to 5; `ender` is what 1 and 5 stand for."""

    tekst: str
    tema: str
    fordeling: dict[int, int]
    ender: tuple[str, str]

    @property
    def andel(self) -> Andel | None:
        """Those who answered 4 or 5."""
        return andel_hoye(Counter(self.fordeling).elements())


class Ordsvar(NamedTuple):
    """What was written; in an order that says nothing of who wrote what."""

    tekst: str
    svar: list[str]


class Innkommet(NamedTuple):
    """How far a level has come: how many of those who were asked have answered, and whether it is closed."""

    svart: int
    spurt: int
    lukket: bool
    grunnlag: Grunnlag

    @property
    def vises(self) -> bool:
        return self.lukket and self.grunnlag is not Grunnlag.FOR_FAA

    @property
    def i_ord(self) -> str:
        """«22 av 24 svarte», and that these are few."""
        tekst = _("%(svart)s av %(spurt)s svarte") % {"svart": tall(self.svart), "spurt": tall(self.spurt)}
        return _("%s. Få svar") % tekst if self.lukket and self.grunnlag is Grunnlag.FAA else tekst


class Reaksjoner(NamedTuple):
    """Level 1."""

    inn: Innkommet
    skalaer: list[Skalatall]
    ord: list[Ordsvar]

    @property
    def hoved(self) -> Skalatall | None:
        """What the level asks for first of all: how satisfied they were."""
        fornoyd = [ett for ett in self.skalaer if ett.tema == Tema.FORNOYD]
        return next(iter([*fornoyd, *self.skalaer]), None)


class Laering(NamedTuple):
    """Level 2: the same people before and after, by points of a test or the mean of what they said of themselves."""

    inn: Innkommet
    par: list[tuple[float, float]]
    endring: Endring | None
    skala: tuple[float, float]
    bestaatt: Andel | None
    er_proeve: bool


class Atferdstall(NamedTuple):
    """How many do it often or always: as participants, and as their leaders, see it; and before, where that was asked."""

    tekst: str
    deltakere: Andel | None
    ledere: Andel | None
    foer: Andel | None


class Talt(NamedTuple):
    tekst: str
    antall: int

    @property
    def i_ord(self) -> str:
        return _("%(tekst)s, %(antall)d sier det") % {"tekst": self.tekst, "antall": self.antall}


class Anvendelse(NamedTuple):
    """Level 3."""

    inn: Innkommet
    av_ledere: Innkommet
    atferd: list[Atferdstall]
    hindret: list[Talt]
    hjalp: list[Talt]

    @property
    def vises(self) -> bool:
        return self.inn.vises or self.av_ledere.vises


class Svartall(NamedTuple):
    """A level that has not been asked is None. `utelatt` are the collections of which no named answers are told, since the
    reader sees so many of them one by one (`svar.resultater.rester`)."""

    reaksjoner: Reaksjoner | None
    laering: Laering | None
    anvendelse: Anvendelse | None
    utelatt: list[int]


def svartall(evaluering: Evaluering, deltakere: int | None, bruker: Bruker | None, minst: int) -> Svartall:
    """All three levels, as `bruker` may see them. A constant number of statements. `deltakere` is how many took part, and
    `minst` how many must have answered (`svar.opptelling.minste_antall`)."""
    innsamlinger = list(Innsamling.objects.filter(niva__evaluering=evaluering).select_related("niva", "versjon"))
    utelatt = rester_av(evaluering, bruker, minst) if bruker else []
    prefetch_related_objects(innsamlinger, *resultatene(utelatt), "versjon__sporsmal")
    samlet: dict[int, dict[str, Innsamling]] = {}
    for ett in innsamlinger:
        samlet.setdefault(ett.niva.niva, {})[ett.moment] = ett
    atferd = dict(evaluering.atferd.values_list("pk", "tekst"))
    nivaa = Evalueringsnivaa
    return Svartall(
        _reaksjoner(samlet.get(nivaa.REAKSJONER), minst),
        _laering(samlet.get(nivaa.LAERING), deltakere, minst),
        _anvendelse(samlet.get(nivaa.ANVENDELSE), deltakere, minst, atferd),
        utelatt,
    )


def _etter(momenter: Mapping[str, Innsamling] | None) -> Innsamling | None:
    """The collection that says how it came out: afterwards, else at the end."""
    return momenter and (momenter.get(Moment.ETTER) or momenter.get(Moment.SLUTT))


# --- Level 1 ---------------------------------------------------------------------------------------


def _reaksjoner(momenter, minst):
    if not (innsamling := _etter(momenter)):
        return None
    inn = Innkommet(
        innsamling.besvart, innsamling.spurt, innsamling.lukket is not None, grunnlag(innsamling.besvart, minst)
    )
    talte = innsamling.opptellinger.all() if inn.vises else []
    return Reaksjoner(
        inn,
        [_skalatall(ett) for ett in talte if ett.sporsmal.slag == Slag.SKALA],
        [Ordsvar(_tekst(ett.sporsmal), ett.fordeling) for ett in talte if ett.sporsmal.slag == Slag.TEKST],
    )


def _skalatall(talt):
    tekst, ender = paa_spraaket(talt.sporsmal)
    fordelt = {verdi: talt.fordeling.get(str(verdi), 0) for verdi in SKALA}
    return Skalatall(tekst, talt.sporsmal.tema, fordelt, (ender[0], ender[-1]) if ender else ("", ""))


def _tekst(sporsmal):
    return paa_spraaket(sporsmal)[0]


# --- Level 2 ---------------------------------------------------------------------------------------


def _laering(momenter, deltakere, minst):
    if not (innsamling := _etter(momenter)):
        return None
    etter, foer = _per_deltaker(innsamling), _per_deltaker(momenter.get(Moment.FOER))
    inn = _innkommet(innsamling, len(etter), deltakere, minst)
    par = [(foer[pk], verdi) for pk, verdi in etter.items() if pk in foer]
    if not inn.vises or grunnlag(len(par), minst) is Grunnlag.FOR_FAA:
        par = []
    svar = list(innsamling.deltakersvar.all())
    proever = [ett for ett in svar if ett.av is not None]
    skala = (0.0, float(max(ett.av for ett in proever))) if proever else (float(SKALA[0]), float(SKALA[-1]))
    bestaatt = _bestaatt(svar, etter) if inn.vises else None
    return Laering(inn, par, parvis(par, minst), skala, bestaatt, bool(proever))


def _bestaatt(svar, etter):
    """Those who passed; where nothing is passed or failed, those who put themselves at 4 or 5."""
    domt = [ett.bestaatt for ett in svar if ett.bestaatt is not None]
    return andel(sum(domt), len(domt)) if domt else andel_hoye(etter.values())


def _per_deltaker(innsamling) -> dict[int, float]:
    """Participant → points, or the mean of the scale's answers; those who answered neither are left out."""
    if innsamling is None:
        return {}
    skalaer = _nokler(innsamling, lambda sporsmal: sporsmal.slag == Slag.SKALA)
    tallene = {
        ett.deltaker_id: _tallet(ett, skalaer) for ett in innsamling.deltakersvar.all() if ett.som != Svarer.LEDER
    }
    return {pk: ett for pk, ett in tallene.items() if ett is not None}


def _tallet(svar, skalaer):
    if svar.poeng is not None:
        return float(svar.poeng)
    gitt = [verdi for nokkel, verdi in svar.verdier.items() if nokkel.split(":")[0] in skalaer]
    return statistics.fmean(gitt) if gitt else None


def _nokler(innsamling, tas_med):
    sporsmal = innsamling.versjon.sporsmal.all() if innsamling.versjon else ()
    return {str(ett.pk): ett for ett in sporsmal if tas_med(ett)}


def _innkommet(innsamling, svart, spurt, minst):
    """How many have answered is told of those too that the reader may not have in figures."""
    alle = svart or innsamling.besvart
    return Innkommet(alle, max(spurt or 0, alle), innsamling.lukket is not None, grunnlag(svart, minst))


# --- Level 3 ---------------------------------------------------------------------------------------


def _anvendelse(momenter, deltakere, minst, atferd):
    if not (innsamling := _etter(momenter)):
        return None
    egne, ledere = (_svar_som(innsamling, som) for som in (Svarer.DELTAKER, Svarer.LEDER))
    inn, av_ledere = (_innkommet(innsamling, len(svar), deltakere, minst) for svar in (egne, ledere))
    foer = _svar_som(momenter.get(Moment.FOER), Svarer.DELTAKER)
    vist = [
        svar if en.vises else []
        for svar, en in (
            (egne, inn),
            (ledere, av_ledere),
            (foer, _innkommet(innsamling, len(foer), deltakere, minst)),
        )
    ]
    bruk = _nokler(innsamling, lambda sporsmal: sporsmal.tema == Tema.BRUK and sporsmal.slag == Slag.SKALA)
    return Anvendelse(
        inn,
        av_ledere,
        [
            Atferdstall(tekst, *(_andel_av(svar, nokkel, minst) for svar in vist))
            for nokkel, tekst in _avtalt(bruk, atferd)
        ],
        *(_talt(innsamling, vist[0] + vist[1], tema) for tema in (Tema.HINDRET, Tema.HJALP)),
    )


def _svar_som(innsamling, som) -> list[Deltakersvar]:
    return [ett for ett in innsamling.deltakersvar.all() if ett.som == som] if innsamling else []


def _avtalt(bruk, atferd):
    """(the key of an answer, what is done): once for each behaviour that was agreed on, where the question asks for it."""
    for nokkel, sporsmal in bruk.items():
        if "{atferd}" in sporsmal.tekst:
            yield from ((f"{nokkel}:{pk}", tekst) for pk, tekst in atferd.items())
        else:
            yield nokkel, _tekst(sporsmal)


def _andel_av(svar: Iterable[Deltakersvar], nokkel, minst):
    """The share of 4 and 5; None of fewer than may be shown."""
    gitt = [ett.verdier[nokkel] for ett in svar if nokkel in ett.verdier]
    return None if grunnlag(len(gitt), minst) is Grunnlag.FOR_FAA else andel_hoye(gitt)


def _talt(innsamling, svar, tema):
    """What was chosen, the most frequent first; the first alternative stands for nothing at all."""
    funnet = []
    for nokkel, sporsmal in _nokler(innsamling, lambda ett: ett.tema == tema and ett.slag == Slag.VALG).items():
        _ord, valg = paa_spraaket(sporsmal)
        talt = fordeling((ett.verdier[nokkel] for ett in svar if nokkel in ett.verdier), range(1, len(valg)))
        funnet += [Talt(valg[plass], antall) for plass, antall in Counter(talt).most_common() if antall]
    return funnet
