"""Rows of evaluations, with as little as each needs."""

import datetime as dt

from django.utils import timezone

from evaluering.models import Evaluering, Evalueringsniva, Innsamling, Metode, Skjema, Skjemaversjon, Sporsmal, Svarer


def lag_skjema(navn="Kort skjema", *, niva=1, sporsmal=("Hvor fornøyd er du?",)):
    """A form of scales; returns its only version."""
    versjon = Skjemaversjon.objects.create(skjema=Skjema.objects.create(niva=niva, navn=navn))
    for plass, tekst in enumerate(sporsmal, start=1):
        Sporsmal.objects.create(versjon=versjon, tekst=tekst, rekkefolge=10 * plass)
    return versjon


def lag_evaluering(tiltak, *nivaaer, **felt):
    """An evaluation of a measure on these levels, each by its first method."""
    evaluering = Evaluering.objects.create(tiltak=tiltak, enhet=tiltak.plan.enhet, **felt)
    for niva in nivaaer:
        lag_niva(evaluering, niva)
    return evaluering


def lag_niva(evaluering, niva=1, **felt):
    standard = {"metode": Metode.for_niva(niva)[0], "dager": 0, "svarer": [Svarer.DELTAKER]}
    return Evalueringsniva.objects.create(evaluering=evaluering, niva=niva, **{**standard, **felt})


def lag_innsamling(niva, moment=Innsamling.Moment.SLUTT, *, versjon=None, dager=14, **felt):
    """A collection that is open from now on."""
    aapner = timezone.now()
    return Innsamling.objects.create(
        niva=niva, moment=moment, versjon=versjon, aapner=aapner, lukker=aapner + dt.timedelta(days=dager), **felt
    )
