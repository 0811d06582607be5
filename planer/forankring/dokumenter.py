"""Changes of the documents that plans are anchored in, their files, and the goals pasted into them."""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max, ProtectedError
from django.utils.translation import gettext as _

from kompetanse.felles.dokumenter import lagre_vedlegg
from kompetanse.felles.vedlegg import VedleggInfo
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Bruker
from planer.forankring.maalliste import Limt
from planer.models import Dokumentfil, Maal, Styringsdokument

RETT = "planer.change_dokument"
FLEST_FILER = 20


@transaction.atomic
def lagre(dokument: Styringsdokument, filer: Iterable[VedleggInfo] = (), *, bruker: Bruker) -> Styringsdokument:
    """Store a new or changed document, and the files that came with it. It takes the right to the unit that it is for,
    and to the one it was for. Raises ValidationError when the title is taken or it runs out before it is adopted."""
    handling = "styringsdokument.endret" if dokument.pk else "styringsdokument.opprettet"
    if dokument.pk:
        laas(dokument, bruker=bruker)
    _krev(dokument, bruker)
    # full_clean leaves out constraints on what nobody edits, and the kommune is one of those.
    dokument.full_clean()
    dokument.validate_constraints()
    dokument.save()
    _legg_ved(dokument, filer, bruker=bruker)
    logg(dokument, handling, bruker=bruker, tittel=dokument.tittel)
    return dokument


@transaction.atomic
def slett(dokument: Styringsdokument, *, bruker: Bruker) -> None:
    """Delete a document with its goals. Raises ValidationError (`i_bruk`) when plans have answered one of them."""
    dokument = laas(dokument, bruker=bruker)
    logg(dokument, "styringsdokument.slettet", bruker=bruker, tittel=dokument.tittel)
    try:
        dokument.delete()
    except ProtectedError as feil:
        raise ValidationError(
            _(
                "Planer bygger på mål i dokumentet, så det kan ikke slettes. Skriv når det slutter å gjelde i stedet, da "
                "kommer målene ikke til nye planer."
            ),
            code="i_bruk",
        ) from feil


@transaction.atomic
def fjern_fil(fil: Dokumentfil, *, bruker: Bruker) -> None:
    """Take a file away. The stored bytes may be others' too, and stay."""
    dokument = laas(fil.dokument, bruker=bruker)
    fil.delete()
    logg(dokument, "styringsdokument.fil_fjernet", bruker=bruker, kommentar=fil.filnavn)


@transaction.atomic
def legg_inn_maal(dokument: Styringsdokument, maal: list[Limt], *, bruker: Bruker) -> list[Maal]:
    """Store the goals of a pasted list after those that are there; returns the new ones. One that the document has, by
    its words, is left as it is: pasting the same list twice gives the same."""
    dokument = laas(dokument, bruker=bruker)
    finnes = {navn.casefold() for navn in dokument.maal.values_list("navn", flat=True)}
    nye: dict[str, Limt] = {}
    for ett in maal:
        if ett.navn.casefold() not in finnes:
            nye.setdefault(ett.navn.casefold(), ett)
    plass = dokument.maal.aggregate(sist=Max("rekkefolge"))["sist"] or 0
    rader = Maal.objects.bulk_create(
        Maal(dokument=dokument, nummer=ett.nummer, navn=ett.navn, rekkefolge=plass + 10 * nr)
        for nr, ett in enumerate(nye.values(), start=1)
    )
    logg(dokument, "styringsdokument.maal_lagt_inn", bruker=bruker, antall=len(rader))
    return rader


def laas(dokument: Styringsdokument, *, bruker: Bruker) -> Styringsdokument:
    """One change of a document and its goals at a time, by one who has the right. Must run inside a transaction."""
    dokument = Styringsdokument.objects.select_for_update(no_key=True, of=("self",)).get(pk=dokument.pk)
    _krev(dokument, bruker)
    return dokument


def logg(dokument: Styringsdokument, handling: str, *, bruker: Bruker, objekt: Maal | None = None, **data) -> None:
    """The audit line of a change in a document (of `objekt` in it), in the role in which the user keeps it."""
    som = dokument.enhet and tilgang.rolle_for(bruker, dokument.enhet, *tilgang.MED_INNSYN_I_SAKER)
    tilgang.logg(objekt or dokument, handling, *tilgang.HR, bruker=bruker, som=som, **data)


def _krev(dokument, bruker):
    if not bruker.has_perm(RETT, dokument):
        raise PermissionDenied


def _legg_ved(dokument, filer, *, bruker):
    """The same content counts once."""
    har = set(dokument.filer.values_list("sha256", flat=True))
    nye = {info.sha256: info for info in filer if info.sha256 not in har}
    if len(har) + len(nye) > FLEST_FILER:
        raise ValidationError({"filer": _("Det kan være høyst %d filer på et dokument.") % FLEST_FILER})
    for info in nye.values():
        Dokumentfil.objects.create(dokument=dokument, lastet_opp_av=bruker, **lagre_vedlegg(dokument.kommune_id, info))
