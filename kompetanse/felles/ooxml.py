"""A first look inside Word and Excel files (OOXML) before anything parses them."""

import io
import lzma
import struct
import zipfile
import zlib
from xml.parsers import expat

CONTENT_TYPES = "[Content_Types].xml"
EXCEL = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
WORD = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
STRICT = b"http://purl.oclc.org/ooxml/"
MACROS = (b"macroEnabled", b"vbaProject")
OLE_MAGIC = bytes.fromhex("d0cf11e0a1b11ae1")
ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
MAX_PARTS = 5_000
BLOCK = 1_000_000
HEAD_BLOCK, HEAD_BLOCKS = 4_096, 250
XML_ENDINGS = (".xml", ".rels", ".vml")

# All that zipfile and the unpackers below it raise when a package is broken somewhere.
OEDELAGT = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    NotImplementedError,
    ValueError,
    OSError,
    EOFError,
)


class OoxmlFeil(Exception):
    """`kode` says why: `ikke_zip`, `feil_type`, `makroer`, `for_stor`, `kryptert` or `ugyldig_xml`."""

    def __init__(self, kode):
        super().__init__(kode)
        self.kode = kode


def is_encrypted_office(innhold: bytes) -> bool:
    """Office wraps a file with a password in the old OLE container."""
    return innhold.startswith(OLE_MAGIC) and ENCRYPTED_STREAM in innhold


def is_strict(innhold: bytes) -> bool:
    """A checked Excel package in the «Strict Open XML» form, whose names of parts and tags differ from the usual."""
    with zipfile.ZipFile(io.BytesIO(innhold)) as pakke:
        boker = [navn for navn in pakke.namelist() if navn.endswith("workbook.xml")]
        return any(STRICT in pakke.read(navn) for navn in boker)


def utpakket(innhold: bytes) -> int:
    """How many bytes there are to read: those of a package when they are unpacked, else those of the file itself.

    zipfile never unpacks more than the sizes in the directory, so their sum is a real limit.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(innhold)) as pakke:
            return max(len(innhold), sum(del_.file_size for del_ in pakke.infolist()))
    except OEDELAGT:
        return len(innhold)


def kontroller_pakke(innhold: bytes, hovedtype: str, *, max_unpacked: int, max_tags: int | None = None) -> None:
    """Refuse what is not an unencrypted package of this main type, without macros, within the size. Raises `OoxmlFeil`.

    `max_tags` is for a package that is going to be read: it bounds the time and the memory which that takes.
    """
    if is_encrypted_office(innhold):
        raise OoxmlFeil("kryptert")
    try:
        with zipfile.ZipFile(io.BytesIO(innhold)) as pakke:
            _kontroller(pakke, hovedtype, max_unpacked)
            if max_tags is not None:
                _krev_faa_tagger(pakke, max_tags)
    except OEDELAGT as feil:
        raise OoxmlFeil("ikke_zip") from feil


def _kontroller(pakke, hovedtype, max_unpacked):
    deler = pakke.infolist()
    if any(del_.flag_bits & 0x1 for del_ in deler):
        raise OoxmlFeil("kryptert")
    if len(deler) > MAX_PARTS or sum(del_.file_size for del_ in deler) > max_unpacked:
        raise OoxmlFeil("for_stor")
    if CONTENT_TYPES not in pakke.namelist():
        raise OoxmlFeil("feil_type")
    typer = pakke.read(CONTENT_TYPES)
    if any(makro in typer for makro in MACROS):
        raise OoxmlFeil("makroer")
    if hovedtype not in typer:
        raise OoxmlFeil("feil_type")
    if any(_has_doctype(pakke, del_) for del_ in deler):
        raise OoxmlFeil("ugyldig_xml")


def _krev_faa_tagger(pakke, flest):
    antall = 0
    for del_ in pakke.infolist():
        with pakke.open(del_) as fil:
            while blokk := fil.read(BLOCK):
                antall += blokk.count(b"<")
                if antall > flest:
                    raise OoxmlFeil("for_stor")


class _Rot(Exception):
    """The first element has begun; nothing is declared after it."""


def _has_doctype(pakke, del_):
    """No Office file declares a DOCTYPE; one that does wants to expand entities. XML that cannot be read has none that
    any reader would heed, unless its own reader knows more encodings than ours: then it is no XML of Office's."""
    leser = expat.ParserCreate()
    leser.StartDoctypeDeclHandler = _avvis_doctype
    leser.StartElementHandler = _stopp_ved_roten
    try:
        with pakke.open(del_) as fil:
            for _blokk in range(HEAD_BLOCKS):
                if not (blokk := fil.read(HEAD_BLOCK)):
                    return False
                leser.Parse(blokk)
    except _Rot:
        return False
    except (expat.ExpatError, LookupError, ValueError):
        return del_.filename.lower().endswith(XML_ENDINGS)
    return True  # a head without end


def _avvis_doctype(*_om):
    raise OoxmlFeil("ugyldig_xml")


def _stopp_ved_roten(*_om):
    raise _Rot
