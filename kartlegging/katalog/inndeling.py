"""What the catalogue is divided by: groups, scales with their levels, and categories of real competence."""

from collections.abc import Sequence
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from kartlegging.katalog.endring import laas_katalogen, logg
from kartlegging.katalog.kolonner import MAKS_NIVAA
from kartlegging.katalog.kompetanser import hoyeste_nivaa_i_bruk
from kartlegging.katalog.sirkler import krev_grupper_uten_sirkel
from kartlegging.models import Kompetanse, Kompetansegruppe, Nivaatekst, Realkategori, Skala, Skalatrinn
from kompetanse.felles.samskriving import SOM_DEN_ER, Endring
from kompetanse.organisasjon.models import Bruker

MINST = 2


class Trinn(NamedTuple):
    """A level of a scale as it is to be; its number is its place."""

    navn: str
    tekst: str


@transaction.atomic
def lagre(
    objekt: Kompetansegruppe | Realkategori, endring: Endring = SOM_DEN_ER, *, bruker: Bruker
) -> Kompetansegruppe | Realkategori:
    """Store a new group or category, or what the user has changed of one. Raises ValidationError for a name that is taken,
    and for a group that would lie in itself, and Uenig."""
    laas_katalogen(bruker)
    objekt = endring.inn_i(objekt)
    objekt.full_clean()
    objekt.save()
    if isinstance(objekt, Kompetansegruppe):
        krev_grupper_uten_sirkel()
    logg(objekt, f"{objekt._meta.model_name}.lagret", bruker=bruker, navn=objekt.navn)
    return objekt


def trinnene_til(skala: Skala) -> dict[str, str]:
    """The names and texts of a scale's levels as the form has them: `navn1`, `tekst1`, `navn2` …; empty where none is."""
    lagret = {trinn.nivaa: trinn for trinn in skala.trinn.all()} if skala.pk else {}
    alle = range(1, MAKS_NIVAA + 1)
    return {f"navn{n}": lagret[n].navn if n in lagret else "" for n in alle} | {
        f"tekst{n}": lagret[n].tekst if n in lagret else "" for n in alle
    }


@transaction.atomic
def endre_skala(skala: Skala, endring: Endring, *, bruker: Bruker) -> Skala:
    """Store a new scale, or what the user has changed of one. Raises as `lagre_skala`, and Uenig."""
    laas_katalogen(bruker)
    skala, verdier = endring.med(skala, trinnene_til)
    trinn = [Trinn(verdier[f"navn{n}"], verdier[f"tekst{n}"]) for n in range(1, MAKS_NIVAA + 1)]
    antall = len([ett for ett in trinn if ett.navn])
    if antall < MINST:
        raise ValidationError(_("En skala har minst to nivåer."))
    if not all(ett.navn for ett in trinn[:antall]):
        raise ValidationError(_("Fyll nivåene nedenfra, uten hull."))
    return lagre_skala(skala, trinn[:antall], bruker=bruker)


@transaction.atomic
def lagre_skala(skala: Skala, trinn: Sequence[Trinn], *, bruker: Bruker) -> Skala:
    """Store a scale and its levels, the lowest first. The one that is proposed for new competences is the only one.

    Raises ValidationError when a level that someone holds, or a requirement asks for, would fall away.
    """
    laas_katalogen(bruker)
    if skala.pk:
        _krev_trinnene(skala, len(trinn))
    if skala.standard:
        Skala.objects.exclude(pk=skala.pk).filter(standard=True).update(standard=False)
    skala.full_clean()
    skala.save()
    for nivaa, (navn, tekst) in enumerate(trinn, start=1):
        Skalatrinn.objects.update_or_create(skala=skala, nivaa=nivaa, defaults={"navn": navn, "tekst": tekst})
    skala.trinn.filter(nivaa__gt=len(trinn)).delete()
    Nivaatekst.objects.filter(kompetanse__skala=skala, nivaa__gt=len(trinn)).delete()
    logg(skala, "skala.lagret", bruker=bruker, navn=skala.navn)
    return skala


def _krev_trinnene(skala, antall):
    hoyest = hoyeste_nivaa_i_bruk(*Kompetanse.objects.filter(skala=skala))
    if hoyest and hoyest > antall:
        raise ValidationError(_("Nivå %d er i bruk og kan ikke tas bort.") % hoyest)


@transaction.atomic
def slett(objekt: Kompetansegruppe | Realkategori | Skala, *, bruker: Bruker) -> None:
    """Delete what nothing uses. Raises ValidationError for what is in use."""
    laas_katalogen(bruker)
    logg(objekt, f"{objekt._meta.model_name}.slettet", bruker=bruker, navn=objekt.navn)
    try:
        objekt.delete()
    except ProtectedError as feil:
        raise ValidationError(_("«%s» er i bruk og kan ikke slettes.") % objekt.navn) from feil
