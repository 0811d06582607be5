import pytest
from django.urls import reverse
from django.utils import timezone

from kompetanse.organisasjon import tre as treet
from planer import sok
from planer.models import Arbeidsgruppemedlem, Kompetanseplan
from planer.plan import bilde
from planer.plan.perioder import planaar
from tests.klokke import senere
from tests.planer.factories import lag_behov, lag_dokument, lag_maal, lag_plan, lag_tiltak
from tests.rollebesetning import lag_enhet

LISTE = "planer:plan-list"


def test_a_leader_without_a_plan_is_one_press_away_from_it(client, tre, leder):
    client.force_login(leder)

    svar = client.get(reverse(LISTE)).content.decode()

    assert f'href="{reverse("planer:plan-create", args=[tre.prosjekt.pk])}"' in svar
    assert f"Lag plan for {planaar(timezone.localdate())}" in svar


def test_the_year_that_is_planned_is_asked_for_once(tre, leder):
    dag = timezone.localdate()
    aar = planaar(dag)
    plan = lag_plan(tre.prosjekt, aar=aar)

    assert bilde.mine_enheter(leder, dag) == [(tre.prosjekt.pk, "Prosjektkontoret", [plan], None)]


def test_one_s_own_plans_are_those_one_works_on_and_one_s_individual_plan(tre, kollega, leder):
    dag = timezone.localdate()
    gruppe = lag_plan(tre.ikt)
    Arbeidsgruppemedlem.objects.create(plan=gruppe, person=kollega.person)
    min_egen = lag_plan(tre.prosjekt, nivaa="person", person=kollega.person, leder=leder.person)
    lag_plan(tre.prosjekt)
    lag_plan(tre.stab, gjelder_fra=dag)

    assert bilde.mine_planer(kollega, dag) == [gruppe, min_egen]
    assert bilde.mine_planer(leder, dag) == []


def test_drafts_of_others_and_plans_of_persons_are_not_in_the_list(client, tre, kollega, leder):
    vedtatt = lag_plan(tre.stab, gjelder_fra=timezone.localdate())
    lag_plan(tre.prosjekt)
    lag_plan(tre.prosjekt, nivaa="person", person=kollega.person, leder=leder.person)
    client.force_login(kollega)

    assert list(client.get(reverse(LISTE)).context["liste"].rader) == [vedtatt]


@pytest.mark.parametrize("antall", [1, 3])
def test_plan_list_query_count(client, tre, leder, antall, django_assert_num_queries):
    for nummer in range(antall):
        lag_plan(lag_enhet(tre.prosjekt, f"Team {nummer}"))
    client.force_login(leder)

    with django_assert_num_queries(9):  # session, user, wall, person with kommune, roles; count, plans; units led, mine
        svar = client.get(reverse(LISTE))

    assert len(svar.context["liste"].rader) == antall


@pytest.mark.parametrize("antall", [1, 3])
def test_plan_detail_query_count(client, tre, leder, antall, django_assert_num_queries):
    plan = lag_plan(tre.prosjekt)
    for nummer in range(antall):
        maal = lag_maal(plan, f"Mål {nummer}")
        lag_tiltak(plan, f"Tiltak {nummer}", behov=[lag_behov(plan, f"Behov {nummer}", maal=[maal])])
    client.force_login(leder)

    # session, user, wall, person with kommune, roles; plan, units above; steps (4); sections, goals, needs, measures (2),
    # group; what it lacks (5)
    with django_assert_num_queries(22):
        svar = client.get(plan.get_absolute_url())

    assert len(svar.context["bilde"].tiltak) == antall


def test_the_cards_say_how_far_the_plan_has_come(client, tre, leder):
    plan = lag_plan(tre.prosjekt)
    client.force_login(leder)

    def kort():
        return [(ett["tekst"], ett["merkelapp"]) for ett in client.get(plan.get_absolute_url()).context["steg"]]

    assert kort() == [
        ("Hva vil vi oppnå?", "Ikke begynt"),
        ("Hva trenger vi?", "Ikke begynt"),
        ("Hvordan skaffer vi det?", "Ikke begynt"),
    ]

    over = lag_maal(lag_plan(tre.stab))
    Kompetanseplan.objects.filter(pk=plan.pk).update(overordnet=over.plan)
    assert kort()[0] == ("Hva vil vi oppnå?", "Ett mål venter på svar")

    lag_maal(plan, "Egen opplæring")
    lag_maal(plan, over=over, valg="bidrar")
    lag_maal(plan, over=lag_maal(over.plan, "Noe annet"), valg="lagt_til_side", bidrag="Gjelder ikke oss.")
    moetes, stoppet = lag_behov(plan, kritisk=True), lag_behov(plan, "Veilede nye")
    lag_tiltak(plan, behov=[moetes])
    lag_tiltak(plan, "Hospitere", behov=[moetes])
    lag_tiltak(plan, "Kurs", behov=[stoppet], status="stoppet")

    assert kort() == [
        ("2 mål, 1 arvet", "Ferdig"),
        ("2 behov, 1 kritisk", "Ferdig"),
        ("2 tiltak dekker 1 av 2 behov", "Ett behov uten tiltak"),
    ]


