"""A thread that goes to too many goals for a list: told by the parts of the kommune, each opened as a thread of its own."""

from collections import Counter

import pytest
from django.urls import reverse

from kompetanse.oversikt.rodtraad import samling
from kompetanse.oversikt.rodtraad.delene import adressevalg
from kompetanse.oversikt.rodtraad.ledd import Slag
from kompetanse.oversikt.rodtraad.samling import Utsnitt
from kompetanse.oversikt.rodtraad.traad import traad
from tests.klokke import aar, dag
from tests.oversikt.rodtraad.verden import lag_gjeldende, trekk_verden
from tests.planer.factories import evaluer, lag_behov, lag_dokument, lag_maal, lag_tiltak
from tests.soknader.mbu_factories import lag_avgjort, lag_sendt

LEDD = {"behov": Slag.BEHOV, "tiltak": Slag.TILTAK, "soknader": Slag.SOKNAD}


@pytest.fixture
def stor(monkeypatch):
    """Two goals below are too many."""
    monkeypatch.setattr(samling, "STOR", 1)


@pytest.fixture
def topp(tre, soker):
    """Under the kommune's goal: one need of its own, a unit with a measure that was granted money, one with nothing yet."""
    topp = lag_maal(lag_gjeldende(tre.rot), "Topp", over=lag_maal(lag_dokument(enhet=tre.rot), "Dokumentets"))
    lag_behov(topp.plan, maal=[topp])
    stab, barnehager = (lag_maal(lag_gjeldende(enhet), over=topp) for enhet in (tre.stab, tre.barnehager))
    maal = lag_maal(lag_gjeldende(tre.prosjekt), "Enhetens", over=stab)
    tiltak = lag_tiltak(
        maal.plan, "Kurs", maal=[maal], behov=[lag_behov(maal.plan, maal=[maal])], antall=5, status="ferdig"
    )
    evaluer(tiltak, "Øv mer.")
    lag_avgjort(soker, tiltak=tiltak, periode_fra=dag(-60), periode_til=dag(60))
    lag_tiltak(barnehager.plan, maal=[barnehager], kostnader=[("eget", 500)], evaluering="Prøve")
    return topp


def tallene(del_):
    utfall = del_.utfall
    return (
        del_.navn,
        (del_.maal, del_.behov, del_.tiltak, del_.soknader, del_.brudd),
        (utfall.penger[:1], utfall.tok_del[:1], utfall.evaluert),
    )


def test_each_part_says_how_much_it_carries_what_it_costs_and_where_it_breaks(stor, topp, tre, hr):
    assert [tallene(del_) for del_ in traad(topp, hr).delt.rader] == [
        ("Felles for Fjordby kommune", (1, 1, 0, 0, 1), ([], [], 0)),
        (str(tre.stab), (2, 1, 1, 1, 1), (["35\xa0000\xa0kr innvilget"], ["5 deltakere"], 1)),
        (str(tre.oppvekst), (1, 0, 1, 0, 0), (["500\xa0kr planlagt"], [], 0)),
    ]


def test_a_thread_that_goes_to_few_goals_is_one_list(topp, hr):
    assert traad(topp, hr).delt is None


def _samlet(ett):
    return Counter({ledd.slag: ledd.antall for ledd in ett.ledd if ledd.slag in LEDD.values()}), sum(
        ledd.antall_brudd for ledd in ett.ledd
    )


@pytest.mark.parametrize("fro", range(6))
def test_the_parts_add_up_to_the_thread_and_each_opens_as_what_it_said(stor, tre, hr, soker, fro):
    trekk_verden(tre, soker, fro)
    dokument = lag_dokument(enhet=tre.rot)
    over = lag_maal(dokument, "Over")
    type(over).objects.filter(over=None, dokument=None).update(over=over)

    alt = traad(dokument, hr)
    antall, brudd = _samlet(alt)
    assert alt.delt.summer["brudd"] == brudd
    assert Counter({slag: alt.delt.summer[felt] for felt, slag in LEDD.items()}) == antall
    assert len(alt.delt.rader) > 1
    for del_ in alt.delt.rader:
        aapnet, brudd_i = _samlet(traad(dokument, hr, utsnitt=del_.utsnitt))
        assert aapnet == Counter({slag: getattr(del_, felt) for felt, slag in LEDD.items()})
        assert brudd_i == del_.brudd


def test_a_thread_told_by_its_parts_says_the_same_as_the_list_did(topp, hr, monkeypatch):
    liste = traad(topp, hr)
    monkeypatch.setattr(samling, "STOR", 1)
    delt = traad(topp, hr)

    assert (delt.oppsummert, _samlet(delt)) == (liste.oppsummert, _samlet(liste))
    assert [(ledd.slag, ledd.antall, ledd.skjult) for ledd in delt.ledd] == [
        (ledd.slag, ledd.antall, ledd.skjult) for ledd in liste.ledd
    ]


