"""The pages of people: who sees whom, the log of looks, people from outside, and the invitation."""

import datetime as dt
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import reverse

from kompetanse.felles import vegg
from kompetanse.felles.models import Oppslag
from kompetanse.felles.varsler import send_usendte
from kompetanse.organisasjon.models import Bruker, Person, Rolle, Rolletype, Stedfortreder, Stilling
from tests.klokke import senere
from tests.rollebesetning import START, lag_bruker

INGEN_KONTO = {"fornavn": "Åse", "etternavn": "Ødegård", "ansattnummer": "90001", "epost": "ase@eksempel.test"}


def side(navn, *args):
    return reverse(f"organisasjon:{navn}", args=args)


def hent(client, bruker, navn, *args, **sporring):
    client.force_login(bruker)
    return client.get(side(navn, *args), sporring)


@pytest.fixture
def uten_konto(tre):
    person = Person.objects.create(**INGEN_KONTO)
    Stilling.objects.create(person=person, enhet=tre.prosjekt, tittel="Rådgiver", fra=START)
    return person


@pytest.mark.parametrize(("hvem", "antall"), [("kollega", 1), ("leder", 3), ("hr", 4), ("utenforstaende", 1)])
def test_the_list_holds_those_one_answers_for(client, soker, kollega, leder, request, hvem, antall):
    svar = hent(client, request.getfixturevalue(hvem), "person-list")

    assert svar.context["liste"].summer["antall"] == antall


@pytest.mark.parametrize("antall", [1, 3])
def test_person_list_query_count(client, tre, leder, antall, django_assert_num_queries):
    for _nr in range(antall):
        lag_bruker("Bo", tre.prosjekt)
    client.force_login(leder)

    # session, user, wall, person, roles; how many, the page, positions
    with django_assert_num_queries(8):
        svar = client.get(side("person-list"))

    assert len(svar.context["liste"].rader) == antall + 1


@pytest.mark.parametrize("antall", [1, 3])
def test_person_detail_query_count(client, tre, soker, leder, antall, django_assert_num_queries):
    for nr in range(antall):
        Stilling.objects.create(person=soker.person, enhet=tre.ikt, tittel=f"Ekstra {nr}", fra=START)
    hent(client, leder, "person-detail", soker.person_id)

    # session, user, wall, person, roles; person, looked before?, positions, roles, stands in for, in the line
    with django_assert_num_queries(11):
        client.get(side("person-detail", soker.person_id))


@pytest.mark.parametrize("uttrykk", ["siri", "Siri Tset", "SIRI TEST", "sirri test"])
def test_people_are_found_by_nearly_their_name(client, hr, soker, uttrykk):
    svar = hent(client, hr, "person-list", q=uttrykk)

    assert soker.person in svar.context["liste"].rader


def test_search_is_within_what_one_may_see(client, utenforstaende, soker):
    assert not hent(client, utenforstaende, "person-list", q="siri").context["liste"].rader
    assert hent(client, utenforstaende, "person-suggest", person="siri").context["valg"] == []


@pytest.mark.parametrize("sporring", [{"enhet": "Ikke til"}, {"hvem": "x"}, {"side": "abc"}, {"q": "%_\\' \x00"}])
def test_odd_filters_give_a_page_and_not_an_error(client, hr, sporring):
    assert hent(client, hr, "person-list", **sporring).status_code == 200


# --- Looks at other people's data ----------------------------------------------------------------


def test_a_look_at_another_is_logged_once_an_hour(client, leder, soker):
    for _gang in range(2):
        hent(client, leder, "person-detail", soker.person_id)

    oppslag = Oppslag.objects.get()
    assert (oppslag.bruker, oppslag.person_id, oppslag.i_rolle) == (leder, soker.person_id, "Leder, Prosjektkontoret")


def test_a_look_at_oneself_is_not_logged(client, soker):
    hent(client, soker, "person-detail", soker.person_id)

    assert not Oppslag.objects.exists()


@pytest.mark.parametrize("antall", [1, 3])
def test_oppslag_list_query_count(client, tre, hr, leder, antall, django_assert_num_queries):
    for _nr in range(antall):
        hent(client, leder, "person-detail", lag_bruker("Bo", tre.prosjekt).person_id)
    client.force_login(hr)

    # session, user, wall, person, roles; how many, the page, names of those looked at
    with django_assert_num_queries(8):
        svar = client.get(side("oppslag-list"))

    assert [ett.om for ett in svar.context["liste"].rader] == ["Bo Test"] * antall


def test_the_log_is_filtered_by_person_and_day(client, hr, leder, soker, kollega):
    for person in (soker.person, kollega.person):
        hent(client, leder, "person-detail", person.pk)

    alle = hent(client, hr, "oppslag-list", av="Lars Test")
    en = hent(client, hr, "oppslag-list", om=f"Siri Test ({soker.person.ansattnummer})", fra="1.1.2020")

    assert (len(alle.context["liste"].rader), len(en.context["liste"].rader)) == (2, 1)


# --- People from outside, and how to reach people -------------------------------------------------


