"""A run is held: who has completed it, what that gives in the registry, and what is asked of them afterwards."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from kartlegging.models import Kompetanse
from kartlegging.profil import tildeling
from kartlegging.profil.tildeling import Gave
from kompetanse.felles.formats import dato
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Bruker, Person
from kurs.kjoring.livslop import LIVSLOP
from kurs.models import Kjoring, Kurs, Kursoppsett, Kursplass, Samling
from kurs.oppmote import meldinger
from kurs.oppmote.mengde import timer_i

Status = Kursplass.Status
HUNDRE = Decimal(100)


class Stand(NamedTuple):
    """How much of a run one participant has been to, held against what its course asks for."""

    plass: Kursplass
    timer: Decimal
    av: Decimal
    krav: int

    @property
    def prosent(self) -> Decimal:
        return HUNDRE * self.timer / self.av if self.av else Decimal(0)

    @property
    def nok(self) -> bool:
        return self.timer > 0 and self.prosent >= self.krav


@dataclass(frozen=True)
class Utfall:
    """What completing a run comes to, before it is done and after."""

    kjoring: Kjoring
    samlinger: list[Samling]
    stand: list[Stand]
    gir: list[tuple[Kompetanse, int | None, str]]

    @property
    def fullforer(self) -> list[Stand]:
        return [en for en in self.stand if en.nok]

    @property
    def fullforer_ikke(self) -> list[Stand]:
        return [en for en in self.stand if not en.nok]

    @property
    def uten_oppmote(self) -> list[Samling]:
        """Dates that nobody is noted as having been to: often forgotten, and not missed by all."""
        return [samling for samling in self.samlinger if not samling.fort]

    @property
    def siste_dag(self) -> dt.date:
        return timezone.localdate(self.samlinger[-1].slutt)


def utfall(kjoring: Kjoring) -> Utfall:
    """Six statements. Raises ValidationError for a run without dates, which nobody has been to."""
    # Sums forget the order of the rows.
    samlinger = list(kjoring.samlinger.annotate(fort=Sum("oppmoter__timer")).order_by("start", "pk"))
    if not samlinger:
        raise ValidationError(_("Kurset har ingen datoer. Legg dem inn, og før oppmøtet, før du fullfører det."))
    oppsett = Kursoppsett.for_kommunen()
    av = sum((timer_i(samling, oppsett) for samling in samlinger), Decimal(0))
    plasser = kjoring.plasser_tatt.med_plass().annotate(timer=Sum("oppmoter__timer"))
    plasser = plasser.etter_navn().select_related("stilling__enhet")
    stand = [Stand(plass, plass.timer or Decimal(0), av, kjoring.kurs.krav_oppmote) for plass in plasser]
    return Utfall(kjoring, samlinger, stand, _gir(kjoring.kurs))


def krev_holdt(kjoring: Kjoring) -> None:
    """Raises ValidationError while a date is left."""
    if kjoring.slutter and not kjoring.kan_fullfores(timezone.now()):
        raise ValidationError(_("Kurset er ikke slutt. Den siste samlingen er %s.") % dato(kjoring.slutter))


def _gir(kurs):
    """The competences of the course at their levels, and why one cannot be given."""
    if kurs.fullforing == Kurs.Fullforing.INGEN:
        return []
    rader = kurs.kompetanser.select_related("kompetanse__skala").prefetch_related("kompetanse__skala__trinn")
    nivaaer = [(rad.kompetanse, rad.nivaa if rad.kompetanse.skala_id else None) for rad in rader]
    return [(kompetanse, nivaa, tildeling.hindring(kompetanse, nivaa)) for kompetanse, nivaa in nivaaer]


@transaction.atomic
def fullfor(kjoring: Kjoring, *, bruker: Bruker) -> Utfall:
    """The run has been held. Those who were there enough have completed it, and get its competences; the others have not.
    Raises ValidationError while a date is left, and PermissionDenied."""
    kjoring = LIVSLOP.begynn(kjoring, "gjennomfor", bruker=bruker)
    svar = utfall(kjoring)
    krev_holdt(kjoring)
    kjoring.save(update_fields=["status"])
    Samling.objects.filter(kjoring=kjoring).exclude(kode="").update(kode="", kode_til=None)
    _avslutt(svar, svar.stand, bruker)
    antall = {"fullfort": len(svar.fullforer), "ikke_fullfort": len(svar.fullforer_ikke)}
    tilgang.logg(kjoring, "kjoring.gjennomfort", *tilgang.MED_INNSYN_I_SAKER, bruker=bruker, **antall)
    return svar


def etterpaa(kjoring: Kjoring, plasser: Iterable[Kursplass], *, bruker: Bruker) -> None:
    """Attendance was noted after the run was completed: those of these places that are now there enough complete it too.
    Call it inside the transaction of what was noted, with the run locked."""
    svar = utfall(kjoring)
    nokler = {plass.pk for plass in plasser if plass.status == Status.IKKE_FULLFORT}
    _avslutt(svar, [en for en in svar.fullforer if en.plass.pk in nokler], bruker)


def _avslutt(svar, stand, bruker):
    """Write what became of each, give what the course gives, and tell those who completed it."""
    kurs, dag = svar.kjoring.kurs, svar.siste_dag
    fullforte = [en.plass for en in stand if en.nok]
    andre = [en.plass.pk for en in stand if not en.nok]
    deles = {"del_innen": _del_innen(dag)} if kurs.ekstern else {}
    plasser = Kursplass.objects.filter(pk__in=[plass.pk for plass in fullforte])
    plasser.update(status=Status.FULLFORT, avsluttet=dag, **deles)
    Kursplass.objects.filter(pk__in=andre).update(status=Status.IKKE_FULLFORT, avsluttet=dag)
    personer = [plass.person_id for plass in fullforte]
    gir = [gave for gave in _gaver(svar, dag) if tildeling.gi(personer, gave, bruker=bruker)]
    meldinger.fullfort(svar.kjoring, _som_ikke_har_sluttet(personer), i_registeret=bool(gir))


def _gaver(svar, dag):
    kurs = svar.kjoring.kurs
    bekreftet = kurs.fullforing == Kurs.Fullforing.BEKREFTET
    av = {"kilde": kurs.navn, "institusjon": kurs.leverandor or kurs.enhet.navn}
    return [Gave(kompetanse, nivaa, dag, bekreftet, **av) for kompetanse, nivaa, hindring in svar.gir if not hindring]


def _del_innen(dag):
    """Counted from the course, but never a day that has gone when it is asked for."""
    frist = dt.timedelta(days=Kursoppsett.for_kommunen().del_innen_dager)
    return max(dag + frist, timezone.localdate() + dt.timedelta(days=7))


def _som_ikke_har_sluttet(personer):
    folk = Person.objects.filter(pk__in=personer).med_slutt().filter(har_sluttet=False)
    return list(folk.values_list("pk", flat=True))
