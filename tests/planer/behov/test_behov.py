"""A need: written, moved, deleted, and what it rests on."""

import pytest
from django.urls import reverse

from planer.behov import styring
from planer.models import Behovsgrunnlag, Kompetansebehov, Listeverdi
from tests.kartlegging.factories import lag_kategori, lag_kompetanse, om
from tests.planer.factories import lag_behov, lag_maal, lag_plan, lag_tiltak, verdi
from tests.soknader.sak.test_vedlegg import bilde

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(tre):
    return lag_plan(tre.prosjekt)


@pytest.fixture
def som_leder(client, leder):
    client.force_login(leder)
    return client


def skjema(plan):
    return reverse("planer:kompetansebehov-create", args=[plan.pk])


def test_a_need_is_written_with_all_that_can_be_said(som_leder, plan):
    kompetanse, kategori, maal = lag_kompetanse("Sårbehandling"), lag_kategori("Sykepleier"), lag_maal(plan)
    driver = verdi(Listeverdi.Liste.FAKTOR, "turnover")
    data = {
        "kompetanse": "Sårbehandling",
        "kategori": kategori.pk,
        "har": "2",
        "trenger": "5",
        "frist": "15.6.2030",
        "kritisk": "on",
        "driver": driver.pk,
        "maal": [maal.pk],
        "beskrivelse": "Seks av fjorten er nye.",
        "trengs_til": "1.1.2032",
    }

    response = som_leder.post(skjema(plan), data)

    behov = plan.behov.get()
    assert response["Location"] == f"/planer/{plan.pk}/behov/#behov-{behov.pk}"
    assert (behov.navn, behov.kompetanse, behov.kategori, behov.driver) == (
        "Sårbehandling",
        kompetanse,
        kategori,
        driver,
    )
    assert (behov.mangler, behov.kritisk, str(behov.frist), str(behov.trengs_til)) == (
        3,
        True,
        "2030-06-15",
        "2032-01-01",
    )
    assert list(behov.maal.all()) == [maal]


def test_by_when_may_be_words(som_leder, plan):
    som_leder.post(skjema(plan), {"navn": "Felles praksis", "frist": "hele året"})

    behov = plan.behov.get()
    assert (behov.frist, behov.frist_tekst, behov.mangler) == (None, "hele året", None)


@pytest.mark.parametrize(
    ("felt", "skrevet", "melding"),
    [
        ("navn", "", "Velg en kompetanse, eller skriv behovet med deres ord."),
        ("navn", "x" * 201, "Teksten er for lang"),
        ("har", "mange", "Oppgi et heltall."),
        ("har", "-1", "større enn eller lik 0"),
        ("trenger", "99999999999", "mindre enn eller lik"),
        ("frist", "32.13.2027", "Denne datoen finnes ikke."),
        ("kompetanse", "Noe som ikke finnes", "Vi finner ikke"),
    ],
)
def test_bad_input_is_told_and_nothing_typed_is_lost(som_leder, plan, felt, skrevet, melding):
    response = som_leder.post(skjema(plan), {"navn": "Sår", "beskrivelse": "Viktig", felt: skrevet})

    tekst = response.content.decode()
    assert melding in tekst
    assert "Viktig" in tekst
    assert plan.behov.count() == 0


def test_a_goal_of_another_plan_is_refused(som_leder, tre, plan):
    fremmed = lag_maal(lag_plan(tre.barnehager))

    response = som_leder.post(skjema(plan), {"navn": "Sår", "maal": [fremmed.pk]})

    assert "maal" in response.context["form"].errors
    assert plan.behov.count() == 0


def test_a_need_moves_among_those_of_its_category(plan, leder):
    kategori = lag_kategori("Sykepleier")
    a, b, c = (lag_behov(plan, navn, kategori=kategori) for navn in "abc")
    x = lag_behov(plan, "x")

    styring.flytt(c, 1, bruker=leder)

    assert list(plan.behov.filter(kategori=kategori)) == [c, a, b]
    assert x in plan.behov.all()


def test_deleted_it_takes_what_it_rests_on_and_leaves_its_measures(som_leder, plan):
    behov = lag_behov(plan)
    Behovsgrunnlag.objects.create(behov=behov, slag=verdi(Listeverdi.Liste.GRUNNLAG, "avvik"), tekst="Tre avvik")
    tiltak = lag_tiltak(plan, behov=[behov])

    som_leder.post(reverse("planer:kompetansebehov-delete", args=[behov.pk]))

    assert (Kompetansebehov.objects.count(), Behovsgrunnlag.objects.count()) == (0, 0)
    assert list(tiltak.behov.all()) == []


def test_what_it_rests_on_is_words_a_figure_a_judgement_and_a_file(som_leder, plan, lager):
    behov = lag_behov(plan)
    adresse = reverse("planer:behovsgrunnlag-create", args=[behov.pk])
    slag = verdi(Listeverdi.Liste.GRUNNLAG, "avvik")
    fil = bilde("avvik.png")
    innhold = fil.read()
    fil.seek(0)

    som_leder.post(adresse, {"slag": slag.pk, "tekst": "Tre avvik i fjor", "tall": "3,5", "skjonn": "4", "fil": fil})

    grunnlag = behov.grunnlag.get()
    assert (grunnlag.slag, grunnlag.tekst, str(grunnlag.tall), grunnlag.skjonn) == (slag, "Tre avvik i fjor", "3.50", 4)
    svar = som_leder.get(reverse("planer:behovsgrunnlag-download", args=[grunnlag.pk]))
    assert (svar["Content-Type"], svar.content) == ("image/png", innhold)
    assert "skjønn 4 av 5" in som_leder.get(behov.get_absolute_url()).content.decode()


def test_an_empty_ground_is_none(som_leder, plan):
    behov = lag_behov(plan)
    slag = verdi(Listeverdi.Liste.GRUNNLAG, "avvik")

    response = som_leder.post(reverse("planer:behovsgrunnlag-create", args=[behov.pk]), {"slag": slag.pk})

    assert "legg ved en fil" in response.content.decode()
    assert behov.grunnlag.count() == 0


def test_a_plan_up_for_adoption_is_not_changed(som_leder, plan):
    behov = lag_behov(plan, frist=om(10))
    plan.status = plan.Status.TIL_BEHANDLING
    plan.save()

    for navn in ("update", "delete", "move"):
        assert som_leder.post(reverse(f"planer:kompetansebehov-{navn}", args=[behov.pk])).status_code == 403
    assert Kompetansebehov.objects.get() == behov


@pytest.mark.parametrize("antall", [1, 3])
def test_the_page_of_a_need_asks_the_same_number_of_questions(som_leder, plan, antall, django_assert_num_queries):
    maal = [lag_maal(plan, f"Mål {nr}") for nr in range(antall)]
    behov = lag_behov(plan, maal=maal)
    for _nr in range(antall):
        lag_tiltak(plan, behov=[behov])
        Behovsgrunnlag.objects.create(behov=behov, slag=verdi(Listeverdi.Liste.GRUNNLAG, "avvik"), tekst="Avvik")

    with django_assert_num_queries(13):
        som_leder.get(behov.get_absolute_url())
