"""The life of a meeting as a table: what may be done before it, in it and at its end (`beslutningsmote`)."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kompetanse.felles.overgang import Livslop, Overgang, fra
from soknader.models import Mote

PLANLAGT, PAAGAAR, AVSLUTTET = Mote.Status.PLANLAGT, Mote.Status.PAAGAAR, Mote.Status.AVSLUTTET
STYRER = "soknader.run_mote"
FOER, UNDERVEIS, AAPENT = fra(PLANLAGT, rett=STYRER), fra(PAAGAAR, rett=STYRER), fra(PLANLAGT, PAAGAAR, rett=STYRER)
FOR_SENT = {
    PLANLAGT: _("Møtet er ikke startet ennå."),
    PAAGAAR: _("Møtet er i gang. Dette kan bare gjøres før det starter."),
    AVSLUTTET: _("Møtet er avsluttet og kan ikke endres."),
}


def _for_sent(mote):
    return ValidationError(FOR_SENT[mote.status] if mote else _("Møtet er avlyst."), code="stale")


LIVSLOP = Livslop(
    Mote,
    med=("ramme",),
    for_sent=_for_sent,
    overganger={
        "endre": Overgang(AAPENT, kvittering=_("Møtet er endret.")),
        "avlys": Overgang(
            FOER,
            _("Avlys møtet"),
            sporsmaal=_("Vil du avlyse %(mote)s?"),
            konsekvens=_("Møtet og sakslisten slettes. Sakene er klare og kan settes på et annet møte."),
            kvittering=_("Møtet er avlyst. Sakene er klare for et annet møte."),
        ),
        "sett_paa_saksliste": Overgang(AAPENT, kvittering=_("Sakslisten er utvidet.")),
        "ta_av": Overgang(FOER, kvittering=_("«%(sak)s» er tatt av sakslisten.")),
        "flytt": Overgang(FOER, kvittering=_("«%(sak)s» er flyttet.")),
        "kall_inn": Overgang(FOER),
        "hent_medlemmer": Overgang(AAPENT, kvittering=_("Medlemmene er hentet på nytt.")),
        "registrer_oppmote": Overgang(AAPENT, _("Lagre"), kvittering=_("Oppmøtet er lagret.")),
        "start": Overgang(FOER, _("Start møtet"), til=PAAGAAR, kvittering=_("Møtet er i gang.")),
        "sett_inhabile": Overgang(AAPENT, kvittering=_("Habiliteten er lagret.")),
        "utsett": Overgang(UNDERVEIS, maa_begrunnes=True, kvittering=_("Sak %(nr)s er utsatt.")),
        "angre_vedtak": Overgang(UNDERVEIS, kvittering=_("Vedtaket er angret. Sak %(nr)s kan avgjøres på nytt.")),
        "angre_utsettelse": Overgang(UNDERVEIS, kvittering=_("Sak %(nr)s kan avgjøres igjen.")),
        "avslutt": Overgang(UNDERVEIS, til=AVSLUTTET, kvittering=_("Møtet er avsluttet, og søkerne har fått melding.")),
    },
)
