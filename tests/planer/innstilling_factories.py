"""What units propose for the whole organisation, and innstillinger about it."""

from django.utils import timezone

from kompetanse.felles.dokumenter import lagre_dokument
from planer.innstilling.documents import INNSTILLING
from planer.models import Innstilling, Innstillingspunkt, Kompetansedrofting, Kompetanseplan, Tiltaksforslag
from tests.planer.factories import lag_plan


def lag_forslag(enhet, navn, *, for_hele=True, avsluttet=True, **felt):
    """A proposal from the last meeting of the unit; held unless told otherwise."""
    naa = timezone.now()
    tider = {"status": "avsluttet", "startet": naa, "avsluttet": naa} if avsluttet else {}
    drofting = Kompetansedrofting.objects.filter(enhet=enhet, status="avsluttet" if avsluttet else "forberedes").first()
    if drofting is None:
        plan = Kompetanseplan.objects.filter(enhet=enhet).first() or lag_plan(enhet)
        drofting = Kompetansedrofting.objects.create(enhet=enhet, plan=plan, **tider)
    return Tiltaksforslag.objects.create(drofting=drofting, enhet=enhet, navn=navn, for_hele=for_hele, **felt)


def lag_innstilling(hr, *, aar=None, sendt=False, **felt):
    """A draft; or one that is sent, with a document that took no time to make."""
    aar = aar or timezone.localdate().year
    standard = {
        "tittel": f"Innstilling {aar}",
        "organ": "Etatsledergruppen",
        "saksbehandler": "Ivar Test",
        "tilraading": "<p>Som tilrådd.</p>",
        "opprettet_av": hr,
    }
    innstilling = Innstilling.objects.create(aar=aar, **{**standard, **felt})
    if sendt:
        send(innstilling, hr)
    return innstilling


def send(innstilling, hr):
    innstilling.pdf = lagre_dokument(
        innstilling, INNSTILLING.slag, innstilling.tittel, "innstilling.pdf", b"%PDF-1.7", bruker=hr
    )
    innstilling.sendt, innstilling.sendt_av, innstilling.status = timezone.now(), hr, Innstilling.Status.SENDT
    innstilling.save()


def lag_punkt(innstilling, forslagene, **felt):
    standard = {"navn": forslagene[0].navn, "anbefaling": "felles"}
    punkt = Innstillingspunkt.objects.create(innstilling=innstilling, **{**standard, **felt})
    for ett in forslagene:
        punkt.forslagene.create(forslag=ett)
    return punkt
