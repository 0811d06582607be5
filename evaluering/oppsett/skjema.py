"""Changes of the forms. A version that somebody has been asked by never changes: the change makes a new one, which the next
collections use, and the old answers keep theirs."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from evaluering.models import Skjema, Skjemaversjon, Sporsmal
from evaluering.oppsett.styring import krev, logg
from kompetanse.felles.samskriving import Endring
from kompetanse.organisasjon.models import Bruker
from planer.endring import sett_plass


@transaction.atomic
def lagre(skjema: Skjema, *, bruker: Bruker) -> Skjema:
    """Store a new or changed form; a new one has a first version without questions."""
    krev(bruker)
    ny = skjema.pk is None
    skjema.full_clean()
    skjema.validate_constraints()
    skjema.save()
    if ny:
        Skjemaversjon.objects.create(skjema=skjema)
    logg(skjema, "lagret", bruker)
    return skjema


@transaction.atomic
def slett(skjema: Skjema, *, bruker: Bruker) -> None:
    """Delete a form that nobody has been asked by, and no level names. Raises ValidationError (`i_bruk`) otherwise."""
    krev(bruker)
    logg(skjema, "slettet", bruker)
    try:
        skjema.versjoner.all().delete()
        skjema.delete()
    except ProtectedError as feil:
        grunn = _("Skjemaet er i bruk. Ta bort haken for at det kan velges, i stedet.")
        raise ValidationError(grunn, code="i_bruk") from feil


@transaction.atomic
def lagre_sporsmal(sporsmal: Sporsmal, endring: Endring, *, bruker: Bruker) -> Sporsmal:
    """Store a new question, which comes last, or a changed one. Raises Uenig when someone else changed the same."""
    krev(bruker)
    if sporsmal.pk is None:
        sporsmal.versjon = _skrivbar(sporsmal.versjon)
        siste = sporsmal.versjon.sporsmal.last()
        sporsmal.rekkefolge = (siste.rekkefolge if siste else 0) + 1
    else:
        sporsmal = endring.inn_i(_i_skrivbar(sporsmal))
    sporsmal.full_clean(exclude=["versjon"])
    sporsmal.save()
    logg(sporsmal, "lagret", bruker)
    return sporsmal


@transaction.atomic
def slett_sporsmal(sporsmal: Sporsmal, *, bruker: Bruker) -> None:
    """Take a question out. Raises ValidationError for the last one of a form."""
    krev(bruker)
    if sporsmal.versjon.sporsmal.count() == 1:
        raise ValidationError(_("Et skjema må ha minst ett spørsmål. Legg til et nytt først."), code="siste")
    logg(sporsmal, "slettet", bruker)
    _i_skrivbar(sporsmal).delete()


@transaction.atomic
def flytt_sporsmal(sporsmal: Sporsmal, plass: int, *, bruker: Bruker) -> None:
    """Give a question this place (1 is the first)."""
    krev(bruker)
    sporsmal = _i_skrivbar(sporsmal)
    alle = list(sporsmal.versjon.sporsmal.all())
    sett_plass(alle, next(ett for ett in alle if ett.pk == sporsmal.pk), plass)
    logg(sporsmal, "flyttet", bruker)


# --- Versions -------------------------------------------------------------------------------------


def _i_skrivbar(sporsmal):
    """The question in the version that can be written: itself, or its copy in a new one."""
    gammel = list(sporsmal.versjon.sporsmal.values_list("pk", flat=True))
    if sporsmal.pk not in gammel:
        raise ValidationError(_("Noen andre har slettet spørsmålet mens du skrev."), code="slettet")
    versjon = _skrivbar(sporsmal.versjon)
    return list(versjon.sporsmal.all())[gammel.index(sporsmal.pk)]


def _skrivbar(versjon):
    """This version, locked, or a new one like it when somebody has been asked by it. Raises ValidationError (`stale`) when
    there is a newer one already."""
    versjon = Skjemaversjon.objects.select_for_update(of=("self",)).select_related("skjema").get(pk=versjon.pk)
    if versjon.skjema.nyeste != versjon:
        raise ValidationError(_("Det finnes en nyere versjon av skjemaet. Endre den i stedet."), code="stale")
    return _ny_versjon(versjon) if versjon.er_laast else versjon


def _ny_versjon(versjon):
    ny = Skjemaversjon.objects.create(skjema=versjon.skjema, nummer=versjon.nummer + 1)
    kopier = list(versjon.sporsmal.all())
    for sporsmal in kopier:
        sporsmal.pk, sporsmal.versjon = None, ny
    Sporsmal.objects.bulk_create(kopier)
    return ny
