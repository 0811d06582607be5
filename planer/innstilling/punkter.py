"""The points of an innstilling: proposals gathered that ask for the same, and weighed together.

Every change locks the innstilling, so two advisers who gather at once come after each other.
"""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils.translation import gettext as _

from kompetanse.felles.overgang import endret_siden
from kompetanse.felles.samskriving import Endring
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Bruker
from planer import felt
from planer.innstilling.livslop import LIVSLOP
from planer.models import Innstilling, Innstillingsforslag, Innstillingspunkt, Tiltaksforslag

FELT = ("navn", "vurdering", "kostnad", "kilde", "maal", "satsingsomraade", "anbefaling")


def ventende() -> QuerySet[Tiltaksforslag]:
    """What the units have proposed for the whole organisation and no innstilling has taken up."""
    return Tiltaksforslag.objects.til_innstilling().filter(innstilt=None, lagt_inn=None)


@transaction.atomic
def samle(
    innstilling: Innstilling,
    forslagene: Iterable[Tiltaksforslag],
    *,
    bruker: Bruker,
    punkt: Innstillingspunkt | None = None,
    navn: str = "",
) -> Innstillingspunkt:
    """Put proposals in a point: one that is there, else a new one that is called `navn`, or what the first proposal is.

    Raises ValidationError when another adviser has taken one of them up meanwhile.
    """
    innstilling = _laas(innstilling, bruker)
    nokler = [ett.pk for ett in forslagene]
    valgte = list(ventende().filter(pk__in=nokler))
    if not valgte:
        raise ValidationError(_("Velg minst ett forslag."))
    if len(valgte) < len(nokler):
        raise ValidationError(_("Noen andre har tatt med et av forslagene mens du valgte. Last siden på nytt."))
    if punkt is None:
        siste = innstilling.punkter.aggregate(siste=Max("rekkefolge"))["siste"] or 0
        punkt = Innstillingspunkt.objects.create(
            innstilling=innstilling, navn=(navn or valgte[0].navn)[:200], rekkefolge=siste + 1
        )
    else:
        punkt = _i(innstilling, punkt)
    Innstillingsforslag.objects.bulk_create(Innstillingsforslag(punkt=punkt, forslag=ett) for ett in valgte)
    _logg(punkt, "samlet", bruker, antall=len(valgte))
    return punkt


@transaction.atomic
def ta_ut(innstilt: Innstillingsforslag, *, bruker: Bruker) -> None:
    """Let a proposal wait again. A point that nothing is left in goes."""
    innstilling = _laas(innstilt.punkt.innstilling, bruker)
    punkt = _i(innstilling, innstilt.punkt)
    punkt.forslagene.filter(pk=innstilt.pk).delete()
    _logg(punkt, "tatt_ut", bruker, forslag=innstilt.forslag.navn)
    if not punkt.forslagene.exists():
        punkt.delete()


@transaction.atomic
def vei(punkt: Innstillingspunkt, endring: Endring, *, bruker: Bruker) -> Innstillingspunkt:
    """Store what HR means of a point: what it costs, what it serves, and what is recommended. Raises Uenig."""
    punkt = _i(_laas(punkt.innstilling, bruker), punkt)
    endret = felt.flett(punkt, endring, {navn: felt.lest(punkt, navn) for navn in endring.felt})
    punkt.full_clean(exclude=["innstilling", "avgjort_av"])
    punkt.save()
    if "maal" in endret:
        punkt.maal.set(endret["maal"])
    _logg(punkt, "veid", bruker)
    return punkt


def _laas(innstilling, bruker):
    return LIVSLOP.begynn(innstilling, "skriv", bruker=bruker)


def _i(innstilling, punkt):
    """The point read anew, under the lock of its innstilling."""
    naa = innstilling.punkter.filter(pk=punkt.pk).first()
    if naa is None:
        raise endret_siden()
    return naa


def _logg(punkt, hva, bruker, **data):
    innstilling = punkt.innstilling
    tilgang.logg(innstilling, f"innstilling.punkt_{hva}", *tilgang.HR, bruker=bruker, punkt=punkt.navn, **data)
