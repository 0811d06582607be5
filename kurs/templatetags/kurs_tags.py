"""What the pages of courses draw by code."""

from django import template
from django.utils.safestring import SafeString, mark_safe

from kompetanse.felles.formats import EMPTY, tall
from kurs.dager.bilde import Dagtall

register = template.Library()


@register.simple_tag
def maanedsceller(rad: Dagtall) -> SafeString:
    """A cell for each month of a row, as plain strings: they are numbers, and many."""
    # Nothing that anyone has written is in it.
    return mark_safe("".join(_celle(dager) for dager in rad.per_maaned))  # noqa: S308


def _celle(dager):
    innhold = tall(dager, 1) if dager else f'<span class="dempet">{EMPTY}</span>'
    return f'<td class="tall maaned">{innhold}</td>'
