"""Two who write in one measure: what each changed alone is kept; of what both changed the second is told, and chooses."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from kompetanse.felles import formats
from kompetanse.felles.samskriving import avgjor, avtrykk
from planer.models import Tiltak

# What the form can change; the order and what the kommune's own columns hold are not its.
UTENOM = {"id", "kommune", "plan", "rekkefolge", "egne", "forgjenger"}
FELT = [felt.name for felt in Tiltak._meta.fields if felt.name not in UTENOM]
KOBLINGER = [felt.name for felt in Tiltak._meta.many_to_many]


class Uenig(ValidationError):
    """Someone else has changed the same. `sett` says that the user has been shown it: saved once more, the user's stands."""

    def __init__(self, andres: Mapping[str, Any], sett: str):
        naa = "; ".join(
            _("%(felt)s: «%(verdi)s»") % {"felt": _navn(felt), "verdi": _vis(andres[felt])} for felt in andres
        )
        melding = _(
            "Noen andre har endret tiltaket mens du skrev. Nå står det: %(naa)s. Det du skrev, står i skjemaet. "
            "Rett det hvis det andre er riktig. Lagrer du en gang til, gjelder ditt."
        )
        super().__init__(melding, code="uenig", params={"naa": naa})
        self.sett = sett


def tilstand(tiltak: Tiltak) -> dict[str, Any]:
    """All that the form of a measure holds, as it is stored."""
    verdier = {felt: getattr(tiltak, felt) for felt in FELT}
    koblinger = {felt: list(getattr(tiltak, felt).all()) for felt in KOBLINGER}
    kostnader = [_kostnad(rad) for rad in tiltak.kostnader.select_related("kilde")]
    deltakere = [rad.person for rad in tiltak.deltakere.select_related("person")]
    return {**verdier, **koblinger, "kostnader": kostnader, "deltakere": deltakere}


def onsket(
    tiltak: Tiltak, koblinger: Mapping[str, Iterable], kostnader: Iterable, deltakere: Iterable
) -> dict[str, Any]:
    """The same, as the form wants it."""
    verdier = {felt: getattr(tiltak, felt) for felt in FELT}
    return {
        **verdier,
        **{felt: list(hvilke) for felt, hvilke in koblinger.items()},
        "kostnader": [_kostnad(rad) for rad in kostnader],
        "deltakere": list(deltakere),
    }


def sett(tiltak: Tiltak) -> str:
    """What the form was shown with, to come back with it."""
    return avtrykk(tilstand(tiltak)) if tiltak.pk else ""


def endret(lagret: Tiltak, ny: Mapping[str, Any], sist: str) -> set[str]:
    """What the user has changed, of a measure that is locked and read anew. Raises Uenig when another changed it too."""
    naa = tilstand(lagret)
    avgjort = avgjor(naa, ny, sist)
    if andres := {felt: naa[felt] for felt in naa if felt in avgjort.uenig}:
        raise Uenig(andres, avtrykk(andres, sist=sist))
    return avgjort.endret


def _kostnad(rad):
    return f"{rad.aar} {formats.i_setning(rad.kilde)} {formats.kr(rad.belop)}"


def _navn(felt):
    navn = {"kostnader": _("Kostnad"), "deltakere": _("Navngitte deltakere")}
    return navn.get(felt) or capfirst(Tiltak._meta.get_field(felt).verbose_name)


def _vis(verdi):
    if isinstance(verdi, list):
        return formats.og_liste(verdi)
    return formats.dato(verdi) if hasattr(verdi, "isoformat") else "" if verdi is None else str(verdi)
