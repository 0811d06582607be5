"""What an import of certificates would do, line by line, compared with what is stored. Reads set-based, for 60 000 rows."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from kartlegging.models import Kompetanse, Personkompetanse
from kartlegging.profil.kompetanser_i_fil import KompetanserIFil
from kartlegging.profil.registrering import om_maaneder
from kompetanse.felles.formats import dato
from kompetanse.felles.innlesing import Linje, Plan, les_rader
from kompetanse.felles.innlesing.innlesing import ENDRET, FEIL, NY, UENDRET
from kompetanse.felles.innlesing.sql import oppdater, sett_inn
from kompetanse.felles.spreadsheets.tabell import Rad, Tabell
from kompetanse.organisasjon.personer_i_fil import Avvist, PersonerIFil

Tilstand = Personkompetanse.Tilstand
JA = {"x", "ja", "ok", "j", "yes", "bestått", "godkjent", "true"}
NEI = {"", "nei", "n", "no", "-", "false"}
# Every column of a new row, in the order that they are written.
FELTER = (
    "kommune", "person", "kompetanse", "nivaa", "fra", "til", "tilstand", "institusjon", "bruk", "kommentar",
    "registrert_av", "registrert", "vurdert_av", "vurdert", "endret", "vurdering", "i_rolle", "paa_vegne_av",
)  # fmt: skip


@dataclass(frozen=True)
class Bevis:
    """One certificate of one person, as a row says it. `fra_gitt`: the row says since when."""

    linje: int
    person_id: int
    kompetanse: Kompetanse
    nivaa: int | None
    fra: dt.date
    til: dt.date | None
    institusjon: str
    fra_gitt: bool

    @property
    def nokkel(self):
        """What two rows about the same have in common: a level has one row at a time, proofs are told by their end."""
        return self.person_id, self.kompetanse.pk, self.nivaa, self.til if self.nivaa is None else None


@dataclass(eq=False, kw_only=True)
class Bevisplan(Plan):
    """`nye` are certificates; `endrede` are (id, fra, til) of rows that are changed or confirmed."""

    nye: list[Bevis] = field(default_factory=list)
    endrede: list[tuple] = field(default_factory=list)

    def avtrykk(self):
        yield from sorted(repr((b.person_id, b.kompetanse.pk, b.nivaa, b.fra, b.til, b.institusjon)) for b in self.nye)
        yield from sorted(map(repr, self.endrede))

    def skriv(self, kommune_id: int, bruker) -> None:
        """Two statements: what HR imports is confirmed."""
        naa = timezone.now()
        sett_inn(
            Personkompetanse,
            FELTER,
            [
                (
                    kommune_id, b.person_id, b.kompetanse.pk, b.nivaa, b.fra, b.til, Tilstand.BEKREFTET, b.institusjon,
                    "", "", bruker.pk, naa, bruker.pk, naa, naa, "", "", "",
                )
                for b in self.nye
            ],
        )  # fmt: skip
        bekreftet = (Tilstand.BEKREFTET, bruker.pk, naa, naa, "")
        felter = ("fra", "til", "tilstand", "vurdert_av", "vurdert", "endret", "vurdering")
        oppdater(Personkompetanse, felter, [(*endret, *bekreftet) for endret in self.endrede])


def lag_plan(felter, tabell: Tabell, kolonner: dict[str, str], *, kolonne: str) -> Bevisplan:
    """Read, check and compare every row; nothing is written."""
    if kolonne in kolonner.values():
        tabell, kolonner = _en_rad_per_bevis(tabell, kolonner, kolonne)
    rader, feil = les_rader(felter, tabell, kolonner, nokkel="ansattnummer", navn="kompetanse")
    plan = Bevisplan(linjer=[Linje(FEIL, f.linje, f.nokkel[:40], f.navn[:200], f.grunn) for f in feil])
    leser = _Leser(rader)
    for linje, rad in rader:
        try:
            slag, tekst = leser.plasser(linje, rad, plan)
        except Avvist as grunn:
            slag, tekst = FEIL, str(grunn)
        hvem = str(rad.get("ansattnummer") or rad.get("epost") or "")[:40]
        plan.linjer.append(Linje(slag, linje, hvem, str(rad.get("kompetanse") or "")[:200], tekst))
    plan.linjer.sort(key=lambda en: en.linje)
    return plan


def _en_rad_per_bevis(tabell, kolonner, kolonne):
    """A table with a certificate in each column, as one with a row for each: the heading is the competence, the cell is
    its last day, or «x» for one without end."""
    bevis = [plass for plass, o in enumerate(tabell.overskrifter) if kolonner.get(o) == kolonne]
    andre = [plass for plass in range(len(tabell.overskrifter)) if plass not in bevis]
    ny = Tabell(["kompetanse", "til", *(tabell.overskrifter[plass] for plass in andre)], feil=tabell.feil)
    for rad in tabell.rader:
        celle_feil = tabell.cellefeil.get(rad.linje, {})
        for plass in bevis:
            verdi = rad.verdier[plass].strip()
            if verdi.casefold() in NEI and plass not in celle_feil:
                continue
            til = "" if verdi.casefold() in JA else verdi
            ny.rader.append(Rad(rad.linje, [tabell.overskrifter[plass], til, *(rad.verdier[nr] for nr in andre)]))
            if plass in celle_feil:
                ny.meld_celle(rad.linje, 1, celle_feil[plass])
    fast = {tabell.overskrifter[plass]: kolonner.get(tabell.overskrifter[plass], "") for plass in andre}
    return ny, {**fast, "kompetanse": "kompetanse", "til": "til"}


class _Leser:
    """Knows the people and the competences of the file, and what is stored of them, read once for the whole file."""

    def __init__(self, rader):
        self.i_dag = timezone.localdate()
        self.personer = PersonerIFil(rad for _linje, rad in rader)
        self.kompetanser = KompetanserIFil(rad for _linje, rad in rader)
        self.lagret = self._les_lagret()
        self.sett: dict[tuple, int] = {}

    def _les_lagret(self):
        """(person, competence, level) → the rows that count."""
        svar: dict[tuple, list[dict[str, Any]]] = {}
        felter = ("pk", "person", "kompetanse", "nivaa", "fra", "til", "tilstand")
        rader = Personkompetanse.objects.filter(
            person__in=self.personer.alle,
            kompetanse__in=self.kompetanser.alle,
            tilstand__in=Personkompetanse.TELLER,
        )
        for rad in rader.order_by("pk").values(*felter):
            svar.setdefault((rad["person"], rad["kompetanse"], rad["nivaa"]), []).append(rad)
        return svar

    def plasser(self, linje, rad, plan):
        """Put the row where it belongs in the plan; returns the kind of line and its words. Raises `Avvist`."""
        bevis = self._les(linje, rad)
        if bevis.nokkel in self.sett:
            raise Avvist(_("Det samme står også på linje %s.") % self.sett[bevis.nokkel])
        self.sett[bevis.nokkel] = linje
        lagret = self._samme(bevis)
        if lagret is None:
            plan.nye.append(bevis)
            return NY, ""
        fra = bevis.fra if bevis.fra_gitt else lagret["fra"]
        endring = self._endring(lagret, fra, bevis.til)
        if not endring:
            return UENDRET, ""
        plan.endrede.append((lagret["pk"], fra, bevis.til))
        return ENDRET, endring

    def _samme(self, bevis):
        """The stored row that this one speaks of: of a level the one in the same period, of a proof the one that ends
        on the same day."""
        rader = self.lagret.get((bevis.person_id, bevis.kompetanse.pk, bevis.nivaa), [])
        if bevis.nivaa is None:
            like = [rad for rad in rader if rad["til"] == bevis.til]
            return next(iter(sorted(like, key=lambda rad: rad["fra"] != bevis.fra)), None)
        samtidig = [rad for rad in rader if _samtidig(rad, bevis)]
        if len(samtidig) > 1:
            raise Avvist(_("Nivået er registrert i flere perioder som denne går over. Rett det hos den ansatte."))
        return samtidig[0] if samtidig else None

    def _endring(self, lagret, fra, til):
        deler = []
        if lagret["fra"] != fra:
            deler.append(_("Fra: %(for)s → %(etter)s.") % {"for": dato(lagret["fra"]), "etter": dato(fra)})
        if lagret["til"] != til:
            uten = _("uten slutt")
            deler.append(
                _("Gyldig til: %(for)s → %(etter)s.")
                % {"for": dato(lagret["til"]) if lagret["til"] else uten, "etter": dato(til) if til else uten}
            )
        if lagret["tilstand"] != Tilstand.BEKREFTET:
            deler.append(_("Blir bekreftet."))
        return " ".join(deler)

    def _les(self, linje, rad):
        person_id = self.personer.finn(rad)
        kompetanse = self._kompetanse(rad.get("kompetanse"))
        nivaa = self._nivaa(kompetanse, rad.get("nivaa"))
        fra, til = rad.get("fra"), rad.get("til")
        if fra and not til and kompetanse.gyldig_mnd:
            til = om_maaneder(fra, kompetanse.gyldig_mnd)
        if fra and fra > self.i_dag:
            raise Avvist(_("Fra-datoen er ikke kommet ennå."))
        if fra and til and til < fra:
            raise Avvist(_("Gyldig til kommer før fra-datoen."))
        bevis_fra = fra or min(filter(None, (til, self.i_dag)))
        return Bevis(linje, person_id, kompetanse, nivaa, bevis_fra, til, rad.get("institusjon") or "", bool(fra))

    def _kompetanse(self, navn):
        if not navn:
            raise Avvist(_("Raden sier ikke hvilken kompetanse det er."))
        kompetanse = self.kompetanser.finn(navn)
        if kompetanse.kun_fremvises:
            raise Avvist(_("«%s» føres inn av lederen, med dagen den ble vist frem.") % navn)
        if kompetanse.avviklet and kompetanse.avviklet <= self.i_dag:
            raise Avvist(_("«%s» er ikke lenger i katalogen.") % navn)
        return kompetanse

    def _nivaa(self, kompetanse, nivaa):
        if kompetanse.skala is None:
            return None
        nivaaer = [trinn.nivaa for trinn in kompetanse.trinn]
        if nivaa not in nivaaer:
            grenser = {"navn": kompetanse.navn, "f": nivaaer[0], "s": nivaaer[-1]}
            raise Avvist(_("«%(navn)s» har nivåer fra %(f)s til %(s)s.") % grenser)
        return nivaa


def _samtidig(rad, bevis):
    return (rad["til"] is None or rad["til"] >= bevis.fra) and (bevis.til is None or rad["fra"] <= bevis.til)
