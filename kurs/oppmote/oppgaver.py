"""What waits for a person: lists to keep, runs to complete, units to ask for one more, and what one is to share."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from functools import partial

from django.db.models import Count, Max, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kompetanse.felles.formats import og_liste, ukedag
from kompetanse.felles.oppgaver import MANGE, Oppgave, Slag, oppgavene
from kompetanse.organisasjon.models import Bruker
from kurs.models import Kjoring, Kurs, Kursoppsett, Kursplass, Samling


def slag_for(bruker: Bruker) -> Iterator[Slag]:
    """What may wait for this user, in no order. Those who are named keep the list; the leader and HR may do it, and are not
    asked to."""
    yield Slag(Kurs.objects.filter(_mine(bruker, "")), partial(_holder, bruker))
    yield Slag(Kursplass.objects.filter(person=bruker.person_id, del_innen__isnull=False, delt__isnull=True), _deles)


def _holder(bruker, _kurs):
    """For the few who hold courses."""
    return oppgavene(
        [Slag(_uten_oppmote(bruker), _lister), Slag(_over(bruker), _fullfores), Slag(_paameldte(bruker), _alene)]
    )


def _mine(bruker, sti):
    return Q(**{f"{sti}ansvarlig": bruker.person_id}) | Q(**{f"{sti}larer_person": bruker.person_id})


def _uten_oppmote(bruker):
    """Dates of today and earlier of runs that are not completed, and that nobody is noted as having been to."""
    begynt = Samling.objects.filter(start__lte=timezone.now(), kjoring__status__in=Kjoring.Status.kommende())
    begynt = begynt.exclude(kjoring__kurs__form__in=Kurs.Form.grupper()).filter(_mine(bruker, "kjoring__kurs__"))
    return begynt.filter(oppmoter__isnull=True)


def _lister(samlinger):
    return [
        Oppgave(
            hva=_("Før oppmøtet på %(kurs)s") % {"kurs": samling.kjoring.kurs},
            hvorfor=ukedag(samling.start),
            url=reverse("kurs:samling-oppmote", args=[samling.pk]),
            ikon="ClipboardCheckmark",
            frist_dato=timezone.localdate(samling.start),
        )
        for samling in samlinger.select_related("kjoring__kurs").order_by("start", "pk")[:MANGE]
    ]


def _over(bruker):
    """Runs whose last date is over, for the one who answers for the course."""
    kjoringer = Kjoring.objects.filter(status__in=Kjoring.Status.kommende(), kurs__ansvarlig=bruker.person_id)
    kjoringer = kjoringer.exclude(kurs__form__in=Kurs.Form.grupper()).annotate(siste=Max("samlinger__slutt"))
    return kjoringer.filter(siste__lt=timezone.now())


def _fullfores(kjoringer):
    return [
        Oppgave(
            hva=_("Fullfør %(kurs)s") % {"kurs": kjoring.kurs},
            hvorfor=_("Da får deltakerne kursbevis, og kompetansen føres i registeret."),
            url=reverse("kurs:kjoring-fullfor", args=[kjoring.pk]),
            ikon="SealCheckmark",
        )
        for kjoring in kjoringer.select_related("kurs").order_by("siste", "pk")[:MANGE]
    ]


def _paameldte(bruker):
    """Who comes to runs that one answers for, as long as they can be signed up for."""
    return Kursplass.objects.som_kommer().filter(
        kjoring__status=Kjoring.Status.AAPEN,
        kjoring__paameldingsfrist__gte=timezone.localdate(),
        kjoring__kurs__ansvarlig=bruker.person_id,
        stilling__isnull=False,
    )


def _alene(plasser):
    """Runs whose sign-up closes soon, with units that have one participant. The leaders of those are asked as well
    (`paamelding.oppgaver`)."""
    felt = ("kjoring", "kjoring__kurs__navn", "kjoring__paameldingsfrist", "stilling__enhet", "stilling__enhet__navn")
    alene = plasser.order_by().values_list(*felt).annotate(antall=Count("pk")).filter(antall=1)
    per_kjoring = defaultdict(list)
    for *kjoring, _enhet, enhet, _antall in alene.order_by("kjoring__paameldingsfrist", "stilling__enhet__navn"):
        per_kjoring[tuple(kjoring)].append(enhet)
    if not per_kjoring:
        return []
    snart = timezone.localdate() + dt.timedelta(days=Kursoppsett.for_kommunen().alene_dager)
    return [
        Oppgave(
            hva=_("Få med flere fra samme enhet på %(kurs)s") % {"kurs": navn},
            hvorfor=_("Bare én kommer fra %(enheter)s.") % {"enheter": og_liste(enheter[:5])},
            url=reverse("kurs:kjoring-detail", args=[nokkel]),
            ikon="PersonPlus",
            frist_dato=frist,
        )
        for (nokkel, navn, frist), enheter in per_kjoring.items()
        if frist <= snart
    ][:MANGE]


def _deles(plasser):
    return [
        Oppgave(
            hva=_("Del %(kurs)s med kollegene") % {"kurs": plass.kjoring.kurs},
            hvorfor=_("Fortell hva du lærte, og si fra når det er gjort."),
            url=plass.kjoring.get_absolute_url(),
            ikon="Chat",
            frist_dato=plass.del_innen,
        )
        for plass in plasser.select_related("kjoring__kurs").order_by("del_innen", "pk")[:MANGE]
    ]
