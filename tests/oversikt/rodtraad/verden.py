"""A world drawn by lot, and the same world worked out once more in plain Python: which rows are broken, and how."""

import random
from collections import defaultdict

from django.utils import timezone

from kompetanse.organisasjon.models import Enhet
from planer.models import Kompetansebehov, Kompetanseplan, Maal, Statuslinje, Tiltak
from soknader.models import Soknad
from tests.klokke import dag
from tests.planer.factories import lag_behov, lag_maal, lag_plan, lag_tiltak
from tests.soknader.mbu_factories import lag_sendt


def lag_gjeldende(enhet, **felt):
    felt = {"fra": dag(-100), "til": dag(200), "gjelder_fra": dag(-90), "status": "vedtatt", **felt}
    return lag_plan(enhet, **felt)


def trekk_verden(tre, soker, fro):
    """Plans that hold, are drafts, replaced or over; what is in them tied at random; applications of all states."""
    lodd = random.Random(fro)
    slag = [
        {},
        {},
        {"gjelder_fra": None, "status": "utkast"},
        {"status": "avlost"},
        {"fra": dag(-400), "til": dag(-101)},
    ]
    enheter = [tre.rot, tre.stab, tre.ikt, tre.prosjekt, tre.oppvekst, tre.barnehager]
    planer = [lag_gjeldende(enhet, **lodd.choice(slag)) for enhet in enheter if lodd.random() < 0.85]
    maal = []
    for plan in planer:
        for nr in range(lodd.randint(1, 4)):
            over = lodd.choice([None, *maal[-6:]])
            valg = "lagt_til_side" if over and lodd.random() < 0.2 else "eget"
            maal.append(lag_maal(plan, f"Mål {nr}", over=over, valg=valg, bidrag="Ikke nå." if valg != "eget" else ""))
    behov, tiltak = [], []
    for plan in planer:
        egne = [ett for ett in maal if ett.plan == plan]
        behov += [lag_behov(plan, f"Behov {nr}", maal=_noen(lodd, egne)) for nr in range(lodd.randint(0, 3))]
    for plan in planer:
        egne, mine = ([ett for ett in rader if ett.plan == plan] for rader in (maal, behov))
        tiltak += [_tiltak(plan, lodd, egne, mine) for _nr in range(lodd.randint(0, 4))]
    for _nr in range(8):
        status = lodd.choice(["utkast", "til_behandling", "innvilget", "delvis", "avslaatt", "trukket"])
        slutt = dag(lodd.choice([-20, 0, 20]))
        lag_sendt(
            soker,
            status=status,
            tiltak=lodd.choice([None, *tiltak]),
            periode_fra=dag(-60),
            periode_til=lodd.choice([slutt, None]),
        )


def _tiltak(plan, lodd, maal, behov):
    tiltak = lag_tiltak(
        plan,
        maal=_noen(lodd, maal),
        behov=_noen(lodd, behov),
        status=lodd.choice(list(Tiltak.Status)),
        frist=dag(lodd.choice([-30, 0, 30])),
        evaluering=lodd.choice(["", "Prøve"]),
        evalueringsnivaaer=lodd.choice([[], [1]]),
        evaluert=lodd.choice([None, dag(-1)]),
        kostnader=[(lodd.choice(["sentralt", "eget"]), lodd.choice([0, 500]))],
    )
    if lodd.random() < 0.5:
        kommentar = lodd.choice(["", "Flyttet."])
        periode = dag(lodd.choice([-40, -10]))
        Statuslinje.objects.create(tiltak=tiltak, periode=periode, tilstand="som_planlagt", kommentar=kommentar)
    return tiltak


def _noen(lodd, rader):
    return [rad for rad in rader if lodd.random() < 0.4]


