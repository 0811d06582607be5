"""The form on a phone: in by a link or a code, answered once, and told the same whatever is wrong with an address."""

import datetime as dt

import pytest
from django.urls import reverse

from evaluering.models import BruktLenke, Lenke, Svar
from evaluering.svar import inngang, innsamling
from evaluering.svar.lenker import sti
from kompetanse.felles import kode
from tests.evaluering.svar.conftest import Gjest, adgang, skjemadata, svar, telt

pytestmark = pytest.mark.django_db


def lenken(aapen, bruker):
    return sti(aapen.lenker.get(person=bruker.person))


def koden(aapen):
    return reverse("svar:skjema", args=[aapen.kode])


def test_who_follows_the_link_answers_once_and_is_thanked(aapen, deltakere, gjest):
    adresse = lenken(aapen, deltakere[0])

    side = gjest.get(adresse)
    sendt = gjest.post(adresse, skjemadata(aapen))

    assert side.status_code == 200
    assert "Seks spørsmål, to minutter. Svaret er anonymt" in side.content.decode()
    assert (sendt.status_code, sendt.url) == (302, adresse)
    assert "Takk for svaret" in gjest.get(adresse).content.decode()
    assert (Svar.objects.count(), BruktLenke.objects.count()) == (1, 1)


def test_a_link_that_is_used_again_changes_nothing_and_thanks_again(aapen, deltakere, gjest):
    adresse = lenken(aapen, deltakere[0])
    gjest.post(adresse, skjemadata(aapen, 5))

    igjen = Gjest().post(adresse, skjemadata(aapen, 1))

    assert "Takk for svaret" in igjen.content.decode()
    assert [set(ett.verdier.values()) for ett in Svar.objects.all()] == [{5}]


def test_a_phone_with_the_code_answers_once(aapen, gjest):
    adresse = koden(aapen)
    gjest.get(adresse)
    gjest.post(adresse, skjemadata(aapen))
    gjest.post(adresse, skjemadata(aapen))

    assert "Takk for svaret" in gjest.get(adresse).content.decode()
    assert Svar.objects.count() == 1
    assert Gjest().get(adresse).status_code == 200


def test_a_phone_that_keeps_no_key_is_told_to_and_does_not_answer(aapen, gjest):
    sendt = gjest.post(koden(aapen), skjemadata(aapen))

    assert (sendt.status_code, sendt.url) == (302, koden(aapen) + "?kapsler")
    assert "godta informasjonskapsler" in Gjest().get(sendt.url).content.decode()
    assert not Svar.objects.exists()


def test_there_are_never_more_answers_than_there_were_people(aapen, deltakere):
    for bruker in deltakere[2:]:
        svar(aapen, bruker)
    telefoner = [Gjest() for _nr in range(3)]
    for telefon in telefoner:
        telefon.get(koden(aapen))

    svarene = [telefon.post(koden(aapen), skjemadata(aapen)).status_code for telefon in telefoner]

    assert svarene == [302, 302, 422]
    assert Svar.objects.count() == len(deltakere)


@pytest.mark.parametrize("adresse", ["/e/BBBBBBBB/", "/e/abcdefghijklmnopqrst/", "/e/x/"])
def test_a_guessed_address_is_answered_like_a_closed_form(aapen, deltakere, gjest, adresse):
    gjettet = gjest.get(adresse)
    lukket = lenken(aapen, deltakere[0])
    innsamling.lukk(aapen)

    assert gjettet.status_code == gjest.get(lukket).status_code == 404
    assert "Skjemaet er ikke åpent" in gjettet.content.decode()
    assert gjest.post(lukket, {}).status_code == 404


