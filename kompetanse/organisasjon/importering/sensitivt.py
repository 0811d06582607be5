"""What is never stored, whatever the file holds: national identity numbers, salary, absence (handbook 9)."""

import re

ORD = re.compile(
    r"fødsel|fodsel|personnummer|personnr|dnummer|l[øo]nn|salary|bankkonto|kontonummer|kontonr|skatt"
    r"|syke|fravær|fagforening|helseopplys|fnr$|^fnr|^dnr$|diagnose|religion"
)
FODSELSNUMMER = re.compile(r"^\d{6} ?\d{5}$")
VEKTER_1 = (3, 7, 6, 1, 8, 9, 4, 5, 2, 1)
VEKTER_2 = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
PROVERADER = 200


def er_sensitiv(overskrift):
    """The heading says that the column holds what we must not keep."""
    return ORD.search(re.sub(r"[^a-z0-9æøå]", "", overskrift.casefold())) is not None


def er_fodselsnummer(verdi):
    """A national identity number or D number, with right control digits; test numbers too."""
    if not FODSELSNUMMER.match(verdi):
        return False
    siffer = [int(tegn) for tegn in verdi if tegn != " "]
    dag, maaned = int(f"{siffer[0] % 4}{siffer[1]}"), int(f"{siffer[2]}{siffer[3]}") % 40
    if not (1 <= dag <= 31 and 1 <= maaned <= 12):
        return False
    return all(
        sum(vekt * tall for vekt, tall in zip(vekter, siffer, strict=False)) % 11 == 0
        for vekter in (VEKTER_1, VEKTER_2)
    )


def sensitive_kolonner(tabell):
    """Headings of the columns that must go: named as sensitive, or mostly filled with identity numbers."""
    return [
        overskrift
        for plass, overskrift in enumerate(tabell.overskrifter)
        if er_sensitiv(overskrift) or _holder_fodselsnumre(tabell, plass)
    ]


def _holder_fodselsnumre(tabell, plass):
    verdier = [rad.verdier[plass] for rad in tabell.rader[:PROVERADER] if rad.verdier[plass]]
    return bool(verdier) and sum(map(er_fodselsnummer, verdier)) * 2 > len(verdier)


def uten_kolonner(tabell, utelatt):
    """Remove columns from a table, in place."""
    beholdt = [plass for plass, overskrift in enumerate(tabell.overskrifter) if overskrift not in utelatt]
    tabell.overskrifter = [tabell.overskrifter[plass] for plass in beholdt]
    tabell.rader = [rad._replace(verdier=[rad.verdier[plass] for plass in beholdt]) for rad in tabell.rader]
    return tabell
