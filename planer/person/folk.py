"""The leader's own people, and where the plan of each stands."""

import datetime as dt
from dataclasses import dataclass

from django.db import models
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.ledelse import Ledelse, naermeste_folk
from kompetanse.organisasjon.models import Bruker, Person, Stilling
from planer.models import Kompetanseplan
from planer.models.plan import GAMMEL

Status = Kompetanseplan.Status


class Stand(models.TextChoices):
    """Where a plan stands for the leader, what the leader can do something about first."""

    VENTER_PAA_DEG = "venter_paa_deg", _("Venter på deg")
    GAMMEL = "gammel", _("Eldre enn ett år")
    IKKE_BEGYNT = "ikke_begynt", _("Ikke begynt")
    SKRIVES = "skrives", _("Skrives")
    VENTER = "venter", _("Venter på medarbeideren")
    AVTALT = "avtalt", _("Avtalt")
    IKKE_DELT = "ikke_delt", _("Ikke delt med deg")


REKKEFOLGE = {stand: nr for nr, stand in enumerate(Stand)}


@dataclass(frozen=True)
class Medarbeider:
    """One of the leader's people. `plan` is None when there is none that the leader sees; `avtalt` is the day that the last
    of the two said yes."""

    person: Person
    stand: Stand
    plan: Kompetanseplan | None = None
    avtalt: dt.date | None = None


def egne_folk(bruker: Bruker) -> set[int]:
    """The keys of those who have this leader as the nearest where they mainly work. A deputy has none here."""
    roller = tilgang.egne_lederroller(bruker)
    if not roller:
        return set()
    naere = set().union(*naermeste_folk(roller).values())
    stillinger = Stilling.objects.gjeldende().filter(person__in=naere)
    hoved = stillinger.order_by("person", "-hovedstilling", "-prosent", "pk").distinct("person")
    steder = dict(hoved.values_list("person", "enhet__path"))
    ledelse = Ledelse(bruker.kommune_id, med_stedfortredere=False, stier=set(steder.values()))
    return {person for person, sti in steder.items() if bruker.person_id in ledelse.naermeste(sti, person)}


def medarbeidere(bruker: Bruker) -> list[Medarbeider]:
    """The leader's own people, and others whose plan is agreed with the leader; what waits for the leader first. The number
    of statements is the same whatever the number of people."""
    planer = {plan.person_id: plan for plan in planer_med(bruker).prefetch_related("avtaler")}
    folk = Person.objects.filter(pk__in=egne_folk(bruker) | planer.keys())
    gjeldende = Kompetanseplan.objects.aapne().filter(person__in=folk, til__gte=timezone.localdate())
    har_en = set(gjeldende.order_by().values_list("person", flat=True))
    rader = [_medarbeider(person, planer.get(person.pk), person.pk in har_en, bruker) for person in folk]
    return sorted(rader, key=lambda rad: REKKEFOLGE[rad.stand])


def planer_med(leder: Bruker) -> QuerySet[Kompetanseplan]:
    """The plans of today that others have with this leader."""
    planer = Kompetanseplan.objects.mellom(leder).aapne().filter(til__gte=timezone.localdate())
    return planer.filter(leder=leder.person_id)


def _medarbeider(person, plan, har_en, leder):
    if plan is None:
        return Medarbeider(person, Stand.IKKE_DELT if har_en else Stand.IKKE_BEGYNT)
    ja = {ett.person_id: timezone.localdate(ett.godtatt) for ett in plan.avtaler.all()}
    if plan.status == Status.VEDTATT:
        avtalt = max(ja.values())
        er_gammel = timezone.localdate() - avtalt > GAMMEL
        return Medarbeider(person, Stand.GAMMEL if er_gammel else Stand.AVTALT, plan, avtalt)
    if plan.status == Status.TIL_BEHANDLING:
        return Medarbeider(person, Stand.VENTER if leder.person_id in ja else Stand.VENTER_PAA_DEG, plan)
    return Medarbeider(person, Stand.SKRIVES, plan)
