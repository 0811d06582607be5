"""Answers that were collected elsewhere, from Excel or CSV: a row for each who answered, a column for each question.

A file is read whole, and nothing of it is kept until its preview has been confirmed. Of an anonymous form no more is read
than what was answered, and the rows come out shuffled: their order and their lines are what nobody must have.
"""

import random
import re
from typing import Any, BinaryIO, NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluering.models import Innsamling, Metode, Sporsmal, Svarer
from evaluering.svar.ord import SOM
from evaluering.svar.proving import av_poeng
from evaluering.svar.sporreskjema import SKALA, Stilt, Svarform, stilte
from kompetanse.felles.fields import TallField
from kompetanse.felles.formats import sitat
from kompetanse.felles.innlesing import Felt, les_rader
from kompetanse.felles.innlesing.felt import gjenkjenn
from kompetanse.felles.spreadsheets import Tabell, TabellFeil, read_table

Slag = Sporsmal.Slag
NAVN, NUMMER, EPOST, SVARER, POENG, AV, BESTAATT = "navn", "ansattnummer", "epost", "som", "poeng", "av", "bestaatt"
HVEM = (NUMMER, EPOST, NAVN)
JA, NEI = ("ja", "j", "bestått", "godkjent", "yes", "x"), ("nei", "n", "ikke bestått", "ikke godkjent", "no")


class Lest(NamedTuple):
    """What a file says: its rows, as text and numbers alone (`linje`, `hvem`, `som`, `verdier`, `proeve`; of an anonymous
    form `verdier` only), and (line, who, reason) of those that cannot be read."""

    rader: list[dict[str, Any]]
    feil: list[tuple[int, str, str]]


def les(fil: BinaryIO, filnavn: str, innsamling: Innsamling) -> Lest:
    """Raises TabellFeil for what is no such table. A column is known by the text of its question, or by the number that it
    has on the form."""
    navngitt = () if innsamling.er_anonym else felter(innsamling)
    sporsmal = _sporsmal(innsamling)
    tabell = read_table(fil, filnavn, kjenner=lambda celler: len(_kolonner(celler, sporsmal)) + _navngitte(celler))
    kolonner = _kolonner(tabell.overskrifter, sporsmal)
    if innsamling.er_anonym:
        return _anonyme(tabell, kolonner, stilte(innsamling))
    return _om_navngitte(tabell, kolonner, navngitt, innsamling)


def _sporsmal(innsamling) -> dict[str, Stilt]:
    """Heading → question: its text as it is put to any of those who answer, or its number."""
    svar = {str(nr): ett for nr, ett in enumerate(stilte(innsamling), start=1)}
    for som in [Svarer.DELTAKER] if innsamling.er_anonym else innsamling.niva.svarer:
        svar |= {_normal(ett.tekst): ett for ett in stilte(innsamling, som)}
    return svar


def _kolonner(overskrifter, sporsmal):
    """(place in the row, question) of each heading that is known."""
    return [(plass, sporsmal[_normal(navn)]) for plass, navn in enumerate(overskrifter) if _normal(navn) in sporsmal]


def _navngitte(overskrifter):
    return sum(map(bool, gjenkjenn(ALLE_FELTER, list(dict.fromkeys(filter(None, overskrifter)))).values()))


def _normal(tekst):
    return re.sub(r"\W+", " ", tekst).strip().casefold()


# --- Level 1 ---------------------------------------------------------------------------------------


def _anonyme(tabell, kolonner, stilt):
    if not kolonner:
        raise TabellFeil(_("Ingen av kolonnene heter det samme som et spørsmål. Bruk spørsmålene som overskrifter."))
    rader, feil = [], [(linje, "", grunn) for linje, grunn in tabell.feil]
    for rad in tabell.rader:
        verdier, grunner = _svarene(rad, kolonner, stilt, tabell.cellefeil.get(rad.linje, {}))
        if grunner:
            feil.append((rad.linje, "", " ".join(grunner)))
        else:
            rader.append({"verdier": verdier})
    random.SystemRandom().shuffle(rader)
    return Lest(rader, feil)


def _svarene(rad, kolonner, stilt, cellefeil, *, kan_vaere_tom=False):
    """(answers, reasons why they cannot be used) of a row."""
    gitt = {f"s-{ett.nokkel}": _verdi(ett, rad.verdier[plass]) for plass, ett in kolonner}
    form = Svarform(gitt, stilte=stilt)
    grunner = [cellefeil[plass] for plass, _ett in kolonner if plass in cellefeil]
    if not form.is_valid() and not (kan_vaere_tom and not any(gitt.values())):
        grunner += _meldinger(form)
    return ({} if grunner or not form.is_valid() else form.verdier), grunner


def _verdi(stilt, celle):
    """What the form reads: the words of an alternative, or of an end of the scale, as its number."""
    ord_ = [_normal(ett) for ett in stilt.alternativer]
    if stilt.sporsmal.slag == Slag.VALG and _normal(celle) in ord_:
        return str(ord_.index(_normal(celle)))
    if stilt.sporsmal.slag == Slag.SKALA and _normal(celle) in ord_:
        return str(SKALA[0] if _normal(celle) == ord_[0] else SKALA[-1])
    return celle


def _meldinger(form):
    """Question, fault and what to write, of each."""
    return [
        f"{sitat(form[felt].label)}: {_hva(feil)} {_hvordan(form, felt)}".strip() if felt in form.fields else _hva(feil)
        for felt, alle in form.errors.as_data().items()
        for feil in alle
    ]


def _hva(feil):
    """What is wrong; of a choice that is none, what stood there."""
    if feil.code == "invalid_choice":
        return _("%s er ikke et av svarene.") % sitat(feil.params["value"])
    return " ".join(feil.messages)


