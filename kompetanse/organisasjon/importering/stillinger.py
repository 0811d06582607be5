"""One employee at a time: which stored position is which row, and what becomes of it.

A position is known by its number from the HR system, else by unit and title. What was is kept: a move, or other
content from a later start date, ends the old position the day before and starts a new one. Pure functions.
"""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations, count
from typing import NamedTuple

from django.utils.translation import gettext as _

from kompetanse.organisasjon.importering.noder import Node

DAG = dt.timedelta(days=1)
ALDRI = dt.date.max
FULL = Decimal(100)


class Verdi(NamedTuple):
    """What a position says."""

    enhet: Node
    nummer: str
    kode: str
    tittel: str
    prosent: Decimal
    fra: dt.date
    til: dt.date | None
    er_leder: bool
    hovedstilling: bool

    def gjelder(self, dato):
        return self.fra <= dato <= (self.til or ALDRI)

    @property
    def innhold(self):
        """What is worth a period of its own when it changes."""
        return self.tittel, self.kode, self.prosent


@dataclass(eq=False, slots=True)
class Stillingspost:
    """A position as it is stored (`gammel`, None for a new one) and as it is to be (`ny`)."""

    gammel: Verdi | None
    ny: Verdi
    pk: int | None = None
    versjon: str = ""
    person_id: int | None = None

    @property
    def er_endret(self):
        return self.gammel is not None and self.ny != self.gammel


class Par(NamedTuple):
    """A row, the stored position that it is (or None), and the new one that it makes (or None)."""

    rad: object
    post: Stillingspost | None
    ny_post: Stillingspost | None


def overlapp_i_filen(rader):
    """Rows of one employee that claim the same number at the same time: a list of (row, reason)."""
    feil = []
    for en, to in combinations(rader, 2):
        if (
            en.nummer
            and en.nummer == to.nummer
            and _start(en, dt.date.min) <= (to.til or ALDRI)
            and _start(to, dt.date.min) <= (en.til or ALDRI)
        ):
            feil += [(en, _overlapp(to)), (to, _overlapp(en))]
    return feil


def _overlapp(annen):
    return _("Samme stilling står også på linje %d, og periodene overlapper.") % annen.linje


def _start(rad, uten):
    return rad.fra or uten


def sammenlign(rader, poster, dato, enhet_for):
    """Lay the rows of one employee on the stored positions. Returns a list of `Par`; sets `ny` on the posts.

    Positions in force that no row speaks of end the day before `dato`, unless a row says that there are others.
    """
    rader = sorted(rader, key=lambda rad: (rad.fra or dato, rad.linje))
    funnet = _finn_par(rader, poster, dato, enhet_for)
    par = []
    for rad in rader:
        post = funnet.get(rad.linje)
        if post is None:
            ny = _ny_stilling(rad, rader, poster, dato, enhet_for(rad))
            par.append(Par(rad, None, ny and _skilt_fra_de_andre(ny, par, poster)))
        else:
            par.append(Par(rad, post, _oppdater(rad, post, poster, dato, enhet_for(rad))))
    brukt = list(funnet.values())
    sier_alt = not any(rad.har_andre for rad in rader)
    for post in poster:
        if sier_alt and post not in brukt and not _avloses(post, brukt):
            avslutt(post, dato)
    _velg_hovedstilling(par, poster, dato)
    return par


def avslutt(post, dato):
    """The position ends the day before; one that started on the day itself has that day."""
    siste_dag = max(dato - DAG, post.gammel.fra)
    if post.gammel.gjelder(dato) and post.gammel.til != siste_dag:
        post.ny = post.gammel._replace(til=siste_dag)


def _avloses(post, brukt):
    """It ends by itself the day before a later row of the same position starts."""
    return any(
        post.ny.til is not None and p.ny.fra == post.ny.til + DAG and p.ny.nummer == post.ny.nummer for p in brukt
    )


# --- Which is which -----------------------------------------------------------------------------


