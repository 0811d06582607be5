"""What a person has of two competences that become one: rows that would overlap at a level are made into one."""

import copy
import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field

from kartlegging.models import Bevisfil, Kompetanse, Personkompetanse

Tilstand = Personkompetanse.Tilstand
DAG = dt.timedelta(days=1)
EVIG = dt.date.max


def foren(kilde: Kompetanse, maal: Kompetanse) -> None:
    """Make room for what people have of `kilde` at a level beside what they have of `maal`, day by day as it was.

    Rows of the same trust that overlap become one, from the first day to the last. What is self-assessed gives way where
    the same level is confirmed, so that nothing is confirmed longer than someone said.
    """
    poster = Personkompetanse.objects.filter(
        kompetanse__in=[kilde, maal], nivaa__isnull=False, tilstand__in=Personkompetanse.TELLER
    )
    per_nivaa = defaultdict(list)
    for post in poster.order_by("fra", "pk"):
        per_nivaa[post.person_id, post.nivaa].append(post)
    for rader in per_nivaa.values():
        if len({rad.kompetanse_id for rad in rader}) > 1:
            _Forening(rader).skriv()


@dataclass
class _Forening:
    """The rows of one person at one level, the oldest first, and what is to become of them."""

    rader: list[Personkompetanse]
    bekreftet: list[Personkompetanse] = field(default_factory=list)
    egne: list[Personkompetanse] = field(default_factory=list)
    nye: list[Personkompetanse] = field(default_factory=list)
    # Those that go, each with the one that takes over its files.
    vekk: list[tuple[Personkompetanse, Personkompetanse]] = field(default_factory=list)

    def __post_init__(self):
        self.bekreftet = self._slaa_sammen(Tilstand.BEKREFTET)
        self.egne = [rad for rad in self._slaa_sammen(Tilstand.EGENVURDERT) if self._gi_plass(rad)]

    def _slaa_sammen(self, tilstand):
        """Rows of one trust, without overlap; of those that meet, the one that was judged or written last is kept."""
        svar = []
        for rad in (rad for rad in self.rader if rad.tilstand == tilstand):
            if svar and rad.fra <= (svar[-1].til or EVIG):
                svar[-1] = self._ett(svar[-1], rad)
            else:
                svar.append(rad)
        return svar

    def _ett(self, a, b):
        beholdt, vekk = sorted((a, b), key=lambda rad: rad.vurdert or rad.registrert, reverse=True)
        beholdt.fra, beholdt.til = min(a.fra, b.fra), None if None in (a.til, b.til) else max(a.til, b.til)
        if vekk.kommentar not in beholdt.kommentar:
            beholdt.kommentar = "\n".join(filter(None, (beholdt.kommentar, vekk.kommentar)))
        self.vekk.append((vekk, beholdt))
        return beholdt

    def _gi_plass(self, egen):
        """Cut a self-assessed row to the days that no confirmed one covers; False when there are none left."""
        opptatt = [rad for rad in self.bekreftet if rad.fra <= (egen.til or EVIG) and egen.fra <= (rad.til or EVIG)]
        if not opptatt:
            return True
        igjen = _ledige_perioder(egen, opptatt)
        if not igjen:
            self.vekk.append((egen, opptatt[-1]))
            return False
        # The last piece is what counts from now on, so it is that which keeps the row and its files.
        *tidligere, (egen.fra, egen.til) = igjen
        self.nye += [_kopi(egen, *periode) for periode in tidligere]
        return True

    def skriv(self):
        """What goes first, then what becomes shorter, then what becomes longer: no two overlap on the way."""
        for vekk, beholdt in self.vekk:
            Bevisfil.objects.filter(personkompetanse=vekk).update(personkompetanse=beholdt)
        Personkompetanse.objects.filter(pk__in=[vekk.pk for vekk, _beholdt in self.vekk]).delete()
        for rad in (*self.egne, *self.bekreftet):
            rad.save(update_fields=["fra", "til", "kommentar"])
        Personkompetanse.objects.bulk_create(self.nye)


def _ledige_perioder(egen, opptatt):
    """(from, until) of the days of a row that none of the others has, in order."""
    perioder, fra = [], egen.fra
    for rad in opptatt:
        if rad.fra > fra:
            perioder.append((fra, rad.fra - DAG))
        if rad.til is None:
            return perioder
        fra = max(fra, rad.til + DAG)
    if fra <= (egen.til or EVIG):
        perioder.append((fra, egen.til))
    return perioder


def _kopi(post, fra, til):
    ny = copy.copy(post)
    ny._state = copy.copy(post._state)
    ny.pk, ny._state.adding, ny.fra, ny.til = None, True, fra, til
    return ny
