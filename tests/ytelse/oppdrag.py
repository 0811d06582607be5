"""What the benchmark does inside Django: `python -m tests.ytelse.oppdrag <function> [arguments]`. Prints JSON."""

import json
import sys

import django

django.setup()

from django.db import connection  # noqa: E402 — Django must be set up first

from tests.ytelse import generer, sider, tunge  # noqa: E402


def lag(ansatte, enheter, soknader, smaa=0, ansatte_i_smaa=0):
    """Fill an empty database: one kommune, and `smaa` others of which the first is for the import."""
    generer.generer(ansatte=int(ansatte), enheter=int(enheter), soknader=int(soknader))
    for nr in range(int(smaa)):
        antall = int(ansatte_i_smaa) if nr == 0 else int(ansatte_i_smaa) // 20
        generer.generer(
            ansatte=antall, enheter=antall // 20 + 300, soknader=500, nummer=f"{1000 + nr}", navn=f"Liten {nr} kommune"
        )
    with connection.cursor() as cursor:
        cursor.execute("vacuum analyze")


OPPDRAG = {"lag": lag, "sider": sider.sider, "tunge": tunge.tunge, "importer": tunge.importer}

if __name__ == "__main__":
    print(json.dumps(OPPDRAG[sys.argv[1]](*sys.argv[2:])))