def test_hr_registers_a_person_from_outside(client, hr):
    client.force_login(hr)

    client.post(side("person-create"), {"fornavn": "Åse", "etternavn": "Ødegård", "epost": "Ase@Eksempel.test"})

    person = Person.objects.get(etternavn="Ødegård")
    assert (person.ansattnummer, person.epost) == ("ekstern-1", "ase@eksempel.test")
    assert hent(client, hr, "person-detail", person.pk).status_code == 200
    assert person in hent(client, hr, "person-list", hvem="alle").context["liste"].rader


@pytest.mark.parametrize(
    ("felt", "verdi", "melding"),
    [
        ("epost", "ikke en adresse", "E-post"),
        ("fornavn", "F" * 100_000, "Teksten er for lang"),
        ("ansattnummer", "90001", "En annen ansatt har dette ansattnummeret."),
    ],
)
def test_what_is_wrong_with_a_person_is_said(client, hr, uten_konto, felt, verdi, melding):
    client.force_login(hr)
    antall = Person.objects.count()

    svar = client.post(side("person-create"), {"fornavn": "Per", "etternavn": "Å", felt: verdi})

    assert melding in svar.content.decode()
    assert Person.objects.count() == antall


def test_hr_corrects_how_a_person_is_reached(client, hr, soker):
    client.force_login(hr)

    client.post(side("person-update", soker.person_id), {"epost": "ny@eksempel.test", "telefon": "99 88 77 66"})

    soker.person.refresh_from_db()
    assert (soker.person.epost, soker.person.telefon) == ("ny@eksempel.test", "99 88 77 66")
    assert Bruker.objects.get(pk=soker.pk).epost == soker.epost


@pytest.mark.parametrize("navn", ["person-detail", "person-log", "person-update", "person-invite"])
def test_people_of_another_kommune_do_not_exist(client, hr, annen_kommune, navn):
    assert hent(client, hr, navn, annen_kommune.hr.person_id).status_code == 404


def test_search_and_log_stay_within_the_kommune(client, hr, soker, annen_kommune):
    hent(client, hr, "person-detail", soker.person_id)
    nils = annen_kommune.hr

    assert hent(client, nils, "person-list").context["liste"].summer["antall"] == 1
    assert not hent(client, nils, "person-list", q="Siri").context["liste"].rader
    assert not hent(client, nils, "oppslag-list").context["liste"].rader
    assert "Siri" not in client.get(side("enhet-list")).content.decode()


def test_hr_shuts_an_account_and_opens_it_again(client, hr, soker):
    soker_client = Client()
    soker_client.force_login(soker)
    client.force_login(hr)

    client.post(side("person-block", soker.person_id))
    assert soker_client.get(side("enhet-list")).status_code == 302
    client.post(side("person-block", soker.person_id))
    soker_client.force_login(soker)
    assert soker_client.get(side("enhet-list")).status_code == 200


def test_nobody_shuts_themselves_out(client, hr):
    client.force_login(hr)

    assert (
        "Du kan ikke sperre din egen konto."
        in client.post(side("person-block", hr.person_id), follow=True).content.decode()
    )
    assert Bruker.objects.get(pk=hr.pk).is_active


def test_one_without_an_account_has_none_to_shut(client, hr, uten_konto):
    assert hent(client, hr, "person-block", uten_konto.pk).status_code == 404


# --- The invitation -------------------------------------------------------------------------------


def inviter(client, hr, person, epost="ase@eksempel.test"):
    client.force_login(hr)
    return client.post(side("person-invite", person.pk), {"epost": epost})


def gi_vid_rolle(person, tre, idag, hvordan):
    """A role wider than that of HR for Oppvekst."""
    if hvordan == "stedfortreder":
        rolle = Rolle.objects.get(type__kode="hr", enhet=tre.rot)
        Stedfortreder.objects.create(rolle=rolle, person=person, fra=idag, til=idag)
    else:
        type_ = Rolletype.objects.get(kode="mbu_medlem")
        fra = idag + dt.timedelta(days=20 if hvordan == "senere" else 0)
        Rolle.objects.create(type=type_, person=person, enhet=tre.rot, fra=fra)


@pytest.mark.parametrize("hvordan", ["innehaver", "senere", "stedfortreder"])
def test_hr_for_a_unit_opens_no_account_with_rights_wider_than_their_own(
    client, tre, hr, hr_enhet, uten_konto, idag, hvordan
):
    Stilling.objects.filter(person=uten_konto).update(enhet=tre.barnehager)
    gi_vid_rolle(uten_konto, tre, idag, hvordan)

    svar = inviter(client, hr_enhet, uten_konto)

    assert "har en rolle som rekker lenger enn din egen. Dette kan gjøres av: Ivar Test." in svar.content.decode()
    with vegg.innenfor(tre.rot.kommune_id):
        assert not Bruker.objects.filter(person=uten_konto).exists()
    assert "http" in inviter(client, hr, uten_konto).context["lenke"]


