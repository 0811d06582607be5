"""What the wheel asks of a person now."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kompetanse.felles.formats import i_setning
from kompetanse.felles.oppgaver import Oppgave
from kompetanse.organisasjon.models import Bruker
from planer.aarshjul.mine import ikke_gjort, mine, paa_tide


def oppgaver_for(bruker: Bruker) -> list[Oppgave]:
    """The activities whose notice has come and that are not done, one for each unit that the user answers for."""
    gangene = paa_tide(mine(bruker), timezone.localdate())
    return [_oppgave(gang, rolle) for gang, rolle in (ikke_gjort(gangene, bruker) if gangene else [])]


def _oppgave(gang, rolle):
    aktivitet = gang.mitt.aktivitet
    hvorfor = _("Årshjulet, %(naar)s.") % {"naar": i_setning(aktivitet.naar)}
    hjulet = reverse("planer:aarshjul-detail", args=[rolle.enhet_id]) if rolle else reverse("planer:aarshjul")
    return Oppgave(
        hva=f"{aktivitet}, {rolle.enhet_navn}" if len(gang.mitt.roller) > 1 else aktivitet.navn,
        hvorfor=hvorfor,
        url=f"{hjulet}?aar={gang.aar}#{aktivitet.anker}",
        ikon="Calendar",
        frist_dato=gang.periode.til,
    )
