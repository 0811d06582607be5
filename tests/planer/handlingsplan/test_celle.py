"""A cell changed in place: saved, refused, and met by another's change."""

from decimal import Decimal

import pytest
from django.urls import reverse

from kompetanse.felles.models import Hendelse
from planer.models import Egenkolonne, Kompetanseplan, Tiltak, Visning
from tests.klokke import dag
from tests.planer.factories import lag_behov, lag_plan, lag_tiltak


@pytest.fixture
def tiltak(tre):
    return lag_tiltak(lag_plan(tre.prosjekt), "Kurs", frist=dag(10))


@pytest.fixture
def alle():
    """A view that shows every column there is."""
    visning = Visning.objects.create(navn="Alt", rekkefolge=900)
    for innhold in visning.kolonner.model._meta.get_field("innhold").choices:
        visning.kolonner.create(innhold=innhold[0])
    return visning


@pytest.fixture
def celle(client, tiltak, leder, alle):
    """Asks for a cell as htmx does: the field without `verdi`, else what was typed."""
    client.force_login(leder)

    def celle(kolonne, verdi=None, sett="", **mer):
        adresse = reverse("planer:tiltak-celle", args=[tiltak.pk, kolonne]) + f"?visning={alle.pk}"
        hode = {"HX-Request": "true", **mer}
        if verdi is None:
            return client.get(adresse, headers=hode)
        return client.post(adresse, {"verdi": verdi, "sett": sett}, headers=hode)

    return celle


@pytest.mark.parametrize(
    ("kolonne", "skrevet", "felt", "blir"),
    [
        ("navn", "Nytt navn", "navn", "Nytt navn"),
        ("tiltak", "Nytt navn", "navn", "Nytt navn"),
        ("maalgruppe", "Alle", "maalgruppe", "Alle"),
        ("antall", "12", "antall", 12),
        ("ansvarlig", "Enhetsleder", "ansvarlig_tekst", "Enhetsleder"),
        ("vikartimer", "7,5", "vikartimer", Decimal("7.5")),
        ("status", "i_gang", "status", "i_gang"),
        ("evaluering", "Spør\nigjen", "evaluering", "Spør\nigjen"),
        ("merknad", "Husk rom", "merknad", "Husk rom"),
        ("kostnad", "dekkes av egen drift", "kostnad_tekst", "dekkes av egen drift"),
    ],
)
def test_a_cell_is_saved(celle, tiltak, kolonne, skrevet, felt, blir):
    sett = celle(kolonne).context["sett"]

    svar = celle(kolonne, skrevet, sett)

    tiltak.refresh_from_db()
    assert [svar.status_code, getattr(tiltak, felt)] == [200, blir]
    assert f'id="tiltak-{tiltak.pk}"' in svar.content.decode()


def test_a_person_is_found_by_name(celle, tiltak, leder):
    celle("ansvarlig", "Lars Test")

    tiltak.refresh_from_db()
    assert tiltak.ansvarlig == leder.person


def test_words_take_the_place_of_a_deadline_and_a_date_that_of_words(celle, tiltak):
    celle("frist", "hele året", celle("frist").context["sett"])
    tiltak.refresh_from_db()
    med_ord = [tiltak.frist, tiltak.frist_tekst]
    celle("frist", "1.8.2031", "hele året")

    tiltak.refresh_from_db()
    assert med_ord == [None, "hele året"]
    assert [str(tiltak.frist), tiltak.frist_tekst] == ["2031-08-01", ""]


def test_an_amount_has_a_year_and_a_source_that_is_not_settled_until_someone_says_so(celle, tiltak):
    celle("kostnad", "Kr. 93.000,-")
    eget = next(ett for ett in celle("finansiering").context["kontroll"].split("<option") if "Eget budsjett" in ett)
    nummer = eget.split('value="')[1].split('"')[0]
    uavklart = tiltak.kostnader.get().kilde
    svar = celle("finansiering", nummer, str(uavklart.pk))

    kostnad = tiltak.kostnader.get()
    assert [uavklart.kode, kostnad.kilde.kode, kostnad.aar, kostnad.belop] == [
        "uavklart",
        "eget",
        tiltak.plan.aar,
        Decimal("93000.00"),
    ]
    assert "Sum 93\N{NO-BREAK SPACE}000\N{NO-BREAK SPACE}kr" in svar.content.decode()


@pytest.mark.parametrize(
    ("adresse", "sum_"),
    [("", "Sum 107 kr"), ("?q=kurs", "Sum 7 kr"), ("?status=stoppet", ""), ("?status=finnes-ikke", "Sum 107 kr")],
)
def test_the_sum_that_comes_with_a_cell_is_of_the_rows_that_the_page_shows(celle, tiltak, tre, adresse, sum_):
    lag_tiltak(tiltak.plan, "Annet", kostnader=[("eget", 100)])
    felles = lag_tiltak(lag_plan(tre.ikt), "Felles kurs", kostnader=[("eget", 5000)])
    felles.felles_for.add(tre.prosjekt)

    svar = celle("kostnad", "7", **{"HX-Current-URL": f"http://testserver/{adresse}"})

    assert svar.context["sum"].partition(" · ")[0].replace("\N{NO-BREAK SPACE}", " ") == sum_


