"""Form fields that read what Norwegians write: amounts, dates and plain text."""

import datetime as dt
import re
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from kompetanse.felles.tekst import er_usynlig, rens_tekst

# Django's own sentence, «Feltet er påkrevet», tells what the system wants; ours tells what to do.
forms.Field.default_error_messages["required"] = _("Fyll ut dette feltet.")

SPACES = re.compile(r"[\s\u00a0\u2007\u2009\u202f']+")
CURRENCY = re.compile(r"^(?:kr\.?|nok)|(?:kr\.?|nok)$", re.IGNORECASE)
WHOLE_KRONER = re.compile(r"[,.][-–—]$")
MINUS = re.compile(r"^[-−–]")
GROUPED = re.compile(r"^[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]{1,2})?$")
PLAIN = re.compile(r"^[0-9]+(?:[,.][0-9]{1,2})?$")
THREE_DECIMALS = re.compile(r"^[0-9]+,[0-9]{3,}$")

FIRST_YEAR, LAST_YEAR = 1900, 2200
# Years that plans and money are for.
FORSTE_AAR, SISTE_AAR = 2000, 2100
# A clock after the date says nothing about the day: «01.05.2026 00:00:00», «01.05.2026 kl. 08:00».
CLOCK = r"(?:[ T]+(?:kl\.? ?)?[0-9]{1,2}[:.][0-9:.]{2,12})?$"
DATE_FORMS = tuple(
    re.compile(form + CLOCK)
    for form in (
        r"^(?P<dag>[0-9]{1,2})[.,/ -]+(?P<maaned>[0-9]{1,2})[.,/ -]+(?P<aar>[0-9]{1,5})\.?",
        r"^(?P<aar>[0-9]{4,5})-(?P<maaned>[0-9]{1,2})-(?P<dag>[0-9]{1,2})",
        r"^(?P<aar>[0-9]{4})(?P<maaned>[0-9]{2})(?P<dag>[0-9]{2})",
        r"^(?P<dag>[0-9]{1,2})[. -]+(?P<maaned>[A-Za-z]{3,9})[. -]+(?P<aar>[0-9]{1,5})",
    )
)
# By their first letters, in Norwegian and in English.
MONTHS = ("jan", "feb", "mar", "apr", "mai may", "jun", "jul", "aug", "sep", "okt oct", "nov", "des dec")
MONTH_NUMBER = {ord_: nummer for nummer, flere in enumerate(MONTHS, start=1) for ord_ in flere.split()}


def belop_som_tekst(belop: Decimal) -> str:
    """An amount as a person would write it in a field: «93 000» or «93 000,50»."""
    tekst = f"{belop:,.2f}".replace(",", " ").replace(".", ",")
    return tekst.removesuffix(",00")


class BelopField(forms.DecimalField):
    """Kroner and øre as `Decimal`; «93 000», «93.000», «93000,50» and «kr 93 000,-» are all read."""

    widget = forms.TextInput
    default_error_messages = {
        "invalid": _("Skriv beløpet med tall, for eksempel 93 000 eller 93 000,50."),
        "negative": _("Beløpet kan ikke være mindre enn null. Ta bort minustegnet."),
        "decimals": _("Et beløp har høyst to desimaler. Skriv 12 345 hvis du mener tusener, ellers 12,35."),
        "too_big": _("Beløpet er for stort. Skriv et beløp under %(limit)s kr."),
    }

    def __init__(self, *, tillat_negativ=False, max_digits=12, **kwargs):
        self.tillat_negativ = tillat_negativ
        super().__init__(max_digits=max_digits, decimal_places=2, **kwargs)
        self.limit = Decimal(10) ** (max_digits - 2)

    def to_python(self, value):
        if isinstance(value, str):
            value = SPACES.sub("", value)
        if value in self.empty_values:
            return None
        if isinstance(value, str):
            value = self._read(value)
        if value is not None and abs(Decimal(value)) >= self.limit:
            raise ValidationError(
                self.error_messages["too_big"], code="too_big", params={"limit": belop_som_tekst(self.limit)}
            )
        return super().to_python(value)

    def _read(self, tekst):
        tekst = WHOLE_KRONER.sub("", CURRENCY.sub("", tekst))
        negative = MINUS.match(tekst) is not None
        tekst = MINUS.sub("", tekst)
        if THREE_DECIMALS.match(tekst):
            raise ValidationError(self.error_messages["decimals"], code="decimals")
        if GROUPED.match(tekst):
            tekst = tekst.replace(".", "")
        elif not PLAIN.match(tekst):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        if negative and not self.tillat_negativ:
            raise ValidationError(self.error_messages["negative"], code="negative")
        belop = Decimal(tekst.replace(",", "."))
        return -belop if negative else belop

    def prepare_value(self, value):
        return belop_som_tekst(value) if isinstance(value, (Decimal, int)) else value

    def widget_attrs(self, widget):
        return {"inputmode": "decimal", "autocomplete": "off", "size": 12, "data-suffiks": "kr"}


