"""What the page of an import shows: the numbers, the tabs, and the sentence under the heading."""

from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kompetanse.felles.formats import dato as vis_dato
from kompetanse.felles.formats import tall as vis_tall
from kompetanse.organisasjon.importering.kolonner import er_enhetsfil
from kompetanse.organisasjon.models import Import, Importlinje

Slag = Importlinje.Slag
# What needs attention first.
REKKEFOLGE = (Slag.FEIL, Slag.AVSLUTTET, Slag.NY, Slag.ENDRET, Slag.ENHET, Slag.UENDRET)


def velg_slag(importen, oensket):
    """The kind of lines to show: the one asked for, else the first that there are any of."""
    if oensket in Slag.values:
        return oensket
    return next((slag for slag in REKKEFOLGE if importen.plan.get(slag)), Slag.NY)


def _navn(slag):
    return {
        Slag.FEIL: _("Feil"),
        Slag.AVSLUTTET: _("Avsluttede"),
        Slag.NY: _("Nye"),
        Slag.ENDRET: _("Endrede"),
        Slag.ENHET: _("Enheter"),
        Slag.UENDRET: _("Uendrede"),
    }[slag]


def faner(importen, valgt):
    """A tab for each kind of line, with its number."""
    return [
        {
            "navn": _navn(slag),
            "url": f"?{urlencode({'vis': slag})}",
            "aktiv": slag == valgt,
            "antall": vis_tall(importen.plan.get(slag, 0)),
        }
        for slag in REKKEFOLGE
    ]


def tallrekke(importen):
    """The numbers at the top, each with what it counts."""
    plan = importen.plan
    if not plan:
        return []
    rader = (
        (
            _("Nye"),
            "ny",
            _ansatte(plan["nye_ansatte"], plan["ny"]),
            _("Rader som gir en ny stilling, for nye ansatte og gamle."),
        ),
        (_("Endrede"), "endret", "", _("Rader der noe er annerledes enn det som er lagret.")),
        (
            _("Avsluttede"),
            "avsluttet",
            _slutter(plan["avsluttede_ansatte"]),
            _("Stillinger som får sluttdato fordi de mangler i filen."),
        ),
        (_("Uendrede"), "uendret", "", _("Rader som sier det samme som det som er lagret.")),
        (_("Feil"), "feil", "", _("Rader som ikke blir med. En ansatt med feil på én rad blir stående som før.")),
    )
    return [
        {
            "navn": navn,
            "verdi": vis_tall(plan[slag]),
            "tillegg": tillegg,
            "definisjon": forklaring,
            "tone": "fare" if slag == "feil" and plan[slag] else "",
        }
        for navn, slag, tillegg, forklaring in rader
    ]


def _ansatte(antall, rader):
    """Said when it is another number than that of the rows."""
    return ngettext("%s ny ansatt", "%s nye ansatte", antall) % vis_tall(antall) if 0 < antall < rader else ""


def _slutter(antall):
    return ngettext("%s ansatt slutter", "%s ansatte slutter", antall) % vis_tall(antall) if antall else ""


def overskrift(importen):
    """One sentence: how far the import has come."""
    if importen.status == Import.Status.LAGRET:
        return _("Lagret. Dette ble endret.")
    if importen.status == Import.Status.KONTROLLERT:
        hvem = _("Alle ansatte") if importen.full_fil else _("Noen ansatte")
        if er_enhetsfil(importen.kolonner):
            hvem = _("Bare enheter, ingen ansatte,")
        return _("%(hvem)s per %(dato)s. Ingenting er lagret ennå.") % {"hvem": hvem, "dato": vis_dato(importen.dato)}
    if importen.status == Import.Status.FORKASTET:
        return _("Forkastet. Ingenting ble lagret.")
    if importen.status == Import.Status.ULESELIG:
        return _("Filen kan ikke leses.")
    return _("Ingenting er lagret ennå.")
