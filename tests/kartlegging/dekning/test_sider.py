"""The pages of coverage: who sees what, the figures in words, and what readers without names are told."""

import io
import re

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from kartlegging.dekning import views
from kartlegging.dekning.ferdigtall import tell_kommunen
from kartlegging.models import Dekningspaaminnelse, Kartleggingsoppsett
from kompetanse.felles.formats import dato
from kompetanse.felles.models import Jobb, Oppslag
from kompetanse.organisasjon.models import Rollekode, Stilling
from tests.felles.test_jobber import run_queued
from tests.kartlegging.factories import Tilstand, gi_kompetanse, lag_bevis, lag_kategori, lag_kompetanse, om
from tests.rollebesetning import START, gi_rolle, lag_bruker

pytestmark = pytest.mark.django_db


def adresse(navn, enhet):
    return reverse(f"kartlegging:{navn}", args=[enhet.pk])


def tekst(client, bruker, sti, **felt):
    """The words of the page's main part, folded to single spaces."""
    client.force_login(bruker)
    response = client.get(sti, felt)
    assert response.status_code == 200
    hoveddel = response.content.decode().split("<main")[1].split("</main>")[0]
    return " ".join(re.sub(r"<svg.*?</svg>|<[^>]*>", " ", hoveddel, flags=re.S).replace("\xa0", " ").split())


@pytest.fixture
def seks(tre, leder):
    """The leader and five more in Prosjektkontoret; two have something formal, all have something real."""
    folk = [leder, *(lag_bruker(f"Ny{nummer}", tre.prosjekt, prosent=50) for nummer in range(5))]
    bevis, real = lag_bevis("Truckførerbevis"), lag_kompetanse("Demens")
    gi_kompetanse(folk[0], bevis)
    gi_kompetanse(folk[1], bevis, tilstand=Tilstand.EGENVURDERT)
    for bruker in folk:
        gi_kompetanse(bruker, real, 2)
    return folk


def test_the_leader_reads_all_parts_or_none_with_number_and_target(client, tre, leder, seks):
    side = tekst(client, leder, adresse("enhet-dekning", tre.prosjekt))

    assert "Formell: deler (33 %) Målet er 100 % registrert. Registrert 33 % 2 av 6" in side
    assert "Bekreftet 16 % 1 av 6" in side
    assert "Real: alle (100 %) Målet er 80 % registrert. Registrert 100 % 6 av 6" in side


def test_the_target_that_is_reached_by_parts_is_said_in_words(client, tre, leder, seks):
    Kartleggingsoppsett.objects.update_or_create(defaults={"maal_formal": 33})

    assert "Formell: deler, målet nådd (33 %)" in tekst(client, leder, adresse("enhet-dekning", tre.prosjekt))
    Kartleggingsoppsett.objects.update(maal_formal=34)
    assert "Formell: deler (33 %)" in tekst(client, leder, adresse("enhet-dekning", tre.prosjekt))


def test_position_size_is_named_both_ways(client, tre, leder, kollega):
    Stilling.objects.filter(person=kollega.person).update(prosent=50)
    Stilling.objects.create(person=kollega.person, enhet=tre.prosjekt, tittel="Kasserer", prosent=30, fra=START)

    side = tekst(client, leder, adresse("enhet-dekning", tre.prosjekt))
    assert "Ansatte 2 i 3 stillinger" in side
    assert "Årsverk 1,8" in side
    assert "Stillingsstørrelse per stilling 60,0 %" in side
    assert "Stillingsstørrelse per person 90,0 %" in side


def test_ufaglarte_stand_by_category(client, tre, leder, seks):
    kategori = lag_kategori("Pleier", titler=["Rådgiver"])
    kategori.formalkrav.add(lag_bevis("Autorisasjon"))
    gi_kompetanse(seks[1], kategori.formalkrav.get())

    assert "Pleier 4 av 5 80 % 4 av 5" in tekst(client, leder, adresse("enhet-dekning", tre.prosjekt))


def test_those_who_lack_something_stand_with_what_and_who_has_all_does_not(client, tre, leder, seks, kollega):
    side = tekst(client, leder, adresse("enhet-dekning", tre.prosjekt))

    assert "Ny4 Test Rådgiver, Prosjektkontoret Ingen formell kompetanse er registrert Ikke minnet" in side
    assert "Kari Test Rådgiver, Prosjektkontoret Ingen formell kompetanse er registrert Ingen realkompetanse" in side
    assert "Ny0 Test" not in side
    bare_real = tekst(client, leder, adresse("enhet-dekning", tre.prosjekt), mangel="real")
    assert ("Kari Test" in bare_real, "Ny4 Test" in bare_real) == (True, False)