def _hvordan(form, felt):
    stilt = next(ett for ett in form.stilte if ett.nokkel == felt)
    if stilt.sporsmal.slag == Slag.SKALA:
        return _("Skriv et tall fra 1 til 5.")
    if stilt.sporsmal.slag == Slag.VALG:
        return _("Skriv ett av alternativene: %s.") % ", ".join(stilt.alternativer)
    return ""


# --- Levels 2 and 3 --------------------------------------------------------------------------------


def _les_som(tekst):
    ord_ = {_normal(str(navn)): verdi for verdi, navn in SOM.items()}
    ord_ |= {_normal(str(ett.label)): ett for ett in Svarer} | {ett.value: ett for ett in Svarer}
    if _normal(tekst) not in ord_:
        raise ValidationError(_("Skriv «Deltakeren» eller «Lederen»."))
    return str(ord_[_normal(tekst)])


def _les_bestaatt(tekst):
    if _normal(tekst) not in JA + NEI:
        raise ValidationError(_("Skriv ja eller nei."))
    return _normal(tekst) in JA


ALLE_FELTER = (
    Felt(NUMMER, gettext_lazy("Ansattnummer"), ("ansattnummer", "ansattnr", "ansnr", "ressursnummer")),
    Felt(EPOST, gettext_lazy("E-post"), ("epost", "epostadresse", "email", "mail")),
    Felt(NAVN, gettext_lazy("Deltaker"), ("deltaker", "navn", "deltakerensnavn", "ansatt", "name")),
    Felt(SVARER, gettext_lazy("Svart av"), ("svartav", "hvemsvarer", "svarer", "rolle"), les=_les_som),
    Felt(POENG, gettext_lazy("Poeng"), ("poeng", "antallpoeng", "skår", "score"), les=TallField().clean),
    Felt(
        AV, gettext_lazy("Av hvor mange poeng"), ("avhvormangepoeng", "av", "maks", "makspoeng"), les=TallField().clean
    ),
    Felt(BESTAATT, gettext_lazy("Bestått"), ("bestått", "godkjent", "passed"), les=_les_bestaatt),
)
PROEVE = {Metode.TEST: {POENG, AV, BESTAATT}, Metode.PRAKTISK: {BESTAATT}}


def felter(innsamling: Innsamling) -> list[Felt]:
    """The columns of a file about named participants, beside the questions: points and passed only of a test."""
    utelatt = {POENG, AV, BESTAATT} - PROEVE.get(Metode(innsamling.niva.metode), set())
    if len(innsamling.niva.svarer) < 2:
        utelatt.add(SVARER)
    return [felt for felt in ALLE_FELTER if felt.kode not in utelatt]


def _om_navngitte(tabell: Tabell, kolonner, navngitt, innsamling) -> Lest:
    plasser = {plass for plass, _ett in kolonner}
    andre = [navn for plass, navn in enumerate(tabell.overskrifter) if plass not in plasser]
    felt_i = gjenkjenn(navngitt, andre)
    koder = set(felt_i.values())
    if not koder & set(HVEM):
        raise TabellFeil(
            _("Ingen kolonne sier hvem svarene gjelder. Kall en av dem «Ansattnummer», «E-post» eller «Deltaker».")
        )
    if not kolonner and not koder & {POENG, BESTAATT}:
        raise TabellFeil(_("Ingen av kolonnene heter det samme som et spørsmål. Bruk spørsmålene som overskrifter."))
    lest, radfeil = les_rader(navngitt, tabell, felt_i, nokkel=NUMMER, navn=NAVN)
    per_linje, stilt = {rad.linje: rad for rad in tabell.rader}, {}
    rader, feil = [], [(ett.linje, ett.navn or ett.nokkel, ett.grunn) for ett in radfeil]
    for linje, verdier in lest:
        som = verdier.get(SVARER) or str(innsamling.niva.svarer[0])
        stilt[som] = stilt.get(som) or stilte(innsamling, som)
        hvem = next((verdier[kode] for kode in HVEM if verdier.get(kode)), "")
        proeve, grunner = _proeve(verdier)
        svar, galt = _svarene(
            per_linje[linje],
            kolonner,
            stilt[som],
            tabell.cellefeil.get(linje, {}),
            kan_vaere_tom=bool(proeve or grunner),
        )
        if grunner := [*grunner, *galt, *_hvem_feil(hvem, som, innsamling)]:
            feil.append((linje, verdier.get(NAVN) or hvem, " ".join(grunner)))
        else:
            rader.append({"linje": linje, "hvem": hvem, SVARER: som, "verdier": svar, "proeve": proeve})
    return Lest(rader, sorted(feil))


def _hvem_feil(hvem, som, innsamling):
    if not hvem:
        yield _("Raden sier ikke hvem den gjelder. Skriv ansattnummeret, e-postadressen eller navnet.")
    if som not in innsamling.niva.svarer:
        yield _("Nivået spør ikke «%s». Endre hvem som svarer, i planen.") % Svarer(som).label


def _proeve(verdier):
    """(points and whether they pass, as the answer keeps them; reasons why they cannot be used)."""
    poeng, av, bestaatt = (verdier.get(kode) for kode in (POENG, AV, BESTAATT))
    if (poeng is None) != (av is None):
        return {}, [_("Skriv både poengene og hvor mange det går an å få.")]
    if poeng is not None and not 0 <= poeng <= av:
        return {}, [_("Poengene kan ikke være flere enn det går an å få.")]
    svar = {} if poeng is None else av_poeng(poeng, av)
    return svar | ({} if bestaatt is None else {BESTAATT: bestaatt}), []
