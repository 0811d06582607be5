"""From the text of a row to checked values. Plain functions: a file may have 60 000 rows."""

import datetime as dt
import re
from contextlib import suppress
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kompetanse.felles.epost import er_gyldig_adresse
from kompetanse.felles.fields import LAST_YEAR, DatoField
from kompetanse.felles.innlesing import Radfeil
from kompetanse.felles.tekst import rens_tekst
from kompetanse.organisasjon.importering import fodselsaar
from kompetanse.organisasjon.importering.felter import NIVAAER, OVER_NIVAA, PROSENTER, feltnavn
from kompetanse.organisasjon.importering.kolonner import er_enhetsfil
from kompetanse.organisasjon.importering.noder import SKILLE
from kompetanse.organisasjon.models import Enhet, Person, Stilling

# Systems that divide write all the decimals they have.
TALL = re.compile(r"^[0-9]{1,3}(?:[,.][0-9]{1,20})?$")
# FINT writes a moment: 2027-01-31T12:00:00Z
OYEBLIKK = re.compile(r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}[0-9:.]*(?:Z|[+-][0-9]{2}:?[0-9]{2})$")
AARSTALL = re.compile(r"(?<![0-9])[0-9]{4}")
# A date in a cell without a date format is the number of days since then; these are the years from 1954 to 2119.
EXCELS_START = dt.date(1899, 12, 30)
EXCELDAG = re.compile(r"^[2-7][0-9]{4}$")
JA = {"ja", "j", "true", "sann", "x", "1", "yes", "y"}
NEI = {"nei", "n", "false", "usann", "0", "no", "-", ""}
OERE, HUNDRE = Decimal("0.01"), Decimal("100.00")
OVER_HUNDRE = gettext_lazy(
    "Stillingsprosenten «%s» er over 100. Skal den lagres som 100, velg det for kolonnen under Endre kolonner."
)
VIS_HOYST = 60


def _lengde(modell, felt):
    return modell._meta.get_field(felt).max_length


LENGDER = {
    "ansattnummer": _lengde(Person, "ansattnummer"),
    "fornavn": _lengde(Person, "fornavn"),
    "mellomnavn": _lengde(Person, "fornavn"),
    "etternavn": _lengde(Person, "etternavn"),
    "navn": _lengde(Person, "fornavn") + _lengde(Person, "etternavn"),
    "epost": _lengde(Person, "epost"),
    "telefon": _lengde(Person, "telefon"),
    "stillingsnummer": _lengde(Stilling, "nummer"),
    "stillingskode": _lengde(Stilling, "stillingskode"),
    "tittel": _lengde(Stilling, "tittel"),
    "leder_nummer": _lengde(Person, "ansattnummer"),
    "enhet_kode": _lengde(Enhet, "kode"),
    "enhet_navn": _lengde(Enhet, "navn"),
    "overordnet": _lengde(Enhet, "navn"),
    "overordnet_navn": _lengde(Enhet, "navn"),
    "plassering": _lengde(Enhet, "navn") * len(NIVAAER),
    **dict.fromkeys(NIVAAER, _lengde(Enhet, "navn")),
}
MANGLER = {
    "ansattnummer": gettext_lazy("Ansattnummer mangler."),
    "navn": gettext_lazy("Navnet mangler."),
    "tittel": gettext_lazy("Stillingstittel mangler."),
    "enhet": gettext_lazy("Enhet mangler."),
}


