"""The pages of the catalogue: what each shows to whom, and how often it asks the database."""

import pytest
from django.urls import reverse

from kartlegging.katalog import forslag as prosess
from kartlegging.katalog.sammenslaaing import slaa_sammen
from kartlegging.models import Kompetanse, Kompetanseforslag, Kompetansegruppe, Realkategori, Skala, Stillingskategori
from kartlegging.oppgaver import slag_for
from kompetanse.felles.oppgaver import oppgavene
from tests.kartlegging.factories import gi_kompetanse, lag_bevis, lag_kategori, lag_kompetanse, lag_krav, lag_skala, om
from tests.rollebesetning import lag_bruker


def side(navn, *args):
    return reverse(f"kartlegging:{navn}", args=args)


def navnene(response):
    return [str(rad) for rad in response.context["liste"].rader]


def innhold(response):
    return response.content.decode()


@pytest.fixture
def som(client):
    """Signs in, and gives the client."""

    def logg_inn(bruker):
        client.force_login(bruker)
        return client

    return logg_inn


# --- The catalogue ---------------------------------------------------------------------------------


@pytest.mark.parametrize("antall", [1, 3, 3000])
def test_katalog_list_query_count(som, soker, antall, django_assert_num_queries):
    skala, gruppe = lag_skala(), Kompetansegruppe.objects.create(navn="Fag")
    Kompetanse.objects.bulk_create(
        Kompetanse(navn=f"Nummer {nr:04d}", gruppe=gruppe, type="real", skala=skala) for nr in range(antall)
    )
    client = som(soker)

    # session, user, wall, roles, person; categories and groups of the filter; how many, the page, its synonyms, texts
    # and inclusions, groups of the rows; the tree and its numbers; own proposals
    with django_assert_num_queries(16):
        response = client.get(side("katalog-list"))

    assert len(response.context["liste"].rader) == min(antall, 50)


@pytest.mark.parametrize(
    ("sporring", "ventet"),
    [
        ({}, ["Brannvern", "Rør", "Sårbehandling"]),
        ({"type": "formal"}, ["Brannvern"]),
        ({"merke": "kjerne"}, ["Rør"]),
        ({"vis": "utgaatt"}, ["Telefaks"]),
        ({"vis": "alle"}, ["Brannvern", "Rør", "Sårbehandling", "Telefaks"]),
        ({"q": "sårbehandlingen"}, ["Sårbehandling"]),
        ({"q": "brandvern"}, ["Brannvern"]),
        ({"q": "trolldom"}, []),
        ({"gruppe": "tull", "type": "x", "side": "abc", "q": "%_\\' \x00"}, []),
    ],
)
def test_the_list_shows_what_the_filter_leaves(som, soker, sporring, ventet):
    lag_bevis("Brannvern")
    lag_kompetanse("Rør", merke="kjerne")
    lag_kompetanse("Sårbehandling")
    lag_kompetanse("Telefaks", avviklet=om(-1))

    assert navnene(som(soker).get(side("katalog-list"), sporring)) == ventet


def test_a_group_shows_what_lies_in_the_groups_below_it_too(som, soker):
    over = Kompetansegruppe.objects.create(navn="Teknisk")
    under = Kompetansegruppe.objects.create(navn="Vann", forelder=over)
    Kompetanse.objects.create(navn="Rør", gruppe=under, type="formal")
    lag_bevis("Brannvern")

    assert navnene(som(soker).get(side("katalog-list"), {"gruppe": over.pk})) == ["Rør"]


def test_the_catalogue_of_another_kommune_is_not_seen(som, soker, annen_kommune):
    rør = lag_kompetanse("Rør")

    client = som(annen_kommune.hr)

    assert navnene(client.get(side("katalog-list"))) == []
    assert client.get(side("katalog-detail", rør.pk)).status_code == 404


def test_only_hr_of_a_kommune_without_a_catalogue_is_asked_to_fill_it(som, soker, hr):
    assert "Fyll katalogen" not in innhold(som(soker).get(side("katalog-list")))
    assert "Fyll katalogen" in innhold(som(hr).get(side("katalog-list")))

    for _gang in range(2):
        som(hr).post(side("katalog-fill"))

    assert Skala.objects.count() == 1
    assert "Fyll katalogen" not in innhold(som(hr).get(side("katalog-list")))


# --- One competence ----------------------------------------------------------------------------------


