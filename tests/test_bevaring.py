"""What the server says of a form: received, or lost on the way to the login."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from kompetanse.felles import bevaring

ADRESSE = "/planer/satsingsomraader/nytt/"
OMRAADE = {"navn": "Digital kompetanse", "fra_aar": "2027", "rekkefolge": "1", bevaring.FELT: "abc123"}
LOGG_INN = f"/konto/logg-inn/?{bevaring.MISTET}=1&next="


@pytest.fixture
def hr_nettleser(client, hr):
    client.force_login(hr)
    return client


def test_a_form_that_was_received_is_named_in_a_cookie_of_a_minute(hr_nettleser):
    svar = hr_nettleser.post(ADRESSE, OMRAADE)

    kake = svar.cookies[bevaring.MOTTATT]
    assert (svar.status_code, kake.value, kake["max-age"]) == (302, "abc123", 60)


@pytest.mark.parametrize(
    "felter", [{**OMRAADE, "navn": ""}, {**OMRAADE, bevaring.FELT: "x; y=1"}, {"navn": "Uten navn"}]
)
def test_a_form_that_was_refused_or_has_no_name_of_ours_is_not(hr_nettleser, felter):
    assert bevaring.MOTTATT not in hr_nettleser.post(ADRESSE, felter).cookies


@pytest.mark.parametrize(
    ("fra", "til"),
    [
        ("http://testserver/varsler/?side=2", "/varsler/%3Fside%3D2"),
        ("", "/varsler/lest/"),
        ("http://[", "/varsler/lest/"),
        ("https://ond.example/varsler/", "/varsler/lest/"),
        ("http://testserver//ond.example/", "/ond.example/"),
    ],
)
def test_a_form_that_meets_the_login_leads_back_to_the_page_that_it_stood_on(client, db, fra, til):
    svar = client.post("/varsler/lest/", OMRAADE, headers={"referer": fra})

    assert svar.url == LOGG_INN + til
    assert bevaring.MOTTATT not in svar.cookies


def test_the_login_itself_is_asked_again_by_itself(client, db):
    svar = client.post(reverse("account_change_password"), {})

    assert bevaring.MISTET not in svar.url


def test_a_form_from_another_site_is_refused_and_told_where_to_begin_anew(hr):
    client = Client(enforce_csrf_checks=True)
    client.force_login(hr)

    svar = client.post(ADRESSE, OMRAADE, headers={"referer": f"http://testserver{ADRESSE}"})

    assert svar.status_code == 403
    assert OMRAADE["navn"] not in svar.content.decode()
    assert f'href="{ADRESSE}"' in svar.content.decode()


def test_the_server_holds_nothing(client, hr, django_assert_num_queries):
    client.force_login(hr)
    del client.cookies[settings.SESSION_COOKIE_NAME]

    with django_assert_num_queries(1):  # the wall is set
        client.post(ADRESSE, OMRAADE)
