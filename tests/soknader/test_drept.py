"""kill −9 in a step: before each of its writes in turn, and before it is stored. All is as it was, and then it is done once.

Decisions are killed as a whole server in `mote/test_vedtak_samtidig.py`, imports in `organisasjon/test_import_prosess.py`.
"""

import os
import re
import signal

import pytest
from django.db import connection

from kompetanse.felles import vegg
from soknader.mbu import saksgang
from soknader.models import Vedtak
from soknader.mote import beslutningsmote
from soknader.mote.vedtak import fatt_vedtak
from tests.parallelt import forket
from tests.soknader.factories import lag_ramme
from tests.soknader.mbu_factories import lag_klar_sak
from tests.soknader.moter import lag_klar, lag_mote, saker_i, start_mote

pytestmark = pytest.mark.django_db(transaction=True)
SKRIVER = re.compile(r"\s*(insert|update|delete)\b", re.IGNORECASE)
LAGRES = -1


@pytest.fixture
def mote(soker, avdelingsdirektor, hr_leder, hr, etatsdirektor):
    """Planned, with one case on its agenda."""
    lag_ramme()
    lag_klar(soker, avdelingsdirektor, hr_leder)
    return lag_mote(hr)


@pytest.fixture
def mote_starter(mote, hr):
    return lambda: start_mote(mote, hr)


@pytest.fixture
def mote_avsluttes(mote, hr):
    start_mote(mote, hr)
    fatt_vedtak(saker_i(mote)[0], bruker=hr, utfall=Vedtak.Utfall.INNVILGET)
    return lambda: beslutningsmote.avslutt(mote, bruker=hr)


@pytest.fixture
def mbusak_sendes(hr, etatsdirektor, mbu_medlem):
    sak = saksgang.til_godkjenning(lag_klar_sak(hr), bruker=hr)
    return lambda: saksgang.send(sak, bruker=etatsdirektor)


@pytest.mark.parametrize("steg", ["mote_starter", "mote_avsluttes", "mbusak_sendes"])
def test_a_step_that_is_killed_anywhere_has_not_been_taken(request, uten_pdf, kommune, steg):
    handling = request.getfixturevalue(steg)
    foer = alle_rader()

    assert er_drept(handling, kommune, LAGRES)
    assert alle_rader() == foer
    skrivinger = 0
    while er_drept(handling, kommune, skrivinger):
        assert alle_rader() == foer
        skrivinger += 1

    assert skrivinger > 3
    assert alle_rader() != foer


def er_drept(handling, kommune, skriving):
    """Take the step in a process that is killed before its write number `skriving`; False when it was done before that."""
    barn = forket()
    if not barn:
        svar = 1
        try:
            with vegg.innenfor(kommune.pk), connection.execute_wrapper(Drap(skriving)):
                handling()
            svar = 0
        finally:
            os._exit(svar)
    _pid, status = os.waitpid(barn, 0)
    assert status in (0, signal.SIGKILL)
    return status == signal.SIGKILL


class Drap:
    """Counts the writes down to the one that never comes. What is written after the step is stored is another matter: the
    documents that are owed are made later, whoever is killed."""

    def __init__(self, skriving):
        self.skriving, self.igjen, self.er_lagret = skriving, skriving, False
        self.ekte_lagring, connection._commit = connection._commit, self.lagre

    def __call__(self, execute, sql, params, many, context):
        if SKRIVER.match(sql) and not self.er_lagret:
            if not self.igjen:
                self.drep()
            self.igjen -= 1
        return execute(sql, params, many, context)

    def lagre(self):
        if self.skriving == LAGRES:
            self.drep()
        self.er_lagret = True
        return self.ekte_lagring()

    def drep(self):
        os.kill(os.getpid(), signal.SIGKILL)


def alle_rader():
    """A fingerprint of each table."""
    rader = "select '{0}', md5(string_agg(md5(rad::text), '' order by md5(rad::text))) from \"{0}\" rad"
    with connection.cursor() as cursor:
        tabeller = connection.introspection.table_names(cursor)
        cursor.execute(" union all ".join(map(rader.format, tabeller)))
        return dict(cursor.fetchall())
