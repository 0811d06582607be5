"""Adding, changing and retiring competences, with the synonyms, level texts and inclusions that belong to them."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from kartlegging.katalog.endring import laas_katalogen, logg
from kartlegging.katalog.sirkler import krev_inkluderinger_uten_sirkel
from kartlegging.models import Inkludering, Kompetanse, Kompetansekrav, Nivaatekst, Personkompetanse, Synonym
from kompetanse.felles.samskriving import Endring
from kompetanse.organisasjon.models import Bruker

# Between synonyms and names in a file and in a form, so that a name may hold a comma.
SKILLE = ";"


# The name of the value that holds the text of a level.
NIVAA = "nivaa"


@dataclass
class Tillegg:
    """What belongs to a competence besides its own fields; `nivaatekster` by level."""

    synonymer: list[str] = field(default_factory=list)
    nivaatekster: dict[int, str] = field(default_factory=dict)
    inkluderer: list[Kompetanse] = field(default_factory=list)


def tillegg_til(kompetanse: Kompetanse) -> dict[str, Any]:
    """What is stored of it, by name, as the form has it."""
    if not kompetanse.pk:
        return {"synonymer": [], "inkluderer": []}
    return {
        "synonymer": [ett.ord for ett in kompetanse.synonymer.all()],
        "inkluderer": [ett.inkluderer for ett in kompetanse.inkluderinger.select_related("inkluderer")],
        **{f"{NIVAA}{ett.nivaa}": ett.tekst for ett in kompetanse.nivaatekster.all()},
    }


@transaction.atomic
def endre(kompetanse: Kompetanse, endring: Endring, *, bruker: Bruker) -> Kompetanse:
    """Store a new competence, or what the user has changed of one. Raises as `lagre`, and Uenig."""
    laas_katalogen(bruker)
    kompetanse, verdier = endring.med(kompetanse, tillegg_til)
    synonymer, inkluderer = verdier.pop("synonymer"), verdier.pop("inkluderer")
    tekster = {int(navn.removeprefix(NIVAA)): tekst for navn, tekst in verdier.items()}
    return lagre(kompetanse, Tillegg(synonymer, tekster, inkluderer), bruker=bruker)


@transaction.atomic
def lagre(kompetanse: Kompetanse, tillegg: Tillegg, *, bruker: Bruker) -> Kompetanse:
    """Store a new or changed competence. Raises ValidationError when the name is taken, when it includes itself by any
    way, when levels in use fall away, or when it was merged into another meanwhile."""
    laas_katalogen(bruker)
    ny = kompetanse.pk is None
    if not ny:
        _krev_ikke_slaatt_sammen(kompetanse)
    krev_nivaaene(kompetanse)
    if kompetanse.pk and kompetanse.pk in map(_naa, tillegg.inkluderer):
        raise ValidationError(_("Det går i ring: kompetansen kan ikke inkludere seg selv."))
    kompetanse.full_clean()
    kompetanse.save()
    skriv_tillegg({kompetanse: tillegg})
    krev_inkluderinger_uten_sirkel()
    logg(kompetanse, "kompetanse.opprettet" if ny else "kompetanse.endret", bruker=bruker, navn=kompetanse.navn)
    return kompetanse


def _krev_ikke_slaatt_sammen(kompetanse):
    """The form may have been open since before."""
    naa = Kompetanse.objects.select_related("slaatt_sammen_med").get(pk=kompetanse.pk)
    if naa.slaatt_sammen_med:
        raise ValidationError(
            _("«%(navn)s» er slått sammen med «%(ny)s» mens du skrev. Gjør endringen der.")
            % {"navn": naa.navn, "ny": naa.slaatt_sammen_med}
        )


def krev_nivaaene(kompetanse: Kompetanse) -> None:
    """The scale has every level that people hold and requirements ask for. Raises ValidationError."""
    hoyest = hoyeste_nivaa_i_bruk(kompetanse)
    if hoyest and hoyest > (kompetanse.skala.hoyeste if kompetanse.skala else 0):
        raise ValidationError(
            _("Nivå %(nivaa)d av «%(kompetanse)s» er i bruk, og finnes ikke i den nye skalaen.")
            % {"nivaa": hoyest, "kompetanse": kompetanse}
        )


def hoyeste_nivaa_i_bruk(*kompetanser: Kompetanse) -> int | None:
    """The highest level of these that someone holds, or that a requirement asks for."""
    if not all(kompetanse.pk for kompetanse in kompetanser):
        return None
    brukt = [
        modell.objects.filter(kompetanse__in=kompetanser).aggregate(Max("nivaa"))["nivaa__max"] or 0
        for modell in (Personkompetanse, Kompetansekrav)
    ]
    return max(brukt) or None


def skriv_tillegg(etter_kompetanse: Mapping[Kompetanse, Tillegg]) -> None:
    """Let stored competences have these synonyms, level texts and inclusions, and no others. The number of statements is
    the same for one and for thousands."""
    alle = list(etter_kompetanse)
    _erstatt(
        Synonym.objects.filter(kompetanse__in=alle),
        ("kompetanse_id", "ord"),
        (Synonym(kompetanse=k, ord=ord_) for k, t in etter_kompetanse.items() for ord_ in t.synonymer),
    )
    _erstatt(
        Nivaatekst.objects.filter(kompetanse__in=alle),
        ("kompetanse_id", "nivaa", "tekst"),
        (
            Nivaatekst(kompetanse=k, nivaa=nivaa, tekst=tekst)
            for k, t in etter_kompetanse.items()
            for nivaa, tekst in t.nivaatekster.items()
            if tekst and k.skala and nivaa <= k.skala.hoyeste
        ),
    )
    _erstatt(
        Inkludering.objects.filter(kompetanse__in=alle),
        ("kompetanse_id", "inkluderer_id"),
        (
            Inkludering(kompetanse=k, inkluderer_id=_naa(annen))
            for k, t in etter_kompetanse.items()
            for annen in t.inkluderer
        ),
    )


def _naa(kompetanse):
    """The key of what a competence has become, when it was merged into another after it was chosen."""
    return kompetanse.slaatt_sammen_med_id or kompetanse.pk


def _erstatt(lagret, felter, nye: Iterable):
    """Delete and add only what differs: what stays keeps its row, and its history says nothing."""
    oensket = {tuple(getattr(rad, felt) for felt in felter): rad for rad in nye}
    finnes = {verdier: pk for pk, *resten in lagret.values_list("pk", *felter) if (verdier := tuple(resten))}
    lagret.model.objects.filter(pk__in=[pk for verdier, pk in finnes.items() if verdier not in oensket]).delete()
    lagret.model.objects.bulk_create(rad for verdier, rad in oensket.items() if verdier not in finnes)


@transaction.atomic
def avvikle(kompetanse: Kompetanse, dato: dt.date | None, *, bruker: Bruker) -> Kompetanse:
    """From this day nobody can choose it; None takes it into use again. What people have, and requirements, stay."""
    laas_katalogen(bruker)
    _krev_ikke_slaatt_sammen(kompetanse)
    Kompetanse.objects.filter(pk=kompetanse.pk).update(avviklet=dato)
    handling = "kompetanse.avviklet" if dato else "kompetanse.tatt_i_bruk"
    logg(kompetanse, handling, bruker=bruker, navn=kompetanse.navn, dato=str(dato or ""))
    return kompetanse
