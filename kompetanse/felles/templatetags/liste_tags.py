"""The rows of a list (`felles/liste.py`), written as strings: fifty rows by templates take longer than all the rest.

Every value is escaped here, so a cell is text whatever it looks like.
"""

from html import escape

from django import template
from django.utils.safestring import mark_safe

from kompetanse.felles.liste import Celle
from kompetanse.felles.templatetags.felles_tags import merkelapp

register = template.Library()


@register.simple_tag
def listerader(liste):
    """The rows of a `Listeside`, one line each."""
    rammer = [_ramme(kolonne, nr) for nr, kolonne in enumerate(liste.kolonner)]
    return mark_safe("\n".join(_rad(rammer, (k.innhold(rad) for k in liste.kolonner)) for rad in liste.rader))


@register.simple_tag
def listesum(liste):
    """The last row: the sums of the whole selection."""
    rammer = [_ramme(kolonne, nr) for nr, kolonne in enumerate(liste.kolonner)]
    return mark_safe(_rad(rammer, (kolonne.sumtekst(liste.summer) for kolonne in liste.kolonner)))


def _ramme(kolonne, nr):
    """What stands around each cell of a column, made once."""
    if nr == 0:
        return '<th scope="row">', "</th>"
    klasse = "tall" if kolonne.er_tall else "smal" if kolonne.smal else ""
    klasse = f' class="{klasse}"' if klasse else ""
    navn = "" if kolonne.uten_navn else f' data-t="{escape(str(kolonne.navn))}"'
    return f"<td{klasse}{navn}>", "</td>"


def _rad(rammer, celler):
    deler = (f"{aapne}{innhold_html(celle)}{lukk}" for (aapne, lukk), celle in zip(rammer, celler, strict=True))
    return f"<tr>{''.join(deler)}</tr>"


def innhold_html(verdi):
    """What a cell shows: a text, a `Celle`, a list of such (one under the other) or a tuple (side by side)."""
    if isinstance(verdi, list):
        return "<br>".join(map(_ved_siden, verdi))
    if isinstance(verdi, tuple):
        return f'<div class="rad">{_ved_siden(verdi)}</div>' if verdi else ""
    return _ved_siden(verdi)


def _ved_siden(verdi):
    if isinstance(verdi, tuple):
        return "".join(map(_ved_siden, verdi))
    return _celle(verdi) if isinstance(verdi, Celle) else escape(str(verdi))


def _celle(celle):
    tekst = merkelapp(str(celle.tekst), celle.tone, celle.ikon) if celle.tone else escape(str(celle.tekst))
    if celle.skjult:
        tekst += f'<span class="ds-sr-only"> {escape(str(celle.skjult))}</span>'
    if celle.lenke:
        tekst = f'<a href="{escape(celle.lenke)}">{tekst}</a>'
    elif celle.dempet:
        tekst = f'<span class="dempet">{tekst}</span>'
    return f'{tekst} <span class="sub">{escape(str(celle.under))}</span>' if celle.under else tekst
