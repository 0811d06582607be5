"""The main menu: only what the role has."""

from dataclasses import dataclass
from functools import cache

from django.urls import reverse
from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Menypunkt:
    navn: str
    url: str
    aktiv: bool


@cache
def _adresse(side):
    """Every page has them all."""
    return reverse(side)


def hovedmeny(request):
    """Menu items that lead somewhere for this user; the current part of the product is marked."""
    bruker = getattr(request, "user", None)
    if bruker is None or not bruker.is_authenticated or not bruker.kommune_id:
        return {"hovedmeny": []}
    punkter = [
        (_("Min side"), "oversikt:min-side", True),
        (_("Planer"), "planer:plan-list", bruker.has_perm("planer.view_planer")),
        (_("Budsjett"), "oversikt:budsjett-detail", bruker.has_perm("oversikt.view_budsjett")),
        (_("Rød tråd"), "oversikt:brudd-list", bruker.has_perm("planer.change_oppsett")),
        (_("Kompetanse"), "kartlegging:min", bruker.has_perm("kartlegging.view_min")),
        (_("Kurs"), "kurs:kalender", bruker.has_perm("kurs.view_kurs")),
        (_("Evaluering"), "evaluering:evaluering-list", bruker.has_perm("evaluering.view_evalueringer")),
        (_("Søknader"), "soknader:soknad-list", bruker.has_perm("soknader.view_register")),
        (_("Midler"), "soknader:ramme-list", bruker.has_perm("soknader.view_ramme")),
        (_("Møter"), "soknader:mote-list", bruker.has_perm("soknader.view_mote")),
        (_("MBU-saker"), "soknader:mbusak-list", bruker.has_perm("soknader.view_mbusak")),
        (_("Organisasjon"), "organisasjon:enhet-list", bruker.has_perm("organisasjon.view_tree")),
    ]
    synlige = [(navn, _adresse(side)) for navn, side, har in punkter if har]
    gjeldende = max(
        (url for _navn, url in synlige if request.path == url or (url != "/" and request.path.startswith(url))),
        key=len,
        default="",
    )
    return {"hovedmeny": [Menypunkt(navn, url, url == gjeldende) for navn, url in synlige]}
