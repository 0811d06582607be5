"""The register of applications: which ones, what a row shows, and the list itself."""

import re
from collections.abc import Collection, Iterator

from django.contrib.postgres.search import SearchQuery, SearchVectorField
from django.db.models import Case, Exists, F, Func, OuterRef, Prefetch, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce, Concat
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from kompetanse.felles.formats import dato_kort, kr, tall
from kompetanse.felles.liste import RADER_I_SLENGEN, Celle, Kolonne, Liste, Tom, Vis
from kompetanse.organisasjon.models import Bruker, Enhet
from kompetanse.organisasjon.models.enhet import sti_innenfor
from kompetanse.organisasjon.sok import navnetreff
from kompetanse.organisasjon.trevisning import NbSort
from planer.models import Satsingsomraade
from soknader import labels
from soknader.models import Saksteg, Soknad, Soknadsenhet, Soknadsrunde
from soknader.sak.forms.register import RegisterForm

BELOP = {"sokt": "soknadsbelop", "innvilget": "vedtak__belop", "tilbakefort": "sluttrapport__tilbakefort"}
NUMMER = re.compile(r"^(?P<aar>\d\d)/(?P<nr>\d{1,6})$")
ORD = re.compile(r"\w+")
RADFELT = ("nummeraar", "lopenummer", "status", "tittel", "soknadsbelop", "sendt", "soker_id", "rettes_innen")
STEGFELT = (
    "soknad_id", "tittel", "handling", "avgjorelse", "startet", "frist", "enhet__navn", "enhet__depth", "utpekt__fornavn",
    "utpekt__etternavn",
)  # fmt: skip
FILFELT = (
    "aar", "nummeraar", "lopenummer", "status", "tittel", "beskrivelse", "seksjoner", "seksjoner_tekst", "antall_deltakere",
    "deltakere_tekst", "maalgruppe", "maalgruppe_tekst", "periode_fra", "periode_til", "egenandel", "soknadsbelop",
    "sendt", "avgjort",
)  # fmt: skip


class Fritekst(Func):
    """The words of an application, as the database keeps them (migration 0006). No model field: no other query
    carries them. An index would not help, since `@@` may not pass the row-level security."""

    output_field = SearchVectorField()

    def as_sql(self, compiler, connection, **extra):
        (nokkel,) = self.get_source_expressions()
        return f'{compiler.quote_name_unless_alias(nokkel.alias)}."fritekst"', []


# --- Choosing --------------------------------------------------------------------------------------


def finn(
    bruker: Bruker,
    *,
    sok: str = "",
    hvem: str = "",
    status: Collection[str] = (),
    aar: int | None = None,
    enhet: Enhet | None = None,
    satsingsomraade: Satsingsomraade | None = None,
    soknadsrunde: Soknadsrunde | None = None,
) -> QuerySet[Soknad]:
    """The applications that the user may see and has asked for, unordered. `enhet` takes its whole subtree, and those that
    name a unit in it."""
    rader = Soknad.objects.visible_to(bruker)
    if hvem == "mine":
        rader = rader.filter(soker_id=bruker.pk)
    elif hvem == "venter":
        rader = rader.venter_paa(bruker)
    elif hvem == "stansede":
        rader = rader.stansede()
    elif hvem == "uten_eier":
        rader = rader.uten_eier(bruker)
    if status:
        rader = rader.filter(status__in=status)
    if aar:
        rader = rader.filter(aar=aar)
    if enhet:
        nevnt = Soknadsenhet.objects.filter(sti_innenfor(enhet.path, "enhet__path"), nei__isnull=True)
        rader = rader.filter(sti_innenfor(enhet.path, "enhet__path") | Q(pk__in=nevnt.values("soknad")))
    if satsingsomraade:
        rader = rader.filter(satsingsomraade=satsingsomraade)
    if soknadsrunde:
        rader = rader.filter(soknadsrunde=soknadsrunde)
    return _med_treff(rader, sok) if sok.strip() else rader


def aarets_forst(rader: QuerySet[Soknad]) -> QuerySet[Soknad]:
    """With what the order «nyeste» begins with: this year before the others."""
    return rader.alias(i_aar=Case(When(aar=timezone.localdate().year, then=1), default=0))


def til_sum(rader: QuerySet[Soknad], enhet: Enhet | None) -> QuerySet[Soknad]:
    """Adds what a sum counts of each row: `telles_<felt>`, and `telles_ikke`. An application counts once, under the unit
    that it comes from: among those of a unit, one that only names it does not."""
    if enhet is None:
        return rader.annotate(telles_ikke=Value(0), **{f"telles_{navn}": F(felt) for navn, felt in BELOP.items()})
    herfra = sti_innenfor(enhet.path, "enhet__path")
    telles = {f"telles_{navn}": Case(When(herfra, then=F(felt)), default=None) for navn, felt in BELOP.items()}
    return rader.annotate(telles_ikke=Case(When(herfra, then=Value(0)), default=Value(1)), **telles)


