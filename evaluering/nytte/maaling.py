"""Measurements of an indicator's own: one a day and group, typed or read from a file. Those of a goal are the goal's."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from evaluering.models import Indikator, Indikatormaaling
from evaluering.plan.planlegging import laas, logg
from kompetanse.organisasjon.models import Bruker
from planer.maal import maaling, maalingsliste
from planer.maal.maaling import Maalt
from planer.maal.maalingsliste import Lest, Maalingsplan


@transaction.atomic
def registrer(
    indikator: Indikator,
    dato: dt.date,
    maalt: Maalt,
    merknad: str = "",
    *,
    sammenligning: bool = False,
    bruker: Bruker | None,
) -> Indikatormaaling:
    """Store what an indicator was on a day. The same day and group again replaces it. `bruker=None`: the system measured it.

    Raises ValidationError for a day to come and for a share that is none.
    """
    evaluering = _laas(indikator, bruker)
    maaling.kontroller(indikator, dato, maalt)
    felt = {"verdi": maalt.verdi, "nevner": maalt.nevner, "merknad": merknad}
    rad, _ny = Indikatormaaling.objects.update_or_create(
        indikator=indikator, dato=dato, sammenligning=sammenligning, defaults=felt
    )
    logg(evaluering, "indikator.maalt", bruker=bruker, indikator=indikator.navn, dato=str(dato), verdi=str(maalt.verdi))
    return rad


@transaction.atomic
def slett(rad: Indikatormaaling, *, bruker: Bruker) -> None:
    evaluering = _laas(rad.indikator, bruker)
    data = {"indikator": rad.indikator.navn, "dato": str(rad.dato), "verdi": str(rad.verdi)}
    logg(evaluering, "indikator.maaling_slettet", bruker=bruker, **data)
    rad.delete()


def sammenlign(indikator: Indikator, lest: Lest, *, sammenligning: bool) -> Maalingsplan:
    """What storing read rows would do to the measurements of the group. Nothing is written here."""
    return maalingsliste.mot_lagrede(
        lest,
        indikator,
        indikator.maalinger.filter(sammenligning=sammenligning),
        lambda dag: Indikatormaaling(indikator=indikator, dato=dag, sammenligning=sammenligning),
    )


@transaction.atomic
def lagre(indikator: Indikator, lest: Lest, sett: str, *, sammenligning: bool, bruker: Bruker) -> Maalingsplan:
    """Store what the preview with the fingerprint `sett` showed. Raises ValidationError when it would be something else."""
    evaluering = _laas(indikator, bruker)
    plan = sammenlign(indikator, lest, sammenligning=sammenligning)
    maalingsliste.skriv(plan, Indikatormaaling, sett)
    logg(evaluering, "indikator.maalinger_lest", bruker=bruker, indikator=indikator.navn, **plan.tall)
    return plan


def _laas(indikator, bruker):
    """The evaluation, locked. Raises ValidationError for an indicator whose figures are kept by its goal."""
    evaluering = laas(indikator.evaluering, bruker=bruker)
    if indikator.maal_id:
        raise ValidationError(_("Denne indikatoren har tallene sine fra målet. Legg dem inn der."), code="maalets")
    return evaluering