def test_hr_for_a_unit_moves_no_mail_of_one_with_a_wider_role(client, tre, hr, hr_enhet, uten_konto, idag):
    """A new password is mailed to the person's address."""
    Stilling.objects.filter(person=uten_konto).update(enhet=tre.barnehager)
    gi_vid_rolle(uten_konto, tre, idag, "innehaver")
    client.force_login(hr_enhet)

    svar = client.post(side("person-update", uten_konto.pk), {"epost": "min@eksempel.test", "telefon": ""})

    assert "har en rolle som rekker lenger enn din egen" in svar.content.decode()
    with vegg.innenfor(tre.rot.kommune_id):
        assert not Person.objects.filter(epost="min@eksempel.test").exists()


def test_hr_for_a_unit_invites_those_whose_roles_are_there(client, tre, hr_enhet, uten_konto, idag):
    Stilling.objects.filter(person=uten_konto).update(enhet=tre.barnehager)
    leder = Rolletype.objects.get(kode="leder")
    Rolle.objects.create(type=leder, person=uten_konto, enhet=tre.barnehager, fra=idag)
    Rolle.objects.create(type=leder, person=uten_konto, enhet=tre.rot, fra=START, til=idag - dt.timedelta(days=1))

    assert "http" in inviter(client, hr_enhet, uten_konto).context["lenke"]


def invitert_til(mailoutbox):
    """The path in the newest mail."""
    return urlsplit(mailoutbox[-1].body.split()[-1]).path


def test_an_invited_person_chooses_a_password_and_is_signed_in(client, hr, uten_konto, settings, mailoutbox):
    settings.EMAIL_HOST = "post.eksempel.test"
    inviter(client, hr, uten_konto)
    send_usendte()
    assert mailoutbox[0].to == ["ase@eksempel.test"]
    client.logout()

    svar = client.post(
        invitert_til(mailoutbox), {"new_password1": "blå gress på taket", "new_password2": "blå gress på taket"}
    )

    assert (svar.status_code, svar.url) == (302, "/")
    assert client.get(side("person-detail", uten_konto.pk)).status_code == 200
    with vegg.innenfor(uten_konto.kommune_id):
        assert Bruker.objects.get(person=uten_konto).has_usable_password()


def test_two_invitations_are_one_mail_and_none_when_the_account_is_in_use(client, hr, uten_konto, settings, mailoutbox):
    settings.EMAIL_HOST = "post.eksempel.test"
    inviter(client, hr, uten_konto)
    inviter(client, hr, uten_konto)
    assert send_usendte() == 1
    lenke = invitert_til(mailoutbox)
    inviter(client, hr, uten_konto)
    client.logout()
    client.post(lenke, {"new_password1": "blå gress på taket", "new_password2": "blå gress på taket"})

    assert send_usendte() == 0
    assert len(mailoutbox) == 1


def test_the_link_works_once(client, hr, uten_konto):
    lenke = inviter(client, hr, uten_konto).context["lenke"].removeprefix("http://localhost:8000")
    client.logout()
    client.post(lenke, {"new_password1": "blå gress på taket", "new_password2": "blå gress på taket"})

    assert client.get(lenke).status_code == 410


@pytest.mark.parametrize(
    ("passord", "igjen"),
    [("kort", "kort"), ("blå gress på taket", "blå gress på veggen"), ("123456789012345", "123456789012345")],
)
def test_a_poor_password_is_refused(client, hr, uten_konto, passord, igjen):
    lenke = inviter(client, hr, uten_konto).context["lenke"].removeprefix("http://localhost:8000")
    client.logout()

    svar = client.post(lenke, {"new_password1": passord, "new_password2": igjen})

    assert svar.context["form"].errors
    assert not Bruker.objects.get(epost="ase@eksempel.test").has_usable_password()


@pytest.mark.parametrize("token", ["x", "WzEsIjEiXQ:1xUcaL:feil", "a" * 3000, "WyJ4IiwxXQ"])
def test_a_forged_link_leads_nowhere(client, kommune, token):
    assert client.get(side("invitasjon", token)).status_code == 410


def test_the_link_is_too_old_after_14_days(client, hr, uten_konto):
    lenke = inviter(client, hr, uten_konto).context["lenke"].removeprefix("http://localhost:8000")
    client.logout()

    assert client.get(lenke).status_code == 200
    with senere(days=15):
        assert client.get(lenke).status_code == 410


def test_without_mail_the_link_is_shown_to_hand_over(client, hr, uten_konto, settings):
    settings.EMAIL_HOST = ""

    assert "/organisasjon/invitasjon/" in inviter(client, hr, uten_konto).content.decode()


def test_an_account_in_use_is_not_invited_again(client, hr, uten_konto):
    inviter(client, hr, uten_konto)
    konto = Bruker.objects.get(person=uten_konto)
    konto.set_password("blå gress på taket")
    konto.save()

    assert "har allerede tatt i bruk kontoen sin" in inviter(client, hr, uten_konto).content.decode()


def test_an_address_in_use_is_refused_whoever_has_it(client, hr, uten_konto, annen_kommune):
    svar = inviter(client, hr, uten_konto, epost=annen_kommune.hr.epost.upper()).content.decode()

    assert "Adressen er i bruk på en annen konto." in svar
    assert "Nils" not in svar
    assert not Bruker.objects.filter(person=uten_konto).exists()
