"""Step 1 of a plan, as a leader uses it."""

import pytest
from django.urls import reverse
from lxml import html

from planer.models import Maal, Maaling
from tests.klokke import dag
from tests.planer.factories import lag_dokument, lag_maal, lag_plan


@pytest.fixture
def plan(tre):
    return lag_plan(tre.prosjekt)


@pytest.fixture
def over(tre):
    return lag_maal(
        lag_dokument("Samfunnsdelen", tre.rot), "Rett kompetanse", utgangspunkt=70, maaltall=85, maaleenhet="%"
    )


@pytest.fixture
def som_leder(client, leder):
    client.force_login(leder)
    return client


def siden(plan, sporring=""):
    return reverse("planer:plan-maal", args=[plan.pk]) + sporring


def svar_paa(client, plan, over, *, underveis=False, **data):
    htmx = {"HX-Request": "true"} if underveis else {}
    return client.post(reverse("planer:maal-answer", args=[plan.pk, over.pk]), data, headers=htmx)


def test_the_page_shows_what_comes_from_above_and_that_it_waits(som_leder, plan, over):
    svar = som_leder.get(siden(plan))

    ((gruppe, (kort,)),) = svar.context["grupper"]
    assert (gruppe.kilde, kort.arvet.maal, kort.arvet.svar) == (over.dokument, over, None)
    assert svar.context["arvet_tekst"] == "Ett venter på svar"
    assert "70\xa0% → 85\xa0%" in svar.content.decode()


def test_one_click_contributes_and_then_the_page_asks_how(som_leder, plan, over):
    svar = svar_paa(som_leder, plan, over, valg="bidrar")

    assert svar["Location"] == siden(plan, f"?svar={over.pk}&valg=bidrar#over-{over.pk}")
    assert plan.maal.get().valg == Maal.Valg.BIDRAR
    assert "Slik bidrar vi" in som_leder.get(svar["Location"]).content.decode()


def test_setting_aside_asks_for_the_reason_and_keeps_it(som_leder, plan, over):
    uten = svar_paa(som_leder, plan, over, valg="lagt_til_side", bidrag=" ")
    assert "Fyll ut dette feltet." in uten.content.decode()
    assert not plan.maal.exists()

    med = svar_paa(som_leder, plan, over, valg="lagt_til_side", bidrag="Gjelder ikke oss.")

    assert med["Location"] == siden(plan, f"#over-{over.pk}")
    side = som_leder.get(siden(plan))
    assert side.context["arvet_tekst"] == "Ett lagt til side"
    assert "Gjelder ikke oss." in side.content.decode()
    assert side.context["rader"] == []


def test_the_open_form_holds_what_was_said_and_nothing_of_the_other_answer(som_leder, plan, over):
    svar_paa(som_leder, plan, over, valg="lagt_til_side", bidrag="Gjelder ikke oss.")

    samme = som_leder.get(siden(plan, f"?svar={over.pk}&valg=lagt_til_side")).context["grupper"][0][1][0].skjema
    annet = som_leder.get(siden(plan, f"?svar={over.pk}&valg=bidrar")).context["grupper"][0][1][0].skjema

    assert (samme["bidrag"].value(), annet["bidrag"].value()) == ("Gjelder ikke oss.", "")


def sett_i(svar):
    """The fingerprint that goes with what the page shows now."""
    return html.fromstring(svar.content).xpath("//input[@name='sett']/@value")[0]


def test_how_one_contributes_is_stored_while_one_types_and_goes_on_from_there(som_leder, plan, over):
    lag_maal(plan, over.navn, over=over, valg=Maal.Valg.BIDRAR, bidrag="Fagbrev")
    sett = sett_i(som_leder.get(siden(plan, f"?svar={over.pk}&valg=bidrar")))

    for tekst in ("Tre tar", "Tre tar fagbrev"):
        svar = svar_paa(som_leder, plan, over, underveis=True, valg="bidrar", bidrag=tekst, sett=sett)
        sett = sett_i(svar)

    assert svar["HX-Trigger"] == "lagret"
    assert plan.maal.get().bidrag == "Tre tar fagbrev"


def test_a_goal_is_not_set_aside_before_the_reason_is_typed(som_leder, plan, over):
    lag_maal(plan, over.navn, over=over, valg=Maal.Valg.BIDRAR, bidrag="Fagbrev")
    sett = sett_i(som_leder.get(siden(plan, f"?svar={over.pk}&valg=lagt_til_side")))

    svar = svar_paa(som_leder, plan, over, underveis=True, valg="lagt_til_side", bidrag="", sett=sett)

    assert "Ikke lagret" in svar.content.decode()
    assert (plan.maal.get().valg, plan.maal.get().bidrag) == ("bidrar", "Fagbrev")


