"""How the money is shown: big numbers, meters and tables of a frame, and what one application would take of it."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kompetanse.felles.formats import kr
from kompetanse.felles.spreadsheets import tabell_response
from kompetanse.organisasjon.trevisning import NbSort
from soknader.models import Ramme
from soknader.ramme.regnskap import DEFINISJONER, aarsregnskap, fyll
from soknader.ramme.saker import FRI

# The columns that order the tables of what the units are given, and of the cases behind a number.
FORDELTSORTERING = {"plass": ["enhet__path"], "enhet": [NbSort("enhet__navn")], "vekt": ["vekt"], "belop": ["belop"]}
SAKSSORTERING = {
    "soknad": [NbSort("tittel")],
    "avdeling": [NbSort(Coalesce("avdeling__navn", "enhet__navn"))],
    "status": ["status"],
    "belop": ["belop"],
}
# The columns of the table of areas, in the order they stand.
KOLONNER = ("ramme_belop", "innvilget", "brukt", "tilbakefort", "omsokt", "ledig")


def kolonnenavn():
    return {
        "ramme_belop": _("Ramme"),
        "innvilget": _("Innvilget"),
        "brukt": _("Brukt"),
        "tilbakefort": _("Tilbakeført"),
        "omsokt": _("Søkt om"),
        "ledig": _("Ledig"),
    }


def definisjoner():
    """(name, meaning) of every number on the page."""
    navn = {**kolonnenavn(), "bundet": _("Innvilget, ikke rapportert")}
    return [(navn[nokkel], DEFINISJONER[nokkel]) for nokkel in (*KOLONNER, "bundet")]


def talliste(balanse):
    """The numbers at the top of the page, for `_talliste.html`."""
    alt, navn = balanse.sum, kolonnenavn()
    saker = ngettext("%(antall)s sak", "%(antall)s saker", alt.antall_omsokt) % {"antall": alt.antall_omsokt}
    return [
        {
            "navn": navn[felt],
            "verdi": kr(getattr(alt, felt)),
            "tillegg": saker if felt == "omsokt" and alt.antall_omsokt else "",
            "definisjon": DEFINISJONER[felt],
            "url": saklenke(balanse.ramme, felt) if getattr(alt, felt) else "",
        }
        for felt in ("ramme_belop", "innvilget", "brukt", "omsokt", "ledig")
    ]


def maaler(pott):
    """The parts of a meter whose full width is the pot's frame."""
    return [
        (_("Brukt"), pott.brukt, "hel"),
        (_("Innvilget, ikke rapportert"), pott.bundet, "lys"),
        (_("Søkt om, ikke avgjort"), pott.omsokt, "stripet"),
        (_("Igjen hvis alt innvilges"), max(pott.ledig_etter_omsokt, 0), "ledig"),
    ]


def saklenke(ramme, tall, pott=None):
    """The page with the cases behind a number; the frame itself and what is left have none."""
    if tall in ("ramme_belop", "ledig"):
        return ""
    valg = {"tall": tall}
    if pott is not None:
        valg["pott"] = pott.oremerking.pk if pott.oremerking else FRI
    return f"{reverse('soknader:ramme-saker', args=[ramme.aar])}?{urlencode(valg)}"


def omraader(balanse):
    """The rows of the table of areas."""
    return [_omraade(balanse, pott, pott) for pott in balanse.potter]


def sumrad(balanse):
    return _omraade(balanse, balanse.sum, None)


def _omraade(balanse, pott, lenkes_til):
    navn = kolonnenavn()
    return {
        "pott": pott,
        "maaler": maaler(pott),
        "mangler": max(-pott.ledig_etter_omsokt, 0),
        "tall": [
            {
                "navn": navn[felt],
                "belop": getattr(pott, felt),
                "url": saklenke(balanse.ramme, felt, lenkes_til) if getattr(pott, felt) else "",
            }
            for felt in KOLONNER
        ],
    }


def last_ned(request, navn, eksport):
    """The table of an `eksport_…` function as the file that `?format=` asks for, or None."""
    overskrifter, rader, summer = eksport
    return tabell_response(request.GET.get("format"), navn, overskrifter, rader, summer=summer)


def eksport_omraader(balanse):
    """(headings, rows, columns to add up) of the areas."""
    navn = list(kolonnenavn().values())
    rader = ([pott.navn, *(getattr(pott, felt) for felt in KOLONNER)] for pott in balanse.potter)
    return [_("Område"), *navn], rader, navn


def eksport_fordelt(fordelinger):
    """(headings, rows, columns to add up) of what the units have been given."""
    rader = ([str(rad.enhet), rad.vekt, rad.belop] for rad in fordelinger)
    return [_("Enhet"), _("Vekt"), _("Beløp")], rader, [_("Beløp")]


def eksport_aar(balanser):
    """(headings, rows, columns to add up) of the list of years."""
    navn = kolonnenavn()
    felter = ("ramme_belop", "innvilget", "brukt", "tilbakefort", "ledig")
    overskrifter = [_("Samlet"), _("Fordelt til avdelingene"), *(navn[felt] for felt in felter)]
    rader = (
        [
            balanse.ramme.aar,
            balanse.ramme.total,
            balanse.ramme.fordelt,
            *(getattr(balanse.sum, felt) for felt in felter),
        ]
        for balanse in balanser
    )
    return [_("År"), *overskrifter], rader, overskrifter


def eksport_saker(saker):
    """(headings, rows, columns to add up) of the cases behind a number."""
    rader = (
        [sak.nummer, sak.tittel, str(sak.avdeling or sak.enhet), sak.get_status_display(), sak.belop] for sak in saker
    )
    return [_("Nr."), _("Søknad"), _("Avdeling"), _("Status"), _("Beløp")], rader, [_("Beløp")]


def context(balanse):
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
    def etter(self):
        return self.ledig - self.uttak

    @property
    def deler(self):
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
    potter: list
    mangler: Decimal


def pengebilde(soknad):
    """The pots of this application's area in its year, or None when the year has no frame."""
    balanse = aarsregnskap(soknad.kommune_id, soknad.aar)
    if balanse is None:
        return None
    potter = balanse.for_omraade(soknad.satsingsomraade_id)
    deler, mangler = fyll(soknad.soknadsbelop, ((pott, pott.ledig) for pott in potter))
    bilder = [Pottbilde(pott.navn, pott.ramme_belop, pott.ledig, del_av) for pott, del_av in deler]
    return Pengebilde(balanse.ramme, bilder, mangler)
