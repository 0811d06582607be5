"""Who can answer a step: one answer in SQL, in Python, among the accounts and on the page; and after roles have changed."""

import datetime as dt

import pytest
from django.utils import timezone

from kompetanse.felles.models import Varsel
from kompetanse.organisasjon import roller
from kompetanse.organisasjon.models import Rollekode, Rolletype
from soknader.models import Inhabilitet, Saksteg, Soknad
from soknader.sak import omfordeling, saksgang
from soknader.sak.behandlere import brukere_for_steg, rolle_for_steg, utelukkede
from soknader.sak.bilde import Sak, for_sak
from tests.rollebesetning import gi_rolle, gi_stedfortreder, glem_roller, lag_bruker
from tests.soknader.factories import lag_soknad

DAG = dt.timedelta(days=1)
DIREKTOR = Rollekode.AVDELINGSDIREKTOR


@pytest.fixture
def sendt(soker, avdelingsdirektor):
    """Waits for Ada, who has the role for IKT-tjenester and what is below it."""
    return saksgang.send_inn(lag_soknad(soker), bruker=soker)


def inhabil(soknad, bruker):
    Inhabilitet.objects.create(soknad=soknad, person=bruker.person, grunn="Søsken", meldt_av=bruker)


def adas_rolle(avdelingsdirektor):
    return avdelingsdirektor.person.roller.get()


# What is done with Kari → whether she can answer.
def gi_henne(hva, soknad, kari, tre, ada, soker):
    i_dag = timezone.localdate()
    match hva:
        case "rollen":
            gi_rolle(kari, DIREKTOR, tre.ikt)
        case "rollen uten enhetene under":
            gi_rolle(kari, DIREKTOR, tre.ikt, med_underliggende=False)
        case "rollen for en annen enhet":
            gi_rolle(kari, DIREKTOR, tre.barnehager)
        case "rollen til i går":
            gi_rolle(kari, DIREKTOR, tre.ikt, til=i_dag - DAG)
        case "rollen fra i morgen":
            gi_rolle(kari, DIREKTOR, tre.ikt, fra=i_dag + DAG)
        case "en annen rolle for enheten":
            gi_rolle(kari, Rollekode.LEDER, tre.ikt)
        case "vikariatet":
            gi_stedfortreder(adas_rolle(ada), kari)
        case "vikariatet til i går":
            gi_stedfortreder(adas_rolle(ada), kari, til=i_dag - DAG)
        case "vikariatet for en som er inhabil":
            inhabil(soknad, ada)
            gi_stedfortreder(adas_rolle(ada), kari)
        case "vikariatet for søkeren":
            gi_stedfortreder(gi_rolle(soker, DIREKTOR, tre.ikt), kari)
        case "rollen, men inhabil":
            gi_rolle(kari, DIREKTOR, tre.ikt)
            inhabil(soknad, kari)
        case "vikariatet, men inhabil":
            gi_stedfortreder(adas_rolle(ada), kari)
            inhabil(soknad, kari)


@pytest.mark.parametrize(
    ("hva", "kan"),
    [
        ("ingenting", False),
        ("rollen", True),
        ("rollen uten enhetene under", False),
        ("rollen for en annen enhet", False),
        ("rollen til i går", False),
        ("rollen fra i morgen", False),
        ("en annen rolle for enheten", False),
        ("vikariatet", True),
        ("vikariatet til i går", False),
        ("vikariatet for en som er inhabil", False),
        ("vikariatet for søkeren", False),
        ("rollen, men inhabil", False),
        ("vikariatet, men inhabil", False),
    ],
)
def test_sql_python_accounts_and_rights_agree_on_who_can_answer(
    sendt, kollega, tre, avdelingsdirektor, soker, hva, kan
):
    gi_henne(hva, sendt, kollega, tre, avdelingsdirektor, soker)
    glem_roller(kollega)
    steg = sendt.current_step()

    assert Soknad.objects.venter_paa(kollega).contains(sendt) is kan
    assert (rolle_for_steg(steg, kollega, utelukkede(sendt)) is not None) is kan
    assert (kollega in brukere_for_steg(steg)) is kan
    assert kollega.has_perm("soknader.answer_step", sendt) is kan


def test_waiting_is_the_same_in_sql_and_in_python(sendt, avdelingsdirektor, soker):
    saksgang.anbefal(sendt, bruker=avdelingsdirektor)
    saksgang.ta_tilbake(sendt, bruker=avdelingsdirektor)
    lag_soknad(soker)

    assert Saksteg.objects.count() > 4
    for steg in Saksteg.objects.all():
        assert Saksteg.objects.ventende().contains(steg) is steg.venter
    assert [steg.venter for steg in sendt.steg.all()].count(True) == 1
    assert sendt.current_step() == for_sak(Soknad.objects).get(pk=sendt.pk).current_step()


def test_a_deputy_for_two_answers_in_the_name_of_the_one_who_may(sendt, tre, kollega, avdelingsdirektor):
    habil = lag_bruker("Hilde", tre.ikt)
    for bruker in (avdelingsdirektor, habil):
        rolle = adas_rolle(bruker) if bruker == avdelingsdirektor else gi_rolle(bruker, DIREKTOR, tre.ikt)
        gi_stedfortreder(rolle, kollega)
    inhabil(sendt, avdelingsdirektor)

    saksgang.anbefal(sendt, bruker=kollega)

    assert sendt.steg.get(avgjorelse="anbefalt").paa_vegne_av == "Hilde Test"


