"""The register of applications: which ones, in which order, and what they sum to."""

import re
from decimal import Decimal

from django.contrib.postgres.search import SearchQuery, SearchVectorField
from django.core.paginator import Paginator
from django.db.models import Count, F, Func, Prefetch, Q, Sum, Value
from django.db.models.functions import Coalesce, Concat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kompetanse.felles.sortering import sortert
from kompetanse.organisasjon.eksport import Eksporttabell
from kompetanse.organisasjon.models import Enhet
from kompetanse.organisasjon.models.enhet import sti_innenfor
from kompetanse.organisasjon.sok import navnetreff
from kompetanse.organisasjon.trevisning import NbSort
from soknader import labels
from soknader.models import Saksteg, Soknad
from soknader.sak.forms.register import RegisterForm

PER_SIDE = 50
RADER_I_SLENGEN = 1000
NUMMER = re.compile(r"^(?P<aar>\d\d)/(?P<nr>\d{1,6})$")
ORD = re.compile(r"\w+")
NULL = Decimal("0.00")
RADFELT = ("aar", "lopenummer", "status", "tittel", "soknadsbelop", "sendt", "soker_id")


class Fritekst(Func):
    """The words of an application, as the database keeps them (migration 0006). No model field: no other query
    carries them. An index would not help, since `@@` may not pass the row-level security."""

    output_field = SearchVectorField()

    def as_sql(self, compiler, connection, **extra):
        (nokkel,) = self.get_source_expressions()
        return f'{compiler.quote_name_unless_alias(nokkel.alias)}."fritekst"', []


SORTERINGER = {
    "nyeste": ["opprettet"],
    "nummer": ["aar", "lopenummer"],
    "tittel": [NbSort("tittel")],
    "soker": [NbSort("soker__person__etternavn"), NbSort("soker__person__fornavn")],
    "avdeling": [NbSort("avdeling__navn")],
    "sokt": ["soknadsbelop"],
    "innvilget": ["vedtak__belop"],
    "status": ["status"],
    "sendt": ["sendt"],
}
KAN_VAERE_TOMME = ("nummer", "avdeling", "innvilget", "sendt")
STANDARD = "-nyeste"


# --- Choosing and ordering --------------------------------------------------------------------------


def finn(bruker, *, sok="", hvem="", status=(), aar=None, enhet=None, satsingsomraade=None):
    """The applications that the user may see and has asked for, unordered. `enhet` takes its whole subtree."""
    rader = Soknad.objects.visible_to(bruker)
    if hvem == "mine":
        rader = rader.filter(soker_id=bruker.pk)
    elif hvem == "venter":
        rader = rader.venter_paa(bruker)
    if status:
        rader = rader.filter(status__in=status)
    if aar:
        rader = rader.filter(aar=aar)
    if enhet:
        rader = rader.filter(sti_innenfor(enhet.path, "enhet__path"))
    if satsingsomraade:
        rader = rader.filter(satsingsomraade=satsingsomraade)
    return _med_treff(rader, sok) if sok.strip() else rader


def _med_treff(rader, sok):
    """The number, words of the text (beginnings and Norwegian forms count), a part of the title, or the applicant."""
    sok = sok.strip()
    nummer = NUMMER.match(sok)
    if nummer:
        return rader.filter(aar=2000 + int(nummer["aar"]), lopenummer=int(nummer["nr"]))
    ord_i_sok = ORD.findall(sok)
    if not ord_i_sok:
        return rader.filter(tittel__icontains=sok)
    sporring = SearchQuery(" & ".join(f"{ord_}:*" for ord_ in ord_i_sok), config="norwegian", search_type="raw")
    treff = Q(fritekst=sporring) | Q(tittel__icontains=sok) | Q(soker__person__in=navnetreff(sok))
    return rader.alias(fritekst=Fritekst(F("pk"))).filter(treff)


def sorter(rader, sorter=STANDARD):
    """Order by a column of `SORTERINGER`, «-» in front for falling; anything else is newest first."""
    return sortert(rader, sorter, SORTERINGER, standard=STANDARD, tomme_sist=KAN_VAERE_TOMME)


# --- Rows, sums, pages ------------------------------------------------------------------------------


def rader_for(noekler, bruker):
    """The applications with these keys, in this order, with all that a row shows and nothing more: two statements,
    whatever the number of rows. The label is `merke`, in this reader's words; names and money are plain values, since
    building hundreds of related objects takes longer than asking for them."""
    venter = Saksteg.objects.ventende().select_related("enhet")
    venter = venter.only("soknad_id", "tittel", "handling", "enhet__navn", "enhet__depth")
    rader = (
        Soknad.objects.filter(pk__in=noekler)
        .lest_for(bruker)
        .only(*RADFELT)
        .annotate(
            sokernavn=Concat("soker__person__fornavn", Value(" "), "soker__person__etternavn"),
            avdelingsnavn=Coalesce("avdeling__navn", "enhet__navn"),
            innvilget=F("vedtak__belop"),
        )
    )
    funnet = {rad.pk: rad for rad in rader.prefetch_related(Prefetch("steg", queryset=venter, to_attr="venter"))}
    for rad in funnet.values():
        rad.merke = labels.status_merke(
            rad,
            rad.venter[0] if rad.venter else None,
            er_soker=rad.soker_id == bruker.pk,
            svarer=rad.leser_svarer,
        )
    return [funnet[noekkel] for noekkel in noekler if noekkel in funnet]


