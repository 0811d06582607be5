"""What the wheel asks of a person now."""

from collections.abc import Iterator
from functools import partial

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kompetanse.felles.formats import i_setning
from kompetanse.felles.oppgaver import Oppgave, Slag
from kompetanse.organisasjon.models import Bruker
from planer.aarshjul.mine import blant, ikke_gjort, paa_tide
from planer.models import Aarsaktivitet


def slag_for(bruker: Bruker) -> Iterator[Slag]:
    """The activities whose notice has come and that are not done, one for each unit that the user answers for."""
    yield Slag(Aarsaktivitet.objects.som_angaar(bruker), partial(_paa_tide, bruker))


def _paa_tide(bruker, aktiviteter):
    gangene = paa_tide(blant(aktiviteter, bruker), timezone.localdate())
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