@pytest.mark.parametrize(
    ("min", "andres"), [({"valg": "bidrar"}, "lagt_til_side"), ({"valg": "lagt_til_side", "bidrag": "Nei"}, "bidrar")]
)
def test_two_who_answer_at_once_both_see_both_and_the_second_chooses(som_leder, plan, over, min, andres):
    min = {**min, "sett": sett_i(som_leder.get(siden(plan)))}
    lag_maal(plan, over.navn, over=over, valg=andres, bidrag="Det den første skrev")

    underveis = svar_paa(som_leder, plan, over, underveis=True, **min)
    svar = svar_paa(som_leder, plan, over, **min)

    assert "Ikke lagret" in underveis.content.decode()
    assert "Det den første skrev" in html.fromstring(svar.content).xpath("string(//form[@class='skjema'])")
    assert (plan.maal.get().valg, plan.maal.get().bidrag) == (andres, "Det den første skrev")

    svar_paa(som_leder, plan, over, **{**min, "sett": sett_i(svar)})
    assert (plan.maal.get().valg, plan.maal.get().bidrag) == (min["valg"], min.get("bidrag", ""))


@pytest.mark.parametrize("valg", ["", "eget", "noe"])
def test_an_unknown_answer_is_told_and_nothing_is_stored(som_leder, plan, over, valg):
    svar = svar_paa(som_leder, plan, over, valg=valg, bidrag="Vi vil")

    assert svar.status_code == 200
    assert "Vi vil" in svar.content.decode()
    assert not plan.maal.exists()


def test_a_goal_that_does_not_come_to_the_plan_is_not_found(som_leder, tre, plan):
    fremmed = lag_maal(lag_dokument("Oppvekstplanen", tre.oppvekst))

    assert svar_paa(som_leder, plan, fremmed, valg="bidrar").status_code == 404


def test_own_and_inherited_goals_are_measured_in_one_table(som_leder, plan, over, leder):
    svar_paa(som_leder, plan, over, valg="bidrar", bidrag="Vi tar fagbrev")
    eget = lag_maal(plan, "Veileder fra første vakt", indikator="Nye", maaleenhet="%", utgangspunkt=40, maaltall=100)
    Maaling.objects.create(maal=eget, dato=dag(-40), verdi=55, registrert_av=leder)
    Maaling.objects.create(maal=eget, dato=dag(-3), verdi=60, registrert_av=leder)

    rader = som_leder.get(siden(plan)).context["rader"]

    assert [(rad.maal.navn, rad.fra, rad.naa_tekst, rad.til) for rad in rader] == [
        ("Rett kompetanse", "", "", ""),
        ("Veileder fra første vakt", "40\xa0%", "60\xa0%", "100\xa0%"),
    ]
    assert rader[1].trend.tekst == "Utgangspunkt 40\xa0%. Nå 60\xa0%. Mål 100\xa0%."


def test_a_reader_sees_the_answers_and_can_change_nothing(client, tre, plan, over, kollega):
    lag_maal(plan, over.navn, over=over, valg=Maal.Valg.BIDRAR, bidrag="Vi tar fagbrev")
    plan.status, plan.gjelder_fra = plan.Status.VEDTATT, dag(-1)
    plan.save()
    client.force_login(kollega)

    svar = client.get(siden(plan, f"?svar={over.pk}&valg=bidrar"))

    assert "Vi tar fagbrev" in svar.content.decode()
    assert "<form" not in svar.content.decode().split('class="arv"')[1].split("</main>")[0]
    assert svar_paa(client, plan, over, valg="bidrar").status_code == 403


def test_create_stores_a_goal_under_one_that_comes_from_above(som_leder, plan, over):
    som_leder.post(
        reverse("planer:maal-create", args=[plan.pk]),
        {
            "navn": "Veileder fra første vakt",
            "over": over.pk,
            "retning": "opp",
            "utgangspunkt": "40,5",
            "maaltall": "100",
        },
    )

    maal = plan.maal.get()
    assert (maal.navn, maal.over, maal.valg) == ("Veileder fra første vakt", over, "eget")
    assert (float(maal.utgangspunkt), float(maal.maaltall)) == (40.5, 100.0)


@pytest.mark.parametrize("antall", [1, 3])
def test_plan_maal_query_count(som_leder, plan, antall, django_assert_num_queries):
    dokument = lag_dokument()
    for nummer in range(antall):
        lag_maal(plan, f"Svar {nummer}", over=lag_maal(dokument, f"Mål {nummer}"), valg=Maal.Valg.BIDRAR)

    # session, user, wall, person with kommune, roles; plan; answers, what comes, the chain and its goals; breadcrumb;
    # goals with measurements; steps (4), what its goals lack, the questions (2)
    with django_assert_num_queries(20):
        svar = som_leder.get(siden(plan))

    assert len(svar.context["rader"]) == antall
