"""What the pages of courses draw by code."""

from collections.abc import Iterable
from html import escape

from django import template
from django.utils import timezone
from django.utils.dates import MONTHS_3, WEEKDAYS_ABBR
from django.utils.safestring import SafeString, mark_safe

from kompetanse.felles.formats import EMPTY, tall
from kompetanse.felles.templatetags.felles_tags import ikon, merkelapp
from kurs.dager.bilde import Dagtall
from kurs.kjoring.bilde import Kjoringsrad
from kurs.models import Kjoring

register = template.Library()


@register.simple_tag
def kursrader(rader: Iterable[Kjoringsrad]) -> SafeString:
    """The runs of the calendar, written as strings: fifty of them by templates take longer than all the rest of the page.

    Every text is escaped here.
    """
    return mark_safe("\n".join(map(_kursrad, rader)))


def _kursrad(rad):
    kjoring, merke = rad.kjoring, rad.merke
    klasse = "kursrad" + " min" * rad.har_plass_der + " avlyst" * (kjoring.status == Kjoring.Status.AVLYST)
    slag = " · ".join(filter(None, [kjoring.kurs.get_form_display(), rad.sted, rad.pris]))
    frist = f'<small class="dempet">{escape(rad.frist)}</small>' if rad.frist else ""
    return f"""<li class="{klasse}">
  <span class="datoblokk {kjoring.kurs.form}" aria-hidden="true">{_datoblokk(rad.samlinger)}</span>
  <div class="hva">
    <a href="{kjoring.get_absolute_url()}">{escape(str(kjoring))}</a>
    <p class="liten">{escape(rad.naar)}</p>
    <p class="liten dempet">{escape(slag)}</p>
  </div>
  <div class="hvordan">{merkelapp(*merke)}{frist}</div>
</li>"""


def _datoblokk(samlinger):
    if not samlinger:
        return ikon("Calendar")
    dag = timezone.localdate(samlinger[0].start)
    ukedag, maaned = WEEKDAYS_ABBR[dag.weekday()], str(MONTHS_3[dag.month]).lower()
    return f"<small>{ukedag}</small><b>{dag.day}</b><small>{maaned}</small>"


@register.simple_tag
def maanedsceller(rad: Dagtall) -> SafeString:
    """A cell for each month of a row, as plain strings: they are numbers, and many."""
    # Nothing that anyone has written is in it.
    return mark_safe("".join(_celle(dager) for dager in rad.per_maaned))


def _celle(dager):
    innhold = tall(dager, 1) if dager else f'<span class="dempet">{EMPTY}</span>'
    return f'<td class="tall maaned">{innhold}</td>'
