"""The web server on a real socket: who sends slowly is cut off, and keeps nobody else waiting."""

import hashlib
import os
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import ExitStack, closing

import pytest

from kompetanse.oppstart.felles import BASE_DIR
from tests.klokke import virkelig_tid

START = """
import sys
from kompetanse import tjener
tjener.SEKUNDER = 2
sys.argv[1:] = ["-c", "python:kompetanse.gunicorn_conf", "tests.oppstart.test_tjener:ekko"]
from gunicorn.app.wsgiapp import run
run()
"""
TREGE = 40


def ekko(environ, start_response):
    """Answers with what it got."""
    kropp = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [hashlib.sha256(kropp).hexdigest().encode()]


@pytest.fixture(scope="module")
def port():
    """A server with one process and two threads to work with."""
    with closing(socket.socket()) as ledig:
        ledig.bind(("127.0.0.1", 0))
        port = ledig.getsockname()[1]
    miljo = {**os.environ, "PORT": str(port), "NETT_PROSESSER": "1", "NETT_TRAADER": "2", "SECRET_KEY": "bare i testen"}
    tjener = subprocess.Popen([sys.executable, "-c", START], cwd=BASE_DIR, env=miljo, stderr=subprocess.DEVNULL)
    try:
        with virkelig_tid():
            _vent_paa(port)
            yield port
    finally:
        tjener.terminate()
        tjener.wait(30)


def _vent_paa(port):
    slutt = time.monotonic() + 120
    while time.monotonic() < slutt:
        try:
            return send(port)
        except OSError:
            time.sleep(0.2)
    raise AssertionError("The server never answered")


def send(port, kropp=None):
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/", kropp, timeout=60) as svar:  # noqa: S310
        return svar.read().decode()


@pytest.mark.parametrize(
    "begynnelse",
    [
        b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nlanguage=",
        b"POST / HTTP/1.1\r\nHo",
        b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\n",
    ],
    ids=["kroppen", "hodet", "biter"],
)
def test_others_are_answered_while_many_send_slowly_and_these_are_cut_off(port, begynnelse):
    with ExitStack() as forbindelser:
        trege = [forbindelser.enter_context(socket.create_connection(("127.0.0.1", port))) for _en in range(TREGE)]
        for treg in trege:
            treg.sendall(begynnelse)
        svar = send(port, b"x" * 3_000_000)
        for treg in trege:
            treg.settimeout(60)
            while treg.recv(1000):
                pass  # until the server hangs up

    assert svar == hashlib.sha256(b"x" * 3_000_000).hexdigest()


def test_a_sender_that_keeps_on_is_not_cut_off(port):
    with socket.create_connection(("127.0.0.1", port), timeout=60) as sokkel:
        sokkel.sendall(b"POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 400000\r\n\r\n")
        for _bit in range(8):
            sokkel.sendall(b"y" * 50_000)
            time.sleep(0.4)
        svar = b"".join(iter(lambda: sokkel.recv(1000), b""))

    assert hashlib.sha256(b"y" * 400_000).hexdigest() in svar.decode()


def test_a_process_has_read_every_page_before_it_takes_a_request():
    """Else the first to come waits for it, each time that a process is renewed."""
    sjekk = "import sys; import kompetanse.wsgi; sys.exit(not {'kurs.urls', 'evaluering.urls'} <= set(sys.modules))"

    assert subprocess.run([sys.executable, "-c", sjekk], cwd=BASE_DIR).returncode == 0
