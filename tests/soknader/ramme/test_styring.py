from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from kompetanse.felles.models import Hendelse
from soknader.models import Fordelt, Oremerking, Ramme
from soknader.ramme import regnskap, styring, tilbakeforing
from tests.soknader.factories import lag_ramme, lag_satsingsomraade, lag_soknad


@pytest.fixture
def digital(kommune):
    return lag_satsingsomraade("Digital kompetanse")


@pytest.fixture
def personvern(kommune):
    return lag_satsingsomraade("Personvern")


@pytest.fixture
def ramme(digital, personvern):
    return lag_ramme(2026, total=150_000, fordelt=50_000, oremerket={digital: 30_000, personvern: 20_000})


@pytest.fixture
def innvilget(ramme, digital, soker):
    """40 000 kr granted: 30 000 from the earmark, 10 000 from the free part."""
    soknad = lag_soknad(soker, satsingsomraade=digital)
    regnskap.ta_ut(ramme, soknad=soknad, belop=40_000, satsingsomraade=digital)
    return soknad


def oremerket():
    return list(Oremerking.objects.values_list("satsingsomraade__navn", "belop").order_by("satsingsomraade__navn"))


def test_opprett_stores_and_logs(kommune, hr):
    ramme = styring.opprett(Ramme(aar=2027, total=Decimal(2_000_000), fordelt=Decimal(1_000_000)), bruker=hr)

    assert Ramme.objects.get(aar=2027).kommune == kommune
    assert [linje.handling for linje in Hendelse.objects.for_objekt(ramme)] == ["ramme.opprettet"]


def test_opprett_refuses_a_second_frame_for_the_year(ramme, hr):
    with pytest.raises(ValidationError, match="allerede en ramme"):
        styring.opprett(Ramme(kommune=ramme.kommune, aar=2026, total=1, fordelt=0), bruker=hr)


def test_endre_splits_the_distributed_share_anew(ramme, hr, tre):
    Fordelt.objects.create(ramme=ramme, enhet=tre.ikt, vekt=2, belop=40_000)
    Fordelt.objects.create(ramme=ramme, enhet=tre.hr, vekt=1, belop=10_000)

    styring.endre(ramme, total=Decimal(200_000), fordelt=Decimal(100_000), merknad="", bruker=hr)

    assert list(Fordelt.objects.values_list("enhet__navn", "belop")) == [
        ("IKT-tjenester", Decimal("66666.67")),
        ("HR og virksomhetsstyring", Decimal("33333.33")),
    ]


def test_endre_says_how_much_is_missing(ramme, hr, innvilget):
    with pytest.raises(ValidationError) as feil:
        styring.endre(ramme, total=Decimal(150_000), fordelt=Decimal(90_001), merknad="", bruker=hr)

    assert feil.value.messages[0].replace("\N{NO-BREAK SPACE}", " ") == (
        "Det sentrale beløpet blir 1 kr for lite til det som er øremerket og innvilget."
    )
    ramme.refresh_from_db()
    assert ramme.fordelt == 50_000


def test_sett_oremerkinger_moves_money_between_areas(ramme, hr, digital, personvern, innvilget):
    ledelse = lag_satsingsomraade("Ledelse")

    styring.sett_oremerkinger(ramme, {digital.pk: 40_000, ledelse.pk: 50_000}, bruker=hr)

    assert oremerket() == [("Digital kompetanse", 40_000), ("Ledelse", 50_000)]
    assert regnskap.regnskap(ramme).fri.ledig == 0


def test_sett_oremerkinger_names_every_fault(ramme, hr, digital, personvern, innvilget):
    with pytest.raises(ValidationError) as feil:
        styring.sett_oremerkinger(ramme, {digital.pk: 29_999, personvern.pk: 60_002}, bruker=hr)

    assert [melding.replace("\N{NO-BREAK SPACE}", " ") for melding in feil.value.messages] == [
        "Digital kompetanse: Det er innvilget 30 000 kr av dette området. Øremerkingen kan ikke være mindre.",
        "Dere kan øremerke høyst 90 000 kr. Nå er summen 90 001 kr.",
    ]
    assert oremerket() == [("Digital kompetanse", 30_000), ("Personvern", 20_000)]


def test_an_earmark_that_was_paid_back_in_full_can_be_emptied(ramme, hr, innvilget):
    tilbakeforing.tilbakefor(innvilget, 40_000)

    styring.sett_oremerkinger(ramme, {}, bruker=hr)

    assert oremerket() == [("Digital kompetanse", 0)]
    assert regnskap.regnskap(ramme).fri.ledig == 100_000


def test_overfor_til_neste_makes_the_frame_once(ramme, hr):
    neste = styring.overfor_til_neste(ramme, belop=1_000, grunn="Utsatt", bruker=hr)

    assert (neste.aar, neste.total, neste.fordelt) == (2027, 0, 0)
    assert styring.overfor_til_neste(ramme, belop=500, grunn="Utsatt", bruker=hr) == neste
    assert regnskap.regnskap(neste).sum.ledig == 1_500


def test_overfor_til_neste_makes_nothing_when_there_is_too_little(ramme, hr):
    with pytest.raises(ValidationError):
        styring.overfor_til_neste(ramme, belop=50_001, grunn="Utsatt", bruker=hr)

    assert not Ramme.objects.filter(aar=2027).exists()


def test_only_hr_changes_the_frame(ramme, leder, etatsdirektor, gruppemedlem):
    for bruker in (leder, etatsdirektor, gruppemedlem):
        for endring in (
            lambda bruker: styring.opprett(Ramme(aar=2030, total=1), bruker=bruker),
            lambda bruker: styring.endre(ramme, total=1, fordelt=0, merknad="", bruker=bruker),
            lambda bruker: styring.sett_oremerkinger(ramme, {}, bruker=bruker),
            lambda bruker: styring.overfor_til_neste(ramme, belop=1, grunn="Fordi", bruker=bruker),
        ):
            with pytest.raises(PermissionDenied):
                endring(bruker)
