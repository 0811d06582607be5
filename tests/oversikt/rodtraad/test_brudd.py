"""Every kind of break is found where it is, and nowhere else; each with the one button that mends it."""

import pytest
from django.urls import reverse

from kompetanse.oversikt.rodtraad.bruddslag import FRA_KODE, SLAG
from planer.models import Statuslinje
from tests.kartlegging.factories import gi_kompetanse, lag_kategori, lag_kompetanse, lag_krav
from tests.klokke import dag
from tests.oversikt.rodtraad.verden import Fasit, lag_gjeldende, trekk_verden
from tests.planer.factories import lag_behov, lag_maal, lag_tiltak
from tests.soknader.mbu_factories import lag_avgjort


def funnet(kode, bruker):
    return set(FRA_KODE[kode].rader(bruker).values_list("pk", flat=True))


@pytest.mark.parametrize("fro", [1, 2, 3])
def test_the_lists_hold_what_a_count_of_every_row_by_itself_finds(tre, hr, avdelingsdirektor, soker, fro):
    trekk_verden(tre, soker, fro)

    for bruker, sti in ((hr, tre.rot.path), (avdelingsdirektor, tre.ikt.path)):
        fasit = Fasit(sti).brudd
        assert {slag.kode: funnet(slag.kode, bruker) for slag in SLAG} == {slag.kode: fasit[slag.kode] for slag in SLAG}


def test_a_goal_that_a_unit_below_works_towards_goes_on_there_but_not_by_what_one_person_is_to_learn(tre, leder):
    plan = lag_gjeldende(tre.ikt)
    over, fulgt = lag_maal(plan, "Over"), lag_maal(plan, "Fulgt")
    lag_maal(lag_gjeldende(tre.prosjekt), "Under", over=fulgt)
    personplan = lag_gjeldende(tre.prosjekt, person=leder.person, leder=leder.person, nivaa="person")
    lag_maal(personplan, "Mitt", over=over)

    assert [str(rad) for rad in FRA_KODE["maal"].velg(plan.maal.all())] == ["Over"]


def test_a_requirement_that_nobody_meets_is_found_until_one_does(tre, hr, leder, soker):
    kan, annet = lag_kompetanse("Legemidler"), lag_kompetanse("Selvkost")
    krav = lag_krav(tre.prosjekt, kan)
    lag_krav(tre.prosjekt, annet, kategori=lag_kategori("Sykepleier"))  # concerns nobody

    assert funnet("krav", hr) == funnet("krav", leder) == {krav.pk}

    gi_kompetanse(soker, kan, 4)
    assert funnet("krav", hr) == set()


def test_a_word_after_the_day_takes_an_overdue_measure_off_the_list(tre, leder):
    tiltak = lag_tiltak(lag_gjeldende(tre.prosjekt), frist=dag(-10))
    linje = Statuslinje.objects.create(tiltak=tiltak, periode=dag(-5), tilstand="som_planlagt")
    assert funnet("frist", leder) == {tiltak.pk}

    Statuslinje.objects.filter(pk=linje.pk).update(kommentar="Kurset er flyttet.")
    assert funnet("frist", leder) == set()


def test_a_unit_that_was_merged_or_closed_is_not_asked_for_a_plan(tre, hr):
    assert tre.barnehager.pk in funnet("plan", hr)

    tre.barnehager.gyldig_til = dag(-1)
    tre.barnehager.save()
    assert tre.barnehager.pk not in funnet("plan", hr)


