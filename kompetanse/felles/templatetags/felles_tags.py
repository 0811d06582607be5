"""Tags and filters that every template has without loading: icons, numbers, dates, meters."""

import re
from functools import cache
from html import escape
from pathlib import Path

from django import template
from django.conf import settings
from django.http import QueryDict
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import mark_safe

from kompetanse.felles import bevaring, csrf, formats, handling, htmx, riktekst
from kompetanse.felles.avsnitt import avsnitt

register = template.Library()

ICON_DIR = Path(settings.BASE_DIR) / "static" / "vendor" / "aksel-icons"

for function in (
    formats.tall,
    formats.kr,
    formats.kr_oere,
    formats.prosent,
    formats.tallord,
    formats.dato,
    formats.dato_tid,
    formats.klokkeslett,
    formats.ukedag,
    formats.uke,
    formats.periode,
    formats.initialer,
    formats.og_liste,
    formats.i_setning,
    formats.filstorrelse,
):
    register.filter(function.__name__, function)

register.filter("avsnitt", avsnitt)
register.filter("enkle_sitater", formats.enkle_sitater, is_safe=True)
register.filter("riktekst", riktekst.vis)


@register.filter
def dato_kort(value):
    return formats.dato_kort(value)


@register.filter
def frist(value):
    return formats.frist(value)


@register.filter
def haster(value):
    return formats.haster(value)


@cache
def icon_shapes(navn):
    """The inside of one Aksel icon. An unknown name is a programming error and says so."""
    path = ICON_DIR / f"{navn}.svg"
    if not re.fullmatch(r"\w+", navn) or not path.is_file():
        raise template.TemplateSyntaxError(f"No icon named {navn!r} in static/vendor/aksel-icons.")
    shapes = re.search(r"<svg[^>]*>(.*)</svg>", path.read_text(), re.DOTALL).group(1)
    return mark_safe(shapes.strip())


@register.simple_tag
def ikon(navn, tittel="", klasse=""):
    """An Aksel icon as inline SVG: decoration, unless a title gives it a meaning of its own."""
    if not tittel:
        return _decoration(navn, klasse)
    return _svg(navn, format_html('role="img" aria-label="{}"', tittel), klasse)


@cache
def _decoration(navn, klasse=""):
    """Most pages have dozens of them, all alike."""
    return _svg(navn, mark_safe('aria-hidden="true"'), klasse)


def _svg(navn, label, klasse):
    return format_html(
        '<svg class="i {}" viewBox="0 0 24 24" fill="none" focusable="false" {}>{}</svg>',
        klasse,
        label,
        icon_shapes(navn),
    )


@register.simple_tag
def merkelapp(tekst, tone="", ikon=""):
    """The label of `komponenter/_merkelapp.html`, quick enough to stand in every row of a long table."""
    bilde = _decoration(ikon) if ikon else ""
    return mark_safe(f'<span class="merkelapp {escape(tone or "noytral")}">{bilde}{conditional_escape(tekst)}</span>')


@register.simple_tag
def maaler_felt(deler, av=None, penger=False):
    """Where each part of a meter starts and how wide it is, in per cent, as SVG wants it (a dot, not a comma).

    `deler` is a list of (name, amount, tone); `av` is the amount of a full bar, by default the sum of the parts.
    `tall` is the amount in words, as money when `penger`.
    Negative amounts draw nothing, and nothing is drawn past the end.
    """
    amounts = [max(float(amount or 0), 0) for _, amount, *_ in deler]
    whole = float(av or 0) or sum(amounts) or 1
    in_words = formats.kr if penger else formats.tall
    start, fields = 0.0, []
    for (name, amount, *rest), size in zip(deler, amounts, strict=True):
        width = min(size / whole * 100, 100 - start)
        tone = rest[0] if rest else "hel"
        place = {"x": f"{start:.2f}%", "bredde": f"{width:.2f}%"}
        fields.append({"navn": name, "tall": in_words(amount), "tone": tone, **place})
        start += width
    return fields


def _request(context):
    """The request, also inside `{% include … only %}` and in the templates of crispy; None when there is none."""
    return getattr(context, "request", None) or context.get("request")


