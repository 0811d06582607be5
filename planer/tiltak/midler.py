"""Central money that measures have asked for and got, as the applications have written it down (`Tiltaksmidler`).

The money stays with the measure that it was asked for. One that carries it on in a later plan shows it as that plan's.
"""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from kompetanse.felles.formats import kr
from kompetanse.organisasjon.models import Bruker
from planer.models import Tiltak, Tiltaksmidler

Status = Tiltaksmidler.Status
# Status → tone and icon of its label.
UTSEENDE = {
    Status.UNDER_BEHANDLING: ("vent", ""),
    Status.INNVILGET: ("ok", "Checkmark"),
    Status.DELVIS: ("ok", "Checkmark"),
    Status.AVSLAATT: ("nei", "CircleSlash"),
    Status.TRUKKET: ("noytral", ""),
}


def i_ord(rad: Tiltaksmidler) -> str:
    """«innvilget 35 000 kr, brukt 30 000 kr»."""
    belop = {"omsokt": kr(rad.omsokt), "innvilget": kr(rad.innvilget)}
    tekst = {
        Status.UNDER_BEHANDLING: _("søkt om %(omsokt)s"),
        Status.INNVILGET: _("innvilget %(innvilget)s"),
        Status.DELVIS: _("innvilget %(innvilget)s av %(omsokt)s"),
        Status.AVSLAATT: _("avslag på %(omsokt)s"),
        Status.TRUKKET: _("trukket søknad på %(omsokt)s"),
    }[rad.status] % belop
    return tekst if rad.brukt is None else _("%(tekst)s, brukt %(brukt)s") % {"tekst": tekst, "brukt": kr(rad.brukt)}


def samlet_i_ord(rader: Iterable[Tiltaksmidler]) -> str:
    """«sentrale midler: innvilget 35 000 kr», or empty when nothing has been applied for."""
    ord_ = "; ".join(map(i_ord, rader))
    return ord_ and _("sentrale midler: %(ord)s") % {"ord": ord_}


def krev_uten_penger(tiltak: Iterable[Tiltak]) -> None:
    """Raise ValidationError when an application asks for money for one of these, or it has been granted some: a measure
    that is gone cannot answer for it."""
    rad = Tiltaksmidler.objects.filter(tiltak__in=tiltak, status__in=Status.gjelder()).select_related("tiltak").first()
    if rad:
        grunn = _(
            "«%(tiltak)s» har søknad %(nummer)s om sentrale midler (%(ord)s), og kan ikke slettes. Stopp tiltaket i stedet."
        )
        ord_ = {"tiltak": rad.tiltak, "nummer": rad.nummer, "ord": i_ord(rad)}
        raise ValidationError(grunn % ord_, code="har_midler")


# --- What the page of a measure shows -------------------------------------------------------------


class Soknadsvei(NamedTuple):
    """What the app of the applications tells a reader of a measure: which of them the reader may open, the reader's own
    drafts as (title, address), and where to apply; empty for one who may not."""

    kan_aapne: frozenset[int] = frozenset()
    utkast: tuple[tuple[str, str], ...] = ()
    sok: str = ""


_soknadsvei: list[str] = []


def meld_soknadsvei(funksjon: str) -> None:
    """The app above registers in `AppConfig.ready` its function (dotted path) of the measures and the user."""
    _soknadsvei.append(funksjon)


class Midlerad(NamedTuple):
    """One application: what it says, its label, and its address for a reader who may open it."""

    midler: Tiltaksmidler
    merke: tuple[str, str, str]
    adresse: str
    # The plan of an earlier period, when the measure was there then.
    fra_plan: str


class Midlerbilde(NamedTuple):
    rader: list[Midlerad]
    vei: Soknadsvei


def midlerbilde(tiltak: Tiltak, bruker: Bruker) -> Midlerbilde:
    """The applications for a measure and for what it carries on, oldest first."""
    kjeden = _kjeden(tiltak)
    vei = _vei(tiltak, bruker)
    rader = Tiltaksmidler.objects.filter(tiltak__in=kjeden).select_related("tiltak__plan")
    return Midlerbilde([_rad(rad, tiltak, vei) for rad in rader], vei)


def _kjeden(tiltak):
    """Keys of the measure and of those that it carries on."""
    kjeden = [tiltak.pk]
    neste = tiltak.forgjenger_id
    while neste and neste not in kjeden:
        kjeden.append(neste)
        neste = Tiltak.objects.filter(pk=neste).values_list("forgjenger", flat=True).first()
    return kjeden


def _vei(tiltak, bruker):
    funksjoner: list[Callable[[Tiltak, Bruker], Soknadsvei]] = [import_string(funksjon) for funksjon in _soknadsvei]
    return next((funksjon(tiltak, bruker) for funksjon in funksjoner), Soknadsvei())


def _rad(rad, tiltak, vei):
    return Midlerad(
        rad,
        (rad.get_status_display(), *UTSEENDE[rad.status]),
        rad.adresse if rad.soknad_pk in vei.kan_aapne else "",
        "" if rad.tiltak_id == tiltak.pk else str(rad.tiltak.plan),
    )
