"""What an e-mail address is: one rule for forms, models, login and import."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from kompetanse.felles.tekst import rens_tekst

MAX_LENGTH, MAX_LOCAL_PART = 254, 64
UGYLDIG = _("Skriv en e-postadresse, for eksempel kari.nordmann@kommune.no.")
BARE_ASCII = _("Foran @ kan en e-postadresse ikke ha æ, ø, å eller andre særtegn. Etter @ går det bra.")
_form = EmailValidator(allowlist=[])


def er_gyldig_adresse(tekst: str) -> bool:
    """Whether mail can be sent to the address: what is accepted, the mail library can write in a header.

    Letters such as æøå may stand in the domain, which has a spelling in ASCII (IDN). Before the @ they ask for an
    extension (SMTPUTF8) that many servers lack, so there they are refused. So are quoted names and bare IP addresses.
    """
    navn, _krollalfa, domene = tekst.rpartition("@")
    if not navn.isascii() or navn.startswith('"') or len(navn) > MAX_LOCAL_PART or len(tekst) > MAX_LENGTH:
        return False
    try:
        _form(tekst)
        return _kan_skrives(domene)
    except (ValidationError, UnicodeError):
        return False


def _kan_skrives(domene):
    """No bare IP address, and the same domain when it comes back from its ASCII spelling: ß would become another's ss."""
    if domene.isascii():
        return not domene.startswith("[")
    return domene.encode("idna").decode("idna") == domene.lower()


def kontroller_adresse(tekst: str) -> None:
    """The rule as a validator, which tells what to write instead."""
    if not er_gyldig_adresse(tekst):
        bare_navnet = er_gyldig_adresse(f"navn@{tekst.rpartition('@')[2]}") and not tekst.rpartition("@")[0].isascii()
        raise ValidationError(BARE_ASCII if bare_navnet else UGYLDIG, code="invalid")


class EpostField(forms.EmailField):
    default_validators = [kontroller_adresse]

    def __init__(self, *, max_length: int = MAX_LENGTH, **kwargs):
        super().__init__(max_length=max_length, **kwargs)

    def to_python(self, value):
        return super().to_python(rens_tekst(value, flere_linjer=False) if isinstance(value, str) else value)


class EpostModelField(models.EmailField):
    """To the database, and so to migrations, an ordinary EmailField."""

    default_validators = [kontroller_adresse]

    def formfield(self, **kwargs):
        return super().formfield(**{"form_class": EpostField} | kwargs)

    def deconstruct(self):
        navn, _sti, args, kwargs = super().deconstruct()
        return navn, "django.db.models.EmailField", args, kwargs
