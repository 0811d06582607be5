"""The grants that Fjordby applies for: the days that HR has put in, and the measures that they are to pay for."""

import datetime as dt

from kompetanse.organisasjon.demo.scene import Scene
from planer.models import Tilskudd, Tiltak

HELSE = "Kompetanse- og tjenesteutviklingstilskudd"
LAERERE = "Kompetanse for kvalitet: videreutdanning for lærere"
SKOLE = "Desentralisert ordning for kompetanseutvikling i skolen"
# What a measure is called → the grant that is to pay.
BETALES = {"Veilederutdanning, 10 studiepoeng": HELSE, "Videreutdanning i matematikk, 30 studiepoeng": LAERERE}


def lag(scene: Scene) -> None:
    """One deadline is near, whatever day it is; the others are the same day each year."""
    aar = scene.i_dag.year
    frister = {
        HELSE: {"frist": dt.date(aar - 2, 4, 1), "rapportfrist": dt.date(aar - 1, 3, 1)},
        LAERERE: {"frist": dt.date(aar - 2, 3, 1)},
        SKOLE: {"frist": scene.i_dag + dt.timedelta(days=20), "hvert_aar": False},
    }
    for navn, felt in frister.items():
        Tilskudd.objects.filter(navn=navn).update(**felt)
    tilskudd = {ett.navn: ett for ett in Tilskudd.objects.all()}
    for navn, hvilket in BETALES.items():
        Tiltak.objects.filter(navn=navn).update(tilskudd=tilskudd[hvilket])
