"""What the search across everything finds in the plans. `visible_to` decides what shows."""

from django.utils.translation import gettext as _

from kompetanse.felles.sok import PER_GRUPPE, Treff
from kompetanse.organisasjon.models import Bruker
from planer.models import Kompetanseplan, Maal, Styringsdokument, Tiltak


def finn(uttrykk: str, bruker: Bruker) -> list[tuple[str, list[Treff]]]:
    """Groups of hits as (heading, hits), the newest first. Goals and measures are those of units' plans: what two have
    agreed is found where they have it."""
    if not bruker.has_perm("planer.view_planer"):
        return []
    planer = Kompetanseplan.objects.visible_to(bruker).filter(tittel__icontains=uttrykk).select_related("enhet")
    maal = Maal.objects.for_enheter_visible_to(bruker).select_related("plan__enhet", "dokument")
    tiltak = Tiltak.objects.for_enheter_visible_to(bruker).select_related("plan__enhet")
    dokumenter = Styringsdokument.objects.visible_to(bruker).filter(tittel__icontains=uttrykk)
    return [
        (_("Planer"), [Treff(plan.tittel, str(plan.enhet), plan.get_absolute_url()) for plan in planer[:PER_GRUPPE]]),
        (_("Mål"), _treff(maal, uttrykk)),
        (_("Tiltak"), _treff(tiltak, uttrykk)),
        (_("Styringsdokumenter"), [Treff(ett.tittel, "", ett.get_absolute_url()) for ett in dokumenter[:PER_GRUPPE]]),
    ]


def _treff(rader, uttrykk):
    funnet = rader.filter(navn__icontains=uttrykk).order_by("-pk")[:PER_GRUPPE]
    return [Treff(ett.navn, _sted(ett), ett.get_absolute_url()) for ett in funnet]


def _sted(ett):
    return f"{ett.plan.tittel} · {ett.plan.enhet}" if ett.plan_id else str(ett.dokument)
