"""A course from a measure: with what the measure, its needs and its costs say filled in."""

import itertools
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from kartlegging.models import Kompetanse
from kompetanse.organisasjon.models import Bruker
from kurs.models import Kurs, Kurskompetanse, Kursoppsett, Malgruppe
from kurs.tilbud import styring
from planer.models import Kompetanseplan, Tiltak
from planer.tiltak.penger import penger

# The form of learning that a measure names (its `kode`) → the form of the course.
FORMER = {
    "refleksjon": Kurs.Form.REFLEKSJONSGRUPPE,
    "hospitering": Kurs.Form.HOSPITERING,
    "nettverk": Kurs.Form.NETTVERK,
    "elaering": Kurs.Form.WEBINAR,
}


def kan_lages(tiltak: Tiltak, bruker: Bruker) -> bool:
    """The measure is not stopped, is of a unit's plan, and the user answers for it there."""
    return (
        tiltak.status != Tiltak.Status.STOPPET
        and tiltak.plan.person_id is None
        and tiltak.plan.status != Kompetanseplan.Status.AVLOST
        and bruker.has_perm("kurs.own_kurs", tiltak.plan.enhet)
    )


def forslag(tiltak: Tiltak) -> Kurs:
    """The course as the form shows it first; nothing is stored."""
    return Kurs(
        navn=tiltak.navn,
        form=FORMER.get(getattr(tiltak.laeringsform, "kode", ""), Kurs.Form.KURS),
        maal="\n".join(ett.navn for ett in (*tiltak.behov.all(), *tiltak.maal.all())),
        beskrivelse=tiltak.beskrivelse,
        larer=tiltak.laerer or Tiltak.Laerer.EGEN,
        enhet=tiltak.plan.enhet,
        ansvarlig=tiltak.ansvarlig,
        leverandor=tiltak.partner,
        krever_godkjenning=Kursoppsett.for_kommunen().krever_godkjenning,
    )


def kompetanser(tiltak: Tiltak) -> list[Kurskompetanse]:
    """What the needs of the measure ask for, at the level that their requirement does; not stored."""
    behov = tiltak.behov.filter(kompetanse__isnull=False).select_related("krav")
    per_kompetanse = {ett.kompetanse_id: ett for ett in behov}
    brukes = Kompetanse.objects.i_bruk().filter(pk__in=per_kompetanse).select_related("skala")
    return [
        Kurskompetanse(kompetanse=ett, nivaa=_nivaa(ett, per_kompetanse[ett.pk].krav))
        for ett in brukes.prefetch_related("skala__trinn")
    ]


def _nivaa(kompetanse, krav):
    if not kompetanse.skala_id:
        return None
    return min(getattr(krav, "nivaa", None) or 1, kompetanse.skala.hoyeste)


def malgrupper(tiltak: Tiltak) -> list[Malgruppe]:
    """Whom the measure is for, as rules: each of its categories and roles in each of its units; not stored."""
    enheter = list(tiltak.enheter.all()) or [tiltak.plan.enhet, *tiltak.felles_for.all()]
    hvem = [
        *({"kategori": ett} for ett in tiltak.kategorier.all()),
        *({"rolle": ett} for ett in tiltak.roller.all()),
    ] or [{}]
    return [Malgruppe(enhet=enhet, **ett) for ett, enhet in itertools.product(hvem, enheter)]


def kjoringen(tiltak: Tiltak) -> dict[str, Any]:
    """What the measure says of the first run: seats, and what it costs this year."""
    aarets = penger([tiltak]).i_aar(max(timezone.localdate().year, tiltak.plan.fra.year))
    return {"plasser": tiltak.antall, "kostnad": aarets.sum or None}


@transaction.atomic
def opprett(kurs: Kurs, tiltak: Tiltak, *, bruker: Bruker) -> Kurs:
    """Store the course with the competences and the target groups of the measure, which it serves from now on. Raises
    PermissionDenied, and ValidationError as `styring.lagre`."""
    if not kan_lages(tiltak, bruker):
        raise PermissionDenied
    styring.lagre(kurs, bruker=bruker)
    for rad in (*kompetanser(tiltak), *malgrupper(tiltak)):
        rad.kurs = kurs
        rad.save()
    styring.knytt(kurs, tiltak, bruker=bruker)
    return kurs


def ved_tiltaket(tiltak: Tiltak, bruker: Bruker) -> dict | None:
    """What the page of a measure shows of courses: those that serve it, and where to make one; None when neither."""
    kurs = list(Kurs.objects.visible_to(bruker).filter(tiltak=tiltak))
    lag = f"{reverse('kurs:kurs-create')}?tiltak={tiltak.pk}" if kan_lages(tiltak, bruker) else ""
    return {"kurs": kurs, "lag": lag} if kurs or lag else None
