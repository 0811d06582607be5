"""What is left of a year's central money, and every draw on it. The one place where these numbers are worked out."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any, NamedTuple

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Count, Q, QuerySet, Sum
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kompetanse.felles.formats import kr
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Bruker
from planer.models import Satsingsomraade
from soknader.models import Oremerking, Postering, Ramme, Soknad

NULL = Decimal("0.00")
OERE = Decimal("0.01")

# What each number means, shown beside it on the page.
DEFINISJONER = {
    "ramme_belop": gettext_lazy(
        "Det som er satt av sentralt: beløpet i budsjettet som ikke er fordelt til avdelingene, med justeringer og "
        "overføringer. For et satsingsområde er det beløpet som er øremerket. Den frie delen er resten."
    ),
    "innvilget": gettext_lazy("Summen av alle vedtak om innvilgelse, slik beløpene er trukket på området."),
    "tilbakefort": gettext_lazy(
        "Penger som var innvilget, men som ikke ble brukt. De er ført tilbake og kan deles ut igjen."
    ),
    "brukt": gettext_lazy(
        "Faktisk kostnad i sakene der søkeren har levert rapport, opp til beløpet som ble innvilget. "
        "Det som koster mer, betaler avdelingen selv."
    ),
    "bundet": gettext_lazy("Innvilget i saker som ennå ikke har levert rapport: innvilget minus tilbakeført og brukt."),
    "omsokt": gettext_lazy(
        "Søknadsbeløpet i sakene som er sendt og ikke avgjort. En sak telles på øremerkingen til sitt eget "
        "satsingsområde, og på den frie delen når området ikke er øremerket."
    ),
    "ledig": gettext_lazy(
        "Det som kan innvilges nå: rammen minus innvilget pluss tilbakeført. "
        "Saker under behandling er ikke trukket fra."
    ),
}


class Uttak(NamedTuple):
    """An amount drawn on one pot: an earmark, or the free part (None)."""

    oremerking: Oremerking | None
    belop: Decimal


@dataclass
class Pott:
    """The balance of one earmark, of the free part (`oremerking` is None), or of everything."""

    navn: str
    oremerking: Oremerking | None = None
    ramme_belop: Decimal = NULL
    innvilget: Decimal = NULL
    tilbakefort: Decimal = NULL
    brukt: Decimal = NULL
    omsokt: Decimal = NULL
    antall_omsokt: int = 0

    @property
    def bundet(self):
        """Granted, not yet reported as used or paid back."""
        return self.innvilget - self.tilbakefort - self.brukt

    @property
    def ledig(self):
        """What can be granted now."""
        return self.ramme_belop - self.innvilget + self.tilbakefort

    @property
    def ledig_etter_omsokt(self):
        """What would be left if every case under way got all it asks for; negative when it does not suffice."""
        return self.ledig - self.omsokt


@dataclass
class Rammeregnskap:
    """A frame's balances: the earmarks in order, then the free part, and all of it together."""

    ramme: Ramme
    oremerkede: list[Pott]
    fri: Pott
    justert: Decimal

    @property
    def sum(self):
        """Everything together."""
        summer = {
            felt.name: sum(getattr(pott, felt.name) for pott in self.potter)
            for felt in fields(Pott)
            if felt.name not in ("navn", "oremerking")
        }
        return Pott(_("Alle områder"), **summer)

    @property
    def potter(self):
        return [*self.oremerkede, self.fri]

    def for_omraade(self, satsingsomraade_id):
        """The pots that a case of this area may draw on, in the order they are drawn."""
        egne = [pott for pott in self.oremerkede if pott.oremerking.satsingsomraade_id == satsingsomraade_id]
        return [*egne, self.fri]

    def foreslaa_uttak(self, satsingsomraade_id, belop):
        """How a grant is drawn unless someone chooses otherwise, as a list of `Uttak`. Asks the database nothing.

        The area's earmark first, then the free part; `satsingsomraade_id` may be None. Raises ValidationError (code
        `for_lite`) saying how much is left where.
        """
        return _foreslaa(self.for_omraade(satsingsomraade_id), gyldig_belop(belop))


def regnskap(ramme: Ramme) -> Rammeregnskap:
    """The balances of one frame."""
    return regnskaper(Ramme.objects.filter(pk=ramme.pk))[0]


def aarsregnskap(kommune_id: int, aar: int, *, per_dato: dt.date | None = None) -> Rammeregnskap | None:
    """The balances of a year; None when it has no frame."""
    return next(iter(regnskaper(Ramme.objects.filter(kommune_id=kommune_id, aar=aar), per_dato=per_dato)), None)


