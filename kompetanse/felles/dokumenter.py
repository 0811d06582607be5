"""Stored documents: the file's name is its sha256, and what is read is checked against it.

An app declares its kinds (`Dokumentslag`) and imports them in `AppConfig.ready`; what is owed and not made is made by the
clock (`lag_manglende`).
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.db.models import Exists, Model, OuterRef, QuerySet
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from kompetanse.felles.feil import LesbarFeil
from kompetanse.felles.jobber import for_hver_kommune, hver_for_seg
from kompetanse.felles.models import Dokument
from kompetanse.felles.nedlasting import fil_response
from kompetanse.felles.pdf import render_pdf, uten_skrift
from kompetanse.felles.tekst import trygt_filnavn
from kompetanse.felles.vedlegg import VedleggInfo
from kompetanse.felles.vegg import gjeldende_kommune_id

FILLAAS = 74_018

_skyldige_slag: list["Dokumentslag"] = []


class DokumentSkadet(LesbarFeil):
    """The stored file is gone or is not what was stored."""


class Tegnet(NamedTuple):
    """A document that is drawn, and not kept yet."""

    slag: str
    tittel: str
    filnavn: str
    pdf: bytes

    def ta_vare_paa(self, objekt: Model, *, bruker) -> Dokument:
        """Keep it as the document of a row, inside the caller's transaction."""
        return lagre_dokument(objekt, self.slag, self.tittel, self.filnavn, self.pdf, bruker=bruker)


@dataclass(frozen=True)
class Dokumentslag:
    """A kind of document: how it is set, and which rows shall have one. Each is made once, and kept as it was.

    `context` makes the context of the template `mal` (with «tittel»), `navngi` the name of the file, and `skyldige` the
    rows that shall have one, made or not; without it none is owed, since each is made together with what it shows. The
    words are in the kommune's language.
    """

    slag: str
    mal: str
    context: Callable[[Model], dict]
    navngi: Callable[[Model], str]
    skyldige: Callable[[], QuerySet] | None = None

    def __post_init__(self) -> None:
        if self.skyldige:
            _skyldige_slag.append(self)

    def tegn(self, objekt: Model) -> bytes:
        """The PDF as it would be now; nothing is kept. Raises `PdfMangler`."""
        return self._tegnet(objekt).pdf

    def ferdig(self, objekt: Model) -> Tegnet:
        """It drawn of the row as it is in memory, for someone who can still write otherwise. That takes time: best done
        before rows are locked. Raises `PdfMangler`, and `TegnUtenSkrift` for what no font has."""
        return self._tegnet(objekt, strengt=True)

    def uten_skrift(self, objekt: Model) -> set[str]:
        """The characters that no font has: to be told before a document is owed, which is then made without asking."""
        with translation.override(objekt.kommune.malform):
            return uten_skrift(render_to_string(self.mal, self.context(objekt)))

    def _tegnet(self, objekt: Model, *, strengt: bool = False) -> Tegnet:
        with translation.override(objekt.kommune.malform):
            context = self.context(objekt)
            pdf = render_pdf(self.mal, context, strengt=strengt)
            return Tegnet(self.slag, context["tittel"], self.navngi(objekt), pdf)

    def lag(self, objekt: Model, *, bruker) -> Dokument:
        """Make and keep it, unless it is there already; two who try at once make one. Raises `PdfMangler`."""
        with transaction.atomic():
            self._vent_paa_tur(objekt)
            objekt = type(objekt).objects.select_related("kommune").get(pk=objekt.pk)
            return self.finn(objekt) or self._tegnet(objekt).ta_vare_paa(objekt, bruker=bruker)

    def _vent_paa_tur(self, objekt: Model) -> None:
        """Until the transaction ends. A lock on the row itself asks for the right to change it, and nobody may change a
        decision."""
        nokkel = f"dokument {self.slag} {objekt._meta.label} {objekt.pk}"
        with connection.cursor() as cursor:
            cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [nokkel])

    def frys(self, objekt: Model, *, bruker) -> Dokument:
        """Make and keep it of the row as it is in memory, inside the caller's transaction and lock."""
        return self.ferdig(objekt).ta_vare_paa(objekt, bruker=bruker)

    def finn(self, objekt: Model) -> Dokument | None:
        return self.dokumenter(type(objekt)).filter(objekt_id=objekt.pk).first()

    def skal_ha(self, objekt: Model) -> bool:
        """What is not made yet will be."""
        return self.skyldige().filter(pk=objekt.pk).exists()

    def dokumenter(self, modell: type[Model]) -> QuerySet:
        """The stored ones of this kind, for rows of `modell`."""
        return Dokument.objects.filter(innholdstype=ContentType.objects.get_for_model(modell), slag=self.slag)

    def mangler_for(self) -> QuerySet:
        """The rows that owe a document of this kind."""
        rader = self.skyldige()
        return rader.exclude(Exists(self.dokumenter(rader.model).filter(objekt_id=OuterRef("pk"))))