def test_of_many_rows_none_is_read_and_each_kind_of_break_is_a_number(stor, topp, tre, hr):
    maal = lag_maal(lag_gjeldende(tre.ikt), over=topp)
    for nr in range(9):
        lag_behov(maal.plan, f"Behov {nr}", maal=[maal])

    ledd = next(ett for ett in traad(topp, hr).ledd if ett.slag == Slag.BEHOV)
    assert (ledd.antall, ledd.poster) == (11, [])
    tiltak = next(ett for ett in traad(topp, hr).ledd if ett.slag == Slag.TILTAK)
    assert [(slag.kode, antall) for slag, antall in tiltak.brudd_per_slag] == [("maal", 1), ("behov", 10)]


def test_what_the_reader_may_not_see_is_in_no_part(stor, topp, tre, hr, utenforstaende, soker):
    utkast = lag_gjeldende(tre.ikt, gjelder_fra=None, status="utkast")
    lag_sendt(soker, tiltak=lag_tiltak(utkast, "Hemmelig tiltak", maal=[lag_maal(utkast, "Hemmelig", over=topp)]))

    sett = {bruker: traad(topp, bruker) for bruker in (hr, utenforstaende)}
    assert [ett.delt.summer["tiltak"] for ett in sett.values()] == [3, 2]
    assert [ett.skjult for ett in sett[utenforstaende].ledd if ett.slag == Slag.TILTAK] == [1]
    assert "Hemmelig" not in repr(sett[utenforstaende])


def test_an_application_that_serves_a_goal_alone_lies_where_it_was_asked_for(stor, topp, tre, hr, soker):
    lag_sendt(soker, maal=topp)

    assert [(del_.navn, del_.soknader) for del_ in traad(topp, hr).delt.rader][1] == (str(tre.stab), 2)


# --- Pages ------------------------------------------------------------------------------------------


def _side(client, topp, **valg):
    return client.get(reverse("oversikt:traad-detail", args=["maal", topp.pk]), valg)


def test_a_part_is_opened_from_the_table_and_left_by_the_crumbs(stor, client, topp, tre, hr):
    client.force_login(hr)

    side = _side(client, topp)
    assert f'<a href="?aar={aar()}&amp;enhet={tre.stab.pk}">{tre.stab}</a>' in side.content.decode()
    assert f'<a href="?aar={aar()}&amp;enhet={tre.rot.pk}&amp;egen=1">' in side.content.decode()
    her = reverse("oversikt:traad-detail", args=["maal", topp.pk])
    dypt = _side(client, topp, enhet=tre.prosjekt.pk, aar=aar())
    assert dypt.context["tittel"] == f"Rød tråd: Topp – {tre.prosjekt}"
    assert [url for _navn, url in dypt.context["brodsmuler"]][2:] == [
        f"{her}?{adressevalg(aar())}",
        *(f"{her}?{adressevalg(aar(), Utsnitt(enhet))}" for enhet in (tre.stab, tre.ikt)),
        "",
    ]
    assert [post.tekst for ledd in dypt.context["traad"].ledd if ledd.slag == Slag.TILTAK for post in ledd.poster] == [
        "Kurs"
    ]


@pytest.mark.parametrize("tull", ["tull", "-1", "0", "99999999999999999999", "²"])
def test_a_part_that_is_none_is_not_found(client, topp, hr, tull):
    client.force_login(hr)

    assert _side(client, topp, enhet=tull).status_code == 404


def test_a_unit_of_another_kommune_is_no_part(client, topp, hr, annen_kommune):
    client.force_login(hr)

    assert _side(client, topp, enhet=annen_kommune.rot.pk).status_code == 404


def test_a_part_that_the_thread_does_not_reach_holds_only_what_is_above(client, topp, tre, hr):
    client.force_login(hr)

    ledd = {ett.slag: ett.antall for ett in _side(client, topp, enhet=tre.hr.pk).context["traad"].ledd}
    assert (ledd[Slag.DOKUMENT], ledd[Slag.KOMMUNEMAAL], ledd[Slag.BEHOV], ledd[Slag.TILTAK]) == (1, 2, 0, 0)


def test_the_pdf_has_the_parts_too(stor, client, topp, hr):
    client.force_login(hr)

    pdf = client.get(reverse("oversikt:traad-pdf", args=["maal", topp.pk]))
    assert (pdf.status_code, pdf["Content-Type"], pdf.content[:5]) == (200, "application/pdf", b"%PDF-")


@pytest.mark.parametrize("antall", [1, 3])
def test_a_thread_told_by_its_parts_asks_the_same_number_of_times(
    stor, client, topp, tre, hr, soker, antall, django_assert_num_queries
):
    for nr in range(antall):
        maal = lag_maal(lag_gjeldende((tre.ikt, tre.oppvekst, tre.hr)[nr]), over=topp)
        for nummer in range(10 * antall):
            behov = lag_behov(maal.plan, f"Behov {nummer}", maal=[maal])
            lag_tiltak(maal.plan, f"Kurs {nummer}", behov=[behov])
        for _nummer in range(9):
            lag_avgjort(soker, tiltak=lag_tiltak(maal.plan, maal=[maal]))
    client.force_login(hr)
    url = reverse("oversikt:traad-detail", args=["maal", topp.pk])
    client.get(url)

    with django_assert_num_queries(29):
        client.get(url)
