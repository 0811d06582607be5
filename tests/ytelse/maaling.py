"""Opens pages over HTTP, and remembers what each cost."""

import http.client
import re
import threading
import time
from dataclasses import dataclass, field
from statistics import median, quantiles
from urllib.parse import urlencode

OPPVARMING = 3


@dataclass
class Maaling:
    """One page in one database: times in milliseconds by the clock of the client, and CPU by the server's account."""

    navn: str
    hvem: str
    vegg: list[float] = field(default_factory=list)
    python: list[float] = field(default_factory=list)
    postgres: list[float] = field(default_factory=list)
    sporringer: int = 0
    antall_byte: int = 0

    @property
    def median(self):
        return median(self.vegg)

    @property
    def p95(self):
        return quantiles(self.vegg, n=20)[-1]

    @property
    def cpu(self):
        return median(map(sum, zip(self.python, self.postgres, strict=True)))

    def legg_til(self, vegg, svar, innhold):
        self.vegg.append(vegg)
        self.python.append(float(svar.headers["X-Python"]))
        self.postgres.append(float(svar.headers["X-Postgres"]))
        self.sporringer, self.antall_byte = int(svar.headers["X-Sporringer"]), len(innhold)


def hent(port, sti, sesjon=""):
    """One request on a connection of its own. Returns (milliseconds, response, content)."""
    start = time.perf_counter()
    forbindelse = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    forbindelse.request("GET", sti, headers={"Cookie": f"sessionid={sesjon}", "Host": "localhost"})
    svar = forbindelse.getresponse()
    innhold = svar.read()
    forbindelse.close()
    if svar.status != 200:
        raise SystemExit(f"{sti} svarte {svar.status}.")
    return (time.perf_counter() - start) * 1000, svar, innhold


def maal_om_hverandre(sider_per_port, runder):
    """Every page of every server in turn, round by round, so that what disturbs the machine disturbs all alike.

    `sider_per_port` is {port: [(who, name, path, session)]}. Returns {port: [Maaling]}.
    """
    resultat = {port: [Maaling(navn, hvem) for hvem, navn, *_ in sider] for port, sider in sider_per_port.items()}
    for runde in range(-OPPVARMING, runder):
        for port, sider in sider_per_port.items():
            for maaling, (_hvem, _navn, sti, sesjon) in zip(resultat[port], sider, strict=True):
                svar = hent(port, sti, sesjon)
                if runde >= 0:
                    maaling.legg_til(*svar)
    return resultat


def maal_svar(port, stier, **skrevet):
    """A form on each path, fetched by one phone each, and then answered by all at the same instant; `skrevet` is what each
    types. Returns (answers a second, median, p95) in milliseconds."""
    klare, tider = threading.Barrier(len(stier) + 1), []

    def telefon(sti):
        _ms, svar, innhold = hent(port, sti)
        felt = _utfylt(innhold.decode()) | skrevet
        kapsler = "; ".join(verdi.partition(";")[0] for navn, verdi in svar.getheaders() if navn == "Set-Cookie")
        klare.wait()
        start = time.perf_counter()
        send(port, sti, felt, kapsler)
        tider.append((time.perf_counter() - start) * 1000)

    traader = [threading.Thread(target=telefon, args=[sti]) for sti in stier]
    for traad in traader:
        traad.start()
    klare.wait()
    start = time.perf_counter()
    for traad in traader:
        traad.join()
    brukt = time.perf_counter() - start
    if len(tider) < len(stier):
        raise SystemExit(f"{len(tider)} av {len(stier)} svar kom fram.")
    return len(tider) / brukt, median(tider), quantiles(tider, n=20)[-1]


def _utfylt(side):
    """The hidden fields of the form as they are, and the last choice of each question."""
    felt = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', side))
    valg = re.findall(r'<input[^>]*type="radio"[^>]*name="([^"]+)"[^>]*value="([^"]+)"', side)
    valg += re.findall(r'<input[^>]*name="([^"]+)"[^>]*value="([^"]+)"[^>]*type="radio"', side)
    return felt | dict(valg)


def send(port, sti, felt, kapsler):
    """One form sent; it must be received."""
    forbindelse = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    hoder = {
        "Content-Type": "application/x-www-form-urlencoded",
        "Cookie": kapsler,
        "Host": "localhost",
        "Origin": "http://localhost",
    }
    forbindelse.request("POST", sti, urlencode(felt), hoder)
    svar = forbindelse.getresponse()
    svar.read()
    forbindelse.close()
    # A phone that is not known is sent back to the front of the page, and has sent nothing.
    if svar.status != 302 or "?" in svar.headers["Location"]:
        raise SystemExit(f"{sti} svarte {svar.status}: {svar.headers['Location']}")


def maal_samtidig(port, side, *, klienter, runder):
    """The same page asked for by many clients at once. Returns (pages a second, median, p95) in milliseconds."""
    _hvem, _navn, sti, sesjon = side
    tider = []

    def klient():
        tider.extend(hent(port, sti, sesjon)[0] for _runde in range(runder))

    traader = [threading.Thread(target=klient) for _nr in range(klienter)]
    start = time.perf_counter()
    for traad in traader:
        traad.start()
    for traad in traader:
        traad.join()
    brukt = time.perf_counter() - start
    return len(tider) / brukt, median(tider), quantiles(tider, n=20)[-1]
