"""The note of a meeting: one printed page of what was critical, what was proposed, and what was agreed."""

from django.utils import timezone
from django.utils.translation import gettext as _

from kompetanse.felles.dokumenter import Dokumentslag
from kompetanse.felles.formats import dato, tall
from kompetanse.felles.pdf import brevhode
from kompetanse.felles.tekst import trygt_filnavn
from planer.drofting.bilde import referat
from planer.models import Kompetansedrofting


def referat_context(drofting: Kompetansedrofting) -> dict:
    fakta = [
        (_("Møte"), dato(drofting.avsluttet)),
        (_("Sted"), drofting.sted),
        (_("Plan"), drofting.plan.tittel),
        (_("Telefoner"), tall(drofting.telefoner) if drofting.telefoner else ""),
    ]
    tittel = _("Kompetansedrøfting %(dato)s") % {"dato": dato(drofting.avsluttet)}
    return {
        **brevhode(
            drofting.kommune,
            organ=drofting.enhet.navn,
            fakta=[(navn, verdi) for navn, verdi in fakta if verdi],
            referanse=f"{tittel}, {drofting.enhet}",
            laget=drofting.avsluttet,
        ),
        "tittel": tittel,
        "drofting": drofting,
        **referat(drofting)._asdict(),
    }


def _filnavn(drofting):
    return trygt_filnavn(f"kompetansedrøfting {drofting.enhet} {timezone.localdate(drofting.avsluttet)}.pdf".lower())


# Made when it is first asked for, or by the clock: a meeting can be ended where no PDF can be drawn.
REFERAT = Dokumentslag(
    "kompetansedrofting",
    "pdf/kompetansedrofting.html",
    referat_context,
    _filnavn,
    Kompetansedrofting.objects.holdte,
)
