"""The evaluations of a generated kommune, written in bulk: finished on all four levels, and one form that is open.

Nothing random: the same size gives the same rows. The answers of level 1 are there as they are kept, counted for each
question; those of levels 2 and 3 one by one, before and after, from participants and leaders.
"""

import datetime as dt

from django.utils import timezone

from evaluering.models import (
    Deltakersvar,
    Evaluering,
    Evalueringsniva,
    Indikator,
    Indikatormaaling,
    Innsamling,
    Metode,
    Nyttelinje,
    Opptelling,
    Skjema,
    Sporsmal,
    Svarer,
)
from evaluering.svar import lenker
from kompetanse.organisasjon.models import Person
from planer.models import Tiltak
from planer.models.tiltak import Anbefaling

BATCH = 2000
# Participants of each evaluation, and how many questions they have answered on average: 200 answers.
DELTAKERE, SVAR_I_HVER = 10, 200
# Those who answer the open form, all at once.
SAMTIDIGE = 200
SLAG = Sporsmal.Slag
FOER, SLUTT, ETTER = Innsamling.Moment.FOER, Innsamling.Moment.SLUTT, Innsamling.Moment.ETTER
# (level, moment, who answers) of what is collected.
INNSAMLET = (
    (1, SLUTT, (Svarer.DELTAKER,)),
    (2, FOER, (Svarer.DELTAKER,)),
    (2, SLUTT, (Svarer.DELTAKER,)),
    (3, ETTER, (Svarer.DELTAKER, Svarer.LEDER)),
)
LAERING, ANBEFALING = "Øving på arbeidsplassen ga mer enn dagen på kurs.", Anbefaling.values[0]


