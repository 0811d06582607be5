"""What people are told about applications, one function per event. Called in the transaction of the event."""

from django.utils.translation import gettext as _

from kompetanse.felles.formats import sitat
from kompetanse.felles.varsler import varsle
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Rollekode
from soknader.models import Steghandling
from soknader.sak.behandlere import brukere_for_steg


def steg_venter(soknad, steg):
    """The step's turn has come: tell those who can answer it, or HR when it is the meeting's or nobody's."""
    if steg.handling == Steghandling.MOTE:
        varsle(
            tilgang.brukere_med_rolle(soknad.kommune_id, Rollekode.HR),
            lambda: (
                _("%(sak)s er klar til møte") % {"sak": sitat(soknad.tittel)},
                _("Søknad %(nummer)s er ferdig behandlet i linjen og kan settes på sakslisten.")
                % {"nummer": soknad.nummer},
            ),
            soknad.get_absolute_url(),
        )
    elif steg.enhet_id is None:
        varsle(
            tilgang.brukere_med_rolle(soknad.kommune_id, Rollekode.HR, Rollekode.SYSTEMANSVARLIG),
            lambda: (
                _("Ingen kan svare på %(sak)s") % {"sak": sitat(soknad.tittel)},
                _("Ingen kan svare som %(rolle)s nå. Gi noen rollen under Organisasjon, så går saken videre.")
                % {"rolle": steg.tittel},
            ),
            soknad.get_absolute_url(),
        )
    else:
        varsle(
            brukere_for_steg(steg),
            lambda: (
                _("Ta stilling til %(sak)s") % {"sak": sitat(soknad.tittel)},
                _("Søknad %(nummer)s fra %(enhet)s venter på svar fra deg som %(rolle)s.")
                % {"nummer": soknad.nummer, "enhet": soknad.enhet, "rolle": steg.tittel},
            ),
            soknad.get_absolute_url(),
        )


def returnert(soknad, steg):
    """Tell the applicant what to mend."""
    varsle(
        [soknad.soker],
        lambda: (
            _("Søknaden %(sak)s er returnert til deg") % {"sak": sitat(soknad.tittel)},
            _("%(rolle)s ber deg se på søknaden igjen: %(kommentar)s")
            % {"rolle": steg.tittel, "kommentar": steg.kommentar},
        ),
        soknad.get_absolute_url(),
    )


def avgjort(soknad):
    """Tell the applicant what was decided."""
    varsle(
        [soknad.soker],
        lambda: (
            _("Søknaden %(sak)s er avgjort: %(utfall)s")
            % {"sak": sitat(soknad.tittel), "utfall": soknad.get_status_display().lower()},
            _("Du finner vedtaket og brevet på siden for søknaden."),
        ),
        soknad.get_absolute_url(),
    )


def trukket(soknad, steg):
    """Tell those who were about to answer that they need not."""
    if steg is not None and steg.enhet_id:
        varsle(
            brukere_for_steg(steg),
            lambda: (
                _("Søknaden %(sak)s er trukket") % {"sak": sitat(soknad.tittel)},
                _("Søkeren har trukket søknaden. Du trenger ikke svare."),
            ),
            soknad.get_absolute_url(),
        )
