"""Changes of the tree: result, history, audit line, and what must not happen."""

import datetime as dt
from contextlib import suppress

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from kompetanse.felles import vegg
from kompetanse.felles.models import Hendelse
from kompetanse.organisasjon import tre as endre
from kompetanse.organisasjon.models import Enhet, Enhetsperiode, Rolle, Rollekode, Stilling
from kompetanse.organisasjon.trevisning import ansatte_i, treet_paa
from tests.rollebesetning import START, gi_rolle, gi_stedfortreder, lag_bruker, lag_enhet

DAG = dt.timedelta(days=1)


def handlinger(enhet):
    return list(Hendelse.objects.for_objekt(enhet).values_list("handling", flat=True))


def navnetre(node):
    return {node.navn: [navnetre(barn) for barn in node.barn]} if node.barn else node.navn


def test_a_new_unit_stands_in_the_tree_from_its_first_day(tre, hr, idag):
    ny = endre.opprett(tre.ikt, navn="Driftskontoret", bruker=hr, fra=idag)

    assert ny.path.startswith(tre.ikt.path)
    assert list(ny.perioder.values_list("navn", "forelder_id", "fra", "til")) == [
        ("Driftskontoret", tre.ikt.pk, idag, None)
    ]
    assert handlinger(ny) == ["enhet.opprett"]
    assert ny.pk in treet_paa(ny.kommune_id, idag)
    assert ny.pk not in treet_paa(ny.kommune_id, idag - DAG)


def test_the_audit_line_tells_the_acting_role(tre, hr):
    ny = endre.opprett(tre.ikt, navn="Driftskontoret", bruker=hr)

    linje = Hendelse.objects.for_objekt(ny).get()
    assert (linje.utfort_av, linje.i_rolle) == (hr, "HR-rådgiver, Fjordby kommune")


def test_the_old_name_is_read_before_the_change(tre, hr, idag):
    endre.gi_nytt_navn(tre.ikt, navn="Digitalisering", bruker=hr, fra=idag - DAG)

    assert treet_paa(tre.ikt.kommune_id, idag)[tre.ikt.pk].navn == "Digitalisering"
    assert treet_paa(tre.ikt.kommune_id, idag - 2 * DAG)[tre.ikt.pk].navn == "IKT-tjenester"
    assert handlinger(tre.ikt) == ["enhet.gi_nytt_navn"]


def test_two_names_on_one_day_leave_the_last(tre, hr, idag):
    endre.gi_nytt_navn(tre.ikt, navn="Digitalisering", bruker=hr)
    endre.gi_nytt_navn(tre.ikt, navn="Digitale tjenester", bruker=hr)

    assert list(tre.ikt.perioder.values_list("navn", flat=True)) == ["IKT-tjenester", "Digitale tjenester"]


def test_the_same_name_again_changes_nothing(tre, hr):
    endre.gi_nytt_navn(tre.ikt, navn="IKT-tjenester", bruker=hr)

    assert handlinger(tre.ikt) == []
    assert tre.ikt.perioder.count() == 1


def test_a_moved_unit_takes_along_what_is_below_it(tre, hr, idag):
    endre.flytt(tre.ikt, ny_forelder=tre.oppvekst, bruker=hr, fra=idag - DAG)

    assert Enhet.objects.find_problems() == ([], [], [], [], [])
    assert navnetre(treet_paa(tre.ikt.kommune_id, idag).rot) == {
        "Fjordby kommune": [
            {"Oppvekst": ["Barnehager", {"IKT-tjenester": ["Prosjektkontoret"]}]},
            {"Stab": ["HR og virksomhetsstyring"]},
        ]
    }
    assert treet_paa(tre.ikt.kommune_id, idag - 2 * DAG)[tre.ikt.pk].forelder.pk == tre.stab.pk
    assert handlinger(tre.ikt) == ["enhet.flytt"]


