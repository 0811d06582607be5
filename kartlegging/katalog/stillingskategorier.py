"""Categories of positions: what leads to them, and the positions that lead nowhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, ProtectedError, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from kartlegging.katalog.endring import laas_katalogen, logg
from kartlegging.models import KategoriForStilling, Kategorikilde, Kompetanse, Stillingskategori
from kompetanse.felles.samskriving import Endring
from kompetanse.organisasjon.models import Bruker, Stilling


@dataclass
class Veier:
    """What leads to a category, and any of which fulfils its formal requirement."""

    stillingskoder: Sequence[str]
    titler: Sequence[str]
    formalkrav: Sequence[Kompetanse]


class UtenKategori(NamedTuple):
    """Positions of today with one code and title that lead to no category, and how many hold one. `forslag` is the key of
    the category whose title stands in this one, if any does."""

    stillingskode: str
    tittel: str
    antall: int
    forslag: int | None = None


def veiene_til(kategori: Stillingskategori) -> dict[str, list]:
    """What is stored of that (see `Veier`), by name, as the form has it."""
    if not kategori.pk:
        return {"stillingskoder": [], "titler": [], "formalkrav": []}
    kilder = list(kategori.kilder.all())
    return {
        "stillingskoder": [ett.stillingskode for ett in kilder if ett.stillingskode],
        "titler": [ett.tittel for ett in kilder if ett.tittel],
        "formalkrav": list(kategori.formalkrav.all()),
    }


@transaction.atomic
def endre(kategori: Stillingskategori, endring: Endring, *, bruker: Bruker) -> Stillingskategori:
    """Store a new category, or what the user has changed of one. Raises as `lagre`, and Uenig."""
    laas_katalogen(bruker)
    kategori, veier = endring.med(kategori, veiene_til)
    return lagre(kategori, Veier(**veier), bruker=bruker)


@transaction.atomic
def lagre(kategori: Stillingskategori, veier: Veier, *, bruker: Bruker) -> Stillingskategori:
    """Store a new or changed category with all that leads to it. Raises ValidationError for a code or title that leads
    to another already: it can lead to one only."""
    laas_katalogen(bruker)
    ny = kategori.pk is None
    kategori.full_clean()
    kategori.save()
    titler = [tittel.lower() for tittel in veier.titler]
    _krev_ledige(kategori, veier.stillingskoder, titler)
    kategori.kilder.exclude(stillingskode="").exclude(stillingskode__in=veier.stillingskoder).delete()
    kategori.kilder.exclude(tittel="").exclude(tittel__in=titler).delete()
    har = {str(kilde) for kilde in kategori.kilder.all()}
    Kategorikilde.objects.bulk_create(
        [Kategorikilde(kategori=kategori, stillingskode=kode) for kode in veier.stillingskoder if kode not in har]
        + [Kategorikilde(kategori=kategori, tittel=tittel) for tittel in titler if tittel not in har]
    )
    kategori.formalkrav.set(veier.formalkrav)
    handling = "stillingskategori.opprettet" if ny else "stillingskategori.endret"
    logg(kategori, handling, bruker=bruker, navn=kategori.navn)
    return kategori


def _krev_ledige(kategori, koder, titler):
    andres = Kategorikilde.objects.exclude(kategori=kategori).select_related("kategori")
    opptatt = [*andres.filter(stillingskode__in=[k for k in koder if k]), *andres.filter(tittel__in=titler)]
    if opptatt:
        raise ValidationError(
            [
                _("«%(kilde)s» fører alt til %(kategori)s. Ta den bort der først.")
                % {"kilde": kilde, "kategori": kilde.kategori}
                for kilde in opptatt
            ]
        )


@transaction.atomic
def knytt(
    kategori: Stillingskategori, *, stillingskode: str = "", tittel: str = "", bruker: Bruker
) -> Stillingskategori:
    """Let one more title, or one more stillingskode, lead to the category. Done once, it is done."""
    laas_katalogen(bruker)
    tittel = tittel.lower()
    if not kategori.kilder.filter(stillingskode=stillingskode, tittel=tittel).exists():
        _krev_ledige(kategori, [stillingskode], [tittel] if tittel else [])
        Kategorikilde.objects.create(kategori=kategori, stillingskode=stillingskode, tittel=tittel)
        logg(kategori, "stillingskategori.endret", bruker=bruker, navn=kategori.navn, kilde=stillingskode or tittel)
    return kategori


@transaction.atomic
def slett(kategori: Stillingskategori, *, bruker: Bruker) -> None:
    """Delete a category that no requirement rests on; its positions then lead nowhere. Raises ValidationError."""
    laas_katalogen(bruker)
    logg(kategori, "stillingskategori.slettet", bruker=bruker, navn=kategori.navn)
    try:
        kategori.delete()
    except ProtectedError as feil:
        raise ValidationError(_("Det er krav til «%s». Avslutt dem først.") % kategori) from feil


def uten_kategori(kommune_id: int, uttrykk: str = "") -> list[UtenKategori]:
    """What leads nowhere today, the most held first; with `uttrykk` in the title, or as the code."""
    stillinger = Stilling.objects.gjeldende().filter(kommune_id=kommune_id, kategorien__isnull=True).order_by()
    if uttrykk:
        stillinger = stillinger.filter(Q(tittel__icontains=uttrykk) | Q(stillingskode=uttrykk))
    grupper = stillinger.values("stillingskode", liten=Lower("tittel")).annotate(antall=Count("person", distinct=True))
    rader = grupper.order_by("-antall", "liten", "stillingskode").values_list("stillingskode", "liten", "antall")
    return [UtenKategori(*rad) for rad in rader]


def antall_ansatte(kommune_id: int) -> dict[int, int]:
    """Category → how many people hold a position in it today."""
    stillinger = Stilling.objects.gjeldende().filter(kommune_id=kommune_id).order_by()
    return dict(
        KategoriForStilling.objects.filter(stilling__in=stillinger.values("pk"))
        .values("kategori")
        .annotate(antall=Count("stilling__person", distinct=True))
        .values_list("kategori", "antall")
    )


def med_forslag(rader: Sequence[UtenKategori]) -> list[UtenKategori]:
    """Propose a category for each: «sykepleier natt» is nearest to the one that «sykepleier» leads to."""
    kjente = dict(Kategorikilde.objects.exclude(tittel="").values_list("tittel", "kategori"))
    return [rad._replace(forslag=kjente.get(_lengste_i(rad.tittel, kjente))) for rad in rader]


def _lengste_i(tittel, kjente):
    return max((kjent for kjent in kjente if kjent in tittel), key=len, default=None)
