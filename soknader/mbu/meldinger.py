"""What people are told about cases to MBU, one function per event."""

from django.utils.translation import gettext as _

from kompetanse.felles.formats import sitat
from kompetanse.felles.varsler import besvart, varsle
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Bruker, Rollekode
from soknader.models import MbuSak


def til_godkjenning(sak: MbuSak) -> None:
    """Tell the director that a case waits to be read and sent."""
    besvart(sak.get_absolute_url())
    varsle(
        tilgang.brukere_med_rolle(sak.kommune_id, Rollekode.KOMMUNEDIREKTOR),
        lambda: (
            _("Les og send sak %(nummer)s til MBU") % {"nummer": sak.saksnummer},
            _("HR har gjort klar saken %(sak)s.") % {"sak": sitat(sak.tittel)},
        ),
        sak.get_absolute_url(),
    )


def tilbake(sak: MbuSak, bruker: Bruker, kommentar: str) -> None:
    """Tell the one who prepared the case why it came back."""
    besvart(sak.get_absolute_url())
    if sak.opprettet_av_id != bruker.pk:
        varsle(
            [sak.opprettet_av],
            lambda: (
                _("Sak %(nummer)s til MBU er gitt tilbake") % {"nummer": sak.saksnummer},
                kommentar or _("Se over saken en gang til."),
            ),
            sak.get_absolute_url(),
        )


def sendt_til_utvalget(sak: MbuSak) -> None:
    """Tell the board's members and secretary that a case has come."""
    besvart(sak.get_absolute_url())
    varsle(
        tilgang.brukere_med_rolle(sak.kommune_id, Rollekode.MBU_MEDLEM, Rollekode.MBU_SEKRETAER),
        lambda: (
            _("Ny sak til MBU: %(nummer)s %(sak)s") % {"nummer": sak.saksnummer, "sak": sak.tittel},
            _("Saken er klar til å leses."),
        ),
        sak.get_absolute_url(),
    )
