"""What those who have left Fjordby had in the registry: some of it never confirmed, some of it blocked, one held back."""

import random

from kartlegging.dekning import oppsett
from kartlegging.models import Kompetanse, MiniCv, Personkompetanse
from kartlegging.oppbevaring.frister import sluttede
from kartlegging.oppbevaring.rydding import rydd_kommunen
from kartlegging.oppbevaring.utsettelse import utsett
from kompetanse.felles.demotid import paa_dato
from kompetanse.felles.samskriving import Endring
from kompetanse.organisasjon.demo.scene import Scene
from kompetanse.organisasjon.models import Person

FRO = 1964
Tilstand = Personkompetanse.Tilstand
SPERRES, SLETTES = 6, 24


def lag(scene: Scene) -> None:
    """Run when those who work here have what they have."""
    slump = random.Random(FRO)
    har_sluttet = list(Person.objects.med_slutt(scene.i_dag).filter(har_sluttet=True).order_by("pk"))
    _innehav(scene, slump, har_sluttet)
    MiniCv.objects.bulk_create(MiniCv(person=en, tekst="Trives best der det skjer noe.") for en in har_sluttet[::4])
    _bestem_frister(scene)
    _gaa_gjennom_nettene(scene)
    eldste = sluttede(scene.i_dag).order_by("siste_dag", "pk").first()
    utsett(eldste, scene.for_dager(-120), "Klagen på lønnsplasseringen er ikke avgjort.", bruker=scene.hr)


def _innehav(scene, slump, folk):
    """Each with something that is preserved, something that is destroyed, and something that nobody answered."""
    bevares = list(Kompetanse.objects.filter(bevares=True).order_by("pk"))
    andre = list(Kompetanse.objects.filter(bevares=False, skala__isnull=False).order_by("pk"))
    rader = []
    for person in folk:
        ansatt_i = person.stillinger.latest("til")
        felles = {"person": person, "fra": max(ansatt_i.fra, scene.for_dager(1500))}
        kurs, ubesvart = slump.sample(andre, 2)
        rader += [
            Personkompetanse(kompetanse=slump.choice(bevares), tilstand=Tilstand.BEKREFTET, **felles),
            Personkompetanse(kompetanse=kurs, nivaa=2, tilstand=Tilstand.BEKREFTET, **felles),
            Personkompetanse(kompetanse=ubesvart, nivaa=3, tilstand=Tilstand.EGENVURDERT, **felles),
        ]
    Personkompetanse.objects.bulk_create(rader)


def _bestem_frister(scene):
    with paa_dato(scene.for_dager(950)):
        oppsett.lagre(Endring({"sperres_etter_mnd": SPERRES, "slettes_etter_mnd": SLETTES}), bruker=scene.hr)


def _gaa_gjennom_nettene(scene):
    """The nights on which someone was to be blocked."""
    dager = sluttede(scene.i_dag).filter(sperres__lte=scene.i_dag).values_list("sperres", flat=True)
    for dag in sorted(set(dager)):
        with paa_dato(dag, time=3):
            rydd_kommunen(scene.kommune.pk, dag)