def test_the_page_of_a_competence_tells_all_of_it(som, soker, tre):
    smitte = lag_kompetanse("Smittevern")
    kompetanse = lag_kompetanse(
        "Sårbehandling", inkluderer=[smitte], hjemmel="Helsepersonelloven § 4", kilde="lovdata.no", gyldig_mnd=24
    )
    kompetanse.synonymer.create(ord="bandasje")
    kompetanse.nivaatekster.create(nivaa=1, tekst="Skifter bandasje.")
    lag_krav(tre.prosjekt, kompetanse)
    lag_kategori("Sykepleier").formalkrav.add(kompetanse)

    html = innhold(som(soker).get(side("katalog-detail", kompetanse.pk)))

    for ord_ in ("Skifter bandasje.", "24 måneder", "Helsepersonelloven § 4", "lovdata.no", "bandasje", "Smittevern"):
        assert ord_ in html
    assert "1 krav i 1 enhet." in html
    assert "Sykepleier" in html


def test_how_many_hold_it_is_told_to_hr_alone(som, soker, leder, hr):
    kompetanse = lag_kompetanse("Rør")
    gi_kompetanse(soker, kompetanse, 2)
    gi_kompetanse(soker, kompetanse, 3)

    ord_ = "1 person har den registrert og gyldig."

    assert [ord_ in innhold(som(hvem).get(side("katalog-detail", kompetanse.pk))) for hvem in (soker, leder, hr)] == [
        False,
        False,
        True,
    ]


@pytest.mark.parametrize("antall", [1, 3])
def test_katalog_detail_query_count(som, hr, tre, antall, django_assert_num_queries):
    kompetanse = lag_kompetanse("Rør", inkluderer=[lag_kompetanse(f"Del {nr}") for nr in range(antall)])
    for nr in range(antall):
        kompetanse.synonymer.create(ord=f"ord {nr}")
        lag_krav(tre.prosjekt, kompetanse, nivaa=nr + 1)
        gi_kompetanse(lag_bruker("Kari", tre.prosjekt), kompetanse, 1)
    client = som(hr)

    # session, user, wall, roles, person; competence; groups, texts, levels, synonyms, includes, included in, requirements,
    # holders, categories
    with django_assert_num_queries(15):
        client.get(side("katalog-detail", kompetanse.pk))


def test_a_competence_that_was_merged_leads_to_the_one_it_became(som, soker, hr):
    gammel, ny = lag_kompetanse("Sårstell"), lag_kompetanse("Sårbehandling")
    slaa_sammen(gammel, ny, bruker=hr)

    response = som(soker).get(side("katalog-detail", gammel.pk), follow=True)

    assert response.redirect_chain == [(ny.get_absolute_url(), 302)]
    assert "«Sårstell» er slått sammen med denne." in innhold(response)


SKJEMA = {"navn": "Sårbehandling", "type": "real", "synonymer": "sårstell\nbandasje", "nivaa1": "Skifter bandasje."}


def test_hr_adds_a_competence_and_changes_it(som, hr):
    gruppe = lag_kompetanse("Smittevern").gruppe
    faglig = Realkategori.objects.create(navn="Faglig")
    data = SKJEMA | {"gruppe": gruppe.pk, "kategori": faglig.pk, "skala": lag_skala().pk, "inkluderer": "smittevern"}

    response = som(hr).post(side("katalog-create"), data)

    ny = Kompetanse.objects.get(navn="Sårbehandling")
    assert response.url == ny.get_absolute_url()
    assert [ett.inkluderer.navn for ett in ny.inkluderinger.all()] == ["Smittevern"]
    som(hr).post(
        side("katalog-update", ny.pk), data | {"synonymer": "", "inkluderer": "", "nus": "4", "merke": "kjerne"}
    )
    ny.refresh_from_db()
    assert (ny.nus, ny.merke, ny.synonymer.count(), ny.inkluderinger.count()) == (4, "kjerne", 0, 0)
    assert ny.nivaatekster.get().tekst == "Skifter bandasje."


@pytest.mark.parametrize(
    ("felt", "feil"),
    [
        ({"inkluderer": "Smitevern"}, "Mente du «Smittevern»?"),
        ({"navn": "smittevern"}, "Katalogen har allerede en kompetanse med dette navnet."),
        ({"navn": "Sår; stell"}, "Navnet kan ikke ha semikolon."),
        ({"kategori": ""}, "Velg kategori. En realkompetanse har en."),
        ({"type": "formal"}, "En formell kompetanse har ingen kategori."),
        ({"gruppe": "999999"}, "999999 er ikke et av de tilgjengelige valgene."),
        ({"synonymer": "x" * 101}, "Høyst 100 tegn."),
        ({"esco_uri": "ikke en adresse"}, "gyldig"),
    ],
)
def test_what_cannot_be_stored_is_said_and_nothing_typed_is_lost(som, hr, felt, feil):
    gruppe = lag_kompetanse("Smittevern").gruppe
    faglig = Realkategori.objects.create(navn="Faglig")
    data = SKJEMA | {"gruppe": gruppe.pk, "kategori": faglig.pk, "skala": lag_skala().pk} | felt

    html = innhold(som(hr).post(side("katalog-create"), data))

    assert feil in html
    assert "Skifter bandasje." in html
    assert Kompetanse.objects.count() == 1


