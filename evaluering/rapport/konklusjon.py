"""What an evaluation came to: one sentence and what is done the next time, written on the measure, where plans,
applications and cases read it."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from evaluering.models import Evaluering, Evalueringsniva
from evaluering.plan.planlegging import laas, logg
from evaluering.rapport.documents import ta_vare_paa
from kompetanse.felles.samskriving import Endring
from kompetanse.organisasjon.models import Bruker
from planer.models import Tiltak
from planer.models.tiltak import Evalueringsnivaa

RETT = "evaluering.conclude_evaluering"


@transaction.atomic
def konkluder(evaluering: Evaluering, endring: Endring, *, bruker: Bruker) -> Evaluering:
    """Write the conclusion, or change it: it is dated the day it was last said, and the report as it is then is kept.

    Level 4 is done with it. Raises Uenig, and ValidationError before it has ended.
    """
    laas(evaluering, bruker=bruker, rett=RETT)
    evaluering = endring.inn_i(evaluering)
    dag = timezone.localdate()
    if evaluering.slutt and evaluering.slutt > dag:
        raise ValidationError(
            _("Det som evalueres, er ikke ferdig ennå. Konkluder når det er slutt."), code="for_tidlig"
        )
    handling = "evaluering.konklusjon_endret" if evaluering.avsluttet else "evaluering.konkludert"
    evaluering.avsluttet = dag
    evaluering.full_clean()
    evaluering.save()
    nytte = evaluering.nivaaer.filter(niva=Evalueringsnivaa.NYTTE)
    nytte.exclude(status=Evalueringsniva.Status.RAKK_IKKE).update(status=Evalueringsniva.Status.FERDIG)
    for tiltak in det_gjelder(evaluering):
        _skriv_paa(tiltak, evaluering)
    utgave = ta_vare_paa(evaluering, bruker=bruker)
    kontrollsum = utgave.sha256 if utgave else ""
    logg(
        evaluering,
        handling,
        bruker=bruker,
        sha256=kontrollsum,
        laering=evaluering.laering,
        anbefaling=evaluering.anbefaling,
    )
    return evaluering


def det_gjelder(evaluering: Evaluering) -> Iterable[Tiltak]:
    """The measure; of a run alone, those that its course serves."""
    return [evaluering.tiltak] if evaluering.tiltak_id else evaluering.kjoring.kurs.tiltak.all()


def _skriv_paa(tiltak, evaluering):
    tiltak.laering, tiltak.anbefaling = evaluering.laering, evaluering.anbefaling
    tiltak.evaluert = evaluering.avsluttet
    tiltak.evaluering_adresse = reverse("evaluering:rapport-detail", args=[evaluering.pk])
    tiltak.save(update_fields=["laering", "anbefaling", "evaluert", "evaluering_adresse"])
