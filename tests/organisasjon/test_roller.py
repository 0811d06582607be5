"""Giving and ending roles, deputies, and the roles that come with a leader's position."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from kompetanse.felles.models import Hendelse
from kompetanse.felles.samskriving import Endring
from kompetanse.organisasjon import roller, signals, tilgang
from kompetanse.organisasjon.models import Rolle, Rollekode, Rolletype, Stedfortreder, Stilling
from tests.rollebesetning import START, gi_rolle, gi_stedfortreder, glem_roller, lag_bruker

DAG = dt.timedelta(days=1)


@pytest.fixture
def meldt():
    """The kommuner that listeners have been told about."""
    mottatt = []

    def mottaker(kommune_id, **kwargs):
        mottatt.append(kommune_id)

    signals.roller_endret.connect(mottaker, weak=False)
    yield mottatt
    signals.roller_endret.disconnect(mottaker)


def rolletype(kode):
    return Rolletype.objects.get(kode=kode)


def melding(feil):
    return " ".join(feil.value.messages)


def handlinger(objekt):
    return list(Hendelse.objects.for_objekt(objekt).values_list("handling", flat=True))


def test_a_given_role_is_in_force_from_its_first_day(tre, hr, soker, idag, meldt, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        rolle = roller.tildel(rolletype(Rollekode.VERNEOMBUD), soker.person, tre.ikt, bruker=hr, fra=idag)

    glem_roller(soker)
    assert [str(aktiv) for aktiv in tilgang.aktive_roller(soker)] == ["Verneombud, IKT-tjenester"]
    assert handlinger(rolle) == ["rolle.tildel"]
    assert meldt == [tre.rot.kommune_id]
    assert not Rolle.objects.gjeldende(idag - DAG).filter(pk=rolle.pk).exists()


def test_the_same_role_is_not_given_twice(tre, hr, leder):
    with pytest.raises(ValidationError) as feil:
        roller.tildel(rolletype(Rollekode.LEDER), leder.person, tre.prosjekt, bruker=hr)

    assert melding(feil).startswith("Lars Test har allerede rollen «Leder, Prosjektkontoret» fra")


def test_a_role_that_has_passed_is_refused(tre, hr, soker, idag):
    with pytest.raises(ValidationError) as feil:
        roller.tildel(rolletype("verneombud"), soker.person, tre.ikt, bruker=hr, fra=START, til=idag - DAG)

    assert "Sluttdatoen er passert" in melding(feil)


def test_an_ended_role_lasts_the_day_out(tre, hr, tillitsvalgt, idag):
    rolle = Rolle.objects.get(person=tillitsvalgt.person)

    roller.avslutt(rolle, bruker=hr)

    rolle.refresh_from_db()
    assert rolle.til == idag
    assert handlinger(rolle) == ["rolle.avslutt"]


def test_a_role_given_by_mistake_today_is_removed(tre, hr, soker, idag):
    rolle = roller.tildel(rolletype(Rollekode.HR), soker.person, tre.rot, bruker=hr)

    assert roller.avslutt(rolle, bruker=hr, siste_dag=idag - DAG) is None
    assert not Rolle.objects.filter(person=soker.person).exists()


def test_the_last_one_who_gives_roles_keeps_the_role(tre, hr):
    with pytest.raises(ValidationError) as feil:
        roller.avslutt(Rolle.objects.get(person=hr.person), bruker=hr)

    assert "den siste som kan tildele roller" in melding(feil)


@pytest.mark.parametrize("hvem", ["soker", "leder", "avdelingsdirektor", "etatsdirektor", "mbu_sekretaer"])
def test_only_hr_and_the_system_administrator_give_roles(tre, request, hvem):
    bruker = request.getfixturevalue(hvem)

    with pytest.raises(PermissionDenied):
        roller.tildel(rolletype(Rollekode.HR), bruker.person, tre.rot, bruker=bruker)
    assert not Rolle.objects.filter(type__kode="hr").exists()


# --- No wider than one's own --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("giver", "kode", "sted"),
    [
        ("hr_enhet", Rollekode.HR, "rot"),
        ("hr_enhet", Rollekode.VERNEOMBUD, "ikt"),
        ("systemansvarlig", Rollekode.LEDER, "ikt"),
        ("systemansvarlig", Rollekode.HR, "ikt"),
    ],
)
def test_a_role_that_reaches_further_than_the_givers_own_is_refused(tre, hr, soker, request, giver, kode, sted):
    bruker = request.getfixturevalue(giver)

    with pytest.raises(ValidationError) as feil:
        roller.tildel(rolletype(kode), soker.person, getattr(tre, sted), bruker=bruker)

    assert "rekker lenger enn din egen. Dette kan gjøres av: Ivar Test." in melding(feil)
    assert not Rolle.objects.filter(person=soker.person).exists()


def test_a_role_with_the_units_below_reaches_further_than_one_without(tre, hr, soker):
    bare_enheten = lag_bruker("Beate", tre.oppvekst)
    gi_rolle(bare_enheten, Rollekode.HR, tre.oppvekst, med_underliggende=False)
    verneombud = rolletype(Rollekode.VERNEOMBUD)

    with pytest.raises(ValidationError):
        roller.tildel(verneombud, soker.person, tre.oppvekst, bruker=bare_enheten)
    assert roller.tildel(verneombud, soker.person, tre.oppvekst, bruker=bare_enheten, med_underliggende=False).pk


def test_hr_for_a_unit_gives_and_ends_roles_there(tre, hr_enhet, soker, idag):
    rolle = roller.tildel(rolletype(Rollekode.VERNEOMBUD), soker.person, tre.barnehager, bruker=hr_enhet)

    roller.avslutt(rolle, bruker=hr_enhet)

    rolle.refresh_from_db()
    assert rolle.til == idag


def test_hr_for_a_unit_neither_ends_nor_lends_a_role_elsewhere(tre, hr_enhet, tillitsvalgt, soker, idag):
    rolle = Rolle.objects.get(person=tillitsvalgt.person)

    with pytest.raises(PermissionDenied):
        roller.avslutt(rolle, bruker=hr_enhet)
    with pytest.raises(PermissionDenied):
        roller.sett_stedfortreder(rolle, soker.person, bruker=hr_enhet, fra=idag, til=idag)
    assert list(Rolle.objects.filter(til=None, pk=rolle.pk)) == [rolle]


@pytest.mark.parametrize("kode", [Rollekode.HR_LEDER, Rollekode.KOMMUNEDIREKTOR, Rollekode.VERNEOMBUD])
def test_nobody_gives_a_role_to_themselves(tre, hr, hr_leder, kode):
    with pytest.raises(ValidationError) as feil:
        roller.tildel(rolletype(kode), hr.person, tre.rot, bruker=hr)

    assert melding(feil).endswith("Dette kan gjøres av: Hanna Test.")
    assert koder(hr) == ["hr"]


def test_the_only_one_with_hr_is_told_what_to_do_first(tre, hr):
    with pytest.raises(ValidationError) as feil:
        roller.tildel(rolletype(Rollekode.HR_LEDER), hr.person, tre.rot, bruker=hr)

    assert "Ingen andre har HR-rollen for hele kommunen. Gi den først til en kollega" in melding(feil)


def test_nobody_becomes_a_deputy_by_their_own_hand(tre, hr, etatsdirektor, idag):
    rolle = Rolle.objects.get(person=etatsdirektor.person)

    with pytest.raises(ValidationError) as feil:
        roller.sett_stedfortreder(rolle, hr.person, bruker=hr, fra=idag, til=idag)

    assert "gjøre deg selv til stedfortreder" in melding(feil)
    assert not Stedfortreder.objects.exists()


def test_the_system_administrator_gives_hr_only_when_nobody_has_it(tre, systemansvarlig, soker, kollega):
    roller.tildel(rolletype(Rollekode.HR), soker.person, tre.rot, bruker=systemansvarlig)

    with pytest.raises(ValidationError):
        roller.tildel(rolletype(Rollekode.HR), kollega.person, tre.rot, bruker=systemansvarlig)
    assert (koder(soker), koder(kollega)) == (["hr"], [])


def test_the_system_administrator_cannot_end_the_role_of_hr(tre, hr, systemansvarlig):
    with pytest.raises(PermissionDenied):
        roller.avslutt(Rolle.objects.get(person=hr.person), bruker=systemansvarlig)


def test_hr_for_a_unit_does_not_count_when_the_last_one_for_the_kommune_goes(tre, hr, hr_enhet):
    with pytest.raises(ValidationError) as feil:
        roller.avslutt(Rolle.objects.get(person=hr.person), bruker=hr)

    assert "den siste som kan tildele roller" in melding(feil)


def test_a_seat_that_the_kommune_has_one_of_is_not_given_for_a_unit(tre, hr, soker):
    with pytest.raises(ValidationError) as feil:
        roller.tildel(rolletype(Rollekode.MBU_MEDLEM), soker.person, tre.barnehager, bruker=hr)

    assert melding(feil).startswith("Rollen «Medlem av MBU» gjelder hele kommunen.")


def test_only_hr_says_which_leaders_get_a_role_by_themselves(tre, systemansvarlig):
    type_ = rolletype(Rollekode.HR)

    with pytest.raises(ValidationError) as feil:
        roller.gi_nytt_navn(type_, Endring({"navn": "HR", "leder_paa_nivaa": 3}), bruker=systemansvarlig)

    assert "Bare HR" in melding(feil)
    type_.refresh_from_db()
    assert type_.leder_paa_nivaa is None


# --- Deputies -----------------------------------------------------------------------------------


def test_the_holder_sets_a_deputy_who_then_acts_in_the_role(tre, avdelingsdirektor, kollega, idag):
    rolle = Rolle.objects.get(person=avdelingsdirektor.person)

    roller.sett_stedfortreder(rolle, kollega.person, bruker=avdelingsdirektor, fra=idag, til=idag + 7 * DAG)

    glem_roller(kollega)
    assert str(tilgang.hovedrolle(kollega)) == "Avdelingsdirektør, IKT-tjenester, som stedfortreder for Ada Test"
    assert handlinger(rolle) == ["stedfortreder.sett"]


def test_a_colleague_cannot_become_deputy_by_themselves(tre, avdelingsdirektor, kollega, idag):
    rolle = Rolle.objects.get(person=avdelingsdirektor.person)

    with pytest.raises(PermissionDenied):
        roller.sett_stedfortreder(rolle, kollega.person, bruker=kollega, fra=idag, til=idag)
    assert not Stedfortreder.objects.exists()


@pytest.mark.parametrize(
    ("fra", "til", "tekst"),
    [(-9, -1, "Sluttdatoen er passert"), (0, 400, "høyst ett år"), (5, 3, "Sluttdatoen kan ikke komme før")],
)
def test_a_deputy_needs_a_sensible_period(tre, hr, avdelingsdirektor, kollega, idag, fra, til, tekst):
    rolle = Rolle.objects.get(person=avdelingsdirektor.person)

    with pytest.raises(ValidationError) as feil:
        roller.sett_stedfortreder(rolle, kollega.person, bruker=hr, fra=idag + fra * DAG, til=idag + til * DAG)
    assert tekst in melding(feil)


def test_nobody_is_their_own_deputy_and_nobody_twice(tre, hr, avdelingsdirektor, kollega, idag):
    rolle = Rolle.objects.get(person=avdelingsdirektor.person)
    roller.sett_stedfortreder(rolle, kollega.person, bruker=hr, fra=idag, til=idag + DAG)

    with pytest.raises(ValidationError) as feil:
        roller.sett_stedfortreder(rolle, avdelingsdirektor.person, bruker=hr, fra=idag, til=idag)
    assert "for seg selv" in melding(feil)
    with pytest.raises(ValidationError) as feil:
        roller.sett_stedfortreder(rolle, kollega.person, bruker=hr, fra=idag + DAG, til=idag + 2 * DAG)
    assert "allerede stedfortreder" in melding(feil)


def test_a_removed_deputy_loses_the_right_at_once(tre, hr, avdelingsdirektor, kollega, idag):
    rolle = Rolle.objects.get(person=avdelingsdirektor.person)
    vikar = roller.sett_stedfortreder(rolle, kollega.person, bruker=hr, fra=idag - DAG, til=idag + DAG)

    roller.fjern_stedfortreder(vikar, bruker=avdelingsdirektor)

    glem_roller(kollega)
    assert tilgang.aktive_roller(kollega) == []
    vikar.refresh_from_db()
    assert vikar.til == idag - DAG


# --- As a deputy --------------------------------------------------------------------------------


@pytest.fixture
def hr_vikar(hr, kollega, idag):
    """Stands in for HR for a week."""
    gi_stedfortreder(Rolle.objects.get(person=hr.person), kollega, til=idag + 7 * DAG)
    return kollega


@pytest.mark.parametrize("dager", [None, 8])
def test_a_deputy_gives_no_role_that_lasts_longer_than_they_are_deputy(tre, hr_vikar, soker, idag, dager):
    til = dager and idag + dager * DAG

    with pytest.raises(ValidationError) as feil:
        roller.tildel(rolletype(Rollekode.VERNEOMBUD), soker.person, tre.ikt, bruker=hr_vikar, til=til)

    assert melding(feil).startswith("Du handler som stedfortreder til")
    assert list(feil.value.message_dict) == ["til"]
    assert not Rolle.objects.filter(person=soker.person).exists()


def test_a_deputy_gives_a_role_to_their_own_last_day(tre, hr_vikar, soker, idag):
    rolle = roller.tildel(rolletype(Rollekode.VERNEOMBUD), soker.person, tre.ikt, bruker=hr_vikar, til=idag + 7 * DAG)

    assert rolle.til == idag + 7 * DAG


def test_a_deputy_with_hr_of_their_own_gives_a_role_without_an_end(tre, hr_vikar, soker):
    gi_rolle(hr_vikar, Rollekode.HR, tre.rot)

    assert roller.tildel(rolletype(Rollekode.VERNEOMBUD), soker.person, tre.ikt, bruker=hr_vikar).til is None


def test_a_deputy_for_two_gives_a_role_as_long_as_the_one_that_covers_its_unit(tre, hr_vikar, hr_enhet, soker, idag):
    gi_stedfortreder(Rolle.objects.get(person=hr_enhet.person), hr_vikar, til=idag + 90 * DAG)
    verneombud = rolletype(Rollekode.VERNEOMBUD)

    with pytest.raises(ValidationError):
        roller.tildel(verneombud, soker.person, tre.ikt, bruker=hr_vikar, til=idag + 30 * DAG)
    assert roller.tildel(verneombud, soker.person, tre.barnehager, bruker=hr_vikar, til=idag + 30 * DAG).pk


def test_the_system_administrators_deputy_gives_the_first_hr_for_as_long_as_they_are_deputy(
    tre, systemansvarlig, kollega, soker, idag
):
    gi_stedfortreder(Rolle.objects.get(person=systemansvarlig.person), kollega, til=idag)

    with pytest.raises(ValidationError) as feil:
        roller.tildel(rolletype(Rollekode.HR), soker.person, tre.rot, bruker=kollega)
    assert list(feil.value.message_dict) == ["til"]


def test_a_deputy_sets_no_deputy_for_longer_and_the_holder_does(tre, hr_vikar, avdelingsdirektor, soker, idag):
    rolle = Rolle.objects.get(person=avdelingsdirektor.person)
    periode = {"fra": idag, "til": idag + 30 * DAG}

    with pytest.raises(ValidationError) as feil:
        roller.sett_stedfortreder(rolle, soker.person, bruker=hr_vikar, **periode)
    assert list(feil.value.message_dict) == ["til"]
    assert roller.sett_stedfortreder(rolle, soker.person, bruker=avdelingsdirektor, **periode).pk


def test_a_deputy_does_not_say_which_leaders_get_a_role_by_themselves(tre, hr_vikar):
    type_ = rolletype(Rollekode.LEDER)

    with pytest.raises(ValidationError) as feil:
        roller.gi_nytt_navn(type_, Endring({"navn": "Leder", "leder_paa_nivaa": 3}), bruker=hr_vikar)
    assert list(feil.value.message_dict) == ["leder_paa_nivaa"]


# --- Leaders' positions -------------------------------------------------------------------------


def koder(bruker):
    return sorted(Rolle.objects.gjeldende().filter(person=bruker.person).values_list("type__kode", flat=True))


def test_a_leader_holds_the_role_of_the_level(tre):
    seksjonsleder = lag_bruker("Lise", tre.prosjekt, er_leder=True)
    avdelingsleder = lag_bruker("Alf", tre.ikt, er_leder=True)
    direktor = lag_bruker("Dina", tre.rot, er_leder=True)

    roller.synkroniser_lederroller(tre.rot.kommune_id)

    assert koder(seksjonsleder) == ["leder"]
    assert koder(avdelingsleder) == ["avdelingsdirektor", "leder"]
    assert koder(direktor) == ["kommunedirektor", "leder"]


def test_the_second_time_changes_nothing(tre):
    lag_bruker("Alf", tre.ikt, er_leder=True)

    assert roller.synkroniser_lederroller(tre.rot.kommune_id) == 2
    assert roller.synkroniser_lederroller(tre.rot.kommune_id) == 0


def test_the_role_ends_with_the_position(tre, idag):
    leder = lag_bruker("Alf", tre.ikt, er_leder=True)
    roller.synkroniser_lederroller(tre.rot.kommune_id)
    Stilling.objects.filter(person=leder.person).update(til=idag + 3 * DAG)

    roller.synkroniser_lederroller(tre.rot.kommune_id)

    assert set(Rolle.objects.filter(person=leder.person).values_list("til", flat=True)) == {idag + 3 * DAG}
    Stilling.objects.filter(person=leder.person).update(er_leder=False)
    roller.synkroniser_lederroller(tre.rot.kommune_id)
    assert koder(leder) == []
    assert Rolle.objects.filter(person=leder.person, til=idag - DAG).count() == 2


def test_a_role_given_by_hand_is_neither_doubled_nor_ended(tre, utenforstaende):
    roller.synkroniser_lederroller(tre.rot.kommune_id)
    Stilling.objects.filter(person=utenforstaende.person).update(er_leder=False)
    roller.synkroniser_lederroller(tre.rot.kommune_id)

    assert koder(utenforstaende) == ["avdelingsdirektor"]


def test_a_role_that_follows_a_position_is_not_ended_by_hand(tre, hr):
    leder = lag_bruker("Alf", tre.prosjekt, er_leder=True)
    roller.synkroniser_lederroller(tre.rot.kommune_id)

    with pytest.raises(ValidationError) as feil:
        roller.avslutt(Rolle.objects.get(person=leder.person), bruker=hr)
    assert "følger av lederstillingen" in melding(feil)


def test_who_has_left_loses_the_roles_of_the_employment(tre, hr, tillitsvalgt, soker, idag):
    gi_rolle(soker, Rollekode.MBU_MEDLEM, tre.rot, fra=idag - DAG)  # given to one from outside
    for bruker, til in ((tillitsvalgt, idag - DAG), (soker, idag - 9 * DAG)):
        Stilling.objects.filter(person=bruker.person).update(til=til)

    assert roller.synkroniser_lederroller(tre.rot.kommune_id) == 1
    assert koder(tillitsvalgt) == []
    assert koder(soker) == ["mbu_medlem"]


def test_the_last_who_gives_roles_keeps_the_role_after_leaving(tre, hr, idag):
    Stilling.objects.filter(person=hr.person).update(til=idag - DAG)

    assert roller.synkroniser_lederroller(tre.rot.kommune_id) == 0
    assert koder(hr) == ["hr"]


@pytest.mark.parametrize("antall", [1, 4])
def test_leader_roles_are_worked_out_in_a_fixed_number_of_statements(tre, antall, django_assert_num_queries):
    for _nr in range(antall):
        lag_bruker("Lise", tre.prosjekt, er_leder=True)

    # savepoint in and out, the lock, role types, positions, roles held, roles given, insert, who has left
    with django_assert_num_queries(9):
        roller.synkroniser_lederroller(tre.rot.kommune_id)


def test_a_renamed_role_type_is_shown_to_its_holders(tre, hr, leder):
    gi_rolle(leder, Rollekode.TILLITSVALGT, tre.prosjekt)
    type_ = rolletype(Rollekode.TILLITSVALGT)

    roller.gi_nytt_navn(type_, Endring({"navn": "Plasstillitsvalgt"}), bruker=hr)

    glem_roller(leder)
    assert [aktiv.navn for aktiv in tilgang.aktive_roller(leder)] == ["Leder", "Plasstillitsvalgt"]
    assert handlinger(type_) == ["rolletype.endre"]
