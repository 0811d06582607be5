"""Two people in the same case: what each has typed is kept, and nobody writes over the other without knowing."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy

from kompetanse.felles import samskriving
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
    return samskriving.avtrykk(_verdier(_felter(sak, rad)), fortsatt_uenig=fortsatt_uenig, sist=sist)


def _felter(sak, rad):
    """Field name in the editor → (object, attribute)."""
    felter = {navn: (sak, navn) for navn in FELTER}
    if rad is not None:
        felter |= {radnavn(rad, kolonne): (rad, kolonne) for kolonne in MbuRad.KOLONNER}
    return felter


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
    felter = _felter(sak, rad)
    avgjort = samskriving.avgjor(_verdier(felter), {navn: felt[navn] for navn in felter if navn in felt}, avtrykk)
    feil = dict.fromkeys(avgjort.uenig, UENIG)
    if "saksnummer" in avgjort.endret and (opptatt := _opptatt(sak, felt["saksnummer"])):
        feil["saksnummer"] = opptatt
    endret = {}
    for navn in avgjort.endret - feil.keys():
        objekt, attributt = felter[navn]
        setattr(objekt, attributt, felt[navn])
        endret[objekt.__class__] = objekt
    for objekt in endret.values():
        objekt.save()
    return sak, feil


def _verdier(felter):
    return {navn: getattr(objekt, attributt) for navn, (objekt, attributt) in felter.items()}


def _opptatt(sak, saksnummer):
    """Why the number cannot be used, or empty."""
    try:
        krev_ledig_nummer(sak, saksnummer)
    except ValidationError as feil:
        return feil.messages[0]
    return ""
