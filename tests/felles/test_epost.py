"""One rule for what an address is: whatever it accepts can be sent to."""

import email
import email.policy
import smtplib

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.core.mail.message import sanitize_address
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from kompetanse.felles.epost import BARE_ASCII, UGYLDIG, EpostField, er_gyldig_adresse, kontroller_adresse
from kompetanse.organisasjon.models import Bruker, Person

GODE = [
    "a@x.no",
    "kari.nordmann+kurs@fjordby.kommune.no",
    "o'hara@x.no",
    "kari@blåbær.no",
    "a@xn--blbr-poac.no",
    "A@X.NO",
]
DAARLIGE = [
    "mailto:x@y", "mailto:x@y.no", "a[b]@x.no", "a@x..no", "a@x", "a@localhost", "a@[127.0.0.1]", '"a b"@x.no', "a b@x.no",
    "a@x.no,b@x.no", "a@x.no\nBcc: b@x.no", "a.@x.no", ".a@x.no", "a..b@x.no", "@x.no", "a@", "", "a", "a@@x.no",
    "a\x00@x.no", "Kari <a@x.no>", "kåre@x.no", "\u212aari@x.no", "a@straße.no", "a@x\ud800.no", f"{'a' * 65}@x.no",
    f"a@{'b' * 63}.{'c' * 63}.{'d' * 63}.{'e' * 63}.no", f"a@{'å' * 60}.no", "a@-x.no", "a@x。y.no",
]  # fmt: skip

# Near an address, with what has been seen in files: brackets, schemes, commas, letters of every kind.
DELER = st.text("ab.-_+'\"[]<>(),:;@ \t\n\\æÅßıſK。\u0301\u200bxnαא７ﬁ€🌱", max_size=8)
ADRESSER = st.builds("{}@{}.{}".format, DELER, DELER, st.sampled_from(["no", "", "å", "xn--"])) | st.emails()


@pytest.mark.parametrize("adresse", GODE)
def test_an_ordinary_address_is_accepted(adresse):
    assert er_gyldig_adresse(adresse)


@pytest.mark.parametrize("adresse", DAARLIGE)
def test_what_mail_cannot_be_sent_to_is_refused(adresse):
    assert not er_gyldig_adresse(adresse)


@given(ADRESSER)
@settings(suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
@example("kari@blåbær.no")
@example("K@x.no")
@example("a@xn--.no")
def test_whatever_is_accepted_stands_in_a_header_and_an_envelope_as_that_one_address(adresse):
    assume(er_gyldig_adresse(adresse))
    navn, _at, domene = adresse.rpartition("@")
    forventet = f"{navn}@{domene.encode('idna').decode() if not domene.isascii() else domene}"

    brev = EmailMessage("Emne", "Tekst", "fra@eksempel.test", [adresse]).message().as_bytes(linesep="\r\n")
    (mottaker,) = email.message_from_bytes(brev, policy=email.policy.default)["To"].addresses

    assert mottaker.addr_spec == forventet
    assert smtplib.quoteaddr(sanitize_address(adresse, "utf-8")) == f"<{forventet}>"


def test_the_message_says_where_norwegian_letters_may_stand():
    with pytest.raises(ValidationError) as feil:
        kontroller_adresse("kåre@blåbær.no")
    assert feil.value.messages == [BARE_ASCII]

    with pytest.raises(ValidationError) as feil:
        kontroller_adresse("kåre@blåbær..no")
    assert feil.value.messages == [UGYLDIG]


def test_a_pasted_address_is_cleaned_before_it_is_judged():
    assert EpostField().clean(" kari@bla\u030abær.no\u200e".replace("\u200e", "\x07")) == "kari@blåbær.no"


@pytest.mark.parametrize("modell", [Person, Bruker])
def test_people_and_accounts_follow_the_rule_with_one_message(modell):
    felt = modell._meta.get_field("epost")

    with pytest.raises(ValidationError) as i_modellen:
        felt.clean('"a b"@x.no', None)
    with pytest.raises(forms.ValidationError) as i_skjemaet:
        felt.formfield().clean('"a b"@x.no')

    assert i_modellen.value.messages == i_skjemaet.value.messages == [UGYLDIG]
