"""Measurements of a goal as a table, from a file or pasted: read, compared with what is stored, and stored as they were
shown."""

import datetime as dt
import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, BinaryIO, NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kompetanse.felles.fields import DatoField
from kompetanse.felles.formats import dato
from kompetanse.felles.innlesing import Felt, Linje, Plan, Radfeil, les_rader
from kompetanse.felles.innlesing.felt import gjenkjenn
from kompetanse.felles.innlesing.innlesing import ENDRET, FEIL, NY, UENDRET
from kompetanse.felles.ooxml import utpakket
from kompetanse.felles.spreadsheets import Tabell, TabellFeil
from kompetanse.felles.spreadsheets.document_reading import read_document
from kompetanse.organisasjon.models import Bruker
from planer.maal import maaling
from planer.maal.maaling import Maalt, les_verdi
from planer.maal.trend import verdi_tekst
from planer.models import Maal, Maaling

FLEST = 1_000
STORST_FIL = 3_000_000  # read while someone waits
# What needs attention first.
SLAG = (FEIL, ENDRET, NY, UENDRET)
FELTER = (
    Felt(
        "dato",
        gettext_lazy("Dato"),
        ("dato", "måledato", "måltdato", "målt", "dag", "tidspunkt", "når", "periode", "måned", "tid", "date"),
        paakrevd=True,
        les=DatoField().clean,
    ),
    Felt(
        "verdi",
        gettext_lazy("Verdi"),
        (
            "verdi",
            "måling",
            "målt",
            "resultat",
            "andel",
            "andelpst",
            "prosent",
            "pst",
            "tall",
            "antall",
            "skår",
            "value",
        ),
        paakrevd=True,
        les=les_verdi,
    ),
)


class Lest(NamedTuple):
    """The rows of a table: (line, {"dato": …, "verdi": `Maalt`}), and those that cannot be read."""

    rader: list[tuple[int, dict]]
    feil: list[Radfeil]


@dataclass(eq=False, kw_only=True)
class Maalingsplan(Plan):
    """What storing the rows would do. A line has its date as `nokkel` and its value as `navn`."""

    nye: list[Model] = field(default_factory=list)
    endrede: list[Model] = field(default_factory=list)

    def avtrykk(self):
        return self.linjer

    @property
    def kan_lagres(self) -> int:
        """How many rows would change something."""
        return len(self.nye) + len(self.endrede)


def som_tekst(fil: BinaryIO, filnavn: str) -> str:
    """The dates and values of a file, as they could have been pasted. Raises `TabellFeil`."""
    innhold = fil.read()
    if utpakket(innhold) > STORST_FIL:
        raise TabellFeil(_("Filen er for stor for en liste over målinger. Ta bare med arket der målingene står."))
    tabell = read_document(io.BytesIO(innhold), filnavn, kjenner=_kjente)
    plasser = _plasser(tabell)
    rader = [[str(felt.navn) for felt in FELTER], *([rad.verdier[plass] for plass in plasser] for rad in tabell.rader)]
    return "\n".join("\t".join(" ".join(celle.split()) for celle in rad) for rad in rader if any(rad))


def les(tekst: str) -> Lest:
    """The rows of a pasted table, with headings or without. Raises `TabellFeil` when there is none, or it is too long."""
    # What is copied from a spreadsheet has tabs between its cells.
    ending = "tsv" if "\t" in tekst else "csv"
    tabell = read_document(io.BytesIO(tekst.encode()), f"limt.{ending}", kjenner=_kjente)
    kolonner = {tabell.overskrifter[plass]: felt.kode for felt, plass in zip(FELTER, _plasser(tabell), strict=True)}
    if not any(tegn.isdigit() for celle in tabell.rader[0].verdier for tegn in celle):
        # Headings in words that we do not know.
        del tabell.rader[0]
    if len(tabell.rader) > FLEST:
        raise TabellFeil(
            _("Tabellen har %(antall)d målinger. Ta høyst %(flest)d om gangen.")
            % {"antall": len(tabell.rader), "flest": FLEST}
        )
    return Lest(*les_rader(FELTER, tabell, kolonner, nokkel="dato", navn="verdi"))


def _kjente(verdier):
    return sum(map(bool, gjenkjenn(FELTER, list(dict.fromkeys(filter(None, verdier)))).values()))


