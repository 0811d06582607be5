"""When the plan was saved; and the rows of the handlingsplan, written as strings: two hundred rows by templates take longer
than all the rest. Every value is escaped here, so a cell is text whatever it looks like.
"""

import datetime as dt
from dataclasses import replace
from html import escape

from django import template
from django.contrib.messages import SUCCESS
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe

from kompetanse.felles.formats import DASH
from kompetanse.felles.liste import Celle
from kompetanse.felles.templatetags.liste_tags import innhold_html

register = template.Library()

# In place of the key of a row, in an address that is made once for all of them.
INGEN = 0


@register.simple_tag(takes_context=True)
def lagret_naa(context) -> dt.datetime | None:
    """The time, on the page that answers something that was saved; its receipt stays, to be shown where receipts are."""
    meldinger = context["messages"]
    lagret = any(melding.level == SUCCESS for melding in meldinger)
    meldinger.used = False
    return timezone.now() if lagret else None


@register.simple_tag
def handlingsplanrader(rader, kolonner, visning, kan_endre):
    """The rows of a handlingsplan. A cell that can be changed in place is a link to its field."""
    rammer = [_ramme(kolonne, visning) for kolonne in kolonner]
    return mark_safe("\n".join(_rad(rad, rammer, kan_endre) for rad in rader))


@register.simple_tag
def tiltaksrader(rader, kolonner):
    """The rows of a table of measures that is only read."""
    foran = [f'<td{_klasse(kolonne)} data-t="{escape(kolonne.navn)}">' for kolonne in kolonner]
    celler = (
        "".join(f"{td}{innhold_html(kolonne.innhold(rad))}</td>" for td, kolonne in zip(foran, kolonner, strict=True))
        for rad in rader
    )
    return mark_safe("\n".join(f"<tr>{_nummer(rad)}{rest}</tr>" for rad, rest in zip(rader, celler, strict=True)))


def _klasse(kolonne):
    return ' class="tall"' if kolonne.er_tall else ""


def _ramme(kolonne, visning):
    """A column with what stands around each of its cells, made once: before and after the key of the row, and the address
    of its field before and after that."""
    rundt = '<td role="gridcell" id="celle-', f'-{kolonne.nokkel}"{_klasse(kolonne)} data-t="{escape(kolonne.navn)}">'
    foran, etter = reverse("planer:tiltak-celle", args=[INGEN, kolonne.nokkel]).split(f"/{INGEN}/")
    return kolonne, rundt, (f"{foran}/", f"/{etter}?visning={visning.pk}")


def _rad(rad, rammer, kan_endre):
    kan_endre = bool(kan_endre and rad.nummer)
    celler = "".join(_celle(rad, *ramme, kan_endre) for ramme in rammer)
    return f'<tr role="row" id="tiltak-{rad.tiltak.pk}">{_nummer(rad)}{celler}</tr>'


def _nummer(rad):
    """The heading of the row leads to the measure's own page."""
    navn = escape(str(rad.tiltak))
    lenke = f'<a href="{rad.url}">{rad.nummer or "+"}<span class="ds-sr-only"> {navn}</span></a>'
    return f'<th role="rowheader" scope="row" class="tall">{lenke}</th>'


def _celle(rad, kolonne, rundt, adresse, kan_endre):
    pk = str(rad.tiltak.pk)
    innhold = kolonne.innhold(rad)
    if kan_endre and kolonne.redigering and kolonne.redigering.kan(rad.tiltak):
        # A link cannot hold another.
        uten_lenke = replace(innhold, lenke="") if isinstance(innhold, Celle) and innhold.lenke else innhold
        tekst = innhold_html(uten_lenke) or f'<span class="dempet">{DASH}</span>'
        html = f'<a class="celle" href="{pk.join(adresse)}">{tekst}</a>'
    else:
        html = innhold_html(innhold)
    return f"{pk.join(rundt)}{html}</td>"
