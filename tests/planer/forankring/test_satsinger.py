import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from kompetanse.felles import vegg
from kompetanse.felles.models import Hendelse
from planer.forankring import satsinger
from planer.models import Satsingsomraade
from tests.soknader.factories import lag_ramme, lag_satsingsomraade

DATA = {"navn": "Digital kompetanse", "fra_aar": "2026", "rekkefolge": "10"}


@pytest.fixture
def som_hr(client, hr):
    client.force_login(hr)
    return client


def adresse(navn, *args):
    return reverse(f"planer:satsingsomraade-{navn}", args=args)


@pytest.mark.parametrize(
    ("fra", "til", "ventet"), [(2020, None, True), (2026, 2026, True), (2027, None, False), (2020, 2025, False)]
)
def test_er_i_bruk_and_i_bruk_agree(kommune, fra, til, ventet):
    omraade = lag_satsingsomraade("Ledelse", fra_aar=fra, til_aar=til)

    assert omraade.er_i_bruk(2026) is ventet
    assert Satsingsomraade.objects.i_bruk(2026).exists() is ventet


def test_create_stores_and_logs(som_hr, hr):
    svar = som_hr.post(adresse("create"), DATA)

    omraade = Satsingsomraade.objects.get()
    assert svar["Location"] == adresse("list")
    assert (omraade.navn, omraade.fra_aar, omraade.til_aar) == ("Digital kompetanse", 2026, None)
    linje = Hendelse.objects.for_objekt(omraade).get()
    assert (linje.handling, linje.utfort_av, linje.i_rolle) == (
        "satsingsomraade.opprettet",
        hr,
        "HR-rådgiver, Fjordby kommune",
    )


@pytest.mark.parametrize(
    ("felt", "verdi", "melding"),
    [
        ("navn", "", "Fyll ut dette feltet."),
        ("navn", "x" * 151, "Teksten er for lang"),
        ("navn", "Office 365", "Dere har allerede et satsingsområde med dette navnet."),
        ("fra_aar", "0001", "Skriv et år fra og med 2000."),
        ("fra_aar", "i fjor", "Skriv årstallet med fire siffer"),
        ("til_aar", "2025", "Sluttåret kan ikke komme før startåret."),
        ("beskrivelse", "a" * 100_000, "Teksten er for lang"),
    ],
)
def test_bad_input_is_told_and_nothing_is_stored(som_hr, felt, verdi, melding):
    lag_satsingsomraade("Office 365")

    svar = som_hr.post(adresse("create"), {**DATA, felt: verdi})

    assert melding in svar.content.decode()
    assert Satsingsomraade.objects.count() == 1


def test_update_and_list(som_hr):
    omraade = lag_satsingsomraade("Ledelse", fra_aar=2020)

    som_hr.post(adresse("update", omraade.pk), {**DATA, "navn": "Lederutvikling", "til_aar": "2026"})

    svar = som_hr.get(adresse("list"))
    assert [str(rad) for rad in [*svar.context["i_bruk"], *svar.context["andre"]]] == ["Lederutvikling"]


def test_delete_removes_what_nothing_uses(som_hr):
    omraade = lag_satsingsomraade("Ledelse")

    assert "Vil du slette «Ledelse»?" in som_hr.get(adresse("delete", omraade.pk)).content.decode()
    som_hr.post(adresse("delete", omraade.pk))

    assert not Satsingsomraade.objects.exists()


def test_delete_of_an_area_in_use_says_what_to_do(som_hr):
    omraade = lag_satsingsomraade("Ledelse")
    lag_ramme(2026, oremerket={omraade: 1000})

    svar = som_hr.post(adresse("delete", omraade.pk), follow=True)

    assert "Sett et sluttår i stedet" in svar.content.decode()
    assert Satsingsomraade.objects.exists()


def test_the_actions_themselves_refuse_others(kommune, leder):
    omraade = lag_satsingsomraade("Ledelse")

    with pytest.raises(PermissionDenied):
        satsinger.lagre(Satsingsomraade(navn="Nytt", fra_aar=2026), bruker=leder)
    with pytest.raises(PermissionDenied):
        satsinger.slett(omraade, bruker=leder)


def test_lagre_refuses_a_name_that_is_taken(kommune, hr):
    lag_satsingsomraade("Ledelse")

    with pytest.raises(ValidationError):
        satsinger.lagre(Satsingsomraade(navn="Ledelse", fra_aar=2026), bruker=hr)


def test_another_kommune_s_area_is_not_found(client, kommune, annen_kommune):
    omraade = lag_satsingsomraade("Ledelse")
    client.force_login(annen_kommune.hr)

    assert client.get(adresse("update", omraade.pk)).status_code == 404
    assert client.post(adresse("delete", omraade.pk)).status_code == 404
    assert client.get(adresse("list")).context["i_bruk"] == []

    with vegg.innenfor(kommune.pk):
        assert Satsingsomraade.objects.exists()


@pytest.mark.parametrize("antall", [1, 3])
def test_satsingsomraade_list_query_count(som_hr, antall, django_assert_num_queries):
    for nummer in range(antall):
        lag_satsingsomraade(f"Område {nummer}")

    with django_assert_num_queries(6):  # session, user, wall, person with kommune, roles; areas
        svar = som_hr.get(adresse("list"))

    assert len(svar.context["i_bruk"]) == antall
