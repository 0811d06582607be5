"""The import of certificates: both shapes of file, who and what is found, what is refused with a reason, and twice."""

import io

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from kartlegging.models import Bevisimport, Kompetanse, Personkompetanse
from kartlegging.profil.innlesing import BEVIS
from kartlegging.profil.innlesingsplan import Bevisplan
from kompetanse.felles.innlesing import prosess
from kompetanse.felles.innlesing.filer import les_tabell
from kompetanse.felles.innlesing.lesing import FINN_SELV
from tests.kartlegging.factories import Tilstand, gi_kompetanse, lag_bevis, lag_kompetanse, om
from tests.klokke import senere, skrevet

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("lager")]
HODE = "Ansattnr;Kurs;Nivå;Fra;Gyldig til"


@pytest.fixture
def hlr(tre):
    bevis = lag_bevis("Hjerte- og lungeredning", gyldig_mnd=12)
    bevis.synonymer.create(ord="HLR")
    return bevis


def forhaandsvis(hr, *rader):
    importen = prosess.last_opp(BEVIS, "\n".join(rader).encode(), "kurs.csv", bruker=hr)
    if not Bevisimport.objects.get(pk=importen.pk).fingeravtrykk:
        prosess.velg_kolonner(BEVIS, importen, importen.kolonner, bruker=hr)
    return Bevisimport.objects.get(pk=importen.pk)


def importer(hr, *rader):
    importen = forhaandsvis(hr, *rader)
    prosess.bekreft(BEVIS, importen, bruker=hr, fingeravtrykk=importen.fingeravtrykk)
    return linjer(importen)


def linjer(importen):
    return [(en.linje, en.slag, en.tekst) for en in importen.linjer.all()]


def nr(bruker):
    return bruker.person.ansattnummer


def test_a_row_a_certificate_by_number_or_mail_name_or_synonym_is_confirmed_by_hr(soker, kollega, hr, hlr):
    svar = importer(
        hr,
        "Ansattnr;E-post;Kurs;Fra;Gyldig til",
        f"{nr(soker)};;hlr;{skrevet(-10)};{skrevet(300)}",
        f";{kollega.person.epost.upper()};Hjerte- og Lungeredning;{skrevet(-10)};{skrevet(200)}",
    )

    assert svar == [(2, "ny", ""), (3, "ny", "")]
    assert list(
        Personkompetanse.objects.order_by("til").values_list("person", "kompetanse", "til", "tilstand", "vurdert_av")
    ) == [
        (kollega.person_id, hlr.pk, om(200), Tilstand.BEKREFTET, hr.pk),
        (soker.person_id, hlr.pk, om(300), Tilstand.BEKREFTET, hr.pk),
    ]


@pytest.mark.parametrize("antall", [1, 3])
def test_the_row_of_headings_is_found_by_one_reading_of_the_catalogue(hr, hlr, antall, django_assert_num_queries):
    fil, kommune = "\n".join(["Kurs i året", "Ansattnr;HLR", *["1;x"] * antall]).encode(), hr.kommune

    with django_assert_num_queries(2):  # synonyms, names
        tabell = BEVIS.les(io.BytesIO(fil), "kurs.csv", kommune, FINN_SELV)

    assert tabell.overskrifter == ["Ansattnr", "HLR"]


def test_a_column_a_certificate_holds_the_last_day_or_a_cross(soker, kollega, hr, hlr):
    truck = lag_bevis("Truck")

    svar = importer(hr, "Ansattnr;HLR;Truck", f"{nr(soker)};{skrevet(100)};x", f"{nr(kollega)};;nei")

    assert svar == [(2, "ny", ""), (2, "ny", "")]
    assert list(Personkompetanse.objects.order_by("pk").values_list("person", "kompetanse", "til")) == [
        (soker.person_id, hlr.pk, om(100)),
        (soker.person_id, truck.pk, None),
    ]


