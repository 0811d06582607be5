"""`make belastning`: 200 people who think for ten seconds between their pages, alone and beside many slow senders.

Runs the production server on loopback, as `make ytelse` does, and writes its table into docs/sikkerhet.md.
"""

import datetime as dt
import os
import random
import socket
import threading
import time
from pathlib import Path
from statistics import median, quantiles

from kompetanse import embedded_postgres
from tests.ytelse import kjor
from tests.ytelse.maaling import hent

FIL = Path(__file__).resolve().parents[2] / "docs" / "sikkerhet.md"
BEGYNNER, SLUTTER = "<!-- belastning -->\n", "<!-- slutt -->"
BRUKERE, TENKER, TREGE = 200, 10, 60
SEKUNDER = int(os.environ.get("BELASTNING_SEKUNDER", "60"))
# What people open most of the day, by the names of `sider.py`.
VANLIGE = {"Min side", "Register", "Personer", "Søk: et navn", "Sak", "Enhet"}
BEGYNNELSE = b"POST /konto/logg-inn/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\nlogin="


def maal(sider):
    """What each page cost in milliseconds, None for one that failed, by 200 people for `SEKUNDER`."""
    slutt, svar = time.monotonic() + SEKUNDER, []

    def bruker(tilfeldig):
        time.sleep(tilfeldig.uniform(0, TENKER))
        while time.monotonic() < slutt:
            _hvem, _navn, sti, sesjon = tilfeldig.choice(sider)
            try:
                svar.append(hent(kjor.PORT, sti, sesjon)[0])
            except (OSError, SystemExit):
                svar.append(None)
            time.sleep(tilfeldig.expovariate(1 / TENKER))

    traader = [threading.Thread(target=bruker, args=(random.Random(nummer),)) for nummer in range(BRUKERE)]  # noqa: S311
    for traad in traader:
        traad.start()
    for traad in traader:
        traad.join()
    return svar


def rad(navn, svar):
    tider = [ett for ett in svar if ett is not None]
    tall = (len(tider) / SEKUNDER, median(tider), quantiles(tider, n=20)[-1], max(tider))
    return [navn, len(svar), svar.count(None), *(f"{ett:.1f}".replace(".", ",") for ett in tall)]


def maal_ved_siden_av_trege(sider):
    """The same, while slow senders begin anew as soon as they are cut off."""
    ferdig = threading.Event()

    def treg():
        while not ferdig.is_set():
            with socket.create_connection(("127.0.0.1", kjor.PORT), timeout=120) as sokkel:
                sokkel.sendall(BEGYNNELSE)
                while sokkel.recv(1000):
                    pass

    for _nummer in range(TREGE):
        threading.Thread(target=treg, daemon=True).start()
    try:
        return maal(sider)
    finally:
        ferdig.set()


def skriv(rader, opptatt):
    """`opptatt` is how many processes already waited for the machine when the measuring began."""
    hoder = ("", "sider", "feil", "sider i sekundet", "median ms", "p95 ms", "lengst ms")
    linjer = [hoder, ["---", *["---:"] * (len(hoder) - 1)], *rader]
    tabell = "\n".join("| " + " | ".join(map(str, linje)) + " |" for linje in linjer)
    tekst = FIL.read_text()
    foer, resten = tekst.split(BEGYNNER)
    etter = resten.partition(SLUTTER)[2]
    maalt = (
        f"Målt {dt.date.today():%d.%m.%Y} med to prosesser på fire tråder, 1 000 ansatte og 2 000 søknader, på en maskin med"
        f" {os.cpu_count()} kjerner der {opptatt:.0f} andre prosesser ville ha dem da målingen begynte."
    )
    FIL.write_text(f"{foer}{BEGYNNER}{tabell}\n\n{maalt}\n{SLUTTER}{etter}")
    print(tabell)


def main():
    embedded_postgres.ensure_running()
    kjor.manage("collectstatic", "--noinput")
    kjor.lag(kjor.LITEN)
    kjor.i_django(kjor.LITEN, "fyll", *kjor.STORRELSER[kjor.LITEN], eier=True)
    maal_og_skriv()


def maal_og_skriv():
    sider = [side for side in kjor.i_django(kjor.LITEN, "sider") if side[1] in VANLIGE]
    opptatt = os.getloadavg()[0]
    with kjor.tjener(kjor.LITEN, kjor.PORT, prosesser=2, traader=4):
        navn = f"{BRUKERE} brukere som tenker {TENKER} sekunder"
        rader = [rad(navn, maal(sider)), rad(f"De samme, og {TREGE} trege avsendere", maal_ved_siden_av_trege(sider))]
    skriv(rader, opptatt)


if __name__ == "__main__":
    main()
