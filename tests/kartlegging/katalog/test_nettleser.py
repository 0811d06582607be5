"""The catalogue in a real browser: by keyboard, at 320 and 1280 px, with axe on every page."""

import pytest
from django.urls import reverse

from kartlegging.models import Kompetanse, Kompetanseforslag, Kompetansegruppe, Realkategori
from tests.kartlegging.factories import lag_bevis, lag_kategori, lag_kompetanse, lag_skala
from tests.nettleser import logg_inn, trykk, undersok
from tests.rollebesetning import lag_bruker

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def katalogen(kommune):
    """A little of a catalogue: a group in an area, a competence with all that there is, and one that needs proof."""
    Realkategori.objects.create(navn="Faglig")
    over = Kompetansegruppe.objects.create(navn="Teknisk")
    gruppe = Kompetansegruppe.objects.create(navn="Vann", forelder=over)
    rør = Kompetanse.objects.create(
        navn="Rørlegging",
        gruppe=gruppe,
        type="real",
        kategori=Realkategori.objects.get(),
        skala=lag_skala(),
        hjemmel="Plan- og bygningsloven § 23-1",
        kilde="lovdata.no",
        gyldig_mnd=12,
        merke="kjerne",
    )
    rør.nivaatekster.create(nivaa=1, tekst="Skjøter rør sammen med en annen.")
    rør.synonymer.create(ord="røropplegg")
    rør.inkluderinger.create(inkluderer=lag_kompetanse("Gravemelding"))
    lag_bevis("Varmt arbeid")
    lag_kategori("Fagarbeider", titler=["fagarbeider"]).formalkrav.add(Kompetanse.objects.get(navn="Varmt arbeid"))
    return rør


def test_an_employee_proposes_what_is_missing_and_hr_takes_it_in_by_keyboard(
    page, client, live_server, katalogen, soker, hr
):
    logg_inn(page, client, live_server, soker)
    page.goto(live_server.url + reverse("kartlegging:katalog-list"))
    undersok(page, "Kompetansekatalog")
    page.get_by_label("Navn, synonym eller kode").fill("røropplegget")
    trykk(page, "button", "Vis treff")
    trykk(page, "link", "Rørlegging")
    undersok(page, "Rørlegging")
    assert "Skjøter rør sammen med en annen." in page.inner_text("main")
    page.goto(live_server.url + reverse("kartlegging:katalog-list"))
    trykk(page, "link", "Foreslå en kompetanse")
    undersok(page, "Foreslå en kompetanse")
    page.get_by_label("Kompetansen du savner").fill("Trykkprøving av rør")
    page.get_by_label("Hvorfor?").fill("Vi gjør det hver uke.")
    trykk(page, "button", "Send til HR")
    undersok(page, "Trykkprøving av rør")

    logg_inn(page, client, live_server, hr)
    page.goto(live_server.url + Kompetanseforslag.objects.get().get_absolute_url())
    undersok(page, "Trykkprøving av rør")
    page.get_by_label("Gruppe").select_option(label="Teknisk › Vann")
    trykk(page, "button", "Ta inn i katalogen")
    undersok(page, "Trykkprøving av rør")
    trykk(page, "link", "Endre")
    undersok(page, "Endre Trykkprøving av rør")
    page.get_by_label("Hva man ser på nivå 1").fill("Leser av manometeret.")
    trykk(page, "button", "Lagre")
    assert "Leser av manometeret." in page.inner_text("main")
    trykk(page, "link", "Slå sammen")
    undersok(page, "Slå sammen")


@pytest.mark.parametrize(
    ("adresse", "overskrift"),
    [
        ("inndeling-detail", "Grupper og skalaer"),
        ("skala-create", "Ny skala"),
        ("gruppe-create", "Ny gruppe"),
        ("katalogimport-list", "Importer kompetanser"),
        ("stillingskategori-list", "Stillingskategorier"),
        ("stillingskategori-create", "Ny stillingskategori"),
        ("stillingskategori-unmatched", "Stillinger uten kategori"),
        ("forslag-list", "Forslag til kompetanser"),
    ],
)
def test_hrs_pages_fit_the_screen_and_are_accessible(
    page, client, live_server, katalogen, hr, tre, adresse, overskrift
):
    lag_bruker("Kari", tre.prosjekt, tittel="Fagarbeider vann").person.stillinger.update(stillingskode="7517")
    logg_inn(page, client, live_server, hr)

    page.goto(live_server.url + reverse(f"kartlegging:{adresse}"))

    undersok(page, overskrift)
