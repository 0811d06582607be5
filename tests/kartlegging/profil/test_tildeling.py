"""What completing a course gives: once, never less than one had, and confirmed only as it should be."""

import pytest

from kartlegging.models import Personkompetanse
from kartlegging.profil import tildeling
from kartlegging.profil.registrering import om_maaneder
from kartlegging.profil.tildeling import Gave
from kompetanse.felles.models import Hendelse
from tests.kartlegging.factories import gi_kompetanse, lag_kompetanse, om

pytestmark = pytest.mark.django_db

BEKREFTET, EGENVURDERT, PAABEGYNT = "bekreftet", "egenvurdert", "paabegynt"


@pytest.fixture
def bevis(tre):
    return lag_kompetanse("Førstehjelp", nivaaer=False, gyldig_mnd=24)


@pytest.fixture
def sar(tre):
    return lag_kompetanse("Sårbehandling")


def rader(person):
    alle = Personkompetanse.objects.filter(person=person).order_by("fra", "pk")
    return [(str(rad.kompetanse), rad.nivaa, rad.fra, rad.til, rad.tilstand) for rad in alle]


def test_many_get_it_confirmed_and_valid_for_as_long_as_it_lasts(bevis, soker, kollega, hr):
    gave = Gave(bevis, None, om(-1), bekreftet=True, kilde="Kurs i førstehjelp", institusjon="Røde Kors")

    assert tildeling.gi([soker.person_id, kollega.person_id], gave, bruker=hr) == 2

    ventet = [("Førstehjelp", None, om(-1), om_maaneder(om(-1), 24), BEKREFTET)]
    assert rader(soker.person) == rader(kollega.person) == ventet
    rad = Personkompetanse.objects.get(person=soker.person)
    assert (rad.vurdert_av, rad.kommentar, rad.institusjon) == (hr, "Kurs i førstehjelp", "Røde Kors")
    assert rad.i_rolle == "HR-rådgiver, Fjordby kommune"
    assert Hendelse.objects.filter(handling="kompetanse.gitt").count() == 2


@pytest.mark.parametrize("nivaa", [None, 2])
@pytest.mark.parametrize("bekreftet", [True, False])
def test_given_twice_is_given_once(bevis, sar, soker, hr, nivaa, bekreftet):
    gave = Gave(sar if nivaa else bevis, nivaa, om(-1), bekreftet)

    antall = [tildeling.gi([soker.person_id], gave, bruker=hr) for _ganger in range(2)]

    assert antall == [1, 0]
    assert [rad[-1] for rad in rader(soker.person)] == [BEKREFTET if bekreftet else EGENVURDERT]


def test_nobody_confirms_what_one_gets_oneself(sar, soker, hr):
    tildeling.gi([soker.person_id, hr.person_id], Gave(sar, 2, om(-1), bekreftet=True), bruker=hr)

    assert [rader(en.person)[0][-1] for en in (soker, hr)] == [BEKREFTET, EGENVURDERT]


def test_those_who_have_left_get_nothing(sar, soker, kollega, hr):
    kollega.person.stillinger.update(til=om(-1))

    assert tildeling.gi([soker.person_id, kollega.person_id], Gave(sar, 2, om(-3), bekreftet=True), bruker=hr) == 1
    assert rader(kollega.person) == []


@pytest.mark.parametrize(
    ("hadde", "bekreftet", "ventet"),
    [
        # One's own word is confirmed by the course, and lasts as it did.
        ((EGENVURDERT, None), True, [(-100, None, BEKREFTET)]),
        ((EGENVURDERT, None), False, [(-100, None, EGENVURDERT)]),
        ((BEKREFTET, None), True, [(-100, None, BEKREFTET)]),
        # What would have ended goes on, without end here.
        ((EGENVURDERT, 10), False, [(-100, None, EGENVURDERT)]),
        ((BEKREFTET, 10), True, [(-100, None, BEKREFTET)]),
        # What a leader confirmed is not prolonged by what none has: that is a row of its own.
        ((BEKREFTET, 10), False, [(-100, 10, BEKREFTET), (11, None, EGENVURDERT)]),
        # What ended before is history.
        ((BEKREFTET, -50), True, [(-100, -50, BEKREFTET), (-1, None, BEKREFTET)]),
    ],
)
def test_a_level_that_one_had_is_confirmed_and_lasts_longer_and_is_never_less(sar, soker, hr, hadde, bekreftet, ventet):
    tilstand, til = hadde
    gi_kompetanse(soker, sar, nivaa=2, fra=om(-100), til=til and om(til), tilstand=tilstand)

    tildeling.gi([soker.person_id], Gave(sar, 2, om(-1), bekreftet), bruker=hr)

    dager = [(om(fra), slutt and om(slutt), tilstand) for fra, slutt, tilstand in ventet]
    assert [rad[2:] for rad in rader(soker.person)] == dager


def test_a_renewed_proof_is_a_row_of_its_own_and_what_was_begun_is_finished(bevis, soker, hr):
    gi_kompetanse(soker, bevis, fra=om(-700), til=om(30), tilstand=BEKREFTET)
    gi_kompetanse(soker, bevis, fra=om(-10), tilstand=PAABEGYNT, forventet=om(5))

    tildeling.gi([soker.person_id], Gave(bevis, None, om(-1), bekreftet=True), bruker=hr)

    assert [(rad[2], rad[-1]) for rad in rader(soker.person)] == [(om(-700), BEKREFTET), (om(-1), BEKREFTET)]


def test_what_cannot_be_given_says_why(sar, bevis, tre):
    vist = lag_kompetanse("Politiattest", nivaaer=False, kun_fremvises=True)
    avviklet = lag_kompetanse("Gammelt system", nivaaer=False, avviklet=om(-1))

    assert [bool(tildeling.hindring(*hva)) for hva in ((sar, 2), (sar, None), (sar, 9), (bevis, None))] == [
        *(False, True, True, False)
    ]
    assert tildeling.hindring(vist, None).startswith("Føres inn av lederen")
    assert tildeling.hindring(avviklet, None) == "Er ikke lenger i katalogen."


def test_the_statements_do_not_grow_with_the_number(sar, soker, kollega, leder, hr, django_assert_num_queries):
    en, tre = [soker.person_id], [soker.person_id, kollega.person_id, leder.person_id]
    tildeling.gi(en, Gave(sar, 4, om(-1), bekreftet=True), bruker=hr)
    for personer, nivaa in ((en, 3), (tre, 2)):
        with django_assert_num_queries(9):
            tildeling.gi(personer, Gave(sar, nivaa, om(-1), bekreftet=True), bruker=hr)
