"""A competence that someone misses: proposed, and taken in, merged with one that is there, or declined."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kartlegging.katalog import kompetanser, meldinger
from kartlegging.katalog.endring import laas_katalogen, logg
from kartlegging.katalog.sok import finn_kompetanser
from kartlegging.models import (
    Kompetanse,
    Kompetanseforslag,
    Kompetansegruppe,
    Realkategori,
    Skala,
    Synonym,
)
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Bruker

Status = Kompetanseforslag.Status


@transaction.atomic
def foresla(navn: str, hvorfor: str, *, bruker: Bruker) -> Kompetanseforslag:
    """Send a proposal to HR. Raises ValidationError when the catalogue has it, or the same person has asked already."""
    if finnes := Kompetanse.objects.i_bruk().filter(navn__iexact=navn).first():
        raise ValidationError(_("«%s» finnes alt i katalogen.") % finnes)
    forslag = Kompetanseforslag(navn=navn, hvorfor=hvorfor, foreslatt_av=bruker)
    forslag.full_clean(exclude=["kompetanse", "besvart_av", "besvart"])
    forslag.save()
    tilgang.logg(forslag, "forslag.sendt", bruker=bruker, navn=navn)
    return forslag


@transaction.atomic
def ta_inn(forslag: Kompetanseforslag, gruppe: Kompetansegruppe, type_: str, *, bruker: Bruker) -> Kompetanse:
    """Make a competence of it in this group, with the proposed scale and the first category when it is a real one. HR
    fills in the rest afterwards. The one who proposed it is told."""
    forslag = _begynn(forslag, bruker)
    er_real = type_ == Kompetanse.Type.REAL
    kompetanse = Kompetanse(
        navn=forslag.navn,
        type=type_,
        gruppe=gruppe,
        skala=Skala.objects.filter(standard=True).first() if er_real else None,
        kategori=Realkategori.objects.first() if er_real else None,
    )
    kompetanser.lagre(kompetanse, kompetanser.Tillegg(), bruker=bruker)
    _svar(forslag, Status.TATT_INN, bruker=bruker, kompetanse=kompetanse)
    return kompetanse


@transaction.atomic
def slaa_sammen(forslag: Kompetanseforslag, kompetanse: Kompetanse, *, bruker: Bruker) -> Kompetanse:
    """It is another word for a competence that is there: the word becomes a synonym. The one who proposed it is told."""
    forslag = _begynn(forslag, bruker)
    ordene = [kompetanse.navn, *kompetanse.synonymer.values_list("ord", flat=True)]
    if forslag.navn.casefold() not in map(str.casefold, ordene):
        Synonym.objects.create(kompetanse=kompetanse, ord=forslag.navn[: Synonym._meta.get_field("ord").max_length])
    _svar(forslag, Status.FINNES, bruker=bruker, kompetanse=kompetanse)
    return kompetanse


@transaction.atomic
def avslaa(forslag: Kompetanseforslag, svar: str, *, bruker: Bruker) -> Kompetanseforslag:
    """Say no, with a word back to the one who proposed it."""
    forslag = _begynn(forslag, bruker)
    return _svar(forslag, Status.AVSLAATT, bruker=bruker, svar=svar)


def _begynn(forslag, bruker):
    """Answered once: a second one who answers at the same time is told."""
    laas_katalogen(bruker)
    forslag = Kompetanseforslag.objects.select_related("foreslatt_av__kommune").get(pk=forslag.pk)
    if forslag.status != Status.VENTER:
        raise ValidationError(_("Noen har alt svart på forslaget."), code="stale")
    return forslag


def _svar(forslag, status, *, bruker, **felt):
    rolle = tilgang.handler_som(bruker, *tilgang.HR)
    nytt = {"status": status, "besvart_av": bruker, "besvart": timezone.now(), **tilgang.i_rollen(rolle), **felt}
    for navn, verdi in nytt.items():
        setattr(forslag, navn, verdi)
    forslag.save(update_fields=nytt)
    logg(forslag, f"forslag.{status}", bruker=bruker, navn=forslag.navn)
    meldinger.forslag_besvart(forslag)
    return forslag


def naermeste(forslag: Kompetanseforslag) -> Kompetanse | None:
    """The competence whose name or synonym is most like what was proposed, if any is."""
    return finn_kompetanser(forslag.navn).select_related("gruppe").first()
