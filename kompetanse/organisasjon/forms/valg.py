"""Fields where one unit or one person is chosen by writing: suggestions while typing, and the same without JavaScript."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import flatatt
from django.urls import reverse_lazy
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from kompetanse.organisasjon.models import Enhet, Person
from kompetanse.organisasjon.sok import finn_enheter, finn_personer, ryddet

I_PARENTES = re.compile(r"^(?P<navn>.+?)\s*\((?P<tillegg>[^()]+)\)$")
FORSLAG = 5


def enhetsvalg(navn, forelder):
    """How a unit is written in a field: with the unit above, so that namesakes can be told apart."""
    return f"{navn} ({forelder})" if forelder else navn


def personvalg(person):
    return f"{person} ({person.ansattnummer})"


class ForslagInput(forms.TextInput):
    """A text field with a list of suggestions that htmx fills while one types."""

    bruker_htmx = True

    def __init__(self, url, attrs=None):
        super().__init__({"autocomplete": "off", "maxlength": 250, **(attrs or {})})
        self.url = url

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        liste = f"{context['widget']['attrs'].get('id', name)}-forslag"
        context["widget"]["attrs"] |= {
            "list": liste,
            "hx-get": str(self.url),
            "hx-trigger": "input changed delay:250ms",
            "hx-target": f"#{liste}",
            # A form that saves while one types has its own.
            "hx-swap": "innerHTML",
            "hx-sync": "this:replace",
        }
        return context

    def render(self, name, value, attrs=None, renderer=None):
        felt = super().render(name, value, attrs, renderer)
        return felt + format_html(
            "<datalist{}></datalist>", flatatt({"id": f"{(attrs or {}).get('id', name)}-forslag"})
        )


class EnhetValgField(forms.CharField):
    """One unit of the kommune, in use today, by name (and the name of the unit above) or code."""

    default_error_messages = {
        "ingen": _("Vi finner ingen enhet som heter «%(tekst)s». Skriv navnet slik det står i organisasjonskartet."),
        "naer": _("Vi finner ingen enhet som heter «%(tekst)s». Mente du %(forslag)s?"),
        "flere": _("Flere enheter heter «%(tekst)s». Skriv én av dem: %(forslag)s."),
    }

    def __init__(self, *, kommune_id, **kwargs):
        kwargs.setdefault("widget", ForslagInput(reverse_lazy("organisasjon:enhet-suggest")))
        super().__init__(**kwargs)
        self.kommune_id = kommune_id

    def prepare_value(self, value):
        if not isinstance(value, Enhet):
            return value
        forelder = value.perioder.filter(til__isnull=True).values_list("forelder__navn", flat=True).first()
        return enhetsvalg(value.navn, forelder)

    def to_python(self, value):
        return ryddet(super().to_python(value))

    def clean(self, value):
        tekst = super().clean(value)
        return self._finn(tekst) if tekst else None

    def _finn(self, tekst):
        perioder = list(self._treff(tekst)[:50])
        like = [p for p in perioder if tekst.casefold() in (p.navn.casefold(), p.enhet.kode.casefold(), _valg(p))]
        if not like and (delt := I_PARENTES.match(tekst)):
            perioder += list(self._treff(delt["navn"])[:50])
            like = [p for p in perioder if _valg(p) == tekst.casefold()]
        if len(like) == 1:
            return like[0].enhet
        forslag = ", ".join(enhetsvalg(p.navn, p.forelder) for p in (like or perioder)[:FORSLAG])
        feil = "flere" if like else ("naer" if forslag else "ingen")
        raise ValidationError(self.error_messages[feil], code=feil, params={"tekst": tekst, "forslag": forslag})

    def _treff(self, tekst):
        return finn_enheter(self.kommune_id, tekst).filter(enhet__gyldig_til__isnull=True)


def _valg(periode):
    return enhetsvalg(periode.navn, periode.forelder).casefold()


class PersonValgField(forms.CharField):
    """One person by full name or employee number. Suggests only people that the user may see anyway."""

    default_error_messages = {
        "ingen": _("Vi finner ingen som heter «%(tekst)s». Skriv hele navnet eller ansattnummeret."),
        "flere": _("Flere heter «%(tekst)s». Skriv ansattnummeret i stedet."),
    }

    def __init__(self, *, kommune_id, **kwargs):
        kwargs.setdefault("widget", ForslagInput(reverse_lazy("organisasjon:person-suggest")))
        super().__init__(**kwargs)
        self.personer = Person.objects.filter(kommune_id=kommune_id)

    def prepare_value(self, value):
        return personvalg(value) if isinstance(value, Person) else value

    def to_python(self, value):
        return " ".join(ryddet(super().to_python(value)).split())

    def clean(self, value):
        tekst = super().clean(value)
        return self._finn(tekst) if tekst else None

    def _finn(self, tekst):
        delt = I_PARENTES.match(tekst)
        nummer = delt["tillegg"].strip() if delt else tekst
        if person := self.personer.filter(ansattnummer=nummer).first():
            return person
        like = [p for p in finn_personer(self.personer, tekst)[:50] if str(p).casefold() == tekst.casefold()]
        if len(like) == 1:
            return like[0]
        feil = "flere" if like else "ingen"
        raise ValidationError(self.error_messages[feil], code=feil, params={"tekst": tekst})