def test_those_who_are_named_can_see_who_looked(client, tre, leder, seks):
    for _gang in range(2):
        tekst(client, leder, adresse("enhet-dekning", tre.prosjekt))

    assert {(ett.person_id, ett.hva) for ett in Oppslag.objects.all()} == {
        (bruker.person_id, "Mangler i kartleggingen: Prosjektkontoret") for bruker in seks[2:]
    }


def test_the_file_holds_those_who_lack_and_notes_the_look(client, tre, leder, seks):
    client.force_login(leder)
    svar = client.get(adresse("enhet-dekning", tre.prosjekt), {"format": "xlsx"})

    ark = load_workbook(io.BytesIO(b"".join(svar) if svar.streaming else svar.content)).active
    assert [rad[0] for rad in ark.iter_rows(min_row=2, values_only=True)] == [f"Ny{nr} Test" for nr in range(1, 5)]
    assert {ett.person_id for ett in Oppslag.objects.all()} == {bruker.person_id for bruker in seks[2:]}


@pytest.fixture
def representant(tre):
    """Tillitsvalgt for Prosjektkontoret, who works there."""
    bruker = lag_bruker("Tor", tre.prosjekt)
    gi_rolle(bruker, Rollekode.TILLITSVALGT, tre.prosjekt)
    return bruker


@pytest.mark.parametrize("kode", [Rollekode.TILLITSVALGT, Rollekode.VERNEOMBUD])
def test_representatives_see_figures_of_five_or_more_and_no_name(client, tre, seks, kode):
    bruker = lag_bruker("Tor", tre.prosjekt)
    gi_rolle(bruker, kode, tre.prosjekt)
    tell_kommunen(tre.rot.kommune_id)

    side = tekst(client, bruker, adresse("enhet-dekning", tre.prosjekt))
    assert "Formell: deler (28 %)" in side
    assert not re.search(r"Ny\d|Lars", side)
    assert Oppslag.objects.count() == 0


def test_representatives_see_no_figure_for_four_nor_before_it_is_counted(client, tre, representant, leder):
    for nummer in range(2):
        lag_bruker(f"Ny{nummer}", tre.prosjekt)
    assert "Ingen tall å vise" in tekst(client, representant, adresse("enhet-dekning", tre.prosjekt))
    tell_kommunen(tre.rot.kommune_id)

    side = tekst(client, representant, adresse("enhet-dekning", tre.prosjekt))
    assert "Ingen tall å vise" in side
    assert "ansatte" not in side


def test_the_tree_of_a_representative_hides_the_unit_that_could_be_subtracted(client, tre, seks, hr):
    for nummer in range(4):
        lag_bruker(f"Få{nummer}", tre.ikt)
        lag_bruker(f"Fem{nummer}", tre.hr)
    bruker = lag_bruker("Tor", tre.prosjekt)
    gi_rolle(bruker, Rollekode.TILLITSVALGT, tre.ikt)
    tell_kommunen(tre.rot.kommune_id)

    # Eleven in IKT-tjenester less the seven of Prosjektkontoret would be the four.
    assert "Ansatte 11 i 11" in tekst(client, bruker, adresse("enhet-dekning", tre.ikt))
    assert "Prosjektkontoret Ingen tall å vise" in tekst(client, bruker, adresse("enhet-dekning", tre.ikt))
    assert "Prosjektkontoret 7 ansatte" in tekst(client, hr, adresse("enhet-dekning", tre.ikt))


def test_a_representative_gets_neither_lists_nor_files_nor_other_units(client, tre, representant, seks):
    client.force_login(representant)

    svar = {
        navn: client.get(adresse(navn, tre.prosjekt), {"format": "xlsx"}).status_code
        for navn in ("enhet-utlop", "enhet-dekning-minn", "enhet-tabell")
    }
    assert svar == {"enhet-utlop": 403, "enhet-dekning-minn": 403, "enhet-tabell": 403}
    fil = client.get(adresse("enhet-dekning", tre.prosjekt), {"format": "xlsx"})
    assert fil["content-type"].startswith("text/html")
    assert client.get(adresse("enhet-dekning", tre.ikt)).status_code == 403