def test_merged_units_end_and_their_people_and_roles_go_on(tre, hr, soker, leder, tillitsvalgt, kollega, idag):
    rolle = gi_rolle(soker, Rollekode.VERNEOMBUD, tre.prosjekt)
    gi_stedfortreder(rolle, kollega)

    endre.slaa_sammen([tre.prosjekt], maal=tre.barnehager, bruker=hr, fra=idag)

    prosjekt = Enhet.objects.get(pk=tre.prosjekt.pk)
    assert (prosjekt.gyldig_til, prosjekt.videre_i) == (idag - DAG, tre.barnehager)
    assert {stilling.person for stilling in ansatte_i(prosjekt, idag - DAG)} == {
        b.person for b in (soker, leder, kollega)
    }
    assert list(ansatte_i(prosjekt, idag)) == []
    assert {stilling.person for stilling in ansatte_i(tre.barnehager, idag)} == {
        b.person for b in (soker, leder, kollega)
    }
    ny = Rolle.objects.get(type__kode=Rollekode.VERNEOMBUD, enhet=tre.barnehager)
    assert (ny.person, ny.fra, ny.stedfortredere.get().person) == (soker.person, idag, kollega.person)
    rolle.refresh_from_db()
    assert rolle.til == idag - DAG
    assert handlinger(prosjekt) == ["enhet.slaa_sammen"]


def test_a_unit_is_split_and_those_chosen_go_on_in_a_new_one_beside_it(tre, hr, soker, kollega, leder, idag):
    rolle = gi_rolle(soker, Rollekode.VERNEOMBUD, tre.prosjekt)

    ny = endre.del_opp(tre.prosjekt, navn="Nytt kontor", folk=[soker.person, leder.person], bruker=hr, fra=idag)

    assert (ny.navn, ny.delt_fra, ny.path[: -Enhet.steplen]) == ("Nytt kontor", tre.prosjekt, tre.ikt.path)
    assert {stilling.person for stilling in ansatte_i(ny, idag)} == {soker.person, leder.person}
    assert {stilling.person for stilling in ansatte_i(tre.prosjekt, idag)} == {kollega.person}
    assert {stilling.person for stilling in ansatte_i(tre.prosjekt, idag - DAG)} == {
        b.person for b in (soker, kollega, leder)
    }
    assert Rolle.objects.gjeldende().filter(enhet=ny, person=leder.person, type__kode="leder").exists()
    rolle.refresh_from_db()
    assert rolle.til is None
    assert (handlinger(tre.prosjekt), set(handlinger(ny))) == (["enhet.del_opp"], {"enhet.opprett", "enhet.skilt_ut"})


def test_units_below_go_along_when_a_unit_is_split(tre, hr, soker, idag):
    ny = endre.del_opp(tre.ikt, navn="Ny avdeling", enheter=[tre.prosjekt], bruker=hr)

    assert Enhet.objects.get(pk=tre.prosjekt.pk).path.startswith(ny.path)


@pytest.mark.parametrize("felt", [{}, {"navn": "IKT-tjenester"}])
def test_a_split_needs_someone_to_go_and_a_name_that_is_free(tre, hr, soker, felt):
    folk = [soker.person] if felt else []
    with pytest.raises(ValidationError):
        endre.del_opp(tre.hr, **{"navn": "Ny", "folk": folk, "bruker": hr, **felt})

    assert not Enhet.objects.exclude(delt_fra=None).exists()


def test_the_leader_of_the_target_leads_the_merged_unit(tre, hr, leder, utenforstaende):
    endre.slaa_sammen([tre.prosjekt], maal=tre.barnehager, bruker=hr)

    ledere = Stilling.objects.gjeldende().filter(enhet=tre.barnehager, er_leder=True)
    assert [stilling.person for stilling in ledere] == [utenforstaende.person]
    assert not Rolle.objects.gjeldende().filter(enhet=tre.barnehager, person=leder.person).exists()