def test_a_plan_outside_one_s_sight_is_not_found(client, tre, utenforstaende):
    plan = lag_plan(tre.prosjekt)
    client.force_login(utenforstaende)

    for navn in ("plan-detail", "plan-maal", "plan-behov", "plan-tiltak"):
        assert client.get(reverse(f"planer:{navn}", args=[plan.pk])).status_code == 404
    assert Kompetanseplan.objects.exists()


def test_the_plans_of_units_are_those_that_one_sees_and_no_one_persons(
    tre, soker, leder, hr, tillitsvalgt, utenforstaende
):
    dag = timezone.localdate()
    utkast = lag_plan(tre.prosjekt)
    droftes = lag_plan(tre.hr, status="til_drofting")
    vedtatt = lag_plan(tre.barnehager, status="vedtatt", gjelder_fra=dag)
    lag_plan(tre.prosjekt, nivaa="person", person=soker.person, leder=leder.person, status="vedtatt", gjelder_fra=dag)
    planer = Kompetanseplan.objects

    ser = {
        bruker: set(planer.for_enheter_visible_to(bruker))
        for bruker in (soker, leder, hr, tillitsvalgt, utenforstaende)
    }

    assert ser == {bruker: set(planer.visible_to(bruker).for_enheter()) for bruker in ser}
    assert list(ser.values()) == [
        {vedtatt},
        {vedtatt, utkast},
        {vedtatt, utkast, droftes},
        {vedtatt, droftes},
        {vedtatt},
    ]


def test_the_plan_of_a_unit_that_is_merged_in_the_middle_of_the_year_follows(tre, leder, utenforstaende, hr):
    dag = timezone.localdate()
    plan = lag_plan(tre.prosjekt)
    assert not utenforstaende.has_perm("planer.change_plan", plan)

    treet.slaa_sammen([tre.prosjekt], maal=tre.barnehager, bruker=hr)

    plan = Kompetanseplan.objects.get(pk=plan.pk)
    assert list(Kompetanseplan.objects.visible_to(utenforstaende)) == [plan]
    assert utenforstaende.has_perm("planer.change_plan", plan)
    assert utenforstaende.has_perm("planer.follow_plan", plan)
    assert [linje.planer for linje in bilde.mine_enheter(utenforstaende, dag)] == [[plan]]


def test_the_plan_of_a_unit_that_is_merged_twice_follows_all_the_way(tre, utenforstaende, hr):
    plan = lag_plan(tre.prosjekt)
    treet.slaa_sammen([tre.prosjekt], maal=tre.hr, bruker=hr)
    with senere(days=3):
        treet.slaa_sammen([tre.hr], maal=tre.barnehager, bruker=hr)

    assert list(Kompetanseplan.objects.visible_to(utenforstaende)) == [plan]
    assert utenforstaende.has_perm("planer.change_plan", Kompetanseplan.objects.get(pk=plan.pk))


def test_the_plan_of_a_unit_that_is_closed_is_left_to_the_leader_above(tre, leder, kollega, avdelingsdirektor, hr):
    plan = lag_plan(tre.prosjekt)
    for person in (leder.person, kollega.person, *(ett.person for ett in tre.prosjekt.stillinger.all())):
        person.stillinger.filter(enhet=tre.prosjekt).update(enhet=tre.ikt)
    treet.avslutt(tre.prosjekt, bruker=hr)

    with senere(days=1):
        over = type(avdelingsdirektor).objects.get(pk=avdelingsdirektor.pk)
        assert list(Kompetanseplan.objects.visible_to(over)) == [plan]
        assert over.has_perm("planer.change_plan", plan)
        assert over.has_perm("planer.follow_plan", plan)


def test_the_search_finds_plans_goals_measures_and_documents_that_one_sees(tre, leder, kollega):
    plan = lag_plan(tre.prosjekt, tittel="Plan for fagdagene")
    lag_maal(plan, "Flere fagdager")
    lag_tiltak(plan, "Fagdag i mai")
    lag_dokument("Lov om fagdager")

    def funnet(bruker):
        return {navn: [ett.navn for ett in treff] for navn, treff in sok.finn("fagdag", bruker) if treff}

    assert funnet(leder) == {
        "Planer": ["Plan for fagdagene"],
        "Mål": ["Flere fagdager"],
        "Tiltak": ["Fagdag i mai"],
        "Styringsdokumenter": ["Lov om fagdager"],
    }
    assert funnet(kollega) == {"Styringsdokumenter": ["Lov om fagdager"]}
