"""The pages of the tree and of a unit: who sees what, how many statements, and bad input."""

import re

import pytest
from django.urls import reverse

from kompetanse.felles import vegg
from kompetanse.organisasjon import tre as endre
from kompetanse.organisasjon.models import Enhet
from tests.klokke import dag, skrevet
from tests.rollebesetning import lag_bruker, lag_enhet


def side(navn, *args):
    return reverse(f"organisasjon:{navn}", args=args)


def hent(client, bruker, navn, *args, **sporring):
    client.force_login(bruker)
    return client.get(side(navn, *args), sporring)


def test_a_guest_is_asked_to_log_in_and_comes_back(client, tre):
    svar = client.get(side("enhet-list"))

    assert svar.status_code == 302
    assert svar.url == f"{reverse('account_login')}?next=/organisasjon/"


@pytest.mark.parametrize("antall", [1, 3])
def test_enhet_list_query_count(client, tre, kollega, antall, django_assert_num_queries):
    for nr in range(antall):
        lag_bruker("Bo", lag_enhet(Enhet.objects.get(pk=tre.ikt.pk), f"Kontor {nr}"))
    client.force_login(kollega)

    # session, user, wall, person, roles; the tree's version, the tree, head-counts, people with several units, leaders
    with django_assert_num_queries(10):
        client.get(side("enhet-list"), {"aapen": f"{tre.stab.pk},{tre.ikt.pk}"})
    # The tree is remembered.
    with django_assert_num_queries(7):
        client.get(side("enhet-list"), {"aapen": f"{tre.stab.pk},{tre.ikt.pk}"})


def test_everyone_sees_names_leaders_and_head_counts(client, tre, kollega, avdelingsdirektor):
    svar = hent(client, kollega, "enhet-list", aapen=str(tre.stab.pk))

    assert "2 ansatte · leder Ada Test" in svar.content.decode()
    assert svar.context["tre"].rot.antall == 2


def test_a_branch_is_fetched_for_htmx_and_shown_whole_without(client, tre, kollega):
    client.force_login(kollega)
    adresse = side("enhet-branch", tre.stab.pk)

    del_av_siden = client.get(adresse, headers={"HX-Request": "true"}).content.decode()
    hele = client.get(f"{adresse}?aapen={tre.oppvekst.pk}")

    assert "<html" not in del_av_siden
    assert "IKT-tjenester" in del_av_siden
    assert hele.url == f"/organisasjon/?aapen={tre.stab.pk}%2C{tre.oppvekst.pk}&dato="


@pytest.mark.parametrize(
    ("uttrykk", "funn"),
    [
        ("ikt", ["IKT-tjenester"]),
        ("prosjetkkontoret", ["Prosjektkontoret"]),
        ("barnehage", ["Barnehager"]),
        ("xyz", []),
    ],
)
def test_search_finds_units_also_when_misspelt(client, tre, kollega, uttrykk, funn):
    svar = hent(client, kollega, "enhet-list", q=uttrykk)

    assert [treff["node"].navn for treff in svar.context["treff"]] == funn


def test_the_tree_of_another_day_is_shown(client, tre, hr):
    endre.gi_nytt_navn(tre.ikt, navn="Digitalisering", bruker=hr)
    foer = dag(-1).isoformat()

    svar = hent(client, hr, "enhet-list", dato=foer, aapen=str(tre.stab.pk)).content.decode()

    assert "IKT-tjenester" in svar
    assert "Digitalisering" not in svar


@pytest.mark.parametrize("dato", ["0001-01-01", "31.02.2026", "i går", "9" * 200])
def test_a_date_that_cannot_be_read_is_explained(client, tre, kollega, dato):
    svar = hent(client, kollega, "enhet-list", dato=dato)

    assert svar.status_code == 200
    assert svar.context["form"].errors["dato"]


@pytest.mark.parametrize("aapen", ["x", "1,,2", "9" * 40, "-1", "1;drop", "²"])
def test_odd_ids_of_open_units_are_passed_over(client, tre, kollega, aapen):
    assert hent(client, kollega, "enhet-list", aapen=aapen).status_code == 200