@register.simple_tag(takes_context=True)
def csrf_token(context):
    """What every form that posts carries: the CSRF field, and the key that makes the form count once (`handling.py`).

    Takes the place of Django's own tag, so that no form can be without the key, and works inside `{% include … only %}`.
    """
    request = _request(context)
    if request is None:
        return ""
    return format_html(
        '<input type="hidden" name="csrfmiddlewaretoken" value="{}"><input type="hidden" name="{}" value="{}">',
        csrf.token(request),
        handling.FELT,
        handling.ny_nokkel(),
    )


@register.simple_tag(takes_context=True)
def htmx_merke(context):
    """Stands on every element with `hx-get` or `hx-post`: htmx acts on no others."""
    return format_html('{}="{}"', htmx.MERKE, htmx.merke(_request(context)))


@register.simple_tag(takes_context=True)
def htmx_innstillinger(context):
    """What htmx may do, for `<meta name="htmx-config">`."""
    return htmx.innstillinger(_request(context))


@register.simple_tag(takes_context=True)
def brukermerke(context):
    """Whose text `bevar.js` keeps."""
    return bevaring.brukermerke(context.get("user"))


@register.simple_tag(takes_context=True)
def aktiv(context, navn):
    """`aria-current="page"` when this page is `namespace` or `namespace:name`."""
    match = getattr(getattr(context, "request", None), "resolver_match", None)
    if match is None or navn not in (match.view_name, match.namespace):
        return ""
    return mark_safe('aria-current="page"')


@register.filter
def neste_sortering(felt, naa):
    """The `sorter` value that a click on this column asks for: up first, then down."""
    return f"-{felt}" if naa == felt else felt


@register.filter
def sidetall(side):
    """Page numbers around this one, with `…` where some are left out."""
    return side.paginator.get_elided_page_range(side.number, on_each_side=1, on_ends=1)


@register.simple_tag(takes_context=True)
def sidelenke(context, nokkel, nr):
    """This page's query string with another page number, whatever the parameter is called."""
    request = getattr(context, "request", None)
    query = request.GET.copy() if request else QueryDict(mutable=True)
    query[nokkel] = nr
    return f"?{query.urlencode()}"


@register.simple_tag(takes_context=True)
def feltkontroll(context, felt):
    """The control of a form field, with the design system's class beside the widget's own."""
    widget = felt.field.widget
    attrs = {"class": f"ds-input {widget.attrs.get('class', '')}".strip()}
    if getattr(widget, "bruker_htmx", False):
        attrs[htmx.MERKE] = htmx.merke(_request(context))
    return felt.as_widget(attrs=attrs)


@register.filter
def har_verdi(form, navn):
    """One of these fields (names as a list) is filled in."""
    return any(form[felt].value() for felt in navn if felt in form.fields)


@register.filter
def klassenavn(felt):
    """The widget's class name: what the form templates choose by."""
    return type(felt.field.widget).__name__


@register.filter
def feltattr(felt, navn):
    """One attribute of a form field's widget, such as `data-suffiks`."""
    return felt.field.widget.attrs.get(navn, "")


@register.tag
def fang(parser, token):
    """`{% fang navn %}…{% endfang %}`: render once, use many times (the page title is also the heading)."""
    try:
        _tag, name = token.split_contents()
    except ValueError:
        raise template.TemplateSyntaxError("{% fang %} takes one name.") from None
    nodelist = parser.parse(("endfang",))
    parser.delete_first_token()
    return FangNode(nodelist, name)


class FangNode(template.Node):
    def __init__(self, nodelist, name):
        self.nodelist, self.name = nodelist, name

    def render(self, context):
        context[self.name] = mark_safe(self.nodelist.render(context).strip())
        return ""


@register.simple_tag
def valgliste(optgroups):
    """The options of a select, in one go: hundreds of units must not cost hundreds of templates."""
    deler = []
    for gruppe, valg, _nummer in optgroups:
        alle = mark_safe("\n".join(map(_valg, valg)))
        deler.append(format_html('<optgroup label="{}">{}</optgroup>', gruppe, alle) if gruppe else alle)
    return mark_safe("\n".join(deler))


def _valg(valg):
    attributter = "".join(
        f" {navn}" if verdi is True else f' {navn}="{escape(str(verdi))}"'
        for navn, verdi in valg["attrs"].items()
        if verdi is not False
    )
    return f'<option value="{escape(str(valg["value"]))}"{attributter}>{escape(str(valg["label"]))}</option>'
