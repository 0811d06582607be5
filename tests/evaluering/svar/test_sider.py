"""The pages of who answers for the evaluation, and of whoever has something waiting."""

import pytest
from django.urls import reverse

from evaluering.models import Evalueringsniva, Innsamling, Lenke, Skjemaversjon, Svar, Svarer
from evaluering.svar import innsamling
from evaluering.svar.samtalekort import i_samtalen
from tests.evaluering.factories import lag_niva
from tests.evaluering.svar.conftest import Moment, skjemadata, svar

pytestmark = pytest.mark.django_db


def siden(navn, *args):
    return reverse(f"evaluering:{navn}", args=args)


def test_the_page_says_how_many_have_answered_and_never_what(client, aapen, deltakere, leder):
    for bruker in deltakere[:6]:
        svar(aapen, bruker, tekst="Altfor langt")
    client.force_login(leder)

    side = client.get(siden("niva-svar", aapen.niva_id)).content.decode()

    assert "6 av 12 har svart" in side
    assert "Altfor langt" not in side
    assert deltakere[0].person.fornavn not in side


def test_the_wall_shows_the_code_while_the_form_is_open(client, aapen, leder):
    client.force_login(leder)
    vegg = siden("innsamling-vegg", aapen.pk)

    assert f"/e/{aapen.kode}/" in client.get(vegg).content.decode()
    client.post(siden("innsamling-lukk", aapen.pk))
    assert client.get(vegg).status_code == 404
    assert Innsamling.objects.get().lukket


def test_answers_on_paper_are_typed_one_after_another_and_kept_like_the_others(client, aapen, leder):
    client.force_login(leder)
    papir = siden("innsamling-papir", aapen.pk)

    for _nr in range(2):
        sendt = client.post(papir, skjemadata(aapen, 3))
        assert (sendt.status_code, sendt.url) == (302, papir)

    assert Svar.objects.count() == 2
    assert set(Lenke.objects.values_list("som", flat=True)) == {Svarer.DELTAKER}


def test_it_can_be_asked_before_its_time_and_said_that_it_was_not_done(client, niva, leder):
    client.force_login(leder)

    client.post(siden("niva-spor", niva.pk, Moment.SLUTT))
    assert Innsamling.objects.get().lukket is None
    client.post(siden("niva-rakk-ikke", niva.pk), {"grunn": "Vi glemte det."})

    assert Evalueringsniva.objects.get().grunn == "Vi glemte det."
    assert Innsamling.objects.get().lukket


@pytest.fixture
def bruk(evaluering, leder):
    """Level 3, asked of the participants and their leader."""
    skjema = Skjemaversjon.objects.get(skjema__navn="Bruk i arbeidet").skjema
    evaluering.atferd.create(tekst="Bruker NEWS2 ved hver måling")
    niva = lag_niva(evaluering, 3, skjema=skjema, dager=30, svarer=[Svarer.DELTAKER, Svarer.LEDER])
    return innsamling.aapne(niva, Moment.ETTER)


def besvar(client, bruk, lenke, skala):
    forste = bruk.versjon.sporsmal.first()
    atferd = bruk.niva.evaluering.atferd.get()
    sendt = client.post(reverse("svar:skjema", args=[lenke.nokkel]), {f"s-{forste.pk}:{atferd.pk}": skala})
    assert sendt.status_code == 302


def test_participant_and_leader_see_where_they_differ_when_it_has_closed_and_others_do_not(
    client, gjest, bruk, leder, deltakere, utenforstaende
):
    anne = deltakere[0]
    for som, skala in ((Svarer.DELTAKER, 5), (Svarer.LEDER, 3)):
        besvar(gjest, bruk, bruk.lenker.get(om=anne.person, som=som), skala)
    client.force_login(anne)
    assert "Deltakeren sier 2 mer" not in client.get(siden("svar-mine")).content.decode()

    innsamling.lukk(bruk)

    for bruker, ser in ((anne, True), (leder, True), (deltakere[1], False), (utenforstaende, False)):
        client.force_login(bruker)
        assert ("Deltakeren sier 2 mer" in client.get(siden("svar-mine")).content.decode()) is ser, bruker


def test_the_leader_is_asked_the_same_in_words_about_another(gjest, bruk, deltakere):
    lenke = bruk.lenker.get(om=deltakere[0].person, som=Svarer.LEDER)

    side = gjest.get(reverse("svar:skjema", args=[lenke.nokkel])).content.decode()

    assert "Hva ser du hos Anne Test?" in side
    assert "Dette gjør medarbeideren i arbeidet: Bruker NEWS2 ved hver måling" in side


@pytest.mark.parametrize("antall", [1, 3])
def test_what_waits_for_oneself_costs_the_same_for_one_and_three(
    client, gjest, bruk, leder, deltakere, django_assert_num_queries, antall
):
    for bruker in deltakere[:antall]:
        besvar(gjest, bruk, bruk.lenker.get(om=bruker.person, som=Svarer.DELTAKER), 4)
    innsamling.lukk(bruk)
    client.force_login(leder)

    # who asks (4), what was answered, its questions and behaviours, what waits (0 open), and the menu's badge
    with django_assert_num_queries(9):
        client.get(siden("svar-mine"))


def test_use_is_asked_about_and_shown_beside_the_talk_to_the_two_alone(client, gjest, bruk, leder, deltakere):
    anne = deltakere[0].person
    innsamlet = {som: bruk.lenker.get(om=anne, som=som) for som in (Svarer.DELTAKER, Svarer.LEDER)}

    assert [lenke for lenke, _ord in i_samtalen(anne, leder)["ventende"]] == [innsamlet[Svarer.LEDER]]
    assert i_samtalen(anne, deltakere[1]) is None

    for som, lenke in innsamlet.items():
        besvar(gjest, bruk, lenke, 5 if som == Svarer.DELTAKER else 3)
    innsamling.lukk(bruk)

    (rad,) = i_samtalen(anne, leder)["rader"]
    assert [(linje.etter, linje.leder, linje.forskjell) for linje in rad.linjer] == [(5, 3, 2)]
    assert i_samtalen(anne, deltakere[1]) is None
