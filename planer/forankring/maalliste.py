"""Goals pasted as a list: one on each line, with or without a number or a bullet in front."""

import re
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from planer.models import Maal

# «1.1», «Mål 2:», «3)». A lone number is one only with a sign after it: «2 av 3 har fagbrev» is a goal.
NUMMER = re.compile(r"^(?:mål\s+)?(?P<nummer>\d+(?:\.\d+)+|\d+(?=[.):]))[.):]?\s+(?P<navn>\S.*)$", re.IGNORECASE)
PUNKT = re.compile(r"^[-–—•·▪◦*]\s+")
LENGST_NUMMER = Maal._meta.get_field("nummer").max_length
LENGST_NAVN = Maal._meta.get_field("navn").max_length
FLEST = 200


class Limt(NamedTuple):
    """One goal as it was read."""

    nummer: str
    navn: str


def les(tekst: str) -> list[Limt]:
    """The goals of a pasted list, in its order. Where the list is numbered, a line without a number goes on with the one
    before. Raises ValidationError for what cannot be stored, with the line."""
    maal: list[Limt] = []
    numrert = False
    for linje in filter(None, (" ".join(linje.split()) for linje in tekst.splitlines())):
        ett = _les_linje(linje)
        numrert = numrert or bool(ett.nummer)
        if numrert and maal and not ett.nummer:
            maal[-1] = maal[-1]._replace(navn=f"{maal[-1].navn} {linje}")
        else:
            maal.append(ett)
    _kontroller(maal)
    return maal


def _les_linje(linje: str) -> Limt:
    linje = PUNKT.sub("", linje)
    treff = NUMMER.match(linje)
    if treff is None or len(treff["nummer"]) > LENGST_NUMMER:
        return Limt("", linje)
    return Limt(treff["nummer"], treff["navn"])


def _kontroller(maal):
    if not maal:
        raise ValidationError(_("Lim inn målene, ett på hver linje."))
    if len(maal) > FLEST:
        raise ValidationError(_("Listen har %(antall)d mål. Lim inn høyst %(flest)d om gangen.") % _antall(maal))
    for nr, ett in enumerate(maal, start=1):
        if len(ett.navn) > LENGST_NAVN:
            begynner = f"{ett.navn[:40]} …"
            raise ValidationError(
                _("Mål nummer %(nr)d («%(navn)s») er lengre enn %(lengst)d tegn. Kort det ned, eller del det.")
                % {"nr": nr, "navn": begynner, "lengst": LENGST_NAVN}
            )


def _antall(maal):
    return {"antall": len(maal), "flest": FLEST}
