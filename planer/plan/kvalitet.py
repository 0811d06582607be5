"""«Er planen god?»: what a plan lacks, worked out from its rows, each with the place where it is mended. Stops nobody.

A rule is a condition on the rows of one kind: all rules of a kind are asked in one statement.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from planer.models import (
    Kompetansebehov,
    Kompetanseplan,
    Maal,
    Plannivaa,
    Planseksjon,
    Steg,
    Tiltak,
    Tiltaksdeltaker,
    Tiltakskostnad,
)


@dataclass(frozen=True)
class Regel:
    """`brudd` is the condition of the rows that break it. `si` is what is said of one (`navn`) or several (`antall`),
    `bra` of none, and `rett` the words of the link. `steg` is the step where it belongs; None for the plan as a whole."""

    kode: str
    modell: type
    brudd: Any
    si: Promise
    bra: Promise
    rett: Promise
    steg: Steg | None = None


def _finnes(modell: type, felt: str, **mer) -> Exists:
    return Exists(modell.objects.filter(**{felt: OuterRef("pk")}, **mer).order_by())


def har_tiltak(felt: str) -> Exists:
    """A measure that is not stopped points at the row by this field of its."""
    return Exists(Tiltak.objects.virker().filter(**{felt: OuterRef("pk")}).order_by())


_deltakere = Tiltaksdeltaker.objects.filter(tiltak=OuterRef("pk")).order_by()
_en_navngitt = Exists(_deltakere) & ~Exists(_deltakere.values("tiltak").annotate(n=Count("pk")).filter(n__gt=1))

# What rows of each kind count: goals worked towards, measures that are not stopped.
RADER: dict[type, Callable[[Kompetanseplan], QuerySet]] = {
    Kompetanseplan: lambda plan: Kompetanseplan.objects.filter(pk=plan.pk),
    Planseksjon: lambda plan: Planseksjon.objects.filter(plan=plan),
    Maal: lambda plan: Maal.objects.filter(plan=plan).gjelder(),
    Kompetansebehov: lambda plan: Kompetansebehov.objects.filter(plan=plan),
    Tiltak: lambda plan: Tiltak.objects.virker().filter(plan=plan),
}

REGLER = (
    Regel(
        "uten_overordnet",
        Kompetanseplan,
        Q(overordnet__isnull=True) & ~Q(nivaa=Plannivaa.KOMMUNE),
        ngettext_lazy(
            "Planen bygger ikke på noen plan over.", "%(antall)d planer bygger ikke på noen plan over.", "antall"
        ),
        _("Planen bygger på en plan over."),
        _("Velg planen den bygger på"),
    ),
    Regel(
        "tom_seksjon",
        Planseksjon,
        Q(tekst="") | Q(mal__isnull=False, tekst=F("mal__tekst")),
        ngettext_lazy(
            "«%(navn)s» er ikke skrevet.", "%(antall)d tekster er ikke skrevet, blant dem «%(navn)s».", "antall"
        ),
        _("Alle tekstene er skrevet."),
        _("Skriv teksten"),
    ),
    Regel(
        "kan_ikke_maales",
        Maal,
        Q(maaltall__isnull=True) | Q(indikator="", beregning=""),
        ngettext_lazy("«%(navn)s» kan ikke måles.", "%(antall)d mål kan ikke måles, blant dem «%(navn)s».", "antall"),
        _("Alle mål kan måles."),
        _("Skriv hva dere måler"),
        Steg.MAAL,
    ),
    Regel(
        "uten_anker",
        Maal,
        Q(over__isnull=True),
        ngettext_lazy(
            "«%(navn)s» er ikke forankret i noe over.",
            "%(antall)d mål er ikke forankret i noe over, blant dem «%(navn)s».",
            "antall",
        ),
        _("Alle mål er forankret i noe over."),
        _("Velg hva målet bidrar til"),
        Steg.MAAL,
    ),
    Regel(
        "maal_uten_vei",
        Maal,
        ~_finnes(Kompetansebehov, "maal") & ~har_tiltak("maal"),
        ngettext_lazy(
            "«%(navn)s» har verken behov eller tiltak.",
            "%(antall)d mål har verken behov eller tiltak, blant dem «%(navn)s».",
            "antall",
        ),
        _("Alle mål har behov eller tiltak."),
        _("Se målet"),
        Steg.BEHOV,
    ),
    Regel(
        "uten_driver",
        Kompetansebehov,
        Q(driver__isnull=True),
        ngettext_lazy(
            "«%(navn)s» sier ikke hva som driver behovet.",
            "%(antall)d behov sier ikke hva som driver dem, blant dem «%(navn)s».",
            "antall",
        ),
        _("Alle behov sier hva som driver dem."),
        _("Velg hva som driver behovet"),
        Steg.BEHOV,
    ),
    Regel(
        "uten_antall",
        Kompetansebehov,
        Q(har__isnull=True) | Q(trenger__isnull=True),
        ngettext_lazy("«%(navn)s» mangler antall.", "%(antall)d behov mangler antall, blant dem «%(navn)s».", "antall"),
        _("Alle behov har antall."),
        _("Sett antall"),
        Steg.BEHOV,
    ),
    Regel(
        "kritisk_uten_tiltak",
        Kompetansebehov,
        Q(kritisk=True) & ~har_tiltak("behov"),
        ngettext_lazy(
            "Det kritiske behovet «%(navn)s» har ingen tiltak.",
            "%(antall)d kritiske behov har ingen tiltak, blant dem «%(navn)s».",
            "antall",
        ),
        _("Alle kritiske behov har tiltak."),
        _("Se behovet"),
        Steg.TILTAK,
    ),
    Regel(
        "tiltak_uten_anker",
        Tiltak,
        Exists(Tiltak.objects.uten_anker().filter(pk=OuterRef("pk")).order_by()),
        ngettext_lazy(
            "«%(navn)s» møter ikke noe behov eller mål.",
            "%(antall)d tiltak møter ikke noe behov eller mål, blant dem «%(navn)s».",
            "antall",
        ),
        _("Alle tiltak møter et behov eller et mål."),
        _("Velg hva tiltaket møter"),
        Steg.TILTAK,
    ),
    Regel(
        "uten_ansvarlig",
        Tiltak,
        Q(ansvarlig__isnull=True, ansvarlig_tekst=""),
        ngettext_lazy(
            "«%(navn)s» har ingen ansvarlig.", "%(antall)d tiltak har ingen ansvarlig, blant dem «%(navn)s».", "antall"
        ),
        _("Alle tiltak har en ansvarlig."),
        _("Velg hvem"),
        Steg.TILTAK,
    ),
    Regel(
        "uten_frist",
        Tiltak,
        Q(frist__isnull=True, frist_tekst=""),
        ngettext_lazy(
            "«%(navn)s» har ingen frist.", "%(antall)d tiltak har ingen frist, blant dem «%(navn)s».", "antall"
        ),
        _("Alle tiltak har frist."),
        _("Sett frist"),
        Steg.TILTAK,
    ),
    Regel(
        "uten_penger",
        Tiltak,
        Q(kostnad_tekst="") & ~_finnes(Tiltakskostnad, "tiltak"),
        ngettext_lazy(
            "«%(navn)s» sier ikke hva det koster.",
            "%(antall)d tiltak sier ikke hva de koster, blant dem «%(navn)s».",
            "antall",
        ),
        _("Alle tiltak sier hva de koster."),
        _("Skriv kostnaden, også når den er null"),
        Steg.TILTAK,
    ),
    Regel(
        "uten_evaluering",
        Tiltak,
        Q(evalueringsnivaaer=[], evaluering=""),
        ngettext_lazy(
            "«%(navn)s» sier ikke hvordan dere ser om det virket.",
            "%(antall)d tiltak sier ikke hvordan dere ser om de virket, blant dem «%(navn)s».",
            "antall",
        ),
        _("Alle tiltak sier hvordan dere ser om de virket."),
        _("Velg hvordan det evalueres"),
        Steg.TILTAK,
    ),
    Regel(
        "en_deltaker",
        Tiltak,
        Q(antall=1) | Q(Q(antall__isnull=True) & _en_navngitt),
        ngettext_lazy(
            "«%(navn)s» er for én alene. Den som lærer sammen med noen, får oftere brukt det.",
            "%(antall)d tiltak er for én alene, blant dem «%(navn)s».",
            "antall",
        ),
        _("Ingen lærer alene."),
        _("Se tiltaket"),
        Steg.TILTAK,
    ),
)
# Code of a rule → its condition.
BRUDD = {regel.kode: regel.brudd for regel in REGLER}


class Punkt(NamedTuple):
    """One point of the list: how it looks (`se` or `bra`), what it says, and where it is mended."""

    regel: Regel
    tone: str
    tekst: str
    url: str = ""


def punkter(plan: Kompetanseplan, regler: Sequence[Regel] = REGLER) -> list[Punkt]:
    """What the plan lacks, and then what is as it should be. A statement for each kind of rows."""
    svar = []
    for modell, regler_der in _per_modell(regler).items():
        rader = list(_vurdert(modell, regler_der, plan))
        svar += [_punkt(regel, [rad for rad in rader if getattr(rad, regel.kode)]) for regel in regler_der if rader]
    return sorted(svar, key=lambda punkt: (punkt.tone == "bra", REGLER.index(punkt.regel)))


def for_steget(plan: Kompetanseplan, steg: Steg) -> list[Punkt]:
    """What a page of the step shows: what belongs to the steps so far."""
    return punkter(plan, [regel for regel in REGLER if regel.steg and regel.steg <= steg])


def _per_modell(regler):
    per_modell = {modell: [regel for regel in regler if regel.modell is modell] for modell in RADER}
    return {modell: regler_der for modell, regler_der in per_modell.items() if regler_der}


def _vurdert(modell, regler, plan):
    """The rows of one kind, each with what rules it breaks."""
    brudd = {regel.kode: Case(When(regel.brudd, then=Value(True)), default=Value(False)) for regel in regler}
    return RADER[modell](plan).annotate(**brudd)


def _punkt(regel, brudd):
    if not brudd:
        return Punkt(regel, "bra", str(regel.bra))
    tekst = regel.si % {"antall": len(brudd), "navn": str(brudd[0])}
    return Punkt(regel, "se", tekst, _lenke(brudd[0]))


def _lenke(rad):
    if isinstance(rad, Kompetanseplan):
        return reverse("planer:plan-update", args=[rad.pk])
    if isinstance(rad, Planseksjon):
        return reverse("planer:planseksjon-update", args=[rad.pk])
    return rad.get_absolute_url()
