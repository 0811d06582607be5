"""Signing in with e-mail and password: lock-out, second step, new password, language, and the way back."""

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from django.urls import reverse

from kompetanse.felles.varsler import send_usendte
from kompetanse.organisasjon.models import Bruker
from tests.klokke import senere
from tests.rollebesetning import PASSORD

NYTT = "grønne epler i kjelleren"


@pytest.fixture(autouse=True)
def _uten_tidligere_forsok(db):
    cache.clear()


@pytest.fixture
def bruker(soker):
    soker.set_password(PASSORD)
    soker.save()
    return soker


def logg_inn(client, epost, passord=PASSORD, **felter):
    return client.post(reverse("account_login"), {"login": epost, "password": passord, **felter})


def feil(svar):
    return " ".join(svar.context["form"].non_field_errors())


def test_one_signs_in_with_the_address_in_any_case(client, bruker):
    assert logg_inn(client, bruker.epost.upper()).url == "/"
    assert client.get(reverse("organisasjon:enhet-list")).status_code == 200


def test_after_login_the_way_leads_back(client, bruker):
    adresse = reverse("organisasjon:person-list")
    svar = client.get(adresse)

    assert svar.url == f"{reverse('account_login')}?next={adresse}"
    assert logg_inn(client, bruker.epost, next=adresse).url == adresse


def test_the_way_back_never_leads_out_of_the_product(client, bruker):
    assert logg_inn(client, bruker.epost, next="https://ond.example/").url == "/"


@pytest.mark.parametrize("epost", ["finnes.ikke@eksempel.test", "riktig"])
def test_a_wrong_password_and_an_unknown_address_look_the_same(client, bruker, epost):
    svar = logg_inn(client, bruker.epost if epost == "riktig" else epost, "feil passord her")

    assert feil(svar) == "E-postadressen eller passordet er feil."


def test_five_wrong_passwords_lock_the_account_and_say_so(client, bruker):
    for _forsok in range(5):
        logg_inn(client, bruker.epost, "feil passord her")

    assert "Innloggingen er sperret i 15 minutter." in feil(logg_inn(client, bruker.epost))
    with senere(minutes=16):
        assert logg_inn(client, bruker.epost).status_code == 302


def test_the_lock_is_of_one_account_and_shared_by_all_processes(client, bruker, leder):
    leder.set_password(PASSORD)
    leder.save()
    for _forsok in range(5):
        logg_inn(client, bruker.epost, "feil passord her")

    assert logg_inn(client, leder.epost).status_code == 302
    assert type(cache._connections["default"]).__name__ == "DatabaseCache"


@pytest.mark.parametrize(
    "felter", [("", ""), ("x" * 5000, "y"), ("a@b.no\x00", "p\x00"), ("🌱@🌱", "🌱"), ("mailto:x@y.no", "x")]
)
def test_odd_input_is_refused_and_not_an_error(client, bruker, felter):
    svar = logg_inn(client, *felter)

    assert svar.status_code == 200
    assert svar.context["form"].errors


def test_a_blocked_account_does_not_come_in(client, bruker):
    Bruker.objects.filter(pk=bruker.pk).update(is_active=False)
    logg_inn(client, bruker.epost)

    assert client.get(reverse("organisasjon:enhet-list")).status_code == 302


def test_nobody_signs_up_alone(client, kommune):
    svar = client.post(reverse("account_signup"), {"email": "ny@eksempel.test", "password1": NYTT, "password2": NYTT})

    assert "Du kan ikke lage konto selv." in svar.content.decode()
    assert not Bruker.objects.filter(epost="ny@eksempel.test").exists()


def test_logging_out_ends_the_session(client, bruker):
    logg_inn(client, bruker.epost)
    assert client.get(reverse("account_logout")).status_code == 200
    client.post(reverse("account_logout"))

    assert client.get(reverse("organisasjon:enhet-list")).status_code == 302


# --- A forgotten password -------------------------------------------------------------------------


def test_a_forgotten_password_is_replaced_through_the_mailed_link(client, bruker, settings, mailoutbox):
    settings.EMAIL_HOST = "post.eksempel.test"
    client.post(reverse("account_reset_password"), {"email": bruker.epost})
    send_usendte()
    (brev,) = mailoutbox
    assert (brev.subject, brev.to) == ("Nytt passord", [bruker.epost])
    lenke = brev.body.split()[-1].removeprefix(settings.NETTADRESSE)

    skjema = client.get(lenke, follow=True)
    adresse = skjema.redirect_chain[-1][0]
    client.post(adresse, {"password1": NYTT, "password2": NYTT})

    assert logg_inn(client, bruker.epost, NYTT).status_code == 302
    client.logout()
    assert "virker ikke lenger" in client.get(lenke, follow=True).content.decode()


