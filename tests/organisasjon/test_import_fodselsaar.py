"""The year of birth in the HR import: cut from dates at once, stored, and seen by nobody."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from kompetanse.felles.innlesing import prosess
from kompetanse.felles.innlesing.filer import les_tabell
from kompetanse.organisasjon.importering import fodselsaar
from kompetanse.organisasjon.importering.ansattimport import ANSATTE
from kompetanse.organisasjon.models import Import, Person
from tests.organisasjon.importhjelp import HODE, csv, forhaandsvis, importer, person, plan
from tests.rettigheter.verden import ADRESSER, argumenter, verden  # noqa: F401

pytestmark = [pytest.mark.usefixtures("lager"), pytest.mark.time_machine("2026-06-01T12:00")]
KARI, OLA = "1;Kari;Berg;Kokk;Drift", "2;Ola;Dal;Renholder;Drift"


def fil(*aar, overskrift="Fødselsdato"):
    rader = [f"{rad};{verdi}" for rad, verdi in zip((KARI, OLA), aar, strict=False)]
    return csv(*rader, overskrifter=f"{HODE};{overskrift}")


@pytest.mark.parametrize(
    ("skrevet", "aar"),
    [("1973", "1973"), ("1973,0", "1973"), ("12.05.1973", "1973"), ("1973-05-12", "1973"), ("19730512", "1973")]
    + [("1973-05-12T00:00:00Z", "1973"), ("1973-05-12 00:00:00", "1973"), ("12. mai 1973", "1973")]
    + [("120573", "1973"), ("12.05.73", "1973"), ("12/5-73", "1973"), ("010408", "2008")],
)
def test_a_date_of_birth_is_cut_to_its_year(skrevet, aar):
    assert fodselsaar.aaret(skrevet) == aar


@pytest.mark.parametrize(
    "skrevet", ["26795", "31.02.73", "31.02.1973", "1873", "2026", "2020-01-01", "12057312345", "vet ikke", "i 73"]
)
def test_what_is_no_year_that_one_at_work_is_born_in_is_refused_without_being_repeated(skrevet):
    with pytest.raises(ValidationError) as refused:
        fodselsaar.aaret(skrevet)

    assert skrevet not in refused.value.message


@pytest.mark.parametrize(
    "overskrift",
    ["Fødselsår", "FØDSELSÅR", "Fødselsdato", "Født", "F.dato", "fodselsdato", "Date of birth", "Født dato"]
    + ["personalressurs.person.fodselsdato"],
)
def test_the_year_of_birth_is_known_by_its_headings_and_nothing_else_is_kept_of_the_date(hr, overskrift):
    importen = importer(hr, fil("12.05.1973", "1981", overskrift=overskrift), full_fil=False)

    assert (person("1").fodselsaar, person("2").fodselsaar) == (1973, 1981)
    assert importen.lesing["merknader"] == [
        f"Av kolonnen «{overskrift}» er bare fødselsåret tatt med. Datoen er ikke lagret."
    ]
    assert "12.05" not in str(les_tabell(importen))


def test_a_column_that_someone_says_is_the_date_of_birth_is_cut_too(hr):
    importen = prosess.last_opp(ANSATTE, fil("12.05.1973", overskrift="Bursdag"), "a.csv", bruker=hr, full_fil=False)
    assert "12.05" in str(les_tabell(importen))

    prosess.velg_kolonner(ANSATTE, importen, importen.kolonner | {"Bursdag": "fodselsaar"}, bruker=hr)

    importen = Import.objects.get()
    assert "12.05" not in str(les_tabell(importen))
    assert len(importen.lesing["merknader"]) == 1
    assert "12.05" not in str(
        les_tabell(prosess.last_opp(ANSATTE, fil("12.05.1973", overskrift="Bursdag"), "b.csv", bruker=hr))
    )


def test_a_date_that_cannot_be_read_is_a_fault_of_its_row_and_is_not_kept(hr):
    importen = forhaandsvis(hr, fil("31.02.1973", "1981"), full_fil=False)

    tekst = importen.linjer.get(slag="feil").tekst
    assert tekst.startswith("Fødselsår (av en fødselsdato lagres bare året): Skriv fødselsåret med fire siffer")
    assert "31.02" not in tekst + str(les_tabell(importen))


@pytest.mark.parametrize("skrevet", ["13097248022", "130972 48022", "130972-48022", "1.3097248022E+10"])
@pytest.mark.parametrize("overskrift", ["Fødselsdato", "Født", "Fødselsnummer", "Fødselsnr", "Fnr"])
def test_identity_numbers_are_refused_also_where_a_date_of_birth_is_asked_for(hr, overskrift, skrevet):
    importen = forhaandsvis(hr, fil(skrevet, "1981", overskrift=overskrift), full_fil=False)

    assert "48022" not in str(les_tabell(importen))
    assert not importen.linjer.filter(tekst__contains="48022").exists()
    # Either the column is held back, or the row is a faulty one.
    assert importen.utelatt == [overskrift] or importen.linjer.get(slag="feil").nokkel == "1"


def test_the_same_file_again_changes_nothing_and_a_file_without_the_column_leaves_the_year(hr):
    importer(hr, fil("12.05.1973", "1981"), full_fil=False)

    assert not forhaandsvis(hr, fil("1973", "02.03.1981", overskrift="Fødselsår"), full_fil=False).plan["endrer_noe"]
    assert not forhaandsvis(hr, csv(KARI, OLA, overskrifter=HODE), full_fil=False).plan["endrer_noe"]


def test_the_preview_says_that_the_year_changes_and_not_what_it_is(kommune, hr):
    importer(hr, fil("1973", "1981"), full_fil=False)

    laget = plan(kommune, fil("1974", ""), full_fil=False)

    assert [linje.tekst for linje in laget.linjer] == ["Nytt fødselsår.", "Fødselsåret fjernes."]


def test_the_columns_are_shown_without_examples_of_dates_of_birth(client, hr):
    importen = prosess.last_opp(ANSATTE, fil("12.05.1973"), "a.csv", bruker=hr)
    client.force_login(hr)

    html = client.get(reverse("organisasjon:import-kolonner", args=[importen.pk])).content.decode()

    assert "Kokk" in html
    assert "1973" not in html


# Who asks for a copy of all that is held about oneself, gets the year too.
EGEN_KOPI = {"organisasjon:mine-data-json"}


def test_no_page_and_no_file_shows_the_year_of_birth(client, verden, uten_pdf):  # noqa: F811
    """Every page that HR, the leader and the person reach, and each list as CSV."""
    Person.objects.update(fodselsaar=1937)
    sett = 0

    for navn in ("hr", "leder", "soker", "systemansvarlig"):
        client.force_login(verden["folk"][navn])
        for adresse, parametre in (par for par in ADRESSER if par[0] not in EGEN_KOPI):
            url = reverse(adresse, kwargs=argumenter(adresse, parametre, verden["objekter"]))
            for sporring in ({}, {"format": "csv"}):
                svar = client.get(url, sporring)
                if svar.status_code == 200 and not svar.streaming:
                    sett += 1
                    assert not _viser_aaret(client, svar, url, sporring), url
    assert sett > 200


def _viser_aaret(client, svar, url, sporring):
    """The year stands in the answer, and follows the person: the number of a row or a message may be the same."""
    if b"1937" not in svar.content:
        return False
    Person.objects.update(fodselsaar=1938)
    igjen = client.get(url, sporring)
    Person.objects.update(fodselsaar=1937)
    return b"1938" in igjen.content
