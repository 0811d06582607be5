"""Rich text: HTML of a small subset, cleaned when it is stored and once more when it is shown."""

import re
from html import unescape

import nh3
from django import forms
from django.core.exceptions import ValidationError
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from lxml import html

from kompetanse.felles.avsnitt import avsnitt
from kompetanse.felles.tekst import rens_tekst

BLOKKER = {"p", "h3", "h4", "ul", "ol", "blockquote", "table"}
LOVLIGE = BLOKKER | {"br", "strong", "em", "li", "a", "caption", "thead", "tbody", "tfoot", "tr", "th", "td"}
# What else is read, and what it means here. The cleaner unwraps what it does not know, and then the meaning goes.
SVARER_TIL = {"b": "strong", "i": "em", "h1": "h3", "h2": "h3", "h5": "h4", "h6": "h4", "dt": "p", "dd": "p"}
BOKSER = {"div", "section", "article", "dl", "main", "header", "footer", "center"}
UTEN_BLOKKER = {"p", "h3", "h4", "strong", "em", "a"}
ATTRIBUTTER = {"a": {"href"}, "ol": {"start"}, "th": {"colspan", "rowspan", "scope"}, "td": {"colspan", "rowspan"}}
LENKER = {"http", "https", "mailto", "tel"}
MERKE = re.compile(r"</?[a-z][a-z0-9:]*(?:\s[^<>]*)?/?>", re.IGNORECASE)
LINJESLUTT = re.compile(r"<br>|</(?:p|h3|h4|li|tr|caption|blockquote)>")
CELLESLUTT = re.compile(r"</t[hd]>(?=<t[hd])")


def rens(innhold: str) -> str:
    """What can be stored of what someone typed or pasted: blocks of the subset, and nothing else; the words are all kept.

    Text without tags, as one types where the editor does not run, is read as `avsnitt` reads it. Nothing for the eye
    gives an empty string, and what is clean already comes back as it is.
    """
    innhold = rens_tekst(innhold)
    if not MERKE.search(innhold):
        return str(avsnitt(innhold))
    lest = LOVLIGE | SVARER_TIL.keys() | BOKSER
    rent = nh3.clean(innhold, tags=lest, attributes=ATTRIBUTTER, url_schemes=LENKER, link_rel=None)
    rot = html.fragment_fromstring(rent, create_parent="div")
    for element in rot.iter(*SVARER_TIL):
        element.tag = SVARER_TIL[element.tag]
    _rydd(rot)
    return "".join(_som_html(blokk) for blokk in _blokker(rot) if not _er_tom(blokk))


def vis(innhold: str | None) -> SafeString:
    """Safe HTML of a stored text, whatever it may hold."""
    return mark_safe(nh3.clean(innhold or "", tags=LOVLIGE, attributes=ATTRIBUTTER, url_schemes=LENKER))


def som_tekst(innhold: str) -> str:
    """The words of a stored text, a line for each paragraph, point and row."""
    linjer = CELLESLUTT.sub("\t", LINJESLUTT.sub("\n", innhold))
    linjer = unescape(re.sub(r"<[^>]+>", "", linjer)).split("\n")
    return "\n".join(linje.strip() for linje in linjer if linje.strip())


def _rydd(rot):
    """Leave blocks where blocks may be, the innermost first: boxes become paragraphs, or go when they hold some."""
    for element in reversed(list(rot.iterdescendants())):
        er_boks = element.tag in BOKSER or (element.tag == "li" and element.getparent().tag not in ("ul", "ol"))
        har_blokker = any(under.tag in BLOKKER for under in element.iterdescendants())
        if har_blokker and (er_boks or element.tag in UTEN_BLOKKER):
            blokker = list(_blokker(element))
            element.text = None
            element[:] = blokker
            element.drop_tag()
        elif er_boks:
            element.tag = "p"


def _blokker(forelder):
    """The blocks of an element, in their order; what lies loose between them becomes paragraphs."""
    avsnittet = html.Element("p")
    avsnittet.text = forelder.text
    for barn in list(forelder):
        if barn.tag in BLOKKER:
            yield avsnittet
            avsnittet = html.Element("p")
            avsnittet.text, barn.tail = barn.tail, None
            yield barn
        else:
            avsnittet.append(barn)
    yield avsnittet


def _er_tom(blokk):
    return not blokk.text_content().strip()


def _som_html(blokk):
    for element in blokk.iter():
        if element.tag != "br" and not len(element) and not element.text:
            # Else an empty point is written without its end, and takes in what comes after it when it is read again.
            element.text = ""
    return html.tostring(blokk, encoding="unicode")


class RiktekstInput(forms.Textarea):
    """A text field that becomes an editor where JavaScript runs."""

    template_name = "designsystemet/riktekst.html"

    class Media:
        js = [
            forms.Script("vendor/tiptap/tiptap.min.js", defer=True),
            forms.Script("js/riktekst.js", defer=True),
        ]


class RiktekstField(forms.CharField):
    """Rich text. The clean value can be stored, and `vis` shows it. `max_length` counts the words, and no tags."""

    widget = RiktekstInput
    default_error_messages = {
        "for_lang": _("Teksten er for lang: %(antall)d tegn. Kort den ned til høyst %(maks)d tegn."),
    }

    def __init__(self, *, max_length=20_000, rader=6, **kwargs):
        super().__init__(**{"widget": RiktekstInput({"rows": rader}), **kwargs})
        self.maks = max_length

    def to_python(self, value):
        return rens(super().to_python(value))

    def validate(self, value):
        super().validate(value)
        if (antall := len(som_tekst(value))) > self.maks:
            params = {"antall": antall, "maks": self.maks}
            raise ValidationError(self.error_messages["for_lang"], code="for_lang", params=params)
