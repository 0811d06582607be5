"""Cases that are ready for a meeting, and meetings in each state, reached the way people reach them."""

import datetime as dt

from django.utils import timezone

from soknader.models import Motedeltaker, Motesak, Ramme, Vedtak
from soknader.mote import beslutningsmote
from soknader.mote.vedtak import fatt_vedtak
from soknader.sak import saksgang
from tests.soknader.factories import lag_ramme, lag_soknad


def lag_klar(soker, avdelingsdirektor, hr_leder, *, innstilt=None, kommentar="", **felt):
    """An application that the line has recommended and HR has proposed: it waits for a meeting."""
    soknad = saksgang.send_inn(lag_soknad(soker, **felt), bruker=soker)
    soknad = saksgang.anbefal(soknad, bruker=avdelingsdirektor)
    return saksgang.innstill(soknad, bruker=hr_leder, belop=innstilt, kommentar=kommentar)


def lag_mote(hr, *, ramme=None, dato=None, **felt):
    """A planned meeting about this year's frame, with all that is ready on its agenda."""
    aar = timezone.localdate().year
    ramme = ramme or Ramme.objects.filter(aar=aar).first() or lag_ramme()
    felt = {"klokkeslett": dt.time(9), "sted": "Formannskapssalen", **felt}
    return beslutningsmote.opprett(bruker=hr, ramme=ramme, dato=dato or dt.date(ramme.aar, 12, 9), **felt)


def start_mote(mote, hr, til_stede=None, dato=None):
    """Start with everyone who was called, or those given; the first leads. It is held today, or on `dato`."""
    personer = [bruker.person for bruker in til_stede or ()] or [
        deltaker.person for deltaker in mote.deltakere.select_related("person") if deltaker.til_stede
    ]
    return beslutningsmote.start(
        mote, bruker=hr, til_stede={person.pk for person in personer}, moteleder=personer[0], dato=dato
    )


def vedta(soknad, hr, utfall=Vedtak.Utfall.INNVILGET, **felt):
    """Decide a ready application for good: in a meeting of its own about its year's frame, which only HR attends."""
    mote = lag_mote(hr, ramme=Ramme.objects.get(aar=soknad.aar))
    mote.saker.exclude(soknad=soknad).delete()
    Motedeltaker.objects.get_or_create(mote=mote, person=hr.person)
    i_dag = timezone.localdate()
    start_mote(mote, hr, til_stede=[hr], dato=i_dag if i_dag.year <= soknad.aar + 1 else mote.dato)
    vedtak = fatt_vedtak(mote.saker.get(soknad=soknad), bruker=hr, utfall=utfall, **felt)
    beslutningsmote.avslutt(mote, bruker=hr)
    return vedtak


def saker_i(mote):
    return list(Motesak.objects.filter(mote=mote).select_related("soknad", "mote").order_by("rekkefolge"))
