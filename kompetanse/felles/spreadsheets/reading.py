"""Reading tables from CSV and Excel files that people bring. Everything becomes text; the row form gives it type."""

from collections.abc import Callable
from itertools import chain, islice
from pathlib import PurePath
from typing import BinaryIO

from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from kompetanse.felles import ooxml
from kompetanse.felles.spreadsheets.csv_reading import rows_from_csv
from kompetanse.felles.spreadsheets.excel_reading import visible_sheets
from kompetanse.felles.spreadsheets.tabell import (
    Rad,
    Tabell,
    TabellFeil,
    kolonnebokstav,
    krev_faa_rader,
    navngi_kolonner,
)
from kompetanse.felles.spreadsheets.tegnsett import UKJENT_TEGN, er_utf16, les_tekst
from kompetanse.felles.spreadsheets.writing import is_formula
from kompetanse.felles.tekst import rens_tekst

# Title rows stand above the headings, but not more than this.
HEADINGS_WITHIN = 30
HIDDEN_SHOWN = 10
# As Excel writes them in English and in Norwegian; in CSV they are text like any other.
EXCEL_ERRORS = {
    *("#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!", "#FIELD!", "#UNKNOWN!"),
    *("#I/T", "#VERDI!", "#NAVN?", "#TALL!", "#OVERFLYT!", "#BEREGN!", "#FELT!", "#UKJENT!"),
}


def read_table(
    file: BinaryIO,
    filename: str,
    *,
    kjenner: Callable[[list[str]], int] = lambda verdier: 0,
    ark: str = "",
    linje: int = 0,
) -> Tabell:
    """Read a CSV or .xlsx file (binary file object) whole. Raises `TabellFeil`.

    `kjenner(verdier)` says how many of a row's texts are known headings: the row with the most, among the first of each
    visible sheet, is the headings. When none is known it is the first row that is about as long as the others. `ark`
    and `linje` are where a person says that the headings stand. Blank rows are left out.

    An Excel date becomes an ISO date, a number loses «.0» and gets a decimal comma, a cell in per cent (50 %) becomes
    «50», and text keeps its leading zeros, as do numbers that are shown with them.
    """
    innhold = les_innhold(file)
    ending = PurePath(filename).suffix.lower()
    _avvis_feil_slag(innhold, ending)
    if ending == ".xlsx":
        return _fra_excel(innhold, kjenner, ark, linje)
    tekst, merknader = les_tekst(innhold)
    rader = ((nummer, verdier, {}) for nummer, verdier in rows_from_csv(tekst))
    start = list(islice(rader, max(HEADINGS_WITHIN, linje)))
    overskriftslinje = linje or _finn_overskrifter(start, kjenner)[1]
    tabell = _tabell(chain(start, rader), overskriftslinje, trims_extra=False)
    tabell.merknader = merknader
    return tabell


def les_innhold(file: BinaryIO) -> bytes:
    """The bytes of a file that is neither empty nor too large. Raises `TabellFeil`."""
    innhold = file.read(settings.MAX_IMPORT_BYTES + 1)
    if not innhold.strip():
        raise TabellFeil(_("Filen er tom. Velg en fil med overskrifter og minst én rad."))
    if len(innhold) > settings.MAX_IMPORT_BYTES:
        grense = filesizeformat(settings.MAX_IMPORT_BYTES)
        raise TabellFeil(
            _("Filen er større enn %(grense)s. Fjern kolonner du ikke trenger, eller del filen.") % {"grense": grense}
        )
    return innhold


def _avvis_feil_slag(innhold, ending):
    """The content decides what the file is; the ending must say the same."""
    if ooxml.is_encrypted_office(innhold):
        raise TabellFeil(_("Filen er beskyttet med passord. Fjern passordet i Excel og lagre filen på nytt."))
    if innhold.startswith(ooxml.OLE_MAGIC) or ending == ".xls":
        raise TabellFeil(_("Filen er i det gamle Excel-formatet. Åpne den i Excel og lagre den som .xlsx."))
    if innhold.startswith(b"%PDF"):
        raise TabellFeil(_("Filen er en PDF. Eksporter listen som Excel (.xlsx) eller CSV i stedet."))
    if ending not in {".xlsx", ".csv", ".txt", ".tsv"}:
        raise TabellFeil(_("Filtypen kan ikke leses. Bruk Excel (.xlsx) eller CSV."))
    is_zip = innhold.startswith(b"PK\x03\x04")
    if ending == ".xlsx" and not is_zip:
        raise TabellFeil(_("Filen heter .xlsx, men er ikke en Excel-fil. Åpne den i Excel og lagre den som .xlsx."))
    if ending != ".xlsx" and (is_zip or _looks_binary(innhold)):
        raise TabellFeil(
            _("Filen heter %(ending)s, men inneholder ikke tekst. Lagre den som CSV.") % {"ending": ending}
        )


