"""What happens by the clock: forms open and close, and those who have not answered are reminded."""

import datetime as dt
from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from evaluering.models import Evaluering, Evalueringsniva, Innsamling
from evaluering.svar import meldinger
from evaluering.svar.innsamling import aapne, lukk, svarfrist, vinduer
from evaluering.svar.spurte import MED_LENKE, oppdater
from kompetanse.felles.jobber import for_hver_kommune, hver_for_seg

Status = Evalueringsniva.Status
PAAMINNELSER = 2


def aapne_og_lukk(naa: dt.datetime | None = None) -> int:
    """Every few minutes, for every kommune. Returns how many were opened or closed."""
    return for_hver_kommune(_aapne_og_lukk, naa or timezone.now())


def _aapne_og_lukk(kommune_id, naa):
    ferdige = [
        ett for ett in Innsamling.objects.ikke_lukket().select_related("niva").order_by("pk") if _er_ferdig(ett, naa)
    ]
    return hver_for_seg(_lukk, ferdige) + hver_for_seg(_aapne, list(_forfalte(naa)))


def _er_ferdig(innsamling, naa):
    """Its time is up, or everybody has answered."""
    return innsamling.lukker <= naa or innsamling.antall_svar >= innsamling.plasser > 0


def _lukk(innsamling):
    lukk(innsamling)
    return 1


def _forfalte(naa) -> Iterator[tuple[Evalueringsniva, str]]:
    """The levels whose time it is, and the moment that is to be asked about."""
    aapne_ = Evaluering.objects.gjennomfores().filter(avsluttet__isnull=True).order_by()
    nivaaer = Evalueringsniva.objects.exclude(status__in=[Status.FERDIG, Status.RAKK_IKKE]).filter(
        metode__in=MED_LENKE, evaluering__in=aapne_.values("pk")
    )
    rundt, varer = ("evaluering__tiltak", "evaluering__kjoring"), svarfrist()
    for niva in nivaaer.select_related(*rundt).prefetch_related("innsamlinger", "evaluering__kjoring__samlinger"):
        spurt = {innsamling.moment for innsamling in niva.innsamlinger.all()}
        for moment, vindu in vinduer(niva, varer).items():
            if moment not in spurt and vindu.aapner <= naa < vindu.lukker:
                yield niva, moment


def _aapne(forfalt):
    try:
        return 1 if aapne(*forfalt) else 0
    except ValidationError:
        # Nobody or nothing to ask yet: it stands as a task, and is tried again.
        return 0


def paaminn(naa: dt.datetime | None = None) -> int:
    """Each morning, for every kommune. Returns how many forms were reminded of."""
    return for_hver_kommune(_paaminn_kommune, naa or timezone.now())


def _paaminn_kommune(kommune_id, naa):
    return hver_for_seg(_paaminn, list(Innsamling.objects.aapne(naa).order_by("pk")), naa)


@transaction.atomic
def _paaminn(innsamling, naa):
    """When a third of the time has gone, and two thirds; and whoever has left, or leads no more, is asked no more."""
    innsamling = Innsamling.objects.select_for_update(of=("self",)).select_related("niva").get(pk=innsamling.pk)
    nye = [] if innsamling.er_anonym else oppdater(innsamling)
    tredel = (innsamling.lukker - innsamling.aapner) / (PAAMINNELSER + 1)
    skal_minnes = (
        innsamling.paaminnelser < PAAMINNELSER and innsamling.aapner + (innsamling.paaminnelser + 1) * tredel <= naa
    )
    if skal_minnes:
        innsamling.paaminnelser += 1
        innsamling.save(update_fields=["paaminnelser"])
    if skal_minnes or nye:
        meldinger.send(innsamling)
    return int(skal_minnes)
