"""The rows of the handlingsplan, written as strings: two hundred rows by templates take longer than all the rest.

Every value is escaped here, so a cell is text whatever it looks like.
"""

from dataclasses import replace
from html import escape

from django import template
from django.urls import reverse
from django.utils.safestring import mark_safe

from kompetanse.felles.formats import DASH
from kompetanse.felles.liste import Celle
from kompetanse.felles.templatetags.liste_tags import innhold_html

register = template.Library()


@register.simple_tag
def handlingsplanrader(rader, kolonner, visning, kan_endre):
    """The rows of a handlingsplan. A cell that can be changed in place is a link to its field."""
    return mark_safe("\n".join(_rad(rad, kolonner, visning, kan_endre) for rad in rader))


def _rad(rad, kolonner, visning, kan_endre):
    tiltak = rad.tiltak
    adresse = reverse("planer:tiltak-celle", args=[tiltak.pk, "x"])[:-2] if kan_endre and rad.nummer else ""
    celler = (_celle(rad, kolonne, adresse, visning) for kolonne in kolonner)
    return f'<tr role="row" id="tiltak-{tiltak.pk}">{_nummer(rad)}{"".join(celler)}</tr>'


def _nummer(rad):
    """The heading of the row leads to the measure's own page."""
    tiltak = rad.tiltak
    navn = escape(str(tiltak))
    lenke = f'<a href="{tiltak.get_absolute_url()}">{rad.nummer or "+"}<span class="ds-sr-only"> {navn}</span></a>'
    return f'<th role="rowheader" scope="row" class="tall">{lenke}</th>'


def _celle(rad, kolonne, adresse, visning):
    innhold = kolonne.innhold(rad)
    if adresse and kolonne.redigering and kolonne.redigering.kan(rad.tiltak):
        # A link cannot hold another.
        uten_lenke = replace(innhold, lenke="") if isinstance(innhold, Celle) else innhold
        lenke = f"{adresse}{kolonne.nokkel}/?visning={visning.pk}"
        tekst = innhold_html(uten_lenke) or f'<span class="dempet">{DASH}</span>'
        innhold = f'<a class="celle" href="{lenke}">{tekst}</a>'
    else:
        innhold = innhold_html(innhold)
    klasse = ' class="tall"' if kolonne.er_tall else ""
    navn = escape(kolonne.navn)
    return f'<td role="gridcell" id="celle-{rad.tiltak.pk}-{kolonne.nokkel}"{klasse} data-t="{navn}">{innhold}</td>'
