"""Which characters the bytes of a text file are. Norwegian files come from Excel, old payroll systems and Macs."""

from django.utils.translation import gettext as _

from kompetanse.felles.spreadsheets.tabell import TabellFeil

UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
UTF8_MARK = b"\xef\xbb\xbf"
# The sure one first: it wins when nothing in the file tells them apart.
ENBYTES = {"cp1252": "Windows", "cp850": "DOS", "mac_roman": "Mac"}
NORSKE = frozenset("æøåÆØÅ")
SNIFF = 4096
UKJENT_TEGN = "\N{REPLACEMENT CHARACTER}"


def les_tekst(innhold: bytes) -> tuple[str, list[str]]:
    """The text, and sentences about how it was read. A byte that is wrong becomes `UKJENT_TEGN`.

    Raises `TabellFeil` when no character set fits.
    """
    if koding := _utf16(innhold):
        return innhold.decode(koding, errors="replace").removeprefix("\ufeff"), []
    try:
        return innhold.decode("utf-8-sig"), []
    except UnicodeDecodeError:
        if innhold.startswith(UTF8_MARK) or _mest_utf8(innhold):
            return innhold.decode("utf-8-sig", errors="replace"), []
    return _les_enbytes(innhold)


def er_utf16(innhold: bytes) -> bool:
    return _utf16(innhold) is not None


def _utf16(innhold):
    """The name of the coding, also for a file without a mark: there every other byte of plain letters is nothing."""
    if innhold.startswith(UTF16_MARKS):
        return "utf-16"
    start = innhold[:SNIFF]
    lave, hoye = start[0::2].count(0), start[1::2].count(0)
    halvparten = len(start) // 4
    if hoye > halvparten and not lave:
        return "utf-16-le"
    if lave > halvparten and not hoye:
        return "utf-16-be"
    return None


def _mest_utf8(innhold):
    """More letters are written as UTF-8 writes them than there are bytes that cannot be it."""
    tekst = innhold.decode("utf-8", errors="replace")
    return sum(tegn in NORSKE for tegn in tekst) > tekst.count(UKJENT_TEGN)


def _les_enbytes(innhold):
    tekster = {koding: innhold.decode(koding, errors="replace") for koding in ENBYTES}
    koding = max(tekster, key=lambda koding: sum(tegn in NORSKE for tegn in tekster[koding]))
    tekst = tekster[koding]
    if UKJENT_TEGN in tekst:
        raise TabellFeil(_("Vi kjenner ikke igjen tegnsettet i filen. Lagre den som «CSV UTF-8» eller som Excel."))
    if koding == "cp1252":
        return tekst, []
    merknad = _("Filen er lest med tegnsettet til %(system)s. Kontroller at æ, ø og å er riktige i navnene.")
    return tekst, [merknad % {"system": ENBYTES[koding]}]
