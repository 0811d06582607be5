"""What a phone shows."""

import hashlib
from typing import NamedTuple

from kompetanse.felles.kode import vis
from planer.drofting.bilde import dagsorden
from planer.drofting.telefon import Telefon, sendt_fra, stemt_paa
from planer.models import Dagsordenpunkt, Innspill, Innspillsgruppe, Moterom, Punkt


class Telefonbilde(NamedTuple):
    """The point that the meeting is at, what this phone has sent, and what it may vote for."""

    rom: Moterom
    punkt: Dagsordenpunkt
    nummer: int
    antall: int
    sendt: list[Innspill]
    grupper: list[Innspillsgruppe]
    stemt: list[int]

    @property
    def tar_imot(self) -> bool:
        return self.rom.punkt in Punkt.med_innspill()

    @property
    def kode(self) -> str:
        return vis(self.rom.kode)

    @property
    def igjen(self) -> int:
        """Votes left."""
        return max(self.rom.stemmer_hver - len(self.stemt), 0)

    @property
    def merke(self) -> str:
        """Another when anything on the page is."""
        deler = [
            *(self.punkt.pk, self.rom.avstemning, self.rom.stemmer_hver, self.stemt),
            [(ett.pk, ett.status) for ett in self.sendt],
            [(gruppe.pk, gruppe.navn, gruppe.kritisk) for gruppe in self.grupper],
        ]
        return hashlib.blake2b(repr(deler).encode(), digest_size=8).hexdigest()


def telefonen(telefon: Telefon, rom: Moterom) -> Telefonbilde:
    """Five statements at most, however many phones and notes."""
    punkter = dagsorden()
    nummer = next(nr for nr, ett in enumerate(punkter, start=1) if ett.kode == rom.punkt)
    med_grupper = rom.avstemning or rom.punkt == Punkt.TILTAK
    return Telefonbilde(
        rom=rom,
        punkt=punkter[nummer - 1],
        nummer=nummer,
        antall=len(punkter),
        sendt=sendt_fra(telefon, rom),
        grupper=list(rom.drofting.grupper.all()) if med_grupper else [],
        stemt=stemt_paa(telefon, rom) if rom.avstemning else [],
    )
