"""Drafts: starting, saving a step, the budget's sum, copying, deleting, and what is missing."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from kompetanse.felles import vegg
from kompetanse.felles.models import Hendelse
from kompetanse.felles.samskriving import Endring
from kompetanse.organisasjon.models import Rolletype, Stilling
from soknader.models import Soknad
from soknader.sak import saksgang, utkast
from soknader.sak.utkast import Linje, Steg
from tests.rollebesetning import START, lag_enhet
from tests.soknader.factories import lag_ramme, lag_satsingsomraade, lag_soknad


def test_a_new_draft_comes_from_the_applicants_unit_and_names_the_avdeling_above(soker, tre):
    soknad = utkast.opprett(bruker=soker, tittel="Kurs", kompetansetype="tverrgaaende")

    assert (soknad.status, soknad.enhet, soknad.avdeling) == (Soknad.Status.UTKAST, tre.prosjekt, tre.ikt)
    assert [rad.handling for rad in Hendelse.objects.for_objekt(soknad)] == ["soknad.opprettet"]


def test_the_main_position_decides_the_unit_of_one_who_works_in_two(soker, tre):
    Stilling.objects.create(
        person=soker.person, enhet=tre.barnehager, tittel="Vikar", prosent=20, fra=START, hovedstilling=False
    )

    assert utkast.enheter_for(soker) == [tre.prosjekt, tre.barnehager]
    assert utkast.opprett(bruker=soker, tittel="Kurs").enhet == tre.prosjekt
    assert utkast.opprett(bruker=soker, tittel="Kurs", enhet=tre.barnehager).enhet == tre.barnehager


def test_a_unit_where_the_applicant_does_not_work_is_not_taken(soker, tre):
    assert utkast.opprett(bruker=soker, tittel="Kurs", enhet=tre.barnehager).enhet == tre.prosjekt


def test_someone_without_a_position_is_told_to_ask_hr(soker):
    Stilling.objects.filter(person=soker.person).update(til=dt.date(2021, 1, 1))

    with pytest.raises(ValidationError) as feil:
        utkast.opprett(bruker=soker, tittel="Kurs")

    assert feil.value.code == "uten_stilling"
    assert Soknad.objects.count() == 0


def test_saving_a_step_leaves_the_other_fields_alone(soker):
    soknad = lag_soknad(soker)
    gammel = Soknad.objects.get(pk=soknad.pk)
    utkast.lagre(soknad, Endring({"begrunnelse": "Ny grunn"}), bruker=soker)

    utkast.lagre(gammel, Endring({"tittel": "Ny tittel"}), bruker=soker)

    soknad.refresh_from_db()
    assert (soknad.tittel, soknad.begrunnelse) == ("Ny tittel", "Ny grunn")


def test_a_sent_application_cannot_be_saved(soker, avdelingsdirektor):
    soknad = saksgang.send_inn(lag_soknad(soker), bruker=soker)

    with pytest.raises(ValidationError) as feil:
        utkast.lagre(soknad, Endring({"tittel": "Noe annet"}), bruker=soker)

    assert feil.value.code == "stale"
    assert Soknad.objects.get().tittel == "Workshop «Smidig dag»"


@pytest.mark.parametrize("hvem", ["kollega", "leder", "hr"])
def test_nobody_saves_in_someone_elses_draft(hvem, soker, request):
    soknad = lag_soknad(soker)

    with pytest.raises(PermissionDenied):
        utkast.lagre(soknad, Endring({"tittel": "Noe annet"}), bruker=request.getfixturevalue(hvem))


@pytest.mark.parametrize(
    ("belop", "egenandel", "sokes"),
    [
        (["28000", "7000"], "0", "35000.00"),
        (["93000.50"], "3000.25", "90000.25"),
        (["1000"], "1000", "0.00"),
        ([], "0", "0.00"),
    ],
)
def test_the_amount_asked_for_is_the_lines_less_the_own_share(soker, belop, egenandel, sokes):
    soknad = lag_soknad(soker)
    linjer = [Linje(f"Linje {nr}", Decimal(ett), "uten") for nr, ett in enumerate(belop)]

    utkast.lagre_budsjett(soknad, Endring({"linjer": linjer, "egenandel": Decimal(egenandel)}), bruker=soker)

    soknad.refresh_from_db()
    assert soknad.soknadsbelop == Decimal(sokes)
    assert [linje.hva for linje in soknad.budsjett.all()] == [linje.hva for linje in linjer]


def test_an_own_share_above_the_budget_is_refused_and_nothing_is_changed(soker):
    soknad = lag_soknad(soker)
    linjer = [Linje("Kurs", Decimal(10), "med")]

    with pytest.raises(ValidationError) as feil:
        utkast.lagre_budsjett(soknad, Endring({"linjer": linjer, "egenandel": Decimal(11)}), bruker=soker)

    soknad.refresh_from_db()
    assert list(feil.value.error_dict) == ["egenandel"]
    assert (soknad.budsjett.count(), soknad.soknadsbelop) == (2, Decimal(35_000))


def test_a_copy_takes_words_and_budget_but_not_dates_and_number(soker, avdelingsdirektor):
    gammel = saksgang.send_inn(lag_soknad(soker, aar=2025, egenandel=5000), bruker=soker)

    kopi = utkast.kopier(gammel, bruker=soker)

    assert (kopi.status, kopi.tittel, kopi.kopi_av) == (Soknad.Status.UTKAST, gammel.tittel, gammel)
    assert (kopi.egenandel, kopi.soknadsbelop) == (Decimal(5000), Decimal(30_000))
    assert [(linje.hva, linje.belop, linje.mva) for linje in kopi.budsjett.all()] == [
        (linje.hva, linje.belop, linje.mva) for linje in gammel.budsjett.all()
    ]
    assert (kopi.periode_fra, kopi.periode_til, kopi.lopenummer, kopi.sendt) == (None, None, None, None)
    assert kopi.steg.count() == 0


def test_a_copy_leaves_out_a_priority_area_that_has_ended(soker):
    soknad = lag_soknad(soker, satsingsomraade=lag_satsingsomraade("Gammel satsing", til_aar=2021))

    assert utkast.kopier(soknad, bruker=soker).satsingsomraade is None


def test_a_case_outside_ones_scope_cannot_be_copied(soker, kollega):
    with pytest.raises(PermissionDenied):
        utkast.kopier(lag_soknad(soker), bruker=kollega)


def test_only_a_draft_that_was_never_sent_is_deleted(soker, avdelingsdirektor):
    aldri_sendt = lag_soknad(soker)
    tatt_tilbake = saksgang.ta_tilbake(saksgang.send_inn(lag_soknad(soker), bruker=soker), bruker=soker)

    utkast.slett(aldri_sendt, bruker=soker)
    with pytest.raises(ValidationError):
        utkast.slett(tatt_tilbake, bruker=soker)

    assert list(Soknad.objects.all()) == [tatt_tilbake]


def test_the_line_of_a_unit_stops_below_the_municipality(tre):
    assert utkast.linjen_for(tre.prosjekt) == [tre.stab, tre.ikt, tre.prosjekt]
    assert utkast.linjen_for(tre.rot) == [tre.rot]


def test_the_standard_avdeling_is_the_unit_itself_above_that_level(tre):
    team = lag_enhet(tre.prosjekt, "Team A")

    assert [utkast.standard_avdeling(enhet) for enhet in (team, tre.ikt, tre.stab)] == [tre.ikt, tre.ikt, tre.stab]


def test_the_kommune_decides_at_which_level_its_avdelinger_are(tre, kommune):
    Rolletype.objects.filter(kommune=kommune, kode="avdelingsdirektor").update(leder_paa_nivaa=2)

    enheter = (tre.prosjekt, tre.stab, tre.rot)
    assert [utkast.standard_avdeling(enhet) for enhet in enheter] == [tre.stab, tre.stab, tre.rot]


def test_level_three_is_the_avdeling_until_the_kommune_has_decided(tre, kommune):
    Rolletype.objects.filter(kommune=kommune, kode="avdelingsdirektor").update(leder_paa_nivaa=None)

    assert utkast.standard_avdeling(tre.prosjekt) == tre.ikt


def test_a_complete_application_lacks_nothing(soker):
    assert utkast.mangler(lag_soknad(soker)) == []


@pytest.mark.parametrize(
    ("felt", "steg", "hvor"),
    [
        ({"kompetansetype": ""}, Steg.HVA, "kompetansetype"),
        ({"kompetansetype": "fagspesifikk"}, Steg.HVA, "kompetansetype"),
        ({"tittel": " "}, Steg.HVA, "tittel"),
        ({"beskrivelse": ""}, Steg.HVA, "beskrivelse"),
        ({"avdeling": None}, Steg.HVEM, "avdeling"),
        ({"seksjoner": "utvalgte"}, Steg.HVEM, "valgte_seksjoner"),
        ({"seksjoner": "beskrevet"}, Steg.HVEM, "seksjoner_tekst"),
        ({"maalgruppe": ""}, Steg.HVEM, "maalgruppe"),
        ({"maalgruppe": "andre"}, Steg.HVEM, "maalgruppe_tekst"),
        ({"antall_deltakere": None}, Steg.HVEM, "antall_deltakere"),
        ({"periode_fra": None}, Steg.HVA, "periode_fra"),
        ({"periode_til": None}, Steg.HVA, "periode_til"),
        ({"begrunnelse": ""}, Steg.HVORFOR, "begrunnelse"),
        ({"satsingsomraade": None}, Steg.HVORFOR, "satsingsomraade"),
        ({"linjer": ()}, Steg.BUDSJETT, "linjer"),
        ({"egenandel": 35_000}, Steg.BUDSJETT, "egenandel"),
        ({"forventet_effekt": ""}, Steg.EFFEKT, "forventet_effekt"),
        ({"evaluering": ""}, Steg.EFFEKT, "evaluering"),
    ],
)
def test_each_missing_thing_is_named_with_its_step_and_field(soker, felt, steg, hvor):
    mangler = utkast.mangler(lag_soknad(soker, **felt))

    assert [(mangel.steg, mangel.felt) for mangel in mangler] == [(steg, hvor)]


@pytest.mark.parametrize(
    "felt",
    [
        {"satsingsomraade": None, "forankring": "Digitaliseringsstrategien, mål 3"},
        {"antall_deltakere": None, "deltakere_tekst": "Alle prosjektledere"},
        {"seksjoner": "beskrevet", "seksjoner_tekst": "Alle prosjektledere i IKT-tjenester, ev. andre"},
    ],
)
def test_words_are_as_good_as_a_choice_or_a_number(soker, felt):
    assert utkast.mangler(lag_soknad(soker, **felt)) == []


def test_distributed_money_is_that_of_the_nearest_unit_above(soker, tre):
    lag_ramme(2026, fordelinger={tre.stab: 500_000, tre.ikt: 120_000, tre.barnehager: 380_000})

    assert utkast.fordelt_til_linjen(tre.prosjekt, 2026) == (tre.ikt, Decimal(120_000))
    assert utkast.fordelt_til_linjen(tre.prosjekt, 2027) is None


def test_a_draft_stays_inside_its_kommune(soker, annen_kommune):
    lag_soknad(soker)

    with vegg.innenfor(annen_kommune.kommune.pk):
        assert Soknad.objects.count() == 0
