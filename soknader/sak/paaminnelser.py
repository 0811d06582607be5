"""Reminds those whose answer is overdue: on the day of the deadline, and then once a week."""

import datetime as dt

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from kompetanse.felles.formats import dato, sitat
from kompetanse.felles.jobber import for_hver_kommune, hver_for_seg
from kompetanse.felles.varsler import varsle
from soknader.models import Saksteg, Soknad
from soknader.sak.behandlere import brukere_for_steg

DAGER_MELLOM = 7


def paaminn_ventende_steg(paa_dato: dt.date | None = None) -> int:
    """Each morning, for every kommune. `Saksteg.paaminnet` remembers the day, so a second run sends nothing.

    Returns how many steps were reminded of.
    """
    return for_hver_kommune(_paaminn_kommune, paa_dato or timezone.localdate())


def _paaminn_kommune(kommune_id, i_dag):
    steg = list(_forfalte(i_dag).filter(kommune_id=kommune_id).values_list("pk", flat=True))
    return hver_for_seg(_paaminn, steg, i_dag)


def _forfalte(i_dag):
    """Steps that wait for an answer in the line, due today or before, and not reminded of this week."""
    return (
        Saksteg.objects.ventende()
        .i_linjen()
        .filter(
            Q(paaminnet__isnull=True) | Q(paaminnet__lte=i_dag - dt.timedelta(days=DAGER_MELLOM)),
            frist__lte=i_dag,
            soknad__status=Soknad.Status.TIL_BEHANDLING,
        )
    )


@transaction.atomic
def _paaminn(steg_id, i_dag):
    """Lock the step and look once more: it may have been answered or reminded of since."""
    steg = _forfalte(i_dag).select_for_update(of=("self",)).select_related("soknad__soker").filter(pk=steg_id).first()
    if steg is None:
        return False
    steg.paaminnet = i_dag
    steg.save(update_fields=["paaminnet"])
    soknad = steg.soknad
    varsle(
        brukere_for_steg(steg),
        lambda: (
            _("%(sak)s venter på svar fra deg") % {"sak": sitat(soknad.tittel)},
            _("Fristen for å svare på søknad %(nummer)s er %(dato)s.")
            % {"nummer": soknad.nummer, "dato": dato(steg.frist)},
        ),
        soknad.get_absolute_url(),
    )
    return True