def _med_treff(rader, sok):
    """The number, words of the text (beginnings and Norwegian forms count), a part of the title, or the applicant."""
    sok = sok.strip()
    nummer = NUMMER.match(sok)
    if nummer:
        return rader.filter(nummeraar=2000 + int(nummer["aar"]), lopenummer=int(nummer["nr"]))
    ord_i_sok = ORD.findall(sok)
    if not ord_i_sok:
        return rader.filter(tittel__icontains=sok)
    sporring = SearchQuery(" & ".join(f"{ord_}:*" for ord_ in ord_i_sok), config="norwegian", search_type="raw")
    # The accounts first, in a statement of their own: with them in this one the database reads every application.
    sokere = list(Bruker.objects.filter(person__in=navnetreff(sok)).values_list("pk", flat=True))
    treff = Q(fritekst=sporring) | Q(tittel__icontains=sok) | Q(soker__in=sokere)
    return rader.alias(fritekst=Fritekst(F("pk"))).filter(treff)


# --- Rows --------------------------------------------------------------------------------------------


def paa_siden(utvalg: QuerySet[Soknad], bruker: Bruker) -> list[Soknad]:
    """The applications of one page, in order, with all that a row shows and nothing more: four statements, whatever
    the number of rows. Only keys are sorted. The label is `merke`, in this reader's words; names and money are plain
    values, since building hundreds of related objects takes longer than asking for them."""
    noekler = list(utvalg.values_list("pk", flat=True))
    venter = Saksteg.objects.ventende().select_related("enhet", "utpekt").only(*STEGFELT)
    rader = (
        Soknad.objects.filter(pk__in=noekler)
        .for_leser(bruker)
        .only(*RADFELT)
        .annotate(
            sokernavn=Concat("soker__person__fornavn", Value(" "), "soker__person__etternavn"),
            avdelingsnavn=Coalesce("avdeling__navn", "enhet__navn"),
            innvilget=F("vedtak__belop"),
            mangler_eier=Exists(Soknad.objects.filter(pk=OuterRef("pk")).uten_eier(bruker)),
        )
    )
    steg = Prefetch("steg", queryset=venter, to_attr="venter")
    funnet = {rad.pk: rad for rad in rader.prefetch_related(steg, "soknadsenheter")}
    for rad in funnet.values():
        rad.merke = labels.status_merke(
            rad,
            rad.venter[0] if rad.venter else None,
            er_soker=rad.soker_id == bruker.pk,
            svarer=rad.leser_svarer,
        )
    return [funnet[noekkel] for noekkel in noekler if noekkel in funnet]


def i_filen(rader: QuerySet[Soknad], bruker: Bruker) -> Iterator[Soknad]:
    """Read some at a time, so that a large selection does not fill the memory, and with names as plain values."""
    rader = rader.only(*FILFELT).annotate(
        sokernavn=Concat("soker__person__fornavn", Value(" "), "soker__person__etternavn"),
        avdelingsnavn=F("avdeling__navn"),
        enhetsnavn=F("enhet__navn"),
        omraade=F("satsingsomraade__navn"),
        runde=F("soknadsrunde__navn"),
        innvilget=F("vedtak__belop"),
        faktisk=F("sluttrapport__faktisk_kostnad"),
        tilbakefort=F("sluttrapport__tilbakefort"),
    )
    statuser = {verdi: str(navn) for verdi, navn in Soknad.Status.choices}
    maalgrupper = {}
    for rad in rader.prefetch_related("soknadsenheter").iterator(RADER_I_SLENGEN):
        # To translate a label takes as long as to read a row, and there are few of them.
        rad.statusnavn = statuser[rad.status]
        gruppe = (rad.maalgruppe, rad.maalgruppe_tekst)
        rad.maalgruppenavn = maalgrupper.get(gruppe) or maalgrupper.setdefault(gruppe, str(rad.maalgruppe_visning))
        yield rad


# --- The list ---------------------------------------------------------------------------------------


def _sak(rad):
    under = " · ".join(filter(None, [rad.nummer, rad.sokernavn]))
    return Celle(rad.tittel, lenke=rad.get_absolute_url(), under=under)


def _status(rad):
    """The label, and below it what keeps the case from going on: its owner is gone or away, or the deadline is passed."""
    frist = rad.rettes_innen if rad.status == Soknad.Status.RETURNERT else next((en.frist for en in rad.venter), None)
    if rad.mangler_eier:
        under = _("Søkeren er ikke her")
    elif frist and frist < timezone.localdate() and rad.status in Soknad.Status.under_behandling():
        under = _("Fristen var %(dato)s") % {"dato": dato_kort(frist)}
    else:
        under = ""
    return Celle(rad.merke.tekst, tone=rad.merke.tone, ikon=rad.merke.ikon, under=under)


