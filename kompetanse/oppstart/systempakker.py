"""Debian packages that pip cannot bring: installed with apt-get when we may, otherwise the exact command is told."""

import ctypes
import os
import shutil
import subprocess

from kompetanse.oppstart.felles import OppstartFeil, run_logged, say

PANGO_PACKAGES = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0")
PANGO_LIBRARIES = ("libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz-subset.so.0")
TEST_TOOLS = {"chromium": "chromium", "qpdf": "qpdf", "pdftotext": "poppler-utils", "msgfmt": "gettext"}
TEST_LIBRARIES = {"libatomic.so.1": "libatomic1"}  # what drives the browser needs it


def has_library(name):
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def _rights():
    """How to run apt-get as root: a prefix for the command, or None when we may not."""
    if shutil.which("apt-get") is None:
        return None
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") and subprocess.run(["sudo", "-n", "true"], capture_output=True).returncode == 0:
        return ["sudo", "-n"]
    return None


def command_for_person(packages):
    sudo = "" if os.geteuid() == 0 else "sudo "
    return f"{sudo}apt-get install --no-install-recommends {' '.join(packages)}"


def install(packages):
    """Install Debian packages. Raises OppstartFeil with the exact command when it cannot be done."""
    rights = _rights()
    by_hand = f"Kjør selv: {command_for_person(packages)}"
    if rights is None:
        raise OppstartFeil(f"Debian-pakkene {', '.join(packages)} mangler. {by_hand}")
    say(f"Installerer Debian-pakker: {' '.join(packages)} …")
    apt = [*rights, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q"]
    install_command = [*apt, "install", "-y", "--no-install-recommends", *packages]
    try:
        run_logged(install_command, "apt-get install", "apt.log")
    except OppstartFeil:
        # The package lists may be missing or old: fetch them and try once more.
        try:
            run_logged([*apt, "update"], "apt-get update", "apt.log")
            run_logged(install_command, "apt-get install", "apt.log")
        except OppstartFeil as fault:
            raise OppstartFeil(f"{fault}. {by_hand}") from fault


def ensure_pango():
    """PDFs need Pango. Without it the rest works, and the PDF pages say what is missing."""
    if all(map(has_library, PANGO_LIBRARIES)):
        return
    try:
        install(PANGO_PACKAGES)
    except OppstartFeil as fault:
        say(f"Går videre uten PDF: {fault}")


def ensure_test_tools():
    missing = {package for tool, package in TEST_TOOLS.items() if shutil.which(tool) is None}
    missing |= {package for library, package in TEST_LIBRARIES.items() if not has_library(library)}
    if missing:
        install(sorted(missing))
