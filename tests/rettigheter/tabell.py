"""Reads, asks and writes the table of rights (`tabell.txt`): address × role → exact status.

A line: the methods, the address's name, what its parameters are (`pk=utkast` is an object of `verden`, other words stand
for themselves; left out, the object that the name begins with), a query string, and one status per column.
`SKRIV_TABELLEN=motesak pytest -n 0 tests/rettigheter/test_tabell.py -k written` writes what the pages answer now in the
lines that match (`.` for all of them), and in those of new addresses; read the difference well.
"""

import re
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from unittest import mock

from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests.rettigheter.verden import ADRESSER, FASTE, argumenter

FIL = Path(__file__).with_name("tabell.txt")
# Person of the cast → the heading of the column.
KOLONNER = {
    "gjest": "gjest",
    "uten_person": "konto",
    "soker": "søker",
    "kollega": "koll",
    "leder": "leder",
    "avdelingsdirektor": "avd",
    "hr": "hr",
    "hr_enhet": "hr-enh",
    "hr_leder": "hr-led",
    "etatsdirektor": "etats",
    "gruppemedlem": "gruppe",
    "mbu_medlem": "mbu",
    "mbu_sekretaer": "mbusek",
    "tillitsvalgt": "tillit",
    "systemansvarlig": "system",
    "utenforstaende": "utenf",
}
METODER = ("GET", "POST")


@dataclass(frozen=True)
class Linje:
    """One line of the table; `statuser` in the order of `KOLONNER`."""

    metoder: tuple
    navn: str
    ord_: tuple = ()
    sporring: str = ""
    statuser: tuple = ()

    def adresse(self, objekter):
        parametre = dict(ADRESSER)[self.navn]
        verdier = argumenter(self.navn, parametre, objekter)
        for parameter, ord_ in self.ord_:
            verdier[parameter] = ord_ if parameter in FASTE else objekter[ord_].pk
        return reverse(self.navn, kwargs=verdier) + self.sporring

    def status(self, hvem):
        return self.statuser[list(KOLONNER).index(hvem)]

    @property
    def hva(self):
        """What is asked, as it stands in the table."""
        ord_ = [f"{parameter}={verdi}" for parameter, verdi in self.ord_]
        return " ".join(["+".join(self.metoder), self.navn, *ord_, *filter(None, [self.sporring])])


def les():
    return [_les(linje) for linje in FIL.read_text().splitlines() if linje and not linje.startswith("#")]


def _les(linje):
    metoder, navn, *resten = linje.split()
    statuser = tuple(int(ett) for ett in resten if ett.isdigit())
    assert len(statuser) == len(KOLONNER), linje
    return Linje(
        tuple(metoder.split("+")),
        navn,
        tuple(tuple(ett.split("=", 1)) for ett in resten if "=" in ett and not ett.startswith("?")),
        next((ett for ett in resten if ett.startswith("?")), ""),
        statuser,
    )


def svar(client, linje, metode, verden, *, tegnet=True):
    """The status of one request; what it changed is taken back. Not drawn, the page takes no time, and is empty."""
    adresse = linje.adresse(verden["objekter"])
    with nullcontext() if tegnet else _uten_sider(), transaction.atomic():
        status = getattr(client, metode.lower())(adresse).status_code
        transaction.set_rollback(True)
    return status


def _uten_sider():
    return mock.patch("django.shortcuts.loader", SimpleNamespace(render_to_string=lambda *_args, **_kwargs: ""))


def innlogget(verden, hvem):
    """A browser of this person; a guest's has not logged in. A fault in a page is a status, not an error."""
    client = Client(raise_request_exception=False)
    if hvem in verden["folk"]:
        client.force_login(verden["folk"][hvem])
    return client


def skriv(verden, utvalg):
    """Write anew the lines that match `utvalg`, and those of addresses that are not there."""
    finnes = dict(ADRESSER)
    gamle = [ett for ett in les() if ett.navn in finnes]
    nye = dict.fromkeys((ett.navn, ett.ord_, ett.sporring) for ett in gamle if re.search(utvalg, ett.hva))
    nye |= {(navn, (), ""): None for navn in finnes if navn not in {ett.navn for ett in gamle}}
    klienter = [innlogget(verden, kolonne) for kolonne in KOLONNER]
    linjer = [ett for ett in gamle if (ett.navn, ett.ord_, ett.sporring) not in nye]
    for ett in nye:
        funnet = {}
        for metode in METODER:
            statuser = tuple(svar(klient, Linje((metode,), *ett), metode, verden) for klient in klienter)
            funnet.setdefault(statuser, []).append(metode)
        linjer += [Linje(tuple(metoder), *ett, statuser) for statuser, metoder in funnet.items()]
    linjer.sort(key=lambda linje: (linje.navn, linje.ord_, linje.sporring, linje.metoder))
    FIL.write_text("\n".join([*_hode(), *(_skrevet(linje.hva, linje.statuser) for linje in linjer)]) + "\n")


def _hode():
    forklaring = [f"# {linje}".rstrip() for linje in __doc__.strip().splitlines()[2:]]
    return [*forklaring, _skrevet("#", KOLONNER.values())]


def _skrevet(hva, statuser):
    return f"{hva:<70}" + "".join(f"{ett:>7}" for ett in statuser)
