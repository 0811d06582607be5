"""The breadcrumb of the catalogue's pages."""

from django.utils.translation import gettext as _

from kompetanse.felles.sti import sti


def smuler(*over, her):
    return sti((_("Kompetansekatalog"), "kartlegging:katalog-list"), *over, her=her)
