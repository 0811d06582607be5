"""What the PDF of a case to MBU says; the live preview shows the same context."""

from django.utils.translation import gettext as _

from kompetanse.felles.dokumenter import Dokumentslag
from kompetanse.felles.formats import dato
from kompetanse.felles.pdf import brevhode
from soknader.models import MbuSak, Soknadsoppsett


def mbusak_context(sak: MbuSak) -> dict:
    """Everything the case's document shows: letterhead, facts, texts, rows and their sum."""
    oppsett = Soknadsoppsett.objects.get(kommune_id=sak.kommune_id)
    rader = list(sak.rader.all())
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
        "tittel": _("Sak %(nummer)s %(tittel)s") % {"nummer": nummer, "tittel": sak.tittel},
        "sak": sak,
        "rader": rader,
        "sum_belop": sum(rad.belop for rad in rader),
    }


MBUSAK = Dokumentslag(
    "mbusak", "pdf/mbusak.html", mbusak_context, lambda sak: f"sak-mbu-{sak.saksnummer.replace('/', '-')}.pdf"
)
