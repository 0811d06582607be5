"""What waits for a person about who can and would like to: to answer, and to close one's own."""

from django.utils import timezone
from django.utils.translation import gettext as _

from kartlegging.models import Foresporsel, Foresporselsvar
from kompetanse.felles.oppgaver import MANGE, Oppgave
from kompetanse.organisasjon.models import Bruker


def oppgaver_for(bruker: Bruker) -> list[Oppgave]:
    """What waits for this user, in no order. Three statements."""
    if bruker.person_id is None:
        return []
    return [*_aa_svare(bruker), *_aa_avslutte(bruker)]


def _aa_svare(bruker):
    besvart = Foresporselsvar.objects.filter(person=bruker.person_id).values("foresporsel")
    ubesvart = Foresporsel.objects.til(bruker).aapne().exclude(pk__in=besvart)
    for foresporsel in ubesvart.select_related("spurt_av__person")[:MANGE]:
        yield Oppgave(
            _("Hvem kan og vil? %(tittel)s") % {"tittel": foresporsel},
            _("%(leder)s spør. Ja eller nei og noen ord er nok") % {"leder": foresporsel.spurt_av},
            foresporsel.get_absolute_url(),
            "Chat",
            frist_dato=foresporsel.svarfrist,
        )


def _aa_avslutte(bruker):
    """One's own that no longer takes answers, and that nobody has heard the end of."""
    utgaatt = Foresporsel.objects.spurt_av(bruker).filter(lukket__isnull=True, svarfrist__lt=timezone.localdate())
    for foresporsel in utgaatt[:MANGE]:
        yield Oppgave(
            _("Avslutt %(tittel)s") % {"tittel": foresporsel},
            _("Fristen er ute. De som har svart, venter på beskjed"),
            foresporsel.get_absolute_url(),
            "Chat",
        )
