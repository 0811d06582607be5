"""HR files that came in wrong, against what they shall give. The kinds have tests of their own."""

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from kompetanse.felles.innlesing.lesing import les
from kompetanse.felles.spreadsheets import TabellFeil
from kompetanse.organisasjon.importering.ansattimport import ANSATTE
from tests.organisasjon.importhjelp import (
    feil,
    importer,
    lest,
    plan,
    stillinger,
)

pytestmark = pytest.mark.usefixtures("lager")
FILENE = Path(settings.BASE_DIR).parent / "shared" / "data" / "tilfeller"


# (files in turn, what the last one would do: number → (title, unit, per cent), the lines that are refused)
SKOLE = {"5701": ("Lærer", "Ørnes skole", 100)}
OMSORG = "Helse & omsorg › Institusjon/hjemmetjeneste › Solgården sykehjem › Langtid"
TABELL = [
    ("01-float-prosent.xlsx", {n: ("Vernepleier", "Bofellesskap", Decimal(p)) for n, p in
        (("5001", "33.33"), ("5002", "57.70"), ("5003", "50.10"), ("5004", "100"))}, []),
    ("01b-float-prosent.csv", {n: ("Vernepleier", "Bofellesskap", Decimal(p)) for n, p in
        (("5001", "66.67"), ("5002", "81.80"))}, []),
    ("02-excelfeil.xlsx", {}, [2, 3, 4, 5, 6]),
    ("02b-ett-na.xlsx 02c-neste-maaned.xlsx", {}, [2]),
    ("05-tittelrader.xlsx", {"5301": ("Renholder", "Drift", 80)}, []),
    ("05b-tittelrader.csv", {"5301": ("Renholder", "Drift", 100)}, []),
    ("06-datoer.csv", {f"54{n:02}": ("Vikar", "Drift", 100) for n in range(14) if n != 7}, [9]),
    ("07-ett-navn.csv", dict.fromkeys(("5501", "5502", "5503"), ("Assistent", "Barnehage", 100)), []),
    ("07-ett-navn.csv 07b-ett-navn-hele.csv", {}, []),
    ("08a-synlig.csv 08b-usynlig.csv", {}, []),
    ("09-en-gal-byte.csv", SKOLE, [3]),
    ("09b-cp850.csv", SKOLE, []),
    ("09c-macroman.csv", SKOLE | {"5702": ("Lærer", "Ørnes skole", 100)}, []),
    ("09d-utf16le-uten-bom.csv", SKOLE, []),
    ("10-seks-nivaaer.csv", {
        "5801": ("Sykepleier", f"{OMSORG} › 2. etasje › Natt", 100),
        "5802": ("Sykepleier", f"{OMSORG} › 2. etasje › Dag", 100),
        "5803": ("Avdelingsleder", OMSORG, 100),
    }, []),
    ("11a-stab.csv 11b-stab.csv", {"5902": ("Konsulent", "Stab", 100)}, []),
    ("11c-stab-overordnet.csv", {
        "8101": ("Konsulent", "Teknisk › Fellestjeneste", 100), "8102": ("Konsulent", "Oppvekst › Fellestjeneste", 100),
        "8103": ("Leder", "Teknisk", 100), "8104": ("Leder", "Oppvekst", 100),
    }, []),
    ("11d-likt-navn-under.csv", {
        "8111": ("Leder", "Kultur › Kultur", 100), "8112": ("Leder", "Kultur", 100),
        "8113": ("Leder", "Kultur › Kultur › Kultur", 100),
    }, []),
    ("13-brok.csv", {n: ("Lærer", "Skole", p) for n, p in (("6101", 100), ("6102", 80), ("6103", 50))}, []),
    ("14-forside-forst.xlsx", {"6201": ("Kokk", "Kjøkken", 100)}, []),
    ("15-flettet-skjult.xlsx", {"6301": ("Kokk", "Kjøkken", 100), "6304": ("Renholder", "Vaskeri", 100)}, [3, 4]),
    ("16-to-overskriftsrader.xlsx", {"6401": ("Fagarbeider", "Park", 100)}, []),
    ("17a-dato-null.xlsx", {}, [2]),
    ("17b-1904.xlsx", {"6502": ("Kokk", "Kjøkken", 100)}, []),
    ("17c-serienummer-uten-format.xlsx", {"6503": ("Kokk", "Kjøkken", 100)}, []),
    ("21-fnr-former.csv", {}, [2, 3, 4, 5]),
    ("22-epost.csv", dict.fromkeys(("7201", "7202", "7206"), ("Lærer", "Skole", 100)), [4, 5, 6, 8, 9]),
    ("23-over-hundre.csv", {"7302": ("Lektor", "Skole", 100)}, [2]),
]  # fmt: skip


def fra_fil(navn):
    if not FILENE.exists():
        pytest.skip("The files that came in wrong are not on this machine")
    return (FILENE / navn).read_bytes()


@pytest.mark.parametrize(("filer", "gir", "avvist"), TABELL, ids=[filer for filer, _gir, _avvist in TABELL])
def test_each_file_gives_what_it_shall(hr, filer, gir, avvist):
    *forst, sist = filer.split()
    for navn in forst:
        importer(hr, fra_fil(navn), filnavn=navn, full_fil=False)

    laget = plan(hr.kommune, fra_fil(sist), filnavn=sist, full_fil=False)

    assert {nr: tuple(resten) for nr, *resten in stillinger(laget)} == gir
    assert [linje for linje, _grunn in feil(laget)] == avvist
    assert laget.endrer_noe is bool(gir)


def test_the_dates_of_the_files_are_read(hr):
    laget = plan(hr.kommune, fra_fil("06-datoer.csv"), full_fil=False)

    perioder = {p.ansattnummer: (p.stillinger[0].ny.fra, p.stillinger[0].ny.til) for p in laget.personer}
    assert perioder.pop("5406") == (dt.date(2024, 2, 29), dt.date(2028, 2, 28))
    assert {nr for nr, (_fra, til) in perioder.items() if til} == {"5400", "5402"}
    assert {fra for fra, _til in perioder.values()} == {dt.date(2026, 5, 1)}


def test_a_strict_file_is_told_which_format_to_save_as(kommune):
    with pytest.raises(TabellFeil, match="Åpne den i Excel og lagre den som Excel-arbeidsbok"):
        lest(kommune, fra_fil("12-strict.xlsx"), "12-strict.xlsx")


@pytest.mark.parametrize("navn", ["20a-uten-overskrift.csv", "20b-kolonne1.csv", "20c-lonnsnr.csv"])
def test_no_harmless_column_of_the_files_is_held_back(hr, navn):
    lesning = les(ANSATTE, fra_fil(navn), navn, hr.kommune)

    assert (lesning.utelatt, len(lesning.overskrifter)) == ([], 5)


def test_names_of_units_and_several_positions_are_kept(hr):
    enheter = plan(hr.kommune, fra_fil("24-enhetsnavn.csv"), full_fil=False)
    flere = plan(hr.kommune, fra_fil("27-flere-stillinger.csv"), full_fil=False, dato=timezone.localdate())

    assert [linje for linje, _grunn in feil(enheter)] == [2]
    assert ("7404", "Leder", "Barn og unge › Skole/SFO › Sámi mánáidgárdi / Nordsamisk", 100) in stillinger(enheter)
    assert (len(stillinger(flere)), feil(flere)) == (6, [])
