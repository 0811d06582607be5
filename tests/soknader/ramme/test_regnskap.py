from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q
from hypothesis import given
from hypothesis import strategies as st

from kompetanse.felles.models import Hendelse
from soknader.models import Justering, Oremerking, Postering, Ramme, Sluttrapport, Soknad
from soknader.ramme import regnskap, styring, tilbakeforing
from soknader.ramme.regnskap import Uttak
from tests.eksempler import eksempler
from tests.soknader.factories import lag_ramme, lag_satsingsomraade, lag_soknad


@pytest.fixture
def digital(kommune):
    return lag_satsingsomraade("Digital kompetanse")


@pytest.fixture
def personvern(kommune):
    return lag_satsingsomraade("Personvern")


@pytest.fixture
def ramme(digital, personvern):
    """100 000 kr centrally: 30 000 for digital, 20 000 for personvern, 50 000 free."""
    return lag_ramme(total=150_000, fordelt=50_000, oremerket={digital: 30_000, personvern: 20_000})


@pytest.fixture
def soknad(soker, digital):
    return lag_soknad(soker, satsingsomraade=digital)


def oremerking(ramme, omraade):
    return Oremerking.objects.get(ramme=ramme, satsingsomraade=omraade)


def ledig(ramme):
    return [int(pott.ledig) for pott in regnskap.regnskap(ramme).potter]


def test_regnskap_keeps_the_order_of_the_areas(kommune):
    sist, forst = lag_satsingsomraade("A", rekkefolge=2), lag_satsingsomraade("B", rekkefolge=1)
    ramme = lag_ramme(oremerket={sist: 10, forst: 10})

    assert [pott.navn for pott in regnskap.regnskap(ramme).oremerkede] == ["B", "A"]


def test_regnskap_of_an_untouched_frame(ramme):
    svar = regnskap.regnskap(ramme)

    assert [(pott.navn, pott.ramme_belop) for pott in svar.potter] == [
        ("Digital kompetanse", 30_000),
        ("Personvern", 20_000),
        ("Fri del", 50_000),
    ]
    assert (svar.sum.ramme_belop, svar.sum.innvilget, svar.sum.ledig) == (100_000, 0, 100_000)


def test_regnskap_follows_a_case_from_asked_for_to_used(ramme, soknad, digital, soker):
    Soknad.objects.filter(pk=soknad.pk).update(status=Soknad.Status.TIL_MOTE, soknadsbelop=40_000)
    bedt_om = regnskap.regnskap(ramme).oremerkede[0]
    regnskap.ta_ut(ramme, soknad=soknad, belop=40_000, satsingsomraade=digital)
    Soknad.objects.filter(pk=soknad.pk).update(status=Soknad.Status.INNVILGET)
    innvilget = regnskap.regnskap(ramme)
    tilbakeforing.tilbakefor(soknad, 15_000)
    Sluttrapport.objects.create(
        soknad=soknad,
        faktisk_kostnad=25_000,
        antall_deltakere=9,
        gjennomfort="Kurs",
        tilbakefort=15_000,
        levert_av=soker,
    )
    ferdig = regnskap.regnskap(ramme)

    assert (bedt_om.omsokt, bedt_om.antall_omsokt, bedt_om.ledig, bedt_om.ledig_etter_omsokt) == (
        40_000,
        1,
        30_000,
        -10_000,
    )
    assert (innvilget.sum.innvilget, innvilget.sum.bundet, innvilget.sum.brukt, innvilget.sum.omsokt) == (
        40_000,
        40_000,
        0,
        0,
    )
    assert (ferdig.sum.innvilget, ferdig.sum.tilbakefort, ferdig.sum.brukt, ferdig.sum.bundet) == (
        40_000,
        15_000,
        25_000,
        0,
    )
    assert [pott.ledig for pott in ferdig.potter] == [5_000, 20_000, 50_000]


def test_regnskap_counts_cases_without_an_earmarked_area_on_the_free_part(ramme, soker):
    lag_soknad(soker, satsingsomraade=lag_satsingsomraade("Ledelse"), status=Soknad.Status.TIL_BEHANDLING)
    lag_soknad(soker, satsingsomraade=None, status=Soknad.Status.RETURNERT)
    lag_soknad(soker, satsingsomraade=None)  # a draft
    lag_soknad(soker, satsingsomraade=None, aar=ramme.aar + 1, status=Soknad.Status.TIL_BEHANDLING)

    svar = regnskap.regnskap(ramme)

    assert [(pott.omsokt, pott.antall_omsokt) for pott in svar.potter] == [(0, 0), (0, 0), (70_000, 2)]


