"""Coverage in Fjordby: some units have not looked for long, some have been reminded, and what runs out has been told of."""

import datetime as dt

from django.utils import timezone

from kartlegging.dekning.ferdigtall import tell_kommunen
from kartlegging.dekning.paaminnelse import minn
from kartlegging.dekning.utlop import varsle_om_utlop
from kartlegging.models import Personkompetanse
from kompetanse.felles.demotid import paa_dato
from kompetanse.organisasjon.demo.scene import Scene
from kompetanse.organisasjon.models import Person

# In every third unit nobody has looked for so long.
HVER = 3
LENGE = dt.timedelta(days=430)
MINNER = ("Solbakken barnehage", "IKT-tjenester", "Helse og mestring")


def lag(scene: Scene) -> None:
    """Run last in the registry, when people have what they have."""
    _glemte_enheter(scene)
    with paa_dato(scene.for_dager(21), time=7):
        varsle_om_utlop()
    for dager, navn in enumerate(MINNER, start=5):
        with paa_dato(scene.for_dager(dager)):
            minn(scene.folk.enheter[navn], bruker=scene.bruker(scene.folk.ledere[navn]))
    tell_kommunen(scene.kommune.pk)


def _glemte_enheter(scene):
    enheter = [enhet for enhet in scene.folk.enheter.values() if enhet.depth > 2]
    for enhet in enheter[::HVER]:
        rader = Personkompetanse.objects.filter(person__in=Person.objects.i_enhet(enhet))
        naar = timezone.now() - LENGE
        rader.update(registrert=naar, endret=naar)
        rader.filter(vurdert__isnull=False).update(vurdert=naar)