@pytest.mark.parametrize("antall", [1, 3])
def test_enhet_detail_query_count(client, tre, kollega, leder, antall, django_assert_num_queries):
    for nr in range(antall):
        lag_bruker("Bo", lag_enhet(Enhet.objects.get(pk=tre.ikt.pk), f"Kontor {nr}"))
    client.force_login(kollega)

    # session, user, wall, person, roles; unit, tree's version, tree, head-counts, several units, roles here, works here?
    with django_assert_num_queries(12):
        client.get(side("enhet-detail", tre.ikt.pk))


@pytest.mark.parametrize("antall", [1, 3])
def test_enhet_people_query_count(client, tre, leder, antall, django_assert_num_queries):
    for _nr in range(antall):
        lag_bruker("Bo", tre.prosjekt)
    client.force_login(leder)

    # session, user, wall, person, roles; unit, line above, how many, the page
    with django_assert_num_queries(9):
        svar = client.get(side("enhet-people", tre.prosjekt.pk))

    assert len(svar.context["side"].object_list) == antall + 1


def test_a_member_sees_colleagues_but_not_units_below(client, tre, tillitsvalgt, soker):
    svar = hent(client, tillitsvalgt, "enhet-people", tre.ikt.pk)

    assert [stilling.person for stilling in svar.context["side"]] == [tillitsvalgt.person]
    assert not svar.context["kan_se_under"]


def test_history_tells_names_moves_and_merges(client, tre, hr):
    endre.gi_nytt_navn(tre.barnehager, navn="Barnehagene", bruker=hr, fra=dag(-1))
    endre.slaa_sammen([tre.hr], maal=tre.barnehager, bruker=None)

    svar = hent(client, hr, "enhet-history", tre.barnehager.pk)
    tekst = svar.content.decode()

    assert [periode.navn for periode in svar.context["perioder"]] == ["Barnehagene", "Barnehager"]
    assert "HR og virksomhetsstyring" in tekst
    assert "Endret navn fra Barnehager til Barnehagene" in tekst


UKJENT = 987654


@pytest.mark.parametrize("navn", ["enhet-detail", "enhet-people", "enhet-history"])
def test_units_of_another_kommune_do_not_exist(client, tre, hr, annen_kommune, navn):
    fremmed = hent(client, hr, navn, annen_kommune.rot.pk)
    ukjent = hent(client, hr, navn, UKJENT)

    assert (fremmed.status_code, ukjent.status_code) == (404, 404)
    assert uten_spor(fremmed, annen_kommune.rot.pk) == uten_spor(ukjent, UKJENT)


def uten_spor(svar, pk):
    """The page without what differs anyway: the address asked for, and the token and the key of the form."""
    return re.sub(rf"/{pk}/|[A-Za-z0-9]{{64}}|\"[\w-]{{22}}\"", "", svar.content.decode())


def test_hr_creates_a_unit(client, tre, hr):
    client.force_login(hr)

    svar = client.post(side("enhet-create", tre.ikt.pk), {"navn": "Driftskontoret", "fra": skrevet()}, follow=True)

    ny = Enhet.objects.get(navn="Driftskontoret")
    assert svar.redirect_chain == [(ny.get_absolute_url(), 302)]
    assert "Driftskontoret er opprettet." in svar.content.decode()


def test_a_move_asks_before_it_is_done(client, tre, hr):
    client.force_login(hr)
    svar = {"ny_forelder": "Oppvekst", "fra": skrevet()}

    spoer = client.post(side("enhet-move", tre.ikt.pk), svar)
    assert "ligger IKT-tjenester under Oppvekst i stedet for Stab" in spoer.content.decode()
    assert Enhet.objects.get(pk=tre.ikt.pk).path == tre.ikt.path

    client.post(side("enhet-move", tre.ikt.pk), {**svar, "bekreftet": "1"})
    assert Enhet.objects.get(pk=tre.ikt.pk).path.startswith(tre.oppvekst.path)


def test_a_merge_asks_before_it_is_done(client, tre, hr, soker):
    client.force_login(hr)
    svar = {"maal": "Barnehager (Oppvekst)", "fra": skrevet()}

    spoer = client.post(side("enhet-merge", tre.prosjekt.pk), svar)
    assert "går Prosjektkontoret inn i Barnehager" in spoer.content.decode()
    assert "1 ansatt" in spoer.content.decode()

    client.post(side("enhet-merge", tre.prosjekt.pk), {**svar, "bekreftet": "1"})
    assert Enhet.objects.get(pk=tre.prosjekt.pk).videre_i_id == tre.barnehager.pk


