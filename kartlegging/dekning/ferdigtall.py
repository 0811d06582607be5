"""Each night: count every unit of the kommune, and keep the figures ready for the tree and for readers without names."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from kartlegging.dekning import skjerming
from kartlegging.dekning.telling import tell
from kartlegging.models import Dekningstall
from kartlegging.ufaglart import ufaglarte
from kompetanse.felles.jobber import Framdrift, for_hver_kommune
from kompetanse.felles.vegg import gjeldende_kommune_id
from kompetanse.organisasjon.endring import laas_kommune
from kompetanse.organisasjon.models import Enhet, Stilling

FELTER = ["tall", "talt", "aapne", "aapne_talt", "aapne_personer"]


def tell_alle() -> int:
    """For every kommune; returns how many figures were counted."""
    return for_hver_kommune(tell_kommunen)


def tell_i_jobb(framdrift: Framdrift) -> None:
    """The kommune within whose wall this runs, asked for from the page."""
    tell_kommunen(gjeldende_kommune_id())


@transaction.atomic
def tell_kommunen(kommune_id: int) -> int:
    """Count all units of the kommune within whose wall this runs."""
    laas_kommune(kommune_id, bruker=None, rettighet="")
    naa = timezone.now()
    dag = timezone.localdate(naa)
    enheter = dict(Enhet.objects.filter(kommune_id=kommune_id).values_list("path", "pk"))
    grupper = _grupper(kommune_id, dag)
    gamle = {(rad.enhet_id, rad.kategori_id): rad for rad in Dekningstall.objects.select_related("enhet")}
    vises = {kategori: skjerming.kan_vises(per_sti) for kategori, per_sti in grupper.items()}
    fornyes = _som_kan_fornyes(gamle.values(), grupper, vises)
    rader = []
    for (sti, kategori), tall in _tellinger(min(enheter), dag).items():
        nokkel = enheter[sti], kategori
        rad = gamle.pop(nokkel, None) or Dekningstall(enhet_id=nokkel[0], kategori_id=kategori)
        rad.tall, rad.talt = tall, naa
        if sti not in vises[kategori]:
            # It is remembered by its people, so that what comes back later is compared with it.
            rad.aapne = rad.aapne_talt = None
        elif sti in fornyes[kategori]:
            rad.aapne, rad.aapne_talt, rad.aapne_personer = tall, naa, sorted(grupper[kategori][sti])
        rader.append(rad)
    Dekningstall.objects.filter(pk__in=[rad.pk for rad in gamle.values()]).delete()
    noklene = ["enhet", "kategori"]
    Dekningstall.objects.bulk_create(rader, 1_000, update_conflicts=True, unique_fields=noklene, update_fields=FELTER)
    return len(rader)


def _tellinger(rot: str, dag: dt.date) -> dict:
    """(path, category or None) → figures."""
    dekning = {(sti, None): list(telling) for sti, telling in tell(rot, dag).items()}
    return dekning | {(rad.sti, rad.kategori_id): list(rad[2:]) for rad in ufaglarte(rot, dag)}


def _grupper(kommune_id: int, dag: dt.date) -> dict:
    """Category (None: all) → path → the people who work there or below."""
    grupper = defaultdict(lambda: defaultdict(set))
    stillinger = Stilling.objects.gjeldende(dag).filter(kommune_id=kommune_id).order_by()
    for person, sti, kategori in stillinger.values_list("person_id", "enhet__path", "kategorien__kategori_id"):
        for lengde in range(Enhet.steplen, len(sti) + 1, Enhet.steplen):
            for gruppe in {None, kategori}:
                grupper[gruppe][sti[:lengde]].add(person)
    return grupper


def _som_kan_fornyes(gamle: Iterable[Dekningstall], grupper: dict, vises: dict) -> dict:
    """Category → the paths whose open figure may be a new one, for readers who remember what stood there."""
    husket = defaultdict(dict)
    for rad in gamle:
        if rad.aapne_personer:
            husket[rad.kategori_id][rad.enhet.path] = set(rad.aapne_personer)
    return {
        kategori: skjerming.som_kan_fornyes(husket[kategori], {sti: per_sti[sti] for sti in vises[kategori]})
        for kategori, per_sti in grupper.items()
    }