def _antall(summer):
    andre = int(summer["telles_ikke"])
    antall = summer["antall"] - andre
    sum_av = ngettext("Sum av %(antall)s søknad", "Sum av %(antall)s søknader", antall) % {"antall": tall(antall)}
    if not andre:
        return sum_av
    resten = ngettext(
        "%(antall)s til kommer fra en annen enhet, og telles der.",
        "%(antall)s til kommer fra andre enheter, og telles der.",
        andre,
    )
    return f"{sum_av}. {resten % {'antall': tall(andre)}}"


def _tilbakefort(summer):
    return _("%(belop)s ført tilbake") % {"belop": kr(summer["tilbakefort"])} if summer["tilbakefort"] else ""


KOLONNER = (
    Kolonne(_("Sak"), felt="tittel", sorter=[NbSort("tittel")], vis=Vis.SIDE, celle=_sak, sumcelle=_antall),
    Kolonne(_("Nr."), "nummer", "nummer", sorter=["nummeraar", "lopenummer"], tomme_sist=True, vis=Vis.FIL),
    Kolonne(_("År"), "aar", vis=Vis.FIL),
    Kolonne(
        _("Avdeling"),
        "avdelingsnavn",
        "avdeling",
        sorter=[NbSort("avdeling__navn")],
        tomme_sist=True,
        celle=lambda rad: Celle(rad.avdelingsnavn, under=rad.ogsaa_for),
    ),
    Kolonne(_("Også for"), "andre_enheter_visning", vis=Vis.FIL),
    Kolonne(_("Kommer fra en annen enhet"), felt="telles_ikke", vis=Vis(0), sum="telles_ikke"),
    Kolonne(_("Seksjon"), "seksjoner_visning", vis=Vis.FIL),
    Kolonne(_("Kompetanseområde"), "tittel", vis=Vis.FIL),
    Kolonne(_("Beskrivelse"), "beskrivelse", vis=Vis.FIL),
    Kolonne(_("Antall deltakere"), "deltakere_visning", vis=Vis.FIL),
    Kolonne(_("Leder/medarbeider"), "maalgruppenavn", vis=Vis.FIL),
    Kolonne(_("Satsingsområde"), "omraade", vis=Vis.FIL),
    Kolonne(_("Søknadsrunde"), "runde", vis=Vis.FIL),
    Kolonne(_("Fra dato"), "periode_fra", vis=Vis.FIL),
    Kolonne(_("Til dato"), "periode_til", vis=Vis.FIL),
    Kolonne(
        _("Søker"),
        "sokernavn",
        "soker",
        sorter=[NbSort("soker__person__etternavn"), NbSort("soker__person__fornavn")],
        vis=Vis.FIL,
    ),
    Kolonne(_("Enhet"), "enhetsnavn", vis=Vis.FIL),
    Kolonne(
        _("Sendt"),
        "sendt",
        "sendt",
        sorter=["sendt"],
        tomme_sist=True,
        vis=Vis.SIDE,
        form=dato_kort,
        smal=True,
        tomt=_("ikke sendt"),
    ),
    Kolonne(_("Egenandel"), "egenandel", vis=Vis.FIL, sum=True),
    Kolonne(_("Søkt"), "soknadsbelop", "sokt", sorter=["soknadsbelop"], form=kr, sum="telles_sokt"),
    Kolonne(
        _("Innvilget"),
        "innvilget",
        "innvilget",
        sorter=["vedtak__belop"],
        tomme_sist=True,
        form=kr,
        tomt="–",
        sum="telles_innvilget",
    ),
    Kolonne(_("Faktisk kostnad"), "faktisk", vis=Vis.FIL, sum=True),
    Kolonne(_("Tilbakeført"), "tilbakefort", "tilbakefort", vis=Vis.FIL, sum="telles_tilbakefort"),
    Kolonne(
        _("Status"),
        "statusnavn",
        "status",
        sorter=["status"],
        celle=_status,
        sumcelle=_tilbakefort,
    ),
    Kolonne(_("Sendt"), "sendt", vis=Vis.FIL),
    Kolonne(_("Avgjort"), "avgjort", vis=Vis.FIL),
)

REGISTER = Liste(
    sti="soknader.sak.register.REGISTER",
    navn=_("Søknader"),
    enheter=_("søknader"),
    rett="soknader.view_register",
    form=RegisterForm,
    rader=lambda bruker, form: aarets_forst(finn(bruker, **form.valg())),
    til_sum=lambda rader, form: til_sum(rader, form.valg().get("enhet")),
    kolonner=KOLONNER,
    standard="-nyeste",
    orden={"nyeste": ["i_aar", "aar", "opprettet"]},
    paa_siden=paa_siden,
    i_filen=i_filen,
    tom=Tom(
        "FileText",
        _("Ingen søknader ennå"),
        _(
            "Her ser du søknadene dine, hvor langt de er kommet, og hva som er besluttet. "
            "Avdelingene kan søke om sentrale midler til kompetanse på tvers."
        ),
    ),
    uten_treff=Tom(
        "MagnifyingGlass",
        _("Ingen treff"),
        _("Ingen søknader passer med det du har valgt. Prøv færre filtre eller et annet søkeord."),
    ),
)
