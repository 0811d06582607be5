"""The ground for the yearly meeting: per stillingskategori the people, those who came and left, the turnover, and the
critical needs with their measures; as plain data, kept with the meeting as it was when the parties were called in.

Those who may not see names read it, so each figure says whether they may be shown it (handbook 10, «group too small»).
"""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import F, Prefetch, Q

from kartlegging.bemanning import Aaret, Bemanning, EgenTurnover, aaret_foer, alle, landstall
from kartlegging.dekning.skjerming import kan_vises, uten_smaa_forskjeller
from kartlegging.models import Kategorikilde, Stillingskategori
from kompetanse.organisasjon.models import Enhet
from planer.models import Drofting, Kompetansebehov, Kompetanseplan, Tiltak
from planer.vedtak.innhold import Frosset

# In the order in which a figure is held back last: how many there are is asked for first.
TALL = ("ansatte", "sluttet", "nye", "byttet", "turnover")
TELLEMAANED = 12


@dataclass(frozen=True, kw_only=True)
class Behov:
    """A critical need, the unit whose plan says so, and the open measures that meet it."""

    navn: str = ""
    enhet: str = ""
    tiltak: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Linje:
    """One category (`nokkel` is its id); of all, and of positions without one, without. What the data cannot tell is None.

    `skjult` names the figures that are about too few for those who may not see names.
    """

    nokkel: int | None = None
    navn: str = ""
    ansatte: int = 0
    aarsverk: Decimal = Decimal(0)
    sluttet: int | None = None
    byttet: int | None = None
    nye: int | None = None
    turnover: Decimal | None = None
    turnover_fra: dt.date | None = None
    landet: Decimal | None = None
    landet_til: Decimal | None = None
    landet_eget: bool = False
    skjult: tuple[str, ...] = ()
    behov: tuple[Behov, ...] = ()
    tiltak: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Grunnlag(Frosset):
    """Counted on `dag`; the year begins on `fra`. `kjent_fra` is the first day on which somebody is known to have left."""

    dag: dt.date | None = None
    fra: dt.date | None = None
    kjent_fra: dt.date | None = None
    landet_aar: str = ""
    i_alt: Linje = Linje()
    linjer: tuple[Linje, ...] = ()

    @property
    def er_kjent(self) -> bool:
        """The data tell who came and left in the year."""
        return self.i_alt.sluttet is not None


def telledag(dag: dt.date) -> dt.date:
    """The last 1 December, on which KS counts too."""
    i_aar = dt.date(dag.year, TELLEMAANED, 1)
    return i_aar if i_aar <= dag else aaret_foer(i_aar)


def lag(dag: dt.date) -> Grunnlag:
    """The ground as it is on a day, for the kommune within whose wall this runs."""
    til, bemanning = telledag(dag), Bemanning.les()
    folk, aarsverk = bemanning.personer(til), bemanning.aarsverk(til)
    aaret, egen = bemanning.aaret(til), bemanning.turnover(til)
    figurer = _figurer(bemanning, til, aaret, egen)
    vises = _vises(figurer, _vist_foer(bemanning))
    behov, tiltak, koder = _behov(dag), _tiltak(dag), _koder()
    linjer = []
    for nokkel, navn in _kategorier(folk, behov, tiltak):
        linjer.append(
            Linje(
                nokkel=nokkel,
                navn=navn,
                ansatte=len(folk.get(nokkel, ())),
                aarsverk=aarsverk[nokkel],
                **_bevegelse(aaret, nokkel),
                **_turnover(egen.get(nokkel), koder.get(nokkel, ())),
                skjult=tuple(ett for ett in TALL if ett not in vises.get(nokkel, ())),
                behov=tuple(behov.get(nokkel, ())),
                tiltak=tuple(tiltak.get(nokkel, ())),
            )
        )
    return Grunnlag(
        dag=til,
        fra=aaret_foer(til),
        kjent_fra=bemanning.foerste_avgang,
        landet_aar=landstall(()).aar,
        i_alt=_i_alt(folk, aarsverk, aaret, vises[ALLE]),
        linjer=tuple(linjer),
    )


def _kategorier(folk, *andre):
    """(id, name) of those with people, needs or measures, by name; last what has no category."""
    med = set(folk).union(*andre)
    navn = Stillingskategori.objects.filter(pk__in=med - {None}).values_list("pk", "navn")
    return [*navn, *([(None, "")] if None in med else [])]


def _koder():
    koder = defaultdict(list)
    for kategori, kode in Kategorikilde.objects.exclude(stillingskode="").values_list("kategori", "stillingskode"):
        koder[kategori].append(kode)
    return koder


# --- The figures ------------------------------------------------------------------------------------


ALLE = "alle"


def _i_alt(folk, aarsverk, aaret: Aaret | None, vises):
    hvem = {"ansatte": alle(folk)} | ({navn: alle(getattr(aaret, navn)) for navn in Aaret._fields} if aaret else {})
    return Linje(
        **{navn: len(personer) for navn, personer in hvem.items()},
        aarsverk=sum(aarsverk.values(), Decimal(0)),
        **_turnover(None, ()),
        skjult=tuple(ett for ett in TALL if ett not in vises),
    )


