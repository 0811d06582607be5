"""What the pages of a discussion show."""

import hashlib
from collections import defaultdict
from typing import NamedTuple

from django.conf import settings
from django.db.models import Count
from django.urls import reverse
from django.utils import timezone

from kompetanse.felles.kode import vis
from kompetanse.organisasjon.models import Person
from planer.drofting.forberedelse import medarbeiderne
from planer.models import (
    Dagsordenpunkt,
    Forarbeidsnotat,
    Forarbeidspunkt,
    Innspill,
    Innspillsgruppe,
    Kompetansedrofting,
    Maal,
    Moterom,
    Punkt,
    Tiltaksforslag,
)

VIST, VENTER = Innspill.Status.VIST, Innspill.Status.VENTER


# --- Before ---------------------------------------------------------------------------------------


class Sjekkpunkt(NamedTuple):
    """A line of the checklist, and what the leader has noted on it."""

    punkt: Forarbeidspunkt
    notat: Forarbeidsnotat


def sjekkliste(drofting: Kompetansedrofting) -> list[tuple[str, list[Sjekkpunkt]]]:
    """The lines that are in use or noted on, under what they are."""
    notater = {notat.punkt_id: notat for notat in drofting.notater.all()}
    under = defaultdict(list)
    for punkt in Forarbeidspunkt.objects.all():
        if punkt.i_bruk or punkt.pk in notater:
            notat = notater.get(punkt.pk) or Forarbeidsnotat(drofting=drofting, punkt=punkt)
            under[punkt.slag].append(Sjekkpunkt(punkt, notat))
    return [(slag, under[slag]) for slag in Forarbeidspunkt.Slag if under[slag]]


class Lesere(NamedTuple):
    """Who has opened what was shared, and who has not."""

    har: list[Person]
    mangler: list[Person]

    @property
    def alle(self) -> int:
        return len(self.har) + len(self.mangler)


def lesere(drofting: Kompetansedrofting) -> Lesere:
    har_lest = set(drofting.lesinger.values_list("person", flat=True))
    folk = list(medarbeiderne(drofting).exclude(bruker=drofting.opprettet_av_id))
    return Lesere([en for en in folk if en.pk in har_lest], [en for en in folk if en.pk not in har_lest])


def dagsorden() -> list[Dagsordenpunkt]:
    """The five points as the kommune words them."""
    return list(Dagsordenpunkt.objects.all())


def egne_maal(drofting: Kompetansedrofting) -> list[Maal]:
    """The goals that the unit has set, or said that it contributes to."""
    return list(drofting.plan.maal.gjelder().select_related("over"))


# --- The wall -------------------------------------------------------------------------------------


class Kolonne(NamedTuple):
    """A group and its notes; without a group those that lie outside all."""

    gruppe: Innspillsgruppe | None
    innspill: list[Innspill]
    stemmer: int = 0


