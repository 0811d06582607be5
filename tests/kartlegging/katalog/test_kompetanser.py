"""Adding, changing and retiring competences."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from kartlegging.katalog import inndeling, kompetanser, sirkler
from kartlegging.katalog.inndeling import Trinn
from kartlegging.katalog.kompetanser import Tillegg
from kartlegging.katalog.sok import finn_kompetanser
from kartlegging.models import Kompetanse, Kompetansegruppe, Realkategori, Skala
from kompetanse.felles.models import Hendelse
from tests.kartlegging.factories import gi_kompetanse, lag_kompetanse, lag_krav, lag_skala, om
from tests.parallelt import samtidig


@pytest.fixture
def gruppe(kommune):
    return Kompetansegruppe.objects.create(navn="Helse")


@pytest.fixture
def faglig(kommune):
    return Realkategori.objects.create(navn="Faglig")


@pytest.fixture
def ny(gruppe, faglig):
    """Makes a real competence that is not stored yet."""
    return lambda navn, **felt: Kompetanse(
        **{"navn": navn, "gruppe": gruppe, "type": "real", "kategori": faglig, "skala": lag_skala(), **felt}
    )


def ordene(kompetanse):
    return [ett.ord for ett in kompetanse.synonymer.all()]


def test_a_competence_is_stored_with_its_words_texts_and_inclusions(hr, ny):
    smitte = lag_kompetanse("Smittevern")
    tillegg = Tillegg(["sårstell"], {1: "Skifter bandasje etter prosedyre.", 2: ""}, [smitte])

    saar = kompetanser.lagre(ny("Sårbehandling"), tillegg, bruker=hr)

    assert ordene(saar) == ["sårstell"]
    assert [(tekst.nivaa, tekst.tekst) for tekst in saar.nivaatekster.all()] == [
        (1, "Skifter bandasje etter prosedyre.")
    ]
    assert [ett.inkluderer for ett in saar.inkluderinger.all()] == [smitte]
    assert Hendelse.objects.for_objekt(saar).get().handling == "kompetanse.opprettet"


def test_a_change_leaves_the_rows_that_stay_as_they_are(hr, ny):
    kompetanse = kompetanser.lagre(ny("Sårbehandling"), Tillegg(["sår", "bandasje"]), bruker=hr)
    sår = kompetanse.synonymer.get(ord="sår")

    kompetanser.lagre(kompetanse, Tillegg(["sår", "kompress"]), bruker=hr)

    assert ordene(kompetanse) == ["kompress", "sår"]
    assert kompetanse.synonymer.get(ord="sår").pk == sår.pk


@pytest.mark.parametrize("navn", ["Smittevern", "SMITTEVERN"])
def test_a_name_that_is_taken_is_refused(hr, ny, navn):
    lag_kompetanse("Smittevern")

    with pytest.raises(ValidationError, match="Katalogen har allerede en kompetanse med dette navnet."):
        kompetanser.lagre(ny(navn), Tillegg(), bruker=hr)


def test_only_hr_changes_the_catalogue(leder, ny):
    with pytest.raises(PermissionDenied):
        kompetanser.lagre(ny("Sårbehandling"), Tillegg(), bruker=leder)


@pytest.mark.parametrize("lengde", [2, 3, 5])
def test_a_circle_of_inclusions_is_refused_however_long(hr, lengde):
    rekke = [lag_kompetanse(f"Nummer {nummer}") for nummer in range(lengde)]
    for forst, neste in zip(rekke, rekke[1:], strict=False):
        kompetanser.lagre(forst, Tillegg(inkluderer=[neste]), bruker=hr)

    with pytest.raises(ValidationError, match="Det går i ring hva som inkluderer hva: Nummer"):
        kompetanser.lagre(rekke[-1], Tillegg(inkluderer=[rekke[0]]), bruker=hr)

    assert not rekke[-1].inkluderinger.exists()


def test_a_competence_does_not_include_itself(hr, ny):
    kompetanse = lag_kompetanse("Smittevern")

    with pytest.raises(ValidationError, match="i ring"):
        kompetanser.lagre(kompetanse, Tillegg(inkluderer=[kompetanse]), bruker=hr)


@pytest.mark.parametrize(
    ("par", "i_ring"),
    [
        ([(1, 2), (2, 3), (3, 1)], True),
        ([(1, 2), (1, 3), (2, 4), (3, 4)], False),
        ([(1, 2), (3, 4), (4, 3)], True),
        ([(nummer, nummer + 1) for nummer in range(5000)], False),
        ([], False),
    ],
)
def test_a_circle_is_found_and_a_diamond_is_none(par, i_ring):
    sirkel = sirkler.finn_sirkel(par)

    assert bool(sirkel) is i_ring
    assert all(ledd in par for ledd in zip(sirkel, sirkel[1:], strict=False))


def test_a_scale_without_a_level_in_use_is_refused_for_the_competence(hr, soker, tre):
    kompetanse = lag_kompetanse("Sårbehandling", kategori=Realkategori.objects.create(navn="Faglig"))
    gi_kompetanse(soker, kompetanse, 3)
    kompetanse.skala = inndeling.lagre_skala(Skala(navn="To"), [Trinn("lite", ""), Trinn("mye", "")], bruker=hr)

    with pytest.raises(ValidationError, match="Nivå 3 av «Sårbehandling» er i bruk"):
        kompetanser.lagre(kompetanse, Tillegg(), bruker=hr)

    lag_krav(tre.prosjekt, kompetanse, nivaa=4)
    kompetanse.skala = None
    with pytest.raises(ValidationError, match="Nivå 4 av"):
        kompetanser.lagre(kompetanse, Tillegg(), bruker=hr)


def test_level_texts_beyond_the_scale_fall_away(hr, ny):
    to = inndeling.lagre_skala(Skala(navn="To"), [Trinn("lite", ""), Trinn("mye", "")], bruker=hr)

    kompetanse = kompetanser.lagre(
        ny("Strikking", skala=to), Tillegg(nivaatekster={2: "Strikker.", 3: "Designer."}), bruker=hr
    )

    assert [tekst.nivaa for tekst in kompetanse.nivaatekster.all()] == [2]


def test_a_retired_competence_cannot_be_chosen_and_what_people_have_stays(hr, soker):
    kompetanse = lag_kompetanse("Telefaks")
    post = gi_kompetanse(soker, kompetanse, 2)

    kompetanser.avvikle(kompetanse, om(0), bruker=hr)

    assert not Kompetanse.objects.i_bruk().filter(pk=kompetanse.pk).exists()
    post.refresh_from_db()
    assert post.kompetanse == kompetanse
    kompetanser.avvikle(kompetanse, None, bruker=hr)
    assert Kompetanse.objects.i_bruk().filter(pk=kompetanse.pk).exists()


def test_a_competence_that_goes_out_of_use_later_can_be_chosen_until_then(hr):
    kompetanse = kompetanser.avvikle(lag_kompetanse("Telefaks"), om(5), bruker=hr)

    assert Kompetanse.objects.i_bruk().filter(pk=kompetanse.pk).exists()
    assert not Kompetanse.objects.i_bruk(om(5)).filter(pk=kompetanse.pk).exists()


@pytest.mark.parametrize(
    "uttrykk", ["klasseledelse", "klasseledelsen", "klaseledlse", "arbeidsro", "ro arbeids", "2341"]
)
def test_a_competence_is_found_by_word_form_misspelling_synonym_and_code(hr, ny, uttrykk):
    lag_kompetanse("Budsjett")
    funnet = kompetanser.lagre(ny("Klasseledelse", styrk="2341, 2352"), Tillegg(["arbeidsro"]), bruker=hr)

    assert list(finn_kompetanser(uttrykk)) == [funnet]


@pytest.mark.django_db(transaction=True)
def test_two_who_add_the_same_name_at_once_make_one(hr, ny, kommune):
    def lagre():
        return kompetanser.lagre(ny("Sårbehandling"), Tillegg(), bruker=hr)

    svar = samtidig(kommune.pk, lagre, lagre)

    assert sorted(type(ett).__name__ for ett in svar) == ["Kompetanse", "ValidationError"]
    assert Kompetanse.objects.filter(navn="Sårbehandling").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_save_halves_of_a_circle_at_once_make_no_circle(hr, kommune):
    a, b = lag_kompetanse("Drift"), lag_kompetanse("Vedlikehold")

    svar = samtidig(
        kommune.pk,
        lambda: kompetanser.lagre(a, Tillegg(inkluderer=[b]), bruker=hr),
        lambda: kompetanser.lagre(b, Tillegg(inkluderer=[a]), bruker=hr),
    )

    assert sorted(type(ett).__name__ for ett in svar) == ["Kompetanse", "ValidationError"]
    sirkler.krev_inkluderinger_uten_sirkel()