@pytest.mark.parametrize(
    "fil",
    [
        (HODE, "{nr};HLR;;{fra};{til}", "{nr};Demens;2;{fra};"),
        ("Ansattnr;Kurs;Nivå;Gyldig til", "{nr};HLR;;{til}", "{nr};Demens;2;"),
        ("Ansattnr;HLR;Truck", "{nr};{til};x"),
    ],
)
def test_the_same_file_again_is_unchanged_also_on_another_day(soker, hr, hlr, fil):
    lag_kompetanse("Demens")
    lag_bevis("Truck")
    rader = [rad.format(nr=nr(soker), fra=skrevet(-10), til=skrevet(300)) for rad in fil]
    importer(hr, *rader)
    foer = list(Personkompetanse.objects.order_by("pk").values())

    with senere(days=1):
        svar = linjer(forhaandsvis(hr, *rader))

    assert {slag for _linje, slag, _tekst in svar} == {"uendret"}
    assert list(Personkompetanse.objects.order_by("pk").values()) == foer


def test_what_the_employee_registered_becomes_confirmed_and_a_level_gets_its_new_end(soker, hr, hlr):
    demens = lag_kompetanse("Demens")
    gi_kompetanse(soker, hlr, til=om(300), fra=om(-10), tilstand=Tilstand.EGENVURDERT)
    gi_kompetanse(soker, demens, 2, fra=om(-50))

    svar = importer(
        hr, HODE, f"{nr(soker)};HLR;;{skrevet(-10)};{skrevet(300)}", f"{nr(soker)};Demens;2;;{skrevet(400)}"
    )

    assert [(linje, slag) for linje, slag, _tekst in svar] == [(2, "endret"), (3, "endret")]
    assert svar[0][2] == "Blir bekreftet."
    assert set(Personkompetanse.objects.values_list("kompetanse", "fra", "til", "tilstand")) == {
        (hlr.pk, om(-10), om(300), Tilstand.BEKREFTET),
        (demens.pk, om(-50), om(400), Tilstand.BEKREFTET),
    }


def test_a_renewal_is_a_new_proof_beside_the_old(soker, hr, hlr):
    gi_kompetanse(soker, hlr, fra=om(-300), til=om(65))

    importer(hr, HODE, f"{nr(soker)};HLR;;{skrevet(-1)};{skrevet(364)}")

    assert soker.person.kompetanser.gyldig().count() == 2


def test_a_last_day_that_is_left_out_is_counted_from_the_first(soker, hr, hlr, time_machine):
    time_machine.move_to("2026-03-05T12:00")

    importer(hr, HODE, f"{nr(soker)};HLR;;1.3.2026;")

    assert str(Personkompetanse.objects.get().til) == "2027-03-01"


def test_what_cannot_be_stored_is_listed_with_the_reason_and_nothing_is_made_for_it(soker, kollega, hr, hlr, tre):
    lag_kompetanse("Demens")
    lag_bevis("Politiattest fremlagt", kun_fremvises=True)
    lag_bevis("Gammelt kurs", avviklet=om(-1))
    kollega.person.stillinger.update(til=om(-1))
    n = nr(soker)

    svar = importer(
        hr,
        HODE,
        f"99999x;HLR;;;{skrevet(1)}",
        f"{nr(kollega)};HLR;;;{skrevet(1)}",
        f"{n};Ukjent kurs;;;",
        f"{n};Demens;7;;",
        f"{n};HLR;;{skrevet(-1)};{skrevet(-2)}",
        f"{n};HLR;;{skrevet(5)};{skrevet(9)}",
        f"{n};HLR;;i går;",
        f"{n};Politiattest fremlagt;;;",
        f"{n};Gammelt kurs;;;",
        f"{n};HLR;;;{skrevet(1)}",
        f"{n};HLR;;;{skrevet(1)}",
        ";HLR;;;",
    )

    assert svar == [
        (2, "feil", "Ingen ansatt har ansattnummeret eller e-posten 99999x."),
        (3, "feil", "Den ansatte har sluttet."),
        (4, "feil", "Katalogen har ingen kompetanse som heter «Ukjent kurs»."),
        (5, "feil", "«Demens» har nivåer fra 1 til 4."),
        (6, "feil", "Gyldig til kommer før fra-datoen."),
        (7, "feil", "Fra-datoen er ikke kommet ennå."),
        (8, "feil", "Fra: Skriv datoen som dag.måned.år, for eksempel 5.3.2026."),
        (9, "feil", "«Politiattest fremlagt» føres inn av lederen, med dagen den ble vist frem."),
        (10, "feil", "«Gammelt kurs» er ikke lenger i katalogen."),
        (11, "ny", ""),
        (12, "feil", "Det samme står også på linje 11."),
        (13, "feil", "Raden sier ikke hvem den gjelder."),
    ]
    assert Personkompetanse.objects.count() == 1
    assert not Kompetanse.objects.filter(navn="Ukjent kurs").exists()


