"""A level that leader and employee agree on: what is written, who reads it, what two at once do, and the way back."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from kartlegging.models import Personkompetanse
from kartlegging.profil import bekreftelse, registrering
from kartlegging.profil.justering import juster
from kartlegging.profil.registrering import Registrering
from kartlegging.profil.svarrett import BESVART
from kompetanse.felles.formats import dato
from kompetanse.felles.models import Varsel
from kompetanse.organisasjon.models import Rollekode
from tests.kartlegging.factories import Tilstand, gi_kompetanse, lag_kompetanse, om
from tests.klokke import skrevet
from tests.parallelt import samtidig
from tests.rollebesetning import gi_rolle, lag_bruker

pytestmark = pytest.mark.django_db

# What each row of a person says, but for when it was last touched.
FELTER = (
    "pk",
    "nivaa",
    "fra",
    "til",
    "tilstand",
    "vurdering",
    "vurdert",
    "vurdert_av",
    "i_rolle",
    "avtalt",
    "foer_justering",
)


@pytest.fixture
def demens(tre):
    return lag_kompetanse("Demens")


def venter(bruker, kompetanse, nivaa=None, **felt):
    return gi_kompetanse(bruker, kompetanse, nivaa, tilstand=Tilstand.EGENVURDERT, **felt)


def enige(rad, nivaa, *, bruker, kommentar="Enige", avtalt=-3):
    return juster(rad, nivaa, kommentar, avtalt=om(avtalt), bruker=bruker)


def alt(bruker):
    return list(bruker.person.kompetanser.order_by("pk").values_list(*FELTER))


# --- What is written ------------------------------------------------------------------------------


def test_a_claim_is_adjusted_to_the_level_that_the_two_agree_on(soker, leder, demens):
    enige(venter(soker, demens, 4), 2, bruker=leder, kommentar="Trenger mer øving")

    assert list(soker.person.kompetanser.values_list("nivaa", "tilstand", "vurdering", "avtalt", "vurdert_av")) == [
        (2, Tilstand.BEKREFTET, "Trenger mer øving", om(-3), leder.pk)
    ]


def test_the_employee_is_told_and_reads_what_was_agreed_when_and_with_whom(soker, leder, demens, client):
    enige(venter(soker, demens, 4), 2, bruker=leder, kommentar="Trenger mer øving")
    client.force_login(soker)

    sider = [client.get(reverse(navn)) for navn in ("kartlegging:min", "kartlegging:kompetanse-list")]

    sagt = f"Avtalt i samtalen {dato(om(-3))} med Lars Test:"
    assert list(Varsel.objects.filter(mottaker=soker).values_list("emne", "tekst")) == [
        ("«Demens» er bekreftet på nivå 2", f"{sagt} «Trenger mer øving»")
    ]
    for side in sider:
        assert sagt in side.content.decode()
        assert "«Trenger mer øving»" in side.content.decode()


def test_adjusting_to_a_level_one_has_ends_the_old_row_yesterday_and_goes_on_from_today(soker, leder, demens):
    gi_kompetanse(soker, demens, 2, fra=om(-100))

    enige(venter(soker, demens, 3, fra=om(-10)), 2, bruker=leder)

    assert list(soker.person.kompetanser.order_by("fra").values_list("nivaa", "fra", "til")) == [
        (2, om(-100), om(-1)),
        (2, om(0), None),
    ]


def test_a_confirmed_level_is_adjusted_from_today_and_what_was_stays_as_history(soker, leder, demens):
    enige(gi_kompetanse(soker, demens, 3, fra=om(-100)), 2, bruker=leder)

    assert list(soker.person.kompetanser.order_by("fra").values_list("nivaa", "fra", "til", "tilstand")) == [
        (3, om(-100), om(-1), Tilstand.BEKREFTET),
        (2, om(0), None, Tilstand.BEKREFTET),
    ]


@pytest.mark.parametrize("nivaa", [0, 5, None])
def test_no_level_outside_the_scale_is_agreed_on(soker, leder, demens, nivaa):
    with pytest.raises(ValidationError, match="Velg et av nivåene"):
        enige(venter(soker, demens, 3), nivaa, bruker=leder)


@pytest.mark.parametrize(
    ("felt", "feil"),
    [
        ({"kommentar": "  "}, "Skriv hva dere ble enige om"),
        ({"avtalt": 1}, "Dagen er ikke kommet ennå"),
    ],
)
def test_nothing_is_agreed_without_a_word_or_in_a_talk_to_come(soker, leder, demens, felt, feil):
    rad = venter(soker, demens, 3)
    foer = alt(soker)

    with pytest.raises(ValidationError, match=feil):
        enige(rad, 2, bruker=leder, **felt)
    assert alt(soker) == foer


def test_the_page_asks_for_the_day_and_the_word_and_keeps_what_was_typed(soker, leder, demens, client):
    rad = venter(soker, demens, 3)
    client.force_login(leder)
    adresse = reverse("kartlegging:registrering-adjust", args=[rad.pk])
    skjema = {"versjon": rad.versjon, "nivaa": "2", "avtalt": "", "kommentar": "Vi er enige"}

    svar = client.post(adresse, skjema)

    assert svar.context["form"].errors == {"avtalt": ["Skriv datoen, for eksempel 5.3.2026."]}
    assert "Vi er enige" in svar.content.decode()
    client.post(adresse, skjema | {"avtalt": skrevet()})
    assert Personkompetanse.objects.get().nivaa == 2


# --- Two at once ----------------------------------------------------------------------------------


@pytest.mark.parametrize("hva", ["confirm", "return", "adjust", "undo"])
def test_an_answer_to_an_older_page_is_refused_and_changes_nothing(soker, leder, demens, client, hva):
    rad = venter(soker, demens, 3)
    if hva == "undo":
        (rad,) = bekreftelse.bekreft([rad], bruker=leder).bekreftet
    client.force_login(leder)
    adresse = reverse(f"kartlegging:registrering-{hva}", args=[rad.pk])
    vist = dict(client.get(adresse).context["skjulte"])
    Personkompetanse.objects.get().save()
    foer = alt(soker)

    skjema = {"nivaa": "2", "avtalt": skrevet(), "kommentar": "Nei"}
    svar = client.post(adresse, {**skjema, **vist}, follow=True)

    assert [str(melding) for melding in svar.context["messages"]] == [str(BESVART)]
    assert alt(soker) == foer


def test_what_another_confirms_meanwhile_is_not_adjusted(soker, leder, hr, demens):
    sett = venter(soker, demens, 4)
    bekreftelse.bekreft([sett], bruker=hr)

    with pytest.raises(ValidationError, match="En annen har alt svart"):
        enige(sett, 2, bruker=leder)
    assert list(soker.person.kompetanser.values_list("nivaa", "vurdert_av")) == [(4, hr.pk)]


@pytest.mark.django_db(transaction=True)
def test_of_two_leaders_who_adjust_and_confirm_at_the_same_instant_one_is_refused(kommune, tre):
    liv, lars, lise = (lag_bruker(navn, tre.prosjekt) for navn in ("Liv", "Lars", "Lise"))
    for leder in (lars, lise):
        gi_rolle(leder, Rollekode.LEDER, tre.prosjekt)
    rad = venter(liv, lag_kompetanse("Demens"), 4)

    def forsoek(nivaa, leder):
        try:
            return enige(rad, nivaa, bruker=leder).nivaa
        except ValidationError:
            return None

    svar = samtidig(kommune.pk, lambda: forsoek(2, lars), lambda: forsoek(3, lise))

    assert svar.count(None) == 1
    assert Personkompetanse.objects.get().nivaa in svar


# --- The way back ---------------------------------------------------------------------------------


def test_a_claim_that_was_adjusted_is_given_back_as_it_was(soker, leder, demens):
    rad = venter(soker, demens, 4, fra=om(-10))
    foer = alt(soker)

    bekreftelse.angre(enige(rad, 2, bruker=leder), bruker=leder)

    assert alt(soker) == foer


def test_a_level_that_ended_for_the_agreement_stands_again_with_the_claim(soker, leder, demens):
    gi_kompetanse(soker, demens, 2, fra=om(-100), til=om(100))
    rad = venter(soker, demens, 3, fra=om(-10))
    foer = alt(soker)

    bekreftelse.angre(enige(rad, 2, bruker=leder), bruker=leder)

    assert alt(soker) == foer


def test_what_was_confirmed_before_the_agreement_stands_again_with_its_day_and_its_proof(soker, leder, hr, demens):
    (rad,) = bekreftelse.bekreft([venter(soker, demens, 3, fra=om(-100))], bruker=hr).bekreftet
    gi_kompetanse(soker, demens, 2, fra=om(-300), til=om(20))
    foer = alt(soker)

    bekreftelse.angre(enige(rad, 2, bruker=leder), bruker=leder)

    assert alt(soker) == foer


def test_of_two_agreements_on_one_day_each_is_taken_back_by_itself(soker, leder, demens):
    rad = gi_kompetanse(soker, demens, 1, fra=om(-100))
    foer = alt(soker)
    foerste = enige(rad, 2, bruker=leder)
    mellom = alt(soker)

    bekreftelse.angre(enige(foerste, 3, bruker=leder), bruker=leder)
    assert alt(soker) == mellom

    bekreftelse.angre(Personkompetanse.objects.get(pk=foerste.pk), bruker=leder)
    assert alt(soker) == foer


def test_an_agreement_stands_when_the_employee_has_ended_it_since(soker, leder, demens):
    rad = enige(gi_kompetanse(soker, demens, 3, fra=om(-100)), 2, bruker=leder)
    registrering.avslutt(rad, om(0), bruker=soker)
    foer = alt(soker)

    with pytest.raises(ValidationError, match="endret siden"):
        bekreftelse.angre(Personkompetanse.objects.get(pk=rad.pk), bruker=leder)
    assert alt(soker) == foer


def test_an_agreement_stands_when_the_level_that_was_claimed_is_registered_anew(soker, leder, demens):
    rad = enige(venter(soker, demens, 4), 2, bruker=leder)
    registrering.registrer(soker.person, Registrering(kompetanse=demens, fra=om(0), nivaa=4), bruker=soker)
    foer = alt(soker)

    with pytest.raises(ValidationError, match="registrert på nytt"):
        bekreftelse.angre(rad, bruker=leder)
    assert alt(soker) == foer
