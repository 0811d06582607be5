"""What every answer to what people have registered stands on: who may give it, the rows as they were seen, and the
writing of it."""

from collections.abc import Collection, Iterable

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy

from kartlegging.models import Personkompetanse
from kartlegging.models.oppbevaring import usperret
from kartlegging.models.oppsett import bekrefterroller
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Bruker, Person
from kompetanse.organisasjon.models.aktiv_rolle import AktivRolle

BESVART = gettext_lazy("En annen har alt svart på denne, eller den er endret. Last siden på nytt.")


def utdatert() -> ValidationError:
    """The error for an answer to what is no longer as the page showed it."""
    return ValidationError(BESVART, code="stale")


def rett(rader: Iterable[Personkompetanse], bruker: Bruker) -> AktivRolle | None:
    """The role in which the user answers for all of these people. Raises PermissionDenied when one of them is oneself,
    or works where the user has no say."""
    personer = {rad.person_id for rad in rader}
    if not personer:
        return None
    if bruker.person_id in personer:
        raise PermissionDenied
    return rolle_for(personer, bruker)


def rolle_for(personer: Collection[int], bruker: Bruker) -> AktivRolle:
    """Own before deputy, of the roles that alone cover all of them; else any, when they do so together."""
    roller = bekrefterroller(bruker)
    ordnet = sorted(roller, key=lambda rolle: bool(rolle.paa_vegne_av))
    dekker_alle = [rolle for rolle in ordnet if _dekker(personer, [rolle])]
    if dekker_alle:
        return dekker_alle[0]
    if not _dekker(personer, roller):
        raise PermissionDenied
    return ordnet[0]


def _dekker(personer, roller):
    if any(rolle.gjelder_hele_kommunen and rolle.kode in tilgang.HR for rolle in roller):
        return True
    dekket = Person.objects.hos(roller).filter(usperret(roller, "pk"), pk__in=personer)
    return bool(roller) and dekket.count() == len(set(personer))


def laas(nokler: Iterable[int]) -> list[Personkompetanse]:
    """The rows as they are now, locked in one order; what is gone is left out. Must run inside a transaction."""
    rader = Personkompetanse.objects.for_visning().filter(pk__in=nokler).order_by("pk")
    return list(rader.select_related("person", "kompetanse__skala").select_for_update(of=("self",)))


def laas_som_sett(rad: Personkompetanse, *tilstander: str) -> Personkompetanse:
    """The row, locked. Raises ValidationError (`stale`) when it is in none of these states, or not as it was seen."""
    (naa,) = laas([rad.pk]) or (None,)
    if naa is None or naa.tilstand not in tilstander or naa.versjon != rad.versjon:
        raise utdatert()
    return naa


def besvar(
    rader: Iterable[Personkompetanse],
    tilstand: str,
    *,
    bruker: Bruker | None,
    rolle: AktivRolle | None,
    vurdering: str = "",
) -> None:
    """Write one answer to all of them in one statement; without `bruker`, that none is given any more."""
    naa = timezone.now()
    felter = {
        "tilstand": tilstand,
        "vurdert_av": bruker,
        "vurdert": bruker and naa,
        "vurdering": vurdering,
        "endret": naa,
        **tilgang.i_rollen(rolle),
    }
    Personkompetanse.objects.filter(pk__in=[rad.pk for rad in rader]).update(**felter)
    for rad in rader:
        rad.__dict__.update(tilstand=tilstand, vurdering=vurdering, vurdert=felter["vurdert"], endret=naa)
