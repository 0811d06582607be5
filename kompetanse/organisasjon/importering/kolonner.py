"""Which column of an HR file is which field, and what is wrong or easily overlooked in that."""

from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kompetanse.felles.innlesing import felt as felt_
from kompetanse.organisasjon.importering.felter import FELTER, NIVAAER, OVER_NIVAA, PER_KODE, PROSENTER, feltnavn
from kompetanse.organisasjon.importering.nivaakolonner import gjenkjenn_nivaaer

FULLE_PROSENT = 100
# Without these there is nothing to import: each line is fields of which one (or all in a tuple) must be there.
PAAKREVDE = (
    (gettext_lazy("ansattnummer"), ["ansattnummer"]),
    (gettext_lazy("navn (fornavn og etternavn, eller hele navnet)"), [("fornavn", "etternavn"), "navn"]),
    (gettext_lazy("stillingstittel eller stillingskode"), ["tittel", "stillingskode"]),
    (gettext_lazy("enhet (kode, navn eller nivåer)"), ["enhet_kode", "enhet_navn", *NIVAAER]),
)
NAVNGIR_ENHET = {"enhet_kode", "enhet_navn", *NIVAAER}
OM_ENHET = {*NAVNGIR_ENHET, "overordnet", "overordnet_navn", "plassering", OVER_NIVAA}


def er_enhetsfil(kolonner):
    """The file is about units alone: it says which they are, and nothing about anyone who works there."""
    brukt = set(kolonner.values()) - {""}
    return brukt <= OM_ENHET and bool(brukt & NAVNGIR_ENHET)


def felter(nivaanavn):
    """The fields to choose among; levels by the kommune's own names for them."""
    return [replace(felt, navn=feltnavn(felt.kode, nivaanavn)) for felt in FELTER]


def gjenkjenn(overskrifter, nivaanavn, rader=()):
    """Propose a field for each heading: heading → field code, "" for those not known. `rader` are some rows' values."""
    kolonner = felt_.gjenkjenn(FELTER, overskrifter, rader)
    _rett_navn(kolonner)
    _velg_prosent(kolonner, overskrifter, rader)
    _velg_enhetskode(kolonner, overskrifter, rader)
    gjenkjenn_nivaaer(kolonner, nivaanavn)
    return kolonner


def _rett_navn(kolonner):
    """FINT's «navn» is the unit's when first name and surname have columns of their own."""
    brukt = set(kolonner.values())
    if {"fornavn", "etternavn", "navn"} <= brukt:
        overskrift = next(o for o, kode in kolonner.items() if kode == "navn")
        kolonner[overskrift] = "" if "enhet_navn" in brukt else "enhet_navn"


def _velg_prosent(kolonner, overskrifter, rader):
    """The values tell what a heading leaves open: per cent, a fraction of a position, or FINT's hundredths."""
    per_kode = {kode: overskrift for overskrift, kode in kolonner.items() if kode in PROSENTER}
    if "prosent" in per_kode:
        if "prosent_hundredeler" in per_kode:
            kolonner[per_kode["prosent_hundredeler"]] = ""
        tall = _tall(overskrifter, rader, per_kode["prosent"])
        if tall and 0 < max(tall) <= 1:
            kolonner[per_kode["prosent"]] = "prosent_brok"
    elif "prosent_hundredeler" in per_kode:
        tall = _tall(overskrifter, rader, per_kode["prosent_hundredeler"])
        if max(tall, default=FULLE_PROSENT + 1) <= FULLE_PROSENT:
            kolonner[per_kode["prosent_hundredeler"]] = "prosent"


def _tall(overskrifter, rader, overskrift):
    verdier = (verdi.replace(",", ".") for verdi in felt_.verdier(overskrifter, rader, overskrift) if len(verdi) < 25)
    return [float(verdi) for verdi in verdier if verdi.replace(".", "", 1).isdecimal()]


def _velg_enhetskode(kolonner, overskrifter, rader):
    """FINT has two keys for a unit; the one that «overordnet» points to is ours."""
    per_kode = {kode: overskrift for overskrift, kode in kolonner.items() if kode}
    if not {"enhet_kode", "overordnet"} <= set(per_kode):
        return
    felt = PER_KODE["enhet_kode"]
    foreldre = set(felt_.verdier(overskrifter, rader, per_kode["overordnet"]))
    mulige = [o for o in overskrifter if kolonner[o] in ("", "enhet_kode") and felt_.sikkerhet(felt, o) is not None]
    mulige.sort(key=lambda o: (o != per_kode["enhet_kode"], felt_.sikkerhet(felt, o)))
    best = max(mulige, key=lambda o: len(foreldre & set(felt_.verdier(overskrifter, rader, o))))
    kolonner[per_kode["enhet_kode"]], kolonner[best] = "", "enhet_kode"


def mangler(kolonner):
    """Sentences about why the mapping cannot be used; empty when it can."""
    brukt = set(kolonner.values())
    feil = [
        _("Velg hvilken kolonne som er %(felt)s.") % {"felt": navn}
        for navn, muligheter in ([] if er_enhetsfil(kolonner) else PAAKREVDE)
        if not any(set(m) <= brukt if isinstance(m, tuple) else m in brukt for m in muligheter)
    ]
    if len(brukt & set(PROSENTER)) > 1:
        feil.append(_("Flere kolonner er valgt som stillingsprosent. Velg én."))
    return feil


def advarsler(kolonner):
    """What the mapping leads to without anyone having asked for it."""
    brukt = set(kolonner.values())
    if not brukt - {""} or er_enhetsfil(kolonner):
        return []
    svar = []
    if not brukt & set(PROSENTER):
        svar.append(_("Ingen kolonne er valgt som stillingsprosent. Alle nye stillinger får 100 %."))
    if "prosent_brok" in brukt:
        svar.append(_("Stillingsprosenten leses som brøk: 1 er 100 %, 0,8 er 80 % og 0,5 er 50 %."))
    if "prosent_tak" in brukt:
        svar.append(_("Stillingsprosenter over 100 lagres som 100 %."))
    if "fra" not in brukt:
        svar.append(_("Ingen kolonne er valgt som startdato. Nye stillinger starter den dagen filen viser."))
    if "til" not in brukt:
        svar.append(_("Ingen kolonne er valgt som sluttdato. Nye stillinger får ingen slutt."))
    return svar
