"""What is left of a year's central money, and every draw on it. The one place where these numbers are worked out."""

from collections import defaultdict
from contextlib import contextmanager
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import NamedTuple

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models import Count, OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kompetanse.felles.formats import kr
from kompetanse.organisasjon import tilgang
from soknader.models import Justering, Oremerking, Postering, Ramme, Soknad

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


class Trekk(NamedTuple):
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

    def foreslaa_trekk(self, satsingsomraade_id, belop):
        """As the function `foreslaa_trekk`, for the many cases of one page: asks the database nothing."""
        return _foreslaa(self.for_omraade(satsingsomraade_id), gyldig_belop(belop))


def regnskap(ramme):
    """The balances of a frame as `Rammeregnskap`. Three statements, whatever the size."""
    fri = _fri_del(Ramme.objects.filter(pk=ramme.pk)).get()
    return _med_omsokt(_saldoer(ramme, fri))


def saldo_for_omraade(kommune_id, aar, omraade):
    """The frame of a year and the pots that a case of this area may draw on, in order; (None, []) without a frame.

    The same balances as `regnskap(ramme).for_omraade`, in one statement, for pages about one application.
    """
    oremerkinger = Oremerking.objects.filter(ramme=OuterRef("pk"))
    egne = _sums(ramme=OuterRef("pk"), oremerking__satsingsomraade=omraade, oremerking__isnull=False)
    ramme = (
        _fri_del(Ramme.objects.filter(kommune_id=kommune_id, aar=aar))
        .annotate(
            oremerket=_delsum(oremerkinger, "ramme"),
            oremerket_omraadet=Subquery(oremerkinger.filter(satsingsomraade=omraade).values("belop")),
            **{f"omraadet_{navn}": sum_ for navn, sum_ in egne.items()},
        )
        .first()
    )
    if ramme is None:
        return None, []
    potter = [_pott(_("Fri del"), None, ramme.sentral + ramme.justert - ramme.oremerket, ramme)]
    if ramme.oremerket_omraadet is not None:
        sums = (ramme.omraadet_innvilget, ramme.omraadet_tilbakefort, ramme.omraadet_brukt)
        potter.insert(0, Pott(str(omraade), None, ramme.oremerket_omraadet, *sums))
    return ramme, potter


def _fri_del(rammer):
    return med_saldo(rammer, oremerking=None)


def _saldoer(ramme, fri):
    """The earmarks and the free part; `fri` is the frame with the sums of its free part."""
    oremerkinger = list(
        Oremerking.objects.filter(ramme=ramme)
        .select_related("satsingsomraade")
        .annotate(**_sums(oremerking=OuterRef("pk")))
    )
    oremerkede = [_pott(str(rad), rad, rad.belop, rad) for rad in oremerkinger]
    fri_belop = fri.sentral + fri.justert - sum(rad.belop for rad in oremerkinger)
    return Rammeregnskap(ramme, oremerkede, _pott(_("Fri del"), None, fri_belop, fri), fri.justert)


def med_saldo(rammer, **trekk):
    """Frames with `justert`, `innvilget`, `tilbakefort` and `brukt`: of all draws, or of those that `trekk` names."""
    justert = _delsum(Justering.objects.filter(ramme=OuterRef("pk")), "ramme")
    return rammer.annotate(justert=justert, **_sums(ramme=OuterRef("pk"), **trekk))


def aarssaldo(ramme):
    """The Pott «all areas» of a frame from `med_saldo`, without what is asked for: a row in the list of years."""
    return _pott(str(ramme.aar), None, ramme.sentral + ramme.justert, ramme)


def samlet(kommune_id, aar):
    """The year's central money all together as a `Pott`, in one statement; None when the year has no frame.

    The same numbers as `regnskap(ramme).sum`, for pages that do not show the areas.
    """
    under_behandling = Soknad.objects.under_behandling().filter(kommune_id=kommune_id, aar=OuterRef("aar"))
    antall = under_behandling.order_by().values("aar").annotate(antall=Count("pk")).values("antall")
    rammer = med_saldo(Ramme.objects.filter(kommune_id=kommune_id, aar=aar))
    rad = rammer.annotate(
        omsokt=_delsum(under_behandling, "aar", "soknadsbelop"), antall_omsokt=Coalesce(Subquery(antall), 0)
    ).first()
    if rad is None:
        return None
    pott = _pott(_("Alle områder"), None, rad.total - rad.fordelt + rad.justert, rad)
    pott.omsokt, pott.antall_omsokt = rad.omsokt, rad.antall_omsokt
    return pott


def _sums(**trekk):
    """Granted, paid back and used of the draws that `trekk` names, as annotations.

    Subqueries, each worked out once for a row: joins would repeat the other sums for every draw.
    """
    trukket = Postering.objects.filter(**trekk)
    return {
        "innvilget": _delsum(trukket.filter(type=Postering.Type.INNVILGET), "ramme"),
        "tilbakefort": -_delsum(trukket.filter(type__in=Postering.Type.tilbakeforinger()), "ramme"),
        "brukt": _delsum(trukket.filter(soknad__sluttrapport__isnull=False), "ramme"),
    }


