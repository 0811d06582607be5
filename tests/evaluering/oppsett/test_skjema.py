"""The library of forms: changed by HR, in versions, and seen as on a phone."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from evaluering.models import Skjema, Skjemaversjon, Sporsmal
from evaluering.oppsett import skjema as prosess
from kompetanse.felles.samskriving import Endring
from tests.evaluering.factories import lag_evaluering, lag_innsamling, lag_niva, lag_skjema
from tests.planer.factories import lag_plan, lag_tiltak

pytestmark = pytest.mark.django_db


@pytest.fixture
def versjon(tre):
    return lag_skjema("Etter kurset", sporsmal=("Nyttig?", "Trygg?", "Bruker du det?"))


@pytest.fixture
def brukt(versjon, tre):
    """Somebody has been asked by the form."""
    niva = lag_niva(lag_evaluering(lag_tiltak(lag_plan(tre.prosjekt))), skjema=versjon.skjema)
    lag_innsamling(niva, versjon=versjon)
    return versjon


def tekster(versjon):
    return [ett.tekst for ett in versjon.sporsmal.all()]


def lagre(sporsmal, hr, **felt):
    return prosess.lagre_sporsmal(sporsmal, Endring(felt), bruker=hr)


def test_a_form_that_nobody_has_been_asked_by_is_changed_as_it_stands(versjon, hr):
    lagre(versjon.sporsmal.first(), hr, tekst="Er det nyttig?")
    lagre(Sporsmal(versjon=versjon, tekst="Noe annet?"), hr)
    prosess.flytt_sporsmal(versjon.sporsmal.last(), 1, bruker=hr)
    prosess.slett_sporsmal(versjon.sporsmal.last(), bruker=hr)

    assert tekster(versjon) == ["Noe annet?", "Er det nyttig?", "Trygg?"]
    assert versjon.skjema.nyeste == versjon


@pytest.mark.parametrize(
    ("hva", "ventet"),
    [
        ("endre", ["Er det nyttig?", "Trygg?", "Bruker du det?"]),
        ("nytt", ["Nyttig?", "Trygg?", "Bruker du det?", "Noe annet?"]),
        ("slett", ["Trygg?", "Bruker du det?"]),
        ("flytt", ["Trygg?", "Bruker du det?", "Nyttig?"]),
    ],
)
def test_a_form_changed_after_answers_came_gets_a_new_version_and_they_keep_theirs(brukt, hr, hva, ventet):
    forst = brukt.sporsmal.first()
    {
        "endre": lambda: lagre(forst, hr, tekst="Er det nyttig?"),
        "nytt": lambda: lagre(Sporsmal(versjon=brukt, tekst="Noe annet?"), hr),
        "slett": lambda: prosess.slett_sporsmal(forst, bruker=hr),
        "flytt": lambda: prosess.flytt_sporsmal(forst, 3, bruker=hr),
    }[hva]()

    nyeste = brukt.skjema.nyeste
    assert (nyeste.nummer, tekster(nyeste)) == (2, ventet)
    assert tekster(brukt) == ["Nyttig?", "Trygg?", "Bruker du det?"]


def test_two_changes_after_answers_came_are_one_new_version(brukt, hr):
    lagre(brukt.sporsmal.first(), hr, tekst="Er det nyttig?")
    lagre(brukt.skjema.nyeste.sporsmal.last(), hr, tekst="Skal du bruke det?")

    assert Skjemaversjon.objects.filter(skjema=brukt.skjema).count() == 2
    with pytest.raises(ValidationError, match="nyere versjon"):
        lagre(brukt.sporsmal.first(), hr, tekst="Fra en gammel side")


def test_the_database_itself_refuses_to_change_what_somebody_has_been_asked(brukt):
    for gjor in (
        lambda: brukt.sporsmal.update(tekst="Noe annet"),
        lambda: brukt.sporsmal.all().delete(),
        lambda: Sporsmal.objects.create(versjon=brukt, tekst="Ett til"),
    ):
        with transaction.atomic(), pytest.raises(IntegrityError, match="Noen er spurt"):
            gjor()


def test_a_form_in_use_is_not_deleted_and_the_last_question_stays(brukt, hr):
    with pytest.raises(ValidationError, match="i bruk"):
        prosess.slett(brukt.skjema, bruker=hr)
    enslig = lag_skjema("Ett spørsmål")
    with pytest.raises(ValidationError, match="minst ett spørsmål"):
        prosess.slett_sporsmal(enslig.sporsmal.get(), bruker=hr)

    prosess.slett(enslig.skjema, bruker=hr)
    assert not Skjema.objects.filter(navn="Ett spørsmål").exists()


def test_only_hr_keeps_the_forms(versjon, leder):
    with pytest.raises(PermissionDenied):
        lagre(versjon.sporsmal.first(), leder, tekst="Mitt eget")


# --- On the page ----------------------------------------------------------------------------------

HELT = {"tekst": "Hva lærte du?", "tekst_nn": "", "slag": "skala", "valg": "", "valg_nn": "", "tema": ""}


def post(client, skjema, **felt):
    return client.post(reverse("evaluering:sporsmal-create", args=[skjema.pk]), HELT | felt)


def test_a_scale_without_words_runs_from_disagree_to_agree(client, hr, versjon):
    client.force_login(hr)

    post(client, versjon.skjema)

    assert versjon.sporsmal.last().valg == ["Helt uenig", "Helt enig"]


@pytest.mark.parametrize(
    ("felt", "melding"),
    [
        ({"valg": "Dårlig"}, "En skala har to ord"),
        ({"slag": "valg", "valg": "Ja"}, "Skriv minst to svaralternativer"),
        ({"slag": "valg", "valg": "Ja\nNei", "valg_nn": "Ja"}, "like mange alternativer på nynorsk"),
        ({"tekst": "Gjør du {atferd}?"}, "Krøllparenteser"),
        ({"tekst": "Hva lærte du {av?"}, "Krøllparenteser"),
        ({"slag": "valg", "valg": f"Ja\n{'n' * 201}"}, "høyst 200 tegn"),
    ],
)
def test_a_question_that_cannot_be_asked_says_why(client, hr, versjon, felt, melding):
    client.force_login(hr)

    svar = post(client, versjon.skjema, **felt)

    assert melding in svar.content.decode()
    assert versjon.sporsmal.count() == 3


def test_a_test_has_a_right_answer_counted_as_people_count(client, hr, tre):
    proeve = lag_skjema("Prøve", niva=2)
    client.force_login(hr)
    post(client, proeve.skjema, slag="valg", valg="A\nB\nC", riktig="3")
    sporsmal = proeve.sporsmal.last()
    assert sporsmal.riktig == 2
    assert client.get(reverse("evaluering:sporsmal-update", args=[sporsmal.pk])).context["form"]["riktig"].value() == 3

    svar = post(client, proeve.skjema, slag="valg", valg="A\nB", riktig="3")

    assert "Det riktige svaret må være ett av svaralternativene." in svar.content.decode()


@pytest.mark.parametrize(
    ("spraak", "sok", "ventet"),
    [
        ("nb", "", "Dette gjør jeg i arbeidet: det vi har avtalt"),
        ("nn", "", "Dette gjer eg i arbeidet"),
        ("nb", "?leder", "Dette gjør medarbeideren i arbeidet"),
        ("nn", "?leder", "Dette gjer medarbeidaren i arbeidet"),
    ],
)
def test_a_form_is_seen_as_on_a_phone_in_both_languages_and_as_the_leader(client, hr, tre, spraak, sok, ventet):
    client.force_login(hr)
    client.cookies["django_language"] = spraak
    skjema = Skjema.objects.get(navn="Bruk i arbeidet")

    tekst = client.get(reverse("evaluering:skjema-vis", args=[skjema.pk]) + sok).content.decode()

    assert ventet in tekst
    assert "<form" not in tekst.split("<main")[1].split("</main")[0]


@pytest.mark.parametrize("antall", [1, 3])
def test_skjema_detail_query_count(client, hr, tre, antall, django_assert_num_queries):
    versjon = lag_skjema(sporsmal=[f"Spørsmål {nummer}" for nummer in range(antall)])
    client.force_login(hr)

    with django_assert_num_queries(9):
        svar = client.get(versjon.skjema.get_absolute_url())

    assert svar.content.decode().count('class="niva"') == antall


@pytest.mark.parametrize("antall", [1, 3])
def test_oppsett_detail_query_count(client, hr, tre, antall, django_assert_num_queries):
    for nummer in range(antall):
        lag_skjema(f"Skjema {nummer}")
    client.force_login(hr)

    with django_assert_num_queries(12):
        svar = client.get(reverse("evaluering:oppsett-detail"))

    assert svar.content.decode().count(">Skjema ") == antall