def lag_manglende() -> int:
    """Each ten minutes: make what a stopped server or a missing library left owing. Returns how many were made."""
    return for_hver_kommune(_lag_manglende)


def _lag_manglende(kommune_id):
    return sum(hver_for_seg(_lag_ett, slag.mangler_for(), slag, hva=slag.slag) for slag in _skyldige_slag)


def _lag_ett(objekt, slag):
    slag.lag(objekt, bruker=None)
    return 1


def lagre_dokument(
    objekt: Model, slag: str, tittel: str, filnavn: str, innhold: bytes, *, bruker, mime: str = "application/pdf"
) -> Dokument:
    """Store the bytes and their row. Inside a transaction: if it is rolled back, only an unused file is left."""
    kommune_id = getattr(objekt, "kommune_id", None) or gjeldende_kommune_id()
    sha256 = hashlib.sha256(innhold).hexdigest()
    return Dokument.objects.create(
        kommune_id=kommune_id,
        objekt=objekt,
        slag=slag,
        tittel=tittel[:200],
        filnavn=trygt_filnavn(filnavn),
        mime=mime,
        lagringssti=lagre_innhold(kommune_id, innhold, sha256),
        sha256=sha256,
        storrelse=len(innhold),
        laget_av=bruker,
    )


def lagre_innhold(kommune_id: int | str, innhold: bytes, sha256: str) -> str:
    """Put the bytes in the store under their sha256 and read them back. Returns the path.

    A file that is there already is used again when it is whole, and replaced when a stopped write left a part of it.
    Inside a transaction nobody takes it away before the row that refers to it is stored.
    """
    sti = f"{kommune_id}/{sha256[:2]}/{sha256}"
    _laas(sti, delt=True)
    if _er_hel(sti, sha256):
        return sti
    if default_storage.exists(sti):
        default_storage.delete(sti)
    sti = default_storage.save(sti, ContentFile(innhold))
    if not _er_hel(sti, sha256):
        raise DokumentSkadet(_("Dokumentet ble ikke lagret riktig. Kontroller at disken ikke er full, og prøv igjen."))
    return sti


def lagre_vedlegg(kommune_id: int, info: VedleggInfo) -> dict:
    """Store a checked file, as `lagre_innhold`. Returns the fields of a `LagretFil`."""
    sti = lagre_innhold(kommune_id, info.innhold, info.sha256)
    return {"lagringssti": sti} | {felt: getattr(info, felt) for felt in ("filnavn", "mime", "sha256", "storrelse")}


@transaction.atomic
def slett_innhold(sti: str) -> bool:
    """Take stored bytes away, unless a row of any model still refers to them. Returns whether they went."""
    _laas(sti)
    if any(modell._default_manager.filter(lagringssti=sti).exists() for modell in _med_filer()):
        return False
    default_storage.delete(sti)
    return True


def _med_filer():
    """Every model whose rows refer to a stored file, the history of rows too."""
    return [
        modell
        for modell in apps.get_models()
        if any(felt.name == "lagringssti" for felt in modell._meta.concrete_fields)
    ]


def _laas(sti, *, delt=False):
    """Until the transaction ends: many may store the same content at once, and nobody while it is taken away."""
    slag = "_shared" if delt else ""
    with connection.cursor() as cursor:
        cursor.execute(f"select pg_advisory_xact_lock{slag}(%s, hashtext(%s))", [FILLAAS, sti])


def les_innhold(sti: str, sha256: str) -> bytes:
    """The stored bytes, proved to be the ones that were stored. Raises `DokumentSkadet`."""
    innhold = _les(sti)
    if innhold is None or hashlib.sha256(innhold).hexdigest() != sha256:
        raise DokumentSkadet(
            _("Dokumentet er endret eller borte fra lageret. Be systemansvarlig hente det fra sikkerhetskopien.")
        )
    return innhold


def les_dokument(dokument: Dokument) -> bytes:
    """The document's bytes. Raises `DokumentSkadet` when the file is not what was stored."""
    return les_innhold(dokument.lagringssti, dokument.sha256)


def dokument_response(dokument: Dokument, *, inline: bool = True) -> HttpResponse:
    """The document as an answer, with its own name."""
    return fil_response(les_dokument(dokument), dokument.filnavn, dokument.mime, inline=inline)


def _les(sti):
    try:
        with default_storage.open(sti) as fil:
            return fil.read()
    except FileNotFoundError:
        return None


def _er_hel(sti, sha256):
    innhold = _les(sti)
    return innhold is not None and hashlib.sha256(innhold).hexdigest() == sha256
