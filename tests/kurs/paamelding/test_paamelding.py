"""Places: who gets a seat, who waits, who answers, and who moves up."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from kompetanse.felles.models import Hendelse, Varsel
from kompetanse.felles.samskriving import Endring
from kompetanse.organisasjon.models import Stilling
from kurs.kjoring import styring
from kurs.models import Kjoring, Kursplass, Malgruppe
from kurs.paamelding import paamelding, rydding
from kurs.paamelding.bilde import belegg
from tests.klokke import dag, senere
from tests.kurs.factories import lag_kjoring, lag_kurs, lag_plass
from tests.rollebesetning import START, lag_bruker

pytestmark = pytest.mark.django_db
Status = Kursplass.Status


@pytest.fixture
def kurs(tre):
    return lag_kurs(tre.ikt)


def meld_paa(kjoring, *folk, **valg):
    """Each signs up alone, in this order. Returns the state of each."""
    return [paamelding.meld_paa(kjoring, [bruker.person], bruker=bruker, **valg).plasser[0].status for bruker in folk]


def status(kjoring):
    """Name → state of all who are signed up."""
    return {
        plass.person.fornavn: plass.status for plass in kjoring.plasser_tatt.select_related("person").order_by("pk")
    }


def test_twelve_get_a_seat_and_the_thirteenth_gets_the_first_that_is_given_up(kurs, tre, soker):
    kjoring = lag_kjoring(kurs, plasser=12)
    tolv = [lag_bruker(f"Deltaker{nr}", tre.prosjekt) for nr in range(12)]

    assert meld_paa(kjoring, *tolv, soker) == [Status.PLASS] * 12 + [Status.VENTELISTE]
    tapt = kjoring.plasser_tatt.get(person=tolv[3].person)
    paamelding.meld_av(tapt, bruker=tolv[3])

    assert kjoring.plasser_tatt.get(person=soker.person).status == Status.PLASS
    assert belegg([kjoring])[kjoring.pk].tatt == 12
    varsler = Varsel.objects.filter(mottaker=soker).order_by("pk").values_list("emne", flat=True)
    assert list(varsler) == [
        "Du står på venteliste til «Kurs i sårbehandling»",
        "Du har fått plass på «Kurs i sårbehandling»",
    ]
    assert Hendelse.objects.filter(handling="kursplass.avmeldt").count() == 1


def test_the_list_is_first_come_first_and_one_who_comes_back_stands_last(kurs, tre, soker, kollega, leder, hr):
    kjoring = lag_kjoring(kurs, plasser=1)
    assert meld_paa(kjoring, soker, kollega, leder) == [Status.PLASS, Status.VENTELISTE, Status.VENTELISTE]

    paamelding.meld_av(kjoring.plasser_tatt.get(person=kollega.person), bruker=kollega)
    meld_paa(kjoring, kollega)
    paamelding.meld_av(kjoring.plasser_tatt.get(person=soker.person), bruker=soker)

    assert status(kjoring) == {"Siri": Status.AVMELDT, "Kari": Status.VENTELISTE, "Lars": Status.PLASS}


def test_a_seat_that_is_free_goes_to_nobody_past_those_who_wait(kurs, soker, kollega, leder, hr):
    kjoring = lag_kjoring(kurs, plasser=1)
    meld_paa(kjoring, soker, kollega)
    # The seat was given up by hand, and the list has not moved.
    kjoring.plasser_tatt.filter(person=soker.person).update(status=Status.AVMELDT)

    assert meld_paa(kjoring, leder) == [Status.VENTELISTE]


def test_more_seats_are_given_to_those_who_wait(kurs, soker, kollega, leder, hr):
    kjoring = lag_kjoring(kurs, plasser=1)
    meld_paa(kjoring, soker, kollega, leder)

    styring.lagre(kjoring, Endring({"plasser": 2}), bruker=hr)

    assert status(kjoring) == {"Siri": Status.PLASS, "Kari": Status.PLASS, "Lars": Status.VENTELISTE}


def test_without_a_number_of_seats_there_is_room_for_all(kurs, soker, kollega):
    assert meld_paa(lag_kjoring(kurs, plasser=None), soker, kollega) == [Status.PLASS] * 2


def test_the_leader_is_asked_when_the_course_wants_it_and_answers_once(tre, soker, kollega, leder):
    kjoring = lag_kjoring(lag_kurs(tre.ikt, krever_godkjenning=True), plasser=1)
    assert meld_paa(kjoring, soker, kollega) == [Status.SOKT, Status.SOKT]
    foerste, andre = kjoring.plasser_tatt.order_by("pk")

    paamelding.godkjenn(foerste, bruker=leder)
    paamelding.godkjenn(andre, bruker=leder)

    assert status(kjoring) == {"Siri": Status.PLASS, "Kari": Status.VENTELISTE}
    assert Varsel.objects.filter(mottaker=leder, emne__startswith="Godkjenn påmelding").count() == 2
    with pytest.raises(ValidationError):
        paamelding.avslaa(foerste, bruker=leder, kommentar="Likevel ikke")


def test_nobody_answers_for_oneself_and_a_no_says_why(tre, soker, leder, avdelingsdirektor, utenforstaende):
    kjoring = lag_kjoring(lag_kurs(tre.rot, krever_godkjenning=True))
    assert meld_paa(kjoring, leder, soker) == [Status.SOKT, Status.SOKT]
    lederens, sokerens = (kjoring.plasser_tatt.get(person=en.person) for en in (leder, soker))

    for plass, bruker in ((lederens, leder), (sokerens, soker), (sokerens, utenforstaende)):
        with pytest.raises(PermissionDenied):
            paamelding.godkjenn(plass, bruker=bruker)
    with pytest.raises(ValidationError):
        paamelding.avslaa(sokerens, bruker=leder, kommentar=" ")
    paamelding.avslaa(sokerens, bruker=leder, kommentar="Vi trenger deg her.")
    paamelding.godkjenn(lederens, bruker=avdelingsdirektor)

    assert status(kjoring) == {"Lars": Status.PLASS, "Siri": Status.AVSLATT}
    assert Varsel.objects.filter(mottaker=soker).latest("pk").tekst == "Vi trenger deg her."


def test_hr_who_answers_for_all_does_not_answer_for_oneself(tre, hr, hr_leder):
    kjoring = lag_kjoring(lag_kurs(tre.rot, krever_godkjenning=True))
    meld_paa(kjoring, hr)
    plass = kjoring.plasser_tatt.get()

    with pytest.raises(PermissionDenied):
        paamelding.godkjenn(plass, bruker=hr)
    paamelding.godkjenn(plass, bruker=hr_leder)

    assert status(kjoring) == {"Ivar": Status.PLASS}


def test_a_leader_signs_up_many_without_being_asked_and_nobody_from_elsewhere(
    tre, soker, kollega, leder, utenforstaende
):
    kjoring = lag_kjoring(lag_kurs(tre.ikt, krever_godkjenning=True))

    utfall = paamelding.meld_paa(kjoring, [soker.person, kollega.person], bruker=leder, maate=Kursplass.Maate.LEDER)

    assert [plass.status for plass in utfall.plasser] == [Status.PLASS, Status.PLASS]
    assert {plass.paameldt_av for plass in kjoring.plasser_tatt.all()} == {leder}
    with pytest.raises(PermissionDenied):
        paamelding.meld_paa(kjoring, [utenforstaende.person], bruker=leder)


def test_hr_signs_up_for_the_leader_but_the_leader_is_asked(tre, soker, hr):
    kjoring = lag_kjoring(lag_kurs(tre.rot, krever_godkjenning=True))

    paamelding.meld_paa(kjoring, [soker.person], bruker=hr, maate=Kursplass.Maate.MALGRUPPE)

    assert status(kjoring) == {"Siri": Status.SOKT}


def test_one_attends_one_run_of_a_course(kurs, soker):
    meld_paa(lag_kjoring(kurs), soker)

    utfall = paamelding.meld_paa(lag_kjoring(kurs, dager=(60,)), [soker.person], bruker=soker)

    assert not utfall.plasser
    assert utfall.utelatt == {soker.person: "er påmeldt samme kurs en annen gang"}


def test_one_who_has_a_place_is_not_signed_up_again(kurs, soker, leder):
    kjoring = lag_kjoring(kurs)
    meld_paa(kjoring, soker)

    utfall = paamelding.meld_paa(kjoring, [soker.person], bruker=leder)

    assert utfall.utelatt == {soker.person: "er allerede påmeldt"}
    assert kjoring.plasser_tatt.count() == 1


@pytest.mark.parametrize(
    ("felt", "dager", "sier"),
    [
        ({"status": Kjoring.Status.UTKAST}, (30,), "Påmeldingen er ikke åpen."),
        ({"status": Kjoring.Status.STENGT}, (30,), "Påmeldingen er ikke åpen."),
        ({"status": Kjoring.Status.AVLYST}, (30,), "Kurset er avlyst."),
        ({}, (-1, 30), "Kurset har begynt."),
        ({"paameldingsfrist": -1}, (30,), "Påmeldingsfristen gikk ut"),
    ],
)
def test_a_run_that_takes_nobody_in_says_why(kurs, soker, felt, dager, sier):
    felt = {navn: dag(verdi) if isinstance(verdi, int) else verdi for navn, verdi in felt.items()}
    kjoring = lag_kjoring(kurs, dager=dager, **felt)

    with pytest.raises(ValidationError, match=sier):
        meld_paa(kjoring, soker)

    assert not kjoring.plasser_tatt.exists()


def test_those_who_answer_for_the_course_let_people_in_after_the_deadline(kurs, soker, avdelingsdirektor):
    kjoring = lag_kjoring(kurs, paameldingsfrist=dag(-1))

    paamelding.meld_paa(kjoring, [soker.person], bruker=avdelingsdirektor)

    assert status(kjoring) == {"Siri": Status.PLASS}


def test_after_the_deadline_a_place_cannot_be_given_up_by_oneself_but_by_the_leader(kurs, soker, leder):
    kjoring = lag_kjoring(kurs, avmeldingsfrist=dag(-1))
    plass = lag_plass(kjoring, soker.person)

    with pytest.raises(ValidationError, match="Avmeldingsfristen er ute"):
        paamelding.meld_av(plass, bruker=soker)
    paamelding.meld_av(plass, bruker=leder, kommentar="Siri er syk.")

    assert status(kjoring) == {"Siri": Status.AVMELDT}
    assert Varsel.objects.filter(mottaker=soker).latest("pk").tekst == "Siri er syk."


def test_a_seat_that_one_got_after_the_deadline_may_be_given_up(kurs, soker, kollega, leder):
    kjoring = lag_kjoring(kurs, plasser=1, avmeldingsfrist=dag(1))
    meld_paa(kjoring, soker, kollega)
    with senere(days=3):
        paamelding.meld_av(kjoring.plasser_tatt.get(person=soker.person), bruker=leder)
        fikk = kjoring.plasser_tatt.get(person=kollega.person)
        assert fikk.status == Status.PLASS

        paamelding.meld_av(fikk, bruker=kollega)

    assert status(kjoring)["Kari"] == Status.AVMELDT


def test_nothing_moves_once_the_course_has_begun(kurs, soker, kollega, leder):
    kjoring = lag_kjoring(kurs, dager=(-1, 5), plasser=1)
    lag_plass(kjoring, kollega.person, Status.VENTELISTE)
    plass = lag_plass(kjoring, soker.person)

    with pytest.raises(ValidationError):
        paamelding.meld_av(plass, bruker=leder)

    assert status(kjoring) == {"Kari": Status.VENTELISTE, "Siri": Status.PLASS}


def test_who_has_left_gives_the_seat_to_the_next_who_is_still_here(kurs, tre, soker, kollega, leder):
    kjoring = lag_kjoring(kurs, plasser=1)
    venter_og_slutter = lag_bruker("Sofie", tre.prosjekt)
    meld_paa(kjoring, soker, venter_og_slutter, kollega)
    Stilling.objects.filter(person__in=[soker.person, venter_og_slutter.person]).update(til=dag(-1))

    assert rydding.rydd(tre.rot.kommune_id) == 2

    assert status(kjoring) == {"Siri": Status.AVMELDT, "Sofie": Status.AVMELDT, "Kari": Status.PLASS}
    assert rydding.rydd(tre.rot.kommune_id) == 0


def test_what_was_held_keeps_those_who_have_left(kurs, tre, soker):
    kjoring = lag_kjoring(kurs, dager=(-10,))
    lag_plass(kjoring, soker.person)
    Stilling.objects.filter(person=soker.person).update(til=dag(-1))

    assert rydding.rydd(tre.rot.kommune_id) == 0
    assert status(kjoring) == {"Siri": Status.PLASS}


def test_the_place_is_for_the_position_that_one_chose_else_for_the_main_one(kurs, tre, soker, kollega):
    liten = Stilling.objects.create(
        person=soker.person, enhet=tre.barnehager, tittel="Vikar", prosent=20, fra=START, hovedstilling=False
    )
    Stilling.objects.filter(person=soker.person).exclude(pk=liten.pk).update(prosent=10)
    kjoring = lag_kjoring(kurs)

    paamelding.meld_paa(kjoring, [soker.person], bruker=soker)
    assert kjoring.plasser_tatt.get().stilling.enhet == tre.prosjekt
    paamelding.meld_av(kjoring.plasser_tatt.get(), bruker=soker)
    paamelding.meld_paa(kjoring, [soker.person], bruker=soker, stilling=liten)

    assert kjoring.plasser_tatt.get().stilling == liten


def test_a_group_takes_people_in_after_its_first_meeting(tre, soker):
    gruppe = lag_kurs(tre.ikt, form="refleksjonsgruppe")

    assert meld_paa(lag_kjoring(gruppe, dager=(-20, 10)), soker) == [Status.PLASS]
    assert meld_paa(lag_kjoring(lag_kurs(tre.ikt, form="nettverk"), dager=()), soker) == [Status.PLASS]


def test_in_a_group_that_has_met_the_leader_answers_and_the_list_moves(tre, soker, kollega, leder):
    gruppe = lag_kjoring(lag_kurs(tre.ikt, form="nettverk", krever_godkjenning=True), dager=(-20, 10), plasser=1)
    meld_paa(gruppe, soker, kollega)
    foerste, andre = gruppe.plasser_tatt.order_by("pk")

    paamelding.godkjenn(foerste, bruker=leder)
    paamelding.godkjenn(andre, bruker=leder)
    assert status(gruppe) == {"Siri": Status.PLASS, "Kari": Status.VENTELISTE}
    paamelding.meld_av(foerste, bruker=soker)

    assert status(gruppe) == {"Siri": Status.AVMELDT, "Kari": Status.PLASS}


def test_who_has_left_gives_up_the_place_in_a_group_that_has_met(tre, soker):
    gruppe = lag_kjoring(lag_kurs(tre.ikt, form="nettverk"), dager=(-20, 10))
    lag_plass(gruppe, soker.person)
    Stilling.objects.filter(person=soker.person).update(til=dag(-1))

    assert rydding.rydd(tre.rot.kommune_id) == 1
    assert status(gruppe) == {"Siri": Status.AVMELDT}


def test_after_the_deadline_of_a_group_that_has_met_it_says_so_and_lets_in_whom_it_is_asked_to(
    tre, soker, avdelingsdirektor
):
    gruppe = lag_kjoring(lag_kurs(tre.ikt, form="nettverk"), dager=(-20, 10), paameldingsfrist=dag(-21))

    with pytest.raises(ValidationError, match="Påmeldingsfristen gikk ut"):
        meld_paa(gruppe, soker)
    paamelding.meld_paa(gruppe, [soker.person], bruker=avdelingsdirektor)

    assert status(gruppe) == {"Siri": Status.PLASS}


def test_an_hour_of_the_deadlines_day_is_still_in_time(kurs, soker, time_machine):
    kjoring = lag_kjoring(kurs, paameldingsfrist=dag(2))
    time_machine.move_to(timezone.make_aware(dt.datetime.combine(dag(2), dt.time(23, 50))))

    assert meld_paa(kjoring, soker) == [Status.PLASS]


def test_one_whom_the_course_is_not_for_asks_to_be_signed_up(tre, soker, leder, avdelingsdirektor):
    kurs = lag_kurs(tre.ikt)
    Malgruppe.objects.create(kurs=kurs, enhet=tre.barnehager)
    kjoring = lag_kjoring(kurs)

    with pytest.raises(ValidationError, match="Kurset er for alle i Barnehager"):
        meld_paa(kjoring, soker)
    paamelding.meld_paa(kjoring, [soker.person], bruker=leder, maate=Kursplass.Maate.LEDER)

    assert status(kjoring) == {"Siri": Status.PLASS}


def test_one_who_waits_and_has_left_is_passed_by(kurs, tre, soker, kollega):
    kjoring = lag_kjoring(kurs, plasser=1)
    sluttet = lag_bruker("Sofie", tre.prosjekt)
    meld_paa(kjoring, soker, sluttet, kollega)
    Stilling.objects.filter(person=sluttet.person).update(til=dag(-1))

    paamelding.meld_av(kjoring.plasser_tatt.get(person=soker.person), bruker=soker)

    assert status(kjoring) == {"Siri": Status.AVMELDT, "Sofie": Status.VENTELISTE, "Kari": Status.PLASS}