def test_one_button_mends_each_break_where_it_is_made(tre, hr, leder, soker, client):
    plan = lag_gjeldende(tre.prosjekt)
    maal, behov, tiltak = lag_maal(plan), lag_behov(plan), lag_tiltak(plan, frist=dag(-1))
    ventet = {
        "maal": (maal, f"{reverse('planer:tiltak-create', args=[plan.pk])}?maal={maal.pk}"),
        "behov": (behov, f"{reverse('planer:tiltak-create', args=[plan.pk])}?behov={behov.pk}"),
        "tiltak": (tiltak, reverse("planer:tiltak-update", args=[tiltak.pk])),
        "frist": (tiltak, reverse("planer:plan-underveis", args=[plan.pk])),
        "plan": (tre.ikt, reverse("planer:plan-create", args=[tre.ikt.pk])),
        # The plan is adopted: what it says is changed from the plan's own page.
        "anker": (maal, plan.get_absolute_url()),
        "behov-maal": (behov, plan.get_absolute_url()),
    }
    client.force_login(hr)

    for kode, (rad, url) in ventet.items():
        assert FRA_KODE[kode].bot(rad, hr).url == url
        assert client.get(url).status_code == 200
    assert FRA_KODE["maal"].bot(maal, leder).url == ventet["maal"][1]
    assert FRA_KODE["maal"].bot(maal, soker) is None


def test_money_is_asked_for_from_the_measure_and_a_grant_is_tied_to_one(tre, hr, leder, soker, client):
    tiltak = lag_tiltak(lag_gjeldende(tre.prosjekt), kostnader=[("sentralt", 500)])
    soknad = lag_avgjort(soker)
    ventet = {
        "midler": (tiltak, reverse("soknader:soknad-fra-tiltak", args=[tiltak.pk])),
        "tilskudd": (soknad, reverse("soknader:soknad-tiltak", args=[soknad.pk])),
    }
    for bruker in (hr, leder):
        client.force_login(bruker)
        for kode, (rad, url) in ventet.items():
            assert FRA_KODE[kode].bot(rad, bruker).url == url
            assert client.get(url).status_code == 200
    assert FRA_KODE["tilskudd"].bot(soknad, soker) is None


def test_the_report_is_written_by_the_applicant_and_only_looked_at_by_others(tre, hr, soker):
    soknad = lag_avgjort(soker, periode_fra=dag(-60), periode_til=dag(-1))

    assert FRA_KODE["rapport"].bot(soknad, soker).url == reverse("soknader:soknad-rapport", args=[soknad.pk])
    assert FRA_KODE["rapport"].bot(soknad, hr) is None


# --- Pages ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kode", [slag.kode for slag in SLAG])
def test_each_list_opens_also_as_a_file_and_when_it_is_searched(client, tre, hr, soker, kode):
    trekk_verden(tre, soker, 4)
    client.force_login(hr)
    url = reverse("oversikt:brudd-detail", args=[kode])

    svar = [
        client.get(url, valg)
        for valg in ({}, {"q": "Stab"}, {"format": "xlsx"}, {"format": "csv"}, {"sorter": "-navn"})
    ]
    assert {ett.status_code for ett in svar} == {200}
    assert client.get(url, {"q": "finnes ikke"}).context["liste"].rader == []


def test_the_page_counts_each_kind_as_its_list_does(client, tre, leder, soker):
    trekk_verden(tre, soker, 5)
    client.force_login(leder)

    tallene = client.get(reverse("oversikt:brudd-list")).context["brudd"]
    assert {ett.slag.kode: ett.antall for ett in tallene} == {slag.kode: len(funnet(slag.kode, leder)) for slag in SLAG}


def test_an_unknown_kind_is_not_found(client, tre, hr):
    client.force_login(hr)

    assert client.get(reverse("oversikt:brudd-detail", args=["tull"])).status_code == 404


@pytest.mark.parametrize("antall", [1, 3])
def test_a_list_asks_the_same_number_of_times(client, tre, leder, antall, django_assert_num_queries):
    plan = lag_gjeldende(tre.prosjekt)
    for nr in range(antall):
        lag_tiltak(plan, f"Kurs {nr}")
    client.force_login(leder)
    url = reverse("oversikt:brudd-detail", args=["tiltak"])
    client.get(url)

    with django_assert_num_queries(7):
        assert len(client.get(url).context["liste"].rader) == antall