def fyll(personer, *, svar):
    """Run inside the wall of the kommune. So many answers, of as many evaluations as that takes."""
    tiltak = list(Tiltak.objects.filter(plan__person=None).select_related("plan").order_by("pk")[: svar // SVAR_I_HVER])
    i_dag = timezone.localdate()
    evalueringer = Evaluering.objects.bulk_create(
        [
            Evaluering(
                tiltak=ett,
                enhet_id=ett.plan.enhet_id,
                evaluator=personer[nummer % len(personer)],
                forventet="Flere skal kunne det.",
                laering=LAERING,
                anbefaling=ANBEFALING,
                avsluttet=i_dag - dt.timedelta(days=nummer % 900),
            )
            for nummer, ett in enumerate(tiltak)
        ],
        BATCH,
    )
    Tiltak.objects.filter(pk__in=[ett.pk for ett in tiltak]).update(
        laering=LAERING, anbefaling=ANBEFALING, evaluert=i_dag
    )
    innsamlinger = _innsamlinger(_nivaaer(evalueringer))
    _opptellinger([ett for ett in innsamlinger if ett.niva.niva == 1])
    _deltakersvar([ett for ett in innsamlinger if ett.niva.niva > 1], personer)
    _nytte(evalueringer)


def aapent_skjema():
    """The paths of links to one form of level 1 that is open, one for each who is to answer it at once."""
    evaluering = Evaluering.objects.order_by("pk").first()
    Innsamling.objects.filter(niva__evaluering=evaluering, niva__niva=1, moment=ETTER).delete()
    niva, naa = evaluering.nivaaer.get(niva=1), timezone.now()
    innsamling = Innsamling.objects.create(
        niva=niva, moment=ETTER, versjon=niva.skjema.nyeste, aapner=naa, lukker=naa + dt.timedelta(days=1)
    )
    personer = Person.objects.order_by("pk")[:SAMTIDIGE]
    laget = lenker.lag(innsamling, [lenker.Spurt(person, Svarer.DELTAKER, person) for person in personer])
    return [lenker.sti(lenke) for lenke in laget]


def _nivaaer(evalueringer):
    skjemaer = {skjema.niva: skjema for skjema in Skjema.objects.order_by("-pk")}
    return Evalueringsniva.objects.bulk_create(
        [
            Evalueringsniva(
                evaluering=evaluering,
                niva=niva,
                metode=Metode.for_niva(niva)[0],
                dager=30 * niva,
                svarer=[Svarer.DELTAKER, *([Svarer.LEDER] if niva == 3 else [])],
                skjema=skjemaer.get(niva),
                status=Evalueringsniva.Status.FERDIG,
                lovet=80,
            )
            for evaluering in evalueringer
            for niva in range(1, 5)
        ],
        BATCH,
    )


def _innsamlinger(nivaaer):
    naa = timezone.now()
    versjoner = {}
    return Innsamling.objects.bulk_create(
        [
            Innsamling(
                niva=niva,
                moment=moment,
                versjon=versjoner.setdefault(niva.skjema_id, niva.skjema.nyeste),
                aapner=naa - dt.timedelta(days=60),
                lukker=naa - dt.timedelta(days=30),
                lukket=naa - dt.timedelta(days=30),
                spurt=DELTAKERE * len(hvem),
                besvart=DELTAKERE * len(hvem),
            )
            for niva in nivaaer
            for paa_niva, moment, hvem in INNSAMLET
            if niva.niva == paa_niva
        ],
        BATCH,
    )


def _opptellinger(innsamlinger):
    sporsmal = _sporsmalene(innsamlinger)
    Opptelling.objects.bulk_create(
        [
            Opptelling(innsamling=innsamling, sporsmal=ett, antall=DELTAKERE, fordeling=_fordeling(ett, nummer))
            for nummer, innsamling in enumerate(innsamlinger)
            for ett in sporsmal[innsamling.versjon_id]
        ],
        BATCH,
    )


def _sporsmalene(innsamlinger):
    versjoner = {innsamling.versjon_id: innsamling.versjon for innsamling in innsamlinger}
    return {pk: list(versjon.sporsmal.all()) for pk, versjon in versjoner.items()}


def _fordeling(sporsmal, nummer):
    """Nearly all answer 4 and 5, a little differently from one to the next."""
    if sporsmal.slag == SLAG.SKALA:
        return {"1": 0, "2": nummer % 2, "3": 2 - nummer % 2, "4": 5 - nummer % 3, "5": 3 + nummer % 3}
    if sporsmal.slag == SLAG.VALG:
        return {str(plass): DELTAKERE if plass == 0 else 0 for plass in range(len(sporsmal.valg))}
    return [f"Svar {plass}" for plass in range(3)] if sporsmal.slag == SLAG.TEKST else [str(nummer % 9)] * DELTAKERE


def _deltakersvar(innsamlinger, personer):
    sporsmal = _sporsmalene(innsamlinger)
    hvem = {(niva, moment): som for niva, moment, som in INNSAMLET}
    i_dag = timezone.localdate()
    Deltakersvar.objects.bulk_create(
        (
            Deltakersvar(
                innsamling=innsamling,
                deltaker=personer[(innsamling.niva.evaluering_id + plass) % len(personer)],
                som=som,
                svart=i_dag,
                verdier=_verdier(sporsmal[innsamling.versjon_id], plass + (innsamling.moment != FOER)),
            )
            for innsamling in innsamlinger
            for som in hvem[innsamling.niva.niva, innsamling.moment]
            for plass in range(DELTAKERE)
        ),
        BATCH,
    )


def _verdier(sporsmal, nummer):
    svar = {SLAG.SKALA: 1 + nummer % 5, SLAG.VALG: 0, SLAG.TALL: "3", SLAG.TEKST: "Vi bruker det hver uke."}
    return {str(ett.pk): svar[ett.slag] for ett in sporsmal}


def _nytte(evalueringer):
    """An indicator with a measurement before and one after; a cost and a benefit."""
    i_dag = timezone.localdate()
    indikatorer = Indikator.objects.bulk_create(
        [
            Indikator(evaluering=ett, navn="Avvik", maaleenhet="avvik", retning="ned", utgangspunkt=12, maaltall=6)
            for ett in evalueringer
        ],
        BATCH,
    )
    Indikatormaaling.objects.bulk_create(
        [
            Indikatormaaling(indikator=indikator, dato=i_dag - dt.timedelta(days=dager), verdi=verdi)
            for indikator in indikatorer
            for dager, verdi in ((400, 12), (30, 7))
        ],
        BATCH,
    )
    Nyttelinje.objects.bulk_create(
        [
            Nyttelinje(
                evaluering=ett,
                slag=slag,
                navn=navn,
                lav=belop // 2,
                sannsynlig=belop,
                hoy=2 * belop,
                forutsetning="Timelønn 450 kr.",
            )
            for ett in evalueringer
            for slag, navn, belop in (("kostnad", "Kurs", 40_000), ("nytte", "Spart tid", 70_000))
        ],
        BATCH,
    )
