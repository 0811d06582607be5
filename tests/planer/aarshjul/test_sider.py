"""The pages of the wheel: who sees what, and what is done of it."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from kompetanse.organisasjon.models import Rollekode, Rolletype
from planer.aarshjul.bilde import aarshjul
from planer.models import Aarsaktivitet, Aarsutforelse, Ring
from planer.standard import opprett_aarshjul
from tests.planer.aarshjul.hjelp import lag_aktivitet
from tests.rollebesetning import gi_rolle, lag_bruker

pytestmark = pytest.mark.django_db
AAR = timezone.localdate().year


def hent(client, bruker, enhet, **sporring):
    client.force_login(bruker)
    return client.get(reverse("planer:aarshjul-detail", args=[enhet.pk]), sporring)


def hjulet(enhet, bruker, aar=AAR, dag=None, **valg):
    return aarshjul(enhet, bruker, aar, dag or dt.date(aar, 5, 20), **valg)


def navn(rader):
    return [rad.aktivitet.navn for rad in rader]


def merk(client, bruker, aktivitet, enhet, **data):
    client.force_login(bruker)
    return client.post(reverse("planer:aarsaktivitet-done", args=[aktivitet.pk, enhet.pk, AAR]), data)


def test_a_new_kommune_has_the_wheel_of_the_handbook_in_the_order_of_the_year(tre, hr):
    opprett_aarshjul()

    rader = hjulet(tre.rot, hr).rader

    assert [(rad.nummer, rad.aktivitet.naar) for rad in rader] == [
        (1, "Januar–februar"),
        (2, "Januar–februar"),
        (3, "Februar"),
        (4, "Mars–mai"),
        (5, "Mars–mai"),
        (6, "Juni"),
        (7, "Juni"),
        (8, "Juni"),
        (9, "August–oktober"),
        (10, "August–oktober"),
        (11, "August–oktober"),
        (12, "15. september–8. november"),
        (13, "November"),
        (14, "November–desember"),
        (15, "Desember"),
    ]


def test_a_unit_sees_its_own_and_those_above_and_not_those_of_others(tre, leder):
    for enhet in (tre.rot, tre.ikt, tre.prosjekt, tre.barnehager):
        lag_aktivitet(enhet, f"Fagdag i {enhet}", ring=Ring.ENHET)

    assert navn(hjulet(tre.prosjekt, leder).rader) == [
        "Fagdag i Fjordby kommune",
        "Fagdag i IKT-tjenester",
        "Fagdag i Prosjektkontoret",
    ]


def test_the_next_is_the_first_of_ones_own_that_is_not_done(tre, leder):
    lag_aktivitet(tre.rot, "HR sin", "Mai", Ring.KOMMUNE)
    lag_aktivitet(tre.rot, "For sent", "April", Ring.ENHET)
    min_ = lag_aktivitet(tre.rot, "Min", "Juni", Ring.ENHET)
    lag_aktivitet(tre.rot, "Min senere", "Juli", Ring.ENHET)

    assert hjulet(tre.prosjekt, leder).neste.aktivitet == min_
    Aarsutforelse.objects.create(aktivitet=min_, aar=AAR, enhet=tre.prosjekt)
    hjul = hjulet(tre.prosjekt, leder)
    assert hjul.neste.aktivitet.navn == "Min senere"
    assert navn(hjul.tidligere) == ["For sent", "Min"]
    assert navn(hjulet(tre.prosjekt, leder, bare_mine=True).rader) == ["For sent", "Min", "Min senere"]


@pytest.mark.parametrize(
    ("ring", "som_kan"),
    [
        (Ring.KOMMUNE, {"hr", "hr_leder", "etatsdirektor"}),
        (Ring.ENHET, {"leder", "avdelingsdirektor", "hr", "hr_leder", "etatsdirektor"}),
        (Ring.ANSATT, {"soker", "leder", "avdelingsdirektor", "hr", "hr_leder", "etatsdirektor"}),
    ],
)
def test_who_may_say_that_it_is_done(ring, som_kan, tre, request):
    aktivitet = lag_aktivitet(tre.rot, ring=ring)
    roller = ("soker", "leder", "avdelingsdirektor", "hr", "hr_leder", "etatsdirektor")
    rad = {ett: hjulet(tre.prosjekt, request.getfixturevalue(ett)).rader[0] for ett in roller}

    assert aktivitet == rad["hr"].aktivitet
    assert {ett for ett in roller if rad[ett].kan_merke} == som_kan


def test_a_button_that_is_pressed_twice_marks_once_and_can_be_undone(client, tre, leder):
    aktivitet = lag_aktivitet(tre.rot)

    assert merk(client, leder, aktivitet, tre.prosjekt).status_code == 302
    assert merk(client, leder, aktivitet, tre.prosjekt).status_code == 302
    gjort = Aarsutforelse.objects.get()
    assert (gjort.enhet, gjort.person, gjort.aar, gjort.merket_av) == (tre.prosjekt, None, AAR, leder)
    merk(client, leder, aktivitet, tre.prosjekt, angre="1")
    assert not Aarsutforelse.objects.exists()


def test_nobody_marks_what_another_unit_does(client, tre, soker, utenforstaende):
    aktivitet = lag_aktivitet(tre.rot)

    assert merk(client, soker, aktivitet, tre.prosjekt).status_code == 403
    assert merk(client, utenforstaende, aktivitet, tre.prosjekt).status_code == 404
    assert not Aarsutforelse.objects.exists()


def test_what_everyone_does_is_marked_for_oneself_alone(client, tre, soker, kollega):
    aktivitet = lag_aktivitet(tre.rot, ring=Ring.ANSATT)

    merk(client, soker, aktivitet, tre.prosjekt)

    assert hjulet(tre.prosjekt, soker).rader[0].er_gjort
    assert not hjulet(tre.prosjekt, kollega).rader[0].er_gjort


def test_the_kommune_sees_how_many_units_have_done_it(tre, hr, leder, avdelingsdirektor, utenforstaende):
    aktivitet = lag_aktivitet(tre.rot)
    Aarsutforelse.objects.create(aktivitet=aktivitet, aar=AAR, enhet=tre.prosjekt)

    (rad,) = hjulet(tre.rot, hr).rader

    assert (rad.antall, rad.er_gjort, rad.kan_merke) == ((1, 3), False, False)
    for enhet in (tre.ikt, tre.barnehager):
        Aarsutforelse.objects.create(aktivitet=aktivitet, aar=AAR, enhet=enhet)
    assert hjulet(tre.rot, hr).rader[0].er_gjort


def test_a_role_without_people_is_said(tre, hr):
    lag_aktivitet(tre.rot, "MBU", ring=Ring.KOMMUNE, roller=[Rolletype.objects.get(kode=Rollekode.MBU_MEDLEM)])

    assert hjulet(tre.rot, hr).rader[0].mangler_folk
    gi_rolle(lag_bruker("Mona", tre.stab), Rollekode.MBU_MEDLEM, tre.rot)
    assert not hjulet(tre.rot, hr).rader[0].mangler_folk


def test_a_unit_that_was_closed_is_neither_asked_nor_counted(tre, hr, leder, avdelingsdirektor):
    lag_aktivitet(tre.rot)
    leder.person.roller.update(til=timezone.localdate() - dt.timedelta(days=1))

    assert hjulet(tre.rot, hr).rader[0].antall == (0, 1)


def test_what_the_year_does_not_have_is_said_on_the_page(client, tre, hr):
    lag_aktivitet(tre.rot, "Skuddårsfest", "29. februar")

    vanlig = hent(client, hr, tre.rot, aar=2027).content.decode()

    assert "Skuddårsfest: 29. februar finnes ikke i 2027. Da gjelder 28. februar." in vanlig
    assert "finnes ikke" not in hent(client, hr, tre.rot, aar=2028).content.decode()


@pytest.mark.parametrize("aar", ["", "x", "0", "99999", "-1", "٢٠٢٦"])
def test_a_year_that_is_none_shows_this_one(client, tre, hr, aar):
    assert hent(client, hr, tre.rot, aar=aar).context["hjul"].aar in (AAR, 2026)


def skjema(aktivitet, **felt):
    form = {"navn": aktivitet.navn, "naar": aktivitet.naar, "ring": aktivitet.ring, "forvarsel": aktivitet.forvarsel}
    return (
        form | {"beskrivelse": aktivitet.beskrivelse, "fora": "", "side": "", "bare_aar": "", "i_planen": "on"} | felt
    )


def test_a_leader_adds_to_the_wheel_of_the_own_unit_and_not_of_the_one_above(client, tre, leder):
    client.force_login(leder)
    felt = skjema(Aarsaktivitet(navn="Fagdag", naar="uke 20", ring=Ring.ENHET, forvarsel=7))

    svar = client.post(reverse("planer:aarsaktivitet-create", args=[tre.prosjekt.pk]), felt)

    assert svar.status_code == 302
    assert Aarsaktivitet.objects.values_list("enhet", "navn", "naar", "forvarsel").get() == (
        tre.prosjekt.pk,
        "Fagdag",
        "uke 20",
        7,
    )
    assert client.post(reverse("planer:aarsaktivitet-create", args=[tre.ikt.pk]), felt).status_code == 403


@pytest.mark.parametrize(
    ("felt", "feil"),
    [
        ({"naar": "snart"}, "naar"),
        ({"naar": "30. februar"}, "naar"),
        ({"naar": "desember–januar"}, "naar"),
        ({"ring": "kommune"}, "ring"),
        ({"forvarsel": "-1"}, "forvarsel"),
        ({"forvarsel": "999"}, "forvarsel"),
        ({"navn": "x" * 201}, "navn"),
        ({"bare_aar": "1999"}, "bare_aar"),
        ({"side": "/ond/"}, "side"),
        ({"roller": ["999999"]}, "roller"),
    ],
)
def test_bad_input_is_told_in_its_field_and_nothing_is_stored(client, tre, leder, felt, feil):
    client.force_login(leder)
    rett = skjema(Aarsaktivitet(navn="Fagdag", naar="Mai", ring=Ring.ENHET, forvarsel=7))

    svar = client.post(reverse("planer:aarsaktivitet-create", args=[tre.prosjekt.pk]), rett | felt)

    assert list(svar.context["form"].errors) == [feil]
    assert not Aarsaktivitet.objects.exists()


def test_two_who_change_the_same_activity_are_shown_each_others_words(client, tre, leder, avdelingsdirektor):
    aktivitet = lag_aktivitet(tre.prosjekt)
    adresse = reverse("planer:aarsaktivitet-update", args=[aktivitet.pk])
    client.force_login(leder)
    sett = client.get(adresse).context["form"].sett
    Aarsaktivitet.objects.filter(pk=aktivitet.pk).update(naar="Juni")

    svar = client.post(adresse, skjema(aktivitet, naar="August", sett=sett))

    assert [ett.andres for ett in svar.context["form"].uenigheter] == ["Juni"]
    assert Aarsaktivitet.objects.get().naar == "Juni"
    # What the other has not touched is stored beside what the other wrote.
    assert client.post(adresse, skjema(aktivitet, navn="Fagdager", sett=sett)).status_code == 302
    assert Aarsaktivitet.objects.values_list("navn", "naar").get() == ("Fagdager", "Juni")


def test_what_is_deleted_is_gone_with_what_was_said_of_it(client, tre, leder):
    aktivitet = lag_aktivitet(tre.prosjekt)
    merk(client, leder, aktivitet, tre.prosjekt)

    svar = client.post(reverse("planer:aarsaktivitet-delete", args=[aktivitet.pk]))

    assert svar.status_code == 302
    assert not Aarsaktivitet.objects.exists()
    assert not Aarsutforelse.objects.exists()


@pytest.mark.parametrize("antall", [1, 3])
def test_the_page_asks_the_same_number_of_questions_whatever_the_size(
    client, tre, hr, leder, antall, django_assert_num_queries
):
    for nr in range(antall):
        lag_aktivitet(tre.rot, f"Fagdag {nr}", roller=Rolletype.objects.filter(kode=Rollekode.LEDER))
        lag_aktivitet(tre.rot, f"Egen {nr}", ring=Ring.ANSATT)
    client.force_login(hr)

    # session, user, wall, person, roles; where one works, the unit, those above, the activities and their roles,
    # what one has done oneself, what the units have done, who has the roles, one's own calendar, and the units below
    with django_assert_num_queries(14):
        svar = client.get(reverse("planer:aarshjul-detail", args=[tre.rot.pk]))

    assert len(svar.context["hjul"].rader) == 2 * antall
