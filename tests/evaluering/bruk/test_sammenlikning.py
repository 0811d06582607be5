"""Evaluations side by side: the figures are those of an independent count, and nothing is told of too few."""

import pytest
from django.urls import reverse
from django.utils import timezone

from evaluering.bruk.sammenlikning import Deling, sammenlikn
from evaluering.models import Deltakersvar, Evaluering, Evalueringsniva, Opptelling, Sporsmal, Svarer
from evaluering.statistikk import wilson
from kompetanse.organisasjon.models import Bruker
from tests.evaluering.factories import lag_evaluering, lag_innsamling, lag_niva, lag_skjema
from tests.klokke import dag
from tests.kurs.factories import lag_kjoring, lag_kurs
from tests.planer.factories import lag_plan, lag_tiltak
from tests.rollebesetning import lag_bruker

pytestmark = pytest.mark.usefixtures("hr")
Tema = Sporsmal.Tema


@pytest.fixture
def plan(tre):
    return lag_plan(tre.prosjekt)


@pytest.fixture
def skjema(tre):
    versjon = lag_skjema("Reaksjoner")
    versjon.sporsmal.update(tema=Tema.FORNOYD)
    return versjon


@pytest.fixture
def bruksskjema(tre):
    versjon = lag_skjema("Bruk", niva=3, sporsmal=("Melder fra?", "Skriver ned?"))
    versjon.sporsmal.update(tema=Tema.BRUK)
    return versjon


def holdt(plan, navn="Kurs", **felt):
    return lag_evaluering(lag_tiltak(plan, navn, fra=dag(-20), frist=dag(-10), **felt))


def reager(evaluering, skjema, *svar, moment="slutt"):
    """What was answered anonymously, counted as the form closed."""
    niva = evaluering.nivaaer.filter(niva=1).first() or lag_niva(evaluering, 1)
    innsamling = lag_innsamling(niva, moment, versjon=skjema, lukket=timezone.now(), besvart=len(svar))
    fordeling = {str(verdi): svar.count(verdi) for verdi in range(1, 6)}
    Opptelling.objects.create(
        innsamling=innsamling, sporsmal=skjema.sporsmal.get(), antall=len(svar), fordeling=fordeling
    )


def svar_paa_bruk(evaluering, skjema, som, *svar, lukket=True):
    """Each participant's two answers; the participants of an evaluation are new people."""
    niva, _ny = Evalueringsniva.objects.get_or_create(
        evaluering=evaluering, niva=3, defaults={"metode": "praksis", "dager": 120, "svarer": [Svarer.DELTAKER]}
    )
    innsamling = niva.innsamlinger.first() or lag_innsamling(
        niva, "etter", versjon=skjema, lukket=timezone.now() if lukket else None
    )
    nokler = list(skjema.sporsmal.values_list("pk", flat=True))
    for nr, verdier in enumerate(svar):
        person = lag_bruker(f"D{evaluering.pk}x{nr}", evaluering.enhet).person
        verdier = {f"{pk}:7": verdi for pk, verdi in zip(nokler, verdier, strict=True)}
        Deltakersvar.objects.create(
            innsamling=innsamling, deltaker=person, som=som, svart_av=person, svart=dag(), verdier=verdier
        )


def sammenlikn_alle(etter=Deling.KURS, bruker=None):
    """As HR sees it, who sees nobody's answers one by one."""
    bruker = bruker or Bruker.objects.get(person__fornavn="Ivar")
    return sammenlikn(Evaluering.objects.all(), bruker, etter)


def tall(gruppe):
    return gruppe.navn, gruppe.evalueringer, gruppe.reaksjoner and tuple(gruppe.reaksjoner)


def test_shares_are_added_up_by_answers_with_wilsons_interval_and_the_best_comes_first(plan, skjema):
    reager(holdt(plan, "Smidig dag"), skjema, 5, 4, 4, 2, 1)
    reager(holdt(plan, "Smidig dag"), skjema, *[5] * 9, 3)
    reager(holdt(plan, "Kartkurs"), skjema, 4, 4, 4, 4, 1)
    lag_evaluering(lag_tiltak(plan, "Uten dato"))
    holdt(plan, "Ingen svar")

    lav, hoy = wilson(12, 15)
    assert [tall(gruppe) for gruppe in sammenlikn_alle()] == [
        ("Kartkurs", 1, (80, *(round(100 * ende) for ende in wilson(4, 5)), 5)),
        ("Smidig dag", 2, (80, round(100 * lav), round(100 * hoy), 15)),
        ("Ingen svar", 1, None),
    ]
    assert [gruppe.reaksjoner.i_ord for gruppe in sammenlikn_alle()[:2]] == [
        "38–96 %, 5 svar: få svar",
        "55–93 %, 15 svar",
    ]


def test_too_few_answers_are_in_no_sum_so_that_none_can_be_found_by_subtracting(plan, skjema, bruksskjema):
    mange, faa = holdt(plan, "Mange"), holdt(plan, "Få")
    reager(mange, skjema, 5, 5, 5, 5, 5)
    reager(faa, skjema, 1, 1, 1, 1)
    svar_paa_bruk(mange, bruksskjema, Svarer.DELTAKER, *[(5, 4)] * 5)
    svar_paa_bruk(faa, bruksskjema, Svarer.DELTAKER, *[(1, 1)] * 4)

    (alle,) = sammenlikn_alle(Deling.ENHET)

    assert (alle.evalueringer, tuple(alle.reaksjoner)[0], alle.reaksjoner.antall) == (2, 100, 5)
    assert (alle.deltakere.prosent, alle.deltakere.antall) == (100, 5)
    assert [gruppe.reaksjoner for gruppe in sammenlikn_alle() if gruppe.navn == "Få"] == [None]


