"""What each of the two prepares: kept for oneself while one types, and seen by the other once it is shared."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kompetanse.felles.samskriving import Endring, Uenig
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Bruker
from planer.models import Samtale, Samtalebidrag
from planer.samtale import meldinger
from planer.samtale.deler import deler
from planer.samtale.livslop import LIVSLOP


def eget(samtale: Samtale, bruker: Bruker) -> Samtalebidrag:
    """What the user has prepared; a new one, not stored, before anything is."""
    mitt = {"samtale": samtale, "person_id": bruker.person_id}
    return Samtalebidrag.objects.filter(**mitt).first() or Samtalebidrag(**mitt)


@transaction.atomic
def svar(samtale: Samtale, nokkel: str, endring: Endring, *, bruker: Bruker) -> list[Uenig]:
    """Keep what is typed as the answer to one question of the talk. Returns why it is not: the same person wrote something
    else in another tab."""
    mitt = _laas(samtale, bruker)
    nokler = {del_.felt: del_.nokkel for ett in samtale.skjema if ett["nokkel"] == nokkel for del_ in deler(ett)}
    endret, uenig = endring.mot({felt: mitt.svar.get(hvor, "") for felt, hvor in nokler.items()})
    if endret:
        mitt.skriv(svar=mitt.svar | {nokler[felt]: tekst for felt, tekst in endret.items()})
        mitt.save()
    return [uenig] if uenig else []


@transaction.atomic
def ta_opp(samtale: Samtale, endring: Endring, *, bruker: Bruker) -> None:
    """Keep which of the unit's measures the user wants to bring up. As each is a tick of one's own, the last counts."""
    mitt = _laas(samtale, bruker)
    mitt.skriv(tiltak=[tiltak.pk for tiltak in endring.felt["tiltak"]])
    mitt.save()


@transaction.atomic
def del_(samtale: Samtale, *, bruker: Bruker) -> Samtalebidrag:
    """Let the other see what is prepared, from now on as it is written. Twice is once."""
    mitt = _laas(samtale, bruker, "del")
    if mitt.delt is None:
        mitt.delt = timezone.now()
        mitt.save()
        tilgang.logg(samtale, "samtale.delt", bruker=bruker)
        meldinger.delt(samtale, av=bruker)
    return mitt


def _laas(samtale, bruker, handling="forbered"):
    samtale = LIVSLOP.begynn(samtale, handling, bruker=bruker)
    mitt = eget(samtale, bruker)
    if not mitt.kan_leses:
        raise ValidationError(_("Det du skrev før, kan ikke leses nå. Si fra til den som drifter løsningen."))
    return mitt
