"""What waits for a person: places to answer, one's own courses soon, and those who go alone from a unit that one leads."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kompetanse.felles.formats import klokkeslett, og_liste, tall, ukedag
from kompetanse.felles.oppgaver import MANGE, Oppgave, Slag
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.ledelse import ledede_enheter
from kompetanse.organisasjon.models import Bruker, Person, Rollekode
from kurs.models import Kjoring, Kursoppsett, Kursplass, Samling

# A course stands among one's tasks from so many days before.
SNART = dt.timedelta(days=14)


def til_svar(bruker: Bruker) -> QuerySet[Kursplass]:
    """The places that wait for the user as a leader; HR may answer for the leader, and is not asked to."""
    roller = bruker.roller_som(*Rollekode.ledere()) if tilgang.aktive_roller(bruker) else []
    if not roller:
        return Kursplass.objects.none()
    folk = Person.objects.hos(roller).order_by().values("pk")
    venter = Kursplass.objects.som_kommer().filter(status=Kursplass.Status.SOKT, person__in=folk)
    return venter.exclude(person=bruker.person_id)


def slag_for(bruker: Bruker) -> Iterator[Slag]:
    """What may wait for this user, in no order."""
    yield Slag(til_svar(bruker), _svar)
    yield Slag(_egne_samlinger(bruker), _egne)
    if tilgang.aktive_roller(bruker) and (ledet := ledede_enheter(bruker)):
        yield Slag(_plasser_fra([rolle.enhet_id for rolle in ledet]), _alene)


def _svar(plasser):
    venter = list(plasser.select_related("person", "kjoring")[: MANGE + 1])
    hva = ngettext("Svar på %(n)s påmelding til kurs", "Svar på %(n)s påmeldinger til kurs", len(venter))
    frister = [plass.kjoring.paameldingsfrist for plass in venter if plass.kjoring.paameldingsfrist]
    return [
        Oppgave(
            hva=hva % {"n": tall(len(venter))},
            hvorfor=og_liste(dict.fromkeys(str(plass.person) for plass in venter[:5])),
            url=reverse("kurs:kursplass-svar-list"),
            ikon="PersonCheckmark",
            frist_dato=min(frister, default=None),
        )
    ]


def _egne_samlinger(bruker):
    naa = timezone.now()
    plasser = Kursplass.objects.som_kommer().filter(person=bruker.person_id, status=Kursplass.Status.PLASS)
    return Samling.objects.filter(
        kjoring__in=plasser.order_by().values("kjoring"), slutt__gt=naa, start__lte=naa + SNART
    )


def _egne(samlinger):
    return [_kurset(samling) for samling in samlinger.select_related("kjoring__kurs")[:MANGE]]


def _kurset(samling):
    naar = _("%(dag)s kl. %(tid)s") % {"dag": ukedag(samling.start), "tid": klokkeslett(samling.start)}
    return Oppgave(
        hva=_("Du skal på %(kurs)s") % {"kurs": samling.kjoring.kurs},
        hvorfor=", ".join(filter(None, [naar, samling.kjoring.sted])),
        url=samling.kjoring.get_absolute_url(),
        ikon="HatSchool",
        frist_dato=timezone.localdate(samling.start),
    )


def _plasser_fra(enheter):
    """The places of these units in runs that can be signed up for."""
    aapne = Kjoring.objects.filter(status=Kjoring.Status.AAPEN, paameldingsfrist__gte=timezone.localdate())
    plasser = Kursplass.objects.som_kommer().filter(kjoring__in=aapne.order_by().values("pk"))
    return plasser.filter(stilling__enhet__in=enheter)


def _alene(plasser):
    """The units with one participant in a run whose sign-up closes soon."""
    snart = timezone.localdate() + dt.timedelta(days=Kursoppsett.for_kommunen().alene_dager)
    plasser = plasser.filter(kjoring__paameldingsfrist__lte=snart)
    per_enhet = defaultdict(list)
    for plass in plasser.select_related("person", "kjoring__kurs", "stilling__enhet").order_by("pk"):
        per_enhet[plass.kjoring_id, plass.stilling.enhet_id].append(plass)
    return [_alene_paa(noen[0]) for noen in per_enhet.values() if len(noen) == 1][:MANGE]


def _alene_paa(plass):
    ord_ = {"person": plass.person, "enhet": plass.stilling.enhet, "kurs": plass.kjoring.kurs}
    return Oppgave(
        hva=_("Meld på én til på %(kurs)s") % ord_,
        hvorfor=_("%(person)s er alene fra %(enhet)s. To er det lettere å bruke det sammen med.") % ord_,
        url=reverse("kurs:kjoring-paameld-andre", args=[plass.kjoring_id]),
        ikon="PersonPlus",
        frist_dato=plass.kjoring.paameldingsfrist,
    )