def regnskaper(rammer: QuerySet[Ramme], *, per_dato: dt.date | None = None) -> list[Rammeregnskap]:
    """The balances of each frame in a queryset from one kommune, the last year first. Four statements in all.

    With `per_dato`, adjustments and draws up to and with that day; budget, earmarks and what is applied for are as now.
    """
    til = {"tidspunkt__date__lte": per_dato} if per_dato else {}
    justert = Sum(
        "justeringer__belop", filter=Q(**{f"justeringer__{navn}": dag for navn, dag in til.items()}), default=NULL
    )
    rammer = list(rammer.annotate(justert=justert).order_by("-aar"))
    oremerkinger = defaultdict(list)
    for oremerking in Oremerking.objects.filter(ramme__in=rammer).select_related("satsingsomraade"):
        oremerkinger[oremerking.ramme_id].append(oremerking)
    tatt_ut = _tatt_ut(rammer, til)
    balanser = [_rammeregnskap(ramme, oremerkinger[ramme.pk], tatt_ut) for ramme in rammer]
    _legg_til_omsokt(balanser)
    return balanser


def _rammeregnskap(ramme, oremerkinger, tatt_ut):
    oremerkede = [Pott(str(rad), rad, rad.belop, **tatt_ut.get((ramme.pk, rad.pk), {})) for rad in oremerkinger]
    fritt = ramme.sentral + ramme.justert - sum(rad.belop for rad in oremerkinger)
    fri = Pott(_("Fri del"), None, fritt, **tatt_ut.get((ramme.pk, None), {}))
    return Rammeregnskap(ramme, oremerkede, fri, ramme.justert)


def _tatt_ut(rammer, til):
    """(frame, earmark or None) → what is granted, paid back and used of it."""
    rader = (
        Postering.objects.filter(ramme__in=rammer, **til)
        .order_by()
        .values("ramme", "oremerking")
        .annotate(
            innvilget=_sum(type__in=Postering.Type.innvilgelser()),
            tilbakefort=-_sum(type__in=Postering.Type.tilbakeforinger()),
            brukt=_sum(soknad__sluttrapport__isnull=False),
        )
    )
    return {(rad.pop("ramme"), rad.pop("oremerking")): rad for rad in rader}


def _sum(**hvilke):
    return Sum("belop", filter=Q(**hvilke), default=NULL)


def _legg_til_omsokt(balanser):
    """Count each case under way on the pot that it would draw on first."""
    per_aar = {balanse.ramme.aar: balanse for balanse in balanser}
    under_behandling = (
        Soknad.objects.omsokte()
        .filter(kommune__in={balanse.ramme.kommune_id for balanse in balanser}, aar__in=per_aar)
        .order_by()
        .values_list("aar", "satsingsomraade")
        .annotate(Sum("soknadsbelop"), Count("pk"))
    )
    for aar, omraade, belop, antall in under_behandling:
        pott = per_aar[aar].for_omraade(omraade)[0]
        pott.omsokt += belop
        pott.antall_omsokt += antall


def fyll(belop: Decimal, potter: Iterable[tuple[Any, Decimal]]) -> tuple[list[tuple[Any, Decimal]], Decimal]:
    """Spread an amount over (pot, the most that it gives), the first pots first.

    Returns (pot, part) as far as the amount reaches, a pot that gives nothing on the way too, and what is left over.
    """
    rest, deler = belop, []
    for pott, hoyst in potter:
        del_av = min(rest, max(hoyst, NULL))
        deler.append((pott, del_av))
        rest -= del_av
        if not rest:
            break
    return deler, rest


def _foreslaa(potter, belop):
    deler, rest = fyll(belop, ((pott.oremerking, pott.ledig) for pott in potter))
    if rest:
        raise for_lite(potter, belop)
    return [Uttak(oremerking, del_av) for oremerking, del_av in deler if del_av]


def gyldig_belop(belop: Decimal | int | str) -> Decimal:
    """The amount as a Decimal above zero in whole øre. Raises ValidationError (`ugyldig_belop`)."""
    belop = Decimal(belop)
    if not belop.is_finite() or belop <= 0 or belop != belop.quantize(OERE):
        raise ValidationError(_("Beløpet må være større enn null og ha høyst to desimaler."), code="ugyldig_belop")
    return belop


def for_lite(potter: Iterable[Pott], belop: Decimal) -> ValidationError:
    """The error that says how much is left in each of these pots."""
    ledig = ", ".join(f"{pott.navn} {kr(pott.ledig)}" for pott in potter)
    return ValidationError(
        _("Det er ikke nok penger igjen til %(belop)s. Ledig nå: %(ledig)s."),
        code="for_lite",
        params={"belop": kr(belop), "ledig": ledig},
    )


