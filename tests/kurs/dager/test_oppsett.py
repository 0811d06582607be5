"""HR decides what a day is, what counts, and how many there are to be."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from kompetanse.felles.models import Hendelse
from kurs.dager import maalsetting
from kurs.dager.maal import Maalene, hittil
from kurs.models import Dagmaal, Kursoppsett
from tests.kartlegging.factories import lag_kategori

pytestmark = pytest.mark.django_db


@pytest.fixture
def kategori(kommune):
    return lag_kategori("Barnehagelærer")


def test_a_target_holds_until_there_is_a_newer_and_that_of_a_category_goes_first(kategori):
    for aar, hvem, dager in ((2024, None, 2), (2026, None, 3), (2025, kategori, 5), (2027, kategori, 0)):
        Dagmaal.objects.create(aar=aar, kategori=hvem, dager=dager)

    maalene = {aar: Maalene.for_aaret(aar) for aar in range(2023, 2028)}
    satt = {aar: (maal.for_en(None), maal.for_en(kategori.pk)) for aar, maal in maalene.items()}

    assert satt == {2023: (None, None), 2024: (2, 2), 2025: (2, 5), 2026: (3, 5), 2027: (3, None)}


def test_the_target_of_several_is_the_sum_of_theirs(kategori):
    maalene = Maalene(Decimal(2), {kategori.pk: Decimal("4.5"), 0: None})

    assert maalene.for_flere({None: 3, kategori.pk: 2}) == 15
    assert maalene.for_flere({0: 7}) is None
    assert Maalene().for_flere({None: 3}) is None
    assert (hittil(Decimal(3), 10), hittil(None, 10)) == (Decimal("2.5"), None)


def test_a_new_target_for_the_same_takes_its_place(client, hr):
    client.force_login(hr)
    for dager in ("3", "2,5"):
        client.post(reverse("kurs:dagmaal-create"), {"aar": "2027", "kategori": "", "dager": dager})

    assert list(Dagmaal.objects.values_list("aar", "kategori", "dager")) == [(2027, None, Decimal("2.5"))]
    assert Hendelse.objects.filter(handling="dagmaal.satt").count() == 2


def test_a_target_that_is_deleted_lets_the_one_before_hold_again(client, hr):
    Dagmaal.objects.create(aar=2024, dager=2)
    nytt = Dagmaal.objects.create(aar=2026, dager=3)
    client.force_login(hr)

    client.post(reverse("kurs:dagmaal-delete", args=[nytt.pk]))

    assert Maalene.for_aaret(2026).alle == 2


@pytest.mark.parametrize(
    "felt",
    [
        {"timer_per_dag": "0"},
        {"timer_per_dag": "25"},
        {"timer_per_dag": "sju"},
        {"storrelser": "50, hundre"},
        {"storrelser": "0"},
        {"storrelser": "101"},
        {"storrelser": ""},
        {"teller_ikke": ["tull"]},
    ],
)
def test_what_cannot_be_is_refused_with_a_reason_and_nothing_is_stored(client, hr, felt):
    client.force_login(hr)
    gyldig = {"timer_per_dag": "7", "storrelser": "50", "eksterne_teller": "on"}

    svar = client.post(reverse("kurs:dagoppsett-update"), gyldig | felt)

    assert svar.status_code == 200
    assert svar.context["form"].errors
    assert Kursoppsett.for_kommunen().timer_per_dag == Decimal("7.5")


def test_what_hr_decides_is_stored_and_told(client, hr):
    client.force_login(hr)
    data = {"timer_per_dag": "7", "teller_ikke": ["webinar"], "storrelser": "100; 75, 75"}

    client.post(reverse("kurs:dagoppsett-update"), data)

    naa = Kursoppsett.for_kommunen()
    assert (naa.timer_per_dag, naa.teller_ikke, naa.eksterne_teller, naa.storrelser) == (
        7,
        ["webinar"],
        False,
        [75, 100],
    )
    assert Hendelse.objects.filter(handling="kursoppsett.endret", utfort_av=hr).count() == 1


def test_only_hr_decides(leder):
    with pytest.raises(PermissionDenied):
        maalsetting.sett(2026, None, Decimal(3), bruker=leder)