class TallField(BelopField):
    """A figure with at most two decimals: «73», «2,5», «-1» or «1 200»."""

    default_error_messages = {
        "invalid": _("Skriv et tall, for eksempel 73 eller 2,5."),
        "decimals": _("Skriv tallet med høyst to desimaler."),
        "too_big": _("Tallet er for stort. Skriv et tall under %(limit)s."),
    }

    def __init__(self, *, tillat_negativ=True, **kwargs):
        super().__init__(tillat_negativ=tillat_negativ, **kwargs)

    def widget_attrs(self, widget):
        return {"inputmode": "decimal", "autocomplete": "off", "size": 12}


class DatoField(forms.DateField):
    """A date as «5.3.2026», «5/3 2026», «5. mars 2026», «20260305» or ISO, also with the clock that systems add."""

    widget = forms.DateInput
    default_error_messages = {
        "invalid": _("Skriv datoen som dag.måned.år, for eksempel 5.3.2026."),
        "no_such_date": _("Denne datoen finnes ikke. Kontroller dag og måned."),
        "short_year": _("Skriv årstallet med fire siffer, for eksempel 2026."),
        "year": _("Året må være mellom %(first)d og %(last)d."),
    }

    def to_python(self, value):
        if isinstance(value, str):
            value = " ".join(value.split())
        if value in self.empty_values:
            return None
        if isinstance(value, dt.datetime):
            value = value.date()
        if not isinstance(value, dt.date):
            value = self._read(str(value))
        if not FIRST_YEAR <= value.year <= LAST_YEAR:
            self._refuse("year")
        return value

    def _read(self, tekst):
        treff = next(filter(None, (form.match(tekst) for form in DATE_FORMS)), None)
        maaned = treff and (int(treff["maaned"]) if treff["maaned"].isdigit() else _month(treff["maaned"]))
        if maaned is None:
            self._refuse("invalid")
        if len(treff["aar"]) < 4:
            self._refuse("short_year")
        aar = int(treff["aar"])
        if not FIRST_YEAR <= aar <= LAST_YEAR:
            self._refuse("year")
        try:
            return dt.date(aar, maaned, int(treff["dag"]))
        except ValueError:
            self._refuse("no_such_date")

    def _refuse(self, code):
        raise ValidationError(
            self.error_messages[code], code=code, params={"first": FIRST_YEAR, "last": LAST_YEAR}
        ) from None

    def prepare_value(self, value):
        return value.strftime("%d.%m.%Y") if isinstance(value, dt.date) else value

    def widget_attrs(self, widget):
        return {"inputmode": "decimal", "autocomplete": "off", "size": 12}


class KlokkeField(forms.TimeField):
    """A time of the day as «13.00», «13:00», «1300» or «13»."""

    default_error_messages = {"invalid": _("Skriv klokkeslettet som timer.minutter, for eksempel 13.00.")}

    def __init__(self, **kwargs):
        super().__init__(input_formats=["%H.%M", "%H:%M", "%H%M"], **kwargs)

    def to_python(self, value):
        # The hour alone: with minutes run together «13» would be three minutes past one.
        if isinstance(value, str) and value.strip().isdecimal() and len(value.strip()) < 3:
            value = f"{value.strip()}.00"
        return super().to_python(value)

    def prepare_value(self, value):
        return value.strftime("%H.%M") if isinstance(value, dt.time) else value

    def widget_attrs(self, widget):
        return {"inputmode": "decimal", "autocomplete": "off", "size": 6}


def _month(name):
    """1 for «jan», «januar» and «JAN», or None."""
    return MONTH_NUMBER.get(name[:3].lower())


class TekstField(forms.CharField):
    """Plain text without control characters. `flere_linjer=True` gives a textarea and keeps line breaks."""

    too_long = _("Teksten er for lang: %(show_value)d tegn. Kort den ned til høyst %(limit_value)d tegn.")

    def __init__(self, *, max_length, flere_linjer=False, rader=5, **kwargs):
        self.flere_linjer = flere_linjer
        if flere_linjer:
            kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rader, "data-maks": max_length}))
        super().__init__(**kwargs)
        # Not CharField's own max_length: it sets the maxlength attribute, and then the browser cuts
        # what is pasted without a word.
        self.validators.append(MaxLengthValidator(max_length, message=self.too_long))

    def to_python(self, value):
        if isinstance(value, str):
            value = rens_tekst(value, flere_linjer=self.flere_linjer)
            value = "" if er_usynlig(value) else value
        return super().to_python(value)


def heltall_input(size: int, **attrs) -> forms.TextInput:
    """The box of a whole number: `size` characters wide, with the keyboard of numbers on a phone."""
    return forms.TextInput(attrs={"inputmode": "numeric", "size": size, "autocomplete": "off", **attrs})


def aarsfelt(**kwargs) -> forms.IntegerField:
    """A year, typed with four digits."""
    return forms.IntegerField(
        validators=[
            MinValueValidator(FORSTE_AAR, _("Skriv et år fra og med %(limit_value)s.")),
            MaxValueValidator(SISTE_AAR, _("Skriv et år til og med %(limit_value)s.")),
        ],
        widget=heltall_input(6),
        error_messages={"invalid": _("Skriv årstallet med fire siffer, for eksempel 2027.")},
        **kwargs,
    )


def plassfelt() -> forms.IntegerField:
    """The place of a row in a list."""
    return forms.IntegerField(
        label=_("Plass i listen"),
        min_value=0,
        max_value=999,
        initial=100,
        widget=heltall_input(4),
        help_text=_("Lave tall står først."),
    )
