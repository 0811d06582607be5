"""What the page of a planned evaluation shows."""

from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evaluering.deltakere import antall_deltakere
from evaluering.models import Evaluering, Evalueringsniva, Indikator, Nivaastandard
from evaluering.plan import planlegging
from evaluering.plan.mangler import Mangel, Plan
from kompetanse.felles.formats import dato, periode, tall
from kompetanse.felles.models import Hendelse
from kompetanse.organisasjon.models import Bruker
from kurs.models import Kjoring
from planer.models import Tiltak

Status = Evalueringsniva.Status
# Status → tone and icon of its label.
UTSEENDE = {
    Status.PLANLAGT: ("noytral", ""),
    Status.I_GANG: ("vent", ""),
    Status.FERDIG: ("ok", "Checkmark"),
    Status.RAKK_IKKE: ("nei", "CircleSlash"),
}


@dataclass(frozen=True)
class Nivarad:
    """One level: the question that it answers, how it is asked, and what is in the way."""

    niva: Evalueringsniva
    sporsmaal: str
    mangler: list[Mangel]

    @property
    def hvordan(self) -> str:
        """«Egenvurdering · Kort skjema»; a form that is named after its method says it once."""
        metode, skjema = str(self.niva.get_metode_display()), str(self.niva.skjema or "")
        return skjema if skjema.startswith(metode) else " · ".join(filter(None, [metode, skjema]))

    @property
    def naar(self) -> str:
        """«12. mars 2027», or how many days after what as long as that is unknown."""
        niva = self.niva
        naar = dato(niva.dato) if niva.dato else niva.regnet
        return _("%(naar)s, og før start") % {"naar": naar} if niva.ogsaa_foer else naar

    @property
    def status(self) -> tuple[str, str, str]:
        """Text, tone and icon."""
        return (self.niva.get_status_display(), *UTSEENDE[self.niva.status])


@dataclass(frozen=True)
class Planbilde:
    """A planned evaluation, and what stands in the way of it."""

    evaluering: Evaluering
    bruker: Bruker

    @cached_property
    def plan(self) -> Plan:
        nivaaer = list(self.evaluering.nivaaer.select_related("skjema"))
        antall = antall_deltakere(self.evaluering)
        return Plan(self.evaluering, nivaaer, self.indikatorer, len(self.atferd), timezone.localdate(), antall)

    @cached_property
    def indikatorer(self) -> list[Indikator]:
        return list(self.evaluering.indikatorer.select_related("maal"))

    @cached_property
    def atferd(self) -> list[str]:
        return [rad.tekst for rad in self.evaluering.atferd.all()]

    @cached_property
    def mangler(self) -> list[Mangel]:
        return self.plan.mangler()

    @property
    def felles_mangler(self) -> list[Mangel]:
        """What is in the way of all levels."""
        return [mangel for mangel in self.mangler if not mangel.niva]

    @cached_property
    def nivaaer(self) -> list[Nivarad]:
        sporsmaal = dict(Nivaastandard.objects.values_list("niva", "sporsmaal"))
        return [
            Nivarad(niva, sporsmaal.get(niva.niva, ""), [ett for ett in self.mangler if ett.niva == niva.niva])
            for niva in self.plan.nivaaer
        ]

    @property
    def felter(self) -> list[tuple[str, str]]:
        evaluering = self.evaluering
        return [
            (_("Tiden"), periode(evaluering.start, evaluering.slutt) if evaluering.slutt else ""),
            (_("Enhet"), str(evaluering.enhet)),
            (_("Deltakere"), tall(self.plan.deltakere) if self.plan.deltakere else ""),
            (_("Evalueres av"), str(evaluering.evaluator or "")),
        ]

    @cached_property
    def kan_endre(self) -> bool:
        return self.bruker.has_perm(planlegging.RETT, self.evaluering)

    @property
    def kan_slettes(self) -> bool:
        return self.kan_endre and planlegging.kan_slettes(self.evaluering)

    @cached_property
    def endringer(self) -> list[Hendelse]:
        """What has been changed after it began, the newest first."""
        hendelser = Hendelse.objects.for_objekt(self.evaluering).filter(handling="evaluering.endret")
        return list(hendelser.select_related("utfort_av__person").order_by("-tidspunkt", "-pk"))


def ved_siden_av_tiltaket(tiltak: Tiltak, bruker: Bruker) -> dict | None:
    """The card on the page of a measure: what is planned, and where it is planned; None for one who has neither."""
    planlagte = _planlagte(bruker, tiltak=tiltak)
    kan_planlegge = bruker.has_perm(planlegging.RETT, Evaluering(tiltak=tiltak, enhet=tiltak.plan.enhet))
    har_egen = any(ett.er_av_tiltaket for ett in planlagte)
    evaluerte = {ett.midler_id for ett in planlagte}
    midler = [rad for rad in tiltak.midler.all() if rad.innvilget and rad.pk not in evaluerte] if kan_planlegge else []
    planlegg = (
        reverse("evaluering:evaluering-create-tiltak", args=[tiltak.pk]) if kan_planlegge and not har_egen else ""
    )
    return _kort(
        planlagte,
        planlegg,
        [(rad.nummer, reverse("evaluering:evaluering-create-midler", args=[rad.pk])) for rad in midler],
    )


def ved_siden_av_kjoringen(kjoring: Kjoring, bruker: Bruker) -> dict | None:
    """The card on the page of a run, in the same way."""
    planlagte = _planlagte(bruker, kjoring=kjoring)
    kan_planlegge = bruker.has_perm(planlegging.RETT, Evaluering(kjoring=kjoring, enhet=kjoring.kurs.enhet))
    planlegg = reverse("evaluering:evaluering-create-kjoring", args=[kjoring.pk]) if kan_planlegge else ""
    return _kort(planlagte, "" if planlagte else planlegg)


def _planlagte(bruker, **hva):
    return list(Evaluering.objects.visible_to(bruker).for_list().filter(**hva).order_by("planlagt", "pk"))


def _kort(planlagte, planlegg, midler=()):
    if not (planlagte or planlegg or midler):
        return None
    return {"planlagte": [(ett, i_ord(ett)) for ett in planlagte], "planlegg": planlegg, "midler": midler}


def i_ord(evaluering: Evaluering) -> str:
    """«Fire nivåer, det siste 12. mars 2027»."""
    nivaaer = evaluering.nivaaer.all()
    antall = ngettext("%(antall)s nivå", "%(antall)s nivåer", len(nivaaer)) % {"antall": len(nivaaer)}
    siste = max((niva.dato for niva in nivaaer if niva.dato), default=None)
    return _("%(antall)s, det siste %(dato)s") % {"antall": antall, "dato": dato(siste)} if siste else antall