class Fasit:
    """The breaks of the units below a path, by kind; every row is looked at by itself."""

    def __init__(self, sti):
        self.idag, self.sti = timezone.localdate(), sti
        self.maal, self.behov, self.tiltak = (list(m.objects.all()) for m in (Maal, Kompetansebehov, Tiltak))
        self.planer = {plan.pk: plan for plan in Kompetanseplan.objects.select_related("enhet")}
        self.brudd = defaultdict(set)
        for tiltak in self.tiltak:
            self._ikke_evaluert(tiltak, self.planer[tiltak.plan_id])
        for rader, felt in ((self.maal, self._maal), (self.behov, self._behov), (self.tiltak, self._tiltak)):
            for rad in rader:
                if self._teller(self.planer[rad.plan_id]):
                    felt(rad)
        for soknad in Soknad.objects.select_related("enhet"):
            if soknad.enhet.path.startswith(sti) and soknad.status in ("innvilget", "delvis"):
                self._soknad(soknad)
        for enhet in Enhet.objects.all():
            har = any(self._teller(plan) and plan.enhet == enhet for plan in self.planer.values())
            if enhet.path.startswith(sti) and enhet.depth <= 3 and not har:
                self.brudd["plan"].add(enhet.pk)

    def _teller(self, plan):
        holder = plan.gjelder_fra and plan.status != "avlost" and plan.fra <= self.idag <= plan.til
        return bool(holder and plan.enhet.path.startswith(self.sti))

    def _ikke_evaluert(self, tiltak, plan):
        er_min = plan.gjelder_fra and plan.til.year >= self.idag.year - 3 and plan.enhet.path.startswith(self.sti)
        if er_min and tiltak.status == "ferdig" and tiltak.evalueringsnivaaer and not tiltak.evaluert:
            self.brudd["ikke-evaluert"].add(tiltak.pk)

    def _maal(self, maal):
        if maal.valg == "lagt_til_side":
            return
        if maal.over_id is None:
            self.brudd["anker"].add(maal.pk)
        virker = [ett for ett in self.tiltak if ett.status != "stoppet"]
        direkte = any(maal in ett.maal.all() for ett in virker)
        gjennom = any(maal in behov.maal.all() for ett in virker for behov in ett.behov.all())
        under = any(ett.over_id == maal.pk and ett.valg != "lagt_til_side" for ett in self.maal)
        if not (direkte or gjennom or under):
            self.brudd["maal"].add(maal.pk)

    def _behov(self, behov):
        if not behov.maal.all():
            self.brudd["behov-maal"].add(behov.pk)
        if not any(behov in ett.behov.all() for ett in self.tiltak if ett.status != "stoppet"):
            self.brudd["behov"].add(behov.pk)

    def _tiltak(self, tiltak):
        aapent = tiltak.status not in ("ferdig", "stoppet")
        if aapent and not tiltak.maal.all() and not tiltak.behov.all():
            self.brudd["tiltak"].add(tiltak.pk)
        sagt = any(linje.kommentar and linje.periode >= tiltak.frist for linje in tiltak.statuslinjer.all())
        if aapent and tiltak.frist < self.idag and not sagt:
            self.brudd["frist"].add(tiltak.pk)
        if tiltak.status != "stoppet" and not tiltak.evaluering and not tiltak.evalueringsnivaaer:
            self.brudd["evaluering"].add(tiltak.pk)
        sokt = any(soknad.status != "trukket" for soknad in Soknad.objects.filter(tiltak=tiltak))
        sentralt = any(
            rad.kilde.kode == "sentralt" and rad.belop and rad.aar >= self.idag.year for rad in tiltak.kostnader.all()
        )
        if aapent and sentralt and not sokt:
            self.brudd["midler"].add(tiltak.pk)

    def _soknad(self, soknad):
        if soknad.tiltak_id is None:
            self.brudd["tilskudd"].add(soknad.pk)
        if soknad.periode_til is None or soknad.periode_til < self.idag:
            self.brudd["rapport"].add(soknad.pk)
