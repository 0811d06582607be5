"""The rows of the third step's table, written as strings like those of the handlingsplan (`planer_tags`): every value is
escaped here."""

from html import escape

from django import template
from django.template.defaultfilters import capfirst
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from kompetanse.felles.formats import kr
from kompetanse.felles.templatetags.felles_tags import csrf_token, ikon, merkelapp

register = template.Library()


@register.simple_tag(takes_context=True)
def tiltakene(context, rader, kan_endre=False):
    """The measures of a plan or those common with plans above (of which the number is None); with buttons that move them
    one place, for who may."""
    antall = len(rader)
    return mark_safe("\n".join(_rad(rad, _flytt(context, rad, antall) if kan_endre else "") for rad in rader))


def _rad(rad, flytt):
    kostnad = "" if rad.kostnad is None else escape(kr(rad.kostnad))
    penger = kostnad + _sub(rad.betales_av) + _sub(capfirst(rad.sentrale_midler))
    celler = (
        _celle(f"{rad.nummer or ''}{flytt}", rad.nummer and _("Prioritet"), "tall"),
        _celle(_behov(rad), (rad.nummer or rad.behov) and _("Behov")),
        f'<th scope="row"><a href="{rad.url}">{escape(str(rad.tiltak))}</a>{"".join(map(_sub, _under(rad)))}</th>',
        _celle(_ansvarlig(rad), _("Ansvarlig")),
        _celle(_frist(rad), _("Frist")),
        _celle(penger, penger and _("Kostnad"), "tall"),
        _celle(merkelapp(*rad.status) + _sub(rad.tiltak.status_tekst), _("Status")),
    )
    return f'<tr id="tiltak-{rad.tiltak.pk}">{"".join(celler)}</tr>'


def _celle(html, navn="", klasse=""):
    """Named where the table is a list of cards, when there is something to name."""
    klasse = f' class="{klasse}"' if klasse else ""
    navn = f' data-t="{escape(navn)}"' if navn else ""
    return f"<td{klasse}{navn}>{html}</td>"


def _sub(tekst):
    return f' <span class="sub">{escape(tekst)}</span>' if tekst else ""


def _dempet(tekst):
    return f'<span class="dempet">{escape(tekst)}</span>'


def _behov(rad):
    if rad.behov or not rad.nummer:
        return "<br>".join(escape(str(behov)) for behov in rad.behov)
    return _dempet(_("Ikke koblet til et behov"))


def _under(rad):
    yield rad.under
    yield rad.laerdom and _("Lært: %(ord)s") % {"ord": rad.laerdom.i_ord}
    yield "" if rad.nummer else f"{rad.tiltak.plan}, {rad.tiltak.plan.enhet}"


def _ansvarlig(rad):
    sluttet = merkelapp(_("Har sluttet"), "nei", "ExclamationmarkTriangle") if rad.ansvarlig_har_sluttet else ""
    navn = escape(rad.ansvarlig) or _dempet(_("Ingen ennå"))
    return f'{navn} <span class="sub">{sluttet}</span>' if sluttet else navn


def _frist(rad):
    klasse = "frist naa" if rad.er_forsinket else "frist"
    return f'<span class="{klasse}">{escape(rad.frist)}</span>{_sub(rad.over_fristen)}'


def _flytt(context, rad, antall):
    navn = {"navn": str(rad.tiltak)}
    opp = _knapp(rad.nummer - 1, "ArrowUp", _("Flytt «%(navn)s» opp") % navn) if rad.nummer > 1 else ""
    ned = _knapp(rad.nummer + 1, "ArrowDown", _("Flytt «%(navn)s» ned") % navn) if rad.nummer < antall else ""
    adresse = reverse("planer:tiltak-flytt", args=[rad.tiltak.pk])
    skjema = f'<form method="post" action="{adresse}" class="linjeskjema flytt">'
    return f" {skjema}{csrf_token(context)}{opp}{ned}</form>"


def _knapp(plass, bilde, tekst):
    return (
        f'<button class="ds-button" data-variant="tertiary" data-size="sm" name="plass" value="{plass}">'
        f'{ikon(bilde)}<span class="ds-sr-only">{escape(tekst)}</span></button>'
    )
