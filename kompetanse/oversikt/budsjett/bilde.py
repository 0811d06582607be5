"""What the page of the budget shows above the split: the years in one picture, the figures, and the year's frame."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.db.models import Sum
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from kompetanse.felles.formats import kr, prosent, tall
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Bruker
from kompetanse.oversikt.budsjett.poster import planene, postene, uten_belop
from kompetanse.oversikt.budsjett.rader import postadresse
from planer.models import Listeverdi
from planer.tiltak.penger import SENTRALT, UAVKLART, Midler, Penger, midler_til, penger_per
from soknader.models import Fordelt
from soknader.ramme.regnskap import Rammeregnskap, aarsregnskap

# Years in the picture, from the one that is shown.
VIST = range(-2, 2)
# How each source is drawn; one that the kommune has added is `annen`.
TONER = {"eget": "hel", SENTRALT: "lys", "tilskudd": "tilskudd", "ekstern": "ekstern", UAVKLART: "stripet"}


@dataclass(frozen=True)
class Stolpe:
    """One year in the picture."""

    aar: int
    penger: Penger
    kilder: list[Listeverdi]
    er_valgt: bool

    @property
    def deler(self) -> list[tuple[str, Decimal, str]]:
        """What each source pays, in the order of the list; the parts of `_maaler.html`."""
        per_kilde = dict(self.penger.per_kilde)
        betaler = [kilde for kilde in self.kilder if per_kilde.get(kilde.navn)]
        return [(kilde.navn, per_kilde[kilde.navn], TONER.get(kilde.kode, "annen")) for kilde in betaler]


@dataclass(frozen=True)
class Rammebilde:
    """The year's frame, and what the measures are planned to take of it. `fordelt` is what has been handed out to the
    reader's units, None where nothing is handed out to them."""

    balanse: Rammeregnskap
    planlagt: Decimal
    fordelt: Decimal | None
    hele_kommunen: bool

    @property
    def gitt(self) -> Decimal:
        return self.balanse.sum.innvilget - self.balanse.sum.tilbakefort

    @property
    def for_mye(self) -> Decimal:
        """How much more is planned than there is centrally; 0 when there is enough."""
        return max(self.planlagt - self.balanse.sum.ramme_belop, Decimal(0))

    @property
    def deler(self) -> list[tuple[str, Decimal, str]]:
        """The central money: given, planned beyond that, and what neither is."""
        ikke_gitt = max(self.planlagt - self.gitt, Decimal(0))
        rest = max(self.balanse.sum.ramme_belop - self.gitt - ikke_gitt, Decimal(0))
        return [
            (_("Innvilget"), self.gitt, "hel"),
            (_("Planlagt i tiltak, ikke innvilget"), ikke_gitt, "stripet"),
            (_("Ikke planlagt"), rest, "ledig"),
        ]

    @property
    def talliste(self) -> list[dict]:
        ramme, sum_ = self.balanse.ramme, self.balanse.sum
        oremerket = sum((pott.ramme_belop for pott in self.balanse.oremerkede), Decimal(0))
        tall = [
            (_("Fordelt til avdelingene"), ramme.fordelt),
            (_("Sentralt"), sum_.ramme_belop),
            (_("Herav øremerket"), oremerket),
            (_("Innvilget"), self.gitt),
            (_("Igjen sentralt"), sum_.ledig),
        ]
        if self.fordelt is not None and not self.hele_kommunen:
            tall.insert(1, (_("Fordelt til dere"), self.fordelt))
        return [{"navn": navn, "verdi": kr(belop)} for navn, belop in tall]