def test_hr_merges_from_the_page_by_a_synonym_of_the_other(som, hr):
    gammel, ny = lag_kompetanse("Sårstell"), lag_kompetanse("Sårbehandling")
    ny.synonymer.create(ord="kompress")

    response = som(hr).post(side("katalog-merge", gammel.pk), {"maal": "Kompress"})

    assert response.url == ny.get_absolute_url()
    gammel.refresh_from_db()
    assert gammel.slaatt_sammen_med == ny


def test_a_name_that_is_nearly_right_merges_nothing(som, hr):
    gammel, ny = lag_kompetanse("Sårstell"), lag_kompetanse("Ledelse")

    html = innhold(som(hr).post(side("katalog-merge", gammel.pk), {"maal": "Ledels"}))

    assert "Mente du «Ledelse»? Skriv hele navnet." in html
    assert ny.sammenslaatte.count() == 0


def test_hr_takes_a_competence_out_of_use_and_into_it_again(som, hr):
    kompetanse = lag_kompetanse("Telefaks")

    som(hr).post(side("katalog-retire", kompetanse.pk), {"dato": "1.1.2020"})
    assert "Gikk ut av bruk" in innhold(som(hr).get(side("katalog-detail", kompetanse.pk)))
    som(hr).post(side("katalog-restore", kompetanse.pk))

    kompetanse.refresh_from_db()
    assert kompetanse.er_i_bruk()


# --- Division ------------------------------------------------------------------------------------------


def test_hr_makes_a_group_in_another_a_category_and_a_scale(som, hr):
    teknisk = Kompetansegruppe.objects.create(navn="Teknisk")
    client = som(hr)

    client.post(side("gruppe-create"), {"navn": "Vann", "forelder": teknisk.pk, "rekkefolge": 10})
    client.post(side("realkategori-create"), {"navn": "Kreativ", "rekkefolge": 50})
    client.post(side("skala-create"), {"navn": "To", "navn1": "lite", "tekst1": "Ser på.", "navn2": "mye"})

    assert Kompetansegruppe.objects.get(navn="Vann").forelder == teknisk
    assert Realkategori.objects.get().navn == "Kreativ"
    assert [str(trinn) for trinn in Skala.objects.get().trinn.all()] == ["1 lite", "2 mye"]
    html = innhold(client.get(side("inndeling-detail")))
    assert all(ord_ in html for ord_ in ("Teknisk › Vann", "Kreativ", "1 lite"))


@pytest.mark.parametrize(
    ("nivaaer", "feil"),
    [({"navn1": "bare ett"}, "En skala har minst to nivåer."), ({"navn1": "a", "navn3": "c"}, "uten hull.")],
)
def test_a_scale_with_one_level_or_a_hole_is_refused(som, hr, nivaaer, feil):
    assert feil in innhold(som(hr).post(side("skala-create"), {"navn": "To", **nivaaer}))
    assert not Skala.objects.exists()


# --- Proposals -----------------------------------------------------------------------------------------


@pytest.fixture
def forslag(soker):
    return prosess.foresla("Droneflyging", "Vi filmer tak.", bruker=soker)


def test_an_employee_proposes_and_sees_the_answer(som, soker, hr):
    som(soker).post(side("forslag-create"), {"navn": "Droneflyging", "hvorfor": "Vi filmer tak."})
    forslag = Kompetanseforslag.objects.get()
    som(hr).post(side("forslag-decline", forslag.pk), {"svar": "Vi leier inn flygere."})

    assert "Vi leier inn flygere." in innhold(som(soker).get(forslag.get_absolute_url()))


def test_one_who_registers_and_finds_nothing_may_propose_it(som, soker):
    side_uten_treff = som(soker).get(side("kompetanse-create"), {"sok": "Droneflyging"})
    adresse = f"{side('forslag-create')}?navn=Droneflyging"

    assert adresse in innhold(side_uten_treff)
    assert 'value="Droneflyging"' in innhold(som(soker).get(adresse))


def test_the_catalogue_is_reached_from_ones_own_page(som, soker):
    assert side("katalog-list") in innhold(som(soker).get(side("min")))


