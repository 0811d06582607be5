"""What came of the measures and applications of a thread: the money, who took part, and how many were evaluated."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from decimal import Decimal

from django.db.models import Count, Q, Sum
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kompetanse.felles.formats import i_setning, kr, og_liste, tall
from kompetanse.oversikt.rodtraad.samling import Samling
from planer.models import Tiltak
from planer.tiltak.penger import Penger, kostnader_av, penger, penger_delt
from soknader.models import Soknad

_begynt = Q(status__in=(Tiltak.Status.I_GANG, Tiltak.Status.FERDIG))
AV_TILTAK = {
    "planlagte": Sum("antall", filter=_begynt),
    "begynt": Count("pk", filter=_begynt),
    "evaluert": Count("pk", filter=Q(evaluert__isnull=False)),
}
AV_SOKNADER = {
    "innvilget": Sum("vedtak__belop", filter=Q(status__in=Soknad.Status.gitt_penger())),
    "brukt": Sum("sluttrapport__faktisk_kostnad"),
    "tilbake": Sum("sluttrapport__tilbakefort"),
    "deltakere": Sum("sluttrapport__antall_deltakere"),
    "rapporter": Count("sluttrapport"),
    "avgjort": Count("pk", filter=Q(status__in=Soknad.Status.avgjorte())),
}


@dataclass(frozen=True)
class Utfall:
    """Sums of measures, and of applications; None where nobody has said anything."""

    planlagte: int | None = None
    begynt: int = 0
    evaluert: int = 0
    innvilget: Decimal | None = None
    brukt: Decimal | None = None
    tilbake: Decimal | None = None
    deltakere: int | None = None
    rapporter: int = 0
    avgjort: int = 0
    kostnader: Penger = Penger()

    @property
    def penger(self) -> list[str]:
        """What was granted and used, and what is said along with it; without an application what the plans themselves pay.
        Empty when there is no money."""
        if self.innvilget:
            brukt = _("%s brukt") % kr(self.brukt) if self.rapporter else ""
            tekst = brukt or _("%s innvilget") % kr(self.innvilget)
            under = _("av %s innvilget") % kr(self.innvilget) if brukt else _("rapporten er ikke levert")
            return [tekst, under, _("%s ført tilbake") % kr(self.tilbake)] if self.tilbake else [tekst, under]
        if self.kostnader.sum > Decimal(0):
            kilder = og_liste(i_setning(kilde) for kilde, belop in self.kostnader.per_kilde if belop)
            return [_("%s planlagt") % kr(self.kostnader.sum), kilder]
        return []

    @property
    def tok_del(self) -> list[str]:
        """Those of the reports, or else of the measures that have begun, in the same way; unknown is never 0."""
        if self.rapporter:
            return [_deltok(self.deltakere), _("etter rapportene")]
        if self.planlagte:
            return [_deltok(self.planlagte), _("planlagt i tiltak som er i gang eller gjennomført")]
        if self.begynt:
            return [_("Antall er ikke skrevet"), _("tiltaket er i gang eller gjennomført")]
        return []


def _deltok(antall):
    return ngettext("%s deltaker", "%s deltakere", antall) % tall(antall)


def utfallet(samling: Samling) -> tuple[Utfall, dict[str | None, Utfall]]:
    """Of what the reader sees: all together, and of a thread that is told by its parts by `del_sti`."""
    av_tiltak = _per_del(samling, Tiltak, samling.tiltak, AV_TILTAK)
    av_soknader = _per_del(samling, Soknad, samling.soknader, AV_SOKNADER)
    alt = {**_sammen(av_tiltak.values()), **_sammen(av_soknader.values())}
    tiltak = Tiltak.objects.filter(pk__in=samling.tiltak.blant).order_by()
    if not samling.er_stor:
        return Utfall(**alt, kostnader=penger(tiltak) if samling.tiltak.nokler else Penger()), {}
    kostnader, kostet = penger_delt(samling.med_del(kostnader_av(tiltak)), "del_sti")
    delene = {*av_tiltak, *av_soknader, *kostet}
    return Utfall(**alt, kostnader=kostnader), {
        ett: Utfall(**av_tiltak.get(ett, {}), **av_soknader.get(ett, {}), kostnader=kostet.get(ett, Penger()))
        for ett in delene
    }


def _per_del(samling, modell, rader, tall_av):
    if not rader.nokler:
        return {}
    alle = samling.med_del(modell.objects.filter(pk__in=rader.blant))
    return {rad.pop("del_sti"): rad for rad in alle.values("del_sti").annotate(**tall_av)}


def _sammen(rader: Iterable[dict]) -> dict:
    """The sums of the same figures of several parts; what none of them says, is left out."""
    rader = list(rader)
    sagt = {felt.name: [rad[felt.name] for rad in rader if rad.get(felt.name) is not None] for felt in fields(Utfall)}
    return {navn: sum(verdier) for navn, verdier in sagt.items() if verdier}
