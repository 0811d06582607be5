import datetime as dt
from decimal import Decimal

import pytest
from django import forms

from kompetanse.felles.samskriving import Endring, SamskrivForm, Uenig, avgjor, avtrykk
from planer.models import Kompetansebehov
from tests.planer.factories import lag_behov, lag_maal, lag_plan

VIST = {"navn": "Sår", "har": 2, "frist": dt.date(2027, 3, 1), "belop": Decimal("10"), "maal": []}


@pytest.mark.parametrize(
    ("naa", "ny", "endret", "uenig"),
    [
        ({}, {}, set(), set()),
        ({}, {"navn": "Sårstell", "har": 3}, {"navn", "har"}, set()),
        ({"har": 5}, {"navn": "Sårstell"}, {"navn"}, set()),
        ({"navn": "Sårstell"}, {"navn": "Sårstell"}, set(), set()),
        ({"navn": "Stell av sår", "har": 5}, {"navn": "Sårstell", "har": 3}, set(), {"navn", "har"}),
        ({"frist": None}, {"frist": dt.date(2027, 4, 1), "belop": Decimal("10.00")}, set(), {"frist"}),
        ({"har": 0}, {"har": None}, set(), {"har"}),
    ],
)
def test_only_what_both_have_changed_is_a_disagreement(naa, ny, endret, uenig):
    assert avgjor(VIST | naa, VIST | ny, avtrykk(VIST)) == (endret, uenig)


@pytest.mark.parametrize("sett", ["", "{", "[]", "[" * 100_000, "null", '{"navn": 3}'])
def test_a_fingerprint_that_cannot_be_read_stops_nobody_and_breaks_nothing(sett):
    avgjort = avgjor({"har": 2}, {"har": 3}, sett)

    assert avgjort == ({"har"}, set())


class BehovForm(SamskrivForm, forms.ModelForm):
    class Meta:
        model = Kompetansebehov
        fields = ["navn", "har", "kritisk", "maal"]


@pytest.fixture
def behov(tre):
    return lag_behov(lag_plan(tre.prosjekt), "Sår", har=2)


def skjema(behov, vist=None, **data):
    """The form as sent back: what it showed, and what is typed since."""
    vist = vist or BehovForm(instance=behov)
    felt = {"navn": vist["navn"].value(), "har": vist["har"].value() or "", "sett": vist.sett, "maal": []}
    form = BehovForm({**felt, **data}, instance=Kompetansebehov.objects.get(pk=behov.pk))
    assert form.is_valid(), form.errors
    return form


def lagre(form, behov):
    naa = Kompetansebehov.objects.get(pk=behov.pk)
    endret = form.endring.flett(naa)
    naa.save()
    return endret


def test_two_who_change_different_fields_both_get_theirs(behov):
    min_side, din_side = BehovForm(instance=behov), BehovForm(instance=behov)

    assert lagre(skjema(behov, din_side, har="4"), behov) == {"har"}
    assert lagre(skjema(behov, min_side, navn="Sårstell"), behov) == {"navn"}

    behov.refresh_from_db()
    assert (behov.navn, behov.har) == ("Sårstell", 4)


def test_the_second_in_the_same_field_is_shown_both_and_chooses(behov):
    vist = BehovForm(instance=behov)
    lagre(skjema(behov, vist, navn="Stell av sår", kritisk="on"), behov)
    mitt = skjema(behov, vist, navn="Sårstell")

    with pytest.raises(Uenig) as feil:
        lagre(mitt, behov)
    mitt.add_error(None, feil.value)

    assert mitt.errors == {"navn": ["Noen andre har endret dette mens du skrev. Velg hva som skal stå."]}
    assert [(ett.label, ett.andres, ett.navn) for ett in mitt.uenigheter] == [("Behov", "Stell av sår", "uenig-navn")]
    assert mitt["navn"].value() == "Sårstell"

    med_andres = skjema(behov, mitt, **{"uenig-navn": "andres"})
    assert lagre(med_andres, behov) == set()
    behov.refresh_from_db()
    assert (behov.navn, behov.kritisk) == ("Stell av sår", True)

    assert lagre(skjema(behov, mitt, **{"uenig-navn": "mitt"}), behov) == {"navn"}
    behov.refresh_from_db()
    assert (behov.navn, behov.kritisk) == ("Sårstell", True)


def test_a_third_who_writes_meanwhile_is_not_written_over_either(behov):
    vist = BehovForm(instance=behov)
    lagre(skjema(behov, vist, navn="Stell av sår"), behov)
    mitt = skjema(behov, vist, navn="Sårstell")
    with pytest.raises(Uenig) as feil:
        lagre(mitt, behov)
    mitt.add_error(None, feil.value)
    behov.refresh_from_db()
    lagre(skjema(behov, navn="Noe tredje"), behov)

    with pytest.raises(Uenig):
        lagre(skjema(behov, mitt, **{"uenig-navn": "mitt"}), behov)


def test_what_is_many_to_many_is_compared_by_what_it_holds(behov):
    maal = lag_maal(behov.plan)
    vist = BehovForm(instance=behov)
    mitt = skjema(behov, vist, maal=[maal.pk])
    behov.maal.add(maal)

    assert mitt.endring.flett(behov) == set()
    behov.maal.clear()
    assert mitt.endring.flett(behov) == {"maal"}


def test_a_row_that_is_not_stored_yet_holds_nothing(behov):
    nytt = Kompetansebehov(plan=behov.plan)

    assert Endring({"navn": "Nytt", "maal": []}, avtrykk({"navn": "", "maal": []})).flett(nytt) == {"navn"}
    assert nytt.navn == "Nytt"
