"""Decided applications and cases to MBU, made fast: straight into the state that the test is about."""

from decimal import Decimal
from itertools import count

from django.utils import timezone

from soknader.mbu import saksgang
from soknader.models import Vedtak
from tests.klokke import dag
from tests.soknader.factories import lag_soknad

_lopenummer = count(1)


def lag_avgjort(soker, *, utfall="innvilget", belop=None, avgjort=None, **felt):
    """An application that was decided outside a meeting, with its decision."""
    soknad = lag_soknad(soker, **felt)
    soknad.status, soknad.lopenummer, soknad.nummeraar = utfall, next(_lopenummer), soknad.aar
    soknad.sendt = soknad.avgjort = avgjort or timezone.now()
    soknad.save()
    innvilget = {"innvilget": soknad.soknadsbelop, "delvis": belop or Decimal(20_000), "avslaatt": 0}[utfall]
    Vedtak.objects.create(soknad=soknad, utfall=utfall, belop=innvilget, fattet_av=soker)
    return soknad


def lag_klar_sak(hr, **felt):
    """A draft with all that is asked for before it can go on."""
    sak = saksgang.opprett(bruker=hr)
    return saksgang.lagre(sak, bruker=hr, felt={"motedato": dag(7), **felt})


def lag_sendt_sak(hr, direktor, **felt):
    """A case that is sent and frozen, PDF and all."""
    sak = saksgang.til_godkjenning(lag_klar_sak(hr, **felt), bruker=hr)
    return saksgang.send(sak, bruker=direktor)
