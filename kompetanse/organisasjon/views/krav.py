"""What the views of this app have in common: the right asked for, and the breadcrumb."""

from django.contrib.auth.decorators import login_required, permission_required
from django.urls import reverse
from django.utils.translation import gettext as _


def krever(rettighet):
    """Signed in, and with the right: else the login page, or 403."""

    def dekorator(view):
        return login_required(permission_required(rettighet, raise_exception=True)(view))

    return dekorator


def smuler(*siste):
    """The breadcrumb of a page under Organisasjon: (name, url) pairs, the last one without a url."""
    return [(_("Organisasjon"), reverse("organisasjon:enhet-list")), *siste]
