"""One evaluation in full, with the four questions of [Fafo] table 12: what was answered is written here as plain numbers, so
that a test can work out the report by itself."""

import datetime as dt

from django.utils import timezone

from evaluering.models import (
    Deltakersvar,
    Indikator,
    Indikatormaaling,
    Innsamling,
    Nyttelinje,
    Opptelling,
    Skjema,
    Svarer,
)
from planer.models import Tiltaksdeltaker
from tests.evaluering.factories import lag_evaluering, lag_niva
from tests.klokke import dag
from tests.planer.factories import lag_plan, lag_tiltak
from tests.rollebesetning import lag_bruker

Moment = Innsamling.Moment
FORNOYD = [5, 5, 4, 4, 4, 5, 3, 4, 5, 2, 4]
FOER = [1, 2, 2, 3, 1, 2, 3, 2, 1, 2, 4, 2]
ETTER = [4, 4, 3, 4, 4, 5, 4, 3, 4, 4, 5, 4]
BRUKER, LEDER_SER = [5, 4, 4, 2, 4, 5, 4, 3, 4, 4], [3, 4, 2, 2, 4, 3, 3, 3, 4, 2]
HINDRET = [2, 1, 1, 1, 2, 0, 1, 5, 0, 1]
INNLEGGELSER = ([7, 5, 6, 8, 6, 7], [5, 4, 4, 5, 4])


def lag_saken(tre, antall=12, *, evaluator=None):
    """A measure for so many, 200 days ago, evaluated on all four levels."""
    tiltak = lag_tiltak(
        lag_plan(tre.prosjekt),
        "Se forverring tidlig",
        fra=dag(-210),
        frist=dag(-200),
        antall=12,
        kostnader=[("eget", 96_000)],
    )
    for nr in range(antall):
        Tiltaksdeltaker.objects.create(tiltak=tiltak, person=lag_bruker(f"Deltaker{nr}", tre.prosjekt).person)
    evaluering = lag_evaluering(tiltak, evaluator=evaluator)
    for niva, lovet in ((1, 80), (2, 90), (3, 75), (4, None)):
        lag_niva(evaluering, niva, lovet=lovet, svarer=["deltaker", "leder"] if niva == 3 else ["deltaker"])
    return evaluering


def lag_innsamlet(evaluering, niva, moment=Moment.SLUTT, *, skjema=None, spurt=12, besvart=0, lukket=True):
    naa = timezone.now()
    return Innsamling.objects.create(
        niva=evaluering.nivaaer.get(niva=niva),
        moment=moment,
        versjon=Skjema.objects.get(navn=skjema).nyeste if skjema else None,
        aapner=naa - dt.timedelta(days=30),
        lukker=naa - dt.timedelta(days=16) if lukket else naa + dt.timedelta(days=1),
        lukket=naa - dt.timedelta(days=16) if lukket else None,
        spurt=spurt,
        besvart=besvart,
    )


def svar_paa_reaksjoner(evaluering, svar=FORNOYD, **felt):
    """As counted when the form closed: nothing of fewer than may be shown."""
    innsamling = lag_innsamlet(evaluering, 1, skjema="Kort skjema til deltakerne", besvart=len(svar), **felt)
    if len(svar) >= 5:
        sporsmal = innsamling.versjon.sporsmal.get(tema="fornoyd")
        fordeling = {str(verdi): svar.count(verdi) for verdi in range(1, 6)}
        Opptelling.objects.create(innsamling=innsamling, sporsmal=sporsmal, antall=len(svar), fordeling=fordeling)
        ord_ = innsamling.versjon.sporsmal.get(slag="tekst")
        Opptelling.objects.create(
            innsamling=innsamling, sporsmal=ord_, antall=1, fordeling=["Mer øving, mindre foredrag."]
        )
    return innsamling


def svar_om(innsamling, svar, som=Svarer.DELTAKER, **flere):
    """One answer about each participant; `svar` gives what it says."""
    deltakere = innsamling.niva.evaluering.tiltak.deltakere.order_by("pk")
    for deltaker, verdier in zip(deltakere, svar, strict=False):
        Deltakersvar.objects.create(
            innsamling=innsamling, deltaker=deltaker.person, som=som, svart=dag(-20), **{"verdier": verdier, **flere}
        )


def svar_paa_laering(evaluering, foer=FOER, etter=ETTER):
    """Self-assessment: every question of the scale gets the same answer."""
    for moment, tall in ((Moment.FOER, foer), (Moment.SLUTT, etter)):
        innsamling = lag_innsamlet(evaluering, 2, moment, skjema="Egenvurdering før og etter")
        noekkel = str(innsamling.versjon.sporsmal.get(tema="ferdighet").pk)
        svar_om(innsamling, [{noekkel: verdi} for verdi in tall])


def svar_paa_anvendelse(evaluering, deltakere=BRUKER, ledere=LEDER_SER):
    atferd = evaluering.atferd.create(tekst="Måler NEWS2 ved endring")
    innsamling = lag_innsamlet(evaluering, 3, Moment.ETTER, skjema="Bruk i arbeidet", spurt=24)
    bruk = f"{innsamling.versjon.sporsmal.get(tema='bruk').pk}:{atferd.pk}"
    hinder = str(innsamling.versjon.sporsmal.get(tema="hindret").pk)
    svar_om(innsamling, [{bruk: verdi, hinder: hva} for verdi, hva in zip(deltakere, HINDRET, strict=False)])
    svar_om(innsamling, [{bruk: verdi} for verdi in ledere], Svarer.LEDER)


def maal_nytte(evaluering, foer=INNLEGGELSER[0], etter=INNLEGGELSER[1]):
    indikator = Indikator.objects.create(
        evaluering=evaluering, navn="Akutte innleggelser", retning="ned", maaltall="4.5"
    )
    for nr, verdi in enumerate(foer):
        Indikatormaaling.objects.create(indikator=indikator, dato=dag(-211 - 30 * nr), verdi=verdi)
    for nr, verdi in enumerate(etter):
        Indikatormaaling.objects.create(indikator=indikator, dato=dag(-190 + 30 * nr), verdi=verdi)
    return indikator


def regn_med(evaluering, kostnad=93_000, nytte=110_000):
    for slag, navn, belop in (("kostnad", "Kurs", kostnad), ("nytte", "Færre innleggelser", nytte)):
        Nyttelinje.objects.create(
            evaluering=evaluering,
            slag=slag,
            navn=navn,
            forutsetning="22 à 5 000 kr",
            lav=0,
            sannsynlig=belop,
            hoy=2 * belop,
        )


def lag_hele_saken(tre, **felt):
    evaluering = lag_saken(tre, **felt)
    svar_paa_reaksjoner(evaluering)
    svar_paa_laering(evaluering)
    svar_paa_anvendelse(evaluering)
    maal_nytte(evaluering)
    regn_med(evaluering)
    return evaluering
