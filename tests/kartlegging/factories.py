"""Rows of the registry, with as little as each needs."""

import datetime as dt

from django.utils import timezone

from kartlegging.models import (
    Inkludering,
    Kategorikilde,
    Kompetanse,
    Kompetansegruppe,
    Kompetansekrav,
    Oppgave,
    Oppgaveutforer,
    Personkompetanse,
    Skala,
    Skalatrinn,
    Stillingskategori,
)

Tilstand = Personkompetanse.Tilstand
FOR_LENGE_SIDEN = dt.date(2021, 1, 1)


def om(dager):
    """A date so many days from today."""
    return timezone.localdate() + dt.timedelta(days=dager)


def med_datoer(felt):
    """The same fields, with days from today made into dates."""
    return {navn: om(verdi) if isinstance(verdi, int) else verdi for navn, verdi in felt.items()}


def lag_skala():
    skala, ny = Skala.objects.get_or_create(navn="Fire nivåer", defaults={"standard": True})
    if ny:
        navn = ("grunnleggende", "selvstendig", "god", "ekspert")
        Skalatrinn.objects.bulk_create(
            Skalatrinn(skala=skala, nivaa=n, navn=ord) for n, ord in enumerate(navn, start=1)
        )
    return skala


def lag_kompetanse(navn, *, inkluderer=(), nivaaer=True, **felt):
    """A competence on the scale of four levels; with `nivaaer=False` one that is yes or no."""
    gruppe, _ny = Kompetansegruppe.objects.get_or_create(navn="Fag")
    type_ = Kompetanse.Type.REAL if nivaaer else Kompetanse.Type.FORMAL
    felt = {"type": type_, "skala": lag_skala() if nivaaer else None, **felt}
    kompetanse = Kompetanse.objects.create(gruppe=gruppe, navn=navn, **felt)
    Inkludering.objects.bulk_create(Inkludering(kompetanse=kompetanse, inkluderer=annen) for annen in inkluderer)
    return kompetanse


def lag_bevis(navn, **felt):
    """A competence that is yes or no, and needs proof."""
    return lag_kompetanse(navn, nivaaer=False, krever_bevis=True, **felt)


def lag_kategori(navn, *, titler=(), koder=()):
    kategori = Stillingskategori.objects.create(navn=navn)
    Kategorikilde.objects.bulk_create(
        [Kategorikilde(kategori=kategori, tittel=tittel.lower()) for tittel in titler]
        + [Kategorikilde(kategori=kategori, stillingskode=kode) for kode in koder]
    )
    return kategori


def lag_oppgave(enhet, navn="Gi legemidler", *, utforere=(), **felt):
    oppgave = Oppgave.objects.create(enhet=enhet, navn=navn, fra=FOR_LENGE_SIDEN, **felt)
    Oppgaveutforer.objects.bulk_create(
        Oppgaveutforer(oppgave=oppgave, person=bruker.person, fra=FOR_LENGE_SIDEN) for bruker in utforere
    )
    return oppgave


def lag_krav(enhet, kompetanse, **felt):
    return Kompetansekrav.objects.create(enhet=enhet, kompetanse=kompetanse, **{"fra": FOR_LENGE_SIDEN, **felt})


def gi_kompetanse(bruker, kompetanse, nivaa=None, *, tilstand=Tilstand.BEKREFTET, fra=FOR_LENGE_SIDEN, **felt):
    return Personkompetanse.objects.create(
        person=bruker.person, kompetanse=kompetanse, nivaa=nivaa, tilstand=tilstand, fra=fra, **felt
    )