class Ansattrad(NamedTuple):
    """One row, checked. None means that the file has no such column, or nothing to say: keep what is stored."""

    linje: int
    ansattnummer: str
    fornavn: str
    etternavn: str
    epost: str | None
    telefon: str | None
    fodselsaar: int | str | None
    nummer: str | None
    kode: str | None
    tittel: str
    prosent: Decimal | None
    fra: dt.date | None
    til: dt.date | None
    har_til: bool
    hovedstilling: bool | None
    er_leder: bool | None
    leder_nummer: str | None
    enhet_kode: str | None
    enhet_navn: str | None
    overordnet: str | None
    overordnet_navn: str | None
    nivaaer: tuple[str, ...]
    har_andre: bool = False

    @property
    def navn(self):
        return f"{self.fornavn} {self.etternavn}".strip()

    @property
    def innhold(self):
        """All but the line number: two rows that say the same are one."""
        return self[1:]

    @property
    def enhet(self):
        return self.enhet_navn or (self.nivaaer[-1] if self.nivaaer else "")


# A row about a unit alone: nobody is employed in it.
UTEN_ANSATT = Ansattrad(**dict.fromkeys(Ansattrad._fields))._replace(
    ansattnummer="", fornavn="", etternavn="", tittel="", har_til=False, nivaaer=(), har_andre=False
)


class Leser:
    """Reads the rows of one file by its mapping (heading → field code)."""

    def __init__(self, overskrifter, kolonner, nivaanavn):
        self.nivaanavn = nivaanavn
        self.plasser = {kode: plass for plass, o in enumerate(overskrifter) if (kode := kolonner.get(o))}
        self.bare_enheter = er_enhetsfil(kolonner)
        self.har_delte_navn = {"fornavn", "etternavn"} <= set(self.plasser)
        self.maks = [(kode, plass, LENGDER[kode]) for kode, plass in self.plasser.items() if kode in LENGDER]

    def les(self, tabell, meld=lambda gjort: None):
        """All rows of the table: (list of Ansattrad, list of Radfeil)."""
        rader, feil = [], [Radfeil(linje, "", "", grunn) for linje, grunn in tabell.feil]
        for nummer, rad in enumerate(tabell.rader):
            lest = self.les_rad(rad.linje, rad.verdier, tabell.cellefeil.get(rad.linje))
            (feil if isinstance(lest, Radfeil) else rader).append(lest)
            if nummer % 5000 == 0:
                meld(nummer)
        return rader, feil

    def les_rad(self, linje, verdier, cellefeil=None):
        feil = []
        tekst = {kode: verdier[plass] for kode, plass in self.plasser.items()}
        for kode, plass, maks in self.maks:
            verdi = verdier[plass]
            if len(verdi) > maks:
                feil.append(self._for_lang(kode, len(verdi), maks))
                tekst[kode] = verdi[:VIS_HOYST]
            elif not verdi.isprintable() or "  " in verdi:
                tekst[kode] = " ".join(rens_tekst(verdi, flere_linjer=False).split())
        rad = self._enhetsrad(linje, tekst, feil) if self.bare_enheter else self._rad(linje, tekst, feil)
        if cellefeil and (i_bruk := self._cellefeil(cellefeil)):
            feil = i_bruk  # what is wrong with the empty text that is left says nothing more
        if feil:
            return Radfeil(linje, rad.ansattnummer, rad.navn or rad.enhet, " ".join(feil))
        return rad

    def _cellefeil(self, cellefeil):
        return [
            f"{feltnavn(kode, self.nivaanavn)}: {cellefeil[plass]}"
            for kode, plass in self.plasser.items()
            if plass in cellefeil
        ]

    def _for_lang(self, kode, lengde, maks):
        return _("%(felt)s er for langt: %(lengde)d tegn. Høyst %(maks)d tegn.") % {
            "felt": feltnavn(kode, self.nivaanavn),
            "lengde": lengde,
            "maks": maks,
        }

    def _rad(self, linje, tekst, feil):
        get = tekst.get
        ansattnummer = get("ansattnummer", "")
        if not ansattnummer:
            feil.append(str(MANGLER["ansattnummer"]))
        fornavn, etternavn = _navn(tekst, feil)
        fra, til = _periode(tekst, feil)
        return Ansattrad(
            linje=linje,
            ansattnummer=ansattnummer,
            fornavn=fornavn,
            etternavn=etternavn,
            epost=_epost(get("epost"), feil),
            telefon=get("telefon"),
            fodselsaar=_fodselsaar(get(fodselsaar.KODE), feil),
            nummer=get("stillingsnummer"),
            kode=get("stillingskode"),
            tittel=_tittel(tekst, feil),
            prosent=_prosent(tekst, feil),
            fra=fra,
            til=til,
            har_til="til" in tekst,
            hovedstilling=_ja_nei(get("hovedstilling"), "hovedstilling", feil),
            er_leder=_ja_nei(get("er_leder"), "er_leder", feil),
            leder_nummer=get("leder_nummer"),
            enhet_kode=get("enhet_kode"),
            enhet_navn=get("enhet_navn"),
            overordnet=get("overordnet"),
            overordnet_navn=get("overordnet_navn"),
            nivaaer=self._nivaaer(tekst, feil),
            har_andre=bool(get("andre_stillinger")),
        )

    def _enhetsrad(self, linje, tekst, feil):
        felter = ("enhet_kode", "enhet_navn", "overordnet", "overordnet_navn")
        enhet = {felt: tekst.get(felt) for felt in felter}
        return UTEN_ANSATT._replace(linje=linje, nivaaer=self._nivaaer(tekst, feil), **enhet)

    def _nivaaer(self, tekst, feil):
        """The names of the units from the top down to the row's own; levels that are not in use are skipped."""
        nivaaer = tuple(tekst[kode] for kode in NIVAAER if tekst.get(kode))
        if "plassering" in tekst and tekst.get("enhet_navn"):
            over = tekst["plassering"].split(SKILLE) if tekst["plassering"] else ()
            nivaaer = (*over, tekst["enhet_navn"])
        if tekst.get(OVER_NIVAA):
            grunn = _("Treet har høyst %(antall)d nivåer under kommunen. «%(enhet)s» får ikke plass.")
            feil.append(grunn % {"antall": len(NIVAAER), "enhet": tekst[OVER_NIVAA][:VIS_HOYST]})
        if not (nivaaer or tekst.get("enhet_kode") or tekst.get("enhet_navn")):
            feil.append(str(MANGLER["enhet"]))
        elif "enhet_kode" in tekst and not tekst["enhet_kode"]:
            feil.append(_("Enhetens kode mangler."))
        return nivaaer


