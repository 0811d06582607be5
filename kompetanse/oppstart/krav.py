"""`make krav`: lock the packages of requirements*.in again, with hashes, and with no trace of where they came from."""

import re
import sys

from kompetanse.oppstart.felles import BASE_DIR, VENV_PYTHON, OppstartFeil, one_line_faults, run_logged, say

OPTIONS = (
    "--generate-hashes",
    "--no-emit-index-url",
    "--no-emit-find-links",
    "--no-emit-trusted-host",
    "--strip-extras",
    "--allow-unsafe",
    "--quiet",
)
# A registry's address or a folder on somebody's machine has no place in a file that others install from.
TRACE = re.compile(r"https?://|file:/|--(extra-)?index-url|--find-links|--trusted-host|@ |(^|\s)/\w+/", re.MULTILINE)


def compile_lists(extra):
    for name in ("requirements", "requirements-dev"):
        say(f"Låser {name}.txt …")
        arguments = [*OPTIONS, *extra, f"--output-file={name}.txt", f"{name}.in"]
        run_logged([VENV_PYTHON, "-m", "piptools", "compile", *arguments], f"Låsingen av {name}.txt", "krav.log")
        require_no_trace(name)


def require_no_trace(name):
    found = TRACE.search((BASE_DIR / f"{name}.txt").read_text())
    if found:
        raise OppstartFeil(f"{name}.txt inneholder en adresse eller sti ({found.group().strip()}). Fjern den først.")


if __name__ == "__main__":
    with one_line_faults():
        compile_lists(sys.argv[1:])
