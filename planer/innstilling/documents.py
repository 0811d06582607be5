"""The document of an innstilling: background, the points with what each is weighed by, and the proposed decision."""

from django.utils.translation import gettext as _

from kompetanse.felles.dokumenter import Dokumentslag
from kompetanse.felles.formats import dato
from kompetanse.felles.pdf import brevhode
from kompetanse.felles.tekst import trygt_filnavn
from planer.innstilling.rader import punktrader
from planer.models import Innstilling


def innstilling_context(innstilling: Innstilling) -> dict:
    fakta = [
        (_("Til"), innstilling.organ),
        (_("Møte"), dato(innstilling.motedato) if innstilling.motedato else ""),
        (_("Sak"), innstilling.saksnummer),
        (_("Saksbehandler"), innstilling.saksbehandler),
    ]
    return {
        **brevhode(
            innstilling.kommune,
            fakta=[(navn, verdi) for navn, verdi in fakta if verdi],
            referanse=innstilling.tittel,
            laget=innstilling.sendt,
        ),
        "tittel": innstilling.tittel,
        "sak": innstilling,
        "rader": punktrader(innstilling),
    }


INNSTILLING = Dokumentslag(
    "innstilling",
    "pdf/innstilling.html",
    innstilling_context,
    lambda innstilling: trygt_filnavn(f"innstilling-{innstilling.aar}.pdf"),
)
