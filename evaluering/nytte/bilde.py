"""What the pages of level 4 show."""

from decimal import Decimal
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from evaluering import statistikk
from evaluering.models import Evaluering, Indikator, Nyttelinje
from evaluering.nytte import kostnad, ord
from evaluering.nytte.effekt import Effekt, desimal, effekter
from evaluering.statistikk import Anslag, Lonnsomhet
from kompetanse.felles.formats import kr, tall
from planer.maal.trend import verdi_tekst

MANGLER_FOER = gettext_lazy("Mangler tall fra før. Legg inn minst én måling fra før start, eller et utgangspunkt.")


class Regnskap(NamedTuple):
    """Costs against benefits. What is unknown is None, and said to be missing."""

    linjer: list[Nyttelinje]
    kostnad: Anslag | None
    nytte: Anslag | None
    lonnsomhet: Lonnsomhet | None
    fullforte: int | None
    per_deltaker: Decimal | None

    @property
    def kostnader(self) -> list[Nyttelinje]:
        return [ett for ett in self.linjer if ett.slag == Nyttelinje.Slag.KOSTNAD]

    @property
    def nyttelinjer(self) -> list[Nyttelinje]:
        return [ett for ett in self.linjer if ett.slag == Nyttelinje.Slag.NYTTE]

    @property
    def netto_tekst(self) -> str:
        return kr(self.lonnsomhet.netto.sannsynlig) if self.lonnsomhet else _("mangler")

    @property
    def sum_ord(self) -> str:
        if not self.fullforte:
            return _("Sum, antall deltakere mangler")
        return ngettext("Sum, én deltaker", "Sum, %(antall)d deltakere", self.fullforte) % {"antall": self.fullforte}

    @property
    def avkastning(self) -> str:
        """«Avkastning: 0,10 kr for hver krone», or nothing."""
        if self.lonnsomhet is None or self.lonnsomhet.avkastning is None:
            return ""
        return _("Avkastning: %(kr)s kr for hver krone") % {"kr": tall(self.lonnsomhet.avkastning, 2)}


def regnskap(evaluering: Evaluering) -> Regnskap:
    """All lines added up, and what it cost for each who completed."""
    linjer = list(evaluering.nyttelinjer.all())
    kostet, nytte = (kostnad.anslag(linjer, slag) for slag in (Nyttelinje.Slag.KOSTNAD, Nyttelinje.Slag.NYTTE))
    antall = kostnad.fullforte(evaluering)
    return Regnskap(
        linjer,
        kostet,
        nytte,
        statistikk.lonnsomhet(nytte, kostet),
        antall,
        statistikk.per_deltaker(kostet and kostet.sannsynlig, antall),
    )


class Indikatorrad(NamedTuple):
    """An indicator in words."""

    effekt: Effekt
    foer: str
    etter: str
    setninger: list[str]

    @property
    def indikator(self) -> Indikator:
        return self.effekt.indikator

    @property
    def lovet(self) -> str:
        maaltall = self.indikator.maaltall
        return "" if maaltall is None else i_enheten(self.effekt, float(maaltall))


def indikatorrad(effekt: Effekt) -> Indikatorrad:
    """What is known of an indicator, or what is missing."""
    endring = effekt.endring
    if endring is None:
        return Indikatorrad(effekt, "", "", [_hva_mangler(effekt)])
    return Indikatorrad(
        effekt, i_enheten(effekt, endring.foer), i_enheten(effekt, endring.etter), list(_setninger(effekt))
    )


def i_enheten(effekt: Effekt, verdi: float) -> str:
    return verdi_tekst(desimal(verdi), effekt.indikator.maaleenhet or ("%" if effekt.indikator.er_andel else ""))


def med_fortegn(effekt: Effekt, differanse: float) -> str:
    """«−30 %», «+4,2 prosentpoeng»: a difference as the report shows it."""
    return med_tegn(effekt, effekt.vist(differanse))


def med_tegn(effekt: Effekt, vist: float) -> str:
    """As `med_fortegn`, of what is in the unit of the report already."""
    if not effekt.i_prosentpoeng:
        return f"{med_pluss(vist, 0)} %"
    enhet = _("prosentpoeng") if effekt.indikator.er_andel else effekt.indikator.maaleenhet
    return " ".join(filter(None, [med_pluss(vist), enhet]))


def med_pluss(verdi: float, desimaler: int = 1) -> str:
    """«+4,7», «−0,3»; nothing before what is rounded to nothing."""
    rundet = round(verdi, desimaler)
    return f"{'+' if rundet > 0 else ''}{tall(rundet, desimaler)}"