def test_an_employee_number_and_a_mail_of_two_people_are_refused(soker, kollega, hr, hlr):
    svar = importer(hr, "Ansattnr;E-post;Kurs", f"{nr(soker)};{kollega.person.epost};HLR")

    assert svar == [(2, "feil", "Ansattnummeret og e-posten hører til to forskjellige.")]


def test_two_columns_may_be_certificates_but_not_beside_a_column_that_names_one(hr, hlr):
    lag_bevis("Truck")
    feil = BEVIS.feil_i_kolonner

    assert feil({"Nr": "ansattnummer", "HLR": "kolonne", "Truck": "kolonne"}, hr.kommune) == []
    assert feil({"Nr": "ansattnummer", "Kurs": "kompetanse", "HLR": "kolonne"}, hr.kommune) != []
    assert feil({"HLR": "kolonne"}, hr.kommune) != []
    assert feil({"Nr": "ansattnummer"}, hr.kommune) != []


def test_only_hr_for_the_whole_kommune_imports(leder, hr_enhet, soker, hr, hlr, client):
    for bruker in (leder, hr_enhet, soker):
        with pytest.raises(PermissionDenied):
            prosess.last_opp(BEVIS, b"Ansattnr;Kurs\n1;HLR\n", "a.csv", bruker=bruker)
    client.force_login(hr)
    assert client.get(reverse("kartlegging:bevisimport-list")).status_code == 200


def test_one_who_registers_the_same_level_at_the_instant_is_told_and_nothing_is_half_stored(soker, hr, monkeypatch):
    demens = lag_kompetanse("Demens")
    importen = forhaandsvis(hr, HODE, f"{nr(soker)};Demens;2;{skrevet(-1)};")
    skriv = Bevisplan.skriv

    def i_mellomtiden(plan, *args):
        gi_kompetanse(soker, demens, 2, tilstand=Tilstand.EGENVURDERT)
        skriv(plan, *args)

    monkeypatch.setattr(Bevisplan, "skriv", i_mellomtiden)

    with pytest.raises(ValidationError, match="samme øyeblikk"):
        prosess.bekreft(BEVIS, importen, bruker=hr, fingeravtrykk=importen.fingeravtrykk)
    assert not Personkompetanse.objects.exists()


@pytest.mark.parametrize("antall", [1, 30])
def test_the_plan_asks_as_many_questions_for_one_row_as_for_thirty(soker, hr, hlr, antall, django_assert_num_queries):
    rader = [f"{nr(soker)};HLR;;{skrevet(-1)};{skrevet(nr_ + 1)}" for nr_ in range(antall)]
    importen = forhaandsvis(hr, HODE, *rader)
    tabell = les_tabell(importen)

    # people, names, synonyms, competences with scale, stored rows
    with django_assert_num_queries(5):
        BEVIS.lag_plan(importen, tabell, lambda *_: None)
