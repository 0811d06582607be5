"""What a plan says of the seven factors, and two who write of the same one at once."""

import pytest
from django.urls import reverse
from lxml import html

from planer.behov import faktorer
from planer.models import Faktornotat, Listeverdi
from tests.planer.factories import lag_behov, lag_maal, lag_plan, verdi

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(tre):
    return lag_plan(tre.prosjekt)


@pytest.fixture
def turnover(db):
    return verdi(Listeverdi.Liste.FAKTOR, "turnover")


@pytest.fixture
def som_leder(client, leder):
    client.force_login(leder)
    return client


def adresse(plan, faktor):
    return reverse("planer:faktornotat-update", args=[plan.pk, faktor.pk])


def aapent(client, plan, faktor):
    """The page with the form of a factor open; its fingerprint."""
    return sett_i(client.get(reverse("planer:plan-behov", args=[plan.pk]), {"faktor": faktor.pk}))


def sett_i(svar):
    """The fingerprint that goes with what the page shows now."""
    return html.fromstring(svar.content).xpath("//input[@name='sett']/@value")[0]


def test_all_seven_stand_on_the_page_and_those_with_an_answer_are_counted(som_leder, plan, turnover):
    Faktornotat.objects.create(plan=plan, faktor=turnover, ser="6 av 14 er nye.", betyr="Nye trenger veileder.")
    lag_behov(plan, driver=turnover)

    rader = faktorer.faktorrader(plan)
    assert [rad.nummer for rad in rader] == [1, 2, 3, 4, 5, 6, 7]
    assert [(rad.notat.ser, rad.antall_behov) for rad in rader if rad.har_svar] == [("6 av 14 er nye.", 1)]
    tekst = som_leder.get(reverse("planer:plan-behov", args=[plan.pk])).content.decode()
    assert "Én av sju har svar" in tekst


def test_the_goals_above_stand_in_their_order_with_the_number_of_needs(som_leder, plan):
    sist, forst = (lag_maal(plan, navn, rekkefolge=plass) for navn, plass in (("Sist", 2), ("Først", 1)))
    lag_behov(plan, maal=[sist])

    maal = som_leder.get(reverse("planer:plan-behov", args=[plan.pk])).context["maal"]

    assert [(ett, ett.antall_behov) for ett in maal] == [(forst, 0), (sist, 1)]


def test_a_note_is_stored_with_all_that_is_asked(som_leder, plan, turnover):
    data = {"sett": aapent(som_leder, plan, turnover), "ser": "Seks er nye.", "betyr": "Veileder", "gjor": "Fadder"}

    response = som_leder.post(adresse(plan, turnover), data | {"kan_paavirke": "delvis"})

    assert response["Location"] == f"/planer/{plan.pk}/behov/#faktor-{turnover.pk}"
    notat = plan.faktorer.get()
    assert (notat.ser, notat.betyr, notat.gjor, notat.kan_paavirke, notat.uaktuell) == (
        "Seks er nye.",
        "Veileder",
        "Fadder",
        "delvis",
        False,
    )


def test_while_one_types_it_is_stored_and_the_page_goes_on_from_there(som_leder, plan, turnover):
    data = {"sett": aapent(som_leder, plan, turnover), "ser": "Seks"}
    svar = som_leder.post(adresse(plan, turnover), data, headers={"HX-Request": "true"})

    assert "Lagret" in svar.content.decode()
    assert svar["HX-Trigger"] == "lagret"
    som_leder.post(adresse(plan, turnover), {"sett": sett_i(svar), "ser": "Seks er nye."})
    assert plan.faktorer.get().ser == "Seks er nye."


def test_two_at_once_the_second_is_told_sees_both_and_chooses(som_leder, plan, turnover):
    sett = aapent(som_leder, plan, turnover)
    som_leder.post(adresse(plan, turnover), {"sett": sett, "ser": "Det den første skrev"})

    svar = som_leder.post(adresse(plan, turnover), {"sett": sett, "ser": "Det den andre skrev"})
    tekst = svar.content.decode()
    assert "Noen andre har endret dette mens du skrev." in tekst
    assert "Det den første skrev" in tekst
    assert "Det den andre skrev" in tekst
    assert plan.faktorer.get().ser == "Det den første skrev"

    som_leder.post(adresse(plan, turnover), {"sett": sett_i(svar), "ser": "Det den andre skrev"})
    assert plan.faktorer.get().ser == "Det den andre skrev"


def test_a_save_while_typing_never_writes_over_another(som_leder, plan, turnover):
    sett = aapent(som_leder, plan, turnover)
    som_leder.post(adresse(plan, turnover), {"sett": sett, "ser": "Det den første skrev"})

    for _gang in range(2):
        data = {"sett": sett, "ser": "Det den andre skrev"}
        svar = som_leder.post(adresse(plan, turnover), data, headers={"HX-Request": "true"})
        assert "Ikke lagret" in svar.content.decode()
        sett = sett_i(svar)
    assert plan.faktorer.get().ser == "Det den første skrev"


def test_a_word_of_another_list_is_no_factor(som_leder, plan):
    maate = verdi(Listeverdi.Liste.MAATE, "utvikle")

    assert som_leder.post(adresse(plan, maate), {"ser": "x"}).status_code == 404


def test_a_factor_out_of_use_stays_where_something_is_said_of_it(plan, turnover):
    Listeverdi.objects.filter(liste=Listeverdi.Liste.FAKTOR).update(i_bruk=False)
    Faktornotat.objects.create(plan=plan, faktor=turnover, uaktuell=True)

    assert [rad.notat.faktor for rad in faktorer.faktorrader(plan)] == [turnover]
