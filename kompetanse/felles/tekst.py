"""Cleaning of text that people and files bring in."""

import re
import unicodedata
from pathlib import PurePath

KEPT_CONTROLS = {"\n", "\t"}
UNSAFE_IN_FILE_NAMES = re.compile(r'[<>:"|?*%;]+')
# Bidirectional overrides make a name read otherwise than it is stored.
REORDERING = {chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))}
# Nobody sees them, and they make two equal names different. Joiners stay: some scripts need them.
OF_NO_WIDTH = {"\N{ZERO WIDTH SPACE}", "\N{WORD JOINER}", "\N{SOFT HYPHEN}", "\N{ZERO WIDTH NO-BREAK SPACE}"}


def rens_tekst(tekst: str, *, flere_linjer: bool = True) -> str:
    """Text that can be stored, shown, put in XML and compared: NFC, no control characters. Emoji are kept.

    With `flere_linjer=False` line breaks and tabs become spaces.
    """
    if tekst.isascii() and tekst.isprintable():
        return tekst
    tekst = unicodedata.normalize("NFC", tekst.replace("\r\n", "\n").replace("\r", "\n"))
    if not flere_linjer:
        tekst = tekst.replace("\n", " ").replace("\t", " ")
    if tekst.isprintable():
        return tekst
    return "".join(tegn for tegn in tekst if not _is_unwanted(tegn))


def _is_unwanted(tegn):
    if tegn in KEPT_CONTROLS:
        return False
    if tegn in REORDERING or tegn in OF_NO_WIDTH or ord(tegn) & 0xFFFE == 0xFFFE:
        return True
    return unicodedata.category(tegn) in {"Cc", "Cs"}


def er_usynlig(tekst: str) -> bool:
    """True when there is nothing for the eye in it: only spaces, line breaks and joiners of no width."""
    return not tekst.isprintable() and all(tegn.isspace() or unicodedata.category(tegn) == "Cf" for tegn in tekst)


def trygt_filnavn(navn: str) -> str:
    """A file name that every system takes: no path, no reserved characters, at most 120 characters. Keeps æøå.

    «Sak MBU 24/26.pdf» becomes «Sak MBU 24-26.pdf».
    """
    navn = re.sub(r"[/\\]+", "-", rens_tekst(navn, flere_linjer=False)).strip(" .-")
    stamme, ending = PurePath(navn).stem, PurePath(navn).suffix
    stamme = " ".join(UNSAFE_IN_FILE_NAMES.sub(" ", stamme).split()).strip(" .-")[:100] or "fil"
    ending = UNSAFE_IN_FILE_NAMES.sub("", ending).strip(" .")[:19]
    return f"{stamme}.{ending}" if ending else stamme


def som_nokkel(tekst: str) -> int | None:
    """The id that an address or a form gives as text; None for anything that can be none."""
    return int(tekst) if tekst.isascii() and tekst.isdigit() and len(tekst) < 12 else None