def summer(rader):
    """Count and money of the whole selection as a dict: `antall`, `sokt`, `innvilget`, `tilbakefort`. One statement."""
    return rader.order_by().aggregate(
        antall=Count("pk"),
        sokt=Coalesce(Sum("soknadsbelop"), NULL),
        innvilget=Coalesce(Sum("vedtak__belop"), NULL),
        tilbakefort=Coalesce(Sum("sluttrapport__tilbakefort"), NULL),
    )


class Register(Paginator):
    """Pages of a selection that is counted already. Sorts keys only: the rows of one page are fetched afterwards."""

    def __init__(self, rader, sorter_etter, antall):
        super().__init__(sorter(rader, sorter_etter).values_list("pk", flat=True), PER_SIDE)
        self.__dict__["count"] = antall

    def side(self, nummer, bruker):
        """The page with its rows; a number that is none, or too high, gives the first or the last."""
        side = self.get_page(nummer)
        side.object_list = rader_for(list(side.object_list), bruker)
        return side


# --- Export -----------------------------------------------------------------------------------------


# Heading, and how the value is read from a row of `_linjer`; the money columns are summed in Excel.
KOLONNER = (
    (gettext_lazy("Nr."), lambda rad: rad.nummer),
    (gettext_lazy("År"), lambda rad: rad.aar),
    (gettext_lazy("Avdeling"), lambda rad: rad.avdelingsnavn),
    (gettext_lazy("Seksjon"), lambda rad: rad.seksjoner_visning),
    (gettext_lazy("Kompetanseområde"), lambda rad: rad.tittel),
    (gettext_lazy("Beskrivelse"), lambda rad: rad.beskrivelse),
    (gettext_lazy("Antall deltakere"), lambda rad: rad.deltakere_visning),
    (gettext_lazy("Leder/medarbeider"), lambda rad: rad.maalgruppenavn),
    (gettext_lazy("Satsingsområde"), lambda rad: rad.omraade),
    (gettext_lazy("Fra dato"), lambda rad: rad.periode_fra),
    (gettext_lazy("Til dato"), lambda rad: rad.periode_til),
    (gettext_lazy("Søker"), lambda rad: rad.sokernavn),
    (gettext_lazy("Enhet"), lambda rad: rad.enhetsnavn),
    (gettext_lazy("Egenandel"), lambda rad: rad.egenandel),
    (gettext_lazy("Søkt"), lambda rad: rad.soknadsbelop),
    (gettext_lazy("Innvilget"), lambda rad: rad.innvilget),
    (gettext_lazy("Faktisk kostnad"), lambda rad: rad.faktisk),
    (gettext_lazy("Tilbakeført"), lambda rad: rad.tilbakefort),
    (gettext_lazy("Status"), lambda rad: rad.statusnavn),
    (gettext_lazy("Sendt"), lambda rad: rad.sendt),
    (gettext_lazy("Avgjort"), lambda rad: rad.avgjort),
)
PENGEKOLONNER = ("Egenandel", "Søkt", "Innvilget", "Faktisk kostnad", "Tilbakeført")
FILFELT = (
    "aar", "lopenummer", "status", "tittel", "beskrivelse", "seksjoner", "seksjoner_tekst", "antall_deltakere",
    "deltakere_tekst", "maalgruppe", "maalgruppe_tekst", "periode_fra", "periode_til", "egenandel", "soknadsbelop",
    "sendt", "avgjort",
)  # fmt: skip


def eksport(bruker, valg):
    """The whole selection as a table, for `organisasjon.eksport`. `valg` is the page's query string."""
    rader = finn(bruker, **RegisterForm(valg, bruker=bruker).valg())
    return Eksporttabell(
        navn=_("Søknader"),
        overskrifter=[navn for navn, _hent in KOLONNER],
        rader=_linjer(sorter(rader, valg.get("sorter", STANDARD))),
        antall=rader.count(),
        summer=[_(navn) for navn in PENGEKOLONNER],
    )


def _linjer(rader):
    """Read some at a time, so that a large selection does not fill the memory, and with names as plain values."""
    rader = rader.only(*FILFELT).annotate(
        sokernavn=Concat("soker__person__fornavn", Value(" "), "soker__person__etternavn"),
        avdelingsnavn=F("avdeling__navn"),
        enhetsnavn=F("enhet__navn"),
        omraade=F("satsingsomraade__navn"),
        innvilget=F("vedtak__belop"),
        faktisk=F("sluttrapport__faktisk_kostnad"),
        tilbakefort=F("sluttrapport__tilbakefort"),
    )
    seksjoner = Prefetch("valgte_seksjoner", Enhet.objects.only("navn", "path"))
    statuser = {verdi: str(navn) for verdi, navn in Soknad.Status.choices}
    maalgrupper = {}
    for rad in rader.prefetch_related(seksjoner).iterator(RADER_I_SLENGEN):
        # To translate a label takes as long as to read a row, and there are few of them.
        rad.statusnavn = statuser[rad.status]
        gruppe = (rad.maalgruppe, rad.maalgruppe_tekst)
        rad.maalgruppenavn = maalgrupper.get(gruppe) or maalgrupper.setdefault(gruppe, str(rad.maalgruppe_visning))
        yield tuple(hent(rad) for _navn, hent in KOLONNER)
