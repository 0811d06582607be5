"""The breadcrumb that the pages of this app have in common."""

from django.urls import reverse
from django.utils.translation import gettext as _


def smuler(*siste):
    """The breadcrumb of a page under Organisasjon: (name, url) pairs, the last one without a url."""
    return [(_("Organisasjon"), reverse("organisasjon:enhet-list")), *siste]
