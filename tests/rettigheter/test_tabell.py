"""Every address × everyone → the exact status, as `tabell.txt` says; see `tabell.py` for how it is read and written."""

import os

import pytest

from tests.rettigheter import tabell
from tests.rettigheter.delt import felles_verden, verden  # noqa: F401
from tests.rettigheter.verden import ADRESSER

LINJER = tabell.les()

pytestmark = pytest.mark.usefixtures("uten_pdf")


def test_the_table_holds_every_address_by_both_methods_and_no_other():
    i_tabellen = {(linje.navn, metode) for linje in LINJER for metode in linje.metoder}

    assert i_tabellen == {(navn, metode) for navn, _parametre in ADRESSER for metode in tabell.METODER}


@pytest.mark.parametrize("hvem", tabell.KOLONNER)
def test_each_address_answers_each_person_as_the_table_says(verden, hvem):  # noqa: F811
    client = tabell.innlogget(verden, hvem)

    galt = {
        (metode, linje.hva): (status, linje.status(hvem))
        for linje in LINJER
        for metode in linje.metoder
        if (status := tabell.svar(client, linje, metode, verden)) != linje.status(hvem)
    }

    assert galt == {}


if utvalg := os.environ.get("SKRIV_TABELLEN"):

    @pytest.mark.timeout(1800)
    def test_the_table_is_written(verden):  # noqa: F811
        tabell.skriv(verden, utvalg)
