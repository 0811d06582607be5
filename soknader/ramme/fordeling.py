"""Distribution of the year's distributed share over units: counting, weights, and parts that sum to the øre."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from hashlib import sha256
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, Max, Sum
from django.db.models.functions import Substr
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kompetanse.organisasjon.models import Bruker, Enhet, Rollekode, Rolletype, Stilling
from soknader.models import Fordelingsnokkel, Fordelt, Ramme
from soknader.ramme.regnskap import kontroller_rett, laas, logg_endring

HUNDREDEL = Decimal("0.01")
STANDARDNIVAA = 3
# What each number means, shown beside it on the page.
DEFINISJONER = [
    (
        gettext_lazy("Ansatte"),
        gettext_lazy(
            "Personer med minst én stilling i enheten eller under den på datoen. "
            "En person med flere stillinger i enheten telles én gang."
        ),
    ),
    (
        gettext_lazy("Årsverk"),
        gettext_lazy("Summen av stillingsprosentene i enheten og under den på datoen, delt på 100."),
    ),
    (gettext_lazy("Vekt"), gettext_lazy("Antall ansatte, antall årsverk eller et tall som HR har valgt.")),
    (
        gettext_lazy("Beløp"),
        gettext_lazy(
            "Enhetens del av beløpet: vekten delt på summen av vektene. Øre som blir til overs, går til enhetene "
            "som ble rundet mest ned, så delene alltid blir nøyaktig hele beløpet."
        ),
    ),
]


class Telling(NamedTuple):
    """Staff in a unit and everything below it: people once each, and årsverk with two decimals."""

    ansatte: int
    aarsverk: Decimal


@dataclass
class Fordelingsrad:
    """One unit in a proposed distribution."""

    enhet: Enhet
    telling: Telling
    med: bool = True
    vekt: Decimal = Decimal(0)
    belop: Decimal = Decimal(0)


def fordel(belop: Decimal, vekter: Iterable[Decimal]) -> list[Decimal]:
    """Split an amount in proportion to the weights, exact to the øre (largest remainder). Returns amounts in order.

    The øre that are left over go to the largest remainders; when these are equal, to the larger weight, then to the
    one that stands first. Raises ValidationError (`ingen_vekt`) when there is an amount but no weight above zero.
    """
    oere = int(Decimal(belop).scaleb(2))
    hele = [int(Decimal(vekt).scaleb(2)) for vekt in vekter]
    sum_vekt = sum(hele)
    if not oere:
        return [Decimal("0.00") for _vekt in hele]
    if not sum_vekt or min(hele) < 0:
        raise ValidationError(_("Minst én enhet må ha vekt over null."), code="ingen_vekt")
    deler = [divmod(oere * vekt, sum_vekt) for vekt in hele]
    rest = oere - sum(del_av for del_av, _rest in deler)
    rekkefolge = sorted(range(len(hele)), key=lambda plass: (-deler[plass][1], -hele[plass], plass))
    heldige = set(rekkefolge[:rest])
    return [Decimal(del_av + (plass in heldige)).scaleb(-2) for plass, (del_av, _rest) in enumerate(deler)]


def nivaaer(kommune_id: int) -> list[int]:
    """The depths of the tree that money can be distributed at, the sectors first."""
    dypest = Enhet.objects.filter(kommune_id=kommune_id).gyldig().aggregate(dypest=Max("depth"))["dypest"]
    return list(range(2, (dypest or 1) + 1)) or [1]


def standardnivaa(kommune_id: int, mulige: list[int]) -> int:
    """The level whose leaders are avdelingsdirektører, when the kommune has it; else the nearest above."""
    rolletype = Rolletype.objects.filter(kommune_id=kommune_id, kode=Rollekode.AVDELINGSDIREKTOR).first()
    onsket = (rolletype and rolletype.leder_paa_nivaa) or STANDARDNIVAA
    return max((nivaa for nivaa in mulige if nivaa <= onsket), default=mulige[0])


def enheter_paa_nivaa(kommune_id: int, nivaa: int) -> list[Enhet]:
    """The units at a level, and those above it whose branch ends before it."""
    enheter = list(Enhet.objects.filter(kommune_id=kommune_id, depth__lte=nivaa).gyldig().order_by("path"))
    foreldre = {enhet.path[: -Enhet.steplen] for enhet in enheter}
    return [enhet for enhet in enheter if enhet.depth == nivaa or enhet.path not in foreldre]


def tell(kommune_id: int, nivaa: int, dato: dt.date) -> dict[str, Telling]:
    """Path at the level → Telling on a date. Someone with several positions in a unit is one employee there.

    Paths shorter than the level are units above it: the people placed there themselves.
    """
    rader = (
        Stilling.objects.filter(kommune_id=kommune_id)
        .gjeldende(dato)
        .order_by()
        .values_list(Substr("enhet__path", 1, nivaa * Enhet.steplen))
        .annotate(Count("person", distinct=True), Sum("prosent"))
    )
    return {sti: Telling(ansatte, _hundredeler(prosent / 100)) for sti, ansatte, prosent in rader}


def _hundredeler(tall):
    return tall.quantize(HUNDREDEL, rounding=ROUND_HALF_UP)


def grunnlag(ramme: Ramme, nivaa: int, dato: dt.date) -> tuple[list[Fordelingsrad], Telling]:
    """The units at a level with their head-counts on a date, and the Telling of the people who are in none of them."""
    tellinger = tell(ramme.kommune_id, nivaa, dato)
    ingen = Telling(0, Decimal("0.00"))
    rader = [
        Fordelingsrad(enhet, tellinger.pop(enhet.path, ingen)) for enhet in enheter_paa_nivaa(ramme.kommune_id, nivaa)
    ]
    utenfor = Telling(
        sum(telling.ansatte for telling in tellinger.values()),
        sum((telling.aarsverk for telling in tellinger.values()), Decimal(0)),
    )
    return rader, utenfor


def sett_belop(
    ramme: Ramme, rader: list[Fordelingsrad], nokkel: str, egne_vekter: dict[int, Decimal] | None = None
) -> None:
    """Fill in weight and amount on the rows. `egne_vekter` is {enhet_id: weight}, used with the key `vekter`."""
    for rad in rader:
        rad.vekt = _vekt(rad, nokkel, egne_vekter or {}) if rad.med else Decimal(0)
    for rad, belop in zip(rader, fordel(ramme.fordelt, [rad.vekt for rad in rader]), strict=True):
        rad.belop = belop


def _vekt(rad, nokkel, egne_vekter):
    if nokkel == Fordelingsnokkel.VEKTER:
        return _hundredeler(Decimal(egne_vekter.get(rad.enhet.pk) or 0))
    return rad.telling.aarsverk if nokkel == Fordelingsnokkel.AARSVERK else Decimal(rad.telling.ansatte)


def fingeravtrykk(ramme: Ramme, rader: list[Fordelingsrad]) -> str:
    """Changes whenever an amount does: what is stored must be what was shown."""
    tekst = f"{ramme.pk}|{ramme.fordelt}|" + "|".join(f"{rad.enhet.pk}:{rad.vekt}:{rad.belop}" for rad in rader)
    return sha256(tekst.encode()).hexdigest()[:20]


@transaction.atomic
def lagre(ramme: Ramme, rader: list[Fordelingsrad], *, nokkel: str, bruker: Bruker) -> None:
    """Replace the distribution of the frame with these rows, and write an audit line.

    Raises ValidationError (`foreldet`) when the amounts are not the whole of what the frame distributes now.
    """
    kontroller_rett(bruker)
    ramme = laas(ramme)
    valgte = [rad for rad in rader if rad.med]
    if sum(rad.belop for rad in valgte) != ramme.fordelt:
        raise ValidationError(
            _("Beløpet som skal fordeles, er endret. Se over fordelingen og lagre på nytt."), code="foreldet"
        )
    Fordelt.objects.filter(ramme=ramme).delete()
    Fordelt.objects.bulk_create(
        Fordelt(kommune_id=ramme.kommune_id, ramme=ramme, enhet=rad.enhet, vekt=rad.vekt, belop=rad.belop)
        for rad in valgte
    )
    ramme.nokkel = nokkel
    ramme.save(update_fields=["nokkel"])
    logg_endring(ramme, "ramme.fordelt", bruker, belop=ramme.fordelt, nokkel=nokkel, enheter=len(valgte))


def fordel_paa_nytt(ramme: Ramme) -> None:
    """Split a changed amount by the weights that are stored. Call it inside the transaction that changes the frame."""
    rader = list(Fordelt.objects.filter(ramme=ramme))
    if not rader:
        return
    for rad, belop in zip(rader, fordel(ramme.fordelt, [rad.vekt for rad in rader]), strict=True):
        rad.belop = belop
    Fordelt.objects.bulk_update(rader, ["belop"])
