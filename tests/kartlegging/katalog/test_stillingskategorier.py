"""Categories of positions, and what leads to them."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from kartlegging.katalog import stillingskategorier
from kartlegging.katalog.stillingskategorier import UtenKategori, Veier
from kartlegging.models import KategoriForStilling, Stillingskategori
from kompetanse.organisasjon.models import Stilling
from tests.kartlegging.factories import lag_bevis, lag_kategori, lag_krav
from tests.klokke import dag
from tests.parallelt import samtidig
from tests.rollebesetning import lag_bruker


def kategori_til(bruker):
    rad = KategoriForStilling.objects.filter(stilling__person=bruker.person).select_related("kategori").first()
    return rad and rad.kategori.navn


def test_a_category_is_stored_with_what_leads_to_it_and_its_formal_requirement(hr, tre):
    fagbrev = lag_bevis("Fagbrev")
    kari = lag_bruker("Kari", tre.prosjekt, tittel="Hjelpepleier")

    kategori = stillingskategorier.lagre(
        Stillingskategori(navn="Helsefagarbeider", nus=4), Veier(["7076"], ["Hjelpepleier"], [fagbrev]), bruker=hr
    )

    assert sorted(map(str, kategori.kilder.all())) == ["7076", "hjelpepleier"]
    assert list(kategori.formalkrav.all()) == [fagbrev]
    assert kategori_til(kari) == "Helsefagarbeider"


def test_what_is_no_longer_named_leads_nowhere(hr, tre):
    kari = lag_bruker("Kari", tre.prosjekt, tittel="Hjelpepleier")
    kategori = lag_kategori("Helsefagarbeider", titler=["hjelpepleier"], koder=["7076"])

    stillingskategorier.lagre(kategori, Veier(["7076"], [], []), bruker=hr)

    assert kategori_til(kari) is None


@pytest.mark.parametrize("veier", [Veier(["7076"], [], []), Veier([], ["HJELPEPLEIER"], [])])
def test_a_code_or_title_that_leads_to_another_category_is_refused(hr, veier):
    lag_kategori("Helsefagarbeider", titler=["hjelpepleier"], koder=["7076"])

    with pytest.raises(ValidationError, match="fører alt til Helsefagarbeider. Ta den bort der først."):
        stillingskategorier.lagre(Stillingskategori(navn="Assistent"), veier, bruker=hr)

    assert Stillingskategori.objects.count() == 1


def test_the_positions_that_lead_nowhere_are_counted_once_a_person_the_most_held_first(kommune, tre):
    lag_kategori("Rådgivere", titler=["rådgiver"])
    lag_bruker("Per", tre.prosjekt, tittel="Rådgiver")
    for navn in ("Kari", "Ola"):
        bruker = lag_bruker(navn, tre.prosjekt, tittel="Renholder" if navn == "Kari" else "RENHOLDER")
    Stilling.objects.create(person=bruker.person, enhet=tre.hr, tittel="Renholder", fra=dag(-9), prosent=20)
    vakt = lag_bruker("Liv", tre.prosjekt, tittel="Vaktmester").person.stillinger.get()
    sluttet = lag_bruker("Nils", tre.prosjekt, tittel="Kokk").person.stillinger.get()
    Stilling.objects.filter(pk=vakt.pk).update(stillingskode="6014")
    Stilling.objects.filter(pk=sluttet.pk).update(til=dag(-1))

    rader = stillingskategorier.uten_kategori(kommune.pk)

    assert rader == [UtenKategori("", "renholder", 2), UtenKategori("6014", "vaktmester", 1)]


def test_a_title_is_led_to_a_category_with_one_click_and_twice_is_once(hr, tre):
    kari = lag_bruker("Kari", tre.prosjekt, tittel="Sykepleier natt")
    kategori = lag_kategori("Sykepleier", titler=["sykepleier"])

    for _gang in range(2):
        stillingskategorier.knytt(kategori, tittel="Sykepleier natt", bruker=hr)

    assert kategori_til(kari) == "Sykepleier"
    assert stillingskategorier.antall_ansatte(hr.kommune_id) == {kategori.pk: 1}


def test_the_category_whose_title_stands_in_this_one_is_proposed(kommune):
    lag_kategori("Pleier", titler=["pleier"])
    sykepleier = lag_kategori("Sykepleier", titler=["sykepleier"])

    rader = stillingskategorier.med_forslag([UtenKategori("", "sykepleier natt", 1), UtenKategori("", "kokk", 1)])

    assert [rad.forslag for rad in rader] == [sykepleier.pk, None]


def test_a_category_with_requirements_is_not_deleted(hr, tre):
    kategori = lag_kategori("Sykepleier")
    lag_krav(tre.prosjekt, lag_bevis("HLR"), kategori=kategori)

    with pytest.raises(ValidationError, match="Det er krav til «Sykepleier». Avslutt dem først."):
        stillingskategorier.slett(kategori, bruker=hr)


def test_a_leader_changes_no_category(leder):
    with pytest.raises(PermissionDenied):
        stillingskategorier.slett(lag_kategori("Sykepleier"), bruker=leder)


@pytest.mark.django_db(transaction=True)
def test_two_who_lead_the_same_title_to_two_categories_at_once_lead_it_to_one(hr, kommune):
    kategorier = lag_kategori("Sykepleier"), lag_kategori("Vernepleier")

    svar = samtidig(
        kommune.pk,
        *[lambda en=en: stillingskategorier.knytt(en, tittel="pleier", bruker=hr) for en in kategorier],
    )

    assert sorted(type(ett).__name__ for ett in svar) == ["Stillingskategori", "ValidationError"]
