"""Changes of a need: written, moved, deleted; and what it rests on."""

from django.db import transaction
from django.db.models import Max

from kompetanse.felles.dokumenter import lagre_vedlegg
from kompetanse.felles.samskriving import Endring
from kompetanse.felles.vedlegg import VedleggInfo
from kompetanse.organisasjon.models import Bruker
from planer.endring import laas_plan, logg, sett_plass
from planer.felt import flett, lest
from planer.models import Behovsgrunnlag, Kompetansebehov


@transaction.atomic
def lagre(behov: Kompetansebehov, endring: Endring | None = None, *, bruker: Bruker) -> Kompetansebehov:
    """Store a new or changed need. With `endring` what the user has changed of it alone, and the goals that it serves.
    Raises ValidationError, and Uenig when someone else has changed the same."""
    plan = laas_plan(behov.plan, bruker=bruker)
    handling = "kompetansebehov.endret" if behov.pk else "kompetansebehov.opprettet"
    endret = endring.felt if endring else {}
    if behov.pk and endring:
        behov = plan.behov.get(pk=behov.pk)
        endret = flett(behov, endring, {navn: lest(behov, navn) for navn in endring.felt})
    if not behov.pk:
        behov.rekkefolge = (plan.behov.aggregate(siste=Max("rekkefolge"))["siste"] or 0) + 1
    behov.full_clean(exclude=["plan"])
    behov.save()
    if "maal" in endret:
        behov.maal.set(endret["maal"])
    logg(plan, handling, bruker=bruker, objekt=behov, navn=behov.navn)
    return behov


@transaction.atomic
def slett(behov: Kompetansebehov, *, bruker: Bruker) -> None:
    """Delete a need with what it rests on. Its measures stay; a finding that it came from waits again."""
    plan = laas_plan(behov.plan, bruker=bruker)
    logg(plan, "kompetansebehov.slettet", bruker=bruker, objekt=behov, navn=behov.navn)
    behov.delete()


@transaction.atomic
def flytt(behov: Kompetansebehov, plass: int, *, bruker: Bruker) -> None:
    """Give a need this place (1 is the first) among those of its category."""
    plan = laas_plan(behov.plan, bruker=bruker)
    alle = sorted(plan.behov.all(), key=lambda ett: (ett.kategori_id or 0) != (behov.kategori_id or 0))
    sett_plass(alle, next(ett for ett in alle if ett.pk == behov.pk), plass)
    logg(plan, "kompetansebehov.flyttet", bruker=bruker, objekt=behov, navn=behov.navn, plass=plass)


@transaction.atomic
def legg_til_grunnlag(grunnlag: Behovsgrunnlag, fil: VedleggInfo | None = None, *, bruker: Bruker) -> Behovsgrunnlag:
    """Say what a need rests on, with a checked file or without."""
    plan = laas_plan(grunnlag.behov.plan, bruker=bruker)
    if fil:
        grunnlag.lastet_opp_av = bruker
        for felt, verdi in lagre_vedlegg(plan.kommune_id, fil).items():
            setattr(grunnlag, felt, verdi)
    grunnlag.full_clean(exclude=["behov", "lastet_opp_av"])
    grunnlag.save()
    logg(plan, "behovsgrunnlag.lagt_til", bruker=bruker, objekt=grunnlag.behov, slag=str(grunnlag.slag))
    return grunnlag


@transaction.atomic
def fjern_grunnlag(grunnlag: Behovsgrunnlag, *, bruker: Bruker) -> None:
    """The stored bytes of a file may be others' too, and stay."""
    plan = laas_plan(grunnlag.behov.plan, bruker=bruker)
    logg(plan, "behovsgrunnlag.fjernet", bruker=bruker, objekt=grunnlag.behov, slag=str(grunnlag.slag))
    grunnlag.delete()
