"""What waits for those who are called in to a yearly meeting."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from kompetanse.felles.oppgaver import Oppgave, Slag
from kompetanse.organisasjon.models import Bruker
from planer.models import Drofting, Droftingspart


def slag_for(bruker: Bruker) -> Iterator[Slag]:
    """The meetings that the user is called to and has said nothing before."""
    parter = Droftingspart.objects.filter(
        person=bruker.person_id, drofting__status=Drofting.Status.INNKALT, drofting__plan=None, syn=""
    )
    yield Slag(parter, _forbered)


def _forbered(parter):
    return [
        Oppgave(
            hva=_("Forbered drøftingsmøtet om rekruttering og kompetanse"),
            hvorfor=_("Les grunnlaget, og skriv hva dere mener."),
            url=part.drofting.get_absolute_url(),
            ikon="Handshake",
            frist_dato=part.drofting.mote,
        )
        for part in parter.select_related("drofting")
    ]
