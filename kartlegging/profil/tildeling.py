"""What people get by completing a course: one competence, many people at a time.

The same given twice is given once. Whoever has it already at that level keeps the row, which is confirmed or lasts longer
when what is given says so; a proof without level is a row of its own, as renewals are.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kartlegging.models import Kompetanse, Personkompetanse
from kartlegging.profil.registrering import laas_personer, om_maaneder
from kompetanse.felles.hendelser import log_hendelse_paa_alle
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Bruker, Person
from kompetanse.organisasjon.models.aktiv_rolle import AktivRolle

Tilstand = Personkompetanse.Tilstand
DAG = dt.timedelta(days=1)


@dataclass(frozen=True)
class Gave:
    """What is given: the competence at a level, from a day. `bekreftet`: it stands as confirmed at once, but for the one who
    gives it; `kilde` is what it was given for, and `institusjon` by whom."""

    kompetanse: Kompetanse
    nivaa: int | None
    dag: dt.date
    bekreftet: bool
    kilde: str = ""
    institusjon: str = ""

    @property
    def til(self) -> dt.date | None:
        return om_maaneder(self.dag, self.kompetanse.gyldig_mnd) if self.kompetanse.gyldig_mnd else None


def hindring(kompetanse: Kompetanse, nivaa: int | None) -> str:
    """Why this cannot be given to anyone; empty when it can. Read the competence with its scale and the steps of that."""
    if kompetanse.kun_fremvises:
        return _("Føres inn av lederen, med dagen beviset ble vist frem.")
    if kompetanse.slaatt_sammen_med_id or (kompetanse.avviklet and kompetanse.avviklet <= timezone.localdate()):
        return _("Er ikke lenger i katalogen.")
    if kompetanse.skala_id and nivaa not in [trinn.nivaa for trinn in kompetanse.trinn]:
        return _("Kurset sier ikke hvilket nivå det gir.")
    return ""


@transaction.atomic
def gi(personer: Iterable[int], gave: Gave, *, bruker: Bruker) -> int:
    """Give it to these people; those who have left get nothing. Returns how many rows are new or changed. The statements do
    not grow with the number. Raises nothing: ask `hindring` first."""
    personer = list(personer)
    laas_personer(personer)
    Kompetanse.objects.select_for_update(no_key=True).get(pk=gave.kompetanse.pk)
    blir = Person.objects.filter(pk__in=personer).med_slutt().filter(har_sluttet=False).order_by("pk")
    giver = _Giver(gave, bruker, tilgang.handler_som(bruker, *tilgang.MED_INNSYN_I_SAKER))
    giver.les(blir.values_list("pk", flat=True))
    return giver.skriv()


@dataclass
class _Giver:
    """Decides for each person what becomes of it, and writes it."""

    gave: Gave
    bruker: Bruker
    rolle: AktivRolle | None
    nye: list[Personkompetanse] = field(default_factory=list)
    endrede: list[Personkompetanse] = field(default_factory=list)
    personer: list[int] = field(default_factory=list)

    def les(self, personer):
        self.personer = list(personer)
        gave = self.gave
        har = Personkompetanse.objects.filter(
            person__in=self.personer, kompetanse=gave.kompetanse, nivaa=gave.nivaa, tilstand__in=Personkompetanse.TELLER
        )
        per_person: dict[int, list[Personkompetanse]] = {}
        for rad in har.order_by("fra", "pk"):
            per_person.setdefault(rad.person_id, []).append(rad)
        for person_id in self.personer:
            self._plasser(person_id, [rad for rad in per_person.get(person_id, []) if self._samme(rad)])

    def _samme(self, rad):
        """A level has one row at a time; a proof is told by its days."""
        if self.gave.nivaa is None:
            return (rad.fra, rad.til) == (self.gave.dag, self.gave.til)
        return (rad.til is None or rad.til >= self.gave.dag) and (self.gave.til is None or rad.fra <= self.gave.til)

    def _plasser(self, person_id, like):
        bekreftes = self.gave.bekreftet and person_id != self.bruker.person_id
        if not like:
            self._ny(person_id, self.gave.dag, bekreftes)
            return
        siste = like[-1]
        varer_lenger = siste.til is not None and (self.gave.til is None or self.gave.til > siste.til)
        if siste.tilstand == Tilstand.BEKREFTET and not bekreftes:
            # What a leader has confirmed is not prolonged by what no leader has.
            if varer_lenger:
                self._ny(person_id, siste.til + DAG, bekreftes)
        elif varer_lenger or siste.tilstand != Tilstand.BEKREFTET and bekreftes:
            siste.til = self.gave.til if varer_lenger else siste.til
            self._bekreft(siste, bekreftes)
            self.endrede.append(siste)

    def _ny(self, person_id, fra, bekreftes):
        gave = self.gave
        rad = Personkompetanse(
            person_id=person_id,
            kompetanse=gave.kompetanse,
            nivaa=gave.nivaa,
            fra=fra,
            til=gave.til,
            institusjon=gave.institusjon[:150],
            kommentar=gave.kilde,
            registrert_av=self.bruker,
        )
        self._bekreft(rad, bekreftes)
        self.nye.append(rad)

    def _bekreft(self, rad, bekreftes):
        rad.endret = timezone.now()
        if bekreftes:
            rad.tilstand, rad.vurdert_av, rad.vurdert = Tilstand.BEKREFTET, self.bruker, rad.endret
            rad.__dict__.update(tilgang.i_rollen(self.rolle))

    def skriv(self):
        """What was begun of it is thereby finished, and goes."""
        Personkompetanse.objects.bulk_create(self.nye)
        felter = ["til", "tilstand", "vurdert_av", "vurdert", "i_rolle", "paa_vegne_av", "endret"]
        Personkompetanse.objects.bulk_update(self.endrede, felter)
        begynt = Personkompetanse.objects.filter(person__in=self.personer, kompetanse=self.gave.kompetanse)
        begynt.filter(tilstand=Tilstand.PAABEGYNT).delete()
        alle = [*self.nye, *self.endrede]
        log_hendelse_paa_alle(alle, "kompetanse.gitt", bruker=self.bruker, **tilgang.i_rollen(self.rolle))
        return len(alle)
