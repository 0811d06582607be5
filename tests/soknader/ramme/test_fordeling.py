import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from hypothesis import given
from hypothesis import strategies as st

from kompetanse.felles.models import Hendelse
from kompetanse.organisasjon.models import Stilling
from soknader.models import Fordelingsnokkel, Fordelt
from soknader.ramme import fordeling
from tests.rollebesetning import START, lag_bruker, lag_enhet
from tests.soknader.factories import lag_ramme

DATO = dt.date(2026, 1, 1)
AVDELING = 3


def fordelt(belop, *vekter):
    return [str(del_av) for del_av in fordeling.fordel(Decimal(belop), [Decimal(vekt) for vekt in vekter])]


def test_fordel_gives_the_left_over_oere_to_the_largest_remainders():
    assert fordelt("100", 1, 1, 1) == ["33.34", "33.33", "33.33"]
    assert fordelt("0.02", 1, 1, 1) == ["0.01", "0.01", "0.00"]
    assert fordelt("1000000", 10, 20, 30.5) == ["165289.26", "330578.51", "504132.23"]
    assert fordelt("0.01", 1, 2) == ["0.00", "0.01"]


def test_fordel_breaks_ties_by_weight_and_then_by_place():
    # 0.05 over 1, 3, 1, 3 gives 0.5 left to 1 and 1, but 0.875 to 3 and 3; over 2 and 6 the remainders are equal.
    assert fordelt("0.02", 2, 6) == ["0.00", "0.02"]
    assert fordelt("0.01", 5, 5) == ["0.01", "0.00"]


def test_fordel_of_nothing_needs_no_weights():
    assert fordelt("0", 0, 0) == ["0.00", "0.00"]


@pytest.mark.parametrize("vekter", [[], [0, 0], [-1, 2]])
def test_fordel_refuses_weights_that_lead_nowhere(vekter):
    with pytest.raises(ValidationError) as feil:
        fordelt("10", *vekter)

    assert feil.value.code == "ingen_vekt"


@given(
    oere=st.integers(0, 10**14),
    vekter=st.lists(st.integers(0, 10**9), min_size=1, max_size=60).filter(any),
)
def test_parts_sum_to_the_whole_and_are_within_an_oere_of_their_share(oere, vekter):
    belop, vekter = Decimal(oere).scaleb(-2), [Decimal(vekt).scaleb(-2) for vekt in vekter]

    deler = fordeling.fordel(belop, vekter)

    assert sum(deler) == belop
    assert deler == fordeling.fordel(belop, vekter)
    sum_vekt = sum(vekter)
    for del_av, vekt in zip(deler, vekter, strict=True):
        assert abs(del_av * sum_vekt - belop * vekt) < Decimal("0.01") * sum_vekt
        assert vekt or not del_av


def test_tell_counts_a_person_with_two_positions_once(tre, soker, kollega):
    Stilling.objects.create(person=soker.person, enhet=tre.ikt, tittel="Timelærer", prosent=Decimal("33.33"), fra=START)
    Stilling.objects.create(person=soker.person, enhet=tre.hr, tittel="Vikar", prosent=20, fra=START)
    Stilling.objects.filter(person=kollega.person).update(prosent=Decimal("50.50"))

    telling = fordeling.tell(tre.rot.kommune_id, AVDELING, DATO)

    assert telling == {
        tre.ikt.path: fordeling.Telling(2, Decimal("1.84")),
        tre.hr.path: fordeling.Telling(1, Decimal("0.20")),
    }


def test_tell_asks_who_held_the_positions_on_the_date(tre, soker, kollega):
    Stilling.objects.filter(person=soker.person).update(til=dt.date(2025, 12, 31))
    Stilling.objects.filter(person=kollega.person).update(fra=dt.date(2026, 1, 1))

    def ansatte(dato):
        return [telling.ansatte for telling in fordeling.tell(tre.rot.kommune_id, AVDELING, dato).values()]

    assert [ansatte(dt.date(2025, 12, 31)), ansatte(DATO), ansatte(dt.date(2019, 1, 1))] == [[1], [1], []]