def test_without_a_leader_in_the_target_the_leader_follows(tre, hr, leder, idag):
    endre.slaa_sammen([tre.prosjekt], maal=tre.oppvekst, bruker=hr)

    assert Stilling.objects.gjeldende().get(enhet=tre.oppvekst).er_leder
    assert Rolle.objects.gjeldende().filter(enhet=tre.oppvekst, person=leder.person, type__kode="leder").exists()


def test_a_person_with_the_same_position_in_both_units_keeps_both(tre, hr, soker, idag):
    Stilling.objects.create(person=soker.person, enhet=tre.ikt, tittel="Rådgiver", prosent=20, fra=START)

    endre.slaa_sammen([tre.prosjekt], maal=tre.ikt, bruker=hr)

    i_ikt = Stilling.objects.gjeldende().filter(person=soker.person).order_by("tittel")
    assert [(s.enhet_id, s.tittel) for s in i_ikt] == [
        (tre.ikt.pk, "Rådgiver"),
        (tre.ikt.pk, "Rådgiver (Prosjektkontoret)"),
    ]


def test_units_below_the_source_follow_into_the_target(tre, hr, idag):
    endre.slaa_sammen([tre.stab], maal=tre.oppvekst, bruker=hr)

    assert navnetre(treet_paa(tre.rot.kommune_id, idag).rot) == {
        "Fjordby kommune": [
            {
                "Oppvekst": [
                    "Barnehager",
                    "HR og virksomhetsstyring",
                    {"IKT-tjenester": ["Prosjektkontoret"]},
                ]
            }
        ]
    }
    assert Enhet.objects.find_problems() == ([], [], [], [], [])


def test_several_units_merge_at_once_or_not_at_all(tre, hr, soker):
    with pytest.raises(ValidationError):
        endre.slaa_sammen([tre.prosjekt, tre.stab], maal=tre.ikt, bruker=hr)

    assert Enhet.objects.get(pk=tre.prosjekt.pk).gyldig_til is None
    assert handlinger(tre.prosjekt) == []


def test_a_closed_unit_is_read_on_the_dates_before(tre, hr, idag):
    gi_rolle(hr, Rollekode.VERNEOMBUD, tre.barnehager)

    endre.avslutt(tre.barnehager, bruker=hr, siste_dag=idag)

    assert tre.barnehager.pk in treet_paa(tre.rot.kommune_id, idag)
    assert tre.barnehager.pk not in treet_paa(tre.rot.kommune_id, idag + DAG)
    assert list(Rolle.objects.filter(enhet=tre.barnehager).values_list("til", flat=True)) == [idag]
    assert handlinger(tre.barnehager) == ["enhet.avslutt"]


def melding(feil):
    return " ".join(feil.value.messages)


def test_a_unit_with_people_cannot_be_closed(tre, hr, soker):
    with pytest.raises(ValidationError) as feil:
        endre.avslutt(tre.prosjekt, bruker=hr)

    assert "Prosjektkontoret har én stilling" in melding(feil)
    assert "Slå enheten sammen" in melding(feil)


def test_a_unit_with_units_below_cannot_be_closed(tre, hr):
    with pytest.raises(ValidationError) as feil:
        endre.avslutt(tre.oppvekst, bruker=hr)

    assert melding(feil) == "Oppvekst har enheter under seg: Barnehager. Flytt eller avslutt dem først."


def test_a_unit_cannot_close_before_what_stood_under_it_left(tre, hr, idag):
    endre.flytt(tre.barnehager, ny_forelder=tre.stab, bruker=hr, fra=idag)

    with pytest.raises(ValidationError) as feil:
        endre.avslutt(tre.oppvekst, bruker=hr, siste_dag=idag - 5 * DAG)

    assert "Barnehager lå under Oppvekst til" in melding(feil)


def test_a_unit_cannot_move_under_itself_or_below(tre, hr):
    for maal in (tre.ikt, tre.prosjekt):
        with pytest.raises(ValidationError) as feil:
            endre.flytt(tre.ikt, ny_forelder=maal, bruker=hr)
        assert "kan ikke flyttes under seg selv" in melding(feil)


