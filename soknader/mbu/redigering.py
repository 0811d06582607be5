"""Two people in the same case: what each has typed is kept, and nobody writes over the other without knowing."""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy

from kompetanse.felles.tekst import rens_tekst
from kompetanse.organisasjon.models import Bruker
from soknader.mbu.livslop import LIVSLOP
from soknader.mbu.saksgang import krev_ledig_nummer
from soknader.models import MbuRad, MbuSak

UENIG = gettext_lazy("Noen andre har endret dette mens du skrev. Trykk Lagre én gang til for å beholde din tekst.")
FELTER = ("saksnummer", "tittel", "motedato", "saksbehandler", *MbuSak.TEKSTER)


def radnavn(rad: MbuRad, kolonne: str = "") -> str:
    """What a column of a row is called among the fields of the editor."""
    return f"rad-{rad.pk}-{kolonne}" if kolonne else f"rad-{rad.pk}"


def avtrykk(sak: MbuSak, rad: MbuRad | None = None, *, fortsatt_uenig: Iterable[str] = (), sist: str = "") -> str:
    """What the page is made from, as a short text: a fingerprint of each field. Comes back with the form.

    The fields in `fortsatt_uenig` keep the fingerprint of `sist`: the user has not yet seen what the other wrote.
    """
    naa = {navn: _avtrykk(getattr(objekt, felt)) for navn, (objekt, felt) in _felter(sak, rad).items()}
    forrige = _les(sist)
    return json.dumps(naa | {navn: forrige[navn] for navn in fortsatt_uenig if navn in forrige})


def _felter(sak, rad):
    """Field name in the editor → (object, attribute)."""
    felter = {navn: (sak, navn) for navn in FELTER}
    if rad is not None:
        felter |= {radnavn(rad, kolonne): (rad, kolonne) for kolonne in MbuRad.KOLONNER}
    return felter


def _avtrykk(verdi):
    if isinstance(verdi, Decimal):
        verdi = f"{verdi:.2f}"
    elif isinstance(verdi, dt.date):
        verdi = verdi.isoformat()
    tekst = rens_tekst(str(verdi or "")).strip()
    return hashlib.blake2b(tekst.encode(), digest_size=8).hexdigest()


@transaction.atomic
def flett(
    sak: MbuSak, *, bruker: Bruker, felt: dict, avtrykk: str, rad: MbuRad | None = None
) -> tuple[MbuSak, dict[str, str]]:
    """Store what this user has changed since the page was made; `avtrykk` is what the page said it was made from.

    A field that someone else has changed in the meantime is left alone, and named in the answer when this user has
    changed it too. Returns (case, {field name: why it was not stored}).
    """
    sak = LIVSLOP.begynn(sak, "rediger", bruker=bruker)
    rad = sak.rader.filter(pk=rad.pk).first() if rad else None
    fra_siden, feil, endret = _les(avtrykk), {}, {}
    for navn, (objekt, attributt) in _felter(sak, rad).items():
        if navn not in felt:
            continue
        naa, ny = _avtrykk(getattr(objekt, attributt)), _avtrykk(felt[navn])
        forrige = fra_siden.get(navn, naa)
        if ny in (naa, forrige):
            continue
        if naa != forrige:
            feil[navn] = UENIG
        elif navn == "saksnummer" and (opptatt := _opptatt(sak, felt[navn])):
            feil[navn] = opptatt
        else:
            setattr(objekt, attributt, felt[navn])
            endret[objekt.__class__] = objekt
    for objekt in endret.values():
        objekt.save()
    return sak, feil


def _opptatt(sak, saksnummer):
    """Why the number cannot be used, or empty."""
    try:
        krev_ledig_nummer(sak, saksnummer)
    except ValidationError as feil:
        return feil.messages[0]
    return ""


def _les(avtrykk):
    try:
        avtrykk = json.loads(avtrykk)
    except ValueError:
        return {}
    return avtrykk if isinstance(avtrykk, dict) else {}
