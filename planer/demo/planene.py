"""The plans of the fictional municipality at the levels of the tree, some of them over three years (`fjordby.toml`)."""

import datetime as dt
import tomllib
from decimal import Decimal
from pathlib import Path

from kartlegging.models import Stillingskategori
from kompetanse.felles.arbeidsdager import frist_om
from kompetanse.felles.demotid import paa_dato
from kompetanse.felles.samskriving import Endring
from kompetanse.organisasjon.demo.scene import Scene
from kompetanse.organisasjon.models import Enhet
from planer.aaret import rullering, underveis
from planer.aaret.perioder import slutter
from planer.aaret.underveis import Melding
from planer.demo import behandling
from planer.maal import maal as maalstyring
from planer.maal import svar
from planer.maal.arv import tilbys
from planer.models import (
    Faktornotat,
    Kompetansebehov,
    Kompetanseplan,
    Listeverdi,
    Maal,
    Maaling,
    Plannivaa,
    Planoppsett,
    Satsingsomraade,
    Statuslinje,
    Tiltak,
)
from planer.plan.opprettelse import opprett
from planer.plan.overordnet import foreslaa, mulige
from planer.plan.perioder import NESTE_AAR_FRA, STRATEGIENS_AAR, Periode, planaar
from planer.tiltak import styring
from planer.tiltak.styring import Kostnad
from planer.vedtak import saksgang

INNHOLD = tomllib.loads((Path(__file__).resolve().parent / "fjordby.toml").read_text(encoding="utf-8"))
Liste, Tilstand = Listeverdi.Liste, Statuslinje.Tilstand
TEKST_UTEN_DROFTING = "Drøftet i møte før systemet ble tatt i bruk. Referatet ligger i arkivet."


def lag(scene: Scene) -> None:
    """The plans from the top down, adopted, and what was reported of them. Some have goals or measures already
    (`maal`, `tiltak`)."""
    for innhold in INNHOLD["plan"]:
        _Planlegger(scene, innhold).lag()
    saksgang.avlos_gamle(scene.kommune.pk)
    oppsett = Planoppsett.for_kommunen()
    oppsett.planaar, oppsett.planfrist = planaar(scene.i_dag), frist_om(30)
    oppsett.save()


def _verdi(liste, kode):
    return Listeverdi.objects.get(liste=liste, kode=kode)