@pytest.mark.parametrize("antall", [1, 3])
def test_regnskap_query_count(ramme, soker, antall, django_assert_num_queries):
    for nummer in range(antall):
        omraade = lag_satsingsomraade(f"Område {nummer}")
        Oremerking.objects.create(ramme=ramme, satsingsomraade=omraade, belop=1000)
        soknad = lag_soknad(soker, satsingsomraade=omraade, status=Soknad.Status.TIL_MOTE)
        regnskap.ta_ut(ramme, soknad=soknad, belop=1500, satsingsomraade=omraade)

    with django_assert_num_queries(4):  # the frame, earmarks, draws, cases under way
        svar = regnskap.regnskap(ramme)

    assert (svar.sum.innvilget, svar.sum.antall_omsokt) == (1500 * antall, antall)


def test_foreslaa_uttak_takes_the_earmark_first_then_the_free_part(ramme, digital):
    assert regnskap.regnskap(ramme).foreslaa_uttak(digital.pk, 45_000) == [
        Uttak(oremerking(ramme, digital), 30_000),
        Uttak(None, 15_000),
    ]
    assert regnskap.regnskap(ramme).foreslaa_uttak(None, 45_000) == [Uttak(None, 45_000)]


def test_foreslaa_uttak_says_how_much_is_left_where(ramme, digital):
    with pytest.raises(ValidationError) as feil:
        regnskap.regnskap(ramme).foreslaa_uttak(digital.pk, 80_000.5)

    assert feil.value.code == "for_lite"
    assert feil.value.messages[0].replace("\N{NO-BREAK SPACE}", " ") == (
        "Det er ikke nok penger igjen til 80 000,50 kr. Ledig nå: Digital kompetanse 30 000 kr, Fri del 50 000 kr."
    )


def test_ta_ut_writes_what_was_proposed(ramme, soknad, digital):
    rader = regnskap.ta_ut(ramme, soknad=soknad, belop=35_000, satsingsomraade=digital)

    assert [(rad.oremerking, rad.belop, rad.type) for rad in rader] == [
        (oremerking(ramme, digital), 30_000, "innvilget"),
        (None, 5_000, "innvilget"),
    ]
    assert ledig(ramme) == [0, 20_000, 45_000]


def test_ta_ut_can_be_drawn_otherwise(ramme, soknad, digital):
    pott = oremerking(ramme, digital)

    regnskap.ta_ut(
        ramme, soknad=soknad, belop=35_000, satsingsomraade=digital, fordeling=[(None, 25_000), (pott.pk, 10_000)]
    )

    assert ledig(ramme) == [20_000, 20_000, 25_000]


@pytest.mark.parametrize(
    ("fordeling", "code"),
    [
        ([(None, 34_999)], "ugyldig_fordeling"),
        ([("digital", 31_000), (None, 4_000)], "for_lite"),
        ([("personvern", 5_000), (None, 30_000)], "feil_omraade"),
        ([(987_654, 5_000), (None, 30_000)], "feil_omraade"),
        ([("digital", 40_000), (None, -5_000)], "ugyldig_belop"),
    ],
)
def test_ta_ut_refuses_an_illegal_choice(ramme, soknad, digital, personvern, fordeling, code):
    potter = {"digital": oremerking(ramme, digital).pk, "personvern": oremerking(ramme, personvern).pk}
    fordeling = [(potter.get(pott, pott), belop) for pott, belop in fordeling]

    with pytest.raises(ValidationError) as feil:
        regnskap.ta_ut(ramme, soknad=soknad, belop=35_000, satsingsomraade=digital, fordeling=fordeling)

    assert feil.value.code == code
    assert not Postering.objects.exists()


@pytest.mark.parametrize("belop", ["0", "-5", "0.001", "NaN", "Infinity"])
def test_ta_ut_refuses_an_amount_that_is_none(ramme, soknad, belop):
    with pytest.raises(ValidationError) as feil:
        regnskap.ta_ut(ramme, soknad=soknad, belop=belop, satsingsomraade=None)

    assert feil.value.code == "ugyldig_belop"