def test_the_chain_names_those_who_can_answer_and_nobody_else(sendt, tre, kollega, hr_leder, soker):
    """One has the role for the unit alone, and the case comes from below it; one is the applicant's own next leader."""
    gi_rolle(kollega, DIREKTOR, tre.ikt, med_underliggende=False)
    inhabil(sendt, hr_leder)
    gi_rolle(lag_bruker("Eva", tre.rot), Rollekode.KOMMUNEDIREKTOR, tre.rot)
    sak = Sak(for_sak(Soknad.objects).get(pk=sendt.pk), soker)

    assert [ledd["hvem"] for ledd in sak.kjede() if ledd["tilstand"] in ("naa", "kommer")] == [
        "Ada Test",
        "Eva Test",  # the HR leader has stepped aside
        "",
        "",
    ]


# --- Roles have changed ------------------------------------------------------------------------------


@pytest.mark.parametrize("antall", [1, 30])
def test_thirty_cases_find_a_new_handler_in_as_many_statements_as_one(
    soker, kollega, avdelingsdirektor, tre, django_assert_num_queries, antall
):
    saker = [saksgang.send_inn(lag_soknad(soker), bruker=soker) for _nr in range(antall)]
    ny = lag_bruker("Ny", tre.stab)
    gi_rolle(ny, DIREKTOR, tre.stab)
    avdelingsdirektor.person.roller.update(til=timezone.localdate() - DAG)
    gi_rolle(kollega, DIREKTOR, tre.barnehager)
    Varsel.objects.all().delete()

    # savepoint in and out; units that have gone on (two), or are split; steps, roles, deputies, accounts, stepped aside; the
    # change; kommune, messages
    with django_assert_num_queries(13):
        flyttet = omfordeling.finn_behandlere_paa_nytt(tre.rot.kommune_id)

    assert {steg.soknad for steg in flyttet} == set(saker)
    assert set(Soknad.objects.venter_paa(ny)) == set(saker)
    varsel = Varsel.objects.get()
    assert (varsel.mottaker, varsel.lenke) == (ny, "/soknader/?hvem=venter")
    assert varsel.emne == ("1 søknad venter nå på deg" if antall == 1 else "30 søknader venter nå på deg")


def test_cases_that_wait_for_the_same_as_before_are_left_alone(sendt, tre, kollega):
    gi_rolle(kollega, DIREKTOR, tre.barnehager)
    Varsel.objects.all().delete()

    assert omfordeling.finn_behandlere_paa_nytt(tre.rot.kommune_id) == []
    assert not Varsel.objects.exists()


def test_hr_is_told_once_of_the_cases_that_nobody_can_answer(soker, avdelingsdirektor, hr, tre):
    for _nr in range(3):
        saksgang.send_inn(lag_soknad(soker), bruker=soker)
    avdelingsdirektor.person.roller.update(til=timezone.localdate() - DAG)
    Varsel.objects.all().delete()

    omfordeling.finn_behandlere_paa_nytt(tre.rot.kommune_id)

    assert list(Varsel.objects.values_list("mottaker", "emne")) == [(hr.pk, "Ingen kan svare på 3 søknader")]


@pytest.mark.parametrize(
    ("kode", "antall"),
    [(Rollekode.VERNEOMBUD, 1), (Rollekode.SYSTEMANSVARLIG, 1), (Rollekode.LEDER, 5), (DIREKTOR, 5)],
)
def test_a_change_of_a_role_that_answers_nothing_asks_one_statement(
    sendt, tre, django_assert_num_queries, kode, antall
):
    with django_assert_num_queries(antall + 2):  # and the savepoint
        assert omfordeling.finn_behandlere_paa_nytt(tre.rot.kommune_id, [kode]) == []


def test_a_role_given_and_ended_says_which_it_was(
    sendt, hr, tre, kollega, monkeypatch, django_capture_on_commit_callbacks
):
    meldt = []
    monkeypatch.setattr(omfordeling, "finn_behandlere_paa_nytt", lambda *args: meldt.append(args))

    with django_capture_on_commit_callbacks(execute=True):
        rolle = roller.tildel(Rolletype.objects.get(kode=DIREKTOR), kollega.person, tre.ikt, bruker=hr)
        roller.avslutt(rolle, bruker=hr)
    with django_capture_on_commit_callbacks(execute=True):
        roller.synkroniser_lederroller(tre.rot.kommune_id)

    assert meldt == [(tre.rot.kommune_id, (DIREKTOR,))] * 2 + [(tre.rot.kommune_id, None)]


def test_a_reason_written_in_another_language_is_no_change(soker, kollega, avdelingsdirektor, etatsdirektor, tre):
    soknad = saksgang.send_inn(lag_soknad(avdelingsdirektor), bruker=avdelingsdirektor)
    assert soknad.current_step().flyttet.startswith("Søkeren har selv rollen")
    Saksteg.objects.ventende().update(flyttet="Søkjaren har sjølv rolla.")

    assert omfordeling.finn_behandlere_paa_nytt(tre.rot.kommune_id) == []
