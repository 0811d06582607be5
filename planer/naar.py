"""When in a year something is done, as people write it: «august», «mars–mai», «uke 35», «innen 20. desember».

Stored as it was written, and read anew for each year.
"""

import calendar
import datetime as dt
import re
from functools import lru_cache
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

DAG = dt.timedelta(days=1)
DAG = dt.timedelta(days=1)
# As they are typed, whatever language the page is in.
MAANEDER = (
    *("januar", "februar", "mars", "april", "mai", "juni"),
    *("juli", "august", "september", "oktober", "november", "desember"),
)
INNEN = re.compile(r"^innen (?:utgangen av )?")
TIL = re.compile(r"\s*[-–—]\s*|\s+til\s+")
UKE = re.compile(r"(?:(?:uke|veke)[a-z]* ?)?([0-9]{1,2})")
DATO = re.compile(r"([0-9]{1,2})[./ ]+(?:([0-9]{1,2})|([a-zæøå]{3,}))\.?")
DAGEN = re.compile(r"([0-9]{1,2})\.?")
MAANED = re.compile(r"([a-zæøå]{3,})\.?")


class Periode(NamedTuple):
    """The first and the last day in one year. `merknad` says what the year does not have, and what counts instead."""

    fra: dt.date
    til: dt.date
    merknad: str = ""


class Dag(NamedTuple):
    """A date of every year."""

    maaned: int
    dag: int

    def i(self, aar: int) -> Periode:
        if self == (2, 29) and not calendar.isleap(aar):
            dag = dt.date(aar, 2, 28)
            return Periode(dag, dag, _("29. februar finnes ikke i %(aar)s. Da gjelder 28. februar.") % {"aar": aar})
        dag = dt.date(aar, *self)
        return Periode(dag, dag)


class Maaned(NamedTuple):
    """A month of every year."""

    maaned: int

    def i(self, aar: int) -> Periode:
        siste = calendar.monthrange(aar, self.maaned)[1]
        return Periode(dt.date(aar, self.maaned, 1), dt.date(aar, self.maaned, siste))


class Uke(NamedTuple):
    """A week by its number (ISO 8601). The first may begin in December of the year before, the last end in January."""

    uke: int

    def i(self, aar: int) -> Periode:
        siste = dt.date(aar, 12, 28).isocalendar().week
        mandag = dt.date.fromisocalendar(aar, min(self.uke, siste), 1)
        ord = {"uke": self.uke, "aar": aar, "siste": siste}
        merknad = _("Uke %(uke)s finnes ikke i %(aar)s. Da gjelder uke %(siste)s.") % ord if self.uke > siste else ""
        return Periode(mandag, mandag + 6 * DAG, merknad)


class Naar(NamedTuple):
    """From one time of the year to another of the same kind."""

    fra: Dag | Maaned | Uke
    til: Dag | Maaned | Uke

    def i(self, aar: int) -> Periode:
        """When it is in a year."""
        fra, til = self.fra.i(aar), self.til.i(aar)
        return Periode(fra.fra, til.til, " ".join(dict.fromkeys(filter(None, (fra.merknad, til.merknad)))))


@lru_cache(maxsize=1024)
def les(tekst: str) -> Naar:
    """Raises ValidationError for what cannot be read, for what no year has, and for what ends before it begins."""
    deler = TIL.split(INNEN.sub("", " ".join(tekst.lower().split())))
    if len(deler) > 2:
        raise _uleselig()
    fra, til = _ukene(deler) or _dagene(deler) or _maanedene(deler)
    if fra > til:
        raise ValidationError(
            _("Det slutter før det begynner. Går det over nyttår, lager du to aktiviteter."), code="snudd"
        )
    return Naar(fra, til)


def kontroller(tekst: str) -> None:
    """As a validator of a field."""
    les(tekst)


def _ukene(deler):
    """«uke 35» and «uke 35–37»; None for what is no week."""
    treff = [UKE.fullmatch(del_) for del_ in deler]
    if deler[0][:1].isdigit() or not all(treff):
        return None
    uker = [Uke(int(ett[1])) for ett in treff]
    if not all(1 <= ett.uke <= 53 for ett in uker):
        raise ValidationError(_("Ukene går fra 1 til 53."), code="uke")
    return uker[0], uker[-1]


def _dagene(deler):
    """«20. desember», «15/9», «15. sept.–8. nov.» and «15.–20. september»; None for what is no date."""
    siste = DATO.fullmatch(deler[-1])
    if siste is None:
        return None
    til = _dato(siste)
    if dagen := len(deler) == 2 and DAGEN.fullmatch(deler[0]):
        return _dag(til.maaned, int(dagen[1])), til
    forste = DATO.fullmatch(deler[0])
    if forste is None:
        raise _uleselig()
    return _dato(forste), til


def _dato(treff):
    dag, nummer, navn = treff.groups()
    return _dag(int(nummer) if nummer else _maaned(navn), int(dag))


def _dag(maaned, dag):
    # A leap year has every date.
    if not (1 <= maaned <= 12 and 1 <= dag <= calendar.monthrange(2024, maaned)[1]):
        raise ValidationError(_("Denne datoen finnes ikke. Kontroller dag og måned."), code="dato")
    return Dag(maaned, dag)


def _maanedene(deler):
    """«august» and «mars–mai»."""
    treff = [MAANED.fullmatch(del_) for del_ in deler]
    if not all(treff):
        raise _uleselig()
    maaneder = [Maaned(_maaned(ett[1])) for ett in treff]
    return maaneder[0], maaneder[-1]


def _maaned(navn):
    """1 for «januar», «jan» and «janu»."""
    for nummer, maaned in enumerate(MAANEDER, start=1):
        if maaned.startswith(navn):
            return nummer
    raise _uleselig()


def _uleselig():
    return ValidationError(
        _("Skriv en måned, en uke eller en dato uten årstall: «august», «mars–mai», «uke 35» eller «20. desember»."),
        code="uleselig",
    )