@transaction.atomic
def ta_ut(
    ramme: Ramme,
    *,
    soknad: Soknad,
    belop: Decimal,
    satsingsomraade: Satsingsomraade | None,
    fordeling: list[tuple[int | None, Decimal]] | None = None,
) -> list[Postering]:
    """Draw a grant on the frame and return its Posteringer. Locks the frame until the transaction ends.

    `fordeling` is a chosen alternative to `foreslaa_uttak`: a list of (oremerking_id or None, amount) that sums to
    `belop`. Raises ValidationError: `for_lite`, `ugyldig_fordeling`, `feil_omraade`, `ugyldig_belop`.
    """
    belop = gyldig_belop(belop)
    ramme = laas(ramme)
    potter = regnskap(ramme).for_omraade(satsingsomraade and satsingsomraade.pk)
    valgt = _foreslaa(potter, belop) if fordeling is None else _kontroller_fordeling(potter, belop, fordeling)
    return poster(Postering.Type.INNVILGET, ramme, soknad, valgt)


def uttak_for(soknad: Soknad) -> list[Uttak]:
    """What the grant of a case draws now, in the order it was drawn."""
    rader = Postering.objects.filter(soknad=soknad, type__in=Postering.Type.innvilgelser()).order_by("pk")
    summer = defaultdict(Decimal)
    for rad in rader.select_related("oremerking__satsingsomraade"):
        summer[rad.oremerking] += rad.belop
        if not summer[rad.oremerking]:
            del summer[rad.oremerking]  # undone: drawn anew, it comes after those that were drawn before it then
    return [Uttak(*par) for par in summer.items()]


def gi_tilbake(ramme: Ramme, soknad: Soknad) -> list[Postering]:
    """Undo the draw of a grant that is undone: all of it is free again, where it came from. The frame must be locked."""
    angret = [Uttak(oremerking, -belop) for oremerking, belop in uttak_for(soknad)]
    return poster(Postering.Type.ANGRET, ramme, soknad, angret)


def laas(ramme: Ramme) -> Ramme:
    """Lock the frame and read it anew. Whoever locks a case as well, locks the frame first."""
    return Ramme.objects.select_for_update().get(pk=ramme.pk)


def laas_for(soknad: Soknad) -> Ramme | None:
    """Lock the frame that the case is drawn on, and return it; None when nothing is drawn."""
    rammen = Postering.objects.filter(soknad=soknad).order_by().values("ramme")
    return Ramme.objects.select_for_update().filter(pk__in=rammen).first()


def _kontroller_fordeling(potter, belop, fordeling):
    """The chosen amounts per pot, added up, when they are legal."""
    onsket = defaultdict(Decimal)
    for oremerking_id, del_av in fordeling:
        if del_av:
            onsket[oremerking_id] += gyldig_belop(del_av)
    mulige = {pott.oremerking and pott.oremerking.pk: pott for pott in potter}
    if set(onsket) - set(mulige):
        raise ValidationError(_("Øremerkede penger kan bare gå til søknader i sitt eget område."), code="feil_omraade")
    if sum(onsket.values()) != belop:
        raise ValidationError(
            _("Delene er til sammen %(sum)s, men beløpet er %(belop)s."),
            code="ugyldig_fordeling",
            params={"sum": kr(sum(onsket.values())), "belop": kr(belop)},
        )
    if any(del_av > mulige[nokkel].ledig for nokkel, del_av in onsket.items()):
        raise for_lite(potter, belop)
    return [Uttak(mulige[nokkel].oremerking, del_av) for nokkel, del_av in onsket.items()]


def poster(slag: str, ramme: Ramme, soknad: Soknad, valgt: Iterable[Uttak]) -> list[Postering]:
    """Write one Postering for each `Uttak` in `valgt`. The frame must be locked."""
    with nok_i_rammen():
        return [
            Postering.objects.create(
                kommune_id=ramme.kommune_id, ramme=ramme, soknad=soknad, type=slag, oremerking=pott, belop=belop
            )
            for pott, belop in valgt
        ]


@contextmanager
def nok_i_rammen() -> Iterator[None]:
    """Say in words what the database's own check of the frame refuses; what was written inside is rolled back."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as feil:
        if getattr(getattr(feil.__cause__, "diag", None), "constraint_name", "") != "ramme_ikke_overskredet":
            raise
        raise ValidationError(
            _("Det er ikke nok penger igjen i rammen. Noen andre kan nettopp ha brukt av dem. Last siden på nytt."),
            code="for_lite",
        ) from feil


def kontroller_rett(bruker: Bruker) -> None:
    """Raises PermissionDenied for anyone who may not change the frame."""
    if not bruker.has_perm("soknader.change_ramme"):
        raise PermissionDenied


def logg_endring(ramme: Ramme, handling: str, bruker: Bruker, grunn: str = "", **data) -> None:
    """Write the audit line of a change of the frame."""
    tilgang.logg(ramme, handling, *tilgang.HR, bruker=bruker, kommentar=grunn, **data)
