"""The columns that a handlingsplan can have: what each shows of a measure, on the page and in a file."""

import datetime as dt
from collections.abc import Callable
from dataclasses import KW_ONLY, dataclass
from decimal import Decimal
from functools import partial
from operator import attrgetter
from typing import Any

from django.utils.translation import gettext as _

from kompetanse.felles import formats
from kompetanse.felles.liste import Celle
from planer.handlingsplan.redigering import EGNE, FASTE, Redigering
from planer.models import Egenkolonne, Innhold, Visning
from planer.tiltak.bilde import Tiltaksrad


@dataclass(frozen=True)
class Kolonne:
    """One column of a view: its key and heading, the value as a file has it, and what the page shows instead."""

    nokkel: str
    navn: str
    verdi: Callable[[Tiltaksrad], Any]
    _: KW_ONLY
    celle: Callable[[Tiltaksrad], Celle | str] | None = None
    # What it is sorted by, when that is not the value.
    orden: Callable[[Tiltaksrad], Any] | None = None
    er_tall: bool = False
    # Of money: the file adds it up.
    sum: bool = False
    redigering: Redigering | None = None

    def innhold(self, rad: Tiltaksrad) -> Celle | str:
        """What the page shows of this row."""
        return self.celle(rad) if self.celle else skrevet(self.verdi(rad))

    def plass(self, rad: Tiltaksrad) -> tuple:
        """Where the row is sorted; what is empty comes last."""
        verdi = (self.orden or self.verdi)(rad)
        tom = verdi is None or verdi == ""
        return (tom, "" if tom else verdi.casefold() if isinstance(verdi, str) else verdi)


def skrevet(verdi: Any) -> str:
    """A value as people write it, in tables that hold text."""
    if verdi is None:
        return ""
    if isinstance(verdi, dt.date):
        return formats.dato(verdi)
    if isinstance(verdi, Decimal):
        return formats.tall(verdi, 0 if verdi == verdi.to_integral_value() else 2)
    return str(verdi)


# --- What the rows say ----------------------------------------------------------------------------


def _behov(rad):
    return "\n".join(str(behov) for behov in rad.behov)


def _maal(rad):
    return "\n".join(str(maal) for maal in rad.tiltak.maal.all())


def _tiltak(rad):
    return "\n".join(filter(None, [str(rad.tiltak), rad.under, _hvor_fra(rad)]))


def _tiltakscelle(rad):
    under = " · ".join(filter(None, [rad.under, _hvor_fra(rad)]))
    return Celle(str(rad.tiltak), lenke=rad.url, under=under)


def _navn(rad):
    return " – ".join(filter(None, [str(rad.tiltak), _hvor_fra(rad)]))


def _navncelle(rad):
    return Celle(str(rad.tiltak), lenke=rad.url, under=_hvor_fra(rad))


def _hvor_fra(rad):
    return "" if rad.nummer else _("felles tiltak fra %(plan)s, %(enhet)s") % _eier(rad)


def _eier(rad):
    return {"plan": rad.tiltak.plan, "enhet": rad.tiltak.plan.enhet}


def _maater(rad):
    return ", ".join(map(str, rad.tiltak.maatene))


def _ansvarligcelle(rad):
    return Celle(rad.ansvarlig, under=_("har sluttet") if rad.ansvarlig_har_sluttet else "")


def _fristcelle(rad):
    return Celle(rad.frist, under=rad.over_fristen, tone="nei" if rad.er_forsinket else "")


def _kostnad(rad):
    """None for what is owned by a plan above: its cost is counted there."""
    return rad.kostnad if rad.nummer else None


def _finansiering(rad):
    """Who pays, and what has been granted; of what a plan above owns, that it does."""
    if not rad.nummer:
        return _("dekkes av %(plan)s, %(enhet)s") % _eier(rad)
    return " · ".join(filter(None, [rad.betales_av, rad.sentrale_midler]))


def _penger(rad):
    belop = _kostnad(rad)
    return ", ".join(filter(None, [belop is not None and formats.kr(belop), _finansiering(rad)]))


def _kostnadscelle(rad):
    belop = _kostnad(rad)
    return "" if belop is None else formats.kr(belop)