@dataclass(frozen=True)
class Budsjett:
    """All that stands above the split, for one reader and one year."""

    bruker: Bruker
    aar: int

    @cached_property
    def penger(self) -> dict[int, Penger]:
        """Year → what it costs, of the years in the picture."""
        vist = [self.aar + forskjell for forskjell in VIST]
        per_aar = penger_per(postene(self.bruker).filter(aar__in=vist), "aar")
        return {aar: per_aar.get(aar, Penger()) for aar in vist}

    @cached_property
    def kilder(self) -> list[Listeverdi]:
        return list(Listeverdi.objects.filter(liste=Listeverdi.Liste.KILDE))

    @property
    def stolper(self) -> list[Stolpe]:
        return [Stolpe(aar, penger, self.kilder, aar == self.aar) for aar, penger in self.penger.items()]

    @property
    def hoyest(self) -> Decimal:
        return max(penger.sum for penger in self.penger.values())

    @cached_property
    def midler(self) -> Midler:
        return midler_til(planene(self.bruker), self.aar)

    @property
    def talliste(self) -> list[dict]:
        i_aar, i_fjor = self.penger[self.aar], self.penger[self.aar - 1].sum
        antall = uten_belop(self.bruker, self.aar).count()
        return [
            {
                "navn": _("Tiltakene koster"),
                "verdi": kr(i_aar.sum),
                "tillegg": _endring(i_aar.sum, i_fjor, self.aar - 1),
                "url": postadresse(self.aar) if i_aar.sum else "",
                "definisjon": _(
                    "Det som er ført på tiltakene dette året. Et tiltak som er felles for flere, telles én gang, i planen "
                    "som eier det. Stoppede tiltak er ikke med, og heller ikke det den enkelte har avtalt med lederen sin."
                ),
            },
            {
                "navn": _("Ikke finansiert"),
                "verdi": kr(i_aar.fra(UAVKLART)),
                "tillegg": _andel(i_aar.fra(UAVKLART), i_aar.sum),
                "url": self._uavklarte() if i_aar.fra(UAVKLART) else "",
                "definisjon": _("Det som er ført med «Ikke avklart» som finansiering."),
            },
            {
                "navn": _("Tiltak uten beløp"),
                "verdi": tall(antall),
                "url": f"{reverse('oversikt:budsjett-uten-belop')}?{urlencode({'aar': self.aar})}" if antall else "",
                "definisjon": _("Tiltak i årets planer som ingen har ført en kostnad på. De er ikke med i summene."),
            },
            self._sentrale_midler(i_aar),
        ]

    def _uavklarte(self):
        """The costs of the year that nobody has said who pays."""
        return postadresse(self.aar, kilde=next(kilde.pk for kilde in self.kilder if kilde.kode == UAVKLART))

    def _sentrale_midler(self, i_aar):
        midler = self.midler
        tillegg = _("søkt %(omsokt)s, innvilget %(innvilget)s") % {
            "omsokt": kr(midler.omsokt),
            "innvilget": kr(midler.innvilget),
        }
        return {
            "navn": _("Planlagt fra sentrale midler"),
            "verdi": kr(i_aar.fra(SENTRALT)),
            "tillegg": tillegg if midler.omsokt else "",
            "definisjon": _(
                "Planlagt er det tiltakene er ført med fra sentrale kompetansemidler. Søkt og innvilget er søknadene om "
                "årets midler til de samme tiltakene."
            ),
        }

    @cached_property
    def ramme(self) -> Rammebilde | None:
        """None for who may not see the frame, and for a year without one."""
        balanse = self.bruker.has_perm("soknader.view_ramme") and aarsregnskap(self.bruker.kommune_id, self.aar)
        if not balanse:
            return None
        hele = tilgang.svarer_for_kommunen(self.bruker)
        fordelt = Fordelt.objects.filter(tilgang.linjen(self.bruker), ramme=balanse.ramme)
        return Rammebilde(
            balanse, self.penger[self.aar].fra(SENTRALT), fordelt.aggregate(sum=Sum("belop"))["sum"], hele
        )


def _endring(naa, foer, aar):
    """«40 000 kr mer enn i 2026»; empty when there is nothing to compare with."""
    if not foer or naa == foer:
        return ""
    hva = _("%(belop)s mer enn i %(aar)s") if naa > foer else _("%(belop)s mindre enn i %(aar)s")
    return hva % {"belop": kr(abs(naa - foer)), "aar": aar}


def _andel(del_, alt):
    return _("%s av alt") % prosent(del_ / alt * 100) if del_ else ""
