"""What storing a file of answers would do, shown before it is done, and then done.

Nothing waits on the server between the two: the page that shows it carries what was read, sealed, and brings it back.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NamedTuple

from django.core import signing
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from evaluering.deltakere import deltakere
from evaluering.models import Evalueringsniva, Innsamling, Sporsmal
from evaluering.svar import avlegging
from evaluering.svar.avlegging import OmDeltaker
from evaluering.svar.innsamling import aapne, antall_spurt, etterpaa
from evaluering.svar.ord import SOM
from evaluering.svar.sporreskjema import SKALA, stilte
from evaluering.svar.svarfil import Lest
from kompetanse.felles.innlesing import Linje, Plan
from kompetanse.felles.innlesing.innlesing import FEIL, NY, UENDRET
from kompetanse.organisasjon.models import Bruker, Person

SALT, GJELDER = "evaluering.svarfil", 24 * 3600
Slag, Moment = Sporsmal.Slag, Innsamling.Moment


class Fordelt(NamedTuple):
    """A question of an anonymous form: how many answered it, and how many what; words are counted, and not shown."""

    tekst: str
    antall: int
    fordeling: list[tuple[str, int]]

    @property
    def i_ord(self) -> str:
        """«1: 0, 2: 1, …»."""
        return ", ".join(f"{navn}: {antall}" for navn, antall in self.fordeling) or "–"


@dataclass(eq=False, kw_only=True)
class Svarplan(Plan):
    """The rows of a file, or what keeps them from being stored. Of an anonymous form all are stored, or none: one that has
    been mended is read again whole."""

    anonyme: list[dict[str, Any]] = field(default_factory=list)
    om: list[OmDeltaker] = field(default_factory=list)
    fordelt: list[Fordelt] = field(default_factory=list)

    def avtrykk(self):
        yield sorted(map(repr, self.linjer))
        yield sorted(repr(sorted(verdier.items())) for verdier in self.anonyme)
        yield sorted(map(repr, self.om))

    @property
    def kan_lagres(self) -> int:
        """How many answers would be stored."""
        return len(self.om) if self.om else 0 if self.tall.get(FEIL) else len(self.anonyme)


def forsegl(innsamling: Innsamling, lest: Lest) -> str:
    """What was read, as the page carries it until it is confirmed."""
    verdi = [innsamling.niva_id, str(innsamling.moment), lest.rader, lest.feil]
    return signing.dumps(verdi, salt=SALT, compress=True)


def aapne_segl(innsamling: Innsamling, segl: str) -> Lest:
    """Raises ValidationError for what was read for another form, or long ago."""
    try:
        niva, moment, rader, feil = signing.loads(segl, salt=SALT, max_age=GJELDER)
    except signing.BadSignature:
        niva = moment = None
    if (niva, moment) != (innsamling.niva_id, str(innsamling.moment)):
        raise ValidationError(_("Det er for lenge siden filen ble lest. Velg den på nytt."))
    return Lest(rader, [tuple(ett) for ett in feil])


def sammenlign(innsamling: Innsamling, lest: Lest) -> Svarplan:
    """What storing it would do, stored or not opened yet. Nothing is written here."""
    plan = Svarplan(linjer=[Linje(FEIL, linje, "", hvem, grunn) for linje, hvem, grunn in lest.feil])
    if innsamling.er_anonym:
        plan.anonyme = [rad["verdier"] for rad in lest.rader]
        plan.fordelt = list(_fordelt(innsamling, plan.anonyme))
        plan.linjer += _for_mange(innsamling, len(plan.anonyme))
    else:
        _ta_med_alle(plan, innsamling, lest)
        plan.linjer.sort(key=lambda en: ((FEIL, NY, UENDRET).index(en.slag), en.linje))
    return plan


@transaction.atomic
def lagre(innsamling: Innsamling, lest: Lest, sett: str, *, bruker: Bruker) -> int:
    """Store what the preview with the fingerprint `sett` showed, and open the form when it is not. Returns how many answers
    were stored; 0 when too few took part for anybody to answer anonymously. Raises ValidationError."""
    aapen = aapne(innsamling.niva, innsamling.moment, bruker=bruker, med_lenker=False)
    if aapen is None:
        return 0
    plan = sammenlign(aapen, lest)
    if plan.fingeravtrykk() != sett or not plan.kan_lagres:
        raise ValidationError(_("Dette er ikke det du så, så ingenting er lagret. Se over på nytt."), code="endret")
    if aapen.er_anonym:
        return avlegging.legg_inn(aapen, plan.anonyme, bruker=bruker)
    return avlegging.legg_inn_om(aapen, plan.om, bruker=bruker)


def den_som_spoerres(niva: Evalueringsniva, moment: str) -> Innsamling | None:
    """The collection of a moment, or one that is not opened yet, and not stored; None without a form to ask by, and for a
    moment that the level is not asked at."""
    if finnes := niva.innsamlinger.filter(moment=moment).select_related("versjon").first():
        return finnes if finnes.versjon else None
    versjon = niva.skjema and niva.skjema.nyeste if moment in (Moment.FOER, etterpaa(niva)) else None
    return Innsamling(niva=niva, moment=moment, versjon=versjon) if versjon else None


# --- Level 1 ---------------------------------------------------------------------------------------


def _fordelt(innsamling, alle) -> Iterator[Fordelt]:
    for stilt in stilte(innsamling):
        svar = [verdier[stilt.nokkel] for verdier in alle if stilt.nokkel in verdier]
        talt, slag = Counter(svar), stilt.sporsmal.slag
        mulige = list(enumerate(stilt.alternativer)) if slag == Slag.VALG else [(ett, str(ett)) for ett in SKALA]
        delt = [(navn, talt[verdi]) for verdi, navn in mulige] if slag in (Slag.SKALA, Slag.VALG) else []
        yield Fordelt(stilt.tekst, len(svar), delt)


def _for_mange(innsamling, antall):
    """By a file nobody says who they are; so there are never more answers than there were people."""
    ledige = innsamling.plasser - innsamling.antall_svar if innsamling.pk else antall_spurt(innsamling.niva)
    if antall > ledige:
        ord_ = {"antall": antall, "ledige": ledige}
        grunn = _("Filen har %(antall)s svar, og det er %(ledige)s av dem som deltok, som ikke har svart.") % ord_
        yield Linje(FEIL, None, "", "", grunn + " " + _("Ta bort radene som er svart på en annen måte."))


# --- Levels 2 and 3 --------------------------------------------------------------------------------


def _ta_med_alle(plan, innsamling, lest):
    folk, sett = _Folk(innsamling), {}
    for rad in lest.rader:
        hvem, som = rad["hvem"], rad["som"]
        try:
            person = folk.finn(hvem)
        except ValidationError as feil:
            plan.linjer.append(Linje(FEIL, rad["linje"], "", hvem, feil.message))
            continue
        ny = OmDeltaker(person.pk, som, rad["verdier"], rad["proeve"])
        slag, tekst = _mot_lagret(folk.svart.get((person.pk, som)), ny)
        if (person.pk, som) in sett:
            slag, tekst = FEIL, _("Står også på linje %s. Ta bort den ene.") % sett[person.pk, som]
        sett.setdefault((person.pk, som), rad["linje"])
        if slag == NY:
            plan.om.append(ny)
        plan.linjer.append(Linje(slag, rad["linje"], str(SOM[som]), str(person), tekst))


def _mot_lagret(lagret, ny):
    if lagret is None:
        return NY, ""
    poeng = ny.proeve.get("poeng")
    lik = lagret.verdier == ny.verdier and (poeng is None or lagret.poeng == Decimal(poeng))
    if lik and ny.proeve.get("bestaatt", lagret.bestaatt) == lagret.bestaatt:
        return UENDRET, ""
    return FEIL, _("Har svart noe annet allerede. Et svar som er gitt, endres ikke.")


class _Folk:
    """Those who took part, by employee number, e-mail and name; and what has been answered about them. Two statements."""

    def __init__(self, innsamling: Innsamling):
        self.per: dict[str, set[Person]] = {}
        for person in deltakere(innsamling.niva.evaluering):
            for navn in (person.ansattnummer, person.epost, str(person)):
                self.per.setdefault(_normal(navn), set()).add(person)
        svar = innsamling.deltakersvar.all() if innsamling.pk else ()
        self.svart = {(ett.deltaker_id, ett.som): ett for ett in svar}

    def finn(self, hvem: str) -> Person:
        """Raises ValidationError."""
        treff = self.per.get(_normal(hvem), set()) if hvem else set()
        if len(treff) == 1:
            return next(iter(treff))
        if treff:
            raise ValidationError(_("Flere deltakere heter dette. Bruk ansattnummeret."))
        raise ValidationError(_("Er ikke blant deltakerne. Rett navnet, eller legg til deltakeren i planen først."))


def _normal(tekst):
    return " ".join(str(tekst or "").split()).casefold()
