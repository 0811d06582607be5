"""What an application serves, as links: its measure with the needs and goals of that, or a goal and a plan of its own."""

from typing import NamedTuple

from django.db.models import Model, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from kompetanse.organisasjon.models import Bruker
from planer.models import Kompetansebehov, Kompetanseplan, Maal, Tiltak
from planer.tiltak.bilde import Tiltaksrad
from soknader.models import Soknad


class Anker(NamedTuple):
    """One thing that it serves: its kind and name, and its address for a reader who sees it."""

    slag: str
    navn: str
    adresse: str = ""


def ankrene(soknad: Soknad, bruker: Bruker | None = None) -> list[Anker]:
    """From the measure up to the plan, as they are now; without a reader as names alone."""
    ett = soknad.tiltak
    grupper = [
        (_("Tiltak"), [ett] if ett else [], Tiltak.objects),
        (_("Behov"), list(ett.behov.all()) if ett else [], Kompetansebehov.objects),
        (_("Mål"), _maal(soknad), Maal.objects),
        (_("Plan"), [plan] if (plan := planen(soknad)) else [], Kompetanseplan.objects),
    ]
    return [
        Anker(slag, str(hva), hva.get_absolute_url() if hva.pk in synlige else "")
        for slag, rader, alle in grupper
        for synlige in [_synlige(rader, alle, bruker)]
        for hva in rader
    ]


def planen(soknad: Soknad) -> Kompetanseplan | None:
    """That of the measure, wherever it stands now; else the one that the applicant has picked."""
    return soknad.tiltak.plan if soknad.tiltak else soknad.plan


def er_forankret(soknad: Soknad) -> bool:
    """It says what it serves: a priority area, a link or words."""
    lenker = (soknad.satsingsomraade_id, soknad.tiltak_id, soknad.maal_id, soknad.plan_id)
    return any(lenker) or bool(soknad.forankring.strip())


def _maal(soknad):
    """The goals of the measure: its own, and those of its needs; else the one that is picked."""
    if soknad.tiltak is None:
        return [soknad.maal] if soknad.maal else []
    return Tiltaksrad(soknad.tiltak, timezone.localdate()).maal


def _synlige(rader: list[Model], alle: QuerySet, bruker: Bruker | None) -> set[int]:
    if not rader or bruker is None:
        return set()
    return set(alle.visible_to(bruker).filter(pk__in=[ett.pk for ett in rader]).values_list("pk", flat=True))
