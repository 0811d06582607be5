"""The talk as an entry for a calendar. It says who and when, and nothing of what."""

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext as _

from kompetanse.felles import ical
from kompetanse.organisasjon.models import Bruker
from planer.models import Samtale

EN_TIME = dt.timedelta(hours=1)


def fil(samtale: Samtale, bruker: Bruker) -> bytes:
    """A calendar with this one talk."""
    annen = samtale.leder if bruker.person_id == samtale.person_id else samtale.person
    hendelse = ical.Kalenderhendelse(
        nokkel=f"samtale-{samtale.pk}",
        tittel=_("Medarbeidersamtale med %s") % annen,
        fra=samtale.tid,
        til=samtale.tid + EN_TIME,
        endret=timezone.now(),
        lenke=samtale.get_absolute_url(),
        sted=samtale.sted,
        opptatt=True,
    )
    return ical.ical(hendelse.tittel, [hendelse])
