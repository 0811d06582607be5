"""What becomes of positions and units in the cases that HR systems really send."""

import datetime as dt
from decimal import Decimal

import pytest

from kompetanse.organisasjon.models import Enhet, Enhetsperiode, Person, Stilling
from tests.organisasjon.importhjelp import (
    HELSE,
    KARI,
    OLA,
    OVERSKRIFTER,
    bytt,
    csv,
    gjeldende,
    importer,
    linjer,
    plan,
)
from tests.rollebesetning import lag_enhet

pytestmark = [pytest.mark.usefixtures("lager"), pytest.mark.time_machine("2026-03-05T12:00")]
DAGEN = dt.date(2026, 3, 5)
FINT = (
    "ansattnummer;fornavn;etternavn;stillingsnummer;stillingstittel;ansettelsesprosent;gyldighetsperiode.start;"
    "gyldighetsperiode.slutt;hovedstilling;organisasjonsKode;organisasjonselement.navn;overordnet"
)


def perioder(nummer):
    """(unit, per cent, from, to) of the employee's positions, oldest first."""
    rader = Stilling.objects.filter(person__ansattnummer=nummer).order_by("fra", "nummer").select_related("enhet")
    return [(s.enhet.navn, int(s.prosent), f"{s.fra:%Y-%m-%d}", s.til and f"{s.til:%Y-%m-%d}") for s in rader]


def test_a_fint_timeline_is_stored_as_it_is_and_read_again(hr):
    rader = [
        "1;Kari;Berg;1;Lege;8000;2020-01-01T12:00:00Z;2023-12-31T12:00:00Z;true;10;Helse;",
        "1;Kari;Berg;1;Lege;10000;2024-01-01T12:00:00Z;;true;10;Helse;",
    ]

    importer(hr, csv(*rader, overskrifter=FINT), full_fil=False)
    igjen = importer(hr, csv(*reversed(rader), overskrifter=FINT), full_fil=False)

    assert perioder("1") == [("Helse", 80, "2020-01-01", "2023-12-31"), ("Helse", 100, "2024-01-01", None)]
    assert igjen.plan["uendret"] == 2


def test_a_new_period_with_other_content_ends_the_old_the_day_before(hr):
    importer(hr, csv(KARI, HELSE), full_fil=False)

    importer(hr, csv(bytt(KARI, Stillingsprosent="50", Startdato="01.02.2026"), HELSE), full_fil=False)

    assert perioder("1001") == [
        ("Hjemmetjenesten", 80, "2020-01-01", "2026-01-31"),
        ("Hjemmetjenesten", 50, "2026-02-01", None),
    ]


def test_a_new_period_with_the_same_content_changes_nothing(hr):
    """A new salary gives a new period in the HR system, and history must not shrink for that."""
    importer(hr, csv(KARI, HELSE), full_fil=False)

    importen = importer(hr, csv(bytt(KARI, Startdato="01.05.2025"), HELSE), full_fil=False)

    assert importen.plan["uendret"] == 2
    assert perioder("1001") == [("Hjemmetjenesten", 80, "2020-01-01", None)]


def test_other_content_from_the_same_start_is_a_correction(hr):
    importer(hr, csv(KARI, HELSE), full_fil=False)

    importer(hr, csv(bytt(KARI, Stillingsprosent="50", Startdato="01.01.2019"), HELSE), full_fil=False)

    assert perioder("1001") == [("Hjemmetjenesten", 50, "2019-01-01", None)]


def test_a_move_there_and_back_keeps_all_three_periods(hr):
    borte = bytt(KARI, Enhetskode="30", Enhetsnavn="Helse", Overordnet="")
    importer(hr, csv(KARI, HELSE), full_fil=False)
    importer(hr, csv(borte, OLA, HELSE), full_fil=False, dato=dt.date(2026, 2, 1))

    importer(hr, csv(KARI, HELSE), full_fil=False, dato=DAGEN)
    igjen = importer(hr, csv(KARI, HELSE), full_fil=False, dato=DAGEN)

    assert perioder("1001") == [
        ("Hjemmetjenesten", 80, "2020-01-01", "2026-01-31"),
        ("Helse", 80, "2026-02-01", "2026-03-04"),
        ("Hjemmetjenesten", 80, "2026-03-05", None),
    ]
    assert igjen.plan["uendret"] == 2


