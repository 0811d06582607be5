"""Known vulnerabilities in the packages that are locked, as far as the list of them can be reached from here."""

import json
import subprocess
import sys

from kompetanse.oppstart.felles import BASE_DIR, VENV_PYTHON, say

LOCKED = ("requirements.txt", "requirements-dev.txt")
AUDIT = ("-m", "pip_audit", "--disable-pip", "--require-hashes", "--progress-spinner", "off", "--timeout", "10")
# What the check answers when there was nothing to ask; `kontroller` says so, and goes on.
NOT_CHECKED = 3


def audit():
    """The report of pip-audit, or None when it could not be made."""
    lists = [part for name in LOCKED for part in ("-r", name)]
    command = [VENV_PYTHON, *AUDIT, "--format", "json", *lists]
    result = subprocess.run(command, cwd=BASE_DIR, capture_output=True, text=True)
    try:
        return json.loads(result.stdout)
    except ValueError:
        say(result.stderr)
        return None


def judge(report):
    """(exit code, sentence) for a report of pip-audit."""
    packages = report["dependencies"] if report else []
    vulnerable = [package for package in packages if package.get("vulns")]
    if vulnerable:
        return 1, "\n".join(map(_sentence, vulnerable))
    unknown = sum("skip_reason" in package for package in packages)
    if unknown or not packages:
        return NOT_CHECKED, f"fikk ikke svar om {unknown} av {len(packages)} pakker" if packages else "fikk ikke svar"
    return 0, ""


def _sentence(package):
    found = ", ".join(f"{one['id']} (rettet i {', '.join(one['fix_versions']) or 'ingen'})" for one in package["vulns"])
    return f"{package['name']} {package['version']}: {found}"


if __name__ == "__main__":
    code, sentence = judge(audit())
    say(sentence)
    sys.exit(code)
