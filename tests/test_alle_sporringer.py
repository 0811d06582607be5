"""Every address × nonsense in what is asked for: parameters, methods, bodies, headers and cookies. Never a 500."""

import logging
import os
import random

import pytest
from django.db import transaction
from django.test import Client
from django.urls import NoReverseMatch, reverse

from kompetanse.felles import vegg
from tests.rettigheter.delt import felles_verden, verden  # noqa: F401
from tests.rettigheter.verden import ADRESSER, MED_ID, argumenter
from tests.skjemaangrep import ONDE, UTROMT, Fil, Skjema, send

# ALLE_ANGREP=1 tries everything (some minutes); without it, a sample that is the same each time.
HELE = bool(os.environ.get("ALLE_ANGREP"))
UTVALG = 80
PARAMETRE = (
    "side", "sorter", "q", "dato", "sak", "vis", "aapen", "rad", "tall", "pott", "til", "fra", "enhet", "person", "aar",
    "under", "status", "niva", "om", "av", "rolle", "omraade", "next", "tab", "kanal", "nokkel", "nivaa", "steg",
    "mote", "format",
)  # fmt: skip
ORD = {
    navn: verdi for navn, verdi in ONDE.items() if not isinstance(verdi, Fil) and isinstance(verdi, (str, bytes, list))
}
KONTO = [
    "/konto/logg-inn/", "/konto/passord/glemt/", "/konto/passord/glemt/noekkel/x-y/", "/konto/invitasjon/x/",
    "/konto/oidc/x/login/", "/konto/oidc/x/login/callback/", "/konto/ekstern/login/error/",
    "/konto/sikkerhet/", "/konto/sikkerhet/totp/activate/",
    "/konto/bekreft/", "/i18n/setlang/", "/tema.css", "/helse/", "/organisasjon/logo/", "/sok/", "/drift/",
    "/drift/login/", "/soknader/moter/1/saker/1/tull/", "/soknader/1/rediger/tull/", "/soknader/mbu/1/tull/",
    "/static/tull.css",
]  # fmt: skip
HODER = {
    "referer": ["http://[", "\x00", "http://testserver:99999999/", "//", "javascript:x", "http://testserver/\r\nx"],
    "accept-language": ["x" * 5000, "nb;q=NaN", "*;q=1e999", "../../nn"],
    "hx-request": ["true"],
    "x-forwarded-for": ["x", "1.2.3.4, \x00", "::1%0"],
    "range": ["bytes=-1", "bytes=9-1", "tull"],
    "if-modified-since": ["tull", "Sat, 31 Feb 0001 25:61:00 GMT"],
    "cookie": [
        "sessionid=\x00; bevart_mottatt=x; messages=x; django_language=../x",
        "sessionid=" + "x" * 5000,
        "bevart_mottatt=AAAA; messages=[[\"__json_message\",0,99,\"x\"]]",
        "csrftoken=\x7f",
    ],
    "content-type": ["application/json", "multipart/form-data", "text/plain; charset=tull"],
}  # fmt: skip


def adresser(bruker, objekter):
    with vegg.innenfor(bruker.kommune_id):
        egne = [reverse(navn, kwargs=argumenter(navn, parametre, objekter)) for navn, parametre in ADRESSER]
    return [*egne, *KONTO]


def utvalg(tilfeller):
    return tilfeller if HELE else random.Random(7).sample(tilfeller, min(UTVALG, len(tilfeller)))


def galt(svar):
    """What is wrong with an answer, or None. (`/helse/` says 503 when no job worker runs.)"""
    if svar.status_code >= 500 and svar.status_code != 503:
        return svar.status_code
    er_side = not svar.streaming and "html" in svar.headers.get("Content-Type", "")
    return "echo" if er_side and UTROMT.encode() in svar.content else None


