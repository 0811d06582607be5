"""Rows of plans, with as little as each needs."""

import datetime as dt

from django.utils import timezone

from planer.models import (
    Kompetansebehov,
    Kompetanseplan,
    Listeverdi,
    Maal,
    Plannivaa,
    Styringsdokument,
    Tiltak,
    Tiltakskostnad,
)


def verdi(liste, kode):
    """A word of the lists that every kommune starts with."""
    return Listeverdi.objects.get(liste=liste, kode=kode)


def lag_plan(enhet, *, aar=None, **felt):
    """A plan of one year (this one) for a unit; of several with `fra` and `til`."""
    aar = aar or timezone.localdate().year
    standard = {
        "nivaa": Plannivaa.for_enhet(enhet),
        "tittel": f"Kompetanseplan {aar}",
        "fra": dt.date(aar, 1, 1),
        "til": dt.date(aar, 12, 31),
    }
    return Kompetanseplan.objects.create(enhet=enhet, **{**standard, **felt})


def lag_dokument(tittel="Kommuneplanens samfunnsdel", enhet=None, **felt):
    slag = verdi(Listeverdi.Liste.DOKUMENTSLAG, "samfunnsdel")
    return Styringsdokument.objects.create(tittel=tittel, slag=slag, enhet=enhet, **felt)


def lag_maal(sted, navn="Flere med fagutdanning", **felt):
    """A goal of a plan, or of a document."""
    return Maal.objects.create(
        **{"dokument" if isinstance(sted, Styringsdokument) else "plan": sted}, navn=navn, **felt
    )


def lag_behov(plan, navn="Flere som kan sårbehandling", *, maal=(), **felt):
    behov = Kompetansebehov.objects.create(plan=plan, navn=navn, **felt)
    behov.maal.set(maal)
    return behov


def lag_tiltak(plan, navn="Kurs i sårbehandling", *, behov=(), maal=(), kostnader=(), **felt):
    """A measure; `kostnader` are (source's kode, amount) of the plan's year."""
    tiltak = Tiltak.objects.create(plan=plan, navn=navn, **felt)
    tiltak.behov.set(behov)
    tiltak.maal.set(maal)
    for kilde, belop in kostnader:
        Tiltakskostnad.objects.create(
            tiltak=tiltak, aar=plan.aar, kilde=verdi(Listeverdi.Liste.KILDE, kilde), belop=belop
        )
    return tiltak


def evaluer(tiltak, laering="Øv mer på egne saker.", *, anbefaling="endre", evaluert=None):
    """What an evaluation has concluded of a measure, as the app above writes it down."""
    tiltak.laering, tiltak.anbefaling = laering, anbefaling
    tiltak.evaluert, tiltak.evaluering_adresse = evaluert or timezone.localdate(), f"/evaluering/{tiltak.pk}/"
    tiltak.save()
    return tiltak
