"""First stage: bring .venv up to date, then hand over to the command inside it."""

import os
import sys

from kompetanse.oppstart import demo, miljo
from kompetanse.oppstart.felles import BASE_DIR, VENV_PYTHON, OppstartFeil, one_line_faults, say

# command → (needs the development tools, the module that does it, and its arguments)
COMMANDS = {
    "demo": (False, ["kompetanse.oppstart.demo"]),
    "test": (True, ["kompetanse.oppstart.kontroller", "test"]),
    "sjekk": (True, ["kompetanse.oppstart.kontroller", "sjekk"]),
    "ytelse": (True, ["tests.ytelse.kjor"]),
    "belastning": (True, ["tests.ytelse.belastning"]),
    "krav": (True, ["kompetanse.oppstart.krav"]),
    "miljo": (True, None),
}


def main(arguments):
    if len(arguments) != 1 or arguments[0] not in COMMANDS:
        raise OppstartFeil(f"Velg én av: {', '.join(COMMANDS)}")
    dev, module = COMMANDS[arguments[0]]
    if arguments[0] == "demo":
        demo.require_startable()
    miljo.prepare(dev=dev)
    if module is None:
        say("Miljøet i .venv er klart.")
        return
    os.chdir(BASE_DIR)
    os.execv(VENV_PYTHON, [str(VENV_PYTHON), "-m", *module])


if __name__ == "__main__":
    with one_line_faults():
        main(sys.argv[1:])
