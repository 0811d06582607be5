"""What the pages of evaluations draw by code."""

from collections.abc import Iterable
from html import escape

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evaluering.bruk.sammenlikning import Gruppe, Vist
from kompetanse.felles.formats import tall

register = template.Library()


@register.simple_tag
def grupperader(grupper: Iterable[Gruppe], *overskrifter: str) -> SafeString:
    """The rows of the comparison, written as strings: each has three drawings. Every text is escaped here.

    `overskrifter` are those of the shares, which stand beside them on a phone.
    """
    navn = [escape(str(ett)) for ett in overskrifter]
    return mark_safe("\n".join(_grupperad(gruppe, navn) for gruppe in grupper))


def _grupperad(gruppe: Gruppe, overskrifter):
    antall = ngettext("%(antall)s evaluering", "%(antall)s evalueringer", gruppe.evalueringer)
    under = [antall % {"antall": tall(gruppe.evalueringer)}]
    if gruppe.anbefalt:
        under.append(_("Anbefalt: %(anbefalt)s") % {"anbefalt": gruppe.anbefalt})
    under = " ".join(f'<span class="sub">{escape(ett)}</span>' for ett in under)
    andeler = zip(overskrifter, (gruppe.reaksjoner, gruppe.deltakere, gruppe.ledere), strict=True)
    celler = "".join(f'<td data-t="{navn}">{_andel(andelen)}</td>' for navn, andelen in andeler)
    return f'<tr><th scope="row">{escape(gruppe.navn)} {under}</th>{celler}</tr>'


def _andel(andel: Vist | None):
    """A share with its interval, which may be nothing."""
    if andel is None:
        return f'<span class="dempet">{_("For få til å si noe")}</span>'
    return f"""<span class="andel">
  <strong>{andel.prosent} %</strong>
  <svg class="intervall" width="100%" height="18" aria-hidden="true" focusable="false">
    <line class="bunn" x1="0" x2="100%" y1="9" y2="9"/>
    <line class="strek" x1="{andel.lav}%" x2="{andel.hoy}%" y1="9" y2="9"/>
    <circle cx="{andel.prosent}%" cy="9" r="5"/>
  </svg>
</span>
<span class="sub">{escape(andel.i_ord)}</span>"""
