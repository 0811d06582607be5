"""Sign-in through OpenID Connect, against a real provider on the loopback: matched to one employee, or turned away."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.core.cache import cache
from django.urls import reverse

from kompetanse.felles import vegg
from kompetanse.organisasjon import tre as endre
from kompetanse.organisasjon.models import Bruker, Person, Stilling
from tests.rollebesetning import START, lag_enhet

SUB = "azure|kari"
# The mock provider runs in this process, on a library that warns of its own future.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


@pytest.fixture(scope="module")
def leverandor():
    import oidc_provider_mock  # warns on import, which is allowed inside the tests here

    with oidc_provider_mock.run_server_in_thread() as server:
        yield f"http://localhost:{server.server_port}"


@pytest.fixture
def oppsett(settings, leverandor, db):
    """Switch the provider on, with its own settings: `oppsett(kommune=…)`."""
    cache.clear()

    def slaa_paa(**egne):
        app = {
            "provider_id": "kommunen",
            "name": "Kommunens konto",
            "client_id": "kompetanse",
            "secret": "hemmelig",
            "settings": {"server_url": leverandor, **egne},
        }
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}

    slaa_paa()
    return slaa_paa


def logg_inn(client, leverandor, claims, neste="/organisasjon/"):
    """The whole round: our button, the provider's form, and back. Returns our answer and the request we made."""
    requests.put(f"{leverandor}/users/{SUB}", json=claims, timeout=10).raise_for_status()
    start = client.post(reverse("openid_connect_login", args=["kommunen"]) + f"?process=login&next={neste}")
    hos_leverandor = requests.post(start.url, data={"sub": SUB}, allow_redirects=False, timeout=10)
    tilbake = urlsplit(hos_leverandor.headers["location"])
    return client.get(f"{tilbake.path}?{tilbake.query}"), parse_qs(urlsplit(start.url).query)


def inne(client):
    return client.get(reverse("organisasjon:enhet-list")).status_code == 200


def test_the_button_stands_on_the_login_page(client, oppsett, kommune):
    side = client.get(reverse("account_login")).content.decode()

    assert "Logg inn med Kommunens konto" in side


def test_without_a_provider_there_is_no_button(client, kommune):
    assert "Logg inn med" not in client.get(reverse("account_login")).content.decode()


def test_an_employee_comes_in_by_verified_address_with_pkce(client, oppsett, leverandor, soker):
    svar, forespurt = logg_inn(client, leverandor, {"email": soker.epost.upper(), "email_verified": True})

    assert svar.url == "/organisasjon/"
    assert inne(client)
    assert forespurt["code_challenge_method"] == ["S256"]
    konto = SocialAccount.objects.get()
    assert (konto.user, konto.uid, konto.extra_data) == (soker, SUB, {})


def test_the_second_time_the_address_no_longer_matters(client, oppsett, leverandor, soker):
    logg_inn(client, leverandor, {"email": soker.epost, "email_verified": True})
    client.logout()

    logg_inn(client, leverandor, {"email": "ny@eksempel.test", "email_verified": True})

    assert inne(client)
    assert SocialAccount.objects.get().extra_data == {}


def uten_konto(enhet, **felter):
    person = Person.objects.create(
        ansattnummer="00777", fornavn="Åse", etternavn="Ny", epost="ase@eksempel.test", **felter
    )
    Stilling.objects.create(person=person, enhet=enhet, tittel="Rådgiver", fra=START)
    return person


def test_an_employee_without_an_account_gets_one(client, oppsett, leverandor, tre):
    person = uten_konto(tre.ikt)

    logg_inn(client, leverandor, {"email": "ase@eksempel.test", "email_verified": True})

    bruker = Bruker.objects.get(epost="ase@eksempel.test")
    assert (bruker.person_id, bruker.kommune_id) == (person.pk, person.kommune_id)
    assert not bruker.has_usable_password()
    assert inne(client)


def test_an_employee_is_known_by_employee_number(client, oppsett, leverandor, tre, kommune):
    oppsett(kommune=kommune.nummer, ansattnummer_claim="employee_id")
    person = uten_konto(tre.ikt)

    logg_inn(client, leverandor, {"employee_id": "00777"})

    assert SocialAccount.objects.get().user.person_id == person.pk


def test_the_claim_with_the_address_has_the_name_that_is_set(client, oppsett, leverandor, soker):
    oppsett(epost_claim="upn", epost_er_verifisert=True)

    logg_inn(client, leverandor, {"upn": soker.epost})

    assert SocialAccount.objects.get().user == soker


def avvist(client, svar):
    """Turned away with a page that explains, and nothing stored."""
    assert svar.status_code == 403
    assert "Vi fant deg ikke" in svar.content.decode()
    assert not inne(client)
    assert not SocialAccount.objects.exists()


def test_an_unknown_person_is_told_and_nothing_is_made(client, oppsett, leverandor, soker):
    antall = Bruker.objects.count()

    svar, _forespurt = logg_inn(client, leverandor, {"email": "ukjent@eksempel.test", "email_verified": True})

    avvist(client, svar)
    assert Bruker.objects.count() == antall