def test_one_who_was_left_out_by_mistake_goes_on_as_before(hr):
    importer(hr, csv(KARI, OLA, HELSE), full_fil=False)
    importer(hr, csv(KARI, HELSE), dato=dt.date(2026, 2, 1))
    assert perioder("1002") == [("Hjemmetjenesten", 100, "2019-08-01", "2026-01-31")]

    importen = importer(hr, csv(KARI, OLA, HELSE), dato=DAGEN)

    assert perioder("1002") == [("Hjemmetjenesten", 100, "2019-08-01", None)]
    assert importen.linjer.get(slag="endret").tekst == "Slutter ikke likevel."


def test_one_who_comes_back_after_some_time_gets_a_new_period(hr):
    importer(hr, csv(bytt(OLA, Sluttdato="31.12.2024"), HELSE), full_fil=False)

    importer(hr, csv(bytt(OLA, Startdato="01.01.2026"), HELSE), full_fil=False, dato=DAGEN)

    assert perioder("1002") == [
        ("Hjemmetjenesten", 100, "2019-08-01", "2024-12-31"),
        ("Hjemmetjenesten", 100, "2026-01-01", None),
    ]


def test_a_position_that_starts_later_leaves_the_present_one_until_then(hr):
    importer(hr, csv(KARI, HELSE), full_fil=False)
    senere = csv(bytt(KARI, Stillingsprosent="100", Startdato="01.09.2026"), HELSE)

    importer(hr, senere, full_fil=False, dato=DAGEN)
    igjen = importer(hr, senere, full_fil=False, dato=DAGEN)

    assert perioder("1001") == [
        ("Hjemmetjenesten", 80, "2020-01-01", "2026-08-31"),
        ("Hjemmetjenesten", 100, "2026-09-01", None),
    ]
    assert not igjen.plan["endrer_noe"]


def test_one_of_two_positions_that_is_gone_is_ended(hr):
    to = bytt(KARI, Stillingsnummer="2", Stillingsprosent="20", Enhetskode="30", Enhetsnavn="Helse", Overordnet="")
    importer(hr, csv(KARI, to, HELSE), full_fil=False)

    laget = importer(hr, csv(KARI, HELSE), full_fil=False, dato=DAGEN)

    assert gjeldende("1001", DAGEN) == [("Sykepleier", "Hjemmetjenesten", Decimal(80))]
    assert laget.linjer.get(slag="avsluttet").tekst == "Slutter 4.\u00a0mars 2026: Sykepleier, Helse."
    assert laget.plan["avsluttede_ansatte"] == 0


def test_columns_that_the_file_does_not_have_leave_what_is_stored(hr):
    importer(hr, csv(KARI + ";ja", HELSE + ";ja", overskrifter=OVERSKRIFTER + ";Er leder"), full_fil=False)

    importer(hr, b"Ansattnr;Navn;Stilling;Enhetskode\n1001;Kari Berg;Sykepleier;310", full_fil=False)

    stilling = Stilling.objects.get(person__ansattnummer="1001")
    assert (int(stilling.prosent), stilling.er_leder, stilling.nummer) == (80, True, "1")
    assert stilling.person.epost == "kari@eksempel.test"


def test_an_empty_cell_clears_what_is_stored(hr):
    importer(hr, csv(KARI, HELSE), full_fil=False)

    importer(hr, csv(bytt(KARI, **{"E-post": ""}), HELSE), full_fil=False)

    assert Person.objects.get(ansattnummer="1001").epost == ""


def test_the_nearest_leader_leads_only_the_unit_that_both_are_in(hr):
    overskrifter = OVERSKRIFTER + ";Nærmeste leders ansattnummer"
    rader = [KARI + ";1002", OLA + ";1003", HELSE + ";", bytt(KARI, Ansattnummer="1004") + ";1003"]

    importer(hr, csv(*rader, overskrifter=overskrifter), full_fil=True)

    ledere = Stilling.objects.gjeldende().filter(er_leder=True, person__ansattnummer__startswith="100")
    assert list(ledere.values_list("person__ansattnummer", flat=True)) == ["1002"]


# --- Units ------------------------------------------------------------------------------------------


