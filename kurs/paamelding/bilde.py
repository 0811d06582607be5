"""What the pages show of seats and places: how full a run is, and how it stands with one person."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kompetanse.felles.formats import dato_kort, tall
from kurs.models import Kjoring, Kursplass

Status = Kursplass.Status
# Status → tone and icon of its label.
UTSEENDE = {
    Status.SOKT: ("vent", "Hourglass"),
    Status.VENTELISTE: ("vent", "Clock"),
    Status.PLASS: ("ok", "Checkmark"),
    Status.AVMELDT: ("noytral", ""),
    Status.AVSLATT: ("nei", "CircleSlash"),
    Status.FULLFORT: ("ok", "CheckmarkCircle"),
    Status.IKKE_FULLFORT: ("noytral", ""),
}


class Merke(NamedTuple):
    """A label: its words, tone and icon."""

    tekst: str
    tone: str = "noytral"
    ikon: str = ""


def plassmerke(plass: Kursplass) -> Merke:
    return Merke(plass.get_status_display(), *UTSEENDE[plass.status])


@dataclass(frozen=True)
class Belegg:
    """How full a run is. `plasser` is None when there is room for all."""

    plasser: int | None
    tatt: int = 0
    venter: int = 0

    @property
    def ledige(self) -> int | None:
        if self.plasser is None:
            return None
        return 0 if self.venter else max(self.plasser - self.tatt, 0)

    @property
    def er_fullt(self) -> bool:
        return self.ledige == 0

    @property
    def i_ord(self) -> str:
        """«3 plasser igjen», «Fullt, 2 venter», or empty when there is room for all."""
        if self.ledige is None:
            return ""
        if self.ledige:
            return ngettext("%(n)s plass igjen", "%(n)s plasser igjen", self.ledige) % {"n": tall(self.ledige)}
        return _("Fullt, %(n)s venter") % {"n": tall(self.venter)} if self.venter else _("Fullt")


def belegg(kjoringer: Iterable[Kjoring]) -> dict[int, Belegg]:
    """Run → how full it is. One statement."""
    kjoringer, antall = list(kjoringer), defaultdict(dict)
    tellinger = Kursplass.objects.filter(kjoring__in=[ett.pk for ett in kjoringer]).order_by()
    for kjoring_id, status, n in tellinger.values_list("kjoring", "status").annotate(n=Count("pk")):
        antall[kjoring_id][status] = n
    return {
        ett.pk: Belegg(
            ett.plasser,
            tatt=sum(antall[ett.pk].get(status, 0) for status in Status.med_plass()),
            venter=antall[ett.pk].get(Status.VENTELISTE, 0),
        )
        for ett in kjoringer
    }


def egne_plasser(kjoringer: Iterable[Kjoring], person_id: int) -> dict[int, Kursplass]:
    """Run → the person's place there, whatever its state. One statement."""
    plasser = Kursplass.objects.filter(kjoring__in=[ett.pk for ett in kjoringer], person=person_id)
    return {plass.kjoring_id: plass for plass in plasser}


# Of a run that nobody is to sign up for: words, tone and icon.
FERDIGE = {
    Kjoring.Status.UTKAST: (gettext_lazy("Utkast"),),
    Kjoring.Status.AVLYST: (gettext_lazy("Avlyst"), "nei", "CircleSlash"),
    Kjoring.Status.GJENNOMFORT: (gettext_lazy("Gjennomført"), "noytral", "Checkmark"),
}


def kjoringsmerke(kjoring: Kjoring, fullt: Belegg) -> Merke:
    """How the run stands, to one who has no place there."""
    if kjoring.status in FERDIGE:
        tekst, *utseende = FERDIGE[kjoring.status]
        return Merke(str(tekst), *utseende)
    if not kjoring.tar_imot(timezone.now()):
        return Merke(_("Påmeldingen er stengt"))
    if fullt.er_fullt:
        return Merke(fullt.i_ord, "vent", "Clock")
    return Merke(fullt.i_ord or _("Ledig"), "ok")


def frist_i_ord(kjoring: Kjoring) -> str:
    """«Meld deg på innen 5. mars», as long as one can."""
    if not kjoring.paameldingsfrist or not kjoring.tar_imot(timezone.now()):
        return ""
    return _("Meld deg på innen %(dag)s") % {"dag": dato_kort(kjoring.paameldingsfrist)}
