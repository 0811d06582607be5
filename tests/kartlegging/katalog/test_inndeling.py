"""Groups, scales and categories of real competence."""

from functools import partial

import pytest
from django.core.exceptions import ValidationError

from kartlegging.katalog import grupper, inndeling, standard
from kartlegging.katalog.inndeling import Trinn
from kartlegging.models import Kompetanse, Kompetansegruppe, Nivaatekst, Realkategori, Skala
from kompetanse.felles.samskriving import Endring
from tests.kartlegging.factories import gi_kompetanse, lag_kompetanse
from tests.parallelt import samtidig


@pytest.fixture
def grener(kommune):
    """Teknisk › Vann › Ledningsnett."""
    teknisk = Kompetansegruppe.objects.create(navn="Teknisk")
    vann = Kompetansegruppe.objects.create(navn="Vann", forelder=teknisk)
    return teknisk, vann, Kompetansegruppe.objects.create(navn="Ledningsnett", forelder=vann)


def test_the_tree_counts_what_is_in_use_in_a_group_and_below(grener):
    teknisk, _vann, nett = grener
    for navn, gruppe, felt in (("Kart", teknisk, {}), ("Rør", nett, {}), ("Bly", nett, {"avviklet": "2001-01-01"})):
        Kompetanse.objects.create(navn=navn, gruppe=gruppe, type="formal", **felt)

    tre = grupper.treet(med_antall=True)

    assert [(node.sti, node.antall) for node in tre.alle] == [
        ("Teknisk", 2),
        ("Teknisk › Vann", 1),
        ("Teknisk › Vann › Ledningsnett", 1),
    ]


@pytest.mark.parametrize("hvor", [0, 1, 2])
def test_a_group_is_not_put_into_itself_or_what_lies_in_it(hr, grener, hvor):
    teknisk = grener[0]

    with pytest.raises(ValidationError, match="Gruppen kan ikke ligge i seg selv: "):
        inndeling.lagre(teknisk, Endring({"forelder": grener[hvor]}), bruker=hr)

    assert Kompetansegruppe.objects.get(pk=teknisk.pk).forelder is None


@pytest.mark.django_db(transaction=True)
def test_two_who_move_groups_into_each_other_at_once_make_no_circle(hr, kommune):
    a, b = (Kompetansegruppe.objects.create(navn=navn) for navn in ("Drift", "Anlegg"))
    flytt = [partial(inndeling.lagre, en, Endring({"forelder": annen}), bruker=hr) for en, annen in ((a, b), (b, a))]

    svar = samtidig(kommune.pk, *flytt)

    assert sorted(type(ett).__name__ for ett in svar) == ["Kompetansegruppe", "ValidationError"]
    assert Kompetansegruppe.objects.filter(forelder=None).count() == 1


def test_two_groups_in_the_same_place_have_different_names(hr, grener):
    with pytest.raises(ValidationError, match="Det finnes allerede en gruppe med dette navnet her."):
        inndeling.lagre(Kompetansegruppe(navn="Teknisk"), bruker=hr)


def test_what_is_in_use_is_not_deleted(hr, grener):
    lag_kompetanse("Rør")
    for objekt in (grener[0], Kompetansegruppe.objects.get(navn="Fag"), Skala.objects.get()):
        with pytest.raises(ValidationError, match="er i bruk og kan ikke slettes."):
            inndeling.slett(objekt, bruker=hr)

    inndeling.slett(grener[2], bruker=hr)

    assert not Kompetansegruppe.objects.filter(navn="Ledningsnett").exists()


def test_the_kommune_makes_a_category_of_its_own(hr):
    inndeling.lagre(Realkategori(navn="Kreativ"), bruker=hr)

    with pytest.raises(ValidationError, match="Dere har allerede en kategori med dette navnet."):
        inndeling.lagre(Realkategori(navn="Kreativ"), bruker=hr)


def test_a_scale_has_its_levels_in_order_and_only_one_is_proposed(hr):
    lag_kompetanse("Rør")
    tre_trinn = [Trinn("lite", "Ser på."), Trinn("noe", ""), Trinn("mye", "Lærer bort.")]

    skala = inndeling.lagre_skala(Skala(navn="Tre", standard=True), tre_trinn, bruker=hr)

    assert [(trinn.nivaa, trinn.navn) for trinn in skala.trinn.all()] == [(1, "lite"), (2, "noe"), (3, "mye")]
    assert list(Skala.objects.filter(standard=True)) == [skala]


def test_a_level_that_someone_holds_is_not_taken_away(hr, soker):
    kompetanse = lag_kompetanse("Rør")
    gi_kompetanse(soker, kompetanse, 3)
    Nivaatekst.objects.create(kompetanse=kompetanse, nivaa=4, tekst="Tegner hele nettet.")
    trinn = [Trinn(f"nivå {nivaa}", "") for nivaa in (1, 2, 3)]

    with pytest.raises(ValidationError, match="Nivå 3 er i bruk og kan ikke tas bort."):
        inndeling.lagre_skala(kompetanse.skala, trinn[:2], bruker=hr)
    inndeling.lagre_skala(kompetanse.skala, trinn, bruker=hr)

    assert kompetanse.skala.trinn.count() == 3
    assert not kompetanse.nivaatekster.exists()


def test_an_empty_catalogue_is_filled_once(hr):
    standard.fyll(bruker=hr)
    antall = Kompetanse.objects.count()

    with pytest.raises(ValidationError, match="Katalogen er alt fylt."):
        standard.fyll(bruker=hr)

    assert Kompetanse.objects.count() == antall > 100


@pytest.mark.django_db(transaction=True)
def test_two_who_fill_the_catalogue_at_once_fill_it_once(hr, kommune):
    svar = samtidig(kommune.pk, *[lambda: standard.fyll(bruker=hr)] * 2)

    assert sorted(type(ett).__name__ for ett in svar) == ["Kommune", "ValidationError"]
