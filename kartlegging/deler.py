"""The parts of the registry that a person has, as tabs on the pages that belong to no single unit."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kompetanse.organisasjon.ledelse import ledede_enheter

# (address, heading, right) after one's own page and the units that one leads.
FELLES_DELER = (
    ("kartlegging:finn", _("Finn kompetanse"), "kartlegging.search"),
    ("kartlegging:katalog-list", _("Katalog"), "kartlegging.view_katalog"),
    ("kartlegging:stillingskategori-list", _("Stillingskategorier"), "kartlegging.change_katalog"),
    ("kartlegging:dekning-list", _("Dekning"), "kartlegging.open_dekning"),
)
# A leader of many units finds the others from the one above.
MAKS_ENHETER = 3


def deler(request: HttpRequest) -> list[dict]:
    """Tabs as `komponenter/_faner.html` takes them, with the page of the request marked."""
    bruker = request.user
    ledet = ledede_enheter(bruker)[:MAKS_ENHETER]
    alle = [
        (_("Min kompetanse"), reverse("kartlegging:min")),
        *((rolle.enhet_navn, reverse("kartlegging:enhet-tabell", args=[rolle.enhet_id])) for rolle in ledet),
        *((navn, reverse(adresse)) for adresse, navn, rett in FELLES_DELER if bruker.has_perm(rett)),
    ]
    return [{"navn": navn, "url": url, "aktiv": request.path == url} for navn, url in alle]
