"""Signing in with e-mail and password: lock-out, second step, new password, language, and the way back."""

import re
import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kompetanse.felles.varsler import send_usendte
from kompetanse.organisasjon.innlogging import send_nytt_passord
from kompetanse.organisasjon.models import Bruker
from tests.klokke import senere
from tests.koe import arbeid_unna
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


def logg_inn(client, epost, passord=PASSORD, *, fra="127.0.0.1", **felter):
    felter |= {"login": epost, "password": passord}
    return client.post(reverse("account_login"), felter, REMOTE_ADDR=fra)


def be_om_nytt_passord(client, epost):
    return client.post(reverse("account_reset_password"), {"email": epost})


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


@pytest.mark.parametrize(("neste", "sies"), [("/", False), ("/organisasjon/personer/", True)])
def test_the_login_speaks_of_going_on_only_when_there_is_something_to_go_on_with(client, db, neste, sies):
    side = client.get(reverse("account_login"), {"next": neste}).content.decode()

    assert ("fortsette der du var" in side) == sies


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
    for forsok in range(40):
        logg_inn(client, f"gjett{forsok % 8}@eksempel.test", "feil passord her")

    assert logg_inn(client, leder.epost).status_code == 302
    assert type(cache._connections["default"]).__name__ == "DatabaseCache"


def test_wrong_passwords_elsewhere_do_not_lock_the_owner_out(client, bruker):
    for _forsok in range(8):
        logg_inn(client, bruker.epost, "feil passord her", fra="203.0.113.9")

    assert logg_inn(client, bruker.epost, fra="203.0.113.9").status_code == 200
    assert logg_inn(client, bruker.epost, fra="203.0.113.10").status_code == 302


@pytest.mark.parametrize(
    ("hva", "sperret"),
    [
        ({"login_failed_konto": "3/h/key"}, True),
        ({"login_failed": "9/m/key,3/h/ip"}, False),
    ],
    ids=["en konto fra mange adresser", "mange kontoer fra en adresse"],
)
def test_slower_bounds_hold_who_guesses_widely(client, bruker, settings, hva, sperret):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, **hva}
    for nummer in range(3):
        logg_inn(client, bruker.epost, "feil passord her", fra=f"203.0.113.{nummer if sperret else 1}")

    assert logg_inn(client, bruker.epost, fra="203.0.113.1").status_code == 200
    assert (logg_inn(client, bruker.epost, fra="203.0.113.77").status_code == 200) is sperret


def test_right_passwords_are_not_counted(client, bruker, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login_failed": "2/h/key", "login_failed_konto": "2/h/key"}

    assert [logg_inn(client, bruker.epost).status_code for _gang in range(4)] == [302] * 4


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


def test_a_forgotten_password_is_replaced_through_the_mailed_link_and_opens_the_lock(
    client, bruker, settings, mailoutbox
):
    settings.EMAIL_HOST = "post.eksempel.test"
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"login_failed_konto": "6/h/key"}
    for forsok in range(7):
        logg_inn(client, bruker.epost, "feil passord her", fra="127.0.0.1" if forsok < 5 else "203.0.113.9")
    assert [logg_inn(client, bruker.epost, fra=fra).status_code for fra in ("127.0.0.1", "203.0.113.9")] == [200, 200]
    be_om_nytt_passord(client, bruker.epost)
    arbeid_unna()
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
    be_om_nytt_passord(client, bruker.epost)
    arbeid_unna()
    client.force_login(bruker)

    assert list(client.get(reverse("felles:varsel-list")).context["side"]) == []


def test_who_leaves_before_the_mail_is_sent_gets_no_link(client, bruker, settings, mailoutbox):
    settings.EMAIL_HOST = "post.eksempel.test"
    be_om_nytt_passord(client, bruker.epost)
    send_nytt_passord(bruker.epost)
    Bruker.objects.filter(pk=bruker.pk).update(is_active=False)

    assert send_usendte() == 0
    assert mailoutbox == []


@pytest.mark.parametrize("hvem", ["ukjent", "sperret"])
def test_an_address_without_an_open_account_gets_the_same_answer_by_the_same_work_and_no_mail(
    client, bruker, leder, settings, mailoutbox, hvem
):
    settings.EMAIL_HOST = "post.eksempel.test"
    Bruker.objects.filter(pk=leder.pk).update(is_active=False)
    epost = leder.epost if hvem == "sperret" else "finnes.ikke@eksempel.test"
    be_om_nytt_passord(client, "en.annen@eksempel.test")  # from now on the address is counted

    kjent, sporringer = svar_og_sporringer(client, bruker.epost)
    annet, andre_sporringer = svar_og_sporringer(client, epost)

    assert (annet.status_code, annet.url) == (kjent.status_code, kjent.url)
    assert andre_sporringer == sporringer
    arbeid_unna()
    send_usendte()
    assert [brev.to for brev in mailoutbox] == [[bruker.epost]]


def svar_og_sporringer(client, epost):
    """The answer, and what the database was asked, without the values."""
    with CaptureQueriesContext(connection) as spurt:
        svar = be_om_nytt_passord(client, epost)
    return svar, [re.sub(r"'[^']*'|\d+", "?", sporring["sql"]) for sporring in spurt]


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


def kode(hemmelighet, perioder_siden=0):
    """What the app shows now, or showed so many half minutes ago."""
    return format_hotp_value(hotp_value(hemmelighet, int(time.time()) // 30 - perioder_siden))


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


@pytest.mark.parametrize(("perioder_siden", "forventet"), [(0, 302), (1, 302), (2, 200)])
def test_a_code_that_changed_while_one_typed_it_is_accepted_and_only_once(client, bruker, perioder_siden, forventet):
    hemmelighet = slaa_paa(client, bruker)
    svar = []
    # Ten seconds into the half minute of a code.
    with senere(seconds=310 - time.time() % 30):
        brukt = kode(hemmelighet, perioder_siden)
        for sekunder in (0, 31):
            client.logout()
            adresse = logg_inn(client, bruker.epost).url
            with senere(seconds=sekunder):
                svar.append(client.post(adresse, {"code": brukt}).status_code)
    assert svar == [forventet, 200]


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
