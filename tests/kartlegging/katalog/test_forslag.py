"""A competence that someone misses: proposed, and answered by HR in one of three ways."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from kartlegging.katalog import forslag as prosess
from kartlegging.models import Kompetanse, Kompetanseforslag, Kompetansegruppe, Realkategori
from kompetanse.felles.models import Varsel
from tests.kartlegging.factories import lag_kompetanse
from tests.parallelt import samtidig

Status = Kompetanseforslag.Status


@pytest.fixture
def forslag(soker):
    return prosess.foresla("Droneflyging", "Vi filmer tak hver vår.", bruker=soker)


@pytest.fixture
def gruppe(kommune):
    Realkategori.objects.create(navn="Faglig")
    return Kompetansegruppe.objects.create(navn="Teknisk")


def varsler(bruker):
    return list(Varsel.objects.filter(mottaker=bruker).values_list("emne", "lenke"))


def test_a_proposal_is_seen_by_the_one_who_made_it_and_by_hr_alone(forslag, soker, kollega, leder, hr):
    ser = [bruker for bruker in (soker, kollega, leder, hr) if Kompetanseforslag.objects.visible_to(bruker).exists()]

    assert ser == [soker, hr]


def test_what_the_catalogue_has_is_not_proposed(soker):
    lag_kompetanse("Droneflyging")

    with pytest.raises(ValidationError, match="«Droneflyging» finnes alt i katalogen."):
        prosess.foresla("droneflyging", "Fordi.", bruker=soker)


def test_the_same_person_proposes_the_same_once_and_another_may_too(forslag, soker, kollega):
    with pytest.raises(ValidationError, match="Du har alt foreslått dette."):
        prosess.foresla("DRONEFLYGING", "Igjen.", bruker=soker)

    prosess.foresla("Droneflyging", "Jeg også.", bruker=kollega)

    assert Kompetanseforslag.objects.venter().count() == 2


def test_taken_in_it_is_a_competence_in_use_and_the_proposer_is_told(forslag, gruppe, soker, hr):
    lag_kompetanse("Noe annet")  # makes the scale that is proposed for new ones

    kompetanse = prosess.ta_inn(forslag, gruppe, "real", bruker=hr)

    forslag.refresh_from_db()
    assert (kompetanse.navn, kompetanse.gruppe, str(kompetanse.skala)) == ("Droneflyging", gruppe, "Fire nivåer")
    assert (forslag.status, forslag.kompetanse, forslag.besvart_av) == (Status.TATT_INN, kompetanse, hr)
    assert forslag.i_rolle.startswith("HR")
    assert varsler(soker) == [("«Droneflyging» er i katalogen", kompetanse.get_absolute_url())]


def test_merged_with_one_that_is_there_it_becomes_a_synonym(forslag, soker, hr):
    flyging = lag_kompetanse("Fjernstyrt luftfart")

    prosess.slaa_sammen(forslag, flyging, bruker=hr)

    forslag.refresh_from_db()
    assert [ett.ord for ett in flyging.synonymer.all()] == ["Droneflyging"]
    assert forslag.status == Status.FINNES
    assert varsler(soker) == [("«Droneflyging» finnes som «Fjernstyrt luftfart»", flyging.get_absolute_url())]
    assert Kompetanse.objects.count() == 1


def test_declined_the_proposer_gets_the_word_back(forslag, soker, hr):
    prosess.avslaa(forslag, "Vi leier inn flygere.", bruker=hr)

    assert Varsel.objects.get(mottaker=soker).tekst == "Vi leier inn flygere."
    assert varsler(soker) == [("«Droneflyging» er ikke tatt inn i katalogen", forslag.get_absolute_url())]
    assert not Kompetanse.objects.exists()


def test_a_leader_answers_no_proposal(forslag, leder):
    with pytest.raises(PermissionDenied):
        prosess.avslaa(forslag, "Nei.", bruker=leder)


def test_the_one_most_like_it_is_proposed_to_hr(forslag):
    lag_kompetanse("Budsjett")
    drone = lag_kompetanse("Droneflyvning")

    assert prosess.naermeste(forslag) == drone


@pytest.mark.django_db(transaction=True)
def test_two_who_answer_at_once_give_one_answer(forslag, gruppe, soker, hr, kommune):
    svar = samtidig(
        kommune.pk,
        lambda: prosess.ta_inn(forslag, gruppe, "formal", bruker=hr),
        lambda: prosess.avslaa(forslag, "Nei.", bruker=hr),
    )

    assert sum(isinstance(ett, ValidationError) for ett in svar) == 1
    assert Varsel.objects.filter(mottaker=soker).count() == 1
