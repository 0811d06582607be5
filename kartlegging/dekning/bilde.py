"""What the pages of coverage show: a unit's figures against the targets, and the tree as a coloured list."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kartlegging.dekning.stillingsstorrelse import Storrelse, ansatte_ved_hoyere_storrelse
from kartlegging.dekning.telling import DEFINISJONER, Telling, tell
from kartlegging.models import Dekningstall, Kartleggingsoppsett, Stillingskategori
from kartlegging.ufaglart import ufaglarte
from kompetanse.felles.formats import prosent, tall
from kompetanse.organisasjon.enhetsbilde import antall_ansatte
from kompetanse.organisasjon.models import Enhet
from kompetanse.organisasjon.trevisning import NbSort


@dataclass(frozen=True)
class Maaling:
    """Formal or real competence in a unit, against the kommune's target in per cent."""

    navn: str
    personer: int
    registrert: int
    bekreftet: int
    sett: int
    maal: int

    @property
    def andel(self) -> int:
        """In whole per cent, rounded down: a hundred is everyone, and the target is reached when it says so."""
        return hele_prosent(self.registrert, self.personer)

    @property
    def naar_maalet(self) -> bool:
        return self.andel >= self.maal

    @property
    def ord(self) -> str:
        """All, parts or none of the people; and the target where parts are enough."""
        if self.registrert == self.personer:
            return _("alle")
        if not self.registrert:
            return _("ingen")
        return _("deler, målet nådd") if self.naar_maalet else _("deler")

    @property
    def merke(self) -> tuple[str, str, str]:
        """Words, tone and icon of the label."""
        tekst = f"{self.navn}: {self.ord} ({prosent(self.andel)})"
        if self.naar_maalet:
            return tekst, "ok", "Checkmark"
        return (tekst, "vent", "Minus") if self.registrert else (tekst, "nei", "XMark")

    @property
    def celler(self) -> list[dict]:
        """Heading, number and share of each of the three, with what it means."""
        return [
            {
                "navn": navn,
                "antall": antall,
                "andel": hele_prosent(antall, self.personer),
                "definisjon": DEFINISJONER[hva],
            }
            for hva, navn, antall in (
                ("registrert", _("Registrert"), self.registrert),
                ("bekreftet", _("Bekreftet"), self.bekreftet),
                ("sett", _("Sett på siste 12 måneder"), self.sett),
            )
        ]


def hele_prosent(antall: int, av: int) -> int:
    return 100 * antall // av if av else 0


def maalinger(telling: Telling, oppsett: Kartleggingsoppsett) -> list[Maaling]:
    formal = (telling.formal, telling.formal_bekreftet, telling.formal_sett)
    real = (telling.real, telling.real_bekreftet, telling.real_sett)
    return [
        Maaling(_("Formell"), telling.personer, *formal, oppsett.maal_formal),
        Maaling(_("Real"), telling.personer, *real, oppsett.maal_real),
    ]


def talliste(telling: Telling) -> list[dict]:
    """How many work here and how much; the size of positions both ways, since they differ."""
    storrelse = telling.storrelse
    return [
        {
            "navn": _("Ansatte"),
            "verdi": tall(storrelse.personer),
            "tillegg": _("i %(antall)s stillinger") % {"antall": tall(storrelse.stillinger)},
            "definisjon": _("Personer med stilling her eller i en enhet under. Hver person telles én gang."),
        },
        {
            "navn": _("Årsverk"),
            "verdi": tall(storrelse.arsverk, 1),
            "definisjon": _("Summen av stillingsprosentene, der 100 % er ett årsverk."),
        },
        {
            "navn": _("Stillingsstørrelse per stilling"),
            "verdi": prosent(storrelse.per_stilling, 1),
            "definisjon": _("Summen av stillingsprosentene, delt på antall stillinger."),
        },
        {
            "navn": _("Stillingsstørrelse per person"),
            "verdi": prosent(storrelse.per_person, 1),
            "tillegg": _faerre(storrelse),
            "definisjon": _(
                "Summen av stillingsprosentene, delt på antall personer. Én person kan ha flere stillinger."
            ),
        },
    ]