def _finn_par(rader, poster, dato, enhet_for):
    """Line number → stored position. The surest criterion takes its pick first."""
    ledige, funnet = list(poster), {}
    flere = len(rader) > 1
    for kriterium in KRITERIER:
        for rad in rader:
            if not ledige:
                return funnet
            if rad.linje in funnet:
                continue
            enhet = enhet_for(rad)
            mulige = [p for p in ledige if kriterium(rad, p.gammel, enhet, dato, flere) and _overlapper(rad, p, dato)]
            if mulige:
                post = max(mulige, key=lambda p, rad=rad, enhet=enhet: _likhet(rad, p.gammel, enhet, dato))
                funnet[rad.linje] = post
                ledige.remove(post)
    return funnet


def _samme_nummer_og_start(rad, verdi, _enhet, _dato, flere):
    """Several rows may tell the story of one position (FINT: gyldighetsperiode); then the start says which is which."""
    return flere and rad.nummer and rad.nummer == verdi.nummer and rad.fra == verdi.fra


def _samme_nummer(rad, verdi, enhet, dato, _flere):
    if not rad.nummer or rad.nummer != verdi.nummer:
        return False
    return enhet is verdi.enhet or (verdi.gjelder(dato) and (rad.til or ALDRI) >= dato)


def _samme_enhet_tittel_og_prosent(rad, verdi, enhet, dato, flere):
    """Tells apart two positions that differ in nothing else."""
    return (
        flere
        and rad.prosent == verdi.prosent
        and _samme_enhet_og_tittel(rad, verdi, enhet, dato, flere)
        and _gjelder(rad, dato)
        and verdi.gjelder(dato)
    )


def _samme_enhet_og_tittel(rad, verdi, enhet, _dato, _flere):
    return _kan_vaere(rad, verdi) and enhet is verdi.enhet and rad.tittel == verdi.tittel


def _samme_enhet(rad, verdi, enhet, dato, _flere):
    return _kan_vaere(rad, verdi) and enhet is verdi.enhet and _gjelder(rad, dato) and verdi.gjelder(dato)


def _samme_tittel(rad, verdi, _enhet, dato, _flere):
    return _kan_vaere(rad, verdi) and rad.tittel == verdi.tittel and _gjelder(rad, dato) and verdi.gjelder(dato)


KRITERIER = (
    _samme_nummer_og_start,
    _samme_nummer,
    _samme_enhet_tittel_og_prosent,
    _samme_enhet_og_tittel,
    _samme_enhet,
    _samme_tittel,
)


def _kan_vaere(rad, verdi):
    """Two different numbers are two positions; a number that one of them lacks says nothing."""
    return not (rad.nummer and verdi.nummer) or rad.nummer == verdi.nummer


def _gjelder(rad, dato):
    return (rad.fra is None or rad.fra <= dato) and (rad.til is None or rad.til >= dato)


def _overlapper(rad, post, dato):
    start = rad.fra or (dato if _gjelder(rad, dato) else dt.date.min)
    return start <= (post.gammel.til or ALDRI) and post.gammel.fra <= (rad.til or ALDRI)


def _likhet(rad, verdi, enhet, dato):
    if _gjelder(rad, dato):
        return verdi.gjelder(dato), verdi.enhet is enhet, verdi.fra
    return not verdi.gjelder(dato), verdi.fra == rad.fra, verdi.enhet is enhet, verdi.fra


# --- What becomes of it -------------------------------------------------------------------------


def _oppdater(rad, post, poster, dato, enhet):
    """Lay the row on its position. Returns the new position when the change starts one."""
    gammel = post.gammel
    ny = gammel._replace(
        enhet=enhet,
        nummer=rad.nummer or gammel.nummer,
        kode=gammel.kode if rad.kode is None else rad.kode,
        tittel=rad.tittel,
        prosent=gammel.prosent if rad.prosent is None else rad.prosent,
        til=_til(rad, gammel, dato),
        er_leder=gammel.er_leder if rad.er_leder is None else rad.er_leder,
        hovedstilling=gammel.hovedstilling if rad.hovedstilling is None else rad.hovedstilling,
    )
    senere = rad.fra is not None and rad.fra > gammel.fra
    if enhet is not gammel.enhet or (senere and ny.innhold != gammel.innhold):
        start = rad.fra if senere else dato
        if start > gammel.fra:
            post.ny = gammel._replace(til=min(start - DAG, gammel.til or ALDRI))
            return Stillingspost(None, ny._replace(fra=start), person_id=post.person_id)
    elif rad.fra is not None and rad.fra < gammel.fra:
        ny = ny._replace(fra=max(rad.fra, _tidligst(post, poster)))
    post.ny = ny
    return None


