"""What the pages show of measures: one as a row, and all of a plan with what they cost."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kompetanse.felles import formats
from kompetanse.organisasjon.models import Bruker
from planer.models import Kompetansebehov, Kompetanseplan, Maal, Tiltak, Tiltakskostnad
from planer.models.tiltak import Evalueringsnivaa
from planer.tiltak.laerdom import Laerdom, laerdommer, laert_foer
from planer.tiltak.midler import samlet_i_ord
from planer.tiltak.penger import Penger, penger

Status = Tiltak.Status
# Status → tone and icon of its label.
UTSEENDE = {
    Status.FORSLAG: ("noytral", ""),
    Status.PLANLAGT: ("vent", ""),
    Status.I_GANG: ("ok", ""),
    Status.FERDIG: ("ok", "Checkmark"),
    Status.STOPPET: ("noytral", "CircleSlash"),
}
FORSINKET = ("nei", "ExclamationmarkTriangle")


@dataclass(frozen=True)
class Tiltaksrad:
    """One measure as the tables show it, on a day. `nummer` is its place in the plan; None for one of a plan above.
    `laerdom` is what was learnt of it, or of what it carries on."""

    tiltak: Tiltak
    dag: dt.date
    nummer: int | None = None
    laerdom: Laerdom | None = None

    @cached_property
    def url(self) -> str:
        return self.tiltak.get_absolute_url()

    @property
    def behov(self) -> list[Kompetansebehov]:
        return self.tiltak.behovene

    @property
    def maal(self) -> list[Maal]:
        """The goals that it serves: those named, and those that its needs serve."""
        return list(dict.fromkeys([*self.tiltak.maal.all(), *(maal for ett in self.behov for maal in ett.maal.all())]))

    @property
    def kostnader(self) -> list[Tiltakskostnad]:
        return self.tiltak.kostnadene

    @cached_property
    def under(self) -> str:
        """«Utvikle · 3 sykepleiere»."""
        return " · ".join(filter(None, [", ".join(map(str, self.tiltak.maatene)), self.maalgruppe]))

    @cached_property
    def maalgruppe(self) -> str:
        """Whom it is for, in words; empty when nothing is said. Names of people are not told here."""
        tiltak = self.tiltak
        hvem = tiltak.maalgruppe or formats.og_liste(_grupper(tiltak))
        antall = tiltak.antall or len(tiltak.deltakerne)
        if not antall:
            return hvem
        return f"{antall} {formats.i_setning(hvem)}" if hvem else _deltakere(antall)

    @property
    def ansvarlig(self) -> str:
        return str(self.tiltak.ansvarlig or self.tiltak.ansvarlig_tekst)

    @property
    def ansvarlig_har_sluttet(self) -> bool:
        return bool(self.tiltak.ansvarlig and self.tiltak.ansvarlig.har_sluttet and not self.tiltak.er_avsluttet)

    @property
    def frist(self) -> str:
        return formats.dato(self.tiltak.frist) if self.tiltak.frist else self.tiltak.frist_tekst

    @cached_property
    def er_forsinket(self) -> bool:
        return self.tiltak.er_over_fristen(self.dag)

    @cached_property
    def over_fristen(self) -> str:
        """«12 dager over fristen», or empty."""
        return formats.frist(self.tiltak.frist, self.dag) if self.er_forsinket else ""

    @cached_property
    def kostnad(self) -> Decimal | None:
        """All that it costs; None when nothing is said, which is not the same as 0."""
        belop = [rad.belop for rad in self.kostnader]
        return sum(belop) if belop else None

    @cached_property
    def betales_av(self) -> str:
        kilder = dict.fromkeys(formats.i_setning(rad.kilde) for rad in self.kostnader if rad.belop)
        return " · ".join(filter(None, [formats.og_liste(kilder), self.tiltak.kostnad_tekst]))

    @cached_property
    def sentrale_midler(self) -> str:
        """What has been applied for, granted and used of the central money."""
        return samlet_i_ord(self.tiltak.midlene)

    @property
    def felter(self) -> list[tuple[str, str]]:
        """What the page of the measure lists, by name; what is not said is left out, but not what must be said."""
        tiltak = self.tiltak
        maa_ha = [(_("Ansvarlig"), self.ansvarlig), (_("Frist"), self.frist), (_("For hvem"), self.maalgruppe)]
        vikartimer = tiltak.vikartimer and formats.tall(tiltak.vikartimer, 1)
        ellers = [
            (_("Satsingsområde"), tiltak.satsingsomraade),
            (_("Begynner"), tiltak.fra and formats.dato(tiltak.fra)),
            (_("Læringsform"), tiltak.laeringsform),
            (_("Læringsarena"), tiltak.laeringsarena),
            (
                _("Omfang for hver"),
                tiltak.omfang and f"{formats.tall(tiltak.omfang, 1)} {tiltak.get_omfang_i_display()}",
            ),
            (_("Hvem som lærer bort"), tiltak.get_laerer_display()),
            (_("Deltakelse"), tiltak.get_deltakelse_display()),
            (_("Styres"), tiltak.get_styring_display()),
            (_("Tilskudd"), tiltak.tilskudd),
            (_("Vikartimer"), vikartimer),
            (_("Evalueres på"), formats.i_setning(formats.og_liste(self.nivaaer))),
            (_("Slik ser vi om det virket"), tiltak.evaluering),
            (_("Samarbeidspartner"), tiltak.partner),
            (_("Samarbeidet varer til"), tiltak.samarbeid_til and formats.dato(tiltak.samarbeid_til)),
            (_("Lærefag"), tiltak.fag),
            (_("Læreplasser"), tiltak.plasser),
            (_("Felles for"), formats.og_liste(tiltak.felles_for.all())),
            (_("Status med ord"), tiltak.status_tekst),
            (_("Merknad"), tiltak.merknad),
        ]
        return [*maa_ha, *((navn, str(verdi)) for navn, verdi in ellers if verdi)]

    @property
    def nivaaer(self) -> list[str]:
        return [str(Evalueringsnivaa(nivaa).label) for nivaa in self.tiltak.evalueringsnivaaer]

    @property
    def status(self) -> tuple[str, str, str]:
        """Text, tone and icon."""
        if self.er_forsinket:
            return (_("Forsinket"), *FORSINKET)
        return (self.tiltak.get_status_display(), *UTSEENDE[self.tiltak.status])


@dataclass(frozen=True)
class Tiltaksbilde:
    """The measures of a plan in their order, those of plans above that are common for its unit, and what its own cost."""

    plan: Kompetanseplan
    bruker: Bruker
    egne: list[Tiltaksrad]
    felles: list[Tiltaksrad]

    @cached_property
    def penger(self) -> Penger:
        return penger([rad.tiltak for rad in self.egne])

    @cached_property
    def udekkede(self) -> list[Kompetansebehov]:
        """The needs that no measure meets, critical ones first."""
        moeter = (rad for rad in (*self.egne, *self.felles) if rad.tiltak.status != Status.STOPPET)
        dekket = {behov.pk for rad in moeter for behov in rad.behov}
        return sorted(self.plan.behov.exclude(pk__in=dekket), key=lambda ett: not ett.kritisk)

    @cached_property
    def laert_foer(self) -> list[Laerdom]:
        """What the unit has learnt of measures that the plan does not hold or carry on."""
        vist = [rad.laerdom.tiltak for rad in (*self.egne, *self.felles) if rad.laerdom]
        return laert_foer(self.plan, self.bruker, vist)


def tiltaksbilde(plan: Kompetanseplan, bruker: Bruker, *mer: str) -> Tiltaksbilde:
    """The number of statements is the same whatever the number of rows. `mer` are relations to read besides those of
    `for_list`."""
    dag = timezone.localdate()
    egne = list(plan.tiltak.for_list().prefetch_related(*mer))
    felles = Tiltak.objects.for_enheter_visible_to(bruker).felles_i(plan).for_list().prefetch_related(*mer)
    felles = list(felles.select_related("plan__enhet"))
    laert = laerdommer([*egne, *felles], bruker)
    return Tiltaksbilde(
        plan,
        bruker,
        egne=[Tiltaksrad(ett, dag, nummer, laert.get(ett.pk)) for nummer, ett in enumerate(egne, start=1)],
        felles=[Tiltaksrad(ett, dag, laerdom=laert.get(ett.pk)) for ett in felles],
    )


def rad(tiltak: QuerySet[Tiltak], bruker: Bruker, *mer: str) -> Tiltaksrad:
    """The one that is left of these, in its own plan. `mer` as for `tiltaksbilde`. Raises DoesNotExist."""
    ett = tiltak.for_list().prefetch_related(*mer).select_related("plan__enhet").get()
    foer = Q(rekkefolge__lt=ett.rekkefolge) | Q(rekkefolge=ett.rekkefolge, pk__lt=ett.pk)
    nummer = Tiltak.objects.filter(foer, plan=ett.plan_id).count() + 1
    return Tiltaksrad(ett, timezone.localdate(), nummer, laerdommer([ett], bruker).get(ett.pk))


def _grupper(tiltak):
    return [*tiltak.kategoriene, *tiltak.rollene, *tiltak.enhetene]


def _deltakere(antall):
    return ngettext("%(antall)s deltaker", "%(antall)s deltakere", antall) % {"antall": formats.tall(antall)}
