"""Who has left does not come in by any way, and comes in again when there is a new position or role."""

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.urls import reverse

from kompetanse.felles import vegg
from kompetanse.felles.varsler import send_usendte
from kompetanse.organisasjon import invitasjon, roller
from kompetanse.organisasjon.models import Bruker, Person, Rolle, Stilling
from tests.klokke import dag
from tests.koe import arbeid_unna
from tests.rollebesetning import PASSORD, gi_rolle, gi_stedfortreder


@pytest.fixture(autouse=True)
def _uten_tidligere_forsok(db):
    cache.clear()


@pytest.fixture
def sluttet(soker):
    """Siri's last day was yesterday."""
    soker.set_password(PASSORD)
    soker.save()
    soker.person.stillinger.update(til=dag(-1))
    return soker


def har_sluttet(bruker, paa_dato=None):
    return Person.objects.med_slutt(paa_dato).get(pk=bruker.person_id).har_sluttet


def logg_inn(client, bruker, passord=PASSORD):
    return client.post(reverse("account_login"), {"login": bruker.epost, "password": passord})


def inne(client):
    return client.get(reverse("organisasjon:enhet-list")).status_code == 200


@pytest.mark.parametrize(("siste_dag", "svar"), [(-1, True), (0, False), (1, False), (None, False)])
def test_one_has_left_from_the_day_after_the_last_day(soker, siste_dag, svar):
    soker.person.stillinger.update(til=None if siste_dag is None else dag(siste_dag))

    assert har_sluttet(soker) is svar


@pytest.mark.parametrize(("fra", "svar"), [(0, False), (10, True)])
def test_a_new_position_counts_from_its_first_day(sluttet, tre, fra, svar):
    Stilling.objects.create(person=sluttet.person, enhet=tre.ikt, tittel="Konsulent", fra=dag(fra))

    assert har_sluttet(sluttet) is svar
    assert har_sluttet(sluttet, dag(10)) is False


def test_one_of_two_positions_is_enough(sluttet, tre):
    Stilling.objects.create(person=sluttet.person, enhet=tre.ikt, tittel="Vikar", fra=dag(-100), til=dag(0))

    assert har_sluttet(sluttet) is False


@pytest.mark.parametrize(("til", "svar"), [(None, False), (0, False), (-1, True)])
def test_a_role_in_force_keeps_the_account_open(sluttet, tre, til, svar):
    gi_rolle(sluttet, "mbu_medlem", tre.rot, til=None if til is None else dag(til))

    assert har_sluttet(sluttet) is svar


def test_to_be_a_deputy_lets_nobody_in_and_who_has_left_becomes_none(sluttet, avdelingsdirektor):
    rolle = avdelingsdirektor.person.roller.get()
    gi_stedfortreder(rolle, sluttet)

    assert har_sluttet(sluttet) is True
    with pytest.raises(ValidationError, match="Siri Test har sluttet. Velg en annen person."):
        roller.sett_stedfortreder(rolle, sluttet.person, bruker=avdelingsdirektor, fra=dag(0), til=dag(5))


def test_a_role_of_the_employment_ends_in_the_night_after_it(client, hr, sluttet, tre, annen_kommune):
    gi_rolle(sluttet, "tillitsvalgt", tre.ikt)
    assert har_sluttet(sluttet) is False

    roller.folg_datoene()

    assert har_sluttet(sluttet) is True
    assert har_sluttet(hr) is False


@pytest.mark.parametrize("naar", [-30, -1, 0, 1, 9, 10, 30])
def test_the_answer_is_that_of_the_positions_and_roles_in_force(sluttet, hr, kollega, leder, tre, naar):
    Stilling.objects.create(person=sluttet.person, enhet=tre.ikt, tittel="Vikar", fra=dag(10), til=dag(20))
    leder.person.stillinger.update(til=dag(0))
    gi_rolle(kollega, "mbu_medlem", tre.rot, fra=dag(-5), til=dag(9))
    kollega.person.stillinger.update(til=dag(-10))

    dato = dag(naar)
    vente = (
        Person.objects.filter(pk__in=Stilling.objects.filter(til__lt=dato).values("person"))
        .exclude(pk__in=Stilling.objects.gjeldende(dato).values("person"))
        .exclude(pk__in=Rolle.objects.gjeldende(dato).values("person"))
    )

    assert set(Person.objects.med_slutt(dato).filter(har_sluttet=True)) == set(vente)


def test_who_never_had_a_position_has_not_left(soker, tre):
    soker.person.stillinger.all().delete()

    assert har_sluttet(soker) is False


# --- The ways in ------------------------------------------------------------------------------------


def test_the_password_lets_nobody_in_who_has_left_and_says_whom_to_ask(client, sluttet):
    svar = logg_inn(client, sluttet)

    assert svar.url == reverse("account_inactive")
    assert "Kontakt HR i kommunen" in client.get(svar.url).content.decode()
    assert not inne(client)


def test_a_stranger_learns_nothing(client, sluttet):
    feil = logg_inn(client, sluttet, "feil passord her").context["form"].non_field_errors()

    assert feil == ["E-postadressen eller passordet er feil."]


def test_an_open_session_ends(client, soker):
    client.force_login(soker)
    assert inne(client)
    with vegg.innenfor(soker.kommune_id):
        soker.person.stillinger.update(til=dag(-1))

    svar = client.get(reverse("organisasjon:enhet-list"))

    assert svar.url == reverse("account_inactive")
    assert "_auth_user_id" not in client.session


def test_a_new_position_opens_the_door_by_itself(client, sluttet, tre):
    Stilling.objects.create(person=sluttet.person, enhet=tre.ikt, tittel="Konsulent", fra=dag(0))

    assert logg_inn(client, sluttet).url == "/"
    assert inne(client)


def test_no_mail_with_a_new_password_and_the_same_answer(client, sluttet, kollega, settings, mailoutbox):
    settings.EMAIL_HOST = "post.eksempel.test"
    svar = client.post(reverse("account_reset_password"), {"email": sluttet.epost})
    annet = client.post(reverse("account_reset_password"), {"email": kollega.epost})

    assert (svar.status_code, svar.url) == (annet.status_code, annet.url)
    arbeid_unna()
    assert send_usendte() == 1
    assert [brev.to for brev in mailoutbox] == [[kollega.epost]]


def test_an_invitation_sent_before_the_last_day_is_not_answered_after_it(client, hr, kollega):
    lenke = invitasjon.inviter(kollega.person, bruker=hr)
    adresse = lenke.partition("/organisasjon/")[2]
    kollega.person.stillinger.update(til=dag(-1))

    assert client.get(f"/organisasjon/{adresse}").status_code == 410


def test_who_has_left_is_not_invited(hr, sluttet):
    Bruker.objects.filter(pk=sluttet.pk).delete()

    with pytest.raises(ValidationError, match="Siri Test har sluttet"):
        invitasjon.inviter(sluttet.person, bruker=hr)


# --- What HR sees -----------------------------------------------------------------------------------


def test_hr_sees_that_the_account_is_closed_and_when_it_opens(client, hr, sluttet):
    client.force_login(hr)

    side = client.get(reverse("organisasjon:person-detail", args=[sluttet.person_id])).content.decode()

    assert "Stengt" in side
    assert "Kontoen åpnes av seg selv når en ny stilling eller rolle begynner." in side
    assert "Send ny invitasjon" not in side