def test_a_split_asks_before_it_is_done_and_stands_in_the_history_of_both(client, tre, hr, soker, kollega):
    client.force_login(hr)
    url = side("enhet-split", tre.prosjekt.pk)
    assert str(kollega.person) in client.get(url).content.decode()
    svar = {"navn": "Nytt kontor", "folk": [soker.person_id, kollega.person_id], "fra": skrevet()}

    spoer = client.post(url, svar).content.decode()
    assert "er Nytt kontor en egen enhet ved siden av Prosjektkontoret: Siri Test og Kari Test." in spoer
    assert spoer.count('name="folk"') == 2
    assert client.post(url, {**svar, "bekreftet": "1"}).status_code == 302

    ny = Enhet.objects.get(delt_fra=tre.prosjekt)
    assert ny.stillinger.gjeldende().count() == 2
    for enhet, linje in ((tre.prosjekt, "Delt: Nytt kontor er skilt ut"), (ny, "Skilt ut fra Prosjektkontoret")):
        assert linje in client.get(side("enhet-history", enhet.pk)).content.decode()


@pytest.mark.parametrize(
    ("handling", "svar", "melding"),
    [
        ("create", {"navn": ""}, "Rett dette før du går videre"),
        ("create", {"navn": "IKT-tjenester", "hvor": "stab"}, "Det finnes allerede en enhet"),
        ("create", {"navn": "N" * 100_000}, "Teksten er for lang"),
        ("create", {"navn": "Ny", "fra": "1.1.0001"}, "Året må være mellom"),
        ("create", {"navn": "Ny", "fra": "31.2.2026"}, "Denne datoen finnes ikke"),
        ("create", {"navn": "Ny", "fra": "1.1.2199"}, "for langt fram"),
        ("rename", {"navn": "HR og virksomhetsstyring", "fra": "x"}, "Skriv datoen som"),
        ("move", {"ny_forelder": "Prosjektkontoret"}, "kan ikke flyttes under seg selv"),
        ("move", {"ny_forelder": "Finnes ikke"}, "Vi finner ingen enhet"),
        ("move", {"ny_forelder": "Barnehagene"}, "Mente du Barnehager (Oppvekst)"),
        ("move", {"ny_forelder": "Stab"}, "ligger allerede under Stab"),
        ("move", {"ny_forelder": "\u200b"}, "Rett dette før du går videre"),
        ("merge", {"maal": "\u200b\u2060 "}, "Rett dette før du går videre"),
        ("merge", {"maal": "Prosjektkontoret"}, "kan ikke slås inn i"),
        ("close", {}, "har enheter under seg"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_changed(client, tre, hr, handling, svar, melding):
    client.force_login(hr)
    enhet = tre.stab if svar.pop("hvor", "") else tre.ikt
    svar = {"fra": skrevet(), "siste_dag": skrevet(), **svar}
    foer = list(Enhet.objects.order_by("pk").values())

    tekst = client.post(side(f"enhet-{handling}", enhet.pk), svar).content.decode()

    assert melding in tekst
    assert list(Enhet.objects.order_by("pk").values()) == foer


def test_names_with_control_characters_and_markup_are_shown_as_text(client, tre, hr):
    client.force_login(hr)
    client.post(side("enhet-create", tre.ikt.pk), {"navn": "<b>Fet\x00</b> 🌱", "fra": skrevet()})

    svar = client.get(side("enhet-detail", tre.ikt.pk)).content.decode()

    assert "&lt;b&gt;Fet&lt;/b&gt; 🌱" in svar


def test_suggestions_are_of_the_own_kommune(client, tre, hr, annen_kommune):
    with vegg.innenfor(annen_kommune.kommune.pk):
        lag_enhet(annen_kommune.rot, "IKT nabo")

    assert hent(client, hr, "enhet-suggest", ny_forelder="ikt").context["valg"] == ["IKT-tjenester (Stab)"]