def test_use_is_counted_by_person_as_participants_and_leaders_see_it_once_the_form_has_closed(plan, bruksskjema):
    en = holdt(plan)
    svar_paa_bruk(en, bruksskjema, Svarer.DELTAKER, (5, 5), (4, 4), (5, 3), (4, 3), (1, 1))
    svar_paa_bruk(en, bruksskjema, Svarer.LEDER, (5, 5), (2, 2), (2, 2), (3, 3), (1, 1))
    svar_paa_bruk(holdt(plan), bruksskjema, Svarer.DELTAKER, *[(5, 5)] * 6, lukket=False)

    (gruppe,) = sammenlikn_alle()

    # A mean of four or more: the third, who says 5 and 3, and not the fourth.
    assert (gruppe.deltakere.prosent, gruppe.deltakere.antall) == (60, 5)
    assert (gruppe.ledere.prosent, gruppe.ledere.antall) == (20, 5)


def test_a_leader_who_sees_all_but_one_is_shown_no_figure_that_the_last_is_worked_out_from(
    plan, bruksskjema, tre, leder, hr
):
    svar_paa_bruk(holdt(plan), bruksskjema, Svarer.DELTAKER, *[(5, 5)] * 6)
    utenfra = lag_bruker("Utenfra", tre.barnehager).person
    Deltakersvar.objects.filter(pk=Deltakersvar.objects.first().pk).update(deltaker=utenfra)

    assert [gruppe.deltakere.antall for gruppe in sammenlikn_alle(bruker=hr)] == [6]
    assert [gruppe.deltakere for gruppe in sammenlikn_alle(bruker=leder)] == [None]


def test_it_is_what_people_said_afterwards_that_is_compared(plan, skjema):
    en = holdt(plan, "Smidig dag")
    reager(en, skjema, 1, 1, 1, 1, 1, moment="foer")
    reager(en, skjema, 5, 5, 5, 5, 5)

    (gruppe,) = sammenlikn_alle()

    assert gruppe.reaksjoner.prosent == 100


def test_of_two_questions_about_the_same_the_first_counts(plan, skjema):
    en = holdt(plan, "Smidig dag")
    reager(en, skjema, 5, 5, 5, 5, 5)
    reager(en, skjema, 1, 1, 1, 1, 1, moment="etter")

    assert [(gruppe.evalueringer, gruppe.reaksjoner.prosent) for gruppe in sammenlikn_alle()] == [(1, 100)]


def test_runs_are_grouped_by_their_course_its_supplier_and_form(plan, skjema, tre):
    kurs = lag_kurs(tre.ikt, "Personvern", leverandor="Kurshuset", larer="ekstern", form="webinar")
    av_kjoring = Evaluering.objects.create(kjoring=lag_kjoring(kurs, dager=(-9,)), enhet=tre.ikt)
    av_tiltak = holdt(plan, "Smidig dag", laerer="egen")
    for evaluering in (av_kjoring, av_tiltak):
        reager(evaluering, skjema, 4, 4, 4, 4, 4)

    grupper = {deling: {gruppe.navn for gruppe in sammenlikn_alle(deling)} for deling in Deling}

    assert grupper == {
        Deling.KURS: {"Personvern", "Smidig dag"},
        Deling.LEVERANDOR: {"Kurshuset", "Egne krefter"},
        Deling.FORM: {"Webinar", "Ikke sagt"},
        Deling.ENHET: {"IKT-tjenester", "Prosjektkontoret"},
        Deling.AAR: {str(av_kjoring.slutt.year), str(av_tiltak.slutt.year)},
    }


def test_another_question_is_compared_when_it_is_chosen(client, plan, skjema, hr, leder, tre):
    reager(holdt(plan, "Smidig dag"), skjema, 4, 4, 4, 4, 4)
    reager(holdt(lag_plan(tre.barnehager), "Hos andre"), skjema, 4, 4, 4, 4, 4)
    adresse = reverse("evaluering:evaluering-sammenlikn")
    client.force_login(leder)

    def vist(**valg):
        return [(rad.navn, bool(rad.reaksjoner)) for rad in client.get(adresse, valg).context["liste"].rader]

    assert vist() == [("Smidig dag", True)]
    assert vist(tema="relevans") == [("Smidig dag", False)]
    assert vist(etter="enhet") == [("Prosjektkontoret", True)]
    assert vist(etter="tull", tema="tull") == [("Smidig dag", True)]
    fil = client.get(adresse, {"format": "csv"}).content.decode("utf-8-sig")
    assert "100 % (57–100 %, 5 svar: få svar)" in fil
    assert "For få til å si noe" in fil


@pytest.mark.parametrize("antall", [1, 3])
def test_the_comparison_asks_the_same_number_of_times(client, plan, skjema, hr, antall, django_assert_num_queries):
    for nr in range(antall):
        reager(holdt(plan, f"{nr}"), skjema, 4, 4, 4, 4, 4)
    client.force_login(hr)
    adresse = reverse("evaluering:evaluering-sammenlikn")
    client.get(adresse)

    # Session, account, wall, person, roles; the least number that is shown, what is seen one by one, and the groups.
    with django_assert_num_queries(8):
        client.get(adresse)