def test_ta_ut_tells_the_database_s_refusal_in_words(ramme, soknad, monkeypatch):
    monkeypatch.setattr(regnskap, "_foreslaa", lambda potter, belop: [Uttak(None, belop)])

    with pytest.raises(ValidationError) as feil:
        regnskap.ta_ut(ramme, soknad=soknad, belop=50_001, satsingsomraade=None)

    assert feil.value.code == "for_lite"
    assert ledig(ramme) == [30_000, 20_000, 50_000]


def test_the_database_alone_refuses_to_overdraw(ramme, soknad, digital):
    pott = oremerking(ramme, digital)
    felles = {"ramme": ramme, "soknad": soknad, "type": "innvilget"}

    for ulovlig in (
        lambda: Postering.objects.create(**felles, belop=50_001),
        lambda: Postering.objects.create(**felles, belop=30_001, oremerking=pott),
        lambda: Justering.objects.create(ramme=ramme, belop=-50_001, grunn="Kutt"),
        lambda: Oremerking.objects.filter(pk=pott.pk).update(belop=80_001),
        lambda: Ramme.objects.filter(pk=ramme.pk).update(total=99_999),
    ):
        with pytest.raises(IntegrityError, match="overskredet"), transaction.atomic():
            ulovlig()

    assert ledig(ramme) == [30_000, 20_000, 50_000]


def test_tilbakefor_fills_the_pot_drawn_last_first(ramme, soknad, digital):
    regnskap.ta_ut(ramme, soknad=soknad, belop=40_000, satsingsomraade=digital)

    forste = tilbakeforing.tilbakefor(soknad, 7_000)
    andre = tilbakeforing.tilbakefor(soknad, 8_000)

    assert [(rad.oremerking, rad.belop) for rad in forste] == [(None, -7_000)]
    assert [(rad.oremerking, rad.belop) for rad in andre] == [(None, -3_000), (oremerking(ramme, digital), -5_000)]
    assert ledig(ramme) == [5_000, 20_000, 50_000]


def test_tilbakefor_never_gives_more_than_was_granted(ramme, soknad, digital):
    regnskap.ta_ut(ramme, soknad=soknad, belop=40_000, satsingsomraade=digital)
    tilbakeforing.tilbakefor(soknad, 30_000)

    with pytest.raises(ValidationError) as feil:
        tilbakeforing.tilbakefor(soknad, 10_001)

    assert feil.value.code == "for_mye"
    assert regnskap.regnskap(ramme).sum.tilbakefort == 30_000


def test_juster_changes_the_free_part_and_is_logged(ramme, hr):
    styring.juster(ramme, 10_000, "Tilskudd fra staten", hr)
    styring.juster(ramme, -60_000, "Innsparing", hr)

    linjer = Hendelse.objects.for_objekt(ramme)

    assert ledig(ramme) == [30_000, 20_000, 0]
    assert [(linje.handling, linje.kommentar, linje.utfort_av) for linje in linjer] == [
        ("ramme.justert", "Tilskudd fra staten", hr),
        ("ramme.justert", "Innsparing", hr),
    ]
    assert linjer[0].i_rolle == "HR-rådgiver, Fjordby kommune"


@pytest.mark.parametrize(
    ("belop", "grunn", "code"), [(-50_001, "Kutt", "for_lite"), (0, "Kutt", "ugyldig_belop"), (5, " ", "mangler_grunn")]
)
def test_juster_refuses(ramme, hr, belop, grunn, code):
    with pytest.raises(ValidationError) as feil:
        styring.juster(ramme, belop, grunn, hr)

    assert feil.value.code == code
    assert not Justering.objects.exists()


def test_juster_and_overfor_are_for_hr_only(ramme, leder, etatsdirektor):
    neste = lag_ramme(ramme.aar + 1, total=0, fordelt=0)

    for bruker in (leder, etatsdirektor):
        with pytest.raises(PermissionDenied):
            styring.juster(ramme, 10, "Fordi", bruker)
        with pytest.raises(PermissionDenied):
            styring.overfor(ramme, neste, 10, "Fordi", bruker)


def test_overfor_moves_free_money_to_another_year(ramme, hr):
    neste = lag_ramme(ramme.aar + 1, total=0, fordelt=0)

    styring.overfor(ramme, neste, 20_000, "Kurs utsatt til våren", hr)

    assert ledig(ramme) == [30_000, 20_000, 30_000]
    assert ledig(neste) == [20_000]
    assert list(Justering.objects.order_by("pk").values_list("ramme__aar", "type", "belop")) == [
        (ramme.aar, "overfort_ut", -20_000),
        (ramme.aar + 1, "overfort_inn", 20_000),
    ]


