"""What if some are away, or someone comes? The answers of `oppfylling` with people left out or put in; nothing is stored."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kartlegging.oppfylling import Oppfylling, Tilstand, oppfylling
from kartlegging.tabell.bilde import Kartlegging, Kravrad, krav_for, tynnest_foerst
from kartlegging.tabell.tynt import naermest_tekst
from kompetanse.felles.formats import og_liste, tallord
from kompetanse.organisasjon.models import Person


class Utfall(StrEnum):
    """How a requirement on so many stands afterwards."""

    INGEN = "ingen"
    FOR_FAA = "for_faa"
    HOLDER = "holder"


@dataclass(frozen=True)
class Endring:
    """One requirement, as it is and as it would be."""

    foer: Kravrad
    etter: Kravrad

    @property
    def endret(self) -> bool:
        """Others meet it than now."""
        return self.foer.moter != self.etter.moter

    @property
    def utfall(self) -> Utfall:
        if not self.etter.mangler:
            return Utfall.HOLDER
        return Utfall.FOR_FAA if self.etter.moter else Utfall.INGEN

    @property
    def naermest(self) -> str:
        return naermest_tekst(self.etter)


def hva_om(
    rader: Sequence[Kravrad], borte: Collection[int], nye: Sequence[tuple[Person, Oppfylling]] = ()
) -> list[Endring]:
    """Each requirement with the people of these keys away, and these answers added. Asks the database for nothing.

    A requirement on so many needs as many as before; one on each person shrinks with those whom it concerns.
    """
    endringer = []
    for rad in rader:
        igjen = [par for par in rad.svar if par[0].pk not in borte]
        kommer = [par for par in nye if par[1].krav_id == rad.krav.pk]
        endringer.append(Endring(rad, replace(rad, svar=igjen + kommer)))
    return endringer


@dataclass(frozen=True)
class HvaOm:
    """What the page shows: who is away, who comes, and what follows."""

    tabell: Kartlegging
    borte: list[Person]
    kommer: list[Person]
    krav_til_ny: list[Kravrad]
    endringer: list[Endring]

    @cached_property
    def etter(self) -> Kartlegging:
        """The whole table, as it would be."""
        borte = {person.pk for person in self.borte}
        folk = [person for person in self.tabell.folk if person.pk not in borte] + self.kommer
        rader = sorted((endring.etter for endring in self.endringer), key=tynnest_foerst)
        return replace(self.tabell, rader=rader, folk=folk)

    @property
    def er_spurt(self) -> bool:
        return bool(self.borte or self.kommer or self.krav_til_ny)

    @cached_property
    def deler(self) -> list[dict]:
        """The requirements on so many that others would meet than now, the worst first."""
        navn = {Utfall.INGEN: _("Ingen igjen"), Utfall.FOR_FAA: _("For få igjen"), Utfall.HOLDER: _("Holder")}
        alle = [endring for endring in self.endringer if endring.endret and endring.foer.krav.antall]
        deler = [(utfall, [en for en in alle if en.utfall == utfall]) for utfall in Utfall]
        return [
            {"utfall": utfall, "navn": navn[utfall], "endringer": endringer} for utfall, endringer in deler if endringer
        ]

    @property
    def tittel(self) -> str:
        uten, med = og_liste(map(str, self.borte)), og_liste(self._navn_paa_nye())
        if uten and med:
            return _("Uten %(uten)s, med %(med)s") % {"uten": uten, "med": med}
        return _("Uten %s") % uten if uten else _("Med %s") % med

    def _navn_paa_nye(self):
        return [*map(str, self.kommer), *([_("en ny")] if self.krav_til_ny else [])]

    @property
    def oppsummert(self) -> str:
        """«Tre krav står uten noen, ett har for få.»"""
        antall = {del_["utfall"]: len(del_["endringer"]) for del_ in self.deler}
        ingen, for_faa = antall.get(Utfall.INGEN, 0), antall.get(Utfall.FOR_FAA, 0)
        setninger = [
            ngettext("%s krav står uten noen", "%s krav står uten noen", ingen) % tallord(ingen, "n") if ingen else "",
            ngettext("%s krav har for få", "%s krav har for få", for_faa) % tallord(for_faa, "n") if for_faa else "",
        ]
        tekst = og_liste(filter(None, setninger)) or _("alt som holder i dag, holder fortsatt")
        return f"{tekst[:1].upper()}{tekst[1:]}."


def spoer(tabell: Kartlegging, borte: list[Person], kommer: list[Person], krav_til_ny: list[Kravrad]) -> HvaOm:
    """Those of the unit who are away, those from elsewhere who come, and what one who is not hired yet would meet.

    One statement, for those who come: how they would stand to the requirements if they worked here.
    """
    svar = [(ny_person(), _moter(rad)) for rad in krav_til_ny]
    if kommer:
        hvem = {person.pk: person for person in kommer}
        krav = krav_for(tabell.enhet, tabell.dag)
        nye = oppfylling(Person.objects.filter(pk__in=hvem), krav, tabell.dag, flyttet_til=tabell.enhet)
        svar += [(hvem[ett.person_id], ett) for ett in nye]
    return HvaOm(tabell, borte, kommer, krav_til_ny, hva_om(tabell.rader, {person.pk for person in borte}, svar))


def ny_person() -> Person:
    """Someone who is not hired yet."""
    return Person(fornavn=_("En ny"))


def _moter(rad):
    return Oppfylling(
        krav_id=rad.krav.pk,
        person_id=0,
        berort=False,
        frist=None,
        tilstand=Tilstand.MOTER,
        grunn="",
        holder_til=None,
        nivaa=rad.krav.nivaa,
        gikk_ut=None,
        forventet=None,
    )
