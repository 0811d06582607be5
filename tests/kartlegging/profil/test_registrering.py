"""What people register about themselves: what is taken in, what is refused with a word, and what two devices do at once."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from kartlegging.models import Personkompetanse
from kartlegging.profil import registrering
from kartlegging.profil.registrering import Registrering, om_maaneder, registrer
from kompetanse.felles.models import Hendelse
from tests.kartlegging.factories import Tilstand, gi_kompetanse, lag_bevis, lag_kompetanse, om
from tests.parallelt import samtidig
from tests.rollebesetning import lag_bruker


@pytest.fixture
def demens(tre):
    return lag_kompetanse("Demens")


@pytest.fixture
def truck(tre):
    return lag_bevis("Truckførerbevis", gyldig_mnd=12)


pytestmark = pytest.mark.django_db


def legg_til(bruker, kompetanse, **felt):
    ny = Registrering(kompetanse=kompetanse, **{"fra": timezone.localdate(), **felt})
    return registrer(bruker.person, ny, bruker=bruker)


def feil(funksjon, *args, **kwargs):
    """The messages of a refusal, by field."""
    with pytest.raises(ValidationError) as avslag:
        funksjon(*args, **kwargs)
    return getattr(avslag.value, "message_dict", None) or avslag.value.messages


# --- Adding -------------------------------------------------------------------------------------


def test_what_one_registers_is_self_assessed_waits_and_leaves_one_line(soker, demens):
    rad = legg_til(soker, demens, nivaa=2, kommentar="Demensomsorgens ABC")

    assert (rad.tilstand, rad.nivaa, rad.registrert_av, rad.kommentar) == (
        Tilstand.EGENVURDERT,
        2,
        soker,
        "Demensomsorgens ABC",
    )
    assert list(Personkompetanse.objects.venter()) == [rad]
    assert list(Hendelse.objects.for_objekt(rad).values_list("handling", "utfort_av")) == [
        ("kompetanse.registrert", soker.pk)
    ]


def test_an_empty_last_day_is_counted_from_the_first_by_the_catalogue(soker, truck):
    rad = legg_til(soker, truck, fra=om(-1))

    assert rad.til == om_maaneder(om(-1), 12)


@pytest.mark.parametrize(
    ("fra", "antall", "til"),
    [
        (dt.date(2026, 3, 1), 12, dt.date(2027, 3, 1)),
        (dt.date(2026, 12, 31), 2, dt.date(2027, 2, 28)),
        (dt.date(2024, 2, 29), 12, dt.date(2025, 2, 28)),
        (dt.date(2026, 1, 31), 48, dt.date(2030, 1, 31)),
    ],
)
def test_months_end_on_the_same_day_or_the_last_of_a_shorter_month(fra, antall, til):
    assert om_maaneder(fra, antall) == til


def test_something_begun_has_a_day_when_it_is_expected_and_does_not_count(soker, demens):
    rad = legg_til(soker, demens, nivaa=2, forventet=om(60))

    assert (rad.tilstand, rad.forventet) == (Tilstand.PAABEGYNT, om(60))
    assert not Personkompetanse.objects.gyldig().exists()


def test_what_was_begun_is_finished_by_registering_it(soker, demens):
    legg_til(soker, demens, nivaa=2, forventet=om(60))

    rad = legg_til(soker, demens, nivaa=2)

    assert list(soker.person.kompetanser.all()) == [rad]


def test_a_proof_may_be_renewed_before_the_old_one_ends(soker, truck):
    gi_kompetanse(soker, truck, fra=om(-300), til=om(65))

    legg_til(soker, truck)

    assert soker.person.kompetanser.gyldig().count() == 2


# --- What is refused ----------------------------------------------------------------------------


@pytest.mark.parametrize("nivaa", [None, 0, 5, -1])
def test_a_level_outside_the_scale_is_refused(soker, demens, nivaa):
    assert feil(legg_til, soker, demens, nivaa=nivaa) == {"nivaa": ["Velg et nivå fra 1 til 4."]}


def test_a_level_of_something_without_levels_is_refused(soker, truck):
    assert feil(legg_til, soker, truck, nivaa=1) == {"nivaa": ["Denne har ikke nivåer."]}


def test_backward_dates_are_refused(soker, truck):
    assert feil(legg_til, soker, truck, fra=om(-1), til=om(-2)) == {
        "til": ["Gyldig til kan ikke komme før fra-datoen."]
    }


def test_a_proof_that_has_run_out_is_refused_as_new_and_kept_as_history_when_one_says_so(soker, truck):
    svar = feil(legg_til, soker, truck, fra=om(-400), til=om(-1))
    assert svar["til"][0].startswith("Beviset gikk ut ")

    rad = legg_til(soker, truck, fra=om(-400), til=om(-1), historikk=True)

    assert rad.til == om(-1)
    assert not Personkompetanse.objects.gyldig().exists()
    assert not Personkompetanse.objects.venter().exists()


def test_the_same_level_is_registered_once_and_the_next_from_the_day_after(soker, demens):
    legg_til(soker, demens, nivaa=2, til=om(30))

    assert "nivaa" not in feil(legg_til, soker, demens, nivaa=2, fra=om(30))
    assert "fra" in feil(legg_til, soker, demens, nivaa=2)
    legg_til(soker, demens, nivaa=2, fra=om(31))
    legg_til(soker, demens, nivaa=3)
    assert soker.person.kompetanser.count() == 3


def test_an_open_level_is_registered_once(soker, demens):
    legg_til(soker, demens, nivaa=2)

    assert feil(legg_til, soker, demens, nivaa=2) == {
        "nivaa": ["Nivå 2 er alt registrert. Velg et annet nivå, eller endre det som står der."]
    }


def test_the_same_proof_is_registered_once(soker, truck):
    legg_til(soker, truck)

    assert feil(legg_til, soker, truck) == ["Dette beviset er alt registrert, med samme datoer."]


def test_a_day_to_come_is_refused_unless_it_renews_what_one_has(soker, truck):
    assert "fra" in feil(legg_til, soker, truck, fra=om(1))

    gi_kompetanse(soker, truck, fra=om(-300), til=om(10))

    assert legg_til(soker, truck, fra=om(11)).fra == om(11)


def test_a_retired_or_merged_competence_is_refused_with_a_word(soker, demens):
    demens.avviklet = om(0)
    demens.save()
    assert feil(legg_til, soker, demens, nivaa=1) == ["«Demens» er ikke lenger i katalogen. Velg en annen."]

    demens.slaatt_sammen_med = lag_kompetanse("Demensomsorg")
    demens.save()
    assert feil(legg_til, soker, demens, nivaa=1) == ["«Demens» er slått sammen med «Demensomsorg». Velg den i stedet."]


def test_a_certificate_that_is_only_shown_is_not_registered_by_oneself(soker, tre):
    attest = lag_bevis("Politiattest fremlagt", kun_fremvises=True)

    assert feil(legg_til, soker, attest)[0].startswith("«Politiattest fremlagt» vises frem for lederen")
    assert not Personkompetanse.objects.exists()


def test_nobody_registers_for_another(soker, kollega, leder, hr, demens):
    ny = Registrering(kompetanse=demens, fra=om(0), nivaa=1)

    for annen in (kollega, leder, hr):
        with pytest.raises(PermissionDenied):
            registrer(soker.person, ny, bruker=annen)

    assert not Personkompetanse.objects.exists()


# --- Afterwards ---------------------------------------------------------------------------------


def test_what_is_not_confirmed_can_be_corrected_and_one_returned_is_handed_in_again(soker, demens):
    rad = gi_kompetanse(soker, demens, 3, tilstand=Tilstand.RETURNERT, vurdering="Ta det i samtalen.")

    registrering.endre(rad, Registrering(kompetanse=demens, fra=om(-5), nivaa=2), bruker=soker)

    rad.refresh_from_db()
    assert (rad.tilstand, rad.nivaa, rad.vurdering) == (Tilstand.EGENVURDERT, 2, "")


def test_a_confirmed_one_is_ended_but_neither_corrected_nor_deleted(soker, demens):
    rad = gi_kompetanse(soker, demens, 2)
    bekreftet = ["Lederen din har bekreftet denne. Forny den, eller avslutt den, i stedet."]

    assert feil(registrering.endre, rad, Registrering(kompetanse=demens, fra=om(0), nivaa=3), bruker=soker) == bekreftet
    assert feil(registrering.slett, rad, bruker=soker) == bekreftet
    registrering.avslutt(rad, om(-1), bruker=soker)

    rad.refresh_from_db()
    assert (rad.nivaa, rad.til, rad.tilstand) == (2, om(-1), Tilstand.BEKREFTET)
    assert not Personkompetanse.objects.gyldig().exists()


@pytest.mark.parametrize("siste", [-11, 1])
def test_it_ends_on_a_day_since_it_began_and_not_to_come(soker, demens, siste):
    rad = gi_kompetanse(soker, demens, 2, fra=om(-10))

    assert list(feil(registrering.avslutt, rad, om(siste), bruker=soker)) == ["siste_dag"]


def test_what_has_run_out_is_not_ended_again(soker, truck):
    rad = gi_kompetanse(soker, truck, fra=om(-10), til=om(-5))

    assert list(feil(registrering.avslutt, rad, om(-2), bruker=soker)) == ["siste_dag"]


def test_how_one_uses_it_is_ones_own_to_say_also_when_confirmed(soker, demens):
    rad = gi_kompetanse(soker, demens, 2)

    registrering.sett_bruk(rad, Personkompetanse.Bruk.MER, bruker=soker)

    rad.refresh_from_db()
    assert (rad.bruk, rad.tilstand) == ("mer", Tilstand.BEKREFTET)


def test_what_is_gone_is_told_and_not_made_anew(soker, demens):
    rad = gi_kompetanse(soker, demens, 2, tilstand=Tilstand.EGENVURDERT)
    registrering.slett(Personkompetanse.objects.get(pk=rad.pk), bruker=soker)

    svar = feil(registrering.endre, rad, Registrering(kompetanse=demens, fra=om(0), nivaa=3), bruker=soker)

    assert svar == ["Registreringen er endret eller tatt bort siden du åpnet siden. Last siden på nytt."]
    assert not Personkompetanse.objects.exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("nivaaer", [True, False])
def test_two_devices_that_add_the_same_at_once_make_one(kommune, tre, nivaaer):
    bruker = lag_bruker("Liv", tre.prosjekt)
    kompetanse = lag_kompetanse("Demens", nivaaer=nivaaer)
    ny = Registrering(kompetanse=kompetanse, fra=om(0), nivaa=2 if nivaaer else None)

    svar = samtidig(kommune.pk, *(lambda: registrer(bruker.person, ny, bruker=bruker) for _nr in range(2)))

    assert sorted(type(ett).__name__ for ett in svar) == ["Personkompetanse", "ValidationError"]
    assert bruker.person.kompetanser.count() == 1