def _faerre(storrelse: Storrelse) -> str:
    """What one percentage point more would mean in people, where it is as much as one."""
    if not storrelse.arsverk:
        return ""
    faerre = storrelse.personer - ansatte_ved_hoyere_storrelse(storrelse.arsverk, storrelse.personer, Decimal(1))
    if not faerre:
        return ""
    return _("ett prosentpoeng mer svarer til %(antall)s færre ansatte") % {"antall": tall(faerre)}


@dataclass(frozen=True)
class Kategoritall:
    """How many of a category are ufaglært in a unit."""

    kategori: str
    stillinger: int
    ufaglarte_stillinger: int
    personer: int
    ufaglarte_personer: int

    @property
    def andel(self) -> int:
        return hele_prosent(self.ufaglarte_personer, self.personer)


def kategoritall(rader: Iterable[tuple[int, Iterable[int]]]) -> list[Kategoritall]:
    """From (category, its four numbers); the largest share first."""
    tallene = dict(rader)
    navn = dict(Stillingskategori.objects.filter(pk__in=tallene).values_list("pk", "navn"))
    alle = [Kategoritall(navn[pk], *fire) for pk, fire in tallene.items()]
    return sorted(alle, key=lambda en: (-en.andel, en.kategori))


@dataclass(frozen=True)
class Enhetstall:
    """The figures of a unit. `telling` is None when nothing is counted, or nothing may be shown."""

    telling: Telling | None
    kategorier: list[Kategoritall]
    talt: dt.datetime | None = None


def naa(enhet: Enhet) -> Enhetstall:
    """As it is this moment."""
    dag = timezone.localdate()
    kategorier = [(rad.kategori_id, rad[2:]) for rad in ufaglarte(enhet.path, dag) if rad.sti == enhet.path]
    return Enhetstall(tell(enhet.path, dag).get(enhet.path), kategoritall(kategorier))


def lagret(enhet: Enhet, *, aapne: bool) -> Enhetstall:
    """As last counted: the figures of all, or those for readers without names (`aapne`)."""
    felt, naar = ("aapne", "aapne_talt") if aapne else ("tall", "talt")
    rader = Dekningstall.objects.filter(enhet=enhet, **{f"{felt}__isnull": False})
    per_kategori = {kategori: (tallene, talt) for kategori, tallene, talt in rader.values_list("kategori", felt, naar)}
    tallene, talt = per_kategori.pop(None, (None, None))
    kategorier = kategoritall((kategori, fire) for kategori, (fire, _talt) in per_kategori.items())
    return Enhetstall(Telling.lest(tallene) if tallene else None, kategorier, talt)


def grener(enhet: Enhet, *, aapne: bool) -> list[dict]:
    """The units right below as nodes of the tree component, with labels of how far each has come."""
    under = Enhet.objects.gyldig().filter(path__startswith=enhet.path, depth=enhet.depth + 1)
    felt = "aapne" if aapne else "tall"
    rader = Dekningstall.objects.filter(enhet__in=under, kategori=None, **{f"{felt}__isnull": False})
    tallene = dict(rader.values_list("enhet_id", felt))
    oppsett = Kartleggingsoppsett.for_kommunen()
    return [_gren(en, tallene.get(en.pk), oppsett) for en in under.order_by(NbSort("navn"), "pk")]


def _gren(enhet, tallene, oppsett):
    telling = Telling.lest(tallene) if tallene else None
    return {
        "navn": enhet.navn,
        "url": reverse("kartlegging:enhet-dekning", args=[enhet.pk]),
        "tillegg": antall_ansatte(telling.personer) if telling else _("Ingen tall å vise"),
        "merker": [maaling.merke for maaling in maalinger(telling, oppsett)] if telling else [],
        "hent": reverse("kartlegging:enhet-dekning-gren", args=[enhet.pk]) if enhet.numchild else "",
    }
