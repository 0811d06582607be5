"""What came of the meeting: measures proposed, and what is the unit's own put into its plan."""

from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kompetanse.felles.samskriving import Endring
from kompetanse.organisasjon.models import Bruker
from planer.behov import styring as behovstyring
from planer.drofting.endring import STYRE, i_moterommet, les, logg
from planer.models import (
    Behovsoverforing,
    Innspillsgruppe,
    Kompetansebehov,
    Kompetansedrofting,
    Kompetanseplan,
    Tiltak,
    Tiltaksforslag,
)
from planer.tiltak import styring as tiltakstyring


@transaction.atomic
def foreslaa(forslag: Tiltaksforslag, endring: Endring | None = None, *, bruker: Bruker) -> Tiltaksforslag:
    """Store a measure that the meeting proposes, new or changed. The same proposed twice is told. Raises Uenig."""
    rom = i_moterommet(forslag.drofting, bruker=bruker)
    if forslag.pk and endring:
        forslag = endring.inn_i(forslag)
    forslag.enhet = rom.drofting.enhet
    forslag.full_clean(exclude=["drofting", "enhet"], validate_constraints=False)
    forslag.validate_constraints()
    forslag.save()
    logg(rom.drofting, "forslag", bruker=bruker, tiltak=forslag.navn, for_hele=forslag.for_hele)
    return forslag


@transaction.atomic
def slett(forslag: Tiltaksforslag, *, bruker: Bruker) -> None:
    """Take a proposal back while the meeting goes on."""
    rom = i_moterommet(forslag.drofting, bruker=bruker)
    logg(rom.drofting, "forslag_slettet", bruker=bruker, tiltak=forslag.navn)
    forslag.delete()


def behov_som_venter(drofting: Kompetansedrofting) -> list[Innspillsgruppe]:
    """The needs that are not put into a plan: the critical groups, and those that the unit proposes something for."""
    grupper = drofting.grupper.filter(overforing__isnull=True).prefetch_related("forslag", "innspill")
    return [gruppe for gruppe in grupper if gruppe.kritisk or any(not ett.for_hele for ett in gruppe.forslag.all())]


def tiltak_som_venter(drofting: Kompetansedrofting) -> list[Tiltaksforslag]:
    return list(drofting.forslag.for_enheten().filter(lagt_inn__isnull=True).select_related("gruppe"))


@transaction.atomic
def legg_inn(
    drofting: Kompetansedrofting,
    plan: Kompetanseplan,
    grupper: Collection[Innspillsgruppe],
    forslag: Collection[Tiltaksforslag],
    *,
    bruker: Bruker,
) -> int:
    """Put needs and measures into a plan of the unit, each once, whoever presses and how often. Returns how many were new.

    A measure serves the need of its group when that is in the same plan. Raises ValidationError when the plan is not open,
    or the meeting not held.
    """
    # The plan before the meeting, as everywhere.
    plan = Kompetanseplan.objects.select_for_update(of=("self",), no_key=True).select_related("enhet").get(pk=plan.pk)
    drofting = les(drofting, bruker=bruker, rett=STYRE, laas=True)
    if not drofting.er_avsluttet:
        raise ValidationError(_("Avslutt møtet først."))
    if plan.enhet_id != drofting.enhet_id or not bruker.has_perm("planer.change_plan", plan):
        raise ValidationError(_("Planen kan ikke endres nå. Velg en plan som er under arbeid."), code="plan")
    # What was put in by someone else meanwhile is left out.
    venter = {gruppe.pk for gruppe in behov_som_venter(drofting)}
    nye = [_nytt_behov(gruppe, plan, bruker) for gruppe in grupper if gruppe.pk in venter]
    venter = {ett.pk for ett in tiltak_som_venter(drofting)}
    nye += [_nytt_tiltak(ett, plan, bruker) for ett in forslag if ett.pk in venter]
    logg(drofting, "lagt_inn", bruker=bruker, plan=plan.tittel, antall=len(nye))
    return len(nye)


def _nytt_behov(gruppe, plan, bruker):
    innspill = [ett.tekst for ett in gruppe.innspill.all()]
    behov = Kompetansebehov(
        plan=plan,
        navn=gruppe.navn,
        kritisk=gruppe.kritisk,
        beskrivelse="\n".join(innspill)[:2000],
        opphav=Kompetansebehov.Opphav.DROFTING,
    )
    behov = behovstyring.lagre(behov, bruker=bruker)
    return Behovsoverforing.objects.create(gruppe=gruppe, behov=behov)


def _nytt_tiltak(forslag, plan, bruker):
    overforing = Behovsoverforing.objects.filter(gruppe=forslag.gruppe_id, behov__plan=plan).first()
    behov = [overforing.behov] if forslag.gruppe_id and overforing else []
    tiltak = Tiltak(plan=plan, navn=forslag.navn, beskrivelse=forslag.hvorfor)
    forslag.tiltak = tiltakstyring.lagre(tiltak, Endring({"behov": behov}), bruker=bruker)
    forslag.lagt_inn = timezone.now()
    forslag.save(update_fields=["tiltak", "lagt_inn"])
    return forslag
