"""What the PDF of a case to MBU says; the live preview shows the same context."""

from textwrap import shorten

from django.utils.translation import gettext as _

from kompetanse.felles.dokumenter import Dokumentslag
from kompetanse.felles.formats import dato, og_liste
from kompetanse.felles.pdf import brevhode
from soknader.mbu.rader import aarene
from soknader.mbu.rettelse import endringer
from soknader.models import MbuRad, MbuSak, Soknadsoppsett

# Above this many rows nobody should wait for the page.
RADER_I_EN_FORESPORSEL = 60
# How much of a description stands in the table, in a long one and in a short.
RADER_I_KORT_TABELL, KORT, LANG = 10, 200, 800


def mbusak_context(sak: MbuSak) -> dict:
    """Everything the case's document shows: letterhead, facts, texts, rows and their sum."""
    oppsett = Soknadsoppsett.objects.get(kommune_id=sak.kommune_id)
    nummer = f"{oppsett.utvalg_kortnavn} {sak.saksnummer}".strip()
    fakta = [
        (_("Sak"), nummer),
        (_("Møte"), dato(sak.motedato) if sak.motedato else _("ikke satt")),
        (_("Saksbehandler"), sak.saksbehandler),
    ]
    return {
        **brevhode(
            sak.kommune,
            organ=oppsett.utvalg,
            fakta=fakta,
            referanse=_("Sak %(nummer)s") % {"nummer": nummer},
            laget=sak.sendt,
        ),
        "rettet": _rettet(sak, oppsett),
        "endringer": endringer(sak),
        "tittel": _("Sak %(nummer)s %(tittel)s") % {"nummer": nummer, "tittel": sak.tittel},
        "sak": sak,
        "aarene": og_liste(aarene(sak)),
        **tabellen(list(sak.rader.all())),
    }


def tabellen(rader: list[MbuRad]) -> dict:
    """The rows with their descriptions, those that are too long shortened and whole in the appendix, and the sum. A long
    table has the descriptions across it (`kompakt`), not in a narrow column."""
    kompakt = len(rader) > RADER_I_KORT_TABELL
    for rad in rader:
        rad.kort = shorten(rad.beskrivelse, KORT if kompakt else LANG, placeholder=" …")
    return {
        "rader": rader,
        "kompakt": kompakt,
        "vedlagt": [rad for rad in rader if len(rad.kort) < len(" ".join(rad.beskrivelse.split()))],
        "sum_belop": sum(rad.belop for rad in rader),
    }


def innholdet(sak: MbuSak) -> tuple[list, list]:
    """All that the document is made from, to compare."""
    return [getattr(sak, felt) for felt in MbuSak.FELTER], list(sak.rader.values_list("nr", *MbuRad.KOLONNER))


def _rettet(sak, oppsett):
    """Which case this one corrects, as a sentence; empty when it corrects none."""
    if sak.retter is None:
        return ""
    tall = {"utvalg": oppsett.utvalg_kortnavn, "nummer": sak.retter.saksnummer, "dato": dato(sak.retter.sendt)}
    return _("Saken retter sak %(utvalg)s %(nummer)s, som ble sendt %(dato)s.") % tall


MBUSAK = Dokumentslag(
    "mbusak", "pdf/mbusak.html", mbusak_context, lambda sak: f"sak-mbu-{sak.saksnummer.replace('/', '-')}.pdf"
)
