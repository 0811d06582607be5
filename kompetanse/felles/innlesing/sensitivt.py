"""What is never stored, whatever the file holds: national identity numbers, salary, absence (handbook 9)."""

import re

from django.utils.translation import gettext as _

from kompetanse.felles.fodselsnummer import har_fodselsnummer
from kompetanse.felles.spreadsheets import Tabell, kolonnebokstav

# Of headings without spaces and signs. Not «kolonne», nor «lønnsnummer», which is what some systems call the employee
# number; not «sykehjem» and «sykepleier».
ORD = re.compile(
    r"fødsel|fodsel|personnummer|personnr|dnummer|^dnr$|(?<!tl)(?<!re)(?<!still)fnr(?:$|ansatt)|^fnr"
    r"|(?<!ko)l[øo]nn(?!snr|snummer|sansatt|sid$)|salary|bankkonto|kontonummer|kontonr|skatt"
    r"|syke?(?:fravær|meld|dag|prosent|pst|penge)|fravær|fagforening|helseopplys|diagnose|religion"
)
# Five digits or more, as salaries are written.
BELOP = re.compile(r"^(?:kr\.?\s*)?\d{2,3}(?:[ .\u00a0]?\d{3})+(?:[,.]\d{1,2})?$", re.IGNORECASE)
PROVERADER = 200


def er_sensitiv(overskrift: str) -> bool:
    """The heading says that the column holds what we must not keep."""
    return ORD.search(re.sub(r"[^a-z0-9æøå]", "", overskrift.casefold())) is not None


def sensitive_kolonner(tabell: Tabell, *, kjente=frozenset(), beholdes=frozenset()) -> list[str]:
    """Headings of the columns that must go: named as sensitive, or mostly filled with identity numbers.

    A column in `beholdes` is kept whatever it is called, unless its values look like salaries: someone has said that it
    is something else. One in `kjente` is what its heading says; there each identity number is a fault of its row.
    """
    return [
        overskrift
        for plass, overskrift in enumerate(tabell.overskrifter)
        if overskrift not in kjente
        and (
            (er_sensitiv(overskrift) and (overskrift not in beholdes or _holder_belop(tabell, plass)))
            or _holder_fodselsnumre(tabell, plass)
        )
    ]


def _holder_belop(tabell, plass):
    return any(BELOP.match(rad.verdier[plass]) for rad in tabell.rader)


def _holder_fodselsnumre(tabell, plass):
    verdier = [rad.verdier[plass] for rad in tabell.rader[:PROVERADER] if rad.verdier[plass]]
    return bool(verdier) and sum(map(har_fodselsnummer, verdier)) * 2 > len(verdier)


def rens_overskrifter(tabell: Tabell) -> None:
    """A heading with an identity number, as in a file without headings, becomes one without. Before all else."""
    tabell.overskrifter = [
        _("Kolonne %(nummer)d") % {"nummer": nummer} if har_fodselsnummer(overskrift) else overskrift
        for nummer, overskrift in enumerate(tabell.overskrifter, start=1)
    ]


def ta_ut_fodselsnumre(tabell: Tabell) -> None:
    """Empty each cell that holds an identity number, and say so of it."""
    for rad in tabell.rader:
        for plass, verdi in enumerate(rad.verdier):
            if verdi and har_fodselsnummer(verdi):
                rad.verdier[plass] = ""
                celle = f"{kolonnebokstav(plass)}{rad.linje}"
                grunn = _("Cellen inneholder et fødselsnummer (%s). Slike lagres aldri. Ta det bort fra filen.")
                tabell.meld_celle(rad.linje, plass, grunn % celle)
