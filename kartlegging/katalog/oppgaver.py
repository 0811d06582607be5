"""What waits for a person in the catalogue."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kartlegging.models import Kompetanseforslag
from kompetanse.felles.formats import tall
from kompetanse.felles.oppgaver import Oppgave, Slag
from kompetanse.organisasjon.models import Bruker


def slag_for(bruker: Bruker) -> Iterator[Slag]:
    """Proposals that HR has not answered."""
    if bruker.has_perm("kartlegging.change_katalog"):
        yield Slag(Kompetanseforslag.objects.visible_to(bruker).venter(), _svar)


def _svar(venter):
    """One alone leads straight to its page."""
    antall = venter.count()
    hva = ngettext("Svar på %(n)s forslag til katalogen", "Svar på %(n)s forslag til katalogen", antall)
    return [
        Oppgave(
            hva=hva % {"n": tall(antall)},
            hvorfor=_("Ansatte savner kompetanser de vil registrere"),
            url=venter.get().get_absolute_url() if antall == 1 else reverse("kartlegging:forslag-list"),
            ikon="LightBulb",
        )
    ]