def test_hr_has_it_among_the_tasks_until_it_is_answered(som, forslag, soker, hr):
    assert [oppgave.url for oppgave in oppgavene(slag_for(hr))] == [forslag.get_absolute_url()]
    assert oppgavene(slag_for(soker)) == []
    assert "Svar på 1 forslag til katalogen" in innhold(som(hr).get(reverse("oversikt:min-side")))

    prosess.avslaa(forslag, "Nei.", bruker=hr)

    assert oppgavene(slag_for(hr)) == []


def test_hr_takes_it_in_or_merges_it_with_what_the_page_proposes(som, forslag, soker, kollega, hr):
    drone = lag_kompetanse("Droneflyvning")
    Realkategori.objects.create(navn="Faglig")
    andre = prosess.foresla("Droneflygning", "Jeg også.", bruker=kollega)
    svar = som(hr).get(forslag.get_absolute_url()).context["svar"]
    assert svar["finnes"].initial["kompetanse"] == drone

    som(hr).post(side("forslag-merge", forslag.pk), {"kompetanse": "Droneflyvning"})
    som(hr).post(side("forslag-accept", andre.pk), {"gruppe": drone.gruppe_id, "type_": "real"})

    assert [str(ett) for ett in drone.synonymer.all()] == ["Droneflyging"]
    assert Kompetanse.objects.get(navn="Droneflygning").gruppe == drone.gruppe


@pytest.mark.parametrize(
    ("handling", "data", "feil"),
    [
        ("forslag-accept", {"type_": "real"}, "Velg gruppe."),
        ("forslag-merge", {"kompetanse": "Trolldom"}, "Vi finner ikke «Trolldom» i katalogen. Prøv et annet ord."),
        ("forslag-decline", {"svar": " "}, "Skriv hvorfor."),
    ],
)
def test_an_answer_without_what_it_needs_is_refused_on_the_page(som, forslag, hr, handling, data, feil):
    assert feil in innhold(som(hr).post(side(handling, forslag.pk), data))
    assert Kompetanseforslag.objects.venter().count() == 1


# --- Categories of positions ------------------------------------------------------------------------------


@pytest.mark.parametrize("antall", [1, 3])
def test_stillingskategori_list_query_count(som, soker, antall, django_assert_num_queries):
    for nr in range(antall):
        lag_kategori(f"Kategori {nr}", titler=[f"tittel {nr}"]).formalkrav.add(lag_bevis(f"Bevis {nr}"))
    client = som(soker)

    # session, user, wall, roles, person; how many, head-counts, the page, what leads to them, formal requirements
    with django_assert_num_queries(10):
        client.get(side("stillingskategori-list"))


@pytest.mark.parametrize("antall", [1, 3])
def test_stillingskategori_unmatched_query_count(som, hr, tre, antall, django_assert_num_queries):
    lag_kategori("Alle de andre", titler=["rådgiver", "hr-rådgiver"])
    for nr in range(antall):
        lag_bruker("Kari", tre.prosjekt, tittel=f"Kokk {nr}")
    client = som(hr)

    # session, user, wall, roles, person; what leads nowhere, what is known, categories to choose
    with django_assert_num_queries(8):
        response = client.get(side("stillingskategori-unmatched"))

    assert [rad.tittel for rad in response.context["liste"].rader] == [f"kokk {nr}" for nr in range(antall)]


def test_hr_leads_a_title_and_a_code_to_a_category(som, hr, tre):
    kategori = lag_kategori("Kjøkken")
    lag_bruker("Kari", tre.prosjekt, tittel="Kokk").person.stillinger.update(stillingskode="6517")
    valg = {"tittel": "kokk", "stillingskode": "6517", "kategori": kategori.pk}

    som(hr).post(side("stillingskategori-assign"), valg | {"vei": "tittel"})
    som(hr).post(side("stillingskategori-assign"), valg | {"vei": "kode"})

    assert sorted(map(str, kategori.kilder.all())) == ["6517", "kokk"]


def test_to_choose_no_category_is_said_to_be_a_fault(som, hr):
    response = som(hr).post(
        side("stillingskategori-assign"), {"vei": "tittel", "tittel": "kokk", "kategori": ""}, follow=True
    )

    assert "Velg kategori." in innhold(response)


def test_hr_makes_a_category_and_everyone_reads_it(som, hr, soker):
    lag_bevis("Fagbrev")
    data = {
        "navn": "Kjøkken",
        "nus": "4",
        "formalkrav": "fagbrev",
        "titler": "Kokk\nSjefskokk",
        "stillingskoder": "6517",
    }

    som(hr).post(side("stillingskategori-create"), data)

    kategori = Stillingskategori.objects.get()
    html = innhold(som(soker).get(kategori.get_absolute_url()))
    assert all(ord_ in html for ord_ in ("kokk, sjefskokk", "6517", "Fagbrev", "4 Videregående, avsluttende"))
