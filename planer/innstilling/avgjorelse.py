"""What was decided of a point, and what comes of it in the plans: a common measure, back to the units, or not now.

Locks are taken in this order: the innstilling, the plan. Each point is decided once.
"""

from collections.abc import Iterable
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from kompetanse.felles.formats import i_setning
from kompetanse.felles.samskriving import Endring
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Bruker, Enhet
from kompetanse.organisasjon.models.enhet import sti_innenfor
from planer.innstilling import meldinger
from planer.innstilling.livslop import LIVSLOP
from planer.models import (
    Innstilling,
    Innstillingspunkt,
    Iverksetting,
    Kompetansebehov,
    Kompetanseplan,
    Maal,
    Tiltak,
    Tiltaksforslag,
)
from planer.tiltak.styring import Kostnad, lagre

Utfall, Slik = Innstillingspunkt.Utfall, Innstillingspunkt.Slik


class Avgjort(NamedTuple):
    """A point that is decided, and the units that got no measure in a plan of their own, since there is none to change."""

    punkt: Innstillingspunkt
    uten_plan: list[Enhet]


class Forslagsstiller(NamedTuple):
    """A proposal, and the unit that it is of now."""

    forslag: Tiltaksforslag
    enhet: Enhet


@transaction.atomic
def avgjor(
    punkt: Innstillingspunkt,
    *,
    bruker: Bruker,
    utfall: str,
    slik: str = "",
    grunn: str = "",
    enheter: Iterable[Enhet] = (),
) -> Avgjort:
    """Enter what was decided of a point: in the plans, for the units, and with a task for each leader concerned.

    `enheter` are units that it concerns besides those that proposed it; of one that is merged with another, that other.
    Raises ValidationError when it is decided already, and when the overall plan cannot be changed now.
    """
    _krev_uavgjort(LIVSLOP.laas(punkt.innstilling), punkt)
    innstilling = LIVSLOP.begynn(punkt.innstilling, "avgjor", bruker=bruker)
    punkt = innstilling.punkter.get(pk=punkt.pk)
    stillere = _stillere(punkt)
    alle = list(dict.fromkeys([ett.enhet for ett in stillere] + [naavaerende(ett) for ett in enheter]))
    uten_plan = []
    if utfall == Utfall.FELLES and slik == Slik.ETT:
        punkt.tiltak = _ett_felles(punkt, innstilling, alle, stillere, bruker)
    elif utfall == Utfall.FELLES:
        uten_plan = _kopier(punkt, innstilling, alle, stillere, bruker)
    elif utfall == Utfall.LOKALT:
        alle = list(dict.fromkeys(ett.enhet for ett in stillere))
        Tiltaksforslag.objects.filter(innstilt__punkt=punkt).update(for_hele=False)
    _skriv(punkt, bruker, utfall, slik if utfall == Utfall.FELLES else "", grunn, alle)
    if utfall != Utfall.IKKE_NAA:
        _sett_i_verk(innstilling, alle)
    _avslutt(innstilling)
    meldinger.avgjort(punkt, alle, fra=bruker)
    return Avgjort(punkt, uten_plan)


def _krev_uavgjort(innstilling, punkt):
    """Under the lock: the second of two who enter the same point is told what the first entered."""
    naa = innstilling.punkter.exclude(avgjort=None).filter(pk=punkt.pk).first()
    if naa is not None:
        raise ValidationError(
            _("«%(punkt)s» er allerede avgjort: %(utfall)s.")
            % {"punkt": naa, "utfall": i_setning(naa.get_utfall_display())},
            code="stale",
        )


def naavaerende(enhet: Enhet) -> Enhet:
    """The unit itself, or the one that it has gone on in."""
    while enhet.videre_i:
        enhet = enhet.videre_i
    return enhet


def _stillere(punkt):
    forslag = Tiltaksforslag.objects.filter(innstilt__punkt=punkt).order_by("pk")
    forslag = forslag.select_related("enhet__videre_i", "gruppe__overforing__behov")
    return [Forslagsstiller(ett, naavaerende(ett.enhet)) for ett in forslag]


def _skriv(punkt, bruker, utfall, slik, grunn, enheter):
    punkt.utfall, punkt.slik, punkt.grunn = utfall, slik, grunn
    punkt.avgjort, punkt.avgjort_av = timezone.now(), bruker
    punkt.full_clean(exclude=["innstilling"])
    punkt.save()
    punkt.enheter.set(enheter)
    tilgang.logg(punkt.innstilling, "innstilling.avgjort", *tilgang.HR, bruker=bruker, punkt=punkt.navn, utfall=utfall)


