"""A person's own calendar: the activities of the wheel that are the person's to do, and what apps above have."""

from collections.abc import Callable, Iterable

from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from kompetanse.felles import ical
from kompetanse.felles.ical import Kalenderhendelse
from kompetanse.organisasjon.models import Bruker
from planer.aarshjul.mine import Gang, ganger, mine

_kilder: list[str] = []


def vis_ogsaa(funksjon: str) -> None:
    """An app above registers in `AppConfig.ready` its function (dotted path) of what a user has in the calendar."""
    _kilder.append(funksjon)


def innhold(bruker: Bruker) -> bytes:
    """What the user has last year, this year and the next. The same data gives the same bytes."""
    navn = _("Min kalender, %(kommune)s") % {"kommune": bruker.kommune}
    i_aar = timezone.localdate().year
    egne = [_hendelse(gang) for gang in ganger(mine(bruker), range(i_aar - 1, i_aar + 2))]
    andre: Iterable[Callable[[Bruker], list[Kalenderhendelse]]] = map(import_string, _kilder)
    return ical.ical(navn, [*egne, *(hendelse for funksjon in andre for hendelse in funksjon(bruker))])


def _hendelse(gang: Gang) -> Kalenderhendelse:
    """Whole days, which are the same in every time zone and all year."""
    aktivitet, periode = gang.mitt.aktivitet, gang.periode
    return Kalenderhendelse(
        nokkel=f"aktivitet-{aktivitet.pk}-{gang.aar}",
        tittel=aktivitet.navn,
        fra=periode.fra,
        til=periode.til,
        endret=aktivitet.endret,
        lenke=aktivitet.get_absolute_url(),
        tekst="\n\n".join(filter(None, [aktivitet.beskrivelse, aktivitet.fora, periode.merknad])),
    )