def test_a_need_is_chosen_among_those_of_the_plan(celle, tiltak):
    behov = lag_behov(tiltak.plan)

    celle("behov", str(behov.pk))

    assert list(tiltak.behov.all()) == [behov]


@pytest.mark.parametrize(
    ("kolonne", "skrevet"),
    [
        ("frist", "31.02.2027"),
        ("antall", "0"),
        ("antall", "mange"),
        ("navn", ""),
        ("kostnad", "12,345"),
        ("status", "finnes_ikke"),
        ("vikartimer", "x" * 1000),
        ("fra", "1.1.2099"),  # after the deadline
    ],
)
def test_what_the_cell_cannot_hold_is_refused_with_the_reason_and_kept_in_the_field(celle, tiltak, kolonne, skrevet):
    foer = Tiltak.objects.values().get()

    svar = celle(kolonne, skrevet, celle(kolonne).context["sett"])

    assert [svar.status_code, svar.context["skrevet"], len(svar.context["feil"])] == [422, skrevet, 1]
    assert Tiltak.objects.values().get() == foer


def test_the_second_of_two_in_one_cell_sees_both_and_chooses(celle, tiltak):
    sett = celle("maalgruppe").context["sett"]
    Tiltak.objects.update(maalgruppe="Sykepleiere")

    svar = celle("maalgruppe", "Alle i pleien", sett)

    side = svar.content.decode()
    tiltak.refresh_from_db()
    assert [svar.status_code, tiltak.maalgruppe] == [409, "Sykepleiere"]
    assert "<strong>Sykepleiere</strong>" in side
    assert "<strong>Alle i pleien</strong>" in side
    assert celle("maalgruppe", "Alle i pleien", svar.context["sett"]).status_code == 200
    tiltak.refresh_from_db()
    assert tiltak.maalgruppe == "Alle i pleien"


def test_two_in_different_cells_of_a_row_do_not_meet(celle, tiltak):
    sett = celle("maalgruppe").context["sett"]
    celle("merknad", "Husk rom")

    svar = celle("maalgruppe", "Alle", sett)

    tiltak.refresh_from_db()
    assert [svar.status_code, tiltak.maalgruppe, tiltak.merknad] == [200, "Alle", "Husk rom"]


def test_two_who_write_the_same_agree(celle, tiltak):
    Tiltak.objects.update(maalgruppe="Alle")

    assert celle("maalgruppe", "Alle", "").status_code == 200


def test_the_change_is_told_in_the_log_and_one_that_changes_nothing_is_not(celle, tiltak):
    celle("maalgruppe", "Alle")
    celle("maalgruppe", "Alle", "Alle")

    linje = Hendelse.objects.get(handling="tiltak.celle")
    assert [linje.data[navn] for navn in ("kolonne", "fra", "til")] == ["maalgruppe", "", "Alle"]


def test_a_cell_that_holds_more_than_its_field_is_changed_on_the_page_of_the_measure(celle, tiltak):
    tiltak.behov.set([lag_behov(tiltak.plan, "A"), lag_behov(tiltak.plan, "B")])

    assert celle("behov")["HX-Redirect"] == reverse("planer:tiltak-update", args=[tiltak.pk])


def test_a_plan_that_is_adopted_meanwhile_refuses_the_cell(celle, tiltak):
    sett = celle("maalgruppe").context["sett"]
    Kompetanseplan.objects.update(status=Kompetanseplan.Status.TIL_BEHANDLING)

    assert celle("maalgruppe", "Alle", sett).status_code == 403
    tiltak.refresh_from_db()
    assert tiltak.maalgruppe == ""


def test_without_javascript_a_cell_is_a_page_and_leads_back(client, tiltak, leder, alle):
    client.force_login(leder)
    adresse = reverse("planer:tiltak-celle", args=[tiltak.pk, "merknad"]) + f"?visning={alle.pk}"

    side = client.get(adresse)
    svar = client.post(adresse, {"verdi": "Husk rom", "sett": ""})

    assert "<html" in side.content.decode()
    tabellen = reverse("planer:plan-handlingsplan", args=[tiltak.plan_id])
    assert svar.url == f"{tabellen}?visning={alle.pk}#tiltak-{tiltak.pk}"


@pytest.mark.parametrize(
    ("slag", "skrevet", "lagret", "vises"),
    [
        ("tekst", "Ja, i mars", "Ja, i mars", "Ja, i mars"),
        ("tall", "2,5", "2.5", "2,50"),
        ("dato", "5.3.2031", "2031-03-05", "5.\N{NO-BREAK SPACE}mars 2031"),
        ("valg", "Rød", "Rød", "Rød"),
    ],
)
def test_a_column_of_the_kommunes_own_is_changed_like_the_others(celle, tiltak, alle, slag, skrevet, lagret, vises):
    egen = Egenkolonne.objects.create(navn="Risiko", slag=slag, valg=["Rød", "Grønn"])
    alle.kolonner.create(egen=egen)

    svar = celle(f"egen-{egen.pk}", skrevet)

    tiltak.refresh_from_db()
    assert tiltak.egne == {str(egen.pk): lagret}
    assert vises in svar.content.decode()