def test_the_door_leads_each_to_what_is_theirs(client, tre, leder, representant, hr, etatsdirektor, soker):
    sti = reverse("kartlegging:dekning-list")

    def gaar_til(bruker):
        client.force_login(bruker)
        svar = client.get(sti)
        return svar.status_code, svar.headers.get("location")

    eget = (302, adresse("enhet-dekning", tre.prosjekt))
    assert [gaar_til(en) for en in (leder, representant)] == [eget, eget]
    assert [gaar_til(en) for en in (hr, etatsdirektor, soker)] == [(200, None), (200, None), (403, None)]


def test_the_whole_kommune_says_when_it_was_counted_and_opens_level_by_level(client, tre, seks, hr):
    assert "Ingen tall ennå" in tekst(client, hr, reverse("kartlegging:dekning-list"))
    client.post(reverse("kartlegging:dekning-tell"))

    side = tekst(client, hr, reverse("kartlegging:dekning-list"))
    assert "Hele kommunen, slik det var" in side
    assert "Stab 7 ansatte Formell: deler (28 %) Real: deler, målet nådd (85 %)" in side
    gren = client.get(adresse("enhet-dekning-gren", tre.ikt), headers={"HX-Request": "true"}).content.decode()
    assert "Prosjektkontoret" in gren
    assert "<html" not in gren
    assert client.get(adresse("enhet-dekning-gren", tre.ikt))["location"] == adresse("enhet-dekning", tre.ikt)


def test_a_large_kommune_is_counted_by_a_job(client, tre, seks, hr, monkeypatch):
    monkeypatch.setattr(views, "FLEST_STRAKS", 1)
    client.force_login(hr)

    svar = client.post(reverse("kartlegging:dekning-tell"))

    assert svar.url == Jobb.objects.get().get_absolute_url()
    assert client.get(svar.url).status_code == 200
    run_queued()
    assert "Hele kommunen, slik det var" in tekst(client, hr, reverse("kartlegging:dekning-list"))


def test_the_file_of_figures_holds_the_units_of_ones_own_line(client, tre, seks, hr, leder):
    tell_kommunen(tre.rot.kommune_id)

    def enheter(bruker):
        client.force_login(bruker)
        svar = client.get(reverse("kartlegging:dekning-list"), {"format": "csv"})
        return [linje.split(";")[0].strip('"') for linje in svar.content.decode("utf-8-sig").splitlines()[1:]]

    assert enheter(leder) == ["Prosjektkontoret"]
    assert set(enheter(hr)) == {
        "Fjordby kommune", "Stab", "IKT-tjenester", "Prosjektkontoret", "HR og virksomhetsstyring",
    }  # fmt: skip


def test_the_list_of_ufaglarte_is_by_category_and_unit(client, tre, seks, hr):
    kategori = lag_kategori("Pleier", titler=["Rådgiver"])
    kategori.formalkrav.add(lag_bevis("Autorisasjon"))
    tell_kommunen(tre.rot.kommune_id)

    side = tekst(client, hr, reverse("kartlegging:ufaglart-list"), enhet="Prosjektkontoret", kategori=kategori.pk)
    assert "Prosjektkontoret Pleier 5 5 100 % 5 5" in side
    assert "IKT-tjenester Pleier" not in side


# --- What runs out ----------------------------------------------------------------------------------


def test_what_runs_out_stands_with_days_left_and_what_is_done_about_it(client, tre, leder, soker, kollega):
    kurs, bevis = lag_bevis("Legemiddelkurs"), lag_bevis("Kranførerbevis")
    gi_kompetanse(soker, kurs, til=om(0))
    gi_kompetanse(soker, bevis, til=om(20))
    gi_kompetanse(soker, bevis, fra=om(25), tilstand=Tilstand.EGENVURDERT)
    gi_kompetanse(kollega, kurs, til=om(40))
    gi_kompetanse(kollega, kurs, tilstand=Tilstand.PAABEGYNT, forventet=om(30))
    gi_kompetanse(kollega, bevis, til=om(91))

    side = tekst(client, leder, adresse("enhet-utlop", tre.prosjekt))
    rader = [
        f"Siri Test Legemiddelkurs {dato(om(0))} siste dag i dag Ikke begynt",
        f"Siri Test Kranførerbevis {dato(om(20))} 20 dager Ny fra {dato(om(25))}, venter på bekreftelse",
        f"Kari Test Legemiddelkurs {dato(om(40))} 40 dager Påbegynt, ventes ferdig {dato(om(30))}",
    ]
    assert " ".join(rader).replace("\xa0", " ") in side
    assert "3 bevis" in side


