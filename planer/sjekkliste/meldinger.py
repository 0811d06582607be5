"""What leader and unions are told of the checklist."""

from django.urls import reverse
from django.utils.translation import gettext as _

from kompetanse.felles.formats import i_setning
from kompetanse.felles.varsler import varsle
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Bruker
from planer.models import Kompetanseplan
from planer.vedtak.drofting import representanter
from planer.vedtak.meldinger import lederne


def begynt(plan: Kompetanseplan, *, fra: Bruker) -> None:
    """Tell those who lead the unit, and those who represent the people there, that the other side has begun."""
    tillitsvalgte = tilgang.aapne_kontoer([rolle.person_id for rolle in representanter(plan)])
    varsle(
        [en for en in (*lederne(plan), *tillitsvalgte) if en != fra],
        lambda: (
            _("Sjekklisten for %(plan)s, %(enhet)s") % {"plan": i_setning(plan.tittel), "enhet": plan.enhet},
            _("%(hvem)s har begynt på den. Gå gjennom punktene sammen.") % {"hvem": fra},
        ),
        reverse("planer:plan-sjekkliste", args=[plan.pk]),
    )
