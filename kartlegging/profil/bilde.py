"""What «Min kompetanse» shows, and a leader's page of one person: what the work demands, what one has, what is missing."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, replace

from django.utils import timezone
from django.utils.translation import gettext as _

from kartlegging import labels
from kartlegging.katalog.inkludering import dekkes_av
from kartlegging.models import Kompetanse, Kompetansekrav, Personkompetanse
from kartlegging.oppfylling import Grunn, Oppfylling, oppfylling
from kartlegging.profil import tilbud
from kartlegging.profil.tilbud import Tilbud
from kompetanse.organisasjon.models import Person
from kompetanse.organisasjon.trevisning import NbSort

Tilstand = Personkompetanse.Tilstand
# So many stand on the page; the rest is a click away.
VISES = 8
LANGT_FREM = dt.date.max


@dataclass(frozen=True)
class Linje:
    """One competence that the work demands: the strictest requirement, where it comes from, and what the person has.

    `gjennom` is set when it is met by another competence that includes it, and `tilbud` when something is offered to one
    who lacks it, or whose proof runs out.
    """

    krav: Kompetansekrav
    kilder: list[str]
    svar: Oppfylling
    har: Personkompetanse | None
    gjennom: Kompetanse | None
    dag: dt.date
    tilbud: Tilbud | None = None

    @property
    def kompetanse(self):
        return self.krav.kompetanse

    @property
    def i_orden(self):
        return self.svar.moter and not self.gaar_ut_snart

    @property
    def gaar_ut_snart(self):
        return self.svar.gaar_ut_snart(self.dag)

    @property
    def krever(self):
        return labels.krever(self.krav)

    @property
    def dager_igjen(self):
        return (self.svar.holder_til - self.dag).days

    @property
    def kan_registreres(self):
        """There is something to do about it; what waits for the leader does not."""
        return not self.i_orden and self.svar.grunn != Grunn.UBEKREFTET

    @property
    def gikk_ut(self):
        return self.svar.grunn == Grunn.GAATT_UT


@dataclass(frozen=True)
class Kompetansebilde:
    """All that the page of one person shows of competence."""

    person: Person
    dag: dt.date
    linjer: list[Linje]
    annet: list[Personkompetanse]
    antall_annet: int
    paabegynt: list[Personkompetanse]
    returnert: list[Personkompetanse]

    @property
    def grupper(self):
        """(heading, lines) in the order that they ask for attention; the empty ones left out."""
        alle = (
            (_("Mangler"), [linje for linje in self.linjer if not linje.svar.moter]),
            (_("Går ut snart"), self.gaar_ut),
            (_("I orden"), [linje for linje in self.linjer if linje.i_orden]),
        )
        return [(navn, linjer) for navn, linjer in alle if linjer]

    @property
    def gaar_ut(self):
        return sorted((linje for linje in self.linjer if linje.gaar_ut_snart), key=lambda linje: linje.svar.holder_til)

    @property
    def forst(self):
        """What the tinted card is about: what runs out first, or has run out; None when nothing does."""
        return next(iter([*self.gaar_ut, *(linje for linje in self.linjer if linje.gikk_ut)]), None)

    @property
    def flere_annet(self):
        return self.antall_annet - len(self.annet)

    @property
    def antall_moter(self):
        return sum(linje.svar.moter for linje in self.linjer)


def kompetansebilde(person: Person, dag: dt.date | None = None) -> Kompetansebilde:
    """The picture of one person on a day (today), in the same number of statements however much there is."""
    dag = dag or timezone.localdate()
    linjer = _med_tilbud(person, kravlinjer(person, dag))
    krevd = {linje.krav.kompetanse_id for linje in linjer}
    egne = person.kompetanser.for_visning()
    annet = egne.gyldig(dag).exclude(kompetanse__in=krevd).order_by(NbSort("kompetanse__navn"), "-nivaa", "pk")
    uferdig = list(egne.filter(tilstand__in=[Tilstand.PAABEGYNT, Tilstand.RETURNERT]).order_by("forventet", "-vurdert"))
    return Kompetansebilde(
        person,
        dag,
        linjer,
        list(annet[:VISES]),
        annet.count(),
        [rad for rad in uferdig if rad.tilstand == Tilstand.PAABEGYNT],
        [rad for rad in uferdig if rad.tilstand == Tilstand.RETURNERT],
    )


def _med_tilbud(person, linjer):
    tilbudt = tilbud.neste(person, {en.krav.kompetanse_id: en.krav.nivaa for en in linjer if en.kan_registreres})
    return [replace(en, tilbud=tilbudt.get(en.krav.kompetanse_id)) for en in linjer]


def kravlinjer(person: Person, dag: dt.date) -> list[Linje]:
    """One line for each competence that the work demands of the person, by name."""
    svar = [ett for ett in oppfylling(Person.objects.filter(pk=person.pk), dag=dag) if ett.berort]
    per_krav = {ett.krav_id: ett for ett in svar}
    krav = Kompetansekrav.objects.filter(pk__in=per_krav).select_related(
        "enhet", "oppgave", "kategori", "kompetanse__skala"
    )
    per_kompetanse = defaultdict(list)
    for ett in krav.prefetch_related("kompetanse__skala__trinn").order_by(NbSort("kompetanse__navn"), "enhet__path"):
        per_kompetanse[ett.kompetanse_id].append((ett, per_krav[ett.pk]))
    dekker = dekkes_av(per_kompetanse)
    egne = _egne(person, {nokkel for alle in dekker.values() for nokkel in alle})
    linjer = [_linje(par, dekker[nokkel], egne, dag) for nokkel, par in per_kompetanse.items()]
    return sorted(linjer, key=lambda linje: linje.krav.styrke != Kompetansekrav.Styrke.SKAL)


def _linje(par, dekkes_av, egne, dag):
    """The strictest of several requirements counts: what is furthest from being met, then the highest level."""
    krav, svar = max(par, key=lambda ett: (*_avstand(ett[1], dag), ett[0].nivaa or 0, ett[0].maa_bekreftes))
    kilder = list(dict.fromkeys(labels.gjelder(ett) for ett, _svar in par))
    har = _beste(egne[krav.kompetanse_id], krav, svar, dag)
    gjennom = None
    if svar.moter and not (har and har.gyldig_paa(dag)):
        andre = [rad for nokkel in dekkes_av for rad in egne[nokkel] if rad.gyldig_paa(dag)]
        har = _beste(andre, krav, svar, dag)
        gjennom = har and har.kompetanse
    return Linje(krav, kilder, svar, har, gjennom, dag)


def _avstand(svar, dag):
    return not svar.moter, not svar.har_frist(dag), svar.gaar_ut_snart(dag)


def _beste(rader, krav, svar, dag):
    """What is shown as «jeg har»: valid before run out, confirmed where that is what meets the requirement, the highest."""
    bekreftet_foerst = krav.maa_bekreftes and svar.moter

    def verdi(rad):
        bekreftet = rad.tilstand == Tilstand.BEKREFTET
        return (
            rad.gyldig_paa(dag),
            bekreftet_foerst and bekreftet,
            rad.tilstand != Tilstand.PAABEGYNT,
            rad.nivaa or 0,
            bekreftet,
            rad.til or LANGT_FREM,
        )

    return max(rader, key=verdi, default=None)


def _egne(person, kompetanser):
    """The person's items of these competences, by competence; what is returned is no longer claimed."""
    per_kompetanse = defaultdict(list)
    rader = person.kompetanser.filter(kompetanse__in=kompetanser).exclude(tilstand=Tilstand.RETURNERT)
    for rad in rader.for_visning():
        per_kompetanse[rad.kompetanse_id].append(rad)
    return per_kompetanse