class Tavle(NamedTuple):
    """The wall as it is now: the point, its question, and what stands below."""

    drofting: Kompetansedrofting
    rom: Moterom
    punkt: Dagsordenpunkt
    dagsorden: list[Dagsordenpunkt]
    kolonner: list[Kolonne]
    venter: list[Innspill]
    forslag: list[Tiltaksforslag]
    antall: int

    @property
    def nummer(self) -> int:
        return self.dagsorden.index(self.punkt) + 1

    @property
    def forrige(self) -> Dagsordenpunkt | None:
        return self.dagsorden[self.nummer - 2] if self.nummer > 1 else None

    @property
    def neste(self) -> Dagsordenpunkt | None:
        return self.dagsorden[self.nummer] if self.nummer < len(self.dagsorden) else None

    @property
    def tar_imot(self) -> bool:
        return self.rom.punkt in Punkt.med_innspill()

    @property
    def grupper(self) -> list[Innspillsgruppe]:
        return [kolonne.gruppe for kolonne in self.kolonner if kolonne.gruppe]

    @property
    def kritiske(self) -> list[Innspillsgruppe]:
        return [gruppe for gruppe in self.grupper if gruppe.kritisk]

    @property
    def for_hele(self) -> list[Tiltaksforslag]:
        return [ett for ett in self.forslag if ett.for_hele]

    @property
    def for_enheten(self) -> list[Tiltaksforslag]:
        return [ett for ett in self.forslag if not ett.for_hele]

    @property
    def kode(self) -> str:
        return vis(self.rom.kode)

    @property
    def er_utlopt(self) -> bool:
        return timezone.now() >= self.rom.utloper

    @property
    def adresse(self) -> str:
        """As someone types it: without the scheme."""
        return settings.NETTADRESSE.partition("://")[2] + reverse("telefon:kode").rstrip("/")

    @property
    def merke(self) -> str:
        """Another when anything on the wall is: what a page that asks again is compared by."""
        deler = [
            self.rom.punkt, self.rom.kode, self.rom.telefoner, self.rom.avstemning, self.rom.moderert, self.er_utlopt,
            self.drofting.oppsummering, len(self.venter),
            *((k.gruppe and (k.gruppe.pk, k.gruppe.navn, k.gruppe.kritisk), k.stemmer, [(i.pk, i.tekst) for i in k.innspill])
              for k in self.kolonner),
            *((ett.pk, ett.navn, ett.for_hele, ett.kritisk) for ett in self.forslag),
        ]  # fmt: skip
        return hashlib.blake2b(repr(deler).encode(), digest_size=8).hexdigest()


def tavlen(rom: Moterom) -> Tavle:
    """All of it, in a constant number of statements. `rom.drofting` is read with its unit."""
    drofting = rom.drofting
    punkter = dagsorden()
    innspill = list(drofting.innspill.exclude(status=Innspill.Status.SKJULT))
    vist, venter = defaultdict(list), []
    for ett in innspill:
        if ett.status == VENTER:
            venter.append(ett)
        elif _hoerer_til(ett, rom):
            vist[ett.gruppe_id].append(ett)
    # Counts forget the order of the rows.
    grupper = drofting.grupper.annotate(antall_stemmer=Count("avgitte")).order_by("rekkefolge", "pk")
    kolonner = [Kolonne(gruppe, vist[gruppe.pk], gruppe.antall_stemmer) for gruppe in grupper]
    return Tavle(
        drofting=drofting,
        rom=rom,
        punkt=next(ett for ett in punkter if ett.kode == rom.punkt),
        dagsorden=punkter,
        kolonner=[*kolonner, Kolonne(None, vist[None])],
        venter=venter,
        forslag=list(drofting.forslag.select_related("gruppe")),
        antall=len(innspill),
    )


def _hoerer_til(innspill, rom):
    """At the fourth point the notes are about measures; before and after it, those about needs."""
    return (innspill.punkt == Punkt.TILTAK) == (rom.punkt == Punkt.TILTAK)


# --- After ----------------------------------------------------------------------------------------


class Referat(NamedTuple):
    """What was said and proposed."""

    kritiske: list[Innspillsgruppe]
    andre: list[Innspillsgruppe]
    uten_gruppe: list[Innspill]
    for_hele: list[Tiltaksforslag]
    for_enheten: list[Tiltaksforslag]


def referat(drofting: Kompetansedrofting) -> Referat:
    """The groups with most votes first, each with its notes as `notater`."""
    under = defaultdict(list)
    for ett in drofting.innspill.filter(status=VIST):
        under[ett.gruppe_id].append(ett)
    grupper = sorted(drofting.grupper.all(), key=lambda gruppe: -gruppe.stemmer)
    for gruppe in grupper:
        gruppe.notater = under[gruppe.pk]
    forslag = list(drofting.forslag.select_related("gruppe", "tiltak", "innstilt__punkt__innstilling"))
    return Referat(
        kritiske=[gruppe for gruppe in grupper if gruppe.kritisk],
        andre=[gruppe for gruppe in grupper if not gruppe.kritisk],
        uten_gruppe=under[None],
        for_hele=[ett for ett in forslag if ett.for_hele],
        for_enheten=[ett for ett in forslag if not ett.for_hele],
    )
