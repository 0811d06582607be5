"""What a person's plan says: its goals, tied to what they serve, and the person's own measures below them.

Nothing of it stands in the audit line, which more people read than the two.
"""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Model

from kompetanse.felles.samskriving import SOM_DEN_ER, Endring
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Bruker
from planer.endring import laas_plan
from planer.models import Maal, Tiltak

# A property of a goal → the field of the tie, and what the other end is called.
KOBLES = {
    "knyttet_tiltak": ("tiltak", lambda tiltak: tiltak.navn),
    "knyttet_krav": ("krav", lambda krav: krav.kompetanse.navn),
}


@transaction.atomic
def lagre(maal: Maal, endring: Endring = SOM_DEN_ER, *, bruker: Bruker) -> Maal:
    """Store a new or changed goal. The plan must be open: nobody has said yes to it. `endring` is what the user wants of a
    goal that is there, and what any goal is to be tied to (`KOBLES`). Raises Uenig when the other has changed the same."""
    plan = laas_plan(maal.plan, bruker=bruker)
    tjente_noe = Maal.objects.filter(pk=maal.pk, over__isnull=False).exists()
    maal = endring.inn_i(maal)
    if maal.over or tjente_noe:  # what it served and is gone, stays as the words it was called
        maal.over_navn = maal.over.navn if maal.over else ""
    maal.full_clean()
    maal.save()
    # What is not in place by now, is no column of the row.
    igjen = endring.flett(maal)
    for navn in KOBLES:
        if navn in igjen:
            _knytt(maal, navn, endring.felt[navn])
    tilgang.logg(plan, "utviklingsplan.maal_lagret", bruker=bruker)
    return maal


def _knytt(maal: Maal, navn: str, objekter: Iterable[Model]) -> None:
    """Tie the goal to exactly these of their kind. What is gone stays as the words it was called."""
    felt, kalt = KOBLES[navn]
    maal.koblinger.filter(**{f"{felt}__isnull": False}).exclude(**{f"{felt}__in": objekter}).delete()
    for ett in objekter:
        maal.koblinger.get_or_create(**{felt: ett}, defaults={"tekst": kalt(ett)})


@transaction.atomic
def slett(maal: Maal, *, bruker: Bruker) -> None:
    """Take out a goal, with the person's own measures that serve it."""
    plan = laas_plan(maal.plan, bruker=bruker)
    maal.tiltak.filter(plan=plan).delete()
    maal.delete()
    tilgang.logg(plan, "utviklingsplan.maal_slettet", bruker=bruker)


@transaction.atomic
def lagre_tiltak(tiltak: Tiltak, maal: Maal, endring: Endring = SOM_DEN_ER, *, bruker: Bruker) -> Tiltak:
    """Store a new or changed measure of the person's own, below the goal that it serves. As for a goal."""
    plan = laas_plan(maal.plan, bruker=bruker)
    tiltak = endring.inn_i(tiltak)
    tiltak.full_clean(exclude=["plan"])
    tiltak.save()
    tiltak.maal.add(maal)
    tilgang.logg(plan, "utviklingsplan.tiltak_lagret", bruker=bruker)
    return tiltak


@transaction.atomic
def slett_tiltak(tiltak: Tiltak, *, bruker: Bruker) -> None:
    plan = laas_plan(tiltak.plan, bruker=bruker)
    tiltak.delete()
    tilgang.logg(plan, "utviklingsplan.tiltak_slettet", bruker=bruker)
