"""Decided applications and cases to MBU, made fast: straight into the state that the test is about."""

from decimal import Decimal
from itertools import count

from django.utils import timezone

from kompetanse.felles.avsnitt import avsnitt
from soknader.mbu import saksgang
from soknader.models import MbuSak, Mote, Motesak, Vedtak
from tests.klokke import dag
from tests.soknader.factories import lag_soknad

_lopenummer = count(1)
RIKE = set(MbuSak.TEKSTER) - {"soknader_overskrift"}


def lag_sendt(soker, *, sendt=None, status="til_behandling", **felt):
    """An application that is sent, whatever has become of it since."""
    soknad = lag_soknad(soker, **felt)
    soknad.status, soknad.lopenummer, soknad.nummeraar = status, next(_lopenummer), soknad.aar
    soknad.sendt = sendt or timezone.now()
    soknad.avgjort = soknad.sendt if status in soknad.Status.avgjorte() else None
    soknad.save()
    return soknad


def lag_avgjort(soker, *, utfall="innvilget", belop=None, avgjort=None, mote=None, i_rolle="", **felt):
    """An application that was decided outside a meeting, or in one that is not closed, with its decision."""
    soknad = lag_sendt(soker, sendt=avgjort, status=utfall, **felt)
    innvilget = {"innvilget": soknad.soknadsbelop, "delvis": belop or Decimal(20_000), "avslaatt": 0}[utfall]
    plass = mote and mote.saker.count() + 1
    motesak = mote and Motesak.objects.create(mote=mote, soknad=soknad, rekkefolge=plass)
    Vedtak.objects.create(
        soknad=soknad,
        motesak=motesak,
        utfall=utfall,
        belop=innvilget,
        fattet_av=soker,
        fattet=soknad.avgjort,
        i_rolle=i_rolle,
    )
    return soknad


def lag_mote_i_gang(ramme, dato, **felt):
    return Mote.objects.create(tittel="Møte", ramme=ramme, dato=dato, status=Mote.Status.PAAGAAR, **felt)


def avslutt(mote):
    """Close it: from now on the case to MBU tells of its decisions."""
    mote.status, mote.saldo_innvilget_for, mote.saldo_innvilget, mote.saldo_ledig = Mote.Status.AVSLUTTET, 0, 0, 0
    mote.save()
    return mote


def lag_klar_sak(hr, **felt):
    """A draft with all that is asked for before it can go on; its texts are given as plain text."""
    sak = saksgang.opprett(bruker=hr)
    skrevet = {navn: str(avsnitt(verdi)) if navn in RIKE else verdi for navn, verdi in felt.items()}
    return saksgang.lagre(sak, bruker=hr, felt={"motedato": dag(7), **skrevet})


def lag_sendt_sak(hr, direktor, **felt):
    """A case that is sent and frozen, PDF and all."""
    sak = saksgang.til_godkjenning(lag_klar_sak(hr, **felt), bruker=hr)
    return saksgang.send(sak, bruker=direktor)
