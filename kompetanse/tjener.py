"""gunicorn's worker, made so that who sends or receives slowly keeps nobody waiting.

One of many threads receives a request. Once it is here whole, one of few works with it (`NETT_TRAADER`); these alone have
connections to the database. A sender must be done within `SEKUNDER`, or keep up `BYTE_I_SEKUNDET`, else it is cut off.
"""

import socket
import struct
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

from gunicorn.http.errors import NoMoreData
from gunicorn.workers.gthread import ThreadWorker

MOTTAKERE = 100
SEKUNDER = 20
BYTE_I_SEKUNDET = 20_000
BIT = 64 * 1024
I_MINNET = 1024 * 1024


class Vakt:
    """Ends the reading from sockets that are past their time."""

    def __init__(self):
        self._frister = {}

    def begynn(self):
        threading.Thread(target=self._gaa_runder, daemon=True).start()

    def vent(self, sokkel, sekunder):
        self._frister[sokkel] = time.monotonic() + sekunder

    def ferdig(self, sokkel):
        self._frister.pop(sokkel, None)

    def _gaa_runder(self):
        while True:
            time.sleep(0.5)
            for sokkel, frist in self._frister.copy().items():
                if frist < time.monotonic():
                    with suppress(OSError):
                        sokkel.shutdown(socket.SHUT_RD)


class Mottak:
    """The WSGI application behind its threads."""

    def __init__(self, app, traader, vakt, storste):
        self.app, self.vakt, self.storste = app, vakt, storste
        self.arbeidere = ThreadPoolExecutor(traader)

    def __call__(self, environ, start_response):
        lengde = int(environ.get("CONTENT_LENGTH") or 0)
        # What is larger is refused by the application, unread.
        if 0 < lengde <= self.storste(environ.get("HTTP_COOKIE", "")):
            environ["wsgi.input"] = self._ta_imot(environ, lengde)
        self.vakt.ferdig(environ["gunicorn.socket"])
        return self.arbeidere.submit(self.app, environ, start_response).result()

    def _ta_imot(self, environ, lengde):
        kropp = tempfile.SpooledTemporaryFile(I_MINNET)  # noqa: SIM115 (closed with the last who holds it)
        fikk, start = 0, time.monotonic()
        while fikk < lengde:
            bit = environ["wsgi.input"].read(min(BIT, lengde - fikk))
            if not bit:
                raise NoMoreData
            kropp.write(bit)
            fikk += len(bit)
            brukt = time.monotonic() - start
            self.vakt.vent(environ["gunicorn.socket"], SEKUNDER + fikk / BYTE_I_SEKUNDET - brukt)
        kropp.seek(0)
        return kropp


class Arbeider(ThreadWorker):
    """`worker_class` in `gunicorn_conf.py`."""

    def get_thread_pool(self):
        return ThreadPoolExecutor(MOTTAKERE)

    def load_wsgi(self):
        super().load_wsgi()
        from kompetanse.felles.for_stort import storste_kropp  # the settings are read by the application

        self.vakt = Vakt()
        self.vakt.begynn()
        self.wsgi = Mottak(self.wsgi, self.cfg.threads, self.vakt, storste_kropp)

    def handle(self, conn):
        # The kernel's own limit, for an answer that nobody takes.
        conn.sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, struct.pack("ll", SEKUNDER, 0))
        self.vakt.vent(conn.sock, SEKUNDER)
        try:
            beholdes = super().handle(conn)
        finally:
            self.vakt.ferdig(conn.sock)
        if not beholdes:
            _les_ut(conn.sock)
        return beholdes


def _les_ut(sokkel):
    """What a sender has left unread is read here: gunicorn would have the thread that lets others in wait for it."""
    frist, lest = time.monotonic() + SEKUNDER, 0
    with suppress(OSError):
        sokkel.shutdown(socket.SHUT_WR)
        sokkel.settimeout(SEKUNDER)
        while lest < BIT and time.monotonic() < frist and (bit := sokkel.recv(BIT - lest)):
            lest += len(bit)
    with suppress(OSError):
        sokkel.shutdown(socket.SHUT_RD)
