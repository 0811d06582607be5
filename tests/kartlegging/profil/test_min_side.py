"""The page «Min kompetanse» and the pages that add to it: what they show, keep, refuse, and how many questions they ask."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from kartlegging.models import Bevisfil, Kartleggingsoppsett, Personkompetanse
from kartlegging.profil.bilde import kompetansebilde
from kompetanse.felles.models import Oppslag
from tests.kartlegging.factories import (
    Tilstand,
    gi_kompetanse,
    lag_bevis,
    lag_kategori,
    lag_kompetanse,
    lag_krav,
    lag_oppgave,
    om,
)
from tests.klokke import skrevet

pytestmark = pytest.mark.django_db
MIN = "/kompetanse/"
ANTALL_SPORRINGER = 20


def grupper(bruker):
    """Heading → (competence, where it comes from) as the page groups them."""
    bilde = kompetansebilde(bruker.person)
    return {navn: [(str(linje.kompetanse), linje.kilder) for linje in linjer] for navn, linjer in bilde.grupper}


def bilde(format="JPEG", **valg):
    innhold = io.BytesIO()
    Image.new("RGB", (30, 20), "green").save(innhold, format, **valg)
    return innhold.getvalue()


# --- What the work demands ------------------------------------------------------------------------


def test_what_the_work_demands_stands_in_three_groups(tre, soker):
    mangler, snart, i_orden = (lag_bevis(navn) for navn in ("Brannvern", "Legemidler", "Autorisasjon"))
    oppgave = lag_oppgave(tre.prosjekt, "Gi legemidler", utforere=[soker])
    lag_krav(tre.prosjekt, mangler)
    lag_krav(tre.prosjekt, snart, oppgave=oppgave)
    lag_krav(tre.prosjekt, i_orden, kategori=lag_kategori("Rådgivere", titler=["Rådgiver"]))
    gi_kompetanse(soker, snart, til=om(23))
    gi_kompetanse(soker, i_orden)

    assert grupper(soker) == {
        "Mangler": [("Brannvern", ["Alle i Prosjektkontoret"])],
        "Går ut snart": [("Legemidler", ["Gi legemidler"])],
        "I orden": [("Autorisasjon", ["Rådgivere"])],
    }
    assert kompetansebilde(soker.person).forst.dager_igjen == 23


def test_several_requirements_of_one_competence_are_one_line_and_the_strictest_counts(tre, soker):
    demens = lag_kompetanse("Demens")
    lag_krav(tre.prosjekt, demens, nivaa=1)
    lag_krav(tre.ikt, demens, nivaa=3, maa_bekreftes=True)
    lag_krav(tre.rot, demens, nivaa=2)
    gi_kompetanse(soker, demens, 2)

    (linje,) = kompetansebilde(soker.person).linjer

    assert (linje.krav.nivaa, linje.svar.tilstand, len(linje.kilder)) == (3, "nesten", 3)
    assert linje.krever == "Nivå 3 god, bekreftet"


def test_what_is_met_through_another_competence_says_so(tre, soker):
    lavere = lag_bevis("Trinn 1")
    hoyere = lag_bevis("Trinn 3", inkluderer=[lag_bevis("Trinn 2", inkluderer=[lavere])])
    lag_krav(tre.prosjekt, lavere)
    gi_kompetanse(soker, hoyere)

    (linje,) = kompetansebilde(soker.person).linjer

    assert (linje.i_orden, str(linje.gjennom)) == (True, "Trinn 3")


def test_a_requirement_of_so_many_is_no_demand_on_one_by_name(tre, soker):
    lag_krav(tre.prosjekt, lag_kompetanse("Selvkost"), antall=2)

    assert kompetansebilde(soker.person).linjer == []


def test_what_ran_out_is_the_first_card_when_nothing_runs_out_soon(tre, soker, client):
    bevis = lag_bevis("Brannvern")
    lag_krav(tre.prosjekt, bevis)
    rad = gi_kompetanse(soker, bevis, fra=om(-400), til=om(-1))
    client.force_login(soker)

    side = client.get(MIN).content.decode()

    assert "Brannvern gikk ut" in side
    assert reverse("kartlegging:registrering-renew", args=[rad.pk]) in side


def test_begun_and_returned_items_are_shown_with_the_leaders_comment(soker, client):
    gi_kompetanse(soker, lag_kompetanse("Veiledning"), 2, tilstand=Tilstand.PAABEGYNT, forventet=om(30))
    gi_kompetanse(soker, lag_kompetanse("Sårstell"), 3, tilstand=Tilstand.RETURNERT, vurdering="Vi tar det i samtalen.")
    client.force_login(soker)

    side = client.get(MIN).content.decode()

    assert "Vi tar det i samtalen." in side
    assert "Ventes ferdig" in side
    assert "Annet jeg kan" in side


def test_the_page_shows_nothing_of_others(soker, kollega, client):
    gi_kompetanse(kollega, lag_kompetanse("Hemmelig hos Kari"), 2)
    client.force_login(soker)

    assert "Hemmelig hos Kari" not in client.get(MIN).content.decode()


@pytest.mark.parametrize("antall", [1, 3])
def test_the_page_asks_as_many_questions_for_one_as_for_three(tre, soker, client, antall, django_assert_num_queries):
    for nr in range(antall):
        krevd = lag_kompetanse(f"Krevd {nr}")
        lag_krav(tre.prosjekt, krevd, nivaa=1)
        gi_kompetanse(soker, krevd, 2)
        gi_kompetanse(soker, lag_kompetanse(f"Annet {nr}"), 2)
        gi_kompetanse(soker, lag_kompetanse(f"Begynt {nr}"), 2, tilstand=Tilstand.PAABEGYNT, forventet=om(9))
    client.force_login(soker)
    client.get(MIN)

    # session, user, kommune wall, roles, person; oppfylling, requirements and their levels, includes, own items and
    # levels, other items, levels and count, begun ones and levels; mini-CV, who has looked, settings
    with django_assert_num_queries(ANTALL_SPORRINGER):
        client.get(MIN)


def test_three_thousand_items_are_paged_and_the_page_asks_no_more(soker, client, django_assert_max_num_queries):
    kompetanse = lag_bevis("Førstehjelp")
    Personkompetanse.objects.bulk_create(
        Personkompetanse(person=soker.person, kompetanse=kompetanse, fra=om(-nr), tilstand=Tilstand.BEKREFTET)
        for nr in range(3_000)
    )
    client.force_login(soker)

    with django_assert_max_num_queries(ANTALL_SPORRINGER):
        assert "Og 2992 til." in client.get(MIN).content.decode().replace("\xa0", "")
    liste = client.get(reverse("kartlegging:kompetanse-list"), {"side": 60})
    assert len(liste.context["side"].object_list) == 50


def test_the_page_says_why_leaders_may_search_in_the_whole_kommune_when_they_may(soker, client):
    oppsett = Kartleggingsoppsett.for_kommunen()
    oppsett.formaal, oppsett.grunnlag, oppsett.droftet = "Finne rett person i en krise.", "Artikkel 6", om(-30)
    oppsett.save()
    client.force_login(soker)
    assert "Finne rett person i en krise." not in client.get(MIN).content.decode()

    oppsett.apent_sok = True
    oppsett.save()

    side = client.get(MIN).content.decode()
    assert "Finne rett person i en krise." in side
    assert "Kartlegging av kompetanse gir ikke rett til lønn." in side


def test_a_leader_pages_through_all_that_a_person_has_registered_with_the_look_logged(soker, leder, client):
    gi_kompetanse(soker, lag_bevis("Gammelt bevis"), fra=om(-400), til=om(-1))
    client.force_login(leder)

    side = client.get(reverse("kartlegging:person-registrert", args=[soker.person_id])).content.decode()

    assert "Gammelt bevis" in side
    assert "Forny" not in side
    assert Oppslag.objects.filter(bruker=leder, person_id=soker.person_id).count() == 1


def test_a_new_level_is_chosen_anew_and_a_level_that_ends_is_renewed(soker, client):
    uten_slutt = gi_kompetanse(soker, lag_kompetanse("Demens"), 2)
    med_slutt = gi_kompetanse(soker, lag_kompetanse("Stell"), 2, til=om(30))
    client.force_login(soker)

    def valgt(rad):
        return client.get(reverse("kartlegging:registrering-renew", args=[rad.pk])).context["form"]["nivaa"].value()

    assert (valgt(uten_slutt), valgt(med_slutt)) == (None, 2)


# --- Adding ---------------------------------------------------------------------------------------


def test_the_catalogue_is_found_by_name_synonym_and_near_spelling(soker, client):
    demens = lag_kompetanse("Demensomsorg")
    demens.synonymer.create(ord="aldersdemens")
    lag_kompetanse("Sårstell")
    lag_kompetanse("Demens utgått", avviklet=om(-1))
    client.force_login(soker)

    for uttrykk in ("demens", "Aldersdem", "demensomsårg"):
        assert list(client.get("/kompetanse/ny/", {"sok": uttrykk}).context["treff"]) == [demens]


def test_the_search_answers_a_fragment_to_htmx_and_a_page_without(soker, client):
    lag_kompetanse("Demens")
    client.force_login(soker)

    fragment = client.get("/kompetanse/ny/", {"sok": "dem"}, headers={"HX-Request": "true"}).content.decode()
    side = client.get("/kompetanse/ny/", {"sok": "dem"}).content.decode()

    assert "Demens</a>" in fragment
    assert "<html" not in fragment
    assert "<html" in side
    assert "Demens</a>" in side


@pytest.mark.parametrize("nokkel", ["0", "x", "-1", "9" * 30, "1e3", "²"])
def test_an_unknown_competence_gives_no_error(soker, client, nokkel):
    client.force_login(soker)

    assert client.get("/kompetanse/ny/", {"kompetanse": nokkel}).status_code in (200, 404)


def test_a_photo_of_a_diploma_is_stored_as_it_is_with_its_orientation(soker, client):
    bevis = lag_bevis("Truckførerbevis", gyldig_mnd=12)
    exif = Image.Exif()
    exif[0x0112] = 6  # taken with the phone on its side
    foto = bilde(exif=exif)
    client.force_login(soker)

    svar = client.post(
        f"/kompetanse/ny/?kompetanse={bevis.pk}",
        {"fra": skrevet(), "bilde": SimpleUploadedFile("bevis.jpg", foto, "image/jpeg")},
    )

    assert svar.status_code == 302
    fil = Bevisfil.objects.get(personkompetanse__person=soker.person)
    lest = client.get(reverse("kartlegging:bevis-download", args=[fil.pk]))
    assert lest.content == foto
    assert Image.open(io.BytesIO(lest.content)).getexif()[0x0112] == 6


@pytest.mark.parametrize(
    ("navn", "innhold", "ord"),
    [
        ("IMG_1.HEIC", b"\x00\x00\x00\x18ftypheic", "telefonens eget bildeformat"),
        ("bevis.pdf", b"MZ not a pdf", "bevis.pdf"),
        ("bevis.exe", b"MZ", "kan ikke legges ved"),
        ("tom.pdf", b"", "tom"),
    ],
)
def test_a_file_that_is_not_what_it_says_is_refused_and_nothing_typed_is_lost(soker, client, navn, innhold, ord):
    bevis = lag_bevis("Truckførerbevis")
    client.force_login(soker)

    svar = client.post(
        f"/kompetanse/ny/?kompetanse={bevis.pk}",
        {"fra": "5.3.2024", "kommentar": "Tatt på kurs", "filer": SimpleUploadedFile(navn, innhold)},
    )

    side = svar.content.decode()
    assert svar.status_code == 200
    assert ord in side
    assert "5.3.2024" in side
    assert "Tatt på kurs" in side
    assert not Personkompetanse.objects.exists()


def test_an_expired_proof_asks_whether_it_is_history_and_then_keeps_it(soker, client):
    bevis = lag_bevis("Truckførerbevis")
    adresse = f"/kompetanse/ny/?kompetanse={bevis.pk}"
    data = {"fra": skrevet(-400), "til": skrevet(-1)}
    client.force_login(soker)

    spurt = client.post(adresse, data)
    lagret = client.post(adresse, data | {"historikk": "on"})

    assert 'name="historikk"' in spurt.content.decode()
    assert 'name="historikk"' not in client.get(adresse).content.decode()
    assert lagret.status_code == 302
    assert soker.person.kompetanser.count() == 1


def test_the_form_asks_for_levels_and_credits_only_where_there_are_some(soker, client):
    client.force_login(soker)

    ferdighet = client.get(f"/kompetanse/ny/?kompetanse={lag_kompetanse('Demens').pk}").content.decode()
    bevis = client.get(f"/kompetanse/ny/?kompetanse={lag_bevis('Fagbrev', nus=4).pk}").content.decode()

    assert "2 selvstendig" in ferdighet
    assert 'name="studiepoeng"' not in ferdighet
    assert 'name="nivaa"' not in bevis
    assert '<option value="4" selected>' in bevis


def test_the_same_form_sent_twice_counts_once(soker, client):
    bevis = lag_bevis("Truckførerbevis")
    client.force_login(soker)
    data = {"fra": skrevet(), "engang": "n" * 22}

    for _gang in range(2):
        assert client.post(f"/kompetanse/ny/?kompetanse={bevis.pk}", data).status_code == 302

    assert soker.person.kompetanser.count() == 1


def test_a_file_is_opened_by_the_leader_with_the_look_logged_and_by_no_colleague(soker, leder, kollega, client):
    rad = gi_kompetanse(soker, lag_bevis("Fagbrev"), tilstand=Tilstand.EGENVURDERT)
    fil = Bevisfil.objects.create(
        personkompetanse=rad, filnavn="a.pdf", mime="application/pdf", lagringssti="a", sha256="0" * 64, storrelse=1
    )
    adresse = reverse("kartlegging:bevis-download", args=[fil.pk])

    client.force_login(kollega)
    assert client.get(adresse).status_code == 404
    assert not Oppslag.objects.exists()
    client.force_login(leder)
    client.get(adresse)
    assert list(Oppslag.objects.values_list("bruker", "person_id", "hva")) == [(leder.pk, soker.person_id, "Bevis")]
