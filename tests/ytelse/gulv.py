"""The floor: the least that a list page can do on this stack, measured in the same run as the product's pages."""

from django.contrib.auth.decorators import login_required
from django.db import connection
from django.http import HttpResponse
from django.template import Context, Engine

from soknader.models import Soknad

SIDE = Engine().from_string(
    "<!doctype html><title>Gulv</title><table>{% for rad in rader %}<tr><td>{{ rad.tittel }}</td><td>{{ rad.enhet }}</td>"
    "<td>{{ rad.soknadsbelop }}</td><td>{{ rad.sendt }}</td></tr>{% endfor %}</table>"
)


@login_required
def gulv(request):
    """Check the session, and render 50 rows from one query."""
    rader = (
        Soknad.objects.filter(kommune=request.user.kommune_id)
        .select_related("enhet")
        .order_by("-opprettet", "-pk")[:50]
    )
    return HttpResponse(SIDE.render(Context({"rader": rader})))


class TellSporringer:
    """Adds the number of SQL statements of the request as a header."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        antall = 0

        def tell(execute, sql, params, many, context):
            nonlocal antall
            antall += 1
            return execute(sql, params, many, context)

        with connection.execute_wrapper(tell):
            response = self.get_response(request)
        response["X-Sporringer"] = str(antall)
        return response
