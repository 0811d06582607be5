"""Every number in the texts of a case to MBU, against the same worked out anew from the cases, in worlds drawn at random."""

import datetime as dt
import random
import re
from collections import Counter, defaultdict
from decimal import Decimal
from typing import NamedTuple

import pytest
from django.utils import timezone

from kompetanse.felles.formats import NUMERALS
from kompetanse.felles.models import Hendelse
from soknader.mbu import saksgang
from soknader.models import Justering, Postering
from tests.klokke import aar, dag
from tests.soknader.factories import lag_ramme, lag_satsingsomraade
from tests.soknader.mbu_factories import avslutt, lag_avgjort, lag_mote_i_gang, lag_sendt

DAGER = 20
SKJEBNER = ("innvilget", "delvis", "avslaatt", "linjeavslag", "i_aapent_mote", "utsatt", "underveis", "trukket")
TALLORD = {ord: tall for tall, ord in enumerate(NUMERALS["nb"])}


class Sak(NamedTuple):
    skjebne: str
    aar: int
    sokt: Decimal
    gitt: Decimal
    dager: int  # how long ago it was sent, and had its fate


def naar(dager):
    return timezone.now() - dt.timedelta(days=dager)


@pytest.fixture(autouse=True)
def som_skrevet(monkeypatch):
    """The texts with the signs that they are written with, before they become rich text."""
    monkeypatch.setattr("soknader.mbu.tekst.avsnitt", str)


@pytest.fixture(params=range(8))
def verden(request, hr, soker):
    """Frames of two years, cases of every fate, and draws: what was made, as plain values."""
    terning = random.Random(request.param)
    omraade = lag_satsingsomraade()
    rammer = {ett: lag_ramme(ett, total=9_000_000, oremerket={omraade: 70_000}) for ett in (aar() - 1, aar())}
    moter = {ett: lag_mote_i_gang(ramme, dag(-1)) for ett, ramme in rammer.items()}
    aapent = lag_mote_i_gang(rammer[aar()], dag())
    justert = Counter()
    for _ in range(terning.randint(0, 4)):
        ett, belop, dager = (
            terning.choice(list(rammer)),
            terning.choice((-7_000, 40_000, 123)),
            terning.randint(0, DAGER),
        )
        Justering.objects.create(ramme=rammer[ett], belop=belop, grunn="Grunn", tidspunkt=naar(dager))
        justert[ett] += belop if dager >= 5 else 0
    saker = [_sak(terning, soker, rammer, moter, aapent) for _ in range(terning.randint(0, 25))]
    for mote in moter.values():
        avslutt(mote)
    return saker, justert


def _sak(terning, soker, rammer, moter, aapent):
    skjebne, ett, dager = terning.choice(SKJEBNER), terning.choice(list(rammer)), terning.randint(0, DAGER)
    sokt = Decimal(terning.randint(10_000, 90_000)) + Decimal(terning.choice(("0", "0.50")))
    felt = {"aar": ett, "linjer": (("Kurs", sokt),)}
    if skjebne in ("utsatt", "underveis", "trukket"):
        soknad = lag_sendt(soker, sendt=naar(dager), status="trukket" if skjebne == "trukket" else "til_mote", **felt)
        if skjebne != "underveis":
            Hendelse.objects.create(objekt=soknad, handling=f"soknad.{skjebne}", tidspunkt=naar(dager))
        return Sak(skjebne, ett, sokt, Decimal(0), dager)
    mote = {"linjeavslag": None, "i_aapent_mote": aapent}.get(skjebne, moter[ett])
    utfall = {"linjeavslag": "avslaatt", "i_aapent_mote": "avslaatt"}.get(skjebne, skjebne)
    soknad = lag_avgjort(soker, utfall=utfall, belop=sokt / 2, avgjort=naar(dager), mote=mote, **felt)
    gitt = {"innvilget": sokt, "delvis": sokt / 2}.get(utfall, Decimal(0))
    if gitt:
        Postering.objects.create(ramme=rammer[ett], soknad=soknad, type="innvilget", belop=gitt, tidspunkt=naar(dager))
    return Sak(skjebne, ett, sokt, gitt, dager)


def tall_i(tekst):
    """Every amount of a text, in the order they stand."""
    beloepene = re.findall(r"([\d ]+(?:,\d\d)?) kr", tekst.replace("\N{NO-BREAK SPACE}", " "))
    return [Decimal(ett.replace(" ", "").replace(",", ".")) for ett in beloepene]


def antall(tekst, monster):
    treff = re.search(rf"(\w+) {monster}", tekst)
    return 0 if not treff else TALLORD.get(treff[1].lower()) or int(treff[1])


def hvor_er_de(saker):
    """Five days ago: what the texts are to count."""
    endt = {"linjeavslag": "avgjort", "innvilget": "avgjort", "delvis": "avgjort", "avslaatt": "avgjort"}
    endt |= {"i_aapent_mote": "under behandling", "underveis": "under behandling"}
    return Counter(endt.get(sak.skjebne, sak.skjebne) for sak in saker)


def test_every_number_is_what_the_cases_give(verden, hr):
    saker, justert = verden
    per_dato = dag(-5)
    sendt = [sak for sak in saker if sak.dager >= 5]
    avgjort = [sak for sak in sendt if sak.skjebne in ("innvilget", "delvis", "avslaatt", "linjeavslag")]

    sak = saksgang.opprett(bruker=hr, per_dato=per_dato)

    # What came in, and where it is.
    mottatt, hvor = sak.soknader_tekst, hvor_er_de(sendt)
    assert antall(mottatt, "søknad") == len(sendt)
    if sendt and hvor["avgjort"] != len(sendt):
        assert {ord: antall(mottatt, f"er {ord}") for ord in ("avgjort", "utsatt", "under behandling", "trukket")} == {
            ord: hvor[ord] for ord in ("avgjort", "utsatt", "under behandling", "trukket")
        }
    # What was decided, asked for and granted.
    assert sak.rader.count() == len(avgjort)
    if avgjort:
        sum_ = [sum(ett.sokt for ett in avgjort), sum(ett.gitt for ett in avgjort)]
        assert tall_i(sak.besluttet_tekst)[-2:] == sum_
        assert sum(rad.belop for rad in sak.rader.all()) == sum_[0]
    # The frames of the years that it is about.
    assert rammene_i(sak.ramme_tekst) == {
        ett: regn_ut(ett, sendt, justert[ett]) for ett in {sak.aar for sak in avgjort} or {per_dato.year}
    }


def rammene_i(tekst):
    """Year → set aside, handed out, central, (with adjustments,) granted and left."""
    rammer = defaultdict(list)
    for linje in tekst.splitlines():
        if treff := re.search(r"i budsjett (\d+)", linje):
            ett = int(treff[1])
        if tall_i(linje) and "lagt til" not in linje and "trukket fra" not in linje:
            rammer[ett] += tall_i(linje)
    return rammer


def regn_ut(ett, sendt, justert):
    gitt = sum(sak.gitt for sak in sendt if sak.aar == ett)
    sentralt = 8_000_000 + justert
    return [9_000_000, 1_000_000, 8_000_000, *([sentralt] if justert else []), gitt, sentralt - gitt]