def _plasser(tabell: Tabell) -> list[int]:
    """Where the dates stand, and where the values: by their heading, else where most can be read as such. Raises
    `TabellFeil` when nothing can."""
    navngitt, plasser = gjenkjenn(FELTER, tabell.overskrifter), []
    for felt in FELTER:
        mulige = {
            plass: (navngitt[overskrift] == felt.kode, _antall_lest(felt, tabell, plass))
            for plass, overskrift in enumerate(tabell.overskrifter)
            if plass not in plasser and navngitt[overskrift] in ("", felt.kode)
        }
        beste = max(mulige, key=mulige.get, default=None)
        if beste is None or not any(mulige[beste]):
            raise TabellFeil(_("Vi finner ikke både datoer og verdier. Skriv «Dato» og «Verdi» over kolonnene."))
        plasser.append(beste)
    return plasser


def _antall_lest(felt, tabell, plass):
    return sum(_kan_leses(felt, rad.verdier[plass]) for rad in tabell.rader)


def _kan_leses(felt, celle):
    try:
        felt.les(celle)
    except ValidationError:
        return False
    return True


# --- Compared and stored --------------------------------------------------------------------------


def sammenlign(maal: Maal, lest: Lest) -> Maalingsplan:
    """What storing the rows would do to the measurements that the goal has now. Nothing is written here."""
    return mot_lagrede(lest, maal, maal.maalinger.all(), lambda dag: Maaling(maal=maal, dato=dag))


def mot_lagrede(lest: Lest, av: Any, lagrede: Iterable[Any], ny: Callable[[dt.date], Any]) -> Maalingsplan:
    """As `sammenlign`, of measurements of anything with `maaleenhet` and `er_andel`; `ny` gives the row of a day that has
    none yet."""
    plan = Maalingsplan(linjer=[Linje(FEIL, rad.linje, "", "", rad.grunn) for rad in lest.feil])
    lagret, sett = {ett.dato: ett for ett in lagrede}, {}
    for linje, rad in lest.rader:
        dag, maalt = rad["dato"], rad["verdi"]
        slag, tekst = FEIL, _hva_er_galt(av, dag, maalt, sett)
        if not tekst:
            sett[dag] = linje
            slag, tekst = _ta_med(plan, lagret.get(dag) or ny(dag), maalt, av.maaleenhet)
        plan.linjer.append(Linje(slag, linje, dato(dag), verdi_tekst(maalt.verdi, av.maaleenhet, maalt.nevner), tekst))
    plan.linjer.sort(key=lambda en: (SLAG.index(en.slag), en.linje))
    return plan


def _hva_er_galt(maal, dag, maalt, sett):
    """Why a row cannot be stored; empty when it can. `sett` is date → line of the rows before it."""
    if dag in sett:
        return _("Datoen står også på linje %(linje)d.") % {"linje": sett[dag]}
    try:
        maaling.kontroller(maal, dag, maalt)
    except ValidationError as feil:
        return " ".join(feil.messages)
    return ""


def _ta_med(plan, ett, maalt, maaleenhet):
    """(kind, words) of the line about a measurement, new or stored, that gets this value."""
    foer = Maalt(ett.verdi, ett.nevner)
    if foer == maalt:
        return UENDRET, ""
    ett.verdi, ett.nevner = maalt
    if ett.pk is None:
        plan.nye.append(ett)
        return NY, ""
    plan.endrede.append(ett)
    return ENDRET, _("Nå står det %(foer)s.") % {"foer": verdi_tekst(foer.verdi, maaleenhet, foer.nevner)}


@transaction.atomic
def lagre(maal: Maal, lest: Lest, sett: str, *, bruker: Bruker) -> Maalingsplan:
    """Store what the preview with the fingerprint `sett` showed. Raises ValidationError when it would be something else by
    now; PermissionDenied."""
    maaling.laas(maal, bruker)
    plan = sammenlign(maal, lest)
    for ett in [*plan.nye, *plan.endrede]:
        ett.registrert_av = bruker
    skriv(plan, Maaling, sett, "registrert_av")
    maaling.logg(maal, "maal.maalinger_lest", bruker, **plan.tall)
    return plan


def skriv(plan: Maalingsplan, modell: type[Model], sett: str, *felt: str) -> None:
    """Write the rows of a plan, with these fields beside the value. Raises ValidationError when the preview with the
    fingerprint `sett` showed something else."""
    if plan.fingeravtrykk() != sett:
        raise ValidationError(_("Dette er ikke det du så, så ingenting er lagret. Se over på nytt."))
    modell.objects.bulk_create(plan.nye)
    modell.objects.bulk_update(plan.endrede, ["verdi", "nevner", *felt])
