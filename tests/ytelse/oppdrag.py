"""What the benchmark does inside Django: `python -m tests.ytelse.oppdrag <function> [arguments]`. Prints JSON."""

import json
import sys

import django

django.setup()

from django.db import connection  # noqa: E402 — Django must be set up first

from tests.ytelse import generer, sider, tunge, tunge_evaluering, tunge_kompetanse, tunge_planer  # noqa: E402

OMFANG = (
    *("ansatte", "enheter", "soknader", "kompetanser", "besittelser", "krav", "tiltak", "personplaner"),
    *("kjoringer", "oppmoter", "svar"),
)


def fyll(*omfang):
    """One kommune in an empty database; `omfang` as the fields of `OMFANG`."""
    generer.generer(**dict(zip(OMFANG, map(int, omfang), strict=True)))
    _rydd()


def fyll_paa(antall, ansatte):
    """So many kommuner more, of which the first has all these employees, for the import, and the others a twentieth."""
    for nr in range(int(antall)):
        folk = int(ansatte) if nr == 0 else int(ansatte) // 20
        generer.generer(
            **dict(zip(OMFANG, (folk, folk // 20 + 300, 500, 300, 10, 100, 1000, folk, 40, folk, 4000), strict=True)),
            nummer=f"{1000 + nr}",
            navn=f"Liten {nr} kommune",
        )
    _rydd()


def _rydd():
    with connection.cursor() as cursor:
        cursor.execute("vacuum analyze")


OPPDRAG = {
    "fyll": fyll,
    "fyll_paa": fyll_paa,
    "sider": sider.sider,
    "tunge": tunge.tunge,
    "tunge_kompetanse": tunge_kompetanse.tunge,
    "tunge_planer": tunge_planer.tunge,
    "tunge_evaluering": tunge_evaluering.tunge,
    "importer": tunge.importer,
    "aapent_skjema": sider.aapent_skjema,
    "aapent_mote": sider.aapent_mote,
}


if __name__ == "__main__":
    print(json.dumps(OPPDRAG[sys.argv[1]](*sys.argv[2:])))
