"""What waits for a yes in the plans between two people."""

from django.utils.translation import gettext as _

from kompetanse.felles.oppgaver import Oppgave
from kompetanse.organisasjon.models import Bruker
from planer.models import Kompetanseplan

Status = Kompetanseplan.Status


def oppgaver_for(bruker: Bruker) -> list[Oppgave]:
    """The plans that the other of the two has said yes to, and one's own that has no leader. One statement."""
    planer = Kompetanseplan.objects.mellom(bruker).select_related("person", "leder")
    venter = planer.filter(status=Status.TIL_BEHANDLING).exclude(avtaler__person=bruker.person_id)
    uten_leder = planer.filter(person=bruker.person_id, leder__isnull=True).aapne()
    return [_oppgave(plan, bruker) for plan in (venter | uten_leder).distinct()]


def _oppgave(plan, bruker):
    if plan.leder is None:
        hva, hvorfor = _("Velg hvem du skal avtale utviklingsplanen din med"), _("Du har fått ny leder.")
    else:
        annen = plan.leder if plan.person_id == bruker.person_id else plan.person
        hva = _("Les og godta %(plan)s") % {"plan": plan.tittel}
        hvorfor = _("%(navn)s har godtatt den.") % {"navn": annen}
    return Oppgave(hva=hva, hvorfor=hvorfor, url=plan.get_absolute_url(), ikon="Handshake", frist_dato=None)
