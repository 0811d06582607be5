"""The file of an import: kept as it came until it is read, then as a table without what we must not keep."""

import gzip
import hashlib
import json

from django.core.files.storage import default_storage
from django.db import transaction

from kompetanse.felles.dokumenter import lagre_innhold, les_innhold
from kompetanse.felles.innlesing.models import InnlesingModell
from kompetanse.felles.spreadsheets import Rad, Tabell


def lagre_fil(importen: InnlesingModell, innhold: bytes) -> None:
    """Put bytes in the store under their sha256, in a folder of their own, and point the import to them."""
    importen.sha256 = hashlib.sha256(innhold).hexdigest()
    importen.lagringssti = lagre_innhold(_mappe(importen), innhold, importen.sha256)


def _mappe(importen):
    return f"{importen._meta.model_name}/{importen.kommune_id}"


def les_fil(importen: InnlesingModell) -> bytes:
    """The bytes of the import's file. Raises `DokumentSkadet`."""
    return les_innhold(importen.lagringssti, importen.sha256)


def lagre_tabell(importen: InnlesingModell, tabell: Tabell) -> None:
    """Keep the table instead of the file. The file goes when the transaction is stored."""
    fra_foer = importen.lagringssti
    innhold = {
        "overskrifter": tabell.overskrifter,
        "rader": tabell.rader,
        "feil": tabell.feil,
        "cellefeil": [
            [linje, plass, grunn] for linje, feil in tabell.cellefeil.items() for plass, grunn in feil.items()
        ],
    }
    tekst = json.dumps(innhold, ensure_ascii=False, separators=(",", ":")).encode()
    lagre_fil(importen, gzip.compress(tekst, compresslevel=3, mtime=0))
    if fra_foer and fra_foer != importen.lagringssti:
        modell = type(importen)
        transaction.on_commit(lambda: slett_sti(fra_foer, modell))


def les_tabell(importen: InnlesingModell) -> Tabell:
    """The table that `lagre_tabell` kept."""
    innhold = json.loads(gzip.decompress(les_fil(importen)))
    rader = [Rad(linje, verdier) for linje, verdier in innhold["rader"]]
    tabell = Tabell(innhold["overskrifter"], rader, [tuple(feil) for feil in innhold["feil"]])
    for linje, plass, grunn in innhold.get("cellefeil", ()):  # files from before there were any have none
        tabell.meld_celle(linje, plass, grunn)
    return tabell


def slett_sti(sti: str, modell: type[InnlesingModell]) -> None:
    """Delete a stored file unless another import has the same."""
    if sti and not modell.objects.filter(lagringssti=sti).exists():
        default_storage.delete(sti)
