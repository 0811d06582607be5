"""What waits for a person about who can and would like to: to answer, and to close one's own."""

from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext as _

from kartlegging.models import Foresporsel, Foresporselsvar
from kompetanse.felles.oppgaver import MANGE, Oppgave, Slag
from kompetanse.organisasjon.models import Bruker


def slag_for(bruker: Bruker) -> Iterator[Slag]:
    """What may wait for this user: to answer, and one's own that no longer takes answers, and that nobody has heard the
    end of."""
    besvart = Foresporselsvar.objects.filter(person=bruker.person_id).values("foresporsel")
    yield Slag(Foresporsel.objects.til(bruker).aapne().exclude(pk__in=besvart), _aa_svare)
    egne = Foresporsel.objects.spurt_av(bruker)
    yield Slag(egne.filter(lukket__isnull=True, svarfrist__lt=timezone.localdate()), _aa_avslutte)


def _aa_svare(ubesvart):
    for foresporsel in ubesvart.select_related("spurt_av__person")[:MANGE]:
        yield Oppgave(
            _("Hvem kan og vil? %(tittel)s") % {"tittel": foresporsel},
            _("%(leder)s spør. Ja eller nei og noen ord er nok") % {"leder": foresporsel.spurt_av},
            foresporsel.get_absolute_url(),
            "Chat",
            frist_dato=foresporsel.svarfrist,
        )


def _aa_avslutte(utgaatt):
    for foresporsel in utgaatt[:MANGE]:
        yield Oppgave(
            _("Avslutt %(tittel)s") % {"tittel": foresporsel},
            _("Fristen er ute. De som har svart, venter på beskjed"),
            foresporsel.get_absolute_url(),
            "Chat",
        )