def test_grunnlag_names_the_level_and_branches_that_end_above_it(tre, soker, hr, etatsdirektor):
    kultur = lag_enhet(tre.rot, "Kultur")
    lag_bruker("Kaia", kultur)
    lag_bruker("Sara", tre.stab)

    rader, utenfor = fordeling.grunnlag(lag_ramme(), AVDELING, DATO)

    assert [(rad.enhet.navn, rad.telling.ansatte) for rad in rader] == [
        ("IKT-tjenester", 1),
        ("HR og virksomhetsstyring", 1),
        ("Barnehager", 0),
        ("Kultur", 1),
    ]
    assert utenfor == fordeling.Telling(2, Decimal("2.00"))  # Eva in the root, Sara in Stab itself


def test_nivaaer_and_the_one_proposed(tre):
    assert fordeling.nivaaer(tre.rot.kommune_id) == [2, 3, 4]
    assert fordeling.standardnivaa(tre.rot.kommune_id, [2, 3, 4]) == 3
    assert fordeling.standardnivaa(tre.rot.kommune_id, [2]) == 2


def grunnlag(ramme, nokkel, egne_vekter=None, uten=()):
    rader, _utenfor = fordeling.grunnlag(ramme, AVDELING, DATO)
    for rad in rader:
        rad.med = rad.enhet not in uten
    fordeling.sett_belop(ramme, rader, nokkel, egne_vekter)
    return rader


def test_sett_belop_by_each_key(tre, soker, kollega, hr):
    Stilling.objects.filter(person=kollega.person).update(prosent=50)
    ramme = lag_ramme(total=1000, fordelt=1000)

    def belop(*args, **kwargs):
        return [str(rad.belop) for rad in grunnlag(ramme, *args, **kwargs)]

    assert belop(Fordelingsnokkel.ANSATTE) == ["666.67", "333.33", "0.00"]
    assert belop(Fordelingsnokkel.AARSVERK) == ["600.00", "400.00", "0.00"]
    assert belop(Fordelingsnokkel.VEKTER, {tre.barnehager.pk: 3, tre.hr.pk: Decimal("1")}) == [
        "0.00",
        "250.00",
        "750.00",
    ]
    assert belop(Fordelingsnokkel.ANSATTE, uten=[tre.ikt]) == ["0.00", "1000.00", "0.00"]


def test_lagre_replaces_the_distribution_and_is_logged(tre, soker, hr):
    ramme = lag_ramme(fordelt=1_000_000, fordelinger={tre.barnehager: 1_000_000})

    fordeling.lagre(ramme, grunnlag(ramme, "aarsverk", uten=[tre.barnehager]), nokkel="aarsverk", bruker=hr)

    ramme.refresh_from_db()
    assert ramme.nokkel == "aarsverk"
    assert list(Fordelt.objects.values_list("enhet__navn", "vekt", "belop")) == [
        ("IKT-tjenester", 1, 500_000),
        ("HR og virksomhetsstyring", 1, 500_000),
    ]
    assert [linje.handling for linje in Hendelse.objects.for_objekt(ramme)] == ["ramme.fordelt"]


def test_lagre_refuses_when_the_amount_has_changed_since(tre, soker, hr):
    ramme = lag_ramme(fordelt=1_000_000, fordelinger={tre.barnehager: 1_000_000})
    rader = grunnlag(ramme, "ansatte")
    type(ramme).objects.filter(pk=ramme.pk).update(fordelt=900_000)

    with pytest.raises(ValidationError) as feil:
        fordeling.lagre(ramme, rader, nokkel="ansatte", bruker=hr)

    assert feil.value.code == "foreldet"
    assert Fordelt.objects.get().enhet == tre.barnehager


def test_lagre_is_for_hr_only(tre, soker, leder):
    ramme = lag_ramme()

    with pytest.raises(PermissionDenied):
        fordeling.lagre(ramme, grunnlag(ramme, "ansatte"), nokkel="ansatte", bruker=leder)


def test_fingeravtrykk_changes_with_the_amounts(tre, soker, hr):
    ramme = lag_ramme()
    likt = fordeling.fingeravtrykk(ramme, grunnlag(ramme, "ansatte"))

    assert fordeling.fingeravtrykk(ramme, grunnlag(ramme, "ansatte")) == likt
    assert fordeling.fingeravtrykk(ramme, grunnlag(ramme, "ansatte", uten=[tre.ikt])) != likt