def _navn(tekst, feil):
    if "fornavn" in tekst and "etternavn" in tekst:
        fornavn = " ".join(filter(None, (tekst["fornavn"], tekst.get("mellomnavn"))))
        etternavn = tekst["etternavn"]
    else:
        fornavn, etternavn = del_navn(tekst.get("navn", ""))
    if not (fornavn or etternavn):
        feil.append(str(MANGLER["navn"]))
    elif len(fornavn) > LENGDER["fornavn"] or len(etternavn) > LENGDER["etternavn"]:
        feil.append(_("Navnet er for langt. Fornavn og etternavn kan ha høyst %d tegn hver.") % LENGDER["fornavn"])
    return fornavn, etternavn


def del_navn(navn):
    """«Berg, Kari Anne» and «Kari Anne Berg» both give («Kari Anne», «Berg»)."""
    if "," in navn:
        etternavn, _komma, fornavn = navn.partition(",")
        return fornavn.strip(), etternavn.strip()
    fornavn, _mellomrom, etternavn = navn.strip().rpartition(" ")
    return fornavn.strip(), etternavn


def _epost(verdi, feil):
    if verdi and not er_gyldig_adresse(verdi):
        feil.append(_("E-postadressen «%s» er ikke gyldig.") % verdi[:VIS_HOYST])
    return verdi


def _fodselsaar(verdi, feil):
    """The year, or what `verdi` is when it holds none. It has been cut when the file was read; here it is a number."""
    try:
        return int(fodselsaar.aaret(verdi)) if verdi else verdi
    except ValidationError as ugyldig:
        feil += ugyldig.messages
        return None


