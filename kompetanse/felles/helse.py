"""`GET /helse/`: whether database, migrations and job worker are well, for people and for machines that watch."""

from functools import cache

from django.db import Error, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from kompetanse.felles import hjerteslag

PATH = "/helse/"
OK = "ok"


@never_cache
@require_safe
def helse(request: HttpRequest) -> JsonResponse:
    """200 when all parts are well, else 503; each part says «ok» or, in plain words, what is wrong."""
    deler = database_og_det_som_staar_paa_den()
    frisk = all(tilstand == OK for tilstand in deler.values())
    return JsonResponse({"status": OK if frisk else "feil", **deler}, status=200 if frisk else 503)


class HelseMiddleware:
    """Answers before sessions and the kommune wall, which need the database, and before the host name is checked."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return helse(request) if request.path == PATH else self.get_response(request)


def database_og_det_som_staar_paa_den() -> dict[str, str]:
    deler = {"database": database()}
    for navn, sjekk in (("migrasjoner", migrasjoner), ("jobber", jobber)):
        deler[navn] = sjekk() if deler["database"] == OK else _("Ukjent, fordi databasen ikke svarer.")
    return deler


def database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("select 1")
    except Error:
        connection.close()  # the next request tries anew
        return _("Databasen svarer ikke.")
    return OK


def migrasjoner() -> str:
    mangler = len(_migrations_in_code() - set(MigrationRecorder(connection).applied_migrations()))
    if not mangler:
        return OK
    melding = ngettext("%(antall)d migrering er ikke kjørt.", "%(antall)d migreringer er ikke kjørt.", mangler)
    return melding % {"antall": mangler}


def jobber() -> str:
    try:
        sist = hjerteslag.siste_slag()
    except Error:
        return _("Ukjent, fordi tabellene ikke er laget ennå.")
    if hjerteslag.lever(sist):
        return OK
    if sist is None:
        return _("Jobbarbeideren har aldri vært i gang. Start den med «manage.py qcluster».")
    siden = timezone.localtime(sist).strftime("%d.%m.%Y kl. %H.%M.%S")
    return _("Jobbarbeideren har ikke gitt livstegn siden %(siden)s.") % {"siden": siden}


@cache
def _migrations_in_code():
    """What the running code expects; it does not change while the process lives."""
    return set(MigrationLoader(None).graph.nodes)
