"""What people are told about applications, one function per event. Called after commit."""

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
            emne=_("%(sak)s er klar til møte") % {"sak": sitat(soknad.tittel)},
            tekst=_("Søknad %(nummer)s er ferdig behandlet i linjen og kan settes på sakslisten.")
            % {"nummer": soknad.nummer},
            lenke=soknad.get_absolute_url(),
        )
    elif steg.enhet_id is None:
        varsle(
            tilgang.brukere_med_rolle(soknad.kommune_id, Rollekode.HR, Rollekode.SYSTEMANSVARLIG),
            emne=_("Ingen kan svare på %(sak)s") % {"sak": sitat(soknad.tittel)},
            tekst=_("%(grunn)s Gi noen rollen under Organisasjon, så går saken videre.") % {"grunn": steg.flyttet},
            lenke=soknad.get_absolute_url(),
        )
    else:
        varsle(
            brukere_for_steg(steg),
            emne=_("Ta stilling til %(sak)s") % {"sak": sitat(soknad.tittel)},
            tekst=_("Søknad %(nummer)s fra %(enhet)s venter på svar fra deg som %(rolle)s.")
            % {"nummer": soknad.nummer, "enhet": soknad.enhet, "rolle": steg.tittel},
            lenke=soknad.get_absolute_url(),
        )


def returnert(soknad, steg):
    """Tell the applicant what to mend."""
    varsle(
        [soknad.soker],
        emne=_("Søknaden %(sak)s er returnert til deg") % {"sak": sitat(soknad.tittel)},
        tekst=_("%(rolle)s ber deg se på søknaden igjen: %(kommentar)s")
        % {"rolle": steg.tittel, "kommentar": steg.kommentar},
        lenke=soknad.get_absolute_url(),
    )


def avgjort(soknad):
    """Tell the applicant what was decided."""
    varsle(
        [soknad.soker],
        emne=_("Søknaden %(sak)s er avgjort: %(utfall)s")
        % {"sak": sitat(soknad.tittel), "utfall": soknad.get_status_display().lower()},
        tekst=_("Du finner vedtaket og brevet på siden for søknaden."),
        lenke=soknad.get_absolute_url(),
    )


def trukket(soknad, steg):
    """Tell those who were about to answer that they need not."""
    if steg is not None and steg.enhet_id:
        varsle(
            brukere_for_steg(steg),
            emne=_("Søknaden %(sak)s er trukket") % {"sak": sitat(soknad.tittel)},
            tekst=_("Søkeren har trukket søknaden. Du trenger ikke svare."),
            lenke=soknad.get_absolute_url(),
        )
