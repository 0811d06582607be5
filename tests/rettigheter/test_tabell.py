"""Every address × everyone → the exact status, as `tabell.txt` says; see `tabell.py` for how it is read and written."""

import os

import pytest

from tests.rettigheter import tabell
from tests.rettigheter.delt import felles_verden, verden  # noqa: F401
from tests.rettigheter.verden import ADRESSER

LINJER = tabell.les()

pytestmark = pytest.mark.usefixtures("uten_pdf")
# Sees the most.
TEGNES_FOR = "hr"
NEI = {403, 404}


def test_the_table_holds_every_address_by_both_methods_and_no_other():
    i_tabellen = {(linje.navn, metode) for linje in LINJER for metode in linje.metoder}

    assert i_tabellen == {(navn, metode) for navn, _parametre in ADRESSER for metode in tabell.METODER}


@pytest.mark.usefixtures("uten_feilsider")
@pytest.mark.parametrize("hvem", tabell.KOLONNER)
def test_each_address_answers_each_person_as_the_table_says(verden, hvem):  # noqa: F811
    """The pages are drawn for HR, for others those that HR does not see; those that say no, in the test below."""
    client = tabell.innlogget(verden, hvem)

    galt = {
        (metode, linje.hva): (status, linje.status(hvem))
        for linje in LINJER
        for metode in linje.metoder
        if (status := tabell.svar(client, linje, metode, verden, tegnet=_tegnes(linje, hvem))) != linje.status(hvem)
    }

    assert galt == {}


def _tegnes(linje, hvem):
    return hvem == TEGNES_FOR or linje.status(TEGNES_FOR) != 200


@pytest.mark.parametrize("hvem", tabell.KOLONNER)
def test_the_page_that_says_no_is_drawn_for_each_person(verden, hvem):  # noqa: F811
    client = tabell.innlogget(verden, hvem)
    en_av_hvert_slag = {linje.status(hvem): linje for linje in LINJER if "GET" in linje.metoder}

    svar = {nei: client.get(en_av_hvert_slag[nei].adresse(verden["objekter"])) for nei in NEI & en_av_hvert_slag.keys()}

    assert svar
    assert [nei for nei, ett in svar.items() if ett.status_code != nei or b"<h1>" not in ett.content] == []


if utvalg := os.environ.get("SKRIV_TABELLEN"):

    @pytest.mark.timeout(1800)
    def test_the_table_is_written(verden):  # noqa: F811
        tabell.skriv(verden, utvalg)
