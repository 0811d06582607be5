"""Puts every request behind the kommune wall of the one who signed in, in that person's language."""

from django.contrib.auth import logout
from django.shortcuts import redirect

from kompetanse.felles import vegg
from kompetanse.organisasjon import spraak
from kompetanse.organisasjon.models import Person


class KommuneMiddleware:
    """Two statements a request: the wall is set, and the person is fetched with the kommune.

    The session of someone who has left ends here (see `PersonQuerySet.med_slutt`).
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        bruker = request.user
        vegg.bruk_kommune(bruker.kommune_id if bruker.is_authenticated else None)
        if bruker.is_authenticated and bruker.person_id:
            bruker.person = Person.objects.select_related("kommune").med_slutt().get(pk=bruker.person_id)
            bruker.kommune = bruker.person.kommune
            if bruker.person.har_sluttet:
                return _ut(request)
        spraak.velg(request)
        return self.get_response(request)


def _ut(request):
    logout(request)
    vegg.bruk_kommune(None)
    return redirect("account_inactive")
