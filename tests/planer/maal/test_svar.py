"""A plan's answers to the goals above it."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from kompetanse.felles.models import Hendelse
from planer.maal import svar
from planer.models import Maal
from tests.planer.factories import lag_dokument, lag_maal, lag_plan


@pytest.fixture
def over(kommune):
    return lag_maal(
        lag_dokument(), "Rett kompetanse", nummer="1.1", indikator="Andel", maaleenhet="%", utgangspunkt=70, maaltall=85
    )


@pytest.fixture
def plan(tre):
    return lag_plan(tre.prosjekt)


def test_bidra_makes_an_answer_with_the_name_and_the_indicator_but_no_figures(plan, over, leder):
    svar.bidra(plan, over, " Tre tar fagbrev. ", bruker=leder)

    svaret = plan.maal.get()
    assert (svaret.navn, svaret.nummer, svaret.valg, svaret.bidrag) == (
        *("Rett kompetanse", "1.1", "bidrar", "Tre tar fagbrev."),
    )
    assert (svaret.indikator, svaret.maaleenhet, svaret.utgangspunkt, svaret.maaltall) == ("Andel", "%", None, None)
    linje = Hendelse.objects.for_objekt(svaret).get()
    assert (linje.handling, linje.utfort_av, linje.i_rolle) == ("maal.bidrar", leder, "Leder, Prosjektkontoret")


def test_an_answer_can_be_changed_to_the_other_and_there_is_never_more_than_one(plan, over, leder):
    svar.bidra(plan, over, "Vi kan", bruker=leder)
    svar.legg_til_side(plan, over, "Vi kan ikke", bruker=leder)

    assert list(plan.maal.values_list("valg", "bidrag")) == [("lagt_til_side", "Vi kan ikke")]


@pytest.mark.parametrize("grunn", ["", "  \n"])
def test_a_goal_is_not_set_aside_without_a_reason(plan, over, leder, grunn):
    with pytest.raises(ValidationError, match="Skriv hvorfor"):
        svar.legg_til_side(plan, over, grunn, bruker=leder)

    assert not plan.maal.exists()


def test_nobody_contributes_to_what_the_plan_above_has_set_aside(tre, over, leder):
    sektor = lag_plan(tre.stab)
    lagt_bort = lag_maal(sektor, over.navn, over=over, valg=Maal.Valg.LAGT_TIL_SIDE, bidrag="Ikke nå")
    plan = lag_plan(tre.prosjekt, overordnet=sektor)

    with pytest.raises(ValidationError, match="kommer ikke lenger ovenfra"):
        svar.bidra(plan, lagt_bort, bruker=leder)

    assert not plan.maal.exists()


def test_what_is_set_aside_above_later_can_be_set_aside_below_but_not_contributed_to_again(tre, over, leder):
    sektor = lag_plan(tre.stab)
    videre = lag_maal(sektor, over.navn, over=over, valg=Maal.Valg.BIDRAR)
    plan = lag_plan(tre.prosjekt, overordnet=sektor)
    svar.bidra(plan, videre, "Vi er med", bruker=leder)
    videre.valg, videre.bidrag = Maal.Valg.LAGT_TIL_SIDE, "Ikke nå"
    videre.save()

    with pytest.raises(ValidationError):
        svar.bidra(plan, videre, "Likevel", bruker=leder)
    svar.legg_til_side(plan, videre, "Falt bort over oss", bruker=leder)

    svaret = svar.svar_paa(plan, videre.pk)
    assert (svaret.valg, svaret.bidrag) == ("lagt_til_side", "Falt bort over oss")


def test_only_those_who_may_change_the_plan_answer_and_only_while_it_is_open(plan, over, leder, kollega):
    with pytest.raises(PermissionDenied):
        svar.bidra(plan, over, bruker=kollega)
    plan.status = plan.Status.TIL_BEHANDLING
    plan.save()
    with pytest.raises(PermissionDenied):
        svar.bidra(plan, over, bruker=leder)

    assert not plan.maal.exists()
