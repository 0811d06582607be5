"""What waits for those who are called in to a yearly meeting."""

from django.utils.translation import gettext as _

from kompetanse.felles.oppgaver import Oppgave
from kompetanse.organisasjon.models import Bruker
from planer.models import Drofting, Droftingspart


def oppgaver_for(bruker: Bruker) -> list[Oppgave]:
    parter = Droftingspart.objects.filter(
        person=bruker.person_id, drofting__status=Drofting.Status.INNKALT, drofting__plan=None, syn=""
    )
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
