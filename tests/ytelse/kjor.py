"""`make ytelse`: pages, import, files and roles on generated municipalities, each beside its floor, in docs/ytelse.md.

Runs the production server on loopback against databases of its own in the embedded PostgreSQL, one for each size, and
stops what it started. Absolute times say little on a shared machine; the ratios are the result.
"""

import json
import os
import subprocess
import sys
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path

from kompetanse import embedded_postgres
from tests.ytelse.maaling import hent, maal_om_hverandre, maal_samtidig, maal_svar
from tests.ytelse.rapport import G1, skriv

ROT = Path(__file__).resolve().parents[2]
PORT = int(os.environ.get("YTELSE_PORT", "8790"))
RUNDER = int(os.environ.get("YTELSE_RUNDER", "40"))
KLIENTER = 16
ANSATTE = os.environ.get("YTELSE_ANSATTE", "60000")
ENHETER = os.environ.get("YTELSE_ENHETER", "5000")
SOKNADER = os.environ.get("YTELSE_SOKNADER", "20000")
KOMPETANSER = os.environ.get("YTELSE_KOMPETANSER", "3000")
BESITTELSER = os.environ.get("YTELSE_BESITTELSER", "10")
KRAV = os.environ.get("YTELSE_KRAV", "5000")
TILTAK = os.environ.get("YTELSE_TILTAK", "100000")
PERSONPLANER = os.environ.get("YTELSE_PERSONPLANER", "60000")
KJORINGER = os.environ.get("YTELSE_KJORINGER", "2000")
OPPMOTER = os.environ.get("YTELSE_OPPMOTER", "200000")
SVAR = os.environ.get("YTELSE_SVAR", "1000000")
SMAA, IMPORTRADER, IMPORTKOMMUNE = "43", os.environ.get("YTELSE_IMPORT", "20000"), "1000"
LITEN, STOR, MANGE = "ytelse_liten", "ytelse_stor", "ytelse_mange"
OMFANG = (
    f"{ANSATTE} ansatte, {ENHETER} enheter, {SOKNADER} søknader, {KOMPETANSER} kompetanser, {BESITTELSER} for hver ansatt,"
    f" {KRAV} krav, {TILTAK} tiltak, {PERSONPLANER} individuelle planer, {KJORINGER} kjøringer av kurs,"
    f" {OPPMOTER} oppmøter og {SVAR} svar i evalueringer"
)
STORRELSER = {
    LITEN: ["1000", "300", "2000", "3000", "10", "500", "6000", "1000", "300", "3300", "17000"],
    STOR: [ANSATTE, ENHETER, SOKNADER, KOMPETANSER, BESITTELSER, KRAV, TILTAK, PERSONPLANER, KJORINGER, OPPMOTER, SVAR],
}


def miljo(database, port=PORT, prosesser=1, traader=1):
    return {
        **os.environ,
        "KOMPETANSE_DB": database,
        "DJANGO_SETTINGS_MODULE": "tests.ytelse.settings",
        "PORT": str(port),
        "NETT_PROSESSER": str(prosesser),
        "NETT_TRAADER": str(traader),
        "LOGGNIVAA": "WARNING",
    }


def i_django(database, *oppdrag, eier=False):
    """Run one of `oppdrag.OPPDRAG` in a process of its own, and return what it answers."""
    svar = subprocess.run(
        [sys.executable, "-m", "tests.ytelse.oppdrag", *oppdrag],
        cwd=ROT,
        env={**miljo(database), **({"KOMPETANSE_SOM_EIER": "1"} if eier else {})},
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    return json.loads(svar.stdout.strip().splitlines()[-1])


def manage(*kommando, database=STOR):
    subprocess.run(
        [sys.executable, "manage.py", *kommando, "--verbosity", "0"], cwd=ROT, env=miljo(database), check=True
    )


def lag(database, mal="template1"):
    """The database anew, a copy of `mal`, migrated."""
    print(f"Lager {database} …", flush=True)
    embedded_postgres.slett_database(database)
    embedded_postgres.ny_database(database, mal)
    manage("migrate", database=database)


def lag_alle():
    for database, storrelse in STORRELSER.items():
        lag(database)
        i_django(database, "fyll", *storrelse, eier=True)
    lag(MANGE, mal=STOR)
    i_django(MANGE, "fyll_paa", SMAA, IMPORTRADER, eier=True)


@contextmanager
def tjener(database, port, prosesser=1, traader=1):
    """The production server on loopback, answering, stopped afterwards."""
    prosess = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "-c", "python:kompetanse.gunicorn_conf", "kompetanse.wsgi:application"],
        cwd=ROT,
        env=miljo(database, port, prosesser, traader),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _vent_til_oppe(port)
        yield
    finally:
        prosess.terminate()
        prosess.wait(timeout=30)


def _vent_til_oppe(port):
    for _forsok in range(100):
        try:
            return hent(port, "/personvern/")
        except OSError:
            time.sleep(0.3)
    raise SystemExit("Tjeneren startet ikke.")


def maal_sider(sider):
    """{database: [Maaling]}: all databases at once, a server for each."""
    porter = {database: PORT + nr for nr, database in enumerate(sider)}
    with ExitStack() as tjenere:
        for database, port in porter.items():
            tjenere.enter_context(tjener(database, port))
        print("Måler sidene …", flush=True)
        resultat = maal_om_hverandre({port: sider[database] for database, port in porter.items()}, RUNDER)
    return {database: resultat[port] for database, port in porter.items()}


def maal_klienter(sider):
    """The floor and what many do at once, as [(name, (a second, median, p95), the name of its floor, the aim)]."""
    print("Måler mange klienter på en gang …", flush=True)
    g1, register = (next(side for side in sider if side[1] == navn) for navn in (G1, "Register"))
    skjema, mote = (i_django(STOR, oppdrag, eier=True) for oppdrag in ("aapent_skjema", "aapent_mote"))
    alle = len(skjema)
    faa, mange = f"{G1}, {KLIENTER} klienter", f"{G1}, {alle} i samme øyeblikk"
    with tjener(STOR, PORT, prosesser=2, traader=4):
        return [
            (faa, maal_samtidig(PORT, g1, klienter=KLIENTER, runder=10), faa, None),
            (f"Register, {KLIENTER} klienter", maal_samtidig(PORT, register, klienter=KLIENTER, runder=10), faa, 3),
            (mange, maal_samtidig(PORT, g1, klienter=alle, runder=1), mange, None),
            (f"{alle} svar på samme skjema", maal_svar(PORT, skjema), mange, 2),
            (f"{alle} innspill i samme møte", maal_svar(PORT, mote, tekst="Flere må kunne sårstell."), mange, 2),
        ]


def main():
    embedded_postgres.ensure_running()
    # The production server serves static files by the manifest of the collected ones.
    manage("collectstatic", "--noinput")
    lag_alle()
    sider = {database: i_django(database, "sider") for database in (LITEN, STOR, MANGE)}
    resultat, klienter = maal_sider(sider), maal_klienter(sider[STOR])
    print("Måler import, filer og roller …", flush=True)
    tunge = [
        *i_django(MANGE, "importer", IMPORTKOMMUNE),
        *i_django(STOR, "tunge"),
        *i_django(STOR, "tunge_kompetanse", IMPORTRADER),
        *i_django(STOR, "tunge_planer"),
        *i_django(STOR, "tunge_evaluering"),
    ]
    skriv(resultat, klienter, tunge, OMFANG)


if __name__ == "__main__":
    main()
