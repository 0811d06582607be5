"""What the pages of courses draw by code."""

from collections.abc import Iterable
from html import escape

from django import template
from django.urls import reverse
from django.utils import timezone
from django.utils.dates import MONTHS, MONTHS_3, WEEKDAYS, WEEKDAYS_ABBR
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from kompetanse.felles.formats import EMPTY, klokkeslett, tall
from kompetanse.felles.templatetags.felles_tags import ikon, merkelapp
from kurs.dager.bilde import Dagtall
from kurs.kalender.bilde import Dag, Punkt
from kurs.kalender.halvaar import Maaned
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
def kalenderuke(uke: Iterable[Dag]) -> SafeString:
    """The cells of a week in the month, as strings: some forty of them, with up to four dates in each."""
    return mark_safe("\n".join(map(_dagcelle, uke)))


def _dagcelle(ett):
    dag = ett.dag
    klasser = "utenfor" * (not ett.i_maaneden), "idag" * ett.er_i_dag, "tom-dag" * (not ett.punkter)
    ukedag, maaned = WEEKDAYS[dag.weekday()], MONTHS[dag.month]
    punkter = [_punkt(punkt) for punkt in ett.punkter]
    if ett.flere:
        i_listen = f"{reverse('kurs:kalender')}?halvaar={Maaned(dag.year, dag.month).halvaar.kode}"
        punkter.append(f'<li class="flere"><a href="{i_listen}">{_("og %(n)s til") % {"n": ett.flere}}</a></li>')
    return f"""<td class="{" ".join(filter(None, klasser))}">
  <time datetime="{dag.isoformat()}">
    <span class="dagnavn">{ukedag} </span>{dag.day}.<span class="dagnavn"> {maaned}</span></time>
  {f"<ul>{''.join(punkter)}</ul>" if punkter else ""}
</td>"""


def _punkt(punkt: Punkt):
    kjoring = punkt.kjoring
    er_avlyst = kjoring.status == Kjoring.Status.AVLYST
    merke = f"{ikon('Checkmark', tittel=_('Du er påmeldt'))} " if punkt.er_min else ""
    avlyst = f" ({_('avlyst')})" if er_avlyst else ""
    return (
        f'<li class="{kjoring.kurs.form}{" avlyst" * er_avlyst}"><a href="{kjoring.get_absolute_url()}">{merke}'
        f"<span>{klokkeslett(punkt.samling.start)}</span> {escape(str(kjoring))}{avlyst}</a></li>"
    )


@register.simple_tag
def dagrader(rader: Iterable[Dagtall]) -> SafeString:
    """A row for each unit, with a cell for each month, as strings: they are numbers, and many."""
    return mark_safe("\n".join(map(dagrad, rader)))


@register.simple_tag
def dagrad(rad: Dagtall) -> SafeString:
    """One of them, or their sum."""
    enhet = f'<a href="{escape(rad.url)}">{escape(rad.navn)}</a>' if rad.url else escape(rad.navn)
    merke = merkelapp(*rad.merke) if rad.merke else f'<span class="dempet">{_("Ikke satt")}</span>'
    return mark_safe(
        f"""<tr>
  <th scope="row">{enhet}</th>
  <td class="tall" data-t="{_("Ansatte")}">{tall(rad.ansatte)}</td>
  {"".join(map(_maaned, rad.per_maaned))}
  <td class="tall" data-t="{_("Dager")}"><b>{tall(rad.dager, 1)}</b></td>
  <td class="tall" data-t="{_("For hver")}">{tall(rad.per_ansatt, 1)}</td>
  <td data-t="{_("Av målet")}">{merke}</td>
</tr>"""
    )


def _maaned(dager):
    innhold = tall(dager, 1) if dager else f'<span class="dempet">{EMPTY}</span>'
    return f'<td class="tall maaned">{innhold}</td>'
