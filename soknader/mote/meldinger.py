"""What people are told about meetings, one function per event."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kompetanse.felles.formats import og_liste, sitat, ukedag
from kompetanse.felles.varsler import besvart, varsle
from kompetanse.organisasjon.models import Bruker
from soknader.models import Mote, Soknad
from soknader.sak.meldinger import til_eieren


def utsatt(soknad: Soknad, grunn: str) -> None:
    """Tell the applicant that the case waits for the next meeting."""
    til_eieren(
        soknad,
        lambda: (
            _("Søknaden %(sak)s er utsatt") % {"sak": sitat(soknad.tittel)},
            " ".join(del_av for del_av in (grunn, _("Den tas opp igjen i et senere møte.")) if del_av),
        ),
    )


def innkalt(mote: Mote, mottakere: Iterable[Bruker], antall_saker: int, endret: list[str]) -> None:
    """Call the group's members to a meeting; `endret` names what is new since the last call. No amounts: mail is open."""
    besvart(mote.get_absolute_url())
    varsle(
        mottakere,
        lambda: (
            (_("Ny innkalling: %(mote)s") if endret else _("Innkalling: %(mote)s")) % {"mote": mote.tittel},
            " ".join(_innkalling(mote, antall_saker, endret)),
        ),
        mote.get_absolute_url(),
    )


def _innkalling(mote, antall_saker, endret):
    if endret:
        yield _("Dette er endret siden forrige innkalling: %(hva)s.") % {"hva": og_liste(endret)}
    yield _("Du er innkalt til møte %(naar)s.") % {"naar": naar_og_hvor(mote)}
    yield ngettext("Det er %(n)s sak på sakslisten.", "Det er %(n)s saker på sakslisten.", antall_saker) % {
        "n": antall_saker
    }


def naar_og_hvor(mote: Mote) -> str:
    """«torsdag 5. mars 2026 kl. 09.00, Formannskapssalen»."""
    tid = f"{ukedag(mote.dato)} {mote.dato.year}"
    if mote.klokkeslett:
        tid = _("%(dag)s kl. %(klokken)s") % {"dag": tid, "klokken": f"{mote.klokkeslett:%H.%M}"}
    return ", ".join(del_av for del_av in (tid, mote.sted) if del_av)


def avlyst(mote: Mote, mottakere: Iterable[Bruker]) -> None:
    """Tell those who were called that the meeting will not be held."""
    besvart(mote.get_absolute_url())
    varsle(
        mottakere,
        lambda: (
            _("Møtet er avlyst: %(mote)s") % {"mote": mote.tittel},
            _("Møtet %(naar)s blir ikke holdt.") % {"naar": naar_og_hvor(mote)},
        ),
        reverse("soknader:mote-list"),
    )