def _delsum(rader, gruppe, felt="belop"):
    """The sum over rows that are tied to the outer query and share one value of `gruppe`; 0 when there are none."""
    summer = rader.order_by().values(gruppe).annotate(sum=Sum(felt)).values("sum")
    return Coalesce(Subquery(summer), NULL, output_field=models.DecimalField())


def _pott(navn, oremerking, ramme_belop, rad):
    return Pott(navn, oremerking, ramme_belop, rad.innvilget, rad.tilbakefort, rad.brukt)


def _med_omsokt(svar):
    """Count each case under way on the pot that it would draw on first."""
    under_behandling = (
        Soknad.objects.under_behandling()
        .filter(kommune_id=svar.ramme.kommune_id, aar=svar.ramme.aar)
        .order_by()
        .values_list("satsingsomraade")
        .annotate(Sum("soknadsbelop"), Count("pk"))
    )
    for omraade, belop, antall in under_behandling:
        pott = svar.for_omraade(omraade)[0]
        pott.omsokt += belop
        pott.antall_omsokt += antall
    return svar


def foreslaa_trekk(ramme, satsingsomraade, belop):
    """How a grant is drawn unless someone chooses otherwise: the area's earmark first, then the free part.

    `satsingsomraade` may be None. Returns a list of `Trekk`. Raises ValidationError (code `for_lite`) saying how much
    is left where.
    """
    return regnskap(ramme).foreslaa_trekk(satsingsomraade and satsingsomraade.pk, belop)


def _foreslaa(potter, belop):
    rest, svar = belop, []
    for pott in potter:
        del_av = min(rest, pott.ledig)
        if del_av > 0:
            svar.append(Trekk(pott.oremerking, del_av))
            rest -= del_av
    if rest:
        raise for_lite(potter, belop)
    return svar


def gyldig_belop(belop):
    """The amount as a Decimal above zero in whole øre. Raises ValidationError (`ugyldig_belop`)."""
    belop = Decimal(belop)
    if not belop.is_finite() or belop <= 0 or belop != belop.quantize(OERE):
        raise ValidationError(_("Beløpet må være større enn null og ha høyst to desimaler."), code="ugyldig_belop")
    return belop


def for_lite(potter, belop):
    """The error that says how much is left in each of these pots."""
    ledig = ", ".join(f"{pott.navn} {kr(pott.ledig)}" for pott in potter)
    return ValidationError(
        _("Det er ikke nok penger igjen til %(belop)s. Ledig nå: %(ledig)s."),
        code="for_lite",
        params={"belop": kr(belop), "ledig": ledig},
    )


@transaction.atomic
def trekk(ramme, *, soknad, belop, satsingsomraade, fordeling=None):
    """Draw a grant on the frame and return its Posteringer. Locks the frame until the transaction ends.

    `fordeling` is a chosen alternative to `foreslaa_trekk`: a list of (oremerking_id or None, amount) that sums to
    `belop`. Raises ValidationError: `for_lite`, `ugyldig_fordeling`, `feil_omraade`, `ugyldig_belop`.
    """
    belop = gyldig_belop(belop)
    ramme = laas(ramme)
    potter = regnskap(ramme).for_omraade(satsingsomraade and satsingsomraade.pk)
    valgt = _foreslaa(potter, belop) if fordeling is None else _kontroller_fordeling(potter, belop, fordeling)
    return poster(Postering.Type.INNVILGET, ramme, soknad, valgt)


def laas(ramme):
    """Lock the frame and read it anew. Whoever locks a case as well, locks the frame first."""
    return Ramme.objects.select_for_update().get(pk=ramme.pk)


def laas_for(soknad):
    """Lock the frame that the case is drawn on, and return it; None when nothing is drawn."""
    trukket_fra = Postering.objects.filter(soknad=soknad).order_by().values("ramme")
    return Ramme.objects.select_for_update().filter(pk__in=trukket_fra).first()


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
    return [Trekk(mulige[nokkel].oremerking, del_av) for nokkel, del_av in onsket.items()]


def poster(slag, ramme, soknad, valgt):
    """Write one Postering for each `Trekk` in `valgt`. The frame must be locked."""
    with nok_i_rammen():
        return [
            Postering.objects.create(
                kommune_id=ramme.kommune_id, ramme=ramme, soknad=soknad, type=slag, oremerking=pott, belop=belop
            )
            for pott, belop in valgt
        ]


@contextmanager
def nok_i_rammen():
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


def kontroller_rett(bruker):
    """Raises PermissionDenied for anyone who may not change the frame."""
    if not bruker.has_perm("soknader.change_ramme"):
        raise PermissionDenied


def logg_endring(ramme, handling, bruker, grunn="", **data):
    """Write the audit line of a change of the frame."""
    tilgang.logg(ramme, handling, *tilgang.HR, bruker=bruker, kommentar=grunn, **data)
