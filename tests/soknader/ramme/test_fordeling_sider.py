import pytest
from django.urls import reverse

from soknader.models import Fordelt
from tests.soknader.factories import lag_ramme

DATO = "01.01.2026"


@pytest.fixture
def ramme(tre, soker, kollega, hr):
    """Three employees: two in IKT-tjenester, one in HR."""
    return lag_ramme(2026, total=2000, fordelt=1000)


@pytest.fixture
def side(client, hr, ramme):
    client.force_login(hr)
    return reverse("soknader:ramme-fordel", args=[2026])


def rader(svar):
    return [(rad.enhet.navn, str(rad.belop)) for rad in svar.context["form"].rader]


def lagret():
    return [(rad.enhet.navn, str(rad.belop)) for rad in Fordelt.objects.select_related("enhet")]


def valg(svar, **data):
    """What the form on the page would send."""
    form = svar.context["form"]
    avkrysset = {f"med_{rad.enhet.pk}": "on" for rad in form.rader if rad.med}
    skjult = {felt.name: felt.value() for felt in svar.context["valg"]}
    return {**avkrysset, **skjult, "vist": svar.context["vist"], **data}


def test_the_page_proposes_the_departments_that_have_people(client, side):
    svar = client.get(side)

    assert rader(svar) == [("IKT-tjenester", "666.67"), ("HR og virksomhetsstyring", "333.33"), ("Barnehager", "0.00")]
    assert [rad.med for rad in svar.context["form"].rader] == [True, True, False]
    assert lagret() == []


def test_what_was_shown_is_what_is_stored(client, side):
    forslag = client.get(side, {"nokkel": "ansatte", "nivaa": "3", "dato": DATO})

    svar = client.post(side, valg(forslag, lagre="ja"))

    assert svar.status_code == 302
    assert lagret() == [("IKT-tjenester", "666.67"), ("HR og virksomhetsstyring", "333.33")]


def test_a_changed_choice_is_shown_before_it_is_stored(client, side, tre):
    forslag = client.get(side)
    data = valg(forslag, lagre="ja")
    del data[f"med_{tre.hr.pk}"]

    nytt = client.post(side, data)
    assert lagret() == []
    assert rader(nytt)[:2] == [("IKT-tjenester", "1000.00"), ("HR og virksomhetsstyring", "0.00")]
    assert "Beløpene er regnet ut på nytt." in nytt.content.decode()
    client.post(side, valg(nytt, lagre="ja"))

    assert lagret() == [("IKT-tjenester", "1000.00")]


def test_own_weights(client, side, tre):
    forslag = client.get(side, {"nokkel": "vekter"})
    vekter = {f"vekt_{tre.ikt.pk}": "1", f"vekt_{tre.hr.pk}": "2,5", f"vekt_{tre.barnehager.pk}": ""}

    nytt = client.post(side, valg(forslag, regn="ja", **vekter))
    client.post(side, valg(nytt, lagre="ja", **vekter))

    assert lagret() == [("IKT-tjenester", "285.71"), ("HR og virksomhetsstyring", "714.29")]


def test_own_weights_start_with_the_stored_ones(client, side, ramme, tre):
    Fordelt.objects.create(ramme=ramme, enhet=tre.hr, vekt=7, belop=1000)

    svar = client.get(side, {"nokkel": "vekter"})

    assert [rad.vekt for rad in svar.context["form"].rader] == [0, 7, 0]


@pytest.mark.parametrize("vekt", ["-1", "1e9", "NaN", "1,234", "99999999999"])
def test_a_bad_weight_is_told(client, side, tre, vekt):
    forslag = client.get(side, {"nokkel": "vekter"})

    svar = client.post(side, valg(forslag, lagre="ja", **{f"vekt_{tre.ikt.pk}": vekt}))

    assert list(svar.context["form"].errors) == [f"vekt_{tre.ikt.pk}"]
    assert lagret() == []


def test_no_unit_chosen_is_told(client, side):
    data = {"nokkel": "ansatte", "nivaa": "3", "dato": DATO, "vist": "", "lagre": "ja"}

    svar = client.post(side, data)

    assert "Minst én enhet må ha vekt over null." in svar.content.decode()
    assert lagret() == []


@pytest.mark.parametrize("data", [{"dato": "0001-01-01"}, {"dato": "i går"}, {"nivaa": "9"}, {"nokkel": "alder"}])
def test_a_bad_way_of_counting_is_told(client, side, data):
    svar = client.get(side, data)

    assert list(svar.context["valg"].errors) == list(data)
    assert svar.context["form"] is None


@pytest.mark.parametrize("antall", [1, 3])
def test_ramme_fordel_query_count(client, side, tre, antall, django_assert_num_queries):
    from tests.rollebesetning import lag_bruker, lag_enhet

    for nummer in range(antall):
        lag_bruker("Kaia", lag_enhet(tre.oppvekst, f"Skole {nummer}"))

    # session, user, wall, person with kommune, roles; frame; depth, role type; counts, units; stored distribution
    with django_assert_num_queries(11):
        svar = client.get(side)

    assert len(svar.context["form"].rader) == antall + 3
