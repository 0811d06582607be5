"""`make ytelse`: pages, import and PDF on a generated municipality, each beside its floor, as ratios in docs/ytelse.md.

Runs the production server on loopback against databases of its own (`ytelse_liten`, `ytelse_stor`) in the embedded
PostgreSQL, and stops what it started. Absolute times say little on a shared machine; the ratios are the result.
"""

import http.client
import os
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles

from kompetanse import embedded_postgres

ROT = Path(__file__).resolve().parents[2]
PORT = int(os.environ.get("YTELSE_PORT", "8790"))
RUNDER = int(os.environ.get("YTELSE_RUNDER", "40"))
STORRELSER = {
    "ytelse_liten": {"ansatte": 1_000, "enheter": 300, "soknader": 1_000},
    "ytelse_stor": {
        "ansatte": int(os.environ.get("YTELSE_ANSATTE", "60000")),
        "enheter": int(os.environ.get("YTELSE_ENHETER", "5000")),
        "soknader": int(os.environ.get("YTELSE_SOKNADER", "20000")),
    },
}


@dataclass
class Maaling:
    """One page's times in milliseconds, its statements and its bytes."""

    navn: str
    tider: list[float]
    sporringer: int
    antall_byte: int

    @property
    def median(self):
        return median(self.tider)

    @property
    def p95(self):
        return quantiles(self.tider, n=20)[-1]


def miljo(database):
    return {
        **os.environ,
        "KOMPETANSE_DB": database,
        "DJANGO_SETTINGS_MODULE": "tests.ytelse.settings",
        "PORT": str(PORT),
        "LOGGNIVAA": "WARNING",
    }


def i_django(database, funksjon, *, eier=False):
    """Run `tests.ytelse.oppdrag.<funksjon>` in a process of its own and return what it prints, as words."""
    env = {**miljo(database), **({"KOMPETANSE_SOM_EIER": "1"} if eier else {})}
    svar = subprocess.run(
        [sys.executable, "-m", "tests.ytelse.oppdrag", *funksjon],
        cwd=ROT,
        env=env,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    return svar.stdout.strip().splitlines()[-1].split() if svar.stdout.strip() else []


@contextmanager
def tjener(database):
    """The production server on loopback, warm, stopped afterwards."""
    prosess = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "-c", "python:kompetanse.gunicorn_conf", "kompetanse.wsgi:application"],
        cwd=ROT,
        env=miljo(database),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _vent_til_oppe()
        yield
    finally:
        prosess.terminate()
        prosess.wait(timeout=30)


def _vent_til_oppe():
    for _forsok in range(100):
        try:
            return hent(http.client.HTTPConnection("127.0.0.1", PORT, timeout=5), "/personvern/", "")
        except OSError:
            time.sleep(0.2)
    raise SystemExit("Tjeneren startet ikke.")


def hent(forbindelse, sti, sesjon):
    """One request. Returns (milliseconds, statements, bytes)."""
    start = time.perf_counter()
    forbindelse.request("GET", sti, headers={"Cookie": f"sessionid={sesjon}", "Host": "localhost"})
    svar = forbindelse.getresponse()
    innhold = svar.read()
    brukt = (time.perf_counter() - start) * 1000
    if svar.status != 200:
        raise SystemExit(f"{sti} svarte {svar.status}.")
    return brukt, int(svar.headers.get("X-Sporringer", 0)), len(innhold)


def maal(navn, sti, sesjon):
    """Measure one page after a warm-up of three requests."""
    forbindelse = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
    for _oppvarming in range(3):
        hent(forbindelse, sti, sesjon)
    svar = [hent(forbindelse, sti, sesjon) for _runde in range(RUNDER)]
    return Maaling(navn, [tid for tid, *_ in svar], max(ett[1] for ett in svar), svar[-1][2])


def lag(database):
    """An empty database, migrated and filled."""
    embedded_postgres.ensure_running()
    embedded_postgres.slett_database(database)
    embedded_postgres.ny_database(database)
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "--verbosity", "0"], cwd=ROT, env=miljo(database), check=True
    )
    storrelse = STORRELSER[database]
    i_django(database, ["generer", *(str(storrelse[navn]) for navn in ("ansatte", "enheter", "soknader"))], eier=True)


def maal_sider(database):
    """Every page as the HR adviser (case page as department director), the floor first."""
    sesjon, stier = _sesjon_og_stier(database)
    with tjener(database):
        return [maal(navn, sti, sesjon) for navn, sti in stier]


def _sesjon_og_stier(database):
    ord_ = i_django(database, ["stier"])
    return ord_[0], [tuple(par.split("|", 1)) for par in ord_[1:]]


def main():
    from tests.ytelse.rapport import skriv

    # The production server serves static files by the manifest of the collected ones.
    subprocess.run([sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity", "0"], cwd=ROT, check=True)
    resultat = {}
    for database in STORRELSER:
        print(f"Lager {database} …", flush=True)
        lag(database)
        print("Måler sidene …", flush=True)
        resultat[database] = maal_sider(database)
    print("Måler import og PDF …", flush=True)
    tunge = [tuple(ett.split("|")) for ett in i_django("ytelse_stor", ["tunge"], eier=True)]
    skriv(resultat, tunge, STORRELSER)


if __name__ == "__main__":
    main()