def _pengecelle(rad):
    belop = _kostnadscelle(rad)
    return Celle(belop or _finansiering(rad), under=belop and _finansiering(rad))


def _status(rad):
    tekst = rad.status[0]
    return ". ".join(filter(None, [tekst, rad.tiltak.status_tekst]))


def _statuscelle(rad):
    tekst, tone, ikon = rad.status
    return Celle(tekst, tone=tone, ikon=ikon, under=rad.tiltak.status_tekst)


def _evaluering(rad):
    laert = rad.laerdom and _("Lært: %(setning)s") % {"setning": rad.laerdom.i_ord}
    return "\n".join(filter(None, [formats.og_liste(rad.nivaaer), rad.tiltak.evaluering, laert]))


_av = {felt: attrgetter(f"tiltak.{felt}") for felt in ("antall", "fra", "vikartimer", "merknad", "laeringsform")}
_SLIK = {
    Innhold.PRIORITET: partial(Kolonne, verdi=attrgetter("nummer"), er_tall=True),
    Innhold.MAAL: partial(Kolonne, verdi=_maal),
    Innhold.BEHOV: partial(Kolonne, verdi=_behov),
    Innhold.TILTAK: partial(Kolonne, verdi=_tiltak, celle=_tiltakscelle),
    Innhold.NAVN: partial(Kolonne, verdi=_navn, celle=_navncelle),
    Innhold.ENHET: partial(Kolonne, verdi=lambda rad: str(rad.tiltak.plan.enhet)),
    Innhold.MAALGRUPPE: partial(Kolonne, verdi=attrgetter("maalgruppe")),
    Innhold.ANTALL: partial(Kolonne, verdi=_av["antall"], er_tall=True),
    Innhold.MAATE: partial(Kolonne, verdi=_maater),
    Innhold.LAERINGSFORM: partial(Kolonne, verdi=lambda rad: str(_av["laeringsform"](rad) or "")),
    Innhold.ANSVARLIG: partial(Kolonne, verdi=attrgetter("ansvarlig"), celle=_ansvarligcelle),
    Innhold.FRA: partial(Kolonne, verdi=_av["fra"]),
    Innhold.FRIST: partial(Kolonne, verdi=attrgetter("frist"), celle=_fristcelle, orden=lambda rad: rad.tiltak.frist),
    Innhold.PENGER: partial(Kolonne, verdi=_penger, celle=_pengecelle, orden=_kostnad, er_tall=True),
    Innhold.KOSTNAD: partial(Kolonne, verdi=_kostnad, celle=_kostnadscelle, er_tall=True, sum=True),
    Innhold.FINANSIERING: partial(Kolonne, verdi=_finansiering),
    Innhold.VIKARTIMER: partial(Kolonne, verdi=_av["vikartimer"], er_tall=True),
    Innhold.STATUS: partial(
        Kolonne, verdi=_status, celle=_statuscelle, orden=lambda rad: list(rad.tiltak.Status).index(rad.tiltak.status)
    ),
    Innhold.EVALUERING: partial(Kolonne, verdi=_evaluering),
    Innhold.MERKNAD: partial(Kolonne, verdi=_av["merknad"]),
}


def leses(kolonner: list[Kolonne]) -> list[str]:
    """The relations of a measure that these columns show besides those of `for_list`."""
    return [Innhold.MAAL.value for kolonne in kolonner if kolonne.nokkel == Innhold.MAAL]


def kolonner(visning: Visning) -> list[Kolonne]:
    """The columns that the view shows, in its order."""
    rader = visning.kolonner.filter(vises=True).exclude(egen__i_bruk=False).select_related("egen")
    return [_egen(rad.egen, str(rad)) if rad.egen else _fast(rad.innhold, str(rad)) for rad in rader]


def _fast(innhold, navn):
    return _SLIK[innhold](innhold, navn, redigering=FASTE.get(innhold))


def _egen(egen: Egenkolonne, navn):
    redigering = EGNE[egen.slag](egen)
    return Kolonne(
        f"egen-{egen.pk}",
        navn,
        lambda rad: redigering.verdi(rad.tiltak),
        er_tall=egen.slag == Egenkolonne.Slag.TALL,
        redigering=redigering,
    )
