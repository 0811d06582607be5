"""The mapping table of a unit: tasks, what they demand, who meets it, and whether more are needed."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from kartlegging import kravtelling, labels
from kartlegging.kravtelling import Kravtelling
from kartlegging.models import Behovsmelding, Kompetansekrav
from kartlegging.oppfylling import Oppfylling, Tilstand, oppfylling
from kartlegging.tabell.naermest import Slag, naermest
from kompetanse.felles.formats import dato_kort, og_liste
from kompetanse.organisasjon.models import Enhet, Person
from kompetanse.organisasjon.sok import etter_navn

# So many names stand in a cell before the rest become a number.
VISES = 6


@dataclass
class Kravrad(Kravtelling):
    """A row of the table: the people by name."""

    svar: list[tuple[Person, Oppfylling]] = field(default_factory=list)
    behov: Behovsmelding | None = None

    @cached_property
    def gaar_ut(self):
        return [(person, svar) for person, svar in self.moter if svar.gaar_ut_snart(self.dag)]

    @cached_property
    def naermest(self):
        """Those who may become the next, the nearest first, each with the reason."""
        return naermest(self.svar)

    @property
    def uten(self):
        """Those whom it concerns by name and who have nothing of it, nor begun."""
        return [
            (person, svar)
            for person, svar in self.svar
            if svar.mangler(self.dag) and svar.tilstand == Tilstand.MANGLER and not svar.forventet
        ]

    @property
    def har_frist(self):
        return [(person, svar) for person, svar in self.svar if svar.berort and svar.har_frist(self.dag)]

    @property
    def kravtekst(self):
        return labels.kravtekst(self.krav)

    @cached_property
    def vises(self):
        """The first of those who meet it, with those whose proof runs out last: (who, «nivå 3», whether it is urgent)."""
        haster = [(person, _gaar_ut(svar), True) for person, svar in self.gaar_ut]
        andre = (par for par in self.moter if not par[1].gaar_ut_snart(self.dag))
        plass = max(VISES - len(haster), 0)
        return [(person, _paa_nivaa(svar), False) for person, svar in islice(andre, plass)] + haster

    @property
    def resten(self):
        return len(self.moter) - len(self.vises)

    @property
    def navnene(self):
        """All who meet it, in one line for paper."""
        navn = [
            _("%(navn)s (går ut %(dato)s)") % {"navn": person, "dato": dato_kort(svar.holder_til)}
            if svar.gaar_ut_snart(self.dag)
            else str(person)
            for person, svar in self.moter
        ]
        return ", ".join(navn) or _("Ingen ennå")

    @property
    def tone(self):
        return "nei" if self.alene and self.mangler else "vent" if self.mangler else ""

    @property
    def linjer(self):
        """The quiet lines under the names: (icon, heading, who)."""
        naere = defaultdict(list)
        for naer in self.naermest:
            naere[naer.slag].append(naer.kort)
        alle = (
            ("Hourglass", _("Venter på å bli bekreftet"), naere[Slag.UBEKREFTET]),
            ("ArrowRight", _("På vei"), naere[Slag.PAA_VEI]),
            ("Person", _("Nærmest"), naere[Slag.FOR_LAVT][:VISES]),
            ("XMark", _("Gått ut"), naere[Slag.GAATT_UT]),
            ("Clock", _("Har frist"), [f"{person} ({dato_kort(svar.frist)})" for person, svar in self.har_frist]),
            ("Minus", _("Mangler"), [str(person) for person, _svar in self.uten[:VISES]]),
        )
        return [{"ikon": ikon, "navn": navn, "tekst": og_liste(hvem)} for ikon, navn, hvem in alle if hvem]

    @property
    def andel(self):
        """How much of what is needed is there, 0–100."""
        return 100 if not self.mangler else round(100 * (self.trengs - self.mangler) / self.trengs)


def _gaar_ut(svar):
    return _("går ut %(dato)s") % {"dato": dato_kort(svar.holder_til)}


def _paa_nivaa(svar):
    return _("nivå %(nivaa)s") % {"nivaa": svar.nivaa} if svar.nivaa else ""


@dataclass
class Kartlegging:
    """The table of a unit on a day, the thinnest first. `behov` are the needs that are about no row of it."""

    enhet: Enhet
    dag: dt.date
    rader: list[Kravrad]
    folk: list[Person]
    behov: list[Behovsmelding] = field(default_factory=list)

    @property
    def antall_ansatte(self):
        return len(self.folk)

    @property
    def er_stor(self):
        return len(self.folk) > kravtelling.STOR

    @property
    def egne_krav(self):
        """What each person is to meet by name, counted for all: (met, in all)."""
        berort = [svar for rad in self.rader for _person, svar in rad.svar if svar.berort]
        return sum(svar.moter for svar in berort), len(berort)

    @property
    def talliste(self):
        mangler = [rad for rad in self.rader if rad.mangler]
        alene = [rad for rad in self.rader if rad.alene]
        gaar_ut = sorted(svar.holder_til for rad in self.rader for _person, svar in rad.gaar_ut)
        return [
            {"navn": _("Krav i alt"), "verdi": len(self.rader)},
            {
                "navn": _("Dekket"),
                "verdi": len(self.rader) - len(mangler),
                "tillegg": _("av %(antall)s") % {"antall": len(self.rader)},
                "definisjon": _("Så mange som kravet ber om, møter det i dag."),
            },
            {
                "navn": _("Trenger flere"),
                "verdi": len(mangler),
                "tillegg": _("%(antall)s i alt") % {"antall": sum(rad.mangler for rad in mangler)} if mangler else "",
                "definisjon": _("Det mangler folk som møter kravet. De som har frist ennå, er ikke regnet med."),
            },
            {
                "navn": _("Bare én kan det"),
                "verdi": len(alene),
                "tone": "fare" if alene else "",
                "definisjon": _("Kravet sier hvor mange som må kunne det, og nøyaktig én møter det."),
            },
            {
                "navn": _("Går ut innen 90 dager"),
                "verdi": len(gaar_ut),
                "tillegg": _("det første om %(dager)s") % {"dager": (gaar_ut[0] - self.dag).days} if gaar_ut else "",
                "definisjon": _("Bevis som møter et krav i dag, men som ikke gjør det om 90 dager."),
            },
        ]


def kartlegging(enhet: Enhet, dag: dt.date | None = None) -> Kartlegging:
    """The requirements that concern the unit and what is below it, each with the people there, in five statements."""
    dag = dag or timezone.localdate()
    folk = {person.pk: person for person in Person.objects.i_enhet(enhet).order_by(*etter_navn())}
    plass = {person_id: nummer for nummer, person_id in enumerate(folk)}
    rader = {krav.pk: Kravrad(krav, dag) for krav in krav_for(enhet, dag)}
    svar_per_krav = defaultdict(list)
    for svar in oppfylling(Person.objects.i_enhet(enhet), krav_for(enhet, dag), dag):
        svar_per_krav[svar.krav_id].append((folk[svar.person_id], svar))
    for krav_id, svar in svar_per_krav.items():
        rader[krav_id].svar = sorted(svar, key=lambda par: (-(par[1].nivaa or 0), plass[par[1].person_id]))
    meldt = Behovsmelding.objects.filter(enhet=enhet, trukket__isnull=True).select_related("kompetanse__skala")
    for melding in meldt:
        if melding.krav_id in rader:
            rader[melding.krav_id].behov = melding
    # One from above that concerns nobody here has nothing to say here.
    synlige = [rad for rad in rader.values() if rad.svar or rad.krav.enhet.path.startswith(enhet.path)]
    uten_krav = [melding for melding in meldt if melding.kompetanse]
    return Kartlegging(enhet, dag, sorted(synlige, key=tynnest_foerst), list(folk.values()), uten_krav)


def krav_for(enhet: Enhet, dag: dt.date) -> QuerySet[Kompetansekrav]:
    """The requirements in force on a day that the table of the unit is about."""
    return Kompetansekrav.objects.gjeldende(dag).i_enheten(enhet).med_alt()


def tynnest_foerst(rad: Kravrad) -> tuple:
    """The order of the rows of a table."""
    return (not rad.alene, rad.andel, -rad.mangler, rad.gjelder, str(rad.krav.kompetanse))
