"""A run is held: who has completed it, and what that gives."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from kartlegging.models import Personkompetanse
from kompetanse.felles.formats import ukedag
from kompetanse.felles.models import Varsel
from kompetanse.felles.oppgaver import oppgavene
from kurs.models import Kjoring, Kurs, Kursplass, Oppmote
from kurs.oppmote import deling, dor, foring, fullforing
from kurs.oppmote.oppgaver import slag_for
from tests.kartlegging.factories import lag_kompetanse
from tests.klokke import dag
from tests.kurs.factories import lag_kjoring, lag_kurs, lag_oppmote, lag_plass
from tests.rollebesetning import lag_bruker

pytestmark = pytest.mark.django_db


@pytest.fixture
def kurs(tre, kollega, avdelingsdirektor):
    return lag_kurs(
        tre.ikt,
        "Kurs i førstehjelp",
        larer_person=kollega.person,
        ansvarlig=avdelingsdirektor.person,
        kompetanser=[lag_kompetanse("Førstehjelp", nivaaer=False, gyldig_mnd=24), (lag_kompetanse("Sår"), 2)],
    )


@pytest.fixture
def kjoring(kurs):
    """Two whole days that have been, of six hours each."""
    return lag_kjoring(kurs, dager=(-8, -1), varer=dt.timedelta(hours=6), halvdager=2)


@pytest.fixture
def plass(kjoring, soker):
    return lag_plass(kjoring, soker.person)


def til_stede(plass, *halvdager):
    """So many half days at each date of the run."""
    for samling, halve in zip(plass.kjoring.samlinger.all(), halvdager, strict=True):
        if halve:
            lag_oppmote(samling, plass, halvdager=halve, timer=Decimal(halve) * 3)


def registeret(person):
    rader = Personkompetanse.objects.filter(person=person).order_by("kompetanse__navn")
    return [(str(rad.kompetanse), rad.nivaa, rad.fra, rad.tilstand) for rad in rader]


def status(kjoring):
    return {plass.person.fornavn: plass.status for plass in kjoring.plasser_tatt.select_related("person")}


def test_who_was_there_enough_completes_and_gets_the_competences_confirmed(
    kjoring, plass, annen_plass, leder, avdelingsdirektor
):
    borte = lag_plass(kjoring, leder.person)
    venter = lag_plass(kjoring, avdelingsdirektor.person, Kursplass.Status.VENTELISTE)
    til_stede(plass, 2, 2)
    til_stede(annen_plass, 2, 1)

    fullforing.fullfor(kjoring, bruker=avdelingsdirektor)

    assert status(kjoring) == {"Siri": "fullfort", "Ulf": "ikke_fullfort", "Lars": "ikke_fullfort", "Ada": "venteliste"}
    ventet = [("Førstehjelp", None, dag(-1), "bekreftet"), ("Sår", 2, dag(-1), "bekreftet")]
    assert registeret(plass.person) == ventet
    assert [registeret(en.person) for en in (annen_plass, borte, venter)] == [[], [], []]
    assert [(varsel.mottaker.person, varsel.emne) for varsel in Varsel.objects.filter(emne__contains="fullført")] == [
        (plass.person, "Du har fullført «Kurs i førstehjelp»")
    ]


def test_the_participants_stand_in_norwegian_order(kjoring, tre):
    for navn in ("Åse", "Øyvind", "Zara"):
        lag_plass(kjoring, lag_bruker(navn, tre.prosjekt).person)

    stand = fullforing.utfall(kjoring).stand

    assert [en.plass.person.fornavn for en in stand] == ["Zara", "Øyvind", "Åse"]


@pytest.mark.parametrize(("krav", "halvdager", "ventet"), [(75, (2, 1), True), (76, (2, 1), False), (1, (0, 0), False)])
def test_the_share_that_the_course_asks_for_decides(kjoring, plass, avdelingsdirektor, krav, halvdager, ventet):
    Kurs.objects.update(krav_oppmote=krav)
    til_stede(plass, *halvdager)

    svar = fullforing.fullfor(Kjoring.objects.get(), bruker=avdelingsdirektor)

    assert [en.nok for en in svar.stand] == [ventet]


@pytest.mark.parametrize(("fullforing_", "ventet"), [("egenvurdert", ["egenvurdert"] * 2), ("ingen", [])])
def test_the_course_says_whether_it_is_confirmed_or_written_at_all(
    kjoring, plass, avdelingsdirektor, fullforing_, ventet
):
    Kurs.objects.update(fullforing=fullforing_)
    til_stede(plass, 2, 2)

    fullforing.fullfor(kjoring, bruker=avdelingsdirektor)

    assert [rad[-1] for rad in registeret(plass.person)] == ventet


@pytest.mark.parametrize(
    ("dager", "knapp", "sier"),
    [
        ((-8, -1), True, ""),
        (
            (-8, 1),
            False,
            "Når den siste samlingen er over, {naar} klokken 15.00, sier du her at kurset er gjennomført.",
        ),
        ((), False, "Når kurset har vært, sier du her at det er gjennomført. Legg inn datoene først."),
    ],
)
def test_that_it_is_held_can_be_said_when_it_has_been_and_until_then_the_page_says_when(
    client, kurs, avdelingsdirektor, dager, knapp, sier
):
    kjoring = lag_kjoring(kurs, dager=dager, varer=dt.timedelta(hours=6))
    fullfor = reverse("kurs:kjoring-fullfor", args=[kjoring.pk])
    client.force_login(avdelingsdirektor)

    html = " ".join(client.get(kjoring.get_absolute_url()).content.decode().split())

    assert (f'href="{fullfor}"' in html) == knapp
    assert " ".join(sier.format(naar=ukedag(dag(1))).split()) in html
    assert client.get(fullfor).status_code == (200 if knapp else 302)


def test_twice_is_refused_and_changes_nothing(kjoring, plass, avdelingsdirektor):
    til_stede(plass, 2, 2)
    fullforing.fullfor(kjoring, bruker=avdelingsdirektor)
    foer = registeret(plass.person)

    with pytest.raises(ValidationError, match="endret siden"):
        fullforing.fullfor(kjoring, bruker=avdelingsdirektor)

    assert registeret(plass.person) == foer


@pytest.mark.parametrize("hvem", ["kollega", "soker", "utenforstaende"])
def test_others_complete_nothing(kjoring, plass, request, hvem):
    with pytest.raises(PermissionDenied):
        fullforing.fullfor(kjoring, bruker=request.getfixturevalue(hvem))


def test_a_run_that_is_not_over_or_has_no_dates_is_not_completed(kurs, avdelingsdirektor):
    igjen, uten = lag_kjoring(kurs, dager=(-1, 3)), lag_kjoring(kurs, dager=())

    with pytest.raises(ValidationError, match="ikke slutt"):
        fullforing.fullfor(igjen, bruker=avdelingsdirektor)
    with pytest.raises(ValidationError, match="ingen datoer"):
        fullforing.fullfor(uten, bruker=avdelingsdirektor)

    assert set(Kjoring.objects.values_list("status", flat=True)) == {"aapen"}


def test_who_was_forgotten_completes_when_the_list_is_mended(kjoring, plass, annen_plass, avdelingsdirektor):
    til_stede(plass, 2, 0)
    til_stede(annen_plass, 0, 2)
    fullforing.fullfor(kjoring, bruker=avdelingsdirektor)
    assert status(kjoring) == {"Siri": "ikke_fullfort", "Ulf": "ikke_fullfort"}

    foring.skriv(kjoring.samlinger.last(), {plass.pk: Decimal(2)}, bruker=avdelingsdirektor)

    assert status(kjoring) == {"Siri": "fullfort", "Ulf": "ikke_fullfort"}
    assert len(registeret(plass.person)) == 2


def test_who_left_meanwhile_keeps_the_attendance_and_gets_nothing_in_the_registry(
    kjoring, plass, soker, avdelingsdirektor
):
    til_stede(plass, 2, 2)
    soker.person.stillinger.update(til=dag(-1))

    fullforing.fullfor(kjoring, bruker=avdelingsdirektor)

    assert status(kjoring) == {"Siri": "fullfort"}
    assert (registeret(plass.person), Oppmote.objects.count()) == ([], 2)
    assert not Varsel.objects.filter(mottaker=soker).exists()


def test_the_door_is_shut_when_the_run_is_completed(kurs, soker, avdelingsdirektor, kollega):
    kjoring = lag_kjoring(kurs, dager=(0,), varer=dt.timedelta(minutes=1))
    aapen = dor.ny_kode(kjoring.samlinger.get(), bruker=kollega)
    kjoring.samlinger.update(slutt=aapen.start + dt.timedelta(seconds=1), start=aapen.start)
    kjoring.samlinger.update(start=aapen.start - dt.timedelta(days=1), slutt=aapen.start - dt.timedelta(hours=20))

    fullforing.fullfor(kjoring, bruker=avdelingsdirektor)

    assert dor.finn(aapen.kode) is None
    assert kjoring.samlinger.get().kode == ""


# --- After an external course -----------------------------------------------------------------------


def test_after_an_external_course_one_shares_and_says_so(client, kjoring, plass, soker, kollega, avdelingsdirektor):
    Kurs.objects.update(ekstern=True)
    til_stede(plass, 2, 2)
    fullforing.fullfor(Kjoring.objects.get(), bruker=avdelingsdirektor)
    oppgave = next(en for en in oppgavene(slag_for(soker)) if en.hva.startswith("Del "))
    assert (oppgave.hva, oppgave.frist_dato) == ("Del Kurs i førstehjelp med kollegene", dag(20))

    client.force_login(soker)
    for _ganger in range(2):
        client.post(reverse("kurs:kursplass-delt", args=[plass.pk]))

    assert Kursplass.objects.get(pk=plass.pk).delt == dag(0)
    assert oppgavene(slag_for(soker)) == []
    with pytest.raises(PermissionDenied):
        deling.del_med_kollegene(plass, bruker=avdelingsdirektor)


def test_of_our_own_course_there_is_nothing_to_share(kjoring, plass, soker, avdelingsdirektor):
    til_stede(plass, 2, 2)
    fullforing.fullfor(kjoring, bruker=avdelingsdirektor)

    with pytest.raises(ValidationError):
        deling.del_med_kollegene(plass, bruker=soker)
    assert oppgavene(slag_for(soker)) == []


# --- Tasks ------------------------------------------------------------------------------------------


def test_the_teacher_is_asked_for_the_list_and_the_responsible_to_complete(
    kjoring, plass, kollega, avdelingsdirektor, hr
):
    assert [en.hva for en in oppgavene(slag_for(kollega))] == ["Før oppmøtet på Kurs i førstehjelp"] * 2
    til_stede(plass, 2, 2)

    assert oppgavene(slag_for(kollega)) == []
    assert [en.hva for en in oppgavene(slag_for(avdelingsdirektor))] == ["Fullfør Kurs i førstehjelp"]
    fullforing.fullfor(kjoring, bruker=avdelingsdirektor)
    assert oppgavene(slag_for(avdelingsdirektor)) == oppgavene(slag_for(hr)) == []


def test_the_responsible_is_told_of_units_with_one_participant_before_the_sign_up_closes(
    kurs, soker, leder, utenforstaende, avdelingsdirektor, hr
):
    snart = lag_kjoring(kurs, dager=(20,), paameldingsfrist=dag(3))
    for en in (soker, leder, utenforstaende):
        lag_plass(snart, en.person)
    lag_plass(lag_kjoring(kurs, dager=(60,), paameldingsfrist=dag(40)), soker.person)

    (oppgave,) = oppgavene(slag_for(avdelingsdirektor))
    assert (oppgave.hva, oppgave.hvorfor, oppgave.frist_dato) == (
        "Få med flere fra samme enhet på Kurs i førstehjelp",
        "Bare én kommer fra Barnehager.",
        dag(3),
    )
    assert oppgavene(slag_for(hr)) == []


# --- The pages --------------------------------------------------------------------------------------


def test_the_page_tells_beforehand_what_completing_comes_to(client, kjoring, plass, annen_plass, avdelingsdirektor):
    til_stede(plass, 2, 0)
    Kurs.objects.update(krav_oppmote=50)
    client.force_login(avdelingsdirektor)
    adresse = reverse("kurs:kjoring-fullfor", args=[kjoring.pk])

    side = client.get(adresse)
    assert [str(en.plass) for en in side.context["utfall"].fullforer] == ["Siri Test"]
    assert len(side.context["utfall"].uten_oppmote) == 1
    assert "6,0 av 12,0 timer" in side.content.decode()
    client.post(adresse)

    assert status(kjoring) == {"Siri": "fullfort", "Ulf": "ikke_fullfort"}


@pytest.mark.parametrize(("hvem", "ventet"), [("soker", 200), ("leder", 200), ("hr", 200), ("utenforstaende", 404)])
@pytest.mark.usefixtures("uten_pdf")
def test_a_certificate_is_seen_by_oneself_and_those_who_see_the_place(client, kjoring, plass, request, hvem, ventet):
    Kursplass.objects.update(status=Kursplass.Status.FULLFORT, avsluttet=dag(-1))
    client.force_login(request.getfixturevalue(hvem))

    assert client.get(reverse("kurs:kursplass-kursbevis", args=[plass.pk])).status_code == ventet


def test_there_is_no_certificate_of_what_is_not_completed(client, kjoring, plass, soker, avdelingsdirektor):
    for hvem, adresse in (
        (soker, reverse("kurs:kursplass-kursbevis", args=[plass.pk])),
        (avdelingsdirektor, reverse("kurs:kjoring-kursbevis", args=[kjoring.pk])),
    ):
        client.force_login(hvem)
        assert client.get(adresse).status_code == 404
