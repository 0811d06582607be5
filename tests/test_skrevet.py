"""A form sent after the session ended: held for the one it was made for, and sent again by a button only."""

import re

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import reverse

from kompetanse.felles import skrevet, vegg
from planer.models import Satsingsomraade
from tests.klokke import senere
from tests.rollebesetning import PASSORD

NAVN = "Et navn som tok tid å finne på"
ADRESSE = "/planer/satsingsomraader/nytt/"


@pytest.fixture(autouse=True)
def _uten_tidligere_forsok(db):
    cache.clear()


@pytest.fixture
def hr(hr):
    hr.set_password(PASSORD)
    hr.save()
    return hr


@pytest.fixture
def nettleser():
    return Client(enforce_csrf_checks=True)


def token(svar):
    return re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', svar.content.decode()).group(1)


def logg_inn(nettleser, bruker, **felter):
    side = nettleser.get(reverse("account_login"))
    felter = {"login": bruker.epost, "password": PASSORD, "csrfmiddlewaretoken": token(side), **felter}
    return nettleser.post(reverse("account_login"), felter)


def skjema(nettleser, **felter):
    """The form as it stands in the browser, filled in."""
    return {"navn": NAVN, "fra_aar": "2027", "csrfmiddlewaretoken": token(nettleser.get(ADRESSE)), **felter}


def avslutt_sesjonen(nettleser):
    del nettleser.cookies[settings.SESSION_COOKIE_NAME]


def send_for_sent(nettleser, hr, **felter):
    """Fill in the form, lose the session, and send; returns the way to the login."""
    logg_inn(nettleser, hr)
    felter = skjema(nettleser, **felter)
    avslutt_sesjonen(nettleser)
    return nettleser.post(ADRESSE, felter, headers={"referer": f"http://testserver{ADRESSE}"})


def neste(svar):
    """Where the login leads to."""
    assert svar.url.startswith(reverse("account_login"))
    return svar.wsgi_request.GET.get("next") or svar.url.partition("next=")[2]


def etter_innlogging(nettleser, bruker):
    logg_inn(nettleser, bruker)
    return nettleser.get(reverse("felles:skrevet"), {"til": ADRESSE})


def test_what_was_sent_too_late_is_shown_after_the_login_and_stored_when_it_is_sent_again(nettleser, hr):
    svar = send_for_sent(nettleser, hr)
    assert "skrevet" in neste(svar)
    assert "Vi har tatt vare på det du skrev" in nettleser.get(svar.url).content.decode()

    side = etter_innlogging(nettleser, hr)

    assert NAVN in side.content.decode()
    with vegg.innenfor(hr.kommune_id):
        assert not Satsingsomraade.objects.filter(navn=NAVN).exists()
    felter = dict(side.context["skjema"].verdier()) | {"rekkefolge": "1"}
    assert nettleser.post(ADRESSE, {**felter, "csrfmiddlewaretoken": token(side)}).status_code == 302
    with vegg.innenfor(hr.kommune_id):
        assert Satsingsomraade.objects.filter(navn=NAVN).count() == 1


def test_it_is_let_go_of_when_it_has_been_sent(nettleser, hr):
    send_for_sent(nettleser, hr)
    side = etter_innlogging(nettleser, hr)
    nettleser.post(ADRESSE, {"navn": NAVN, "fra_aar": "2027", "csrfmiddlewaretoken": token(side)})

    assert nettleser.get(reverse("felles:skrevet"), {"til": ADRESSE}).url == ADRESSE


def test_it_can_be_thrown_away(nettleser, hr):
    send_for_sent(nettleser, hr)
    side = etter_innlogging(nettleser, hr)

    svar = nettleser.post(reverse("felles:skrevet"), {"csrfmiddlewaretoken": token(side)})

    assert svar.url == ADRESSE
    assert nettleser.get(reverse("felles:skrevet")).url == "/"


def test_someone_else_who_signs_in_sees_nothing_of_it(nettleser, hr, kollega):
    kollega.set_password(PASSORD)
    kollega.save()
    send_for_sent(nettleser, hr)

    svar = etter_innlogging(nettleser, kollega)

    assert svar.url == ADRESSE


def test_nobody_reads_it_without_the_browser(nettleser, hr):
    send_for_sent(nettleser, hr)
    with connection.cursor() as cursor:
        cursor.execute("select cache_key, value from mellomlager")
        rader = str(cursor.fetchall())
    assert "skrevet:" in rader
    assert NAVN not in rader

    annen = Client(enforce_csrf_checks=True)
    assert etter_innlogging(annen, hr).url == ADRESSE


def test_it_is_gone_after_an_hour(nettleser, hr):
    send_for_sent(nettleser, hr)

    with senere(minutes=61):
        assert etter_innlogging(nettleser, hr).url == ADRESSE


def test_passwords_and_tokens_are_not_held(nettleser, hr):
    send_for_sent(nettleser, hr, nytt_passord="hemmelig", oldpassword="hemmelig")

    assert etter_innlogging(nettleser, hr).context["skjema"].verdier() == [("navn", NAVN), ("fra_aar", "2027")]


def test_a_form_too_large_is_not_held_and_says_so(nettleser, hr):
    send_for_sent(nettleser, hr, beskrivelse="ord " * skrevet.MAKS_BYTES)

    side = etter_innlogging(nettleser, hr)

    assert side.context["skjema"].verdier() == []
    assert "Skjemaet var for stort" in side.content.decode()