def _hva_mangler(effekt):
    if not effekt.foer:
        return str(MANGLER_FOER)
    return _("Mangler tall fra etter at det var slutt.")


def _setninger(effekt):
    endring = effekt.endring
    if endring.intervall is None:
        antall = {"foer": len(effekt.foer), "etter": len(effekt.etter)}
        yield _("%(foer)d målt før og %(etter)d etter: for få til å si hvor sikkert det er.") % antall
    else:
        yield _hvor_sikkert(effekt, endring.intervall, tilfeldig=effekt.kan_vaere_tilfeldig)
    if effekt.mot_trend:
        ord_ = {"ventet": i_enheten(effekt, effekt.ventet), "bort": med_fortegn(effekt, effekt.mot_trend.verdi)}
        tekst = (
            _("Hadde utviklingen fra før fortsatt, ville det vært %(ventet)s. Mot det er endringen %(bort)s.") % ord_
        )
        yield f"{tekst} {_hvor_langt(effekt, effekt.mot_trend)}"
    if effekt.mot_gruppe:
        ord_ = {
            "foer": i_enheten(effekt, effekt.gruppe.foer),
            "etter": i_enheten(effekt, effekt.gruppe.etter),
            "mer": med_fortegn(effekt, effekt.mot_gruppe.verdi),
        }
        tekst = _("Gruppen vi sammenligner med, gikk fra %(foer)s til %(etter)s. Forskjellen er %(mer)s.") % ord_
        yield f"{tekst} {_hvor_langt(effekt, effekt.mot_gruppe)}"


def _hvor_langt(effekt, avstand):
    if avstand.intervall is None:
        return _("For få målinger til å si hvor sikkert det er.")
    return _hvor_sikkert(effekt, avstand.intervall, tilfeldig=avstand.kan_vaere_tilfeldig)


def _hvor_sikkert(effekt, intervall, *, tilfeldig):
    ender = dict(zip(("lav", "hoy"), (med_tegn(effekt, ende) for ende in effekt.ender(intervall)), strict=True))
    if tilfeldig:
        return _("Intervallet går fra %(lav)s til %(hoy)s: det kan være tilfeldig.") % ender
    return _("Med 95 %% sikkerhet mellom %(lav)s og %(hoy)s.") % ender


class Linjetabell(NamedTuple):
    """Costs, or benefits, with what can be proposed of those that are not there."""

    slag: str
    tittel: str
    ny: str
    # The name of the address of a new one.
    ny_adresse: str
    tom: str
    linjer: list[Nyttelinje]
    sum: Anslag | None
    forslag: list[kostnad.Forslag]

    @property
    def forslag_knapp(self) -> str:
        antall = sum(ett.belop is not None for ett in self.forslag)
        tekst = ngettext("Ta med forslaget på én kostnad", "Ta med forslagene på %(antall)d kostnader", antall)
        return tekst % {"antall": antall} if antall else ""


def nyttebilde(evaluering: Evaluering) -> dict:
    """All of level 4, and what can be proposed of the costs."""
    regnestykke = regnskap(evaluering)
    return {
        "evaluering": evaluering,
        "niva": ord.nivaet(evaluering),
        "rader": [indikatorrad(ett) for ett in effekter(evaluering)],
        "regnskap": regnestykke,
        "tabeller": [_kostnadstabell(evaluering, regnestykke), _nyttetabell(regnestykke)],
    }


def _kostnadstabell(evaluering, regnestykke):
    har = {ett.post for ett in regnestykke.kostnader}
    return Linjetabell(
        Nyttelinje.Slag.KOSTNAD,
        _("Kostnad"),
        _("Ny kostnad"),
        "evaluering:kostnad-create",
        _("Kostnaden er ikke lagt inn, så den mangler i rapporten."),
        regnestykke.kostnader,
        regnestykke.kostnad,
        [ett for ett in kostnad.forslag(evaluering) if ett.post not in har],
    )


def _nyttetabell(regnestykke):
    return Linjetabell(
        Nyttelinje.Slag.NYTTE,
        _("Nytte i kroner"),
        _("Ny nytte"),
        "evaluering:nyttelinje-create",
        _("Ingen nytte er gjort om til kroner. Skriv hver for seg, med det tallet bygger på, eller si det med ord."),
        regnestykke.nyttelinjer,
        regnestykke.nytte,
        [],
    )