@pytest.fixture(params=["gjest", "soker", "hr"] if HELE else ["gjest", "hr"])
def leser(request, verden):  # noqa: F811
    """A browser with a guest, the applicant or HR in it."""
    logging.disable(logging.CRITICAL)
    client = Client(raise_request_exception=False)
    if request.param != "gjest":
        client.force_login(verden["folk"][request.param])
    yield client
    logging.disable(logging.NOTSET)


@pytest.mark.parametrize("form", ["", "xlsx"])
def test_nonsense_in_the_address_is_answered(leser, verden, form):  # noqa: F811
    tilfeller = [(a, navn) for a in adresser(verden["folk"]["hr"], verden["objekter"]) for navn in ORD]

    gale = {}
    for adresse, navn in utvalg(tilfeller):
        par = [(parameter, ORD[navn]) for parameter in PARAMETRE if not (form and parameter == "format")]
        svar = _rullet(leser, Skjema(adresse, "get", False), [*par, *([("format", form)] if form else [])])
        if feil := galt(svar):
            gale[adresse, navn] = feil

    assert gale == {}


def test_ids_of_any_size_and_words_of_any_kind_are_answered(leser, verden):  # noqa: F811
    idene = [0, 2**31, 2**63, 10**40, "²", "x", "-1", "a\x00b", "%ff", "..", "x" * 3000]
    with vegg.innenfor(verden["folk"]["hr"].kommune_id):
        alle = [_adresse(navn, parametre, ident) for navn, parametre in MED_ID for ident in idene]
    tilfeller = [(adresse, metode) for adresse in alle if adresse for metode in ("get", "post")]

    gale = {}
    for adresse, metode in utvalg(tilfeller):
        with transaction.atomic():
            svar = getattr(leser, metode)(adresse)
            transaction.set_rollback(True)
        if feil := galt(svar):
            gale[adresse[:80], metode] = feil

    assert gale == {}


def test_bodies_and_methods_of_any_kind_are_answered(leser, verden):  # noqa: F811
    alle = adresser(verden["folk"]["hr"], verden["objekter"])
    metoder = ("POST", "PUT", "PATCH", "DELETE", "OPTIONS", "HEAD", "TRACE", "TULL")
    tilfeller = [
        (a, m, i) for a in alle for m in metoder for i in (b"", b"{", b"\x00\xff=%zz&a[]=1&__proto__=1", b"[1]")
    ]

    gale = {}
    for adresse, metode, innhold in utvalg(tilfeller):
        slag = "application/json" if innhold[:1] in (b"{", b"[") else "application/x-www-form-urlencoded"
        with transaction.atomic():
            svar = leser.generic(metode, adresse, innhold, content_type=slag)
            transaction.set_rollback(True)
        if feil := galt(svar):
            gale[adresse, metode, innhold] = feil

    assert gale == {}


def test_headers_and_cookies_of_any_kind_are_answered(leser, verden):  # noqa: F811
    alle = adresser(verden["folk"]["hr"], verden["objekter"])
    tilfeller = [(a, m, h, v) for a in alle for m in ("GET", "POST") for h, liste in HODER.items() for v in liste]

    gale = {}
    for adresse, metode, hode, verdi in utvalg(tilfeller):
        ekstra = {"content_type": verdi} if hode == "content-type" else {"headers": {hode: verdi}}
        with transaction.atomic():
            svar = leser.generic(metode, adresse, b"a=1", **ekstra)
            transaction.set_rollback(True)
        if feil := galt(svar):
            gale[adresse, metode, hode, verdi] = feil

    assert gale == {}


def _adresse(navn, parametre, ident):
    """The address with the id for every parameter but the one that is a word out of three; None when there is none."""
    verdier = {parameter: "innvilg" if parameter == "utfall" else ident for parameter in parametre}
    try:
        return reverse(navn, kwargs=verdier)
    except NoReverseMatch:
        return None


def _rullet(client, skjema, verdier):
    with transaction.atomic():
        svar = send(client, skjema, verdier)
        transaction.set_rollback(True)
    return svar