def test_who_guesses_is_stopped(aapen, deltakere):
    gjetter = Gjest()

    svarene = [
        gjetter.get(reverse("svar:skjema", args=[kode.ny()])).status_code for _nr in range(inngang.FEIL.hoyst + 1)
    ]

    assert svarene == [404] * inngang.FEIL.hoyst + [429]
    assert gjetter.get(lenken(aapen, deltakere[0])).status_code == 429
    assert Gjest(REMOTE_ADDR="10.0.0.9").get(lenken(aapen, deltakere[0])).status_code == 200


def test_what_must_be_answered_is_asked_for_and_what_was_typed_stands(aapen, deltakere, gjest):
    data = skjemadata(aapen, tekst="Begynn senere på dagen")
    forste = str(aapen.versjon.sporsmal.first().pk)
    del data[f"s-{forste}"]

    side = gjest.post(lenken(aapen, deltakere[0]), data)

    assert side.status_code == 422
    assert "Velg ett av svarene." in side.content.decode()
    assert "Begynn senere på dagen" in side.content.decode()
    assert not Svar.objects.exists()


@pytest.mark.parametrize("verdi", ["0", "6", "fem", "4.0", "9" * 400])
def test_an_answer_outside_the_scale_is_none(aapen, deltakere, gjest, verdi):
    data = skjemadata(aapen)
    data[f"s-{aapen.versjon.sporsmal.first().pk}"] = verdi

    assert gjest.post(lenken(aapen, deltakere[0]), data).status_code == 422
    assert not Svar.objects.exists()


def test_who_did_not_take_part_is_not_counted(aapen, deltakere, gjest):
    adresse = reverse("svar:ikke-med", args=[adgang(aapen, deltakere[0]).nokkel])

    assert gjest.get(adresse).status_code == 200
    assert Lenke.objects.count() == len(deltakere)
    assert "Takk for at du sa fra" in gjest.post(adresse, {"ikke_med": "1"}).content.decode()
    assert innsamling.lukk(aapen).spurt == len(deltakere) - 1


def test_who_has_answered_by_the_code_ends_the_reminders_and_is_counted_once(aapen, deltakere, gjest):
    gjest.get(koden(aapen))
    gjest.post(koden(aapen), skjemadata(aapen))
    gjest.post(reverse("svar:ikke-med", args=[adgang(aapen, deltakere[0]).nokkel]), {"svart": "1"})

    assert adgang(aapen, deltakere[0]).er_brukt
    lukket = innsamling.lukk(aapen)
    assert (lukket.spurt, lukket.besvart) == (len(deltakere), 1)


def test_the_page_is_in_the_language_that_the_phone_has_chosen(aapen, deltakere, gjest):
    gjest.cookies["django_language"] = "nn"

    assert "Kor nøgd er du?" in gjest.get(lenken(aapen, deltakere[0])).content.decode()


def test_the_form_costs_the_same_for_the_first_and_the_last(aapen, deltakere, django_assert_num_queries):
    lenker = [(bruker, lenken(aapen, bruker)) for bruker in (deltakere[0], deltakere[-1])]
    for bruker, lenke in lenker:
        # the wall set and left (6), the guesses, the link, whether it is used, the questions, and what they are about (3)
        with django_assert_num_queries(13):
            Gjest().get(lenke)
        svar(aapen, bruker)


def test_a_form_takes_no_answer_before_it_opens_or_after_its_last_day(aapen, deltakere, gjest, time_machine):
    adresse = lenken(aapen, deltakere[0])

    time_machine.move_to(aapen.lukker - dt.timedelta(seconds=1))
    assert gjest.get(adresse).status_code == 200
    time_machine.move_to(aapen.lukker)
    assert gjest.get(adresse).status_code == 404


def test_what_all_answered_is_counted_question_by_question(aapen, deltakere):
    for plass, bruker in enumerate(deltakere):
        svar(aapen, bruker, 1 + plass % 2, tekst="Ned med lyset" if plass == 3 else "")

    innsamling.lukk(aapen)

    assert telt(aapen) == [{"1": 6, "2": 6, "3": 0, "4": 0, "5": 0}] * 5 + [["Ned med lyset"]]
