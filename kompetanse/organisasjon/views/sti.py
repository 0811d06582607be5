"""The breadcrumb that the pages of this app have in common."""

from django.utils.translation import gettext as _

from kompetanse.felles.sti import sti


def smuler(*over, her):
    """Organisasjon → the pages above → this page, as `felles.sti` takes them."""
    return sti((_("Organisasjon"), "organisasjon:enhet-list"), *over, her=her)
