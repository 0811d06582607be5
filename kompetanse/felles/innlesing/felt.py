"""The fields that a column can fill, and which heading is which field."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from kompetanse.felles.innlesing.sensitivt import er_sensitiv


@dataclass(frozen=True)
class Felt:
    """A field that a column can fill. `overskrifter` are known headings in normal form, the surest first.

    `les` turns a text that is not empty into a value, or raises `ValidationError`. `passer` is asked when the
    heading fits, with it and the first values in lower case: some headings mean different things in different systems.
    `kutt` leaves of a cell what may be kept, in place of what stood there, or raises `ValidationError`; `om_kutt` says so.
    """

    kode: str
    navn: str
    overskrifter: tuple[str, ...] = ()
    paakrevd: bool = False
    les: Callable[[str], object] = str
    gruppe: str = ""
    passer: Callable[[str, list[str]], bool] = lambda overskrift, verdier: True
    kutt: Callable[[str], str] | None = None
    om_kutt: str = ""


def normal(overskrift: str) -> str:
    """A heading in lower case without spaces and signs; FINT's «identifikatorverdi» says nothing."""
    tekst = overskrift.casefold().replace("%", "pst")
    return re.sub(r"[^a-z0-9æøå]", "", tekst).removesuffix("identifikatorverdi")


def gjenkjenn(felter: Iterable[Felt], overskrifter: Sequence[str], rader: Sequence[list[str]] = ()) -> dict[str, str]:
    """Propose a field for each heading: heading → field code, "" for those not known. `rader` are some rows' values.

    Headings may be paths such as `personalressurs.kontaktinformasjon.epostadresse`: the end of the path counts.
    """
    kolonner = dict.fromkeys(overskrifter, "")
    former = {overskrift: _former(overskrift) for overskrift in overskrifter}
    for felt in felter:
        treff = [(plass, o) for o in overskrifter if (plass := _plass(felt, former[o])) is not None]
        for _plassen, overskrift in sorted(treff):
            if not kolonner[overskrift] and felt.passer(overskrift, verdier(overskrifter, rader, overskrift)):
                kolonner[overskrift] = felt.kode
                break
    return kolonner


def sikkerhet(felt: Felt, overskrift: str) -> int | None:
    """How sure the heading is for the field (0 best), or None."""
    return _plass(felt, _former(overskrift))


def _former(overskrift):
    """The heading in normal form, whole and from each dot on. Of one that sounds sensitive only the forms that do so
    themselves: «lønn.prosent» is no per cent, but a field may ask for what «person.fodselsdato» is."""
    deler = [del_ for del_ in re.split(r"[./:>]+", overskrift) if normal(del_)]
    former = [normal("".join(deler[start:])) for start in range(len(deler))]
    return list(filter(er_sensitiv, former)) if er_sensitiv(overskrift) else former


def _plass(felt, former):
    return next((felt.overskrifter.index(form) for form in former if form in felt.overskrifter), None)


def verdier(overskrifter: Sequence[str], rader: Sequence[list[str]], overskrift: str) -> list[str]:
    """What stands in a column, in lower case, without the empty ones."""
    plass = overskrifter.index(overskrift)
    return [rad[plass].casefold() for rad in rader if rad[plass]]


def valgt_to_ganger(kolonner: dict[str, str]) -> list[str]:
    """The codes that several columns have."""
    brukt = [kode for kode in kolonner.values() if kode]
    return sorted({kode for kode in brukt if brukt.count(kode) > 1})


def mangler(felter: Iterable[Felt], kolonner: dict[str, str]) -> list[str]:
    """Sentences about what is missing; empty when all that must be there are chosen."""
    brukt = set(kolonner.values())
    return [
        _("Velg hvilken kolonne som er %(felt)s.") % {"felt": str(felt.navn).lower()}
        for felt in felter
        if felt.paakrevd and felt.kode not in brukt
    ]
