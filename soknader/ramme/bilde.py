"""How the money is shown: big numbers, meters and tables of a frame, and what one application would take of it."""

from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kompetanse.felles.formats import kr
from soknader.models import Ramme, Soknad
from soknader.ramme.regnskap import DEFINISJONER, Pott, Rammeregnskap, aarsregnskap, fyll
from soknader.ramme.saker import FRI

# The columns of the table of areas, in the order they stand.
KOLONNER = {
    "ramme_belop": gettext_lazy("Ramme"),
    "innvilget": gettext_lazy("Innvilget"),
    "brukt": gettext_lazy("Brukt"),
    "tilbakefort": gettext_lazy("Tilbakeført"),
    "omsokt": gettext_lazy("Søkt om"),
    "ledig": gettext_lazy("Ledig"),
}


def definisjoner() -> list[tuple[str, str]]:
    """(name, meaning) of every number on the page."""
    navn = {**KOLONNER, "bundet": _("Innvilget, ikke rapportert")}
    return [(navn[nokkel], DEFINISJONER[nokkel]) for nokkel in (*KOLONNER, "bundet")]


def talliste(balanse: Rammeregnskap) -> list[dict]:
    """The numbers at the top of the page, for `_talliste.html`."""
    alt = balanse.sum
    saker = ngettext("%(antall)s sak", "%(antall)s saker", alt.antall_omsokt) % {"antall": alt.antall_omsokt}
    return [
        {
            "navn": KOLONNER[felt],
            "verdi": kr(getattr(alt, felt)),
            "tillegg": saker if felt == "omsokt" and alt.antall_omsokt else "",
            "definisjon": DEFINISJONER[felt],
            "url": saklenke(balanse.ramme, felt) if getattr(alt, felt) else "",
        }
        for felt in ("ramme_belop", "innvilget", "brukt", "omsokt", "ledig")
    ]


def maaler(pott: Pott) -> list[tuple[str, Decimal, str]]:
    """The parts of a meter whose full width is the pot's frame."""
    return [
        (_("Brukt"), pott.brukt, "hel"),
        (_("Innvilget, ikke rapportert"), pott.bundet, "lys"),
        (_("Søkt om, ikke avgjort"), pott.omsokt, "stripet"),
        (_("Igjen hvis alt innvilges"), max(pott.ledig_etter_omsokt, 0), "ledig"),
    ]


def saklenke(ramme: Ramme, tall: str, pott: Pott | None = None) -> str:
    """The page with the cases behind a number; the frame itself and what is left have none."""
    if tall in ("ramme_belop", "ledig"):
        return ""
    valg = {"tall": tall}
    if pott is not None:
        valg["pott"] = pott.oremerking.pk if pott.oremerking else FRI
    return f"{reverse('soknader:ramme-saker', args=[ramme.aar])}?{urlencode(valg)}"


def omraader(balanse: Rammeregnskap) -> list[dict]:
    """The rows of the table of areas."""
    return [_omraade(balanse, pott, pott) for pott in balanse.potter]


def sumrad(balanse: Rammeregnskap) -> dict:
    return _omraade(balanse, balanse.sum, None)


def _omraade(balanse, pott, lenkes_til):
    return {
        "pott": pott,
        "maaler": maaler(pott),
        "mangler": max(-pott.ledig_etter_omsokt, 0),
        "tall": [
            {
                "navn": KOLONNER[felt],
                "belop": getattr(pott, felt),
                "url": saklenke(balanse.ramme, felt, lenkes_til) if getattr(pott, felt) else "",
            }
            for felt in KOLONNER
        ],
    }


def context(balanse: Rammeregnskap) -> dict:
    """Everything about the balances that the frame's page shows."""
    return {
        "ramme": balanse.ramme,
        "balanse": balanse,
        "talliste": talliste(balanse),
        "maaler": maaler(balanse.sum),
        "omraader": omraader(balanse),
        "sumrad": sumrad(balanse),
        "definisjoner": definisjoner(),
    }


# --- The money before and after one application, as the form and the case page show it ------------


@dataclass(frozen=True)
class Pottbilde:
    """One pot: what is free before, and what this application would take."""

    navn: str
    ramme_belop: Decimal
    ledig: Decimal
    uttak: Decimal

    @property
    def etter(self) -> Decimal:
        return self.ledig - self.uttak

    @property
    def deler(self) -> list[tuple[str, Decimal, str]]:
        """The parts of the meter."""
        return [
            (_("Innvilget"), self.ramme_belop - self.ledig, "hel"),
            (_("Denne søknaden"), self.uttak, "stripet"),
            (_("Ledig"), self.etter, "ledig"),
        ]


@dataclass(frozen=True)
class Pengebilde:
    """The pots that an application would draw on, in the order they are drawn, and what they lack."""

    ramme: Ramme
    potter: list[Pottbilde]
    mangler: Decimal


def pengebilde(soknad: Soknad) -> Pengebilde | None:
    """The pots of this application's area in its year, or None when the year has no frame."""
    balanse = aarsregnskap(soknad.kommune_id, soknad.aar)
    if balanse is None:
        return None
    potter = balanse.for_omraade(soknad.satsingsomraade_id)
    deler, mangler = fyll(soknad.soknadsbelop, ((pott, pott.ledig) for pott in potter))
    bilder = [Pottbilde(pott.navn, pott.ramme_belop, pott.ledig, del_av) for pott, del_av in deler]
    return Pengebilde(balanse.ramme, bilder, mangler)
