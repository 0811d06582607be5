"""A life cycle for an invented noun: the key card, which is ordered, handed out, reported lost and given back."""

from dataclasses import dataclass
from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from kompetanse.felles.overgang import Livslop, Overgang, fra


class Nokkelkort:
    """Stands in for a model: one row, read anew by the lock."""

    lagret = "bestilt"
    slettet = False

    def __init__(self):
        self.pk, self.status = 1, self.lagret

    class objects:
        @staticmethod
        def select_for_update(of):
            return Nokkelkort.objects

        @staticmethod
        def select_related(*felter):
            return Nokkelkort.objects

        @staticmethod
        def filter(pk):
            return Nokkelkort.objects

        @staticmethod
        def first():
            return None if Nokkelkort.slettet else Nokkelkort()

    def save(self):
        Nokkelkort.lagret = self.status


LIVSLOP = Livslop(
    Nokkelkort,
    overganger={
        "lever_ut": Overgang(
            fra("bestilt", rett="kort.deliver"),
            "Lever ut",
            til="i_bruk",
            sporsmaal="Er kortet levert?",
            kvittering="Kortet er levert ut.",
        ),
        "meld_tapt": Overgang(
            {"i_bruk": ("kort.own", "kort.deliver"), "bestilt": ("kort.deliver",)},
            "Meld tapt",
            til="tapt",
            maa_begrunnes=True,
        ),
        "bytt_bilde": Overgang(fra("bestilt", "i_bruk", rett="kort.own"), "Bytt bilde"),
    },
)


def lever_ut(kort, *, bruker):
    kort = LIVSLOP.begynn(kort, "lever_ut", bruker=bruker)
    kort.save()
    return kort


def meld_tapt(kort, *, bruker, grunn):
    kort = LIVSLOP.begynn(kort, "meld_tapt", bruker=bruker, grunn=grunn)
    kort.save()
    return kort


@dataclass(frozen=True)
class Bruker:
    rettigheter: frozenset

    def has_perm(self, rett, objekt=None):
        return rett in self.rettigheter


EIER, VAKT, ANDRE = (Bruker(frozenset(r)) for r in (["kort.own"], ["kort.deliver"], []))


@pytest.fixture(autouse=True)
def bestilt(monkeypatch):
    monkeypatch.setattr(Nokkelkort, "lagret", "bestilt")
    monkeypatch.setattr(Nokkelkort, "slettet", False)


@pytest.mark.parametrize(
    ("tilstand", "bruker", "navn"),
    [
        ("bestilt", EIER, ["bytt_bilde"]),
        ("bestilt", VAKT, ["lever_ut", "meld_tapt"]),
        ("i_bruk", EIER, ["meld_tapt", "bytt_bilde"]),
        ("i_bruk", VAKT, ["meld_tapt"]),
        ("i_bruk", ANDRE, []),
        ("tapt", VAKT, []),
    ],
)
def test_state_and_right_decide_what_is_possible_in_the_order_of_the_table(monkeypatch, tilstand, bruker, navn):
    monkeypatch.setattr(Nokkelkort, "lagret", tilstand)

    assert list(LIVSLOP.mulige(Nokkelkort(), bruker)) == navn


def test_an_action_leads_to_its_state():
    assert lever_ut(Nokkelkort(), bruker=VAKT).status == "i_bruk"
    assert Nokkelkort.lagret == "i_bruk"


def test_an_action_without_a_state_of_its_own_leaves_the_object_where_it_is():
    assert LIVSLOP.begynn(Nokkelkort(), "bytt_bilde", bruker=EIER).status == "bestilt"


def test_an_old_page_is_told_so_and_nothing_is_stored(monkeypatch):
    kort = Nokkelkort()
    monkeypatch.setattr(Nokkelkort, "lagret", "tapt")

    with pytest.raises(ValidationError) as feil:
        lever_ut(kort, bruker=VAKT)

    assert (feil.value.code, Nokkelkort.lagret) == ("stale", "tapt")


def test_an_object_that_is_gone_is_too_late_as_well(monkeypatch):
    kort = Nokkelkort()
    monkeypatch.setattr(Nokkelkort, "slettet", True)

    with pytest.raises(ValidationError) as feil:
        lever_ut(kort, bruker=VAKT)

    assert feil.value.code == "stale"


def test_one_without_the_right_is_refused():
    with pytest.raises(PermissionDenied):
        lever_ut(Nokkelkort(), bruker=ANDRE)


def test_one_who_has_the_right_in_another_state_has_an_old_page():
    with pytest.raises(ValidationError) as feil:
        meld_tapt(Nokkelkort(), bruker=EIER, grunn="Mistet på bussen.")

    assert feil.value.code == "stale"


def test_a_reason_of_blanks_is_no_reason():
    with pytest.raises(ValidationError) as feil:
        meld_tapt(Nokkelkort(), bruker=VAKT, grunn="  ")

    assert feil.value.message_dict == {"kommentar": ["Skriv en begrunnelse."]}
    assert Nokkelkort.lagret == "bestilt"


def test_an_answer_counts_for_the_step_that_the_page_showed_and_no_other():
    livslop = Livslop(Nokkelkort, LIVSLOP.overganger, steg=lambda kort: SimpleNamespace(pk=7))

    assert livslop.begynn(Nokkelkort(), "lever_ut", bruker=VAKT, steg=7).status == "i_bruk"
    for vist in (6, 8):
        with pytest.raises(ValidationError, match="endret siden du åpnet"):
            livslop.begynn(Nokkelkort(), "lever_ut", bruker=VAKT, steg=vist)
