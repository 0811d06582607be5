"""The floors: what the stack itself needs for 50 rows × 6 columns of one query, measured in the same run as the pages.

G1 is the page's frame and the cells by Django's templates, G2 the cells as strings, G3 the bare SQL; and the frame alone.
"""

import time
from functools import cache
from itertools import cycle, islice
from pathlib import Path

from django.contrib.auth.decorators import login_required
from django.db import connection
from django.http import HttpResponse
from django.template import engines
from django.utils.html import escape

from soknader.models import Soknad

RADER = 50
RAMME = '{% extends "base.html" %}'
TABELL = (
    RAMME + "{% block innhold %}<table>{% for rad in rader %}<tr>{% for celle in rad %}<td>{{ celle }}</td>"
    "{% endfor %}</tr>{% endfor %}</table>{% endblock %}"
)


def _rader(kommune_id, antall=RADER):
    rader = Soknad.objects.filter(kommune=kommune_id).order_by("-opprettet", "-pk")
    return rader.values_list("aar", "lopenummer", "tittel", "enhet__navn", "soknadsbelop", "sendt")[:antall]


@cache
def _mal(kilde):
    return engines["django"].from_string(kilde)


@login_required
def ramme(request):
    return HttpResponse(_mal(RAMME).render({}, request))


@login_required
def g1(request):
    return HttpResponse(_mal(TABELL).render({"rader": _rader(request.user.kommune_id)}, request))


@login_required
def g2(request, rader=RADER, kolonner=6):
    """With more columns than the query has, the same cells over again."""
    linjer = (
        "".join(f"<td>{escape(celle)}</td>" for celle in islice(cycle(rad), kolonner))
        for rad in _rader(request.user.kommune_id, rader)
    )
    return HttpResponse(f"<table>{''.join(f'<tr>{linje}</tr>' for linje in linjer)}</table>")


@cache
def _sql(kommune_id):
    return _rader(kommune_id).query.sql_with_params()


@login_required
def g3(request):
    with connection.cursor() as cursor:
        cursor.execute(*_sql(request.user.kommune_id))
        return HttpResponse(str(len(cursor.fetchall())))


class Maaler:
    """Outermost: adds the statements of the request, and the CPU time of this thread and of its database process."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        antall = 0

        def tell(execute, sql, params, many, context):
            nonlocal antall
            antall += 1
            return execute(sql, params, many, context)

        connection.ensure_connection()
        database, python = databasens_cpu(), time.thread_time()
        with connection.execute_wrapper(tell):
            response = self.get_response(request)
        response["X-Python"] = f"{(time.thread_time() - python) * 1000:.3f}"
        response["X-Postgres"] = f"{(databasens_cpu() - database) * 1000:.3f}"
        response["X-Sporringer"] = str(antall)
        return response


def databasens_cpu():
    """Seconds that the backend of this connection has run, as Linux counts them to the nanosecond."""
    pid = connection.connection.info.backend_pid
    return int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e9
