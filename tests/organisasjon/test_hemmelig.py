"""What gives an account to who reads it stands nowhere in the database, and so in no backup; nor in the log."""

import base64
import binascii
import importlib
import logging
import re
import zlib
from contextlib import suppress

import pytest
from allauth.mfa.models import Authenticator
from cryptography.fernet import InvalidToken
from django.apps import apps
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.urls import reverse

from kompetanse.felles import vegg
from kompetanse.felles.hemmelig import dekrypter, krypter
from kompetanse.felles.varsler import send_usendte
from kompetanse.organisasjon.innlogging import send_nytt_passord
from kompetanse.organisasjon.models import Person
from kompetanse.settings import without_one_time_links
from tests.klokke import senere
from tests.organisasjon.test_innlogging import NYTT, kode, logg_inn, slaa_paa
from tests.rollebesetning import PASSORD


@pytest.fixture(autouse=True)
def _med_post(db, settings):
    cache.clear()
    settings.EMAIL_HOST = "post.eksempel.test"


@pytest.fixture
def bruker(soker):
    soker.set_password(PASSORD)
    soker.save()
    return soker


def alt_i_databasen():
    """Every row of every table as text, with what is only packed (base64, zlib) unpacked: sessions, queued jobs."""
    rader = []
    with vegg.alle_kommuner(), connection.cursor() as cursor:
        for tabell in connection.introspection.table_names(cursor):
            cursor.execute(f'select t::text from "{tabell}" t')
            rader += [rad for (rad,) in cursor.fetchall()]
    pakket = {del_ for rad in rader for del_ in re.findall(r"[A-Za-z0-9_=-]{20,}", rad)}
    return "\n".join([*rader, *map(utpakket, pakket)])


def utpakket(tekst):
    innhold = b""
    with suppress(binascii.Error):
        innhold = base64.urlsafe_b64decode(tekst + "=" * (-len(tekst) % 4))
    with suppress(zlib.error):
        innhold = zlib.decompress(innhold)
    return innhold.decode(errors="replace")


def sti(brev, settings):
    return brev.body.split()[-1].removeprefix(settings.NETTADRESSE)


def test_what_is_only_packed_would_be_found(client, bruker):
    client.force_login(bruker)

    assert f'_auth_user_id":"{bruker.pk}' not in alt_i_databasen()
    assert utpakket(base64.urlsafe_b64encode(zlib.compress(b"hemmelig")).decode().rstrip("=")) == "hemmelig"
    assert bruker.epost in alt_i_databasen()


def test_a_reset_link_is_read_in_the_mail_only(client, bruker, settings, mailoutbox):
    client.post(reverse("account_reset_password"), {"email": bruker.epost})
    send_nytt_passord(bruker.epost)
    foer = alt_i_databasen()
    send_usendte()
    lenke = sti(mailoutbox[0], settings)
    token = lenke.rstrip("/").rpartition("-")[2]
    client.get(lenke, follow=True)

    assert f"{reverse('account_reset_password')[:-7]}nytt/" not in foer
    assert token not in alt_i_databasen()


def test_an_invitation_is_read_in_the_mail_only(client, hr, tre, settings, mailoutbox):
    ny = Person.objects.create(ansattnummer="90001", fornavn="Åse", etternavn="Ødegård", epost="ase@eksempel.test")
    client.force_login(hr)
    client.post(reverse("organisasjon:person-invite", args=[ny.pk]), {"epost": ny.epost})
    foer = alt_i_databasen()
    client.logout()
    send_usendte()
    lenke = sti(mailoutbox[0], settings)
    client.get(lenke)
    client.post(lenke, {"new_password1": "kort", "new_password2": "kort"})

    assert "/invitasjon/" not in foer
    assert lenke.split("/")[-2] not in alt_i_databasen()
    assert client.post(lenke, {"new_password1": NYTT, "new_password2": NYTT}).url == "/"
    assert lenke.split("/")[-2] not in alt_i_databasen()


def test_the_second_step_is_stored_so_that_only_this_installation_reads_it(client, bruker):
    logg_inn(client, bruker.epost)
    client.post(reverse("account_reauthenticate"), {"password": PASSORD})
    hemmelighet = client.get(reverse("mfa_activate_totp")).context["form"].secret
    under_oppsett = alt_i_databasen()
    client.post(reverse("mfa_activate_totp"), {"code": kode(hemmelighet)})
    koder = client.get(reverse("mfa_view_recovery_codes")).context["unused_codes"]
    etterpaa = alt_i_databasen()

    assert hemmelighet not in under_oppsett
    assert Authenticator.objects.filter(user=bruker).count() == 2
    assert [tekst for tekst in (hemmelighet, *koder) if tekst in etterpaa] == []
    for rad in Authenticator.objects.all():
        assert dekrypter(rad.data.get("secret") or rad.data["seed"]) not in etterpaa


def test_what_was_stored_as_text_is_encrypted_by_the_upgrade_and_still_works(client, bruker):
    hemmelighet = slaa_paa(client, bruker)
    migrering = importlib.import_module("kompetanse.organisasjon.migrations.0008_krypterte_hemmeligheter")
    migrering.dekrypter_alle(apps, None)
    assert Authenticator.objects.get(type="totp").data["secret"] == hemmelighet

    migrering.krypter_alle(apps, None)

    assert hemmelighet not in alt_i_databasen()
    client.logout()
    svar = logg_inn(client, bruker.epost)
    with senere(minutes=1):
        assert client.post(svar.url, {"code": kode(hemmelighet)}).url == "/"


def test_a_new_key_shuts_nobody_out_and_the_old_one_can_go(client, bruker, settings, capsys):
    hemmelighet = slaa_paa(client, bruker)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "en helt ny nøkkel"
    assert client.get(reverse("mfa_index")).status_code == 200

    call_command("krypter_paa_nytt")
    settings.SECRET_KEY_FALLBACKS = []

    assert capsys.readouterr().out == "Krypterte 2 rader på nytt.\n"
    assert dekrypter(Authenticator.objects.get(type="totp").data["secret"]) == hemmelighet


def test_without_the_key_nothing_is_read(settings):
    kryptert = krypter("hemmelig")
    settings.SECRET_KEY = "en annen nøkkel"

    with pytest.raises(InvalidToken):
        dekrypter(kryptert)


@pytest.mark.parametrize("navn", ["organisasjon/invitasjon/WzEs:1x:feil/", "konto/passord/nytt/2-abc-feil/"])
def test_a_link_that_is_refused_does_not_stand_in_the_log(client, kommune, caplog, navn):
    caplog.handler.addFilter(without_one_time_links)
    with caplog.at_level(logging.WARNING, "django.request"):
        client.get(f"/{navn}")
        logging.getLogger("django.request").warning("Gone: %s", f"/{navn}")

    assert caplog.messages
    assert "feil" not in "".join(post.getMessage() for post in caplog.records)
