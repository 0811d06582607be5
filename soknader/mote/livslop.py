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
        "endre": Overgang(AAPENT),
        "avlys": Overgang(FOER),
        "sett_paa_saksliste": Overgang(AAPENT),
        "ta_av": Overgang(FOER),
        "flytt": Overgang(FOER),
        "kall_inn": Overgang(FOER),
        "hent_medlemmer": Overgang(AAPENT),
        "registrer_oppmote": Overgang(AAPENT),
        "start": Overgang(FOER, til=PAAGAAR),
        "sett_inhabile": Overgang(AAPENT),
        "utsett": Overgang(UNDERVEIS),
        "angre_utsettelse": Overgang(UNDERVEIS),
        "avslutt": Overgang(UNDERVEIS, til=AVSLUTTET),
    },
)
