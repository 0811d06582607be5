"""A first look inside Word and Excel files (OOXML) before anything parses them."""

import io
import lzma
import struct
import zipfile
import zlib

CONTENT_TYPES = "[Content_Types].xml"
EXCEL = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
WORD = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
STRICT = b"http://purl.oclc.org/ooxml/"
MACROS = (b"macroEnabled", b"vbaProject")
OLE_MAGIC = bytes.fromhex("d0cf11e0a1b11ae1")
ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
MAX_PARTS = 5_000


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


def kontroller_pakke(innhold: bytes, hovedtype: str, *, max_unpacked: int) -> None:
    """Refuse what is not an unencrypted package of this main type, without macros, within the size. Raises `OoxmlFeil`.

    zipfile never unpacks more than the sizes in the directory, so their sum is a real limit.
    """
    if is_encrypted_office(innhold):
        raise OoxmlFeil("kryptert")
    try:
        with zipfile.ZipFile(io.BytesIO(innhold)) as pakke:
            _kontroller(pakke, hovedtype, max_unpacked)
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


def _has_doctype(pakke, del_):
    """No Office file declares a DOCTYPE; one that does wants to expand entities."""
    if not del_.filename.lower().endswith((".xml", ".rels")):
        return False
    with pakke.open(del_) as fil:
        return b"<!DOCTYPE" in fil.read(2048)
