"""Coverage in a real browser, at both widths and with the keyboard: how far, who lacks what, reminded, and what runs out."""

import pytest

from kartlegging.dekning.ferdigtall import tell_kommunen
from kartlegging.models import Dekningspaaminnelse
from kompetanse.organisasjon.models import Rollekode
from tests.kartlegging.factories import gi_kompetanse, lag_bevis, lag_kategori, lag_kompetanse, om
from tests.nettleser import logg_inn, trykk, undersok
from tests.rollebesetning import gi_rolle, lag_bruker

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def folk(tre, leder, avdelingsdirektor):
    """Eight in Prosjektkontoret, of whom some have something and one has what runs out; a category with a requirement."""
    kategori = lag_kategori("Rådgiver", titler=["Rådgiver"])
    kategori.formalkrav.add(lag_bevis("Autorisasjon"))
    folk = [lag_bruker(f"Ny{nummer}", tre.prosjekt) for nummer in range(7)]
    gi_kompetanse(folk[0], kategori.formalkrav.get(), til=om(20))
    for bruker in folk[:6]:
        gi_kompetanse(bruker, lag_kompetanse(f"Real {bruker}"), 2)
    tell_kommunen(tre.rot.kommune_id)
    return folk


@pytest.fixture
def side(page):
    page.set_default_timeout(60_000)
    return page


def ordene(side):
    """The words of the page, with plain spaces."""
    return " ".join(side.inner_text("main").split())


def test_a_leader_reads_how_far_reminds_and_sees_what_runs_out(side, client, live_server, avdelingsdirektor, folk):
    logg_inn(side, client, live_server, avdelingsdirektor)
    side.goto(f"{live_server.url}/kompetanse/dekning/")
    undersok(side, "Dekning")
    trykk(side, "link", "Prosjektkontoret")
    undersok(side, "Dekning")
    assert "Real: deler (75 %)" in ordene(side)

    trykk(side, "link", "Send påminnelse")
    undersok(side, "Send påminnelse")
    trykk(side, "button", "Send påminnelse")
    assert "7 personer er minnet om det." in ordene(side)
    assert Dekningspaaminnelse.objects.count() == 7

    trykk(side, "link", "Går ut")
    undersok(side, "Det som går ut")
    assert "20 dager" in ordene(side)


def test_hr_opens_the_tree_level_by_level_and_sets_the_days(side, client, live_server, hr, folk):
    logg_inn(side, client, live_server, hr)
    side.goto(f"{live_server.url}/kompetanse/dekning/")
    undersok(side, "Dekning")
    side.locator("summary", has_text="Vis det som ligger under Stab").press("Enter")
    side.get_by_role("link", name="IKT-tjenester").wait_for()
    undersok(side)

    for lenke, overskrift in (
        ("De som mangler noe", "Mangler i kartleggingen"),
        ("Det som går ut", "Går ut"),
        ("Ufaglærte per stillingskategori og enhet", "Ufaglærte"),
        ("Innstillinger", "Innstillinger for kartleggingen"),
    ):
        side.goto(f"{live_server.url}/kompetanse/dekning/")
        trykk(side, "link", lenke)
        undersok(side, overskrift)
    side.get_by_label("Varsle så mange dager").fill("90, x")
    trykk(side, "button", "Lagre")
    undersok(side)
    assert "«x» er ikke et helt tall" in ordene(side)


def test_a_representative_reads_figures_without_names(side, client, live_server, tre, folk):
    gi_rolle(folk[6], Rollekode.TILLITSVALGT, tre.ikt)
    logg_inn(side, client, live_server, folk[6])
    side.goto(f"{live_server.url}/kompetanse/dekning/")
    undersok(side, "Dekning")

    assert "66 %" in ordene(side)
    assert "Ny0" not in ordene(side)
