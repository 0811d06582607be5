"""A goal or a plan chosen by writing: only what one sees, by name or as suggested."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from planer.models import Kompetanseplan, Maal
from planer.valg import PlanvalgField
from tests.planer.factories import lag_dokument, lag_maal, lag_plan

VEDTATT = dt.date(2020, 1, 1)


@pytest.fixture
def planene(tre):
    """By unit: an adopted plan, a draft of another part, and one that is replaced; each with a goal of the same name."""
    felt = {
        "prosjekt": {"gjelder_fra": VEDTATT},
        "barnehager": {},
        "ikt": {"gjelder_fra": VEDTATT, "status": Kompetanseplan.Status.AVLOST},
    }
    planer = {navn: lag_plan(getattr(tre, navn), tittel="Planen", **annet) for navn, annet in felt.items()}
    for plan in planer.values():
        lag_maal(plan, "Levere oftere (smidig)")
    return planer


def velg(slag, bruker, tekst):
    felt = PlanvalgField(slag=slag)
    felt.vis_forslag(bruker)
    return felt.clean(tekst)


@pytest.mark.parametrize(
    ("slag", "tekst"),
    [
        ("maal", "levere OFTERE (smidig)"),
        ("maal", "Levere oftere (smidig) (Planen, Prosjektkontoret)"),
        ("plan", "Planen"),
        ("plan", "planen (prosjektkontoret)"),
    ],
)
def test_what_is_written_is_found_among_what_the_user_sees(planene, soker, slag, tekst):
    plan = planene["prosjekt"]

    assert velg(slag, soker, tekst) == (plan if slag == "plan" else plan.maal.get())


@pytest.mark.parametrize("tekst", ["", "   "])
def test_nothing_written_is_nothing_chosen(soker, tekst):
    assert velg("plan", soker, tekst) is None


@pytest.mark.parametrize(("slag", "navn"), [("maal", "Levere oftere (smidig)"), ("plan", "Planen")])
def test_what_cannot_be_told_apart_or_is_not_seen_is_refused_with_the_words_kept(planene, tre, soker, hr, slag, navn):
    for bruker, tekst, feil in (
        (hr, navn, "flere"),
        (soker, f"{navn} (Planen, Barnehager)", "ingen"),
        (soker, f"{navn} (Barnehager)", "ingen"),
        (soker, "%", "ingen"),
        (soker, "x" * 500, "ingen"),
    ):
        with pytest.raises(ValidationError) as avslag:
            velg(slag, bruker, tekst)
        assert avslag.value.code == feil


@pytest.mark.parametrize("slag", ["maal", "plan"])
def test_only_what_the_user_sees_and_that_is_in_force_or_under_work_is_suggested(client, planene, soker, slag):
    client.force_login(soker)

    svar = client.get(reverse(f"planer:{slag}-suggest"), {slag: "e"}).text

    assert "Prosjektkontoret" in svar
    assert "Barnehager" not in svar
    assert "IKT-tjenester" not in svar


def test_a_goal_of_a_document_can_be_chosen_and_one_that_is_set_aside_not(planene, soker):
    over = lag_maal(lag_dokument("Samfunnsdelen"), "Trygge barn")
    lag_maal(planene["prosjekt"], "Trygge barn", over=over, valg=Maal.Valg.LAGT_TIL_SIDE, bidrag="Gjelder ikke oss.")

    assert velg("maal", soker, "Trygge barn") == over
