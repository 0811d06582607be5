"""The seven factors: what a plan says of each, written by several at once without anyone writing over another."""

from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count

from kompetanse.felles.samskriving import Endring
from kompetanse.organisasjon.models import Bruker
from planer.endring import laas_plan, logg
from planer.models import Faktornotat, Kompetansebehov, Kompetanseplan, Listeverdi

FELTER = ("ser", "betyr", "kan_paavirke", "gjor", "uaktuell")


class Faktorrad(NamedTuple):
    """One factor on the page: its number, the note (not stored before something is said), and how many needs it led to."""

    nummer: int
    notat: Faktornotat
    antall_behov: int

    @property
    def har_svar(self) -> bool:
        return bool(self.notat.uaktuell or self.notat.ser or self.notat.betyr or self.notat.gjor)


def faktorrader(plan: Kompetanseplan) -> list[Faktorrad]:
    """A row for each factor in use, and for those that the plan has said something of. Three statements."""
    notater = {ett.faktor_id: ett for ett in plan.faktorer.select_related("faktor")}
    behov = dict(_antall_behov(plan))
    faktorer = Listeverdi.objects.filter(liste=Listeverdi.Liste.FAKTOR).order_by("rekkefolge", "pk")
    vises = [ett for ett in faktorer if ett.i_bruk or ett.pk in notater]
    return [
        Faktorrad(nummer, notater.get(ett.pk) or Faktornotat(plan=plan, faktor=ett), behov.get(ett.pk, 0))
        for nummer, ett in enumerate(vises, start=1)
    ]


def _antall_behov(plan):
    drevet = Kompetansebehov.objects.filter(plan=plan, driver__isnull=False).order_by()
    return drevet.values("driver").annotate(antall=Count("pk")).values_list("driver", "antall")


def notat(plan: Kompetanseplan, faktor: Listeverdi) -> Faktornotat:
    """What the plan says of a factor; not stored before something is said."""
    return plan.faktorer.filter(faktor=faktor).first() or Faktornotat(plan=plan, faktor=faktor)


@transaction.atomic
def lagre(plan: Kompetanseplan, faktor: Listeverdi, endring: Endring, *, bruker: Bruker) -> list[ValidationError]:
    """Store what the user has changed of what the plan says of a factor. Returns by field why the rest is not: someone else
    has changed it too."""
    plan = laas_plan(plan, bruker=bruker)
    naa = notat(plan, faktor)
    endret, uenig = endring.flett_enige(naa)
    if endret:
        naa.full_clean(exclude=["plan"])
        naa.save()
        logg(plan, "faktor.endret", bruker=bruker, objekt=naa, faktor=str(faktor))
    return [uenig] if uenig else []
