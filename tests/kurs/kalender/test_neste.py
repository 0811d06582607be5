"""What is missing or runs out is offered the next run; a place there is on the way."""

import datetime as dt

import pytest
from django.urls import reverse

from kartlegging.models import Kompetansekrav
from kartlegging.oppfylling import oppfylling
from kartlegging.profil.bilde import kompetansebilde
from kompetanse.organisasjon.models import Person
from kurs.models import Kjoring, Kurs, Kursplass
from tests.kartlegging.factories import gi_kompetanse, lag_bevis, lag_kompetanse, lag_krav, om
from tests.klokke import dag
from tests.kurs.factories import lag_kjoring, lag_kurs, lag_plass

pytestmark = pytest.mark.django_db


@pytest.fixture
def hlr(tre):
    bevis = lag_bevis("Hjerte- og lungeredning", gyldig_mnd=12)
    lag_krav(tre.prosjekt, bevis)
    return bevis


@pytest.fixture
def kurs(tre, hlr):
    return lag_kurs(tre.ikt, "HLR-kurs", kompetanser=[hlr])


def tilbudet(bruker):
    return [linje.tilbud and linje.tilbud.tekst.split(" ")[0] for linje in kompetansebilde(bruker.person).linjer]


def forventet(bruker):
    return [svar.forventet for svar in oppfylling(Person.objects.filter(pk=bruker.person_id)) if svar.berort]


def test_the_first_run_that_one_can_sign_up_for_is_offered(client, kurs, soker, hlr):
    lag_kjoring(kurs, dager=(5,), paameldingsfrist=dag(-1))
    lag_kjoring(kurs, dager=(-2,))
    lag_kjoring(kurs, dager=(8,), status=Kjoring.Status.UTKAST)
    senere, neste = lag_kjoring(kurs, dager=(40,)), lag_kjoring(kurs, dager=(20,))

    (linje,) = kompetansebilde(soker.person).linjer
    assert linje.tilbud.url == neste.get_absolute_url()
    client.force_login(soker)
    assert "Neste kurs: HLR-kurs" in client.get(reverse("kartlegging:min")).content.decode()

    gi_kompetanse(soker, hlr, til=om(30))
    assert tilbudet(soker) == ["Neste"]
    soker.person.kompetanser.update(til=om(300))
    assert tilbudet(soker) == [None]
    assert senere != neste


def test_a_course_at_a_lower_level_or_that_gives_nothing_is_not_offered(tre, kurs, soker, hlr):
    sar = lag_kompetanse("Sår")
    Kompetansekrav.objects.all().delete()
    lag_krav(tre.prosjekt, sar, nivaa=3)
    lag_kjoring(lag_kurs(tre.ikt, "For lavt", kompetanser=[(sar, 2)]))
    assert tilbudet(soker) == [None]

    nok = lag_kurs(tre.ikt, "Høyt nok", kompetanser=[(sar, 3)])
    lag_kjoring(nok)
    assert tilbudet(soker) == ["Neste"]
    Kurs.objects.filter(pk=nok.pk).update(fullforing=Kurs.Fullforing.INGEN)
    assert tilbudet(soker) == [None]


@pytest.mark.parametrize(
    ("status", "tekst", "paa_vei"),
    [
        ("plass", "Du har plass", True),
        ("venteliste", "Du står", False),
        ("sokt", "Du venter", False),
        ("avmeldt", "Neste", False),
    ],
)
def test_a_place_is_on_the_way_and_a_wish_for_one_is_not(kurs, soker, kollega, status, tekst, paa_vei):
    lag_kjoring(kurs, dager=(3,))
    kjoring = lag_kjoring(kurs, dager=(20, 27))
    if status == "avmeldt":
        Kjoring.objects.exclude(pk=kjoring.pk).update(status=Kjoring.Status.AVLYST)
    lag_plass(kjoring, soker.person, status)

    (linje,) = kompetansebilde(soker.person).linjer
    assert linje.tilbud.tekst.startswith(tekst)
    assert forventet(soker) == [dag(27) if paa_vei else None]
    assert forventet(kollega) == [None]


def test_on_the_way_ends_with_the_run(kurs, soker):
    kjoring = lag_kjoring(kurs, dager=(20,))
    lag_plass(kjoring, soker.person)
    for status in (Kjoring.Status.AVLYST, Kjoring.Status.GJENNOMFORT):
        Kjoring.objects.update(status=status)
        assert forventet(soker) == [None]
    Kjoring.objects.update(status=Kjoring.Status.STENGT)
    assert forventet(soker) == [dag(20)]
    Kursplass.objects.update(status=Kursplass.Status.AVMELDT)
    assert forventet(soker) == [None]


def test_who_counts_among_so_many_is_on_the_way_by_a_place_alone(tre, kurs, soker, hlr):
    Kompetansekrav.objects.all().delete()
    krav = lag_krav(tre.prosjekt, hlr, antall=2)
    lag_plass(lag_kjoring(kurs, dager=(20,)), soker.person)

    svar = oppfylling(Person.objects.filter(pk=soker.person_id), Kompetansekrav.objects.filter(pk=krav.pk))

    assert [(en.berort, en.tilstand, en.forventet) for en in svar] == [(False, "mangler", dag(20))]


def test_the_day_is_that_of_norway(kurs, soker):
    kjoring = lag_kjoring(kurs, dager=(20,))
    lag_plass(kjoring, soker.person)
    samling = kjoring.samlinger.get()
    # Half past eleven in UTC is past midnight in Norway.
    sent = samling.start.astimezone(dt.UTC).replace(hour=23, minute=30)
    kjoring.samlinger.update(start=sent - dt.timedelta(hours=2), slutt=sent)

    assert forventet(soker) == [dag(21)]
