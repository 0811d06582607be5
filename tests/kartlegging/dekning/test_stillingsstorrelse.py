"""Position size per stilling and per person (Fafo 7.4.1)."""

from decimal import Decimal

from kartlegging.dekning.stillingsstorrelse import Storrelse, ansatte_ved_hoyere_storrelse, storrelse


def test_two_positions_of_one_person_and_one_of_another():
    funnet = storrelse([(1, Decimal(50)), (1, Decimal(30)), (2, Decimal(100))])

    assert funnet == Storrelse(stillinger=3, personer=2, prosent=Decimal(180))
    assert (funnet.per_stilling, funnet.per_person, funnet.arsverk) == (
        Decimal("60.0"),
        Decimal("90.0"),
        Decimal("1.8"),
    )


def test_the_national_figures_and_one_percentage_point_more():
    landet = Storrelse(stillinger=0, personer=443_918, prosent=Decimal(337_004) * 100)

    assert landet.per_person == Decimal("75.9")
    ansatte = ansatte_ved_hoyere_storrelse(337_004, 443_918, 1)
    assert (ansatte, 443_918 - ansatte) == (438_147, 5_771)


def test_nobody_has_no_mean():
    ingen = storrelse([])

    assert (ingen.per_stilling, ingen.per_person) == (None, None)
