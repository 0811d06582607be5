"""The courses of a generated kommune, written in bulk: three years of runs with attendance, those to come, and courses taken
elsewhere.

Nothing random: the same size gives the same rows. All employees take part in turn, so each unit has about as many days for
each employee whatever the size.
"""

import datetime as dt

from django.utils import timezone

from kompetanse.organisasjon.models import Enhet, Stilling
from kurs.models import Dagmaal, Ekstern, Kjoring, Kurs, Kursoppsett, Kursplass, Oppmote, Samling

BATCH = 2000
DATOER, KJORINGER_AV_HVERT = 2, 40
# Days before today on which the first run was held, and how many of ten have been held.
TILBAKE, HOLDT = 3 * 365, 9
FORMER = (Kurs.Form.KURS, Kurs.Form.SAMLING, Kurs.Form.WEBINAR, Kurs.Form.KURS, Kurs.Form.NETTVERK)
Status = Kursplass.Status


def fyll(*, kjoringer, oppmoter):
    """Run inside the wall of the kommune. Each participant of a run that has been held was at all its dates."""
    Kursoppsett.for_kommunen()
    Dagmaal.objects.create(aar=timezone.localdate().year - 3, dager=3)
    stillinger = list(Stilling.objects.order_by("person_id", "pk").distinct("person_id"))
    kjorte = _kjoringer(kjoringer)
    holdt = [kjoring for kjoring in kjorte if kjoring.status == Kjoring.Status.GJENNOMFORT]
    plasser = _plasser(kjorte, stillinger, max(oppmoter // DATOER // max(len(holdt), 1), 1))
    _oppmoter(plasser)
    _eksterne(stillinger)


def _kjoringer(antall):
    """In the order of their dates, which are remembered as `datoer`."""
    enheter = list(Enhet.objects.filter(depth=2).order_by("path"))
    kurs = Kurs.objects.bulk_create(
        Kurs(navn=f"Kurs {nummer + 1}", form=FORMER[nummer % len(FORMER)], enhet=enheter[nummer % len(enheter)])
        for nummer in range(max(antall // KJORINGER_AV_HVERT, 1))
    )
    kjoringer = Kjoring.objects.bulk_create(
        [
            Kjoring(
                kurs=kurs[nummer % len(kurs)],
                sted="Rådhuset",
                plasser=200,
                status=Kjoring.Status.GJENNOMFORT if 10 * nummer < HOLDT * antall else Kjoring.Status.AAPEN,
            )
            for nummer in range(antall)
        ],
        BATCH,
    )
    for nummer, kjoring in enumerate(kjoringer):
        kjoring.datoer = list(_datoer(kjoring, nummer, antall))
    Samling.objects.bulk_create([samling for kjoring in kjoringer for samling in kjoring.datoer], BATCH)
    return kjoringer


def _datoer(kjoring, nummer, antall):
    """So that the last one that has been held was some days ago, and the rest follow at the same pace."""
    dag = timezone.localdate() - dt.timedelta(days=TILBAKE - 10 * TILBAKE * nummer // (HOLDT * antall) + 10)
    for uke in range(DATOER):
        start = timezone.make_aware(dt.datetime.combine(dag + dt.timedelta(days=4 * uke), dt.time(9)))
        yield Samling(kjoring=kjoring, start=start, slutt=start + dt.timedelta(hours=4), halvdager=1)


def _plasser(kjoringer, stillinger, i_hver):
    i_hver = min(i_hver, len(stillinger))
    return Kursplass.objects.bulk_create(
        [
            Kursplass(
                kjoring=kjoring,
                person_id=(stilling := stillinger[(nummer * i_hver + plass) % len(stillinger)]).person_id,
                stilling=stilling,
                status=Status.FULLFORT if kjoring.status == Kjoring.Status.GJENNOMFORT else Status.PLASS,
            )
            for nummer, kjoring in enumerate(kjoringer)
            for plass in range(i_hver)
        ],
        BATCH,
    )


def _oppmoter(plasser):
    Oppmote.objects.bulk_create(
        [
            Oppmote(samling=samling, kursplass=plass, halvdager=1, timer=4)
            for plass in plasser
            if plass.status == Status.FULLFORT
            for samling in plass.kjoring.datoer
        ],
        BATCH,
    )


def _eksterne(stillinger):
    """One for each position, spread over a year."""
    i_dag = timezone.localdate()
    Ekstern.objects.bulk_create(
        [
            Ekstern(
                person_id=stilling.person_id,
                stilling=stilling,
                navn="Personvern",
                fullfort=i_dag - dt.timedelta(days=nummer % 365),
                timer=2,
                kilde="Læringsplattformen",
            )
            for nummer, stilling in enumerate(stillinger)
        ],
        BATCH,
    )
