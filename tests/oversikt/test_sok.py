"""The search across everything finds what the lists find, and nothing more."""

import pytest

from kompetanse.oversikt import sok
from soknader.sak import register, saksgang
from tests.soknader.factories import lag_soknad


@pytest.fixture
def sendt(soker):
    return saksgang.send_inn(lag_soknad(soker, tittel="Kurs i medarbeidersamtaler"), bruker=soker)


def funnet(uttrykk, bruker):
    return {overskrift: [treff.navn for treff in treff_] for overskrift, treff_ in sok.finn(uttrykk, bruker)}


@pytest.mark.parametrize("uttrykk", ["medarb", "medarbeidersamtalene", "samtaler", "siri", "test siri", "{nummer}"])
def test_applications_are_those_that_the_register_finds(sendt, hr, uttrykk):
    uttrykk = uttrykk.format(nummer=sendt.nummer)

    assert list(register.finn(hr, sok=uttrykk)) == [sendt]
    assert funnet(uttrykk, hr)["Søknader"] == ["Kurs i medarbeidersamtaler"]


def test_others_find_neither_the_application_nor_the_applicant(sendt, utenforstaende):
    assert funnet("siri", utenforstaende) == {}
    assert funnet("medarb", utenforstaende) == {}


def test_units_and_people_are_found_by_the_beginning_of_a_name(tre, soker, hr):
    assert funnet("prosj", hr) == {"Enheter": ["Prosjektkontoret"]}
    assert funnet("test si", hr) == {"Personer": ["Siri Test"]}