def _til(rad, gammel, dato):
    """The file's end date; without such a column one who is in the file is employed, whatever was stored."""
    if rad.har_til:
        return rad.til
    er_avsluttet = gammel.til is not None and gammel.til < dato
    return None if er_avsluttet and _gjelder(rad, dato) else gammel.til


def _tidligst(post, poster):
    """The first day that is not taken by what the position was before, such as in another unit."""
    verdi = post.gammel
    opptatt = [
        p.ny.til + DAG
        for p in poster
        if p is not post
        and p.ny.til
        and p.ny.til < verdi.fra
        and p.ny.nummer == verdi.nummer
        and _samme_linje(p, verdi)
    ]
    return max(opptatt, default=dt.date.min)


def _samme_linje(post, verdi):
    """An earlier part of the same position: by number, by unit and title, or because it ends as this one starts."""
    ny = post.ny
    return bool(verdi.nummer) or (ny.enhet, ny.tittel) == (verdi.enhet, verdi.tittel) or ny.til + DAG == verdi.fra


def _ny_stilling(rad, rader, poster, dato, enhet):
    """The new position, or None for one that has ended and whose start nobody knows."""
    if rad.fra is None and rad.til is not None and rad.til < dato:
        return None
    fra = rad.fra or dato
    if rad.nummer and sum(annen.nummer == rad.nummer for annen in rader) == 1:
        # The number was used in another unit until some day: this is what came after.
        slutter = [p.ny.til for p in poster if p.ny.nummer == rad.nummer and p.ny.til and p.ny.enhet is not enhet]
        fra = max([fra, *(til + DAG for til in slutter if fra <= til < (rad.til or ALDRI))])
    return Stillingspost(
        None,
        Verdi(
            enhet=enhet,
            nummer=rad.nummer or "",
            kode=rad.kode or "",
            tittel=rad.tittel,
            prosent=FULL if rad.prosent is None else rad.prosent,
            fra=fra,
            til=rad.til,
            er_leder=bool(rad.er_leder),
            hovedstilling=bool(rad.hovedstilling),
        ),
    )


def _skilt_fra_de_andre(post, par, poster):
    """Two rows without numbers may be two positions with the same unit and title: the later one gets a number."""
    andre = [p.ny_post or p.post for p in par if p.ny_post or p.post]
    if not post.ny.nummer and any(_samtidig_og_lik(post.ny, annen.ny) for annen in andre):
        brukte = {annen.ny.nummer for annen in (*andre, *poster)}
        ledig = next(str(nr) for nr in count(2) if str(nr) not in brukte)
        post.ny = post.ny._replace(nummer=ledig)
    return post


def _samtidig_og_lik(a, b):
    """What the database would refuse."""
    return (
        (a.enhet, a.nummer, a.tittel) == (b.enhet, b.nummer, b.tittel)
        and a.fra <= (b.til or ALDRI)
        and b.fra <= (a.til or ALDRI)
    )


def _velg_hovedstilling(par, poster, dato):
    """When the file does not say: the one that is stored as main, else the largest."""
    if any(rad.hovedstilling is not None for rad, _post, _ny in par):
        return
    alle = [*poster, *(p.ny_post for p in par if p.ny_post)]
    aktive = [post for post in alle if (post.ny.til or ALDRI) >= dato]
    if aktive and not any(post.ny.hovedstilling for post in aktive):
        storste = max(aktive, key=lambda post: post.ny.prosent)
        storste.ny = storste.ny._replace(hovedstilling=True)


def kolliderer(poster):
    """Two positions in the same unit with the same number and title overlap."""
    if len(poster) < 2:
        return False
    return any(_samtidig_og_lik(a, b) for a, b in combinations([post.ny for post in poster], 2))
