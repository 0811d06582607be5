"""What the pages of an innstilling show: its points, what it lacks, and the proposals that wait to be gathered."""

from decimal import Decimal
from itertools import groupby
from typing import NamedTuple

from django.db.models import QuerySet

from kompetanse.organisasjon.models import Bruker
from planer.innstilling.avgjorelse import naavaerende, planer_for
from planer.innstilling.livslop import LIVSLOP
from planer.innstilling.punkter import ventende
from planer.innstilling.rader import Punktrad, punktrader
from planer.innstilling.skriving import mangler
from planer.models import Innstilling, Innstillingspunkt, Iverksetting, Tiltaksforslag

STATUSTONE = {
    Innstilling.Status.UTKAST: "noytral",
    Innstilling.Status.SENDT: "vent",
    Innstilling.Status.VEDTATT: "ok",
}
VIRKER = (Innstillingspunkt.Utfall.FELLES, Innstillingspunkt.Utfall.LOKALT)
# So much of the longest word tells which proposals are about the same.
LIKE_TEGN = 6


class Likt(NamedTuple):
    """Proposals that seem to be about the same; `ord` is the word that they share, empty for one that is alone."""

    ord: str
    forslag: list[Tiltaksforslag]


def venter(utvalg: QuerySet[Tiltaksforslag] | None = None) -> list[Likt]:
    """What waits to be gathered: those that seem alike together, most of them first."""
    forslag = (ventende() if utvalg is None else utvalg).select_related("enhet", "drofting", "gruppe")
    i_orden = sorted(forslag, key=lambda ett: (_likhet(ett.navn), ett.pk))
    like, alene = [], []
    for _nokkel, gruppe in groupby(i_orden, key=lambda ett: _likhet(ett.navn)):
        alle = list(gruppe)
        if len(alle) > 1:
            like.append(Likt(max(alle[0].navn.lower().split(), key=len).strip(".,:;"), alle))
        else:
            alene += alle
    like.sort(key=lambda ett: -len(ett.forslag))
    return [*like, *([Likt("", alene)] if alene else [])]


def _likhet(navn):
    """The beginning of the longest word: in Norwegian the compound that says what it is about."""
    return max(navn.lower().split(), key=len, default="")[:LIKE_TEGN]


def siden(innstilling: Innstilling, bruker: Bruker) -> dict:
    """What the page of an innstilling shows, besides its words."""
    kan, rader = LIVSLOP.mulige(innstilling, bruker), punktrader(innstilling)
    return {
        "kan": kan,
        "rader": rader,
        "sum": sum((rad.punkt.kostnad or Decimal(0) for rad in rader), Decimal(0)),
        "uavgjorte": [rad for rad in rader if not rad.punkt.er_avgjort] if innstilling.er_sendt else [],
        "mangler": mangler(innstilling) if "send" in kan else [],
        "tone": STATUSTONE[innstilling.status],
    }


def raden(punkt: Innstillingspunkt) -> Punktrad:
    """One point as its row."""
    return next(rad for rad in punktrader(punkt.innstilling) if rad.punkt.pk == punkt.pk)


def i_enheten(iverksetting: Iverksetting) -> dict:
    """What was decided that concerns the unit, and the plan to bring up to date."""
    enhet = naavaerende(iverksetting.enhet)
    stier = [*enhet.stier_over, enhet.path]
    rader = [
        rad
        for rad in punktrader(iverksetting.innstilling)
        if rad.punkt.utfall in VIRKER and any(ett.path in stier for ett in rad.punkt.enheter.all())
    ]
    return {
        "rader": rader,
        "plan": planer_for(iverksetting.innstilling.aar).filter(enhet=enhet).first(),
    }
