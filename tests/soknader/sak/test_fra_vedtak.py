"""A grant without a measure gets one in a plan of the unit, and never waits for one."""

import pytest
from django.urls import reverse

from kompetanse.felles.oppgaver import oppgavene
from planer.models import Kompetanseplan, Tiltak, Tiltaksmidler
from soknader.models import Soknad
from soknader.oppgaver import slag_for
from soknader.sak import fra_vedtak, saksgang
from tests.planer.factories import lag_maal, lag_plan, lag_tiltak
from tests.soknader.factories import lag_ramme, lag_soknad
from tests.soknader.moter import lag_klar, vedta

Status = Kompetanseplan.Status


@pytest.fixture
def ramme(kommune):
    return lag_ramme()


@pytest.fixture
def innvilg(ramme, soker, avdelingsdirektor, hr_leder, hr):
    """Grants an application with these fields."""

    def gjor(**felt):
        soknad = lag_klar(soker, avdelingsdirektor, hr_leder, **felt)
        vedta(soknad, hr)
        return Soknad.objects.get(pk=soknad.pk)

    return gjor


def knyttoppgaver(bruker):
    return [en for en in oppgavene(slag_for(bruker)) if en.url.endswith("/tiltak/")]


def test_the_measure_says_what_was_granted_and_is_tied_to_the_goal_that_the_applicant_picked(innvilg, tre, leder):
    plan = lag_plan(tre.prosjekt, status=Status.VEDTATT)
    maal = lag_maal(plan)

    soknad = innvilg(maal=maal, egenandel=5_000)

    tiltak = Tiltak.objects.get()
    felt = ("plan", "navn", "antall", "fra", "frist", "status")
    assert [getattr(tiltak, navn) for navn in felt] == [
        *(plan, soknad.tittel, 24, soknad.periode_fra, soknad.periode_til, "planlagt"),
    ]
    assert list(tiltak.maal.all()) == [maal]
    assert [(rad.kilde.kode, rad.aar, rad.belop) for rad in tiltak.kostnader.all()] == [
        *(("eget", soknad.aar, 5_000), ("sentralt", soknad.aar, 30_000)),
    ]
    rad = Tiltaksmidler.objects.get()
    assert (rad.tiltak, rad.status, rad.innvilget) == (tiltak, "innvilget", 30_000)
    assert knyttoppgaver(leder) == []


@pytest.mark.parametrize(
    ("planer", "valgt"),
    [
        ({"ikt": "vedtatt", "prosjekt": "utkast"}, "prosjekt"),  # the nearest
        ({"ikt": "vedtatt", "prosjekt": "avlost"}, "ikt"),
        ({"ikt": "vedtatt", "prosjekt": "til_behandling"}, "ikt"),  # nothing is written in what a body has before it
        ({"ikt": "droftet"}, "ikt"),
        ({"rot": "vedtatt", "barnehager": "vedtatt"}, None),  # not the unit's
    ],
)
def test_which_plan_the_measure_stands_in(innvilg, tre, planer, valgt):
    for enhet, status in planer.items():
        lag_plan(getattr(tre, enhet), status=status)

    soknad = innvilg()

    assert soknad.status == "innvilget"
    assert (soknad.tiltak and soknad.tiltak.plan.enhet) == (valgt and getattr(tre, valgt))


def test_the_plan_that_the_applicant_picked_comes_first_when_it_is_the_units(innvilg, tre):
    lag_plan(tre.prosjekt, status=Status.VEDTATT)
    valgt = lag_plan(tre.ikt)

    assert innvilg(plan=valgt).tiltak.plan == valgt
    assert innvilg(plan=lag_plan(tre.barnehager)).tiltak.plan.enhet == tre.prosjekt


def test_an_application_with_a_measure_keeps_it_and_a_refused_one_gets_none(innvilg, tre, soker, avdelingsdirektor):
    tiltak = lag_tiltak(lag_plan(tre.prosjekt))

    assert innvilg(tiltak=tiltak).tiltak == tiltak
    avslag = saksgang.send_inn(lag_soknad(soker), bruker=soker)
    saksgang.avslaa(avslag, bruker=avdelingsdirektor, kommentar="Nei.")
    assert list(Tiltak.objects.all()) == [tiltak]


def test_without_a_plan_the_leader_is_asked_and_ties_it_when_there_is_one(
    client, innvilg, tre, leder, avdelingsdirektor, soker, utenforstaende
):
    soknad = innvilg()
    assert [len(knyttoppgaver(en)) for en in (leder, avdelingsdirektor, soker, utenforstaende)] == [1, 1, 0, 0]
    adresse = reverse("soknader:soknad-tiltak", args=[soknad.pk])
    client.force_login(leder)

    assert "ingen kompetanseplan" in client.get(adresse).text
    client.post(adresse, {"tiltak": ""})
    assert not Tiltak.objects.exists()
    tiltak = lag_tiltak(lag_plan(tre.prosjekt), "Smidig")
    svar = client.post(adresse, {"tiltak": tiltak.pk})

    assert svar.url == soknad.get_absolute_url()
    assert [(rad.tiltak, rad.innvilget) for rad in Tiltaksmidler.objects.all()] == [(tiltak, 35_000)]
    assert knyttoppgaver(leder) == []
    assert client.get(adresse).status_code == 403


def test_a_measure_of_another_unit_is_no_choice(client, innvilg, tre, leder):
    soknad = innvilg()
    lag_plan(tre.prosjekt)
    annet = lag_tiltak(lag_plan(tre.barnehager))
    client.force_login(leder)

    svar = client.post(reverse("soknader:soknad-tiltak", args=[soknad.pk]), {"tiltak": annet.pk})

    assert (svar.status_code, Tiltaksmidler.objects.count()) == (200, 0)


def test_a_grant_is_tied_once(innvilg, tre, leder):
    soknad = innvilg()
    lag_plan(tre.prosjekt)
    fra_vedtak.knytt(soknad, None, bruker=leder)

    with pytest.raises(fra_vedtak.PermissionDenied):
        fra_vedtak.knytt(soknad, None, bruker=leder)

    assert Tiltak.objects.count() == 1


def test_a_measure_that_is_stopped_with_an_application_under_way_is_told_to_applicant_and_handler(
    client, tre, soker, avdelingsdirektor
):
    tiltak = lag_tiltak(lag_plan(tre.prosjekt))
    soknad = saksgang.send_inn(lag_soknad(soker, tiltak=tiltak), bruker=soker)
    antall = len(oppgavene(slag_for(soker)))

    Tiltak.objects.update(status=Tiltak.Status.STOPPET)

    assert len(oppgavene(slag_for(soker))) == antall + 1
    client.force_login(avdelingsdirektor)
    assert "er stoppet i planen" in client.get(soknad.get_absolute_url()).text
    saksgang.trekk(soknad, bruker=soker)
    assert "er stoppet i planen" not in client.get(soknad.get_absolute_url()).text