def test_no_date_gets_a_circle_from_a_backdated_move(tre, hr, idag):
    endre.flytt(tre.prosjekt, ny_forelder=tre.oppvekst, bruker=hr, fra=idag)

    with pytest.raises(ValidationError) as feil:
        endre.flytt(tre.ikt, ny_forelder=tre.prosjekt, bruker=hr, fra=idag - 10 * DAG)

    assert "Prosjektkontoret lå under IKT-tjenester" in melding(feil)


def test_the_tree_has_at_most_six_levels_below_the_municipality(tre, hr):
    enhet = tre.prosjekt
    for nivaa in range(3):
        enhet = lag_enhet(enhet, f"Team {nivaa}")
    assert enhet.depth == 7

    with pytest.raises(ValidationError) as feil:
        endre.opprett(enhet, navn="For dypt", bruker=hr)
    assert "høyst seks nivåer" in melding(feil)
    with pytest.raises(ValidationError) as feil:
        endre.flytt(tre.ikt, ny_forelder=tre.barnehager, bruker=hr) and endre.flytt(
            tre.oppvekst, ny_forelder=tre.hr, bruker=hr
        )
    assert "høyst seks nivåer" in melding(feil)


@pytest.mark.parametrize("navn", ["IKT-tjenester", "ikt-TJENESTER"])
def test_two_units_under_one_parent_have_different_names(tre, hr, navn):
    with pytest.raises(ValidationError) as feil:
        endre.opprett(tre.stab, navn=navn, bruker=hr)

    assert "Det finnes allerede en enhet som heter" in melding(feil)


def test_the_root_stays_where_it_is(tre, hr):
    for forsok in (
        lambda: endre.flytt(tre.rot, ny_forelder=tre.stab, bruker=hr),
        lambda: endre.slaa_sammen([tre.rot], maal=tre.stab, bruker=hr),
        lambda: endre.avslutt(tre.rot, bruker=hr),
    ):
        with pytest.raises(ValidationError) as feil:
            forsok()
        assert "selve kommunen" in melding(feil)


@pytest.mark.parametrize(
    ("dager", "tekst"),
    [(1, "Endringen gjelder med en gang"), (-400, "Datoen er for tidlig"), (-4000, "ble sist endret")],
)
def test_dates_out_of_reach_are_refused(tre, hr, idag, dager, tekst):
    with pytest.raises(ValidationError) as feil:
        endre.gi_nytt_navn(tre.ikt, navn="Nytt navn", bruker=hr, fra=idag + dager * DAG)

    assert tekst in melding(feil)


def test_a_change_before_the_last_one_is_refused(tre, hr, idag):
    endre.gi_nytt_navn(tre.ikt, navn="Digitalisering", bruker=hr, fra=idag - DAG)

    with pytest.raises(ValidationError) as feil:
        endre.flytt(tre.ikt, ny_forelder=tre.oppvekst, bruker=hr, fra=idag - 2 * DAG)
    assert "ble sist endret" in melding(feil)


def test_a_closed_unit_cannot_be_changed(tre, hr):
    endre.avslutt(tre.barnehager, bruker=hr)

    for forsok in (
        lambda: endre.gi_nytt_navn(tre.barnehager, navn="Nytt", bruker=hr),
        lambda: endre.flytt(tre.barnehager, ny_forelder=tre.stab, bruker=hr),
        lambda: endre.flytt(tre.ikt, ny_forelder=tre.barnehager, bruker=hr),
        lambda: endre.opprett(tre.barnehager, navn="Nytt", bruker=hr),
        lambda: endre.avslutt(tre.barnehager, bruker=hr),
    ):
        with pytest.raises(ValidationError) as feil:
            forsok()
        assert "Barnehager er avsluttet" in melding(feil)


