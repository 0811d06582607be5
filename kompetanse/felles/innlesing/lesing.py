"""From the bytes of a file to the table that may be kept of it, and the columns as they were mapped last time."""

import io
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from kompetanse.felles.fodselsnummer import har_fodselsnummer
from kompetanse.felles.innlesing.filer import lagre_tabell
from kompetanse.felles.innlesing.sensitivt import rens_overskrifter, sensitive_kolonner, ta_ut_fodselsnumre
from kompetanse.felles.spreadsheets import Tabell
from kompetanse.felles.tekst import trygt_filnavn

PROVERADER = 200


class Lesevalg(NamedTuple):
    """What a person says about where the table is, and which columns to keep though their names sound sensitive."""

    ark: str = ""
    linje: int = 0
    behold: tuple[str, ...] = ()


FINN_SELV = Lesevalg()


class Lest(NamedTuple):
    """A table without what must not be kept, all headings of the file, and those that were taken out."""

    tabell: Tabell
    overskrifter: list[str]
    utelatt: list[str]


def trygt_navn(navn: str) -> str:
    """A file's name as it may be stored."""
    navn = trygt_filnavn(navn)
    return _("Fil uten navn") + navn[navn.rfind(".") :] if har_fodselsnummer(navn) else navn


def les(slag, innhold, filnavn, kommune, lesevalg=FINN_SELV) -> Lest:
    """Read the bytes of a file and take out what must not be kept. Raises `TabellFeil`."""
    tabell = slag.les(io.BytesIO(innhold), filnavn, kommune, lesevalg)
    rens_overskrifter(tabell)
    kjente = slag.gjenkjenn(tabell.overskrifter, (), kommune)
    utelatt = sensitive_kolonner(
        tabell,
        kjente={overskrift for overskrift, kode in kjente.items() if kode},
        beholdes={*lesevalg.behold, *_brukt_foer(slag, kommune)},
    )
    ta_ut_fodselsnumre(tabell)
    overskrifter = list(tabell.overskrifter)
    tabell.uten_kolonner(set(utelatt))
    return Lest(tabell, overskrifter, utelatt)


def _brukt_foer(slag, kommune):
    """Headings that someone has mapped before."""
    oppsett = slag.oppsett.objects.filter(kommune=kommune).values_list("kolonner", flat=True)
    return {overskrift for kolonner in oppsett for overskrift, kode in kolonner.items() if kode}


def kutt(slag, tabell, kolonner, kommune) -> None:
    """Leave of each cell what its field may keep, and say so; before the table is kept."""
    felter = {felt.kode: felt for felt in slag.feltene(kommune) if felt.kutt}
    for plass, overskrift in enumerate(tabell.overskrifter):
        if felt := felter.get(kolonner.get(overskrift)):
            tabell.merknader.append(felt.om_kutt % {"overskrift": overskrift})
            for rad in tabell.rader:
                _kutt_cellen(tabell, rad, plass, felt)


def _kutt_cellen(tabell, rad, plass, felt):
    try:
        rad.verdier[plass] = felt.kutt(rad.verdier[plass]) if rad.verdier[plass] else ""
    except ValidationError as feil:
        rad.verdier[plass] = ""
        tabell.meld_celle(rad.linje, plass, " ".join(feil.messages))


def behold(importen, lest):
    """Keep the table, from now on the import's file."""
    tabell = lest.tabell
    importen.overskrifter, importen.utelatt = lest.overskrifter, lest.utelatt
    importen.lesing = {"ark": tabell.ark, "linje": tabell.overskriftslinje, "merknader": tabell.merknader}
    lagre_tabell(importen, tabell)
    importen.er_lest = True
    importen.antall_rader = len(tabell.rader) + len(tabell.feil)


def foreslaa_kolonner(slag, tabell, kommune) -> dict[str, str]:
    """Heading → field code: as last time for the same headings, else as recognised."""
    husket = slag.oppsett.objects.filter(kommune=kommune, overskrifter=sorted(tabell.overskrifter)).first()
    if husket:
        return husket.kolonner
    return slag.gjenkjenn(tabell.overskrifter, [rad.verdier for rad in tabell.rader[:PROVERADER]], kommune)


def husk(slag, importen) -> None:
    """Remember the mapping for the next file with the same headings."""
    slag.oppsett.objects.update_or_create(
        kommune_id=importen.kommune_id,
        overskrifter=sorted(importen.kolonner),
        defaults={"kolonner": importen.kolonner, "brukt": timezone.now()},
    )