def _looks_binary(innhold):
    start = innhold[:4096]
    return not er_utf16(innhold) and start.count(0) > max(10, len(start) // 20)


# --- Where the table is ---------------------------------------------------------------------------


def _fra_excel(innhold, kjenner, ark, linje):
    synlige = visible_sheets(innhold)
    mulige = [ett for ett in synlige if ett.navn == ark] if ark else synlige
    if not mulige:
        navnene = ", ".join(f"«{ett.navn}»" for ett in synlige)
        raise TabellFeil(_("Arket «%(ark)s» finnes ikke. Filen har %(arkene)s.") % {"ark": ark, "arkene": navnene})
    poeng = {}
    for ett in mulige:
        poeng[ett.navn] = _finn_overskrifter(list(islice(ett.rader(), HEADINGS_WITHIN)), kjenner)
    # The best one; of equals the first that has anything in it.
    valgt = max(mulige, key=lambda ett: (poeng[ett.navn][0], poeng[ett.navn][1] > 0))
    tabell = _tabell(valgt.rader(), linje or poeng[valgt.navn][1], trims_extra=True)
    tabell.ark = valgt.navn
    tabell.merknader = _om_arkene(valgt, synlige, tabell)
    return tabell


def _om_arkene(valgt, synlige, tabell):
    merknader = []
    if len(synlige) > 1:
        andre = ", ".join(f"«{ett.navn}»" for ett in synlige if ett is not valgt)
        merknader.append(
            _("Arket «%(ark)s» er lest, ikke %(andre)s.") % {"ark": valgt.navn, "andre": andre},
        )
    leste = {rad.linje for rad in tabell.rader}
    if skjulte := [linje for linje in valgt.skjulte_rader() if linje in leste]:
        vis = ", ".join(map(str, skjulte[:HIDDEN_SHOWN])) + (" …" if len(skjulte) > HIDDEN_SHOWN else "")
        merknader.append(_("Noen rader er skjult i arket, men lest som de andre: linje %s.") % vis)
    return merknader


def _finn_overskrifter(start, kjenner):
    """(how many known headings, line) of the row of headings among the first rows; line 0 when all are blank."""
    fylte = [(linje, verdier) for linje, verdier, _feil in start if any(map(str.strip, verdier))]
    if not fylte:
        return 0, 0
    kjente = [(kjenner([verdi.strip() for verdi in verdier]), linje) for linje, verdier in fylte]
    best = max(kjente, key=lambda par: par[0])
    if best[0] > 1:
        return best
    antall = {linje: sum(bool(verdi.strip()) for verdi in verdier) for linje, verdier in fylte}
    lengst = max(antall.values())
    return best[0], next(linje for linje in antall if antall[linje] * 2 >= lengst)


# --- The table ------------------------------------------------------------------------------------


def _tabell(rows, overskriftslinje, *, trims_extra):
    """Collect the rows under the headings. In CSV a value too many means that the row is split wrongly."""
    tabell = None
    for linje, verdier, feil in rows:
        verdier = [rens_tekst(verdi).strip() for verdi in verdier]
        if linje < overskriftslinje or not (any(verdier) or feil):
            continue
        if tabell is None:
            if not any(verdier):
                continue
            tabell = Tabell(_overskrifter(verdier), overskriftslinje=linje)
            continue
        bredde = len(tabell.overskrifter)
        if not trims_extra and any(verdier[bredde:]):
            tabell.feil.append((linje, _for_mange_verdier(len(verdier), bredde)))
            continue
        _legg_til(tabell, linje, (verdier + [""] * bredde)[:bredde], feil)
        krev_faa_rader(len(tabell.rader))
    if tabell is None or not (tabell.rader or tabell.feil):
        raise TabellFeil(_("Filen har ingen rader under overskriftene."))
    return tabell


def _legg_til(tabell, linje, verdier, feil):
    for plass, verdi in enumerate(verdier):
        if UKJENT_TEGN in verdi:
            feil[plass] = _("Cellen har tegn som ikke kan leses (%s). Lagre filen som «CSV UTF-8» eller som Excel.")
        elif verdi[:1] == "#" and verdi.upper() in EXCEL_ERRORS:
            feil[plass] = _("Cellen inneholder en feil fra Excel (%%s: %s).") % verdi
        elif verdi[:1] == "'" and is_formula(verdi[1:]):
            # Our own files put it there so that no spreadsheet runs the text.
            verdier[plass] = verdi[1:]
            continue
        else:
            continue
        feil[plass] %= f"{kolonnebokstav(plass)}{linje}"
        verdier[plass] = ""
    if not any(verdier) and all(plass >= len(verdier) for plass in feil):
        return
    tabell.rader.append(Rad(linje, verdier))
    for plass, grunn in feil.items():
        tabell.meld_celle(linje, plass, grunn)


def _overskrifter(verdier):
    while not verdier[-1]:
        verdier.pop()
    return navngi_kolonner(verdier)


def _for_mange_verdier(antall, bredde):
    return _(
        "Raden har %(antall)d verdier, men det er %(bredde)d overskrifter. "
        "Sett anførselstegn rundt verdier som inneholder skilletegnet."
    ) % {"antall": antall, "bredde": bredde}