def _tittel(tekst, feil):
    tittel = tekst.get("tittel") or tekst.get("stillingskode") or ""
    if not tittel:
        feil.append(str(MANGLER["tittel"]))
    return tittel


def _prosent(tekst, feil):
    kode = next((kode for kode in PROSENTER if kode in tekst), None)
    verdi = tekst.get(kode)
    if not verdi:
        return None
    prosent, grunn = les_prosent(verdi, kode)
    if grunn:
        feil.append(str(grunn) % verdi[:VIS_HOYST])
    return prosent


@lru_cache(maxsize=2048)
def les_prosent(verdi, kode="prosent"):
    """(per cent with two decimals, reason why not), as the field says that it is written.

    «80», «80,5 %»; as a fraction «0,8»; in hundredths «8000» is 80. Above 100 is 100 when someone has said so.
    """
    tall = verdi.replace("%", "").replace("\N{NO-BREAK SPACE}", "").strip()
    if kode == "prosent_hundredeler" and tall.isdecimal() and len(tall) <= 9:
        prosent = Decimal(int(tall)) / 100
    elif kode != "prosent_hundredeler" and TALL.match(tall):
        prosent = Decimal(tall.replace(",", ".")) * (100 if kode == "prosent_brok" else 1)
    else:
        return None, gettext_lazy("Stillingsprosenten «%s» er ikke et tall mellom 0 og 100.")
    prosent = prosent.quantize(OERE, ROUND_HALF_UP)
    if prosent > 100 and kode == "prosent_tak":
        return HUNDRE, None
    if prosent > 100:
        return None, OVER_HUNDRE if kode == "prosent" else gettext_lazy("Stillingsprosenten «%s» er over 100.")
    return prosent, None


def _periode(tekst, feil):
    fra = _dato(tekst.get("fra"), "fra", feil)
    til = None if _er_evig(tekst.get("til", "")) else _dato(tekst.get("til"), "til", feil)
    if fra and til and til < fra:
        feil.append(_("Sluttdatoen er før startdatoen."))
    return fra, til


def _er_evig(verdi):
    """«31.12.2999»: how HR systems write «until further notice»."""
    return any(int(aar) > LAST_YEAR for aar in AARSTALL.findall(verdi))


def _dato(verdi, kode, feil):
    if not verdi:
        return None
    dato, ugyldig = les_dato(verdi)
    if ugyldig:
        feil.append(
            _("%(felt)s: «%(verdi)s» er ikke en dato vi kan lese. %(grunn)s")
            % {"felt": feltnavn(kode, []), "verdi": verdi[:VIS_HOYST], "grunn": " ".join(ugyldig.messages)}
        )
    return dato


@lru_cache(maxsize=65536)
def les_dato(verdi):
    """(date, None) or (None, ValidationError): as people write it, as FINT does, or as Excel's number of days."""
    if EXCELDAG.match(verdi):
        return EXCELS_START + dt.timedelta(days=int(verdi)), None
    if OYEBLIKK.match(verdi):
        # Midnight in Norway is the evening before in UTC.
        with suppress(ValueError, OverflowError):
            verdi = timezone.localdate(dt.datetime.fromisoformat(verdi)).isoformat()
    try:
        return DatoField(required=False).to_python(verdi[:VIS_HOYST]), None
    except ValidationError as feil:
        return None, feil


def _ja_nei(verdi, kode, feil):
    if verdi is None:
        return None
    ord_ = verdi.casefold()
    if ord_ in JA:
        return True
    if ord_ not in NEI:
        feil.append(
            _("%(felt)s: skriv ja eller nei, ikke «%(verdi)s».")
            % {"felt": feltnavn(kode, []), "verdi": verdi[:VIS_HOYST]}
        )
    return False
