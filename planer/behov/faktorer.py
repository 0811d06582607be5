"""The seven factors: what a plan says of each, written by several at once without anyone writing over another."""

from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext as _

from kompetanse.felles import samskriving
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


def avtrykk(notat: Faktornotat) -> str:
    """What a page was made from, as `felles.samskriving` says it."""
    return samskriving.avtrykk({felt: getattr(notat, felt) for felt in FELTER})


@transaction.atomic
def lagre(skrevet: Faktornotat, sett: str, *, bruker: Bruker) -> Faktornotat:
    """Store what the plan says of a factor, by one whose page was made from the fingerprint `sett`. Raises ValidationError
    (`uenig`) when someone else has written something else in the meantime; nothing is written over."""
    plan = laas_plan(skrevet.plan, bruker=bruker)
    naa = notat(plan, skrevet.faktor)
    if avtrykk(naa) == avtrykk(skrevet):
        return naa
    if sett != avtrykk(naa):
        raise ValidationError(
            _("Noen andre har endret dette mens du skrev. Lagre én gang til for å beholde din tekst."), code="uenig"
        )
    for felt in FELTER:
        setattr(naa, felt, getattr(skrevet, felt))
    naa.full_clean(exclude=["plan"])
    naa.save()
    logg(plan, "faktor.endret", bruker=bruker, objekt=naa, faktor=str(naa.faktor))
    return naa
