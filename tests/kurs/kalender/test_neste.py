"""What is missing or runs out is offered the next run; a place there is on the way."""

import datetime as dt

import pytest
from django.urls import reverse

from kartlegging.models import Kompetansekrav, MiniCv
from kartlegging.oppfylling import oppfylling
from kartlegging.profil.bilde import kompetansebilde
from kartlegging.tabell.bilde import kartlegging
from kartlegging.tabell.matrise import matrise
from kartlegging.tabell.naermest import Slag
from kompetanse.felles.formats import dato_kort
from kompetanse.organisasjon.models import Person, Stilling
from kurs.models import Kjoring, Kurs, Kursplass
from tests.kartlegging.factories import gi_kompetanse, lag_bevis, lag_kompetanse, lag_krav, om
from tests.kartlegging.finn.test_finn import apne_sok, hvorfor, svar
from tests.klokke import dag
from tests.kurs.factories import lag_kjoring, lag_kurs, lag_plass
from tests.rollebesetning import FIGURER, lag_figur

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


def test_what_is_only_shown_to_a_leader_no_course_gives(tre, soker):
    attest = lag_bevis("Politiattest", kun_fremvises=True)
    lag_krav(tre.prosjekt, attest)
    kjoring = lag_kjoring(lag_kurs(tre.ikt, kompetanser=[attest]), dager=(20,))
    assert tilbudet(soker) == [None]

    lag_plass(kjoring, soker.person)
    assert forventet(soker) == [None]


# --- The matrix, and «Finn kompetanse» ---------------------------------------------------------------


def test_a_place_is_on_the_way_in_the_matrix_as_in_the_mapping_table(client, tre, kurs, leder, soker, kollega):
    lag_plass(lag_kjoring(kurs, dager=(20,)), soker.person)
    lag_plass(lag_kjoring(kurs, dager=(25,)), kollega.person, Kursplass.Status.VENTELISTE)
    client.force_login(leder)

    html = client.get(reverse("kartlegging:enhet-matrise", args=[tre.prosjekt.pk])).content.decode()
    (rad,) = kartlegging(tre.prosjekt).rader

    assert html.count("Bevis, på vei. Kravet: På vei") == 1
    assert [svar.forventet for person, svar in rad.svar if person == soker.person] == [dag(20)]
    assert [naer.slag for naer in rad.naermest if naer.person == soker.person] == [Slag.PAA_VEI]


def test_what_nothing_asks_for_is_in_the_matrix_when_all_is_shown(tre, soker):
    truck = lag_bevis("Truckførerbevis")
    lag_plass(lag_kjoring(lag_kurs(tre.ikt, kompetanser=[truck]), dager=(20,)), soker.person)

    def har(**valg):
        matrisen = matrise(kartlegging(tre.prosjekt), **valg)
        return [har.forventet for rad in matrisen.rader for nokkel, har in rad.har.items() if nokkel == truck.pk]

    assert (har(), har(alt=True)) == ([], [dag(20)])


# Who finds Siri in Prosjektkontoret by her place alone: herself, HR, and those who lead her.
FINNER = {"soker", "hr", "hr_leder", "leder", "avdelingsdirektor", "etatsdirektor"}


@pytest.mark.parametrize("apent", [False, True])
def test_a_place_is_found_by_those_who_answer_for_the_person_and_by_no_others(tre, apent):
    folk = {navn: lag_figur(navn, tre) for navn in FIGURER}
    bevis = lag_bevis("Sveisesertifikat")
    lag_plass(lag_kjoring(lag_kurs(tre.ikt, kompetanser=[bevis]), dager=(20,)), folk["soker"].person)
    MiniCv.objects.create(person=folk["soker"].person, deling="kommune")
    apne_sok(apent)

    assert {navn for navn, bruker in folk.items() if svar("sveis", bruker) == ([], ["Siri"])} == FINNER
    assert {navn for navn, bruker in folk.items() if svar("sveis", bruker) == ([], [])} == set(FIGURER) - FINNER


def test_a_place_says_when_and_is_nothing_that_one_has(tre, hr, soker, kollega):
    sar = lag_kompetanse("Sårbehandling")
    lag_plass(lag_kjoring(lag_kurs(tre.ikt, kompetanser=[(sar, 2)]), dager=(20,)), soker.person)
    gi_kompetanse(kollega, sar, 3)

    assert svar("sår", hr) == (["Kari"], ["Siri"])
    assert f"På vei: ventes ferdig {dato_kort(dag(20))}" in hvorfor("sår", hr)
    assert svar("sår", hr, enhet=tre.ikt) == (["Kari"], ["Siri"])
    assert svar("sår", hr, enhet=tre.barnehager) == ([], [])
    assert svar("sår", hr, bekreftet=True) == (["Kari"], [])
    Stilling.objects.filter(person=soker.person).update(til=dag(-1))
    assert svar("sår", hr) == (["Kari"], [])


def test_the_page_says_it_once(client, tre, hr, soker):
    bevis = lag_bevis("Sveisesertifikat")
    lag_plass(lag_kjoring(lag_kurs(tre.ikt, kompetanser=[bevis]), dager=(20,)), soker.person)
    client.force_login(hr)

    html = client.get(reverse("kartlegging:finn"), {"q": "sveis"}).content.decode()

    assert (html.count("På vei: ventes ferdig"), html.count("Påbegynt")) == (1, 0)