def test_a_rename_and_a_merge_on_the_same_day_keep_the_old_name(tre, hr, idag):
    endre.gi_nytt_navn(tre.prosjekt, navn="Prosjekter", bruker=hr)
    endre.slaa_sammen([tre.prosjekt], maal=tre.barnehager, bruker=hr)

    assert list(Enhetsperiode.objects.filter(enhet=tre.prosjekt).values_list("navn", "til")) == [
        ("Prosjektkontoret", idag - DAG)
    ]


@pytest.mark.parametrize("rolle", ["soker", "leder", "avdelingsdirektor", "systemansvarlig", "mbu_medlem"])
def test_only_hr_changes_the_tree(tre, request, rolle):
    bruker = request.getfixturevalue(rolle)

    with pytest.raises(PermissionDenied):
        endre.opprett(tre.ikt, navn="Ny enhet", bruker=bruker)
    assert not Enhet.objects.filter(navn="Ny enhet").exists()


def test_people_are_counted_once_in_every_unit_above_them(tre, soker, kollega, idag):
    Stilling.objects.create(person=soker.person, enhet=tre.ikt, tittel="Arkitekt", prosent=20, fra=START)
    Stilling.objects.create(person=soker.person, enhet=tre.barnehager, tittel="Assistent", prosent=20, fra=START)
    lag_bruker("Bo", tre.ikt)

    treet = treet_paa(tre.rot.kommune_id, idag)

    assert {node.navn: node.antall for node in treet.noder.values()} == {
        "Fjordby kommune": 3,
        "Stab": 3,
        "IKT-tjenester": 3,
        "Prosjektkontoret": 2,
        "HR og virksomhetsstyring": 0,
        "Oppvekst": 1,
        "Barnehager": 1,
    }
    assert (treet[tre.ikt.pk].egne, treet[tre.prosjekt.pk].egne) == (2, 2)


def test_the_tree_is_read_once_and_again_after_a_change(tre, hr, soker, idag, django_assert_num_queries):
    def les(antall):
        with django_assert_num_queries(antall):
            return treet_paa(tre.rot.kommune_id, idag)

    forst = les(4)
    assert les(1) is forst
    endre.gi_nytt_navn(tre.ikt, navn="Digitalisering", bruker=hr)
    assert les(4)[tre.ikt.pk].navn == "Digitalisering"
    Stilling.objects.filter(person=soker.person).update(enhet=tre.barnehager)
    assert les(4)[tre.barnehager.pk].antall == 1
    Stilling.objects.filter(person=soker.person).delete()
    assert les(4)[tre.barnehager.pk].antall == 0
    assert les(1)[tre.barnehager.pk].antall == 0


def test_a_change_that_is_rolled_back_leaves_no_tree_behind(tre, hr, idag):
    def navn():
        return treet_paa(tre.rot.kommune_id, idag)[tre.ikt.pk].navn

    assert navn() == "IKT-tjenester"
    with suppress(RuntimeError), transaction.atomic():
        endre.gi_nytt_navn(tre.ikt, navn="Angret", bruker=hr)
        assert navn() == "Angret"
        raise RuntimeError
    assert navn() == "IKT-tjenester"
    endre.gi_nytt_navn(tre.ikt, navn="Digitalisering", bruker=hr)
    assert navn() == "Digitalisering"


def test_a_tree_is_read_by_its_own_kommune_alone(tre, annen_kommune, idag):
    assert tre.ikt.pk in treet_paa(tre.rot.kommune_id, idag)

    with vegg.innenfor(annen_kommune.kommune.pk):
        assert treet_paa(tre.rot.kommune_id, idag).noder == {}


def test_employees_below_are_those_of_the_tree_of_the_date(tre, hr, soker, idag):
    endre.flytt(tre.prosjekt, ny_forelder=tre.oppvekst, bruker=hr, fra=idag)

    def navn(enhet, dato):
        return [s.person for s in ansatte_i(enhet, dato, med_underliggende=True)]

    assert navn(tre.ikt, idag - DAG) == [soker.person]
    assert navn(tre.ikt, idag) == []
    assert navn(tre.oppvekst, idag) == [soker.person]
