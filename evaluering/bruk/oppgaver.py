"""What those who evaluate have left: to write what was learnt, once the last level has had its day."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from evaluering.bruk.tilstand import ETTERARBEID, med_tilstand
from evaluering.models import Evaluering
from kompetanse.felles.formats import dato, sitat
from kompetanse.felles.oppgaver import MANGE, Oppgave, Slag
from kompetanse.organisasjon.models import Bruker


def slag_for(bruker: Bruker) -> Iterator[Slag]:
    """One task for each evaluation that the person is to conclude, the oldest first."""
    yield Slag(
        Evaluering.objects.filter(
            evaluator_id=bruker.person_id or 0, avsluttet__isnull=True, kommune_id=bruker.kommune_id
        ),
        _skriv,
    )


def _skriv(mine):
    ferdige = med_tilstand(mine).filter(ferdig_innen__lt=timezone.localdate()).order_by("ferdig_innen", "pk")
    ferdige = ferdige.select_related("tiltak", "kjoring__kurs")
    return [
        Oppgave(
            hva=_("Skriv hva dere lærte av %s") % sitat(str(evaluering)),
            hvorfor=_("Det siste som skulle måles, var ferdig %s.") % dato(evaluering.ferdig_innen),
            url=reverse("evaluering:konklusjon-update", args=[evaluering.pk]),
            ikon="ClipboardCheckmark",
            frist_dato=evaluering.ferdig_innen + ETTERARBEID,
        )
        for evaluering in ferdige[:MANGE]
    ]