def test_long_text_and_odd_signs_come_back_as_they_were(nettleser, hr):
    tekst = ('<b>"Æ & ø"</b>\n🌱 ' * 5000).strip()
    send_for_sent(nettleser, hr, beskrivelse=tekst)

    assert dict(etter_innlogging(nettleser, hr).context["skjema"].verdier())["beskrivelse"] == tekst


def test_files_are_to_be_chosen_again(nettleser, hr, tmp_path):
    (tmp_path / "plan.txt").write_text("x")
    with (tmp_path / "plan.txt").open("rb") as fil:
        send_for_sent(nettleser, hr, fil=fil)

    assert "Filer må du velge på nytt: plan.txt." in etter_innlogging(nettleser, hr).content.decode()


def test_a_button_without_fields_leads_back_to_its_page(nettleser, hr):
    logg_inn(nettleser, hr)
    felter = {"csrfmiddlewaretoken": token(nettleser.get(ADRESSE))}
    avslutt_sesjonen(nettleser)

    svar = nettleser.post("/varsler/lest/", felter, headers={"referer": "http://testserver/varsler/?side=2"})

    assert svar.url == f"{reverse('account_login')}?next=/varsler/%3Fside%3D2"


def test_a_page_before_that_is_no_address_is_taken_for_the_form_itself(nettleser, hr):
    logg_inn(nettleser, hr)
    felter = skjema(nettleser)
    avslutt_sesjonen(nettleser)

    svar = nettleser.post(ADRESSE, felter, headers={"referer": "http://["})

    assert neste(svar).endswith(ADRESSE)


def test_a_form_that_nobody_was_given_is_not_held(hr):
    svar = Client().post(ADRESSE, {"navn": NAVN})

    assert skrevet.NOKKEL not in svar.cookies


def test_what_the_browser_keeps_itself_is_not_held(nettleser, hr):
    svar = send_for_sent(nettleser, hr, bevart_i_nettleseren="1")

    assert skrevet.NOKKEL not in svar.cookies


@pytest.mark.parametrize(
    "til", ["https://ond.example/", "//ond.example", "javascript:alert(1)", "tull", "oversikt:min-side", ""]
)
def test_the_way_on_never_leads_out_of_the_product(client, hr, til):
    client.force_login(hr)

    assert client.get(reverse("felles:skrevet"), {"til": til}).url == "/"


@pytest.mark.parametrize("innhold", ["", "tull", "A" * 43 + "=", "æ"])
def test_an_odd_cookie_holds_nothing(client, hr, innhold):
    client.force_login(hr)
    client.cookies[skrevet.NOKKEL] = innhold

    assert client.get(reverse("felles:skrevet")).url == "/"


# --- The token is from before another login -------------------------------------------------------


def test_a_form_from_before_a_new_login_is_shown_to_its_owner_and_can_be_sent(nettleser, hr):
    logg_inn(nettleser, hr)
    gammelt = skjema(nettleser)
    avslutt_sesjonen(nettleser)
    logg_inn(nettleser, hr)

    svar = nettleser.post(ADRESSE, gammelt)

    assert svar.status_code == 403
    assert NAVN in svar.content.decode()
    with vegg.innenfor(hr.kommune_id):
        assert not Satsingsomraade.objects.filter(navn=NAVN).exists()
    felter = dict(svar.context["skjema"].verdier()) | {"rekkefolge": "1"}
    assert nettleser.post(ADRESSE, {**felter, "csrfmiddlewaretoken": token(svar)}).status_code == 302


def test_a_form_from_before_someone_elses_login_is_shown_to_neither(nettleser, hr, kollega):
    kollega.set_password(PASSORD)
    kollega.save()
    logg_inn(nettleser, hr)
    gammelt = skjema(nettleser)
    avslutt_sesjonen(nettleser)
    logg_inn(nettleser, kollega)

    svar = nettleser.post(ADRESSE, gammelt)

    assert svar.status_code == 403
    assert NAVN not in svar.content.decode()
    assert "Skjemaet hører til en annen innlogging" in svar.content.decode()


def test_a_form_from_two_logins_ago_is_held_when_the_session_has_ended_too(nettleser, hr):
    logg_inn(nettleser, hr)
    gammelt = skjema(nettleser)
    logg_inn_igjen(nettleser, hr)
    avslutt_sesjonen(nettleser)

    svar = nettleser.post(ADRESSE, gammelt)

    assert "skrevet" in neste(svar)
    assert NAVN in etter_innlogging(nettleser, hr).content.decode()


def test_a_form_from_two_logins_ago_that_the_browser_keeps_leads_to_the_login(nettleser, hr):
    logg_inn(nettleser, hr)
    gammelt = skjema(nettleser, bevart_i_nettleseren="1")
    logg_inn_igjen(nettleser, hr)
    avslutt_sesjonen(nettleser)

    assert neste(nettleser.post(ADRESSE, gammelt)) == ADRESSE


def logg_inn_igjen(nettleser, hr):
    avslutt_sesjonen(nettleser)
    logg_inn(nettleser, hr)


@pytest.mark.parametrize("falsk", ["", "x", "a" * 32, "a" * 64, "æ" * 64])
def test_a_form_from_another_site_is_refused_and_not_repeated(nettleser, hr, falsk):
    logg_inn(nettleser, hr)

    svar = nettleser.post(ADRESSE, {"navn": NAVN, "csrfmiddlewaretoken": falsk})

    assert svar.status_code == 403
    assert NAVN not in svar.content.decode()


def test_it_costs_no_statement_where_nothing_is_held(client, hr, django_assert_num_queries):
    client.force_login(hr)

    with django_assert_num_queries(5):  # session, user, wall, person, roles
        client.get(reverse("oversikt:hjelp"))