def _bevegelse(aaret, nokkel):
    return {navn: len(getattr(aaret, navn).get(nokkel, ())) for navn in Aaret._fields} if aaret else {}


def _turnover(egen: EgenTurnover | None, koder):
    landet = landstall(koder)
    felt = {"landet": landet.lavest, "landet_til": landet.hoyest, "landet_eget": landet.eget}
    return felt | ({"turnover": egen.prosent, "turnover_fra": egen.fra} if egen else {})


# --- What may be shown to those who may not see names -------------------------------------------------


def _figurer(bemanning, til, aaret, egen):
    """Figure → category (and all) → whom it is about."""
    figurer = {"ansatte": bemanning.personer(til)}
    if aaret:
        figurer |= {navn: getattr(aaret, navn) for navn in ("sluttet", "nye", "byttet")}
    for navn, folk in figurer.items():
        figurer[navn] = {**folk, ALLE: alle(folk)}
    if egen:
        borte = [bemanning.aaret(dag).sluttet for dag in bemanning.kjente_aar(til)]
        figurer["turnover"] = {nokkel: set().union(*(ett.get(nokkel, set()) for ett in borte)) for nokkel in egen}
    return figurer


def _vises(figurer, foer):
    """Category → the names of its figures that may be shown: side by side with those of the other categories, and with
    the others of its own, those of the last meeting too (`foer`)."""
    kolonner = {navn: _side_om_side(folk) for navn, folk in figurer.items()}
    nokler = set().union(*figurer.values())
    return {
        nokkel: uten_smaa_forskjeller(
            {navn: figurer[navn][nokkel] for navn in TALL if nokkel in kolonner.get(navn, ())}, foer.get(nokkel, ())
        )
        for nokkel in nokler
    }


def _side_om_side(folk):
    """The categories of one figure, as units below one that is all of them."""
    rot = "0" * Enhet.steplen
    stier = {ALLE: rot} | {
        nokkel: f"{rot}{nr:0{Enhet.steplen}}" for nr, nokkel in enumerate(en for en in folk if en != ALLE)
    }
    vises = kan_vises({stier[nokkel]: personer for nokkel, personer in folk.items()})
    return {nokkel for nokkel in folk if stier[nokkel] in vises}


def _vist_foer(bemanning):
    """Category → whom the figures were about that stood in the ground of the last meeting."""
    sist = Drofting.objects.exclude(aar=None).exclude(status=Drofting.Status.AVLYST).order_by("-aar").first()
    if sist is None:
        return {}
    grunnlag = Grunnlag.lest(sist.innhold)
    figurer = _figurer(bemanning, grunnlag.dag, bemanning.aaret(grunnlag.dag), {})
    linjer = [(ALLE, grunnlag.i_alt), *((ett.nokkel, ett) for ett in grunnlag.linjer)]
    return {
        nokkel: [folk.get(nokkel, set()) for navn, folk in figurer.items() if navn not in linje.skjult]
        for nokkel, linje in linjer
    }


# --- Needs and measures ------------------------------------------------------------------------------


def _planer(dag):
    """The plans of units for the day that the employees' representatives read."""
    planer = Kompetanseplan.objects.for_enheter().gjeldende(dag).aapne()
    return planer.filter(Q(gjelder_fra__isnull=False) | ~Q(status=Kompetanseplan.Status.UTKAST)).order_by()


def _behov(dag):
    """Category → its critical needs that are neither met nor past."""
    behov = Kompetansebehov.objects.filter(plan__in=_planer(dag).values("pk"), kritisk=True)
    behov = behov.exclude(har__gte=F("trenger")).exclude(trengs_til__lt=dag)
    behov = behov.select_related("plan__enhet").order_by("plan__enhet__path", "rekkefolge", "pk")
    funnet = defaultdict(list)
    for ett in behov.prefetch_related(Prefetch("tiltak", Tiltak.objects.aapne())):
        tiltak = tuple(str(tiltaket) for tiltaket in ett.tiltak.all())
        funnet[ett.kategori_id].append(Behov(navn=ett.navn, enhet=str(ett.plan.enhet), tiltak=tiltak))
    return funnet


def _tiltak(dag):
    """Category → other open measures for it: «Kurs i sårbehandling, Fjordheim sykehjem»."""
    tiltak = Tiltak.objects.aapne().filter(plan__in=_planer(dag).values("pk"), kategorier__isnull=False)
    tiltak = tiltak.exclude(behov__kritisk=True).distinct().select_related("plan__enhet")
    funnet = defaultdict(list)
    for ett in tiltak.order_by("plan__enhet__path", "rekkefolge", "pk").prefetch_related("kategorier"):
        for kategori in ett.kategorier.all():
            funnet[kategori.pk].append(f"{ett.navn}, {ett.plan.enhet}")
    return funnet
