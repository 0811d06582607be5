"""A code that lets phones in without login: made, shown on a wall or a poster, and read as people type it."""

import secrets

import segno
from django import forms
from django.conf import settings
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy

from kompetanse.felles.fields import TekstField

# No vowels, so that it is never a word, and nothing that looks like something else. 28 to the power of 8: who guesses a
# thousand times a second for a year finds one of a thousand open codes once in twelve.
ALFABET = "BCDFGHJKMNPQRSTVWXYZ23456789"
LENGDE = 8


def ny() -> str:
    return "".join(secrets.choice(ALFABET) for _ in range(LENGDE))


def vis(kode: str) -> str:
    """In two halves, as it stands on the wall."""
    return f"{kode[: LENGDE // 2]} {kode[LENGDE // 2 :]}"


def lest(tekst: str) -> str:
    """As someone types it: in small letters, with a space or a hyphen. Empty when it cannot be a code."""
    kode = "".join(tegn for tegn in tekst.upper() if tegn.isalnum())
    return kode if len(kode) == LENGDE and set(kode) <= set(ALFABET) else ""


def qr(sti: str) -> SafeString:
    """The address of a path of the product, as a picture for phones."""
    # Made of squares alone; nothing that anyone has typed is in it.
    return mark_safe(
        segno.make(settings.NETTADRESSE + sti, error="m").svg_inline(
            scale=1, border=1, dark="#0d1b17", svgclass="qr", lineclass=None, omitsize=True
        )
    )


class KodeForm(forms.Form):
    """The code from the wall."""

    use_required_attribute = False

    kode = TekstField(
        label=gettext_lazy("Kode"),
        max_length=30,
        help_text=gettext_lazy("Den står på veggen, for eksempel K7MD WXQ9."),
        error_messages={"required": gettext_lazy("Skriv koden som står på veggen.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )
