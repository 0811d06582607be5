"""The main menu: only what the role has."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Menypunkt:
    navn: str
    url: str
    aktiv: bool


def hovedmeny(request):
    """Menu items that lead somewhere for this user; the current part of the product is marked."""
    bruker = getattr(request, "user", None)
    if bruker is None or not bruker.is_authenticated or not bruker.kommune_id:
        return {"hovedmeny": []}
    punkter = [
        (_("Min side"), reverse("oversikt:min-side"), True),
        (_("Planer"), reverse("planer:plan-list"), bruker.has_perm("planer.view_planer")),
        (_("Budsjett"), reverse("oversikt:budsjett-detail"), bruker.has_perm("oversikt.view_budsjett")),
        (_("Rød tråd"), reverse("oversikt:brudd-list"), bruker.has_perm("planer.change_oppsett")),
        (_("Kompetanse"), reverse("kartlegging:min"), bruker.has_perm("kartlegging.view_min")),
        (_("Kurs"), reverse("kurs:kalender"), bruker.has_perm("kurs.view_kurs")),
        (_("Evaluering"), reverse("evaluering:evaluering-list"), bruker.has_perm("evaluering.view_evalueringer")),
        (_("Søknader"), reverse("soknader:soknad-list"), bruker.has_perm("soknader.view_register")),
        (_("Midler"), reverse("soknader:ramme-list"), bruker.has_perm("soknader.view_ramme")),
        (_("Møter"), reverse("soknader:mote-list"), bruker.has_perm("soknader.view_mote")),
        (_("MBU-saker"), reverse("soknader:mbusak-list"), bruker.has_perm("soknader.view_mbusak")),
        (_("Organisasjon"), reverse("organisasjon:enhet-list"), bruker.has_perm("organisasjon.view_tree")),
    ]
    synlige = [(navn, url) for navn, url, har in punkter if har]
    gjeldende = max(
        (url for _navn, url in synlige if request.path == url or (url != "/" and request.path.startswith(url))),
        key=len,
        default="",
    )
    return {"hovedmeny": [Menypunkt(navn, url, url == gjeldende) for navn, url in synlige]}
