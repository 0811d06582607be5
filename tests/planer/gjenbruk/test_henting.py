"""What is taken from another unit's plan is one's own: nothing of theirs follows, and nothing comes twice."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from kartlegging.katalog.sammenslaaing import slaa_sammen
from kompetanse.organisasjon.models import Rolletype
from planer.aaret import rullering
from planer.gjenbruk import henting
from planer.gjenbruk.henting import Hentet
from planer.models import Kompetansebehov, Kompetanseplan, Listeverdi, Maal, Tiltak
from planer.tiltak import alternativer
from tests.kartlegging.factories import lag_kategori, lag_kompetanse
from tests.klokke import dag
from tests.parallelt import samtidig
from tests.planer.factories import lag_behov, lag_dokument, lag_maal, lag_plan, lag_tiltak, verdi

INGENTING = {"maal": [], "behov": [], "tiltak": []}


def lag_kilde(enhet, **felt):
    return lag_plan(enhet, **{"status": "vedtatt", "gjelder_fra": dag(-90), **felt})


@pytest.fixture
def kilde(tre):
    return lag_kilde(tre.barnehager)


@pytest.fixture
def plan(tre):
    return lag_plan(tre.prosjekt)


def hent(plan, kilde, bruker, **valgt):
    return henting.hent(plan, kilde, INGENTING | valgt, bruker=bruker)


def test_a_measure_keeps_whom_form_and_extent_and_nothing_that_is_theirs(tre, plan, kilde, leder, utenforstaende):
    utvikle, kurs = verdi(Listeverdi.Liste.MAATE, "utvikle"), Listeverdi.objects.filter(liste="laeringsform").first()
    kategori, rolle = lag_kategori("Barnehagelærere"), Rolletype.objects.first()
    deres = lag_tiltak(
        kilde,
        "Foreldresamtalen",
        beskrivelse="To fagdager.",
        maalgruppe="alle pedagoger",
        laeringsform=kurs,
        omfang=Decimal("7.5"),
        omfang_i="timer",
        laerer="egen",
        deltakelse="kollektivt",
        styring="lokalt",
        evalueringsnivaaer=[1, 3],
        evaluering="Foreldrene spørres.",
        antall=12,
        ansvarlig=utenforstaende.person,
        ansvarlig_tekst="styrer",
        fra=dag(1),
        frist=dag(30),
        frist_tekst="før jul",
        kostnad_tekst="tilskudd fra fylket",
        vikartimer=40,
        status="i_gang",
        status_tekst="halvveis",
        merknad="Avtalt med verneombudet.",
        partner="Nabokommunen",
        samarbeid_til=dag(300),
        plasser=2,
        egne={"1": "4211"},
        kostnader=[("eget", 9000)],
    )
    deres.maater.add(utvikle)
    deres.kategorier.add(kategori)
    deres.roller.add(rolle)
    deres.enheter.add(tre.barnehager)
    deres.felles_for.add(tre.barnehager)
    deres.deltakere.create(person=utenforstaende.person)

    assert hent(plan, kilde, leder, tiltak=[deres]) == Hentet(1, 0)

    vaart, tomt = plan.tiltak.get(), Tiltak(plan=plan)
    felles = (
        "navn",
        "beskrivelse",
        "maalgruppe",
        "laeringsform",
        "omfang",
        "omfang_i",
        "laerer",
        "deltakelse",
        "styring",
    )
    for felt in (*felles, "evalueringsnivaaer", "evaluering"):
        assert getattr(vaart, felt) == getattr(deres, felt), felt
    assert [list(getattr(vaart, navn).all()) for navn in ("maater", "kategorier", "roller")] == [
        [utvikle],
        [kategori],
        [rolle],
    ]
    for felt in (
        "antall",
        "ansvarlig",
        "ansvarlig_tekst",
        "fra",
        "frist",
        "frist_tekst",
        "kostnad_tekst",
        "vikartimer",
    ):
        assert getattr(vaart, felt) == getattr(tomt, felt), felt
    for felt in ("status", "status_tekst", "merknad", "partner", "samarbeid_til", "plasser", "egne", "forgjenger"):
        assert getattr(vaart, felt) == getattr(tomt, felt), felt
    for navn in ("enheter", "felles_for", "deltakere", "kostnader"):
        assert not getattr(vaart, navn).exists(), navn
    assert vaart.hentet_fra == deres
    assert deres.kostnader.get().belop == 9000


def test_what_comes_together_is_tied_together(plan, kilde, leder):
    maal = lag_maal(kilde, "Trygge overganger", indikator="Barn med overgangssamtale", maaleenhet="%", maaltall=100)
    behov = lag_behov(kilde, "Samtaleteknikk", maal=[maal], har=2, trenger=9, frist=dag(90), kritisk=True)
    annet = lag_behov(kilde, "Regneark")
    tiltak = lag_tiltak(kilde, "Fagdag", behov=[behov, annet], maal=[maal])

    assert hent(plan, kilde, leder, maal=[maal], behov=[behov], tiltak=[tiltak]) == Hentet(3, 0)

    vaart_maal, vaart_behov, vaart = plan.maal.get(), plan.behov.get(), plan.tiltak.get()
    assert (vaart_maal.indikator, vaart_maal.maaleenhet, vaart_maal.maaltall) == (
        "Barn med overgangssamtale",
        "%",
        None,
    )
    assert (vaart_behov.kritisk, vaart_behov.har, vaart_behov.trenger, vaart_behov.frist) == (True, None, None, None)
    assert vaart_behov.opphav == Kompetansebehov.Opphav.HENTET
    assert list(vaart_behov.maal.all()) == list(vaart.maal.all()) == [vaart_maal]
    assert list(vaart.behov.all()) == [vaart_behov]


def test_what_comes_later_is_tied_to_what_came_first(plan, kilde, leder):
    behov = lag_behov(kilde, "Samtaleteknikk")
    tiltak = lag_tiltak(kilde, "Fagdag", behov=[behov])

    hent(plan, kilde, leder, behov=[behov])
    hent(plan, kilde, leder, tiltak=[tiltak])

    assert list(plan.tiltak.get().behov.all()) == list(plan.behov.all())


def test_twice_the_same_comes_once_and_is_counted(plan, kilde, leder):
    maal, tiltak = lag_maal(kilde), lag_tiltak(kilde)
    hent(plan, kilde, leder, maal=[maal])

    assert hent(plan, kilde, leder, maal=[maal], tiltak=[tiltak]) == Hentet(1, 1)
    assert (plan.maal.count(), plan.tiltak.count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_two_who_take_the_same_at_once_get_it_once(plan, kilde, leder):
    tiltak = lag_tiltak(kilde)

    svar = samtidig(plan.kommune_id, *[lambda: tuple(hent(plan, kilde, leder, tiltak=[tiltak]))] * 2)

    assert sorted(svar) == [(0, 1), (1, 0)]
    assert plan.tiltak.count() == 1


def test_what_is_passed_on_is_known_as_the_same(tre, plan, kilde, leder, avdelingsdirektor):
    """From the first to the second to the third: all point to the first, which has it already too."""
    forst = lag_tiltak(kilde, "Fagdag")
    hent(plan, kilde, leder, tiltak=[forst])
    mellom = plan.tiltak.get()
    Tiltak.objects.filter(pk=mellom.pk).update(navn="Vår fagdag")
    Kompetanseplan.objects.filter(pk=plan.pk).update(status="vedtatt", gjelder_fra=dag(-1))
    tredje = lag_plan(tre.ikt)

    assert hent(tredje, plan, avdelingsdirektor, tiltak=[Tiltak.objects.get(pk=mellom.pk)]) == Hentet(1, 0)

    assert tredje.tiltak.get().hentet_fra == forst
    assert [rad.har for rad in henting.tilbud(tredje, kilde).tiltak] == [tredje.tiltak.get()]
    assert [rad.har for rad in henting.tilbud(kilde, plan).tiltak] == [forst]


def test_one_s_own_by_the_same_name_is_shown_and_two_of_theirs_by_one_name_are_two(plan, kilde, leder):
    lag_tiltak(plan, "fagdag")
    kurs = [lag_tiltak(kilde, "Kurs") for _nr in range(2)]
    lag_tiltak(kilde, "Fagdag")
    hent(plan, kilde, leder, tiltak=kurs[:1])

    assert [(str(rad.ett), str(rad.har)) for rad in henting.tilbud(plan, kilde).tiltak] == [
        ("Kurs", "Kurs"),
        ("Kurs", "None"),
        ("Fagdag", "fagdag"),
    ]


def test_next_year_s_plan_still_knows_where_it_came_from(plan, kilde, leder, hr):
    tiltak = lag_tiltak(kilde, "Fagdag")
    hent(plan, kilde, leder, tiltak=[tiltak])
    Kompetanseplan.objects.filter(pk=plan.pk).update(status="vedtatt", gjelder_fra=dag(-1))

    neste, neste_kilde = rullering.rull(plan, bruker=leder), rullering.rull(kilde, bruker=hr)

    assert neste.tiltak.get().hentet_fra == tiltak
    assert [str(rad.har) for rad in henting.tilbud(neste, neste_kilde).tiltak] == ["Fagdag"]


def test_a_goal_serves_the_goal_above_only_where_that_comes_too(tre, kilde, leder):
    felles, fremmed = (lag_maal(lag_dokument(str(enhet), enhet)) for enhet in (tre.rot, tre.oppvekst))
    deres = [lag_maal(kilde, over.dokument.enhet.navn, over=over) for over in (felles, fremmed)]
    plan = lag_plan(tre.prosjekt)

    hent(plan, kilde, leder, maal=deres)

    assert [maal.over for maal in plan.maal.all()] == [felles, None]


def test_answers_do_not_come_but_what_serves_them_serves_one_s_own_answer(tre, plan, kilde, leder):
    over = lag_maal(lag_dokument(enhet=tre.rot))
    deres, vaart = (lag_maal(ett, over.navn, over=over, valg=Maal.Valg.BIDRAR) for ett in (kilde, plan))
    bort = lag_maal(kilde, "Noe annet", over=lag_maal(lag_dokument("Annet", tre.rot)), valg=Maal.Valg.BIDRAR)
    behov = lag_behov(kilde, maal=[deres, bort])

    hent(plan, kilde, leder, maal=[deres], behov=[behov])

    assert henting.tilbud(plan, kilde).maal == []
    assert list(plan.maal.all()) == [vaart]
    assert list(plan.behov.get().maal.all()) == [vaart]


def test_a_need_keeps_its_category_and_the_competence_that_it_was_merged_into(plan, kilde, leder, hr):
    kategori = lag_kategori("Barnehagelærere")
    gammel, ny = lag_kompetanse("Sårstell"), lag_kompetanse("Sårbehandling")
    behov = lag_behov(kilde, "Sår", kategori=kategori, kompetanse=gammel)
    slaa_sammen(gammel, ny, bruker=hr)

    # As the page had it before the two were merged.
    hent(plan, kilde, leder, behov=[behov])

    vaart = plan.behov.get()
    assert (vaart.kategori, vaart.kompetanse) == (kategori, ny)


def test_what_they_weighed_stays_with_them_and_what_they_chose_is_a_measure(plan, kilde, leder, hr):
    """The plan was a draft when they chose."""
    Kompetanseplan.objects.filter(pk=kilde.pk).update(status="utkast")
    behov = lag_behov(kilde, "Veiledning", kritisk=True)
    behov.grunnlag.create(slag=verdi(Listeverdi.Liste.GRUNNLAG, "skjonn"), skjonn=4)
    for navn in ("Lære opp to", "Ansette én"):
        behov.alternativer.create(navn=navn)
    alternativer.velg(behov.alternativer.first(), "De blir her.", bruker=hr)
    Kompetanseplan.objects.filter(pk=kilde.pk).update(status="vedtatt")

    hent(plan, kilde, leder, behov=[behov], tiltak=list(kilde.tiltak.all()))

    vaart = plan.behov.get()
    assert [str(tiltak) for tiltak in vaart.tiltak.all()] == ["Lære opp to"]
    assert not vaart.alternativer.exists()
    assert not vaart.grunnlag.exists()
    assert behov.alternativer.count() == 2


def test_stopped_measures_are_not_offered(plan, kilde):
    lag_tiltak(kilde, "Stoppet", status="stoppet")
    lag_tiltak(kilde, "Ferdig", status="ferdig")

    assert [str(rad.ett) for rad in henting.tilbud(plan, kilde).tiltak] == ["Ferdig"]


def test_one_takes_from_adopted_plans_of_others_and_from_examples_that_were_replaced(tre, plan, leder, kollega):
    lag_plan(tre.barnehager, aar=2019)
    lag_kilde(tre.barnehager, aar=2018, status="utkast")
    lag_kilde(tre.barnehager, aar=2017, status="avlost")
    lag_kilde(tre.prosjekt, aar=2016)
    lag_kilde(tre.prosjekt, aar=2015, nivaa="person", person=kollega.person, leder=leder.person)
    vedtatt = lag_kilde(tre.stab)
    eksempel = lag_kilde(tre.barnehager, aar=2014, status="avlost", er_eksempel=True)

    assert list(henting.kilder(plan, leder)) == [vedtatt, eksempel]


@pytest.mark.parametrize("status", ["utkast", "til_drofting", "avlost"])
def test_nothing_is_taken_from_a_plan_that_is_no_source(plan, kilde, leder, status):
    tiltak = lag_tiltak(kilde)
    Kompetanseplan.objects.filter(pk=kilde.pk).update(status=status)

    with pytest.raises(PermissionDenied):
        hent(plan, kilde, leder, tiltak=[tiltak])

    assert not plan.tiltak.exists()


def test_only_those_who_write_the_plan_take_anything_into_it(plan, kilde, soker, leder):
    tiltak = lag_tiltak(kilde)

    with pytest.raises(PermissionDenied):
        hent(plan, kilde, soker, tiltak=[tiltak])
    Kompetanseplan.objects.filter(pk=plan.pk).update(status="til_behandling")
    with pytest.raises(PermissionDenied):
        hent(plan, kilde, leder, tiltak=[tiltak])

    assert not plan.tiltak.exists()


def test_what_comes_stands_last(plan, kilde, leder):
    for ett, plass in ((plan, 7), (kilde, 1)):
        lag_tiltak(ett, f"Tiltak {plass}", rekkefolge=plass)
        lag_behov(ett, f"Behov {plass}", rekkefolge=plass)

    hent(plan, kilde, leder, tiltak=list(kilde.tiltak.all()), behov=list(kilde.behov.all()))

    assert [str(ett) for ett in plan.tiltak.all()] == ["Tiltak 7", "Tiltak 1"]
    assert [str(ett) for ett in plan.behov.all()] == ["Behov 7", "Behov 1"]


def test_a_goal_of_the_registry_is_measured_by_the_registry_here(tre, plan, kilde, leder):
    maal = lag_maal(kilde, "Flere med fagbrev", beregning="fagbrev", maaleenhet="%", utgangspunkt=40)
    maal.maalinger.create(dato=dt.date(2021, 1, 1), verdi=41)

    hent(plan, kilde, leder, maal=[maal])

    vaart = plan.maal.get()
    assert (vaart.beregning, vaart.maaleenhet, vaart.utgangspunkt) == ("fagbrev", "%", None)
    assert not vaart.maalinger.filter(dato=dt.date(2021, 1, 1)).exists()