def _sett_i_verk(innstilling, enheter):
    """A task for the leader of each unit, and of each one below it that has a plan; one for all that is decided of the
    innstilling."""
    under = Q(pk__in=[])
    for enhet in enheter:
        under |= sti_innenfor(enhet.path, "enhet__path")
    med_plan = [plan.enhet for plan in planer_for(innstilling.aar).filter(under)]
    Iverksetting.objects.bulk_create(
        (Iverksetting(innstilling=innstilling, enhet=enhet) for enhet in dict.fromkeys([*enheter, *med_plan])),
        ignore_conflicts=True,
    )


def _avslutt(innstilling):
    if not innstilling.punkter.filter(avgjort=None).exists():
        innstilling.status = Innstilling.Status.VEDTATT
        innstilling.save(update_fields=["status"])


# --- In the plans -----------------------------------------------------------------------------------


def planer_for(aar: int) -> QuerySet[Kompetanseplan]:
    """The plans of units that cover a year, those that measures are followed up in first."""
    i_aaret = Q(fra__year__lte=aar, til__year__gte=aar)
    planer = Kompetanseplan.objects.for_enheter().aapne().filter(i_aaret)
    return planer.select_related("enhet").order_by("slag", "-fra")


def kommuneplanen(aar: int) -> Kompetanseplan | None:
    """The overall plan that owns what is common in a year."""
    return planer_for(aar).filter(enhet__depth=1).first()


def _ett_felles(punkt, innstilling, enheter, stillere, bruker):
    """One measure in the overall plan, common for the units: what it costs counts there, once."""
    plan = kommuneplanen(innstilling.aar)
    if plan is None:
        raise ValidationError(
            _("Kommunen har ingen plan for %(aar)s. Lag den først, eller velg et eget tiltak i planen til hver enhet.")
            % {"aar": innstilling.aar}
        )
    if plan.status == Kompetanseplan.Status.TIL_BEHANDLING:
        raise ValidationError(
            _(
                "«%(plan)s» ligger til vedtak og kan ikke endres nå. Vent til den er vedtatt, eller velg et eget tiltak i "
                "planen til hver enhet."
            )
            % {"plan": plan}
        )
    kostnader = []
    if punkt.kostnad and punkt.kilde:
        kostnader = [Kostnad(innstilling.aar, punkt.kilde, punkt.kostnad)]
    tiltak = lagre(
        _tiltak(punkt, plan, Tiltak.Styring.SENTRALT),
        Endring(
            {
                "maal": list(punkt.maal.filter(plan=plan)),
                "behov": _behov(stillere),
                "felles_for": enheter,
                "kostnader": kostnader,
            }
        ),
        bruker=bruker,
    )
    _ble_til([ett.forslag for ett in stillere], tiltak)
    return tiltak


def _kopier(punkt, innstilling, enheter, stillere, bruker):
    """A measure in the plan of each unit, with costs that the unit itself finds. Returns the units without a plan to
    change: none for the year, or one that is up for adoption."""
    planer = {}
    for plan in planer_for(innstilling.aar).filter(enhet__in=enheter):
        planer.setdefault(plan.enhet_id, plan)
    uten = []
    for enhet in enheter:
        plan, egne = planer.get(enhet.pk), [ett for ett in stillere if ett.enhet == enhet]
        if plan is None or plan.status == Kompetanseplan.Status.TIL_BEHANDLING:
            uten.append(enhet)
            continue
        maal = Maal.objects.filter(plan=plan, over__in=punkt.maal.all())
        endring = Endring({"maal": list(maal), "behov": [ett for ett in _behov(egne) if ett.plan_id == plan.pk]})
        _ble_til(
            [ett.forslag for ett in egne], lagre(_tiltak(punkt, plan, Tiltak.Styring.LOKALT), endring, bruker=bruker)
        )
    return uten


def _tiltak(punkt, plan, styring):
    return Tiltak(
        plan=plan,
        navn=punkt.navn,
        beskrivelse=punkt.vurdering,
        satsingsomraade=punkt.satsingsomraade,
        status=Tiltak.Status.PLANLAGT,
        styring=styring,
    )


def _behov(stillere) -> list[Kompetansebehov]:
    """What the units have taken into their plans of the groups that they proposed it from."""
    funnet = []
    for ett in stillere:
        overforing = getattr(ett.forslag.gruppe, "overforing", None)
        if overforing is not None and overforing.behov is not None:
            funnet.append(overforing.behov)
    return list(dict.fromkeys(funnet))


def _ble_til(forslagene, tiltak):
    pk = [ett.pk for ett in forslagene]
    Tiltaksforslag.objects.filter(pk__in=pk).update(tiltak=tiltak, lagt_inn=timezone.now())
