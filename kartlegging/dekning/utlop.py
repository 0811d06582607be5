"""Each morning: tell employees and their leaders what runs out, so many days ahead as the kommune has decided."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kartlegging.models import Kartleggingsoppsett, Kompetanse, Utlopsvarsel
from kartlegging.oppfylling import Gyldighet, gaar_ut
from kompetanse.felles.formats import dato
from kompetanse.felles.jobber import for_hver_kommune
from kompetanse.felles.varsler import varsle
from kompetanse.organisasjon.ledelse import Ledelse
from kompetanse.organisasjon.models import Bruker, Person


def varsle_om_utlop(paa_dato: dt.date | None = None) -> int:
    """For every kommune; returns how many people were told. A second run the same day tells nobody anything new."""
    return for_hver_kommune(_varsle_kommune, paa_dato or timezone.localdate())


@dataclass
class Beskjed:
    """What one person is told: of oneself, and of those whom one leads."""

    egne: list[Gyldighet] = field(default_factory=list)
    andres: list[Gyldighet] = field(default_factory=list)


@transaction.atomic
def _varsle_kommune(kommune_id, dag):
    nye = _nye(kommune_id, dag)
    lederne = Ledelse(kommune_id, dag).for_personer({en.person_id for en in nye})
    beskjeder = defaultdict(Beskjed)
    for en in nye:
        beskjeder[en.person_id].egne.append(en)
        for leder in lederne[en.person_id]:
            beskjeder[leder].andres.append(en)
    navn = Navn(nye)
    brukere = Bruker.objects.filter(person_id__in=beskjeder, is_active=True).select_related("kommune")
    for bruker in brukere:
        _fortell(bruker, beskjeder[bruker.person_id], navn)
    return len(brukere)


def _nye(kommune_id, dag):
    """What is to be told of now, and the row that says that it has been: the nearest of the days that are reached."""
    terskler = sorted(Kartleggingsoppsett.for_kommunen().varsle_dager)
    ansatte = Person.objects.filter(kommune_id=kommune_id).ansatt(dag)
    if not terskler:
        return []
    utlop = gaar_ut(ansatte, dag, dag + dt.timedelta(days=terskler[-1]))
    rader = {
        (en.person_id, en.kompetanse_id, en.siste_dag, min(t for t in terskler if (en.siste_dag - dag).days <= t)): en
        for en in utlop
    }
    sendte = Utlopsvarsel.objects.filter(utloper__gte=dag)
    fortalt = set(sendte.values_list("person_id", "kompetanse_id", "utloper", "dager"))
    nye = {nokkel: en for nokkel, en in rader.items() if nokkel not in fortalt}
    Utlopsvarsel.objects.bulk_create(
        Utlopsvarsel(person_id=person, kompetanse_id=kompetanse, utloper=utloper, dager=dager)
        for person, kompetanse, utloper, dager in nye
    )
    return list(nye.values())


class Navn:
    """The names behind the ids, read once."""

    def __init__(self, utlop):
        self.personer = Person.objects.in_bulk({en.person_id for en in utlop})
        self.kompetanser = Kompetanse.objects.in_bulk({en.kompetanse_id for en in utlop})

    def egen(self, en):
        return _("%(hva)s går ut %(dato)s") % {"hva": self.kompetanser[en.kompetanse_id], "dato": dato(en.siste_dag)}

    def andres(self, en):
        return _("%(hvem)s: %(hva)s går ut %(dato)s") % {
            "hvem": self.personer[en.person_id],
            "hva": self.kompetanser[en.kompetanse_id],
            "dato": dato(en.siste_dag),
        }


def _fortell(bruker, beskjed, navn):
    def tekster():
        linjer = [*map(navn.egen, beskjed.egne), *map(navn.andres, beskjed.andres)]
        antall = len(linjer)
        emne = (
            linjer[0] if antall == 1 else ngettext("%(n)s bevis går ut", "%(n)s bevis går ut", antall) % {"n": antall}
        )
        raad = _("Etter den dagen teller det ikke lenger. Legg inn det nye beviset når det er klart.")
        return emne, "\n".join([*(f"{linje}." for linje in linjer), "", raad])

    lenke = reverse("kartlegging:min") if beskjed.egne else reverse("oversikt:min-side")
    alle = beskjed.egne + beskjed.andres
    siste_dag = min(en.siste_dag for en in alle)
    varsle([bruker], tekster, lenke, om=lambda _bruker: {en.person_id for en in alle}, frist=siste_dag)
