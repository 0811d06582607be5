"""What the search across everything finds here. `visible_to` decides what shows."""

from django.db.models import F, Q
from django.utils.translation import gettext as _

from kompetanse.felles.sok import PER_GRUPPE, Treff
from kompetanse.organisasjon.models import Bruker
from soknader.models import MbuSak
from soknader.sak import register


def finn(uttrykk: str, bruker: Bruker) -> list[tuple[str, list[Treff]]]:
    """Groups of hits as (heading, hits): applications as the register finds them, and cases to MBU."""
    return [(_("Søknader"), _soknader(uttrykk, bruker)), (_("MBU-saker"), _mbu_saker(uttrykk, bruker))]


def _soknader(uttrykk, bruker):
    soknader = register.finn(bruker, sok=uttrykk).select_related("enhet").prefetch_related("soknadsenheter")
    soknader = soknader.order_by("-aar", F("lopenummer").desc(nulls_last=True))
    return [
        Treff(
            soknad.tittel,
            " · ".join(filter(None, (soknad.nummer or _("utkast"), str(soknad.enhet), soknad.ogsaa_for))),
            soknad.get_absolute_url(),
        )
        for soknad in soknader[:PER_GRUPPE]
    ]


def _mbu_saker(uttrykk, bruker):
    saker = MbuSak.objects.visible_to(bruker).filter(Q(tittel__icontains=uttrykk) | Q(saksnummer__icontains=uttrykk))
    return [Treff(sak.tittel, sak.saksnummer, sak.get_absolute_url()) for sak in saker[:PER_GRUPPE]]
