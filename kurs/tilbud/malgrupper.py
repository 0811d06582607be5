"""Whom a course is for. A rule (`Malgruppe`) is read both ways: the people of a rule, and the rules that hold for a person.

All that a rule says must hold, and one of a course's rules is enough. What it says of category and unit is of one and the
same position; of a role, that the role is for the unit or one below it. The size is that of all the person's positions
together, and «new» is one who had none before the day.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Min, QuerySet, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from kompetanse.felles.formats import dato, og_liste, tall
from kompetanse.organisasjon.models import Person, Rolle, Stilling
from kompetanse.organisasjon.models.enhet import sti_innenfor
from kurs.models import Kurs, Malgruppe


def folk(kurs: Kurs) -> QuerySet[Person]:
    """Those whom the course is for today; all who are employed when it has no rules."""
    regler, dag = list(kurs.malgrupper.select_related("enhet")), timezone.localdate()
    ansatte = Stilling.objects.gjeldende(dag).order_by().values("person")
    if not regler:
        return Person.objects.filter(pk__in=ansatte)
    return Person.objects.filter(pk__in=_folk(regler[0], dag).union(*(_folk(regel, dag) for regel in regler[1:])))


def _folk(regel, dag):
    folk = Person.objects.order_by()
    sted = sti_innenfor(regel.enhet.path, "enhet__path") if regel.enhet_id else None
    if regel.rolle_id:
        roller = Rolle.objects.gjeldende(dag).filter(*([sted] if sted else []), type=regel.rolle_id)
        folk = folk.filter(pk__in=roller.order_by().values("person"))
    if regel.kategori_id or not regel.rolle_id:
        stillinger = Stilling.objects.gjeldende(dag).filter(*([sted] if sted else []))
        if regel.kategori_id:
            stillinger = stillinger.filter(kategorien__kategori=regel.kategori_id)
        folk = folk.filter(pk__in=stillinger.order_by().values("person"))
    if regel.fra_prosent is not None or regel.til_prosent is not None:
        folk = folk.filter(pk__in=_med_storrelse(regel, dag))
    if regel.ny_siden:
        forste = Stilling.objects.order_by().values("person").annotate(forste=Min("fra"))
        folk = folk.filter(pk__in=forste.filter(forste__gte=regel.ny_siden).values("person"))
    return folk.values("pk")


def _med_storrelse(regel, dag):
    samlet = Stilling.objects.gjeldende(dag).order_by().values("person").annotate(samlet=Sum("prosent"))
    if regel.fra_prosent is not None:
        samlet = samlet.filter(samlet__gte=regel.fra_prosent)
    if regel.til_prosent is not None:
        samlet = samlet.filter(samlet__lte=regel.til_prosent)
    return samlet.values("person")


@dataclass(frozen=True)
class Fakta:
    """What the rules ask about one person today: (category, path) of each position, (type, path) of each role, the size of
    all the positions together, and the day of the first one ever."""

    stillinger: tuple[tuple[int | None, str], ...]
    roller: tuple[tuple[int, str], ...]
    prosent: Decimal
    forste: dt.date | None

    def passer(self, regel: Malgruppe) -> bool:
        """The rule holds for the person. Reads the rule's unit."""
        sti = regel.enhet.path if regel.enhet_id else ""
        if regel.rolle_id and not any(type_ == regel.rolle_id and ens.startswith(sti) for type_, ens in self.roller):
            return False
        if (regel.kategori_id or not regel.rolle_id) and not any(
            regel.kategori_id in (None, kategori) and ens.startswith(sti) for kategori, ens in self.stillinger
        ):
            return False
        return self._har_storrelse(regel) and (regel.ny_siden is None or self._er_ny(regel.ny_siden))

    def _har_storrelse(self, regel):
        if regel.fra_prosent is None and regel.til_prosent is None:
            return True
        return bool(self.stillinger) and (regel.fra_prosent or 0) <= self.prosent <= (regel.til_prosent or 10_000)

    def _er_ny(self, dag):
        return self.forste is not None and self.forste >= dag


def fakta(person_id: int) -> Fakta:
    """Three statements."""
    dag = timezone.localdate()
    stillinger = list(
        Stilling.objects.gjeldende(dag)
        .filter(person=person_id)
        .values_list("kategorien__kategori", "enhet__path", "prosent")
    )
    return Fakta(
        stillinger=tuple((kategori, sti) for kategori, sti, _prosent in stillinger),
        roller=tuple(Rolle.objects.gjeldende(dag).filter(person=person_id).values_list("type", "enhet__path")),
        prosent=sum((prosent for *_resten, prosent in stillinger), Decimal(0)),
        forste=Stilling.objects.filter(person=person_id).aggregate(forste=Min("fra"))["forste"],
    )


def for_personen(person_id: int, kurs: Iterable[Kurs]) -> set[int]:
    """The keys of those courses that are for the person. Prefetch `malgrupper__enhet`."""
    om_personen = fakta(person_id)
    return {
        ett.pk
        for ett in kurs
        if (not (regler := ett.malgrupper.all()) and om_personen.stillinger) or any(map(om_personen.passer, regler))
    }


def i_ord(regel: Malgruppe) -> str:
    """«Sykepleiere i Hjemmetjenesten, stilling fra 50 %, begynte 1. januar 2026 eller senere»."""
    hvem = og_liste(filter(None, [regel.kategori, regel.rolle])) or _("Alle")
    if regel.enhet_id:
        hvem = _("%(hvem)s i %(enhet)s") % {"hvem": hvem, "enhet": regel.enhet}
    return ", ".join(filter(None, [hvem, _storrelse_i_ord(regel), _ny_i_ord(regel)]))


def _storrelse_i_ord(regel):
    fra, til = regel.fra_prosent, regel.til_prosent
    if fra is None and til is None:
        return ""
    if til is None:
        return _("stilling fra %(fra)s %%") % {"fra": tall(fra)}
    if fra is None:
        return _("stilling til %(til)s %%") % {"til": tall(til)}
    return _("stilling fra %(fra)s til %(til)s %%") % {"fra": tall(fra), "til": tall(til)}


def _ny_i_ord(regel):
    return regel.ny_siden and _("begynte %(dag)s eller senere") % {"dag": dato(regel.ny_siden)}