def test_columns_for_levels_build_the_tree_and_find_it_again(hr, tre):
    overskrifter = "Ansattnr;Navn;Stilling;Sektor;Avdeling;Seksjon"
    rader = [
        "1;Kari Berg;Lege;stab;IKT-tjenester;Drift",
        "2;Ola Dal;Lege;Stab;;",
        "3;Eva Vik;Lege;Fjordby kommune;Stab;IKT-tjenester",
        "4;Bo Lie;Lege;Teknisk;;Vei",
    ]

    importer(hr, csv(*rader, overskrifter=overskrifter), full_fil=False)
    igjen = importer(hr, csv(*rader, overskrifter=overskrifter), full_fil=False)

    assert gjeldende("1")[0][1] == "Drift"
    assert Enhet.objects.get(navn="Drift").path[:-4] == tre.ikt.path
    assert gjeldende("3")[0][1] == "IKT-tjenester"
    assert Enhet.objects.get(navn="Vei").path[:-4] == Enhet.objects.get(navn="Teknisk").path
    assert igjen.plan["uendret"] == 4


def test_codes_come_to_a_tree_that_was_made_by_hand(hr, tre):
    rad = bytt(KARI, Enhetskode="210", Enhetsnavn="IKT-tjenester", Overordnet="20")
    stab = bytt(HELSE, Enhetskode="20", Enhetsnavn="Stab")

    importer(hr, csv(rad, stab), full_fil=False)

    tre.ikt.refresh_from_db()
    tre.stab.refresh_from_db()
    assert (tre.ikt.kode, tre.stab.kode) == ("210", "20")
    assert Enhet.objects.filter(navn="IKT-tjenester").count() == 1


def test_the_top_of_the_file_is_the_municipality_when_they_are_called_the_same(hr, tre):
    topp = bytt(HELSE, Enhetskode="1", Enhetsnavn="Fjordby kommune", Overordnet="1")
    helse = bytt(KARI, Enhetskode="30", Enhetsnavn="Helse", Overordnet="1")

    importer(hr, csv(topp, helse), full_fil=False)

    assert gjeldende("1003")[0][1] == "Fjordby kommune"
    assert Enhet.objects.get(kode="1") == tre.rot
    assert Enhet.objects.get(kode="30").depth == 2


def test_a_unit_above_that_nobody_works_in_is_made_from_its_name(hr):
    overskrifter = OVERSKRIFTER + ";Overordnet navn"

    importer(hr, csv(KARI + ";Helse", overskrifter=overskrifter), full_fil=False)

    assert Enhet.objects.get(kode="310").path[:-4] == Enhet.objects.get(kode="30", navn="Helse").path


def test_the_code_of_a_merged_unit_leads_to_the_one_it_went_into(hr, tre):
    gammel = lag_enhet(Enhet.objects.get(pk=tre.rot.pk), "Gamle Helse")
    Enhet.objects.filter(pk=gammel.pk).update(kode="30", gyldig_til=dt.date(2025, 12, 31), videre_i=tre.oppvekst)

    importer(hr, csv(HELSE), full_fil=False)

    assert gjeldende("1003")[0][1] == "Oppvekst"
    tre.oppvekst.refresh_from_db()
    assert (tre.oppvekst.navn, tre.oppvekst.kode) == ("Oppvekst", "")


def test_units_change_places_top_and_bottom(hr):
    over = bytt(HELSE, Enhetskode="30", Enhetsnavn="Helse", Overordnet="")
    importer(hr, csv(KARI, over), full_fil=False)

    importer(
        hr,
        csv(bytt(KARI, Overordnet=""), bytt(HELSE, Overordnet="310")),
        full_fil=False,
    )

    assert Enhet.objects.get(kode="310").depth == 2
    assert Enhet.objects.get(kode="30").path[:-4] == Enhet.objects.get(kode="310").path
    assert Enhet.objects.find_problems() == ([], [], [], [], [])


def test_a_new_unit_exists_from_the_first_day_that_somebody_works_there(hr, tre):
    importer(hr, csv(KARI, HELSE), full_fil=False)

    hjemme = Enhet.objects.get(kode="310")
    # The municipality itself is no older than this here.
    assert hjemme.gyldig_fra == max(dt.date(2020, 1, 1), tre.rot.gyldig_fra)
    assert Enhetsperiode.objects.get(enhet=hjemme).fra == hjemme.gyldig_fra


def test_a_renamed_unit_is_told_in_the_preview(kommune, hr):
    importer(hr, csv(KARI, HELSE), full_fil=False)

    laget = plan(kommune, csv(bytt(KARI, Enhetsnavn="Hjemmetjenester"), HELSE), full_fil=False)

    assert linjer(laget, "enhet") == [(None, "Hjemmetjenester", "Nytt navn: Hjemmetjenesten → Hjemmetjenester.")]
