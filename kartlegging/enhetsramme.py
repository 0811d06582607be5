"""What all pages of one unit in the registry have in common: whose unit, the breadcrumb, and the tabs."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy

from kartlegging.models import Personkompetanse
from kompetanse.felles.sti import sti
from kompetanse.organisasjon.models import Bruker, Enhet

# (address, heading) in the order of the tabs.
FANER = (
    ("enhet-tabell", gettext_lazy("Kartleggingstabell")),
    ("enhet-matrise", gettext_lazy("Matrise")),
    ("enhet-krav", gettext_lazy("Krav")),
    ("enhet-bekreft", gettext_lazy("Bekreft")),
    ("enhet-dekning", gettext_lazy("Dekning")),
    ("enhet-utlop", gettext_lazy("Går ut")),
)


def hent_enhet(request: HttpRequest, pk: int, rett: str = "kartlegging.view_enhet") -> Enhet:
    """The unit of the page. Raises Http404 for one of another kommune, PermissionDenied without the right to it."""
    enhet = get_object_or_404(Enhet.objects.visible_to(request.user).select_related("kommune"), pk=pk)
    if not request.user.has_perm(rett, enhet):
        raise PermissionDenied
    return enhet


def ramme(enhet: Enhet, fane: str, *, bruker: Bruker, her: str) -> dict:
    """The context that `kartlegging/base_enhet.html` asks for; `fane` is the address of the tab, `her` the heading."""
    over = Enhet.objects.filter(path__in=enhet.stier_over).order_by("depth")
    return {
        "enhet": enhet,
        "tittel": her,
        "brodsmuler": sti(*((en.navn, en) for en in over), her=enhet.navn),
        "faner": [
            {
                "navn": navn,
                "url": reverse(f"kartlegging:{adresse}", args=[enhet.pk]),
                "aktiv": adresse == fane,
                "antall": _antall_venter(enhet, bruker) if adresse == "enhet-bekreft" else None,
            }
            for adresse, navn in FANER
        ],
    }


def _antall_venter(enhet, bruker):
    """How many items wait for the reader in the unit and below; no figure when none does."""
    return Personkompetanse.objects.venter_i(enhet, bruker).count() or None
