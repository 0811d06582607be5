"""A measure that twelve took part in, and the form that they are asked by."""

import pytest

from evaluering.models import Innsamling, Skjemaversjon
from evaluering.svar import avlegging, innsamling
from evaluering.svar.avlegging import Adgang
from tests.evaluering.factories import lag_evaluering, lag_niva
from tests.planer.drofting.conftest import Gjest
from tests.planer.factories import lag_plan, lag_tiltak
from tests.rollebesetning import lag_bruker

Moment = Innsamling.Moment
NAVN = ("Anne", "Bjørn", "Cecilie", "David", "Elin", "Fredrik", "Grete", "Hans", "Inger", "Jonas", "Kristin", "Leif")


@pytest.fixture
def deltakere(tre):
    return [lag_bruker(navn, tre.prosjekt) for navn in NAVN]


@pytest.fixture
def evaluering(tre, deltakere):
    tiltak = lag_tiltak(lag_plan(tre.prosjekt), "Se forverring tidlig")
    for bruker in deltakere:
        tiltak.deltakere.create(person=bruker.person)
    return lag_evaluering(tiltak)


@pytest.fixture
def versjon():
    """The short form that every kommune starts with."""
    return Skjemaversjon.objects.get(skjema__navn="Kort skjema til deltakerne")


@pytest.fixture
def niva(evaluering, versjon):
    return lag_niva(evaluering, 1, skjema=versjon.skjema)


@pytest.fixture
def aapen(niva):
    """Level 1, asked: a link to each of the twelve, and a code for the wall."""
    return innsamling.aapne(niva, Moment.SLUTT)


@pytest.fixture
def gjest():
    return Gjest()


def adgang(aapen, bruker):
    """The way in of one participant."""
    lenke = aapen.lenker.get(person=bruker.person)
    return Adgang(aapen, lenke.nokkel, lenke)


def verdier(aapen, skala=4, tekst=""):
    """The same to every question of scale, and these words."""
    alle = {"skala": skala, "tekst": tekst}
    svar = {str(ett.pk): alle[ett.slag] for ett in aapen.versjon.sporsmal.all()}
    return {nokkel: verdi for nokkel, verdi in svar.items() if verdi}


def skjemadata(aapen, skala=4, tekst=""):
    """As a browser sends them."""
    return {f"s-{nokkel}": verdi for nokkel, verdi in verdier(aapen, skala, tekst).items()}


def svar(aapen, bruker, skala=4, tekst=""):
    avlegging.svar(adgang(aapen, bruker), verdier(aapen, skala, tekst))


def telt(aapen):
    """The scale answers of each question, when the collection is closed; None for those that are not shown."""
    vist = {ett.sporsmal_id: ett.fordeling for ett in aapen.opptellinger.viste()}
    return [vist.get(ett.pk) for ett in aapen.versjon.sporsmal.all()]
