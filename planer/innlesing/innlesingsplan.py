"""What an import of a plan would do, row by row, compared with what the plan holds. Nothing is written here."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from kompetanse.felles.innlesing import Linje, Plan
from kompetanse.felles.innlesing.innlesing import ENDRET, NY, UENDRET
from kompetanse.felles.spreadsheets import Tabell
from kompetanse.organisasjon.models import Person
from planer.innlesing.rader import Lest, Tiltaksrad, les
from planer.models import Kompetanseplan, Tiltak

BEHOV, TEKST = "behov", "tekst"


@dataclass(eq=False, kw_only=True)
class Planplan(Plan):
    """`lest` is the whole file; `nye` are the measures that the plan does not hold, `endrede` (row, stored measure)."""

    lest: Lest
    nye: list[Tiltaksrad] = field(default_factory=list)
    endrede: list[tuple[Tiltaksrad, Tiltak]] = field(default_factory=list)

    def avtrykk(self):
        yield from self.lest.tiltak
        yield from (self.lest.behov, self.lest.tekster)
        yield from ((tiltak.pk, _verdier(tiltak, rad)) for rad, tiltak in self.endrede)


def lag_plan(plan: Kompetanseplan, tabell: Tabell, kolonner: dict[str, str]) -> Planplan:
    """Read the rows and compare them. Of several measures with one name and need, the first is the first of the file."""
    aar = plan.til.year if plan.fra.year == plan.til.year else None
    lest = les(tabell, kolonner, aar=aar, folk=_folk())
    svar, lagrede, sett = Planplan(lest=lest), _lagrede(plan), Counter()
    for rad in lest.tiltak:
        like = lagrede[rad.nokkel]
        naa = like[sett[rad.nokkel]] if sett[rad.nokkel] < len(like) else None
        sett[rad.nokkel] += 1
        slag = NY if naa is None else ENDRET if _er_annerledes(naa, rad) else UENDRET
        if slag == NY:
            svar.nye.append(rad)
        elif slag == ENDRET:
            svar.endrede.append((rad, naa))
        svar.linjer.append(Linje(slag, rad.linje, "", rad.navn, rad.i_ord))
    svar.linjer += [Linje(BEHOV, linje, "", navn[:200], "") for linje, navn in lest.behov]
    svar.linjer += [Linje(TEKST, linje, "", tekst[:200], tekst) for linje, tekst in lest.tekster]
    return svar


def _folk():
    """Full name in lower case → the one who works here with that name; a name that two have is nobody's."""
    folk = defaultdict(list)
    for person in Person.objects.med_slutt().filter(har_sluttet=False):
        folk[str(person).casefold()].append(person)
    return {navn: alle[0] for navn, alle in folk.items() if len(alle) == 1}


def _lagrede(plan):
    """(need, measure) in lower case → the plan's measures; a measure without a need has the empty one."""
    svar = defaultdict(list)
    for tiltak in plan.tiltak.prefetch_related("behov", "kostnader"):
        for navn in [behov.navn for behov in tiltak.behov.all()] or [""]:
            svar[navn.casefold(), tiltak.navn.casefold()].append(tiltak)
    return svar


def _er_annerledes(tiltak, rad):
    """The row says something that the measure does not; what it is silent about stays as it is."""
    belop = {kostnad.belop for kostnad in tiltak.kostnader.all()}
    return (
        any(verdi and verdi != naa for verdi, naa in zip(rad.felt.values(), _verdier(tiltak, rad), strict=True))
        or (rad.kostnad is not None and rad.kostnad not in belop)
        or any(merknad not in tiltak.merknad for merknad in rad.merknader)
    )


def _verdier(tiltak, rad):
    return [getattr(tiltak, felt) for felt in rad.felt]
