"""What heavy work costs, and the floors that several kinds of it are held against."""

import io
import time
from contextlib import contextmanager
from typing import NamedTuple

from django.db import connection, transaction
from django.db.models import Max

from kompetanse.felles.innlesing import prosess
from kompetanse.felles.innlesing.lesing import foreslaa_kolonner, les
from tests.ytelse.gulv import databasens_cpu

COPY = "COPY av de samme radene"


class Kostnad(NamedTuple):
    """Seconds: by the clock, and of CPU in this process and its database process."""

    vegg: float
    cpu: float


def kostnad(arbeid):
    vegg, cpu = time.perf_counter(), time.process_time() + databasens_cpu()
    arbeid()
    return Kostnad(time.perf_counter() - vegg, time.process_time() + databasens_cpu() - cpu)


def p95(alle):
    """Of the clock what 95 of 100 stay below; of CPU the mean."""
    klokka = sorted(ett.vegg for ett in alle)
    return Kostnad(klokka[int(0.95 * len(klokka))], sum(ett.cpu for ett in alle) / len(alle))


def maal(navn, pris, gulv, gulvpris, hoyst=None):
    return {"navn": navn, "pris": pris, "gulv": gulv, "gulvpris": gulvpris, "hoyst": hoyst}


@contextmanager
def angres():
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def kommer_etter(*modeller):
    """Table → condition, as `copy` takes them: the rows that are written from now on."""
    return {
        modell._meta.db_table: f"id > {modell.objects.aggregate(siste=Max('pk'))['siste'] or 0}" for modell in modeller
    }


def copy(tabeller):
    """Rows (table → condition) out of their tables and into bare ones, nothing else."""
    buffere = {tabell: io.StringIO() for tabell in tabeller}
    with transaction.atomic(), connection.cursor() as cursor:
        for tabell, buffer in buffere.items():
            cursor.execute(f"create temporary table gulv_{tabell} (like {tabell}) on commit drop")
            cursor.copy_expert(f"copy (select * from {tabell} where {tabeller[tabell]}) to stdout", buffer)
            buffer.seek(0)

        def skriv():
            for tabell, buffer in buffere.items():
                cursor.copy_expert(f"copy gulv_{tabell} from stdin", buffer)

        return kostnad(skriv)


def les_inn(slag, importen, innhold, *, bruker):
    """A file the whole way: read, its columns recognised, the preview, and the storing, as the jobs do it."""
    lest = les(slag, innhold, importen.filnavn, importen.kommune)
    importen.kolonner = foreslaa_kolonner(slag, lest.tabell, importen.kommune)
    with transaction.atomic():
        prosess.behold(importen, lest)
        importen.save()
        prosess.kontroller(slag, importen)
    importen.refresh_from_db()
    prosess.lagre(slag, importen.pk, bruker=bruker, fingeravtrykk=importen.fingeravtrykk)
