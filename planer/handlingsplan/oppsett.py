"""Changes of how the kommune shows its handlingsplaner: the views, and the columns of its own."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kompetanse.felles.samskriving import Endring
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Bruker
from planer.models import Egenkolonne, Innhold, Tiltak, Visning, Visningskolonne

VERDIER = ("vises", "overskrift", "plass")


class Valgt(NamedTuple):
    """A column as a view is to have it; one of `innhold` and `egen` is set."""

    innhold: str
    egen: Egenkolonne | None
    vises: bool
    overskrift: str
    plass: int

    @property
    def nokkel(self) -> str:
        """What the names of its values begin with in a form."""
        return f"{self.innhold or 'egen'}-{self.egen.pk if self.egen else 0}"

    @property
    def navn(self) -> str:
        return str(self.egen or Innhold(self.innhold).label)


def som_verdier(kolonner: Iterable[Valgt]) -> dict[str, Any]:
    """The columns as a form has them: shown or not, the heading, and which number it is among those that are shown."""
    return {
        f"{valgt.nokkel}-{navn}": verdi
        for nr, valgt in enumerate(kolonner, start=1)
        for navn, verdi in zip(VERDIER, (valgt.vises, valgt.overskrift, nr if valgt.vises else None), strict=True)
    }


@transaction.atomic
def endre_visning(visning: Visning, endring: Endring, *, bruker: Bruker) -> Visning:
    """Store a new view, or what the user has changed of one and its columns. Raises as `lagre_visning`, and Uenig."""
    _kontroller(bruker)
    visning, verdier = endring.med(visning, lambda naa: som_verdier(mulige(naa)))
    return lagre_visning(visning, [_med_verdier(valgt, verdier) for valgt in mulige(visning)], bruker=bruker)


def _med_verdier(valgt, verdier):
    """The column as it is to be; without a place it stands last."""
    vises, overskrift, plass = (verdier[f"{valgt.nokkel}-{navn}"] for navn in VERDIER)
    return valgt._replace(vises=vises, overskrift=overskrift, plass=10 * (plass or 99))


@transaction.atomic
def lagre_visning(visning: Visning, kolonner: Iterable[Valgt], *, bruker: Bruker) -> Visning:
    """Store a new or changed view with its columns. Raises ValidationError when the name is taken, or it shows nothing."""
    handling = "visning.endret" if visning.pk else "visning.opprettet"
    kolonner = [valgt for valgt in kolonner if valgt.vises or valgt.overskrift]
    if not any(valgt.vises for valgt in kolonner):
        raise ValidationError(_("Velg minst én kolonne som skal vises."), code="uten_kolonner")
    _lagre(visning, bruker)
    visning.kolonner.all().delete()
    Visningskolonne.objects.bulk_create(
        Visningskolonne(visning=visning, rekkefolge=valgt.plass, **_felt(valgt)) for valgt in kolonner
    )
    tilgang.logg(visning, handling, *tilgang.HR, bruker=bruker, navn=visning.navn)
    return visning


def _felt(valgt):
    return {felt: getattr(valgt, felt) for felt in ("innhold", "egen", "vises", "overskrift")}


@transaction.atomic
def slett_visning(visning: Visning, *, bruker: Bruker) -> None:
    """Delete a view that is not the last. The measures are as they were."""
    _kontroller(bruker)
    if not Visning.objects.i_bruk().exclude(pk=visning.pk).exists():
        raise ValidationError(_("Dette er den eneste visningen som er i bruk, og den kan ikke slettes."), code="siste")
    tilgang.logg(visning, "visning.slettet", *tilgang.HR, bruker=bruker, navn=visning.navn)
    visning.delete()


@transaction.atomic
def lagre_kolonne(kolonne: Egenkolonne, *, bruker: Bruker) -> Egenkolonne:
    """Store a new or changed column. Raises ValidationError when the name is taken, or when the kind is changed of one
    that measures have been written in."""
    handling = "egenkolonne.endret" if kolonne.pk else "egenkolonne.opprettet"
    if kolonne.pk and Egenkolonne.objects.get(pk=kolonne.pk).slag != kolonne.slag and er_i_bruk(kolonne):
        raise ValidationError({"slag": _("Kolonnen er fylt ut for noen tiltak, så den kan ikke bli av et annet slag.")})
    _lagre(kolonne, bruker)
    tilgang.logg(kolonne, handling, *tilgang.HR, bruker=bruker, navn=kolonne.navn)
    return kolonne


@transaction.atomic
def slett_kolonne(kolonne: Egenkolonne, *, bruker: Bruker) -> None:
    """Delete a column that no measure has been written in. Raises ValidationError (`i_bruk`) otherwise."""
    _kontroller(bruker)
    if er_i_bruk(kolonne):
        raise ValidationError(
            _("Kolonnen er fylt ut for noen tiltak, så den kan ikke slettes. Ta den ut av bruk i stedet."),
            code="i_bruk",
        )
    tilgang.logg(kolonne, "egenkolonne.slettet", *tilgang.HR, bruker=bruker, navn=kolonne.navn)
    kolonne.delete()


def er_i_bruk(kolonne: Egenkolonne) -> bool:
    """Some measure has been written in it."""
    return Tiltak.objects.filter(egne__has_key=kolonne.nokkel).exists()


def _lagre(objekt, bruker):
    _kontroller(bruker)
    # full_clean leaves out constraints on what nobody edits, and the kommune is one of those.
    objekt.full_clean()
    objekt.validate_constraints()
    objekt.save()


def _kontroller(bruker):
    if not bruker.has_perm("planer.change_oppsett"):
        raise PermissionDenied


def mulige(visning: Visning) -> list[Valgt]:
    """Every column that a view can have, as this one has it: first those it shows, in its order."""
    har = {(rad.innhold, rad.egen_id): rad for rad in visning.kolonner.all()} if visning.pk else {}
    alle = [*((innhold, None) for innhold in Innhold), *(("", egen) for egen in Egenkolonne.objects.i_bruk())]
    valgte = [_som_valgt(innhold, egen, har.get((innhold, egen and egen.pk))) for innhold, egen in alle]
    return sorted(valgte, key=lambda valgt: (not valgt.vises, valgt.plass))


def _som_valgt(innhold, egen, rad):
    if rad is None:
        return Valgt(innhold, egen, False, "", 1000)
    return Valgt(innhold, egen, rad.vises, rad.overskrift, rad.rekkefolge)
