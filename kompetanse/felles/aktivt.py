"""What a document does by itself, or fetches from others, when someone opens it. Nothing in a case needs any of it."""

import io
import zipfile
from pathlib import PurePosixPath
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pikepdf

# Why a document is not taken: it runs something, it holds another file, it fetches something, or it cannot be gone through.
KJORER, INNEHOLDER, HENTER, FOR_MYE = "kjorer", "inneholder", "henter", "for_mye"

# --- PDF ------------------------------------------------------------------------------------------

MAX_OBJECTS = 100_000
# qpdf unpacks the table of objects and the objects in it as they are asked for: so much at a time, and no more.
pikepdf.settings.set_qpdf_limits(flate_max_memory=20_000_000, run_length_max_memory=20_000_000, doc_max_warnings=100)
PDF_KEYS = {
    "/JS": KJORER,
    "/JavaScript": KJORER,
    "/XFA": KJORER,
    "/RichMediaContent": KJORER,
    "/EF": INNEHOLDER,
    "/EmbeddedFiles": INNEHOLDER,
}
PDF_ACTIONS = {
    "/JavaScript": KJORER,
    "/Launch": KJORER,
    "/ImportData": KJORER,
    "/SubmitForm": KJORER,
    "/GoToE": INNEHOLDER,
}


def i_pdf(pdf: pikepdf.Pdf) -> str:
    """The first reason not to take an open PDF, or "". Names are read as they are meant (`/J#61vaScript`), and so is what
    lies in object streams. May raise what `pikepdf` raises for a damaged file."""
    for nummer, objekt in enumerate(pdf.objects):
        if nummer > MAX_OBJECTS:
            return FOR_MYE
        if grunn := _i_objekt(objekt):
            return grunn
    return _i_objekt(pdf.trailer)


def _i_objekt(objekt):
    """Of an object and what is written inside it; what it refers to has its own turn."""
    if isinstance(objekt, (pikepdf.Dictionary, pikepdf.Stream)):
        inni = dict(objekt.items())
        if grunn := _i_ordbok(inni):
            return grunn
        inni = inni.values()
    elif isinstance(objekt, pikepdf.Array):
        inni = objekt
    else:
        return ""
    egne = (del_ for del_ in inni if isinstance(del_, pikepdf.Object) and not del_.is_indirect)
    return next(filter(None, map(_i_objekt, egne)), "")


def _i_ordbok(ordbok):
    funnet = [PDF_KEYS[navn] for navn in ordbok if navn in PDF_KEYS]
    handling = ordbok.get("/S")
    if isinstance(handling, pikepdf.Name) and str(handling) in PDF_ACTIONS:
        funnet.append(PDF_ACTIONS[str(handling)])
    return min(funnet, default="", key=(KJORER, INNEHOLDER).index)


# --- Word and Excel -------------------------------------------------------------------------------

MAX_RELATIONS = 5_000_000  # bytes
# By the last word of the type of a relation, and never mind where it leads.
OFFICE_PARTS = {
    "oleObject": INNEHOLDER,
    "aFChunk": INNEHOLDER,
    "control": KJORER,
    "activeXControlBinary": KJORER,
    "vbaProject": KJORER,
    "attachedToolbars": KJORER,
}
# What the reader clicks on, and workbooks whose numbers Excel asks before it fetches.
ASKED_FOR = {"hyperlink", "externalLinkPath"}
OFFICE_FILES = {".docx", ".xlsx", ".pptx"}


def i_office(innhold: bytes) -> str:
    """The first reason not to take a Word or Excel file that `ooxml.kontroller_pakke` has let through, or ""."""
    with zipfile.ZipFile(io.BytesIO(innhold)) as pakke:
        deler = pakke.infolist()
        relasjoner = [del_ for del_ in deler if del_.filename.lower().endswith(".rels")]
        if sum(del_.file_size for del_ in relasjoner) > MAX_RELATIONS:
            return FOR_MYE
        grunner = [_i_delnavn(PurePosixPath(del_.filename.lower())) for del_ in deler]
        for del_ in relasjoner:
            # Checked before: it declares no DOCTYPE.
            grunner += map(_i_relasjon, ElementTree.fromstring(pakke.read(del_)))  # noqa: S314
    return next(filter(None, grunner), "")


def _i_delnavn(sti):
    if sti.parent.name == "embeddings" and sti.suffix not in OFFICE_FILES:
        return INNEHOLDER
    return KJORER if sti.parent.name == "activex" else ""


def _i_relasjon(relasjon):
    slag = relasjon.get("Type", "").rpartition("/")[2]
    if grunn := OFFICE_PARTS.get(slag):
        return grunn
    utenfor = relasjon.get("TargetMode", "").lower() == "external"
    return HENTER if utenfor and slag not in ASKED_FOR and not _paa_egen_maskin(relasjon.get("Target", "")) else ""


def _paa_egen_maskin(adresse):
    """A name, or a path with a drive letter: Word writes where on the writer's machine the template was."""
    adresse = adresse.strip().replace("\\", "/")
    delt = urlsplit(adresse)
    sti = delt.path if delt.scheme == "file" else adresse
    return not delt.netloc and not sti.startswith("//") and (len(delt.scheme) < 2 or delt.scheme == "file")
