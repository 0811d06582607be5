"""The search across everything. Norwegian word forms and near misses are found; `visible_to` decides what shows."""

from dataclasses import dataclass

from django.db.models import F, Q
from django.utils.translation import gettext as _

from kompetanse.organisasjon.models import Person
from kompetanse.organisasjon.sok import finn_enheter, finn_personer
from soknader.models import MbuSak
from soknader.sak import register

PER_GROUP = 8


@dataclass(frozen=True)
class Treff:
    navn: str
    tillegg: str
    url: str


def finn(uttrykk, bruker):
    """Groups of hits as (heading, hits), empty ones left out. Two statements a group at most."""
    if not bruker.kommune_id:
        return []
    grupper = [
        (_("Søknader"), _soknader(uttrykk, bruker)),
        (_("Enheter"), _enheter(uttrykk, bruker)),
        (_("Personer"), _personer(uttrykk, bruker)),
        (_("MBU-saker"), _mbu_saker(uttrykk, bruker)),
    ]
    return [(overskrift, treff) for overskrift, treff in grupper if treff]


def _soknader(uttrykk, bruker):
    soknader = register.finn(bruker, sok=uttrykk).select_related("enhet")
    soknader = soknader.order_by("-aar", F("lopenummer").desc(nulls_last=True))
    return [
        Treff(soknad.tittel, f"{soknad.nummer or _('utkast')} · {soknad.enhet}", soknad.get_absolute_url())
        for soknad in soknader[:PER_GROUP]
    ]


def _enheter(uttrykk, bruker):
    perioder = finn_enheter(bruker.kommune_id, uttrykk)
    return [Treff(periode.navn, "", periode.enhet.get_absolute_url()) for periode in perioder[:PER_GROUP]]


def _personer(uttrykk, bruker):
    personer = finn_personer(Person.objects.visible_to(bruker), uttrykk)
    return [Treff(str(person), person.epost, person.get_absolute_url()) for person in personer[:PER_GROUP]]


def _mbu_saker(uttrykk, bruker):
    saker = MbuSak.objects.visible_to(bruker).filter(Q(tittel__icontains=uttrykk) | Q(saksnummer__icontains=uttrykk))
    return [Treff(sak.tittel, sak.saksnummer, sak.get_absolute_url()) for sak in saker[:PER_GROUP]]
