"""Every form × nasty values: no 500, nothing echoed unescaped, nothing half-stored, and what else was typed is kept.

The forms are found by crawling as each person. A sample that is the same each time is sent; `ALLE_ANGREP=1` sends all of it,
some fifteen thousand requests.
"""

import logging
import os
import random
import re
from collections import Counter

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from kompetanse.felles import vegg
from soknader.mote import beslutningsmote
from soknader.mote.vedtak import fatt_vedtak
from tests.rettigheter.delt import felles_verden, verden  # noqa: F401
from tests.rettigheter.verden import ADRESSER, argumenter
from tests.skjemaangrep import UTROMT, angrep, lenker, mistet, send, skjemaer, slag
from tests.soknader.factories import lag_soknad
from tests.soknader.mbu_factories import lag_klar_sak, lag_sendt_sak
from tests.soknader.moter import lag_klar, lag_mote, saker_i, start_mote

HELE = bool(os.environ.get("ALLE_ANGREP"))
UTVALG = 120
PERSONER = ["gjest", "soker", "hr", "avdelingsdirektor", "etatsdirektor", "mbu_sekretaer", "systemansvarlig"]
KONTO = ["/konto/logg-inn/", "/konto/passord/glemt/", "/konto/passord/", "/konto/sikkerhet/totp/activate/"]
UTELATT = ("/konto/logg-ut/", "/drift/")
# They have neither forms nor links; a PDF is drawn from a page with text of its own.
REGNEARK = re.compile(r"[?&]format=(xlsx|csv|docx)\b")
FILER = re.compile(r"[?&]format=|/pdf/")


@pytest.fixture(scope="module")
def felles_alt(felles_verden):  # noqa: F811
    """The world of the address test, with cases and meetings in more of the states that forms ask for."""
    folk = felles_verden["folk"]
    soker, hr, behandlere = folk["soker"], folk["hr"], (folk["avdelingsdirektor"], folk["hr_leder"])
    lag_soknad(soker, tittel="Utkast")
    lag_klar(soker, *behandlere, tittel="Innvilget")
    mote = start_mote(lag_mote(hr), hr)
    for sak in saker_i(mote):
        fatt_vedtak(sak, bruker=hr, utfall="innvilget")
    beslutningsmote.avslutt(mote, bruker=hr)
    for start in (False, True):
        lag_klar(folk["kollega"], *behandlere)
        mote = lag_mote(hr)
        if start:
            start_mote(mote, hr)
    lag_klar(folk["kollega"], *behandlere)
    lag_sendt_sak(hr, folk["etatsdirektor"])
    lag_klar_sak(hr)
    return felles_verden


@pytest.fixture
def alt(felles_alt, verden):  # noqa: F811
    """That world, for one test."""
    return verden


@pytest.fixture
def stille():
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


def kryp(client, start, av_hvert_slag=1, *, utelat=None):
    """Pages from the given addresses and on, at most so many of each kind of address; gives (address, content).

    `utelat`: addresses that match are not asked for.
    """
    sett, besokt, ko = Counter(), set(), list(start)
    while ko:
        adresse = ko.pop(0)
        if adresse in besokt or sett[slag(adresse)] == av_hvert_slag or adresse.startswith(UTELATT):
            continue
        if utelat and utelat.search(adresse):
            continue
        besokt.add(adresse)
        sett[slag(adresse)] += 1
        svar = client.get(adresse)
        if svar.status_code == 200 and svar.headers["Content-Type"].startswith("text/html") and svar.content.strip():
            yield adresse, svar.content
            ko += lenker(svar.content, adresse)


def alle_skjemaer(client, kommune_id, objekter):
    """Every form that the browser can reach, each kind once."""
    with vegg.innenfor(kommune_id):
        start = [reverse(navn, kwargs=argumenter(navn, parametre, objekter)) for navn, parametre in ADRESSER]
    funnet = {}
    for adresse, innhold in kryp(client, [*start, *KONTO], utelat=FILER):
        for skjema in skjemaer(innhold, adresse):
            if not skjema.adresse.startswith(UTELATT):
                funnet.setdefault(skjema.merke, skjema)
    return list(funnet.values())


def galt(svar, skjema, verdier, navn):
    """What is wrong with an answer to a form, or None."""
    if svar.status_code >= 500 or svar.status_code == 400:
        return svar.status_code
    if svar.streaming or "html" not in svar.headers.get("Content-Type", ""):
        return None
    if UTROMT.encode() in svar.content:
        return "echo"
    borte = skjema.metode == "post" and svar.status_code == 200 and mistet(svar, skjema, verdier, navn)
    return f"lost: {borte}" if borte else None


def send_og_angre(client, skjema, verdier):
    """Send, look at what the database would say at the end, and take it all back."""
    with transaction.atomic():
        svar = send(client, skjema, verdier)
        if svar.status_code < 500:
            connection.check_constraints()
        transaction.set_rollback(True)
    return svar


@pytest.mark.parametrize("person", PERSONER)
def test_no_form_breaks_or_loses_what_was_typed(alt, stille, person):
    folk, client = alt["folk"], Client(raise_request_exception=False)
    if person != "gjest":
        client.force_login(folk[person])
    alle = alle_skjemaer(client, folk["hr"].kommune_id, alt["objekter"])
    tilfeller = [(skjema, *ett) for skjema in alle for ett in angrep(skjema)]
    if not HELE:
        tilfeller = random.Random(20).sample(tilfeller, min(UTVALG, len(tilfeller)))

    gale = {}
    for skjema, navn, hva, verdier in tilfeller:
        svar = send_og_angre(client, skjema, verdier)
        if feil := galt(svar, skjema, verdier, navn):
            gale[skjema.adresse, navn, hva] = feil

    assert alle
    assert gale == {}
