"""Prints the measurements as ratios, and writes them to docs/ytelse.md."""

import datetime as dt
import platform
from pathlib import Path

FIL = Path(__file__).resolve().parents[2] / "docs" / "ytelse.md"
INNLEDNING = """# Ytelse

Tallene er laget av `make ytelse` på en generert kommune, med produksjonstjeneren på samme maskin. Maskiner er ulike og
urolige: les **forholdstallene**. Gulvet er målt i samme kjøring: en side som kontrollerer innloggingen og viser 50
rader fra én spørring. Målet er høyst 2 × gulvet for lister, og høyst 12 spørringer på en side, like mange for 1 000 som
for 60 000 ansatte.

Slik kjører du: `make ytelse` (noen minutter). `YTELSE_RUNDER`, `YTELSE_ANSATTE`, `YTELSE_ENHETER` og `YTELSE_SOKNADER`
endrer omfanget. Kjøringen lager databasene `ytelse_liten` og `ytelse_stor` i den innebygde PostgreSQL-en.
"""


def skriv(resultat, tunge, storrelser):
    """`resultat` is {database: [Maaling]}, `tunge` (name, seconds, floor's name, floor's seconds)."""
    tekst = "\n".join([INNLEDNING, *_sider(resultat, storrelser), *_tunge(tunge), *_maskin()])
    FIL.write_text(tekst + "\n")
    print(tekst)


def _sider(resultat, storrelser):
    liten, stor = (resultat[navn] for navn in storrelser)
    gulv = stor[0]
    sma = {maaling.navn: maaling for maaling in liten}
    omfang = ", ".join(f"{antall:,} {navn}".replace(",", " ") for navn, antall in storrelser["ytelse_stor"].items())
    linjer = [
        f"\n## Sider ({omfang})\n",
        "| Side | median ms | p95 ms | median mot gulvet | p95 mot gulvet | spørringer (1 000) | spørringer | kB |",
        "|---|---:|---:|---:|---:|---:|---:|---:|",
    ]
    return linjer + [
        f"| {_ord(ett.navn)} | {ett.median:.1f} | {ett.p95:.1f} | {ett.median / gulv.median:.2f} | {ett.p95 / gulv.p95:.2f} "
        f"| {sma[ett.navn].sporringer} | {ett.sporringer} | {ett.antall_byte / 1000:.0f} |".replace(".", ",")
        for ett in stor
    ]


def _tunge(tunge):
    linjer = ["\n## Tungt arbeid\n", "| Arbeid | sekunder | gulv | sekunder | forhold |", "|---|---:|---|---:|---:|"]
    return linjer + [
        f"| {_ord(navn)} | {float(tid):.2f} | {_ord(gulv)} | {float(gulvtid):.2f} "
        f"| {float(tid) / float(gulvtid):.1f} |".replace(".", ",")
        for navn, tid, gulv, gulvtid in tunge
    ]


def _ord(navn):
    return navn.replace("_", " ")


def _maskin():
    return [f"\nMålt {dt.date.today():%d.%m.%Y} med Python {platform.python_version()}."]