def test_what_runs_out_is_filtered_by_days_by_renewal_and_by_unit(client, tre, hr, soker, avdelingsdirektor):
    kurs = lag_bevis("Legemiddelkurs")
    gi_kompetanse(soker, kurs, til=om(20))
    gi_kompetanse(avdelingsdirektor, kurs, til=om(5))
    gi_kompetanse(avdelingsdirektor, kurs, tilstand=Tilstand.PAABEGYNT, forventet=om(3))
    sti = reverse("kartlegging:utlop-list")

    def hvem(**felt):
        return set(re.findall(r"(Siri|Ada) Test", tekst(client, hr, sti, **felt)))

    assert hvem() == {"Siri", "Ada"}
    assert hvem(innen="7") == {"Ada"}
    assert (hvem(fornyes="ja"), hvem(fornyes="nei")) == ({"Ada"}, {"Siri"})
    assert hvem(enhet="Prosjektkontoret") == {"Siri"}
    assert hvem(enhet="finnes ikke") == set()


def test_a_unit_of_another_line_cannot_be_asked_for_by_the_query_string(client, tre, leder, utenforstaende):
    gi_kompetanse(utenforstaende, lag_bevis("Legemiddelkurs"), til=om(20))
    client.force_login(leder)

    svar = client.get(adresse("enhet-utlop", tre.prosjekt), {"i_enhet": tre.barnehager.pk})
    assert "Ulf Test" not in svar.content.decode()


# --- The settings -----------------------------------------------------------------------------------


def test_hr_sets_the_days_and_the_targets(client, hr, tre):
    client.force_login(hr)
    sti = reverse("kartlegging:oppsett-update")
    assert 'value="90, 30, 7"' in client.get(sti).content.decode()
    client.post(sti, {"varsle_dager": "14; 60", "maal_formal": "90", "maal_real": "0"})

    oppsett = Kartleggingsoppsett.objects.get()
    assert (oppsett.varsle_dager, oppsett.maal_formal, oppsett.maal_real) == ([60, 14], 90, 0)


@pytest.mark.parametrize(
    ("dager", "feil"),
    [
        ("90, tretti", "«tretti» er ikke et helt tall"),
        ("90, 0", "0 dager går ikke. Skriv tall fra 1 til 730."),
        ("731", "731 dager går ikke"),
        ("-7", "«-7» er ikke et helt tall"),
        ("30, 30", "30 dager står to ganger."),
        ("1,2,3,4,5,6,7", "Skriv høyst 6 tall."),
        ("9" * 40, "er ikke et helt tall"),
    ],
)
def test_bad_days_get_a_clear_message_and_nothing_is_stored(client, hr, tre, dager, feil):
    client.force_login(hr)
    svar = client.post(
        reverse("kartlegging:oppsett-update"), {"varsle_dager": dager, "maal_formal": "90", "maal_real": "80"}
    )

    assert feil in svar.content.decode()
    assert f'value="{dager}"' in svar.content.decode()
    assert Kartleggingsoppsett.objects.get().varsle_dager == [90, 30, 7]


# --- As many statements whatever the size ---------------------------------------------------------------


@pytest.mark.parametrize("antall", [1, 3])
@pytest.mark.parametrize(
    ("navn", "sporringer"), [("enhet-dekning", 21), ("enhet-utlop", 15), ("enhet-dekning-gren", 12)]
)
def test_the_pages_of_a_unit_cost_the_same_whatever_the_size(
    client, tre, avdelingsdirektor, antall, navn, sporringer, django_assert_num_queries
):
    kurs = lag_bevis("Legemiddelkurs")
    for nummer in range(antall):
        bruker = lag_bruker(f"Ny{nummer}", tre.prosjekt)
        gi_kompetanse(bruker, kurs, til=om(20))
        Dekningspaaminnelse.objects.create(person=bruker.person, sendt_av=avdelingsdirektor)
    tell_kommunen(tre.rot.kommune_id)
    client.force_login(avdelingsdirektor)
    client.get(adresse(navn, tre.ikt))
    with django_assert_num_queries(sporringer):
        client.get(adresse(navn, tre.ikt), headers={"HX-Request": "true"})