def test_overfor_leaves_earmarked_money(ramme, hr):
    neste = lag_ramme(ramme.aar + 1, total=0, fordelt=0)

    with pytest.raises(ValidationError) as feil:
        styring.overfor(ramme, neste, 50_001, "Alt", hr)

    assert feil.value.code == "for_lite"
    assert not Justering.objects.exists()


STEG = st.tuples(
    st.sampled_from(["ta_ut", "velg", "tilbakefor", "juster"]),
    st.integers(min_value=1, max_value=4_000_000),
    st.sampled_from([0, 1, None]),
)


@eksempler(25)
@given(steg=st.lists(STEG, max_size=12))
def test_pots_never_go_below_zero_and_sums_hold(steg, ramme, soker, digital, personvern, hr):
    omraader = [digital, personvern]
    with transaction.atomic():
        soknad = lag_soknad(soker)
        for handling, oere, hvilket in steg:
            belop = Decimal(oere) / 100
            omraade = None if hvilket is None else omraader[hvilket]
            _prov(handling, ramme, soknad, belop, omraade, hr)

        svar = regnskap.regnskap(ramme)
        assert all(pott.ledig >= 0 and pott.bundet >= 0 for pott in svar.potter)
        assert svar.sum.ramme_belop == 100_000 + svar.justert
        assert svar.sum.ledig == svar.sum.ramme_belop - sum(Postering.objects.values_list("belop", flat=True))
        transaction.set_rollback(True)


def _prov(handling, ramme, soknad, belop, omraade, hr):
    """Do one thing to the frame; what is refused must leave it as it was."""
    pott = omraade and oremerking(ramme, omraade).pk
    handlinger = {
        "ta_ut": lambda: regnskap.ta_ut(ramme, soknad=soknad, belop=belop, satsingsomraade=omraade),
        "velg": lambda: regnskap.ta_ut(
            ramme, soknad=soknad, belop=belop, satsingsomraade=omraade, fordeling=[(pott, belop)]
        ),
        "tilbakefor": lambda: tilbakeforing.tilbakefor(soknad, belop),
        "juster": lambda: styring.juster(ramme, -belop, "Kutt", hr),
    }
    before = regnskap.regnskap(ramme)
    refused = None
    try:
        handlinger[handling]()
    except ValidationError as feil:
        refused = feil.code

    assert refused in {None, "for_lite", "for_mye"}
    assert refused is None or regnskap.regnskap(ramme) == before


def test_the_balances_of_all_years_are_those_of_each(ramme, soknad, digital, personvern, soker, hr):
    regnskap.ta_ut(ramme, soknad=soknad, belop=40_000, satsingsomraade=digital)
    tilbakeforing.tilbakefor(soknad, 15_000)
    styring.juster(ramme, 500, "Tilskudd", hr)
    neste = lag_ramme(ramme.aar + 1, oremerket={personvern: 700})
    lag_soknad(soker, satsingsomraade=personvern, aar=neste.aar, status=Soknad.Status.TIL_MOTE)

    assert regnskap.regnskaper(Ramme.objects.all()) == [regnskap.regnskap(neste), regnskap.regnskap(ramme)]
    assert [pott.omsokt for pott in regnskap.aarsregnskap(ramme.kommune_id, neste.aar).potter] == [35_000, 0]
    assert [pott.ledig for pott in regnskap.aarsregnskap(ramme.kommune_id, ramme.aar).potter] == [5_000, 20_000, 50_500]


@pytest.mark.parametrize(
    ("hoyst", "belop", "deler", "rest"),
    [
        ([30, 50], 20, [("a", 20)], 0),
        ([30, 50], 40, [("a", 30), ("b", 10)], 0),
        ([0, 50], 40, [("a", 0), ("b", 40)], 0),
        ([-5, 50], 60, [("a", 0), ("b", 50)], 10),
        ([30, 50], 0, [("a", 0)], 0),
    ],
)
def test_fyll_empties_one_pot_before_the_next(hoyst, belop, deler, rest):
    assert regnskap.fyll(belop, zip("ab", hoyst, strict=True)) == (deler, rest)


def test_the_index_for_what_is_asked_for_holds_the_cases_under_way():
    indeks = next(indeks for indeks in Soknad._meta.indexes if indeks.name == "soknad_under_behandling")

    assert indeks.condition == Q(status__in=Soknad.Status.under_behandling())