def test_an_open_session_shows_no_link_that_someone_asked_for(client, bruker, settings):
    settings.EMAIL_HOST = "post.eksempel.test"
    client.post(reverse("account_reset_password"), {"email": bruker.epost})
    client.force_login(bruker)

    assert list(client.get(reverse("felles:varsel-list")).context["side"]) == []


def test_who_leaves_before_the_mail_is_sent_gets_no_link(client, bruker, settings, mailoutbox):
    settings.EMAIL_HOST = "post.eksempel.test"
    client.post(reverse("account_reset_password"), {"email": bruker.epost})
    Bruker.objects.filter(pk=bruker.pk).update(is_active=False)

    assert send_usendte() == 0
    assert mailoutbox == []


def test_an_unknown_address_gets_the_same_answer_and_no_mail(client, bruker, mailoutbox):
    kjent = client.post(reverse("account_reset_password"), {"email": bruker.epost})
    ukjent = client.post(reverse("account_reset_password"), {"email": "finnes.ikke@eksempel.test"})

    assert (kjent.status_code, kjent.url) == (ukjent.status_code, ukjent.url)
    assert mailoutbox == []


def test_one_changes_the_password(client, bruker):
    logg_inn(client, bruker.epost)
    svar = {"oldpassword": PASSORD, "password1": NYTT, "password2": NYTT}

    galt = client.post(reverse("account_change_password"), {**svar, "oldpassword": "feil"})
    riktig = client.post(reverse("account_change_password"), svar)

    assert "Passordet du har nå, er feil." in galt.content.decode()
    assert riktig.status_code == 302
    bruker.refresh_from_db()
    assert bruker.check_password(NYTT)


# --- The second step ------------------------------------------------------------------------------


def kode(hemmelighet):
    return format_hotp_value(hotp_value(hemmelighet, next(iter(yield_hotp_counters_from_time()))))


def slaa_paa(client, bruker):
    """Turn the second step on; returns the secret of the app."""
    logg_inn(client, bruker.epost)
    client.post(reverse("account_reauthenticate"), {"password": PASSORD})
    skjema = client.get(reverse("mfa_activate_totp"))
    hemmelighet = skjema.context["form"].secret
    assert client.post(reverse("mfa_activate_totp"), {"code": kode(hemmelighet)}).status_code == 302
    return hemmelighet


def test_with_the_second_step_the_password_alone_is_not_enough(client, bruker):
    hemmelighet = slaa_paa(client, bruker)
    client.logout()

    svar = logg_inn(client, bruker.epost)

    assert svar.url.startswith(reverse("mfa_authenticate"))
    assert client.get(reverse("organisasjon:enhet-list")).status_code == 302
    assert "Koden er feil eller brukt." in client.post(svar.url, {"code": "000000"}).content.decode()
    with senere(minutes=1):
        client.post(svar.url, {"code": kode(hemmelighet)})
        assert client.get(reverse("organisasjon:enhet-list")).status_code == 200


def test_a_recovery_code_works_once(client, bruker):
    slaa_paa(client, bruker)
    koder = client.get(reverse("mfa_view_recovery_codes")).context["unused_codes"]
    assert len(koder) == 10
    for forventet in (302, 200):
        client.logout()
        adresse = logg_inn(client, bruker.epost).url
        assert client.post(adresse, {"code": koder[0]}).status_code == forventet


def test_my_account_tells_what_is_on(client, bruker):
    logg_inn(client, bruker.epost)
    foer = client.get(reverse("mfa_index")).content.decode()
    client.logout()
    slaa_paa(client, bruker)
    etter = client.get(reverse("mfa_index")).content.decode()

    assert "Slått av" in foer
    assert "Slått på" in etter
    assert "10 koder er igjen" in etter


# --- Language -------------------------------------------------------------------------------------


def test_the_language_is_remembered_on_the_account(client, bruker):
    client.force_login(bruker)

    svar = client.post(reverse("set_language"), {"language": "nn", "next": "/organisasjon/"})

    assert svar.url == "/organisasjon/"
    bruker.refresh_from_db()
    assert bruker.malform == "nn"
    assert '<html lang="nn"' in client.get("/organisasjon/").content.decode()


@pytest.mark.parametrize("spraak", ["en", "", "x" * 200, "../nn"])
def test_a_language_that_we_do_not_have_changes_nothing(client, bruker, spraak):
    client.force_login(bruker)
    client.post(reverse("set_language"), {"language": spraak})

    bruker.refresh_from_db()
    assert bruker.malform == ""


def test_the_support_pages_ask_for_the_same_login(client, kommune):
    assert client.get("/drift/").status_code == 302
    assert client.get("/drift/login/").url.startswith(reverse("account_login"))
