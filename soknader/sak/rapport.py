"""After the grant: what it cost and gave, unused money back to the frame, and reminders until it is told.

The report is asked for when the measure is over (`Soknad.skal_rapporteres`); who has finished may tell before that.
"""

import datetime as dt
from decimal import Decimal

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kompetanse.felles.formats import dato, kr, sitat
from kompetanse.felles.hendelser import log_hendelse
from kompetanse.felles.jobber import for_hver_kommune, hver_for_seg
from kompetanse.felles.varsler import besvart
from kompetanse.organisasjon.models import Bruker
from soknader.models import Sluttrapport, Soknad, Soknadsoppsett
from soknader.models.soknad import rapport_ventes
from soknader.ramme import regnskap, tilbakeforing
from soknader.sak import saksgang
from soknader.sak.meldinger import til_eieren

DAGER_FOER = 7
SLUTT, FOER, ETTER = Soknad.Rapportpaaminnelse
SLAG = ["", *Soknad.Rapportpaaminnelse]


def til_tilbakeforing(soknad: Soknad, faktisk_kostnad: Decimal) -> Decimal:
    """What goes back to the frame: the grant less the cost. Nothing when it cost as much or more."""
    return max(soknad.vedtak.belop - faktisk_kostnad, Decimal(0))


@transaction.atomic
def lever_rapport(
    soknad: Soknad,
    *,
    bruker: Bruker,
    faktisk_kostnad: Decimal,
    antall_deltakere: int,
    gjennomfort: str,
    resultat: str = "",
) -> Sluttrapport:
    """Store the report, and pay unused money back to the pots it was drawn from. Returns the Sluttrapport.

    Raises ValidationError (`stale`) when it is delivered already. Locks the frame, then the case.
    """
    regnskap.laas_for(soknad)
    soknad = saksgang.laas(soknad)
    if not bruker.has_perm("soknader.report_soknad", soknad):
        raise PermissionDenied
    if Sluttrapport.objects.filter(soknad=soknad).exists():
        raise ValidationError(_("Rapporten er allerede levert."), code="stale")
    tilbake = til_tilbakeforing(soknad, faktisk_kostnad)
    if tilbake:
        tilbakeforing.tilbakefor(soknad, tilbake)
    rapport = Sluttrapport.objects.create(
        kommune_id=soknad.kommune_id,
        soknad=soknad,
        faktisk_kostnad=faktisk_kostnad,
        antall_deltakere=antall_deltakere,
        gjennomfort=gjennomfort,
        resultat=resultat,
        tilbakefort=tilbake,
        levert_av=bruker,
    )
    besvart(soknad.get_absolute_url())
    log_hendelse(soknad, "soknad.rapportert", bruker=bruker, kostnad=faktisk_kostnad, tilbakefort=tilbake)
    return rapport


# --- Reminders ------------------------------------------------------------------------------------


def send_rapportpaaminnelser(paa_dato: dt.date | None = None) -> int:
    """Each morning, for every kommune: ask when the measure is over, a week before the deadline, and when it has passed.

    `Soknad.rapport_paaminnet` remembers the last one, so a second run the same day sends nothing. Returns the count.
    """
    return for_hver_kommune(_paaminn_kommune, paa_dato or timezone.localdate())


def _paaminn_kommune(kommune_id, i_dag):
    oppsett = Soknadsoppsett.objects.filter(kommune_id=kommune_id).first()
    soknader = list(Soknad.objects.filter(rapport_ventes(i_dag), kommune_id=kommune_id))
    return hver_for_seg(_paaminn, soknader, oppsett, i_dag)


@transaction.atomic
def _paaminn(soknad, oppsett, i_dag):
    """One reminder of each kind, and none that a later one has made old. Returns how many were sent now (0 or 1)."""
    soknad = saksgang.laas(soknad)
    frist = soknad.rapportfrist(oppsett.rapportfrist_dager)
    slag = _slag(frist, i_dag)
    if not soknad.mangler_rapport() or SLAG.index(slag) <= SLAG.index(soknad.rapport_paaminnet):
        return 0
    soknad.rapport_paaminnet = slag
    soknad.save(update_fields=["rapport_paaminnet"])
    log_hendelse(soknad, "soknad.rapport_paaminnet", bruker=None, slag=slag, frist=frist)
    til_eieren(
        soknad,
        lambda: (
            _("Fortell hvordan det gikk med %(sak)s") % {"sak": sitat(soknad.tittel)},
            _paaminnelse(soknad, slag, frist),
        ),
    )
    return 1


def _slag(frist, i_dag):
    if frist < i_dag:
        return ETTER
    return FOER if frist - dt.timedelta(days=DAGER_FOER) <= i_dag else SLUTT


def _paaminnelse(soknad, slag, frist):
    setning = (
        _("Fristen for rapporten var %(dato)s.")
        if slag == ETTER
        else _("Rapporten om tiltaket skal leveres innen %(dato)s.")
    )
    hjelp = _("Skriv hva det kostet, hvor mange som deltok, og hva dere gjorde. Dere fikk %(belop)s.")
    return f"{setning % {'dato': dato(frist)}} {hjelp % {'belop': kr(soknad.vedtak.belop)}}"