@pytest.mark.parametrize("claims", [{"email_verified": False}, {}, {"email_verified": "true"}])
def test_an_address_that_nobody_vouches_for_is_no_proof(client, oppsett, leverandor, soker, claims):
    svar, _forespurt = logg_inn(client, leverandor, {"email": soker.epost, **claims})

    avvist(client, svar)


def test_a_provider_of_one_kommune_lets_nobody_into_another(client, oppsett, leverandor, kommune, annen_kommune):
    oppsett(kommune=kommune.nummer, ansattnummer_claim="nr")
    with vegg.innenfor(annen_kommune.kommune.pk):
        nils = Person.objects.get(pk=annen_kommune.hr.person_id)

    svar, _forespurt = logg_inn(
        client, leverandor, {"email": nils.epost, "email_verified": True, "nr": nils.ansattnummer}
    )

    avvist(client, svar)


def test_an_employee_number_without_a_kommune_is_no_proof(client, oppsett, leverandor, soker):
    oppsett(ansattnummer_claim="nr")

    svar, _forespurt = logg_inn(client, leverandor, {"nr": soker.person.ansattnummer})

    avvist(client, svar)


def test_an_address_of_two_people_is_ambiguous(client, oppsett, leverandor, tre, annen_kommune):
    uten_konto(tre.ikt)
    with vegg.innenfor(annen_kommune.kommune.pk):
        uten_konto(lag_enhet(annen_kommune.rot, "Stab"))

    svar, _forespurt = logg_inn(client, leverandor, {"email": "ase@eksempel.test", "email_verified": True})

    avvist(client, svar)


def test_two_claims_that_point_to_two_people_are_ambiguous(client, oppsett, leverandor, soker, kollega, kommune):
    oppsett(kommune=kommune.nummer, ansattnummer_claim="nr")

    svar, _forespurt = logg_inn(
        client, leverandor, {"email": soker.epost, "email_verified": True, "nr": kollega.person.ansattnummer}
    )

    avvist(client, svar)


def test_one_who_has_left_and_never_had_an_account_gets_none(client, oppsett, leverandor, tre):
    person = uten_konto(tre.ikt)
    person.stillinger.update(til=START)

    svar, _forespurt = logg_inn(client, leverandor, {"email": "ase@eksempel.test", "email_verified": True})

    avvist(client, svar)


@pytest.mark.parametrize("har_vaert_inne", [True, False])
def test_one_who_has_left_and_has_an_account_stays_out(client, oppsett, leverandor, soker, har_vaert_inne):
    if har_vaert_inne:
        logg_inn(client, leverandor, {"email": soker.epost, "email_verified": True})
        client.logout()
    with vegg.innenfor(soker.kommune_id):
        soker.person.stillinger.update(til=START)

    logg_inn(client, leverandor, {"email": soker.epost, "email_verified": True})

    assert not inne(client)
    assert SocialAccount.objects.exists() is har_vaert_inne


def test_a_blocked_account_stays_out(client, oppsett, leverandor, soker):
    Bruker.objects.filter(pk=soker.pk).update(is_active=False)

    logg_inn(client, leverandor, {"email": soker.epost, "email_verified": True})

    assert not inne(client)


def test_a_login_from_one_kommune_is_refused_when_the_provider_is_set_to_another(client, oppsett, leverandor, soker):
    logg_inn(client, leverandor, {"email": soker.epost, "email_verified": True})
    client.logout()
    oppsett(kommune="9999")

    svar, _forespurt = logg_inn(client, leverandor, {"email": soker.epost, "email_verified": True})

    assert svar.status_code == 403
    assert not inne(client)


def test_a_login_cannot_be_tied_to_the_account_of_who_is_signed_in(client, oppsett, leverandor, soker):
    client.force_login(soker)
    requests.put(f"{leverandor}/users/{SUB}", json={}, timeout=10).raise_for_status()
    start = client.post(reverse("openid_connect_login", args=["kommunen"]) + "?process=connect")
    svar = requests.post(start.url, data={"sub": SUB}, allow_redirects=False, timeout=10)
    tilbake = urlsplit(svar.headers["location"])

    assert client.get(f"{tilbake.path}?{tilbake.query}").status_code == 403
    assert not SocialAccount.objects.exists()


@pytest.mark.parametrize("sporring", ["", "?code=feil&state=feil", "?error=access_denied&state=x"])
def test_a_callback_that_we_did_not_ask_for_is_explained(client, oppsett, kommune, sporring):
    svar = client.get(reverse("openid_connect_callback", args=["kommunen"]) + sporring)

    assert re.search("Innloggingen virket ikke|Innloggingen ble avbrutt", svar.content.decode())


def test_a_provider_that_does_not_answer_is_explained(client, oppsett, kommune, settings):
    settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]["settings"]["server_url"] = "http://127.0.0.1:9"

    svar = client.post(reverse("openid_connect_login", args=["kommunen"]) + "?process=login")

    assert "Innloggingen virket ikke" in svar.content.decode()


def test_moving_a_unit_changes_nothing_for_who_signs_in(client, oppsett, leverandor, tre, soker):
    endre.flytt(tre.prosjekt, ny_forelder=tre.oppvekst, bruker=None)

    logg_inn(client, leverandor, {"email": soker.epost, "email_verified": True})

    assert inne(client)
