"""What waits for a person in the catalogue."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kartlegging.models import Kompetanseforslag
from kompetanse.felles.formats import tall
from kompetanse.felles.oppgaver import Oppgave
from kompetanse.organisasjon.models import Bruker


def oppgaver_for(bruker: Bruker) -> list[Oppgave]:
    """Proposals that HR has not answered; one alone leads straight to its page."""
    if not bruker.has_perm("kartlegging.change_katalog"):
        return []
    venter = Kompetanseforslag.objects.visible_to(bruker).venter()
    if not (antall := venter.count()):
        return []
    hva = ngettext("Svar på %(n)s forslag til katalogen", "Svar på %(n)s forslag til katalogen", antall)
    return [
        Oppgave(
            hva=hva % {"n": tall(antall)},
            hvorfor=_("Ansatte savner kompetanser de vil registrere"),
            url=venter.get().get_absolute_url() if antall == 1 else reverse("kartlegging:forslag-list"),
            ikon="LightBulb",
        )
    ]