class _Planlegger:
    """Makes the plans of one unit, year by year."""

    def __init__(self, scene, innhold):
        self.scene, self.innhold, self.hr = scene, innhold, scene.hr
        self.enhet = Enhet.objects.get(navn=innhold["enhet"])

    def lag(self):
        aar, innhold = self.scene.i_dag.year, self.innhold
        if innhold.get("status") == "utkast":
            plan = self._ny(planaar(self.scene.i_dag))
            self._skriv(plan, aar_siden=0)
            return
        historie = innhold.get("historie", 1)
        plan = self._ny(aar - historie + 1)
        self._skriv(plan, aar_siden=historie - 1)
        self._vedta(plan)
        for aar_siden in range(historie - 1, 0, -1):
            self._aaret_er_over(plan, aar_siden)
            plan = self._neste(plan, aar_siden - 1)
            self._vedta(plan)
        self._meld(plan, 0)
        if "endring" in innhold:
            self._vedta_endring(plan, innhold["endring"])
        if historie > 1 and self.scene.i_dag.month >= NESTE_AAR_FRA:
            self._aaret_er_over(plan, 0)
            self._neste(plan, -1)

    def _ny(self, aar):
        """A strategy began last year, and lasts beyond this one."""
        periode = Periode(Kompetanseplan.Slag.HANDLINGSPLAN, aar, aar)
        if self.innhold.get("slag") == "strategi":
            periode = Periode(Kompetanseplan.Slag.STRATEGI, aar - 1, aar - 2 + STRATEGIENS_AAR)
        over = foreslaa(mulige(self.enhet, self.hr), periode.fra)
        return opprett(self.enhet, periode, bruker=self.hr, overordnet=over)

    def _neste(self, plan, aar_siden):
        """The plan of the next year: the one that is told of already, or rolled over from this one."""
        finnes = self.enhet.kompetanseplaner.filter(fra__year=plan.aar + 1, slag=plan.slag).first()
        if finnes is None:
            finnes = rullering.rull(plan, bruker=self.hr)
            self._nye_frister(finnes)
            self._tiltak(finnes, aar_siden)
        elif finnes.forgjenger_id is None:
            finnes.forgjenger = plan
            finnes.save(update_fields=["forgjenger"])
            self._knytt(finnes, plan)
        return finnes

    def _knytt(self, ny, plan):
        """The plan that was told of already says what the one before it said, and goes on with what was open in that."""
        ny.seksjoner.filter(mal__kode="ambisjon").update(tekst=_avsnitt(self.innhold.get("ambisjon", "")))
        for nye, gamle in ((ny.maal, plan.maal), (ny.behov, plan.behov), (ny.tiltak, plan.tiltak.aapne())):
            etter_navn = {rad.navn: rad for rad in gamle.all()}
            for rad in nye.all():
                rad.forgjenger = etter_navn.pop(rad.navn, None)
                rad.save(update_fields=["forgjenger"])

    def _nye_frister(self, plan):
        """Who carries a measure on, gives it a day in the new year."""
        for tiltak in plan.tiltak.filter(frist__isnull=False):
            tiltak.frist = _siste_dag(plan, tiltak.frist.month)
            tiltak.save(update_fields=["frist"])

    # --- What the plan says ---------------------------------------------------------------------

    def _skriv(self, plan, aar_siden):
        plan.seksjoner.filter(mal__kode="ambisjon").update(tekst=_avsnitt(self.innhold.get("ambisjon", "")))
        if "arbeid" in self.innhold:
            behandling.skriv(self.scene, plan, self.innhold)
        self._svar_paa_maal(plan)
        for plass, rad in enumerate(self.innhold.get("maal", ()), start=1):
            self._maal(plan, rad, plass)
        Faktornotat.objects.bulk_create(
            Faktornotat(plan=plan, faktor=_verdi(Liste.FAKTOR, kode), ser=ser, betyr=betyr)
            for kode, (ser, betyr) in self.innhold.get("faktor", {}).items()
        )
        for plass, rad in enumerate(self.innhold.get("behov", ()), start=1):
            self._behov(plan, rad, plass)
        self._tiltak(plan, aar_siden)

    def _svar_paa_maal(self, plan):
        over = {ett.navn: ett for ett in tilbys(plan)}
        for navn, bidrag in self.innhold.get("bidrar", {}).items():
            if navn in over:
                svar.bidra(plan, over[navn], bidrag, bruker=self.hr)
                if tall := self.innhold.get("tall", {}).get(navn):
                    self._med_tall(svar.svar_paa(plan, over[navn].pk), *tall)
        for navn, grunn in self.innhold.get("til_side", {}).items():
            if navn in over:
                svar.legg_til_side(plan, over[navn], grunn, bruker=self.hr)

    def _maal(self, plan, rad, plass):
        maal = Maal(
            plan=plan,
            over=next((ett for ett in tilbys(plan) if ett.navn == rad.get("over")), None),
            rekkefolge=100 + plass,
            ansvarlig=plan.ansvarlig,
            **{felt: rad[felt] for felt in ("navn", "nummer", "indikator", "maaleenhet", "beregning") if felt in rad},
        )
        maal.retning = rad.get("retning", maal.retning)
        maalstyring.lagre(maal, bruker=self.hr)
        if "maaltall" in rad:
            self._med_tall(maal, rad["utgangspunkt"], rad["maaltall"], rad.get("maalinger", []), rad.get("minste"))

    def _med_tall(self, maal, utgangspunkt, maaltall, maalinger, minste=None):
        """The baseline is of the day the plan began, and the measurements of the months since, the last of last month."""
        plan = maal.plan
        maal.utgangspunkt, maal.utgangspunkt_dato = utgangspunkt, plan.fra
        maal.maaltall, maal.minste, maal.frist = maaltall, minste, plan.til
        maal.save()
        for siden, verdi in enumerate(reversed(maalinger)):
            dag = self.scene.for_dager(20 + 90 * siden)
            if dag > plan.fra:
                Maaling.objects.create(maal=maal, dato=dag, verdi=Decimal(verdi), registrert_av=self.hr)

    def _behov(self, plan, rad, plass):
        behov = Kompetansebehov.objects.create(
            plan=plan,
            navn=rad["navn"],
            kategori=Stillingskategori.objects.filter(navn=rad.get("kategori", "")).first(),
            driver=_verdi(Liste.FAKTOR, rad["driver"]),
            frist=_siste_dag(plan, rad["frist"]) if "frist" in rad else None,
            rekkefolge=plass,
            **{felt: rad[felt] for felt in ("har", "trenger", "kritisk") if felt in rad},
        )
        behov.maal.set(plan.maal.filter(navn__in=rad.get("maal", ())))

    def _tiltak(self, plan, aar_siden):
        """The measures that begin so many years ago."""
        for rad in self.innhold.get("tiltak", ()):
            if -rad.get("fra_aar", 0) == aar_siden or (not aar_siden and plan.forgjenger_id is None):
                self._ett_tiltak(plan, rad)

    def _ett_tiltak(self, plan, rad):
        tekster = ("navn", "maalgruppe", "antall", "frist_tekst", "evaluering", "partner", "fag", "plasser")
        tiltak = Tiltak(
            plan=plan,
            ansvarlig=plan.ansvarlig,
            frist=_siste_dag(plan, rad["frist"]) if "frist" in rad else None,
            status=rad.get("status", Tiltak.Status.I_GANG),
            evalueringsnivaaer=rad.get("nivaaer", []),
            satsingsomraade=Satsingsomraade.objects.filter(navn=rad.get("satsing", "")).first(),
            laeringsform=_verdi(Liste.LAERINGSFORM, rad["form"]) if "form" in rad else None,
            laeringsarena=_verdi(Liste.LAERINGSARENA, rad["arena"]) if "arena" in rad else None,
            **{felt: rad[felt] for felt in tekster if felt in rad},
        )
        # What a strategy does, is paid for each year so far, and the next.
        er_strategi = plan.slag == plan.Slag.STRATEGI
        aarene = range(plan.fra.year, self.scene.i_dag.year + 2) if er_strategi else [plan.aar]
        kostnader = [
            Kostnad(aar, _verdi(Liste.KILDE, kode), Decimal(belop))
            for aar in aarene
            for kode, belop in rad.get("kostnad", {}).items()
        ]
        rundt = {
            "kostnader": kostnader,
            "behov": plan.behov.filter(navn__in=rad.get("behov", ())),
            "maal": plan.maal.filter(navn__in=rad.get("maal", ())),
            "maater": [_verdi(Liste.MAATE, kode) for kode in rad.get("maater", ())],
            "felles_for": Enhet.objects.filter(navn__in=rad.get("felles_for", ())),
        }
        styring.lagre(tiltak, Endring(rundt), bruker=self.hr)

    # --- What became of it ------------------------------------------------------------------------

    def _vedta(self, plan):
        """Last thing before the plan begins; of those above the units one is put before its body here, and the others with
        the words that they were discussed."""
        vedtatt = min(plan.fra - dt.timedelta(days=21), self.scene.i_dag)
        saksnummer = f"ELG {plan.enhet.depth}{plan.pk}/{vedtatt:%y}"
        if "sak" in self.innhold:
            saksnummer = behandling.legg_fram(self.scene, plan, self.innhold, vedtatt)
        elif plan.nivaa != Plannivaa.ENHET:
            plan = saksgang.uten_drofting(plan, bruker=self.hr, kommentar=TEKST_UTEN_DROFTING)
        with paa_dato(vedtatt):
            saksgang.vedta(plan, bruker=self.hr, vedtatt=vedtatt, saksnummer=saksnummer)

    def _vedta_endring(self, plan, endring):
        """Opened in the middle of the year, and adopted anew."""
        vedtatt = max(plan.versjoner.last().vedtatt, self.scene.for_dager(40))
        with paa_dato(vedtatt):
            plan = saksgang.gjenaapne(plan, bruker=self.hr)
            plan.seksjoner.filter(mal__kode="ambisjon").update(tekst=_avsnitt(endring["ambisjon"]))
            for navn, trenger in endring["trenger"].items():
                plan.behov.filter(navn=navn).update(trenger=trenger)
            saksgang.vedta(plan, bruker=self.hr, vedtatt=vedtatt)

    def _meld(self, plan, aar_siden):
        """A line for each measure each period that has ended; the last one is left for someone to write."""
        ferdige = [slutt for slutt in slutter(plan, Planoppsett.for_kommunen().oppfolging) if slutt < self.scene.i_dag]
        for slutt in ferdige[: len(ferdige) if aar_siden else -1]:
            siste = slutt == ferdige[-1]
            meldinger = [self._melding(ett, aar_siden, siste) for ett in plan.tiltak.aapne()]
            with paa_dato(slutt):
                underveis.meld(plan, slutt, meldinger, bruker=self.hr)

    def _melding(self, tiltak, aar_siden, siste):
        rad = next((ett for ett in self.innhold.get("tiltak", ()) if ett["navn"] == tiltak.navn), {})
        if siste and -rad.get("stoppet_aar", 1) == aar_siden:
            return Melding(tiltak, Tilstand.STOPPET, _verdi(Liste.AVVIKSGRUNN, rad["grunn"]), rad["kommentar"])
        if siste and -rad.get("ferdig_aar", 1) == aar_siden:
            return Melding(tiltak, Tilstand.GJENNOMFORT)
        return Melding(tiltak, Tilstand.SOM_PLANLAGT)

    def _aaret_er_over(self, plan, aar_siden):
        if aar_siden:
            self._meld(plan, aar_siden)
        ga = "Flere tør å spørre, og tiltakene som var våre egne, ble noe av. Kursene vi kjøpte, ga mindre enn vi trodde."
        endres = "Mer læring i det daglige, færre kurs. Vi spør deltakerne etter fire måneder."
        underveis.evaluer(plan, plan.aar, Endring({"ga": ga, "endres": endres}), bruker=self.hr)


def _avsnitt(tekst):
    return f"<p>{tekst}</p>" if tekst else ""


def _siste_dag(plan, maaned):
    """The last day of a month of the plan's last year but for a strategy, of its second."""
    aar = plan.til.year if plan.slag == plan.Slag.HANDLINGSPLAN else plan.fra.year + 1
    return dt.date(aar + maaned // 12, maaned % 12 + 1, 1) - dt.timedelta(days=1)
