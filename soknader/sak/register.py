"""The register of applications: which ones, what a row shows, and the list itself."""

import re
from collections.abc import Collection, Iterator

from django.contrib.postgres.search import SearchQuery, SearchVectorField
from django.db.models import F, Func, Prefetch, Q, QuerySet, Value
from django.db.models.functions import Coalesce, Concat
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
from soknader.models import Saksteg, Soknad
from soknader.sak.forms.register import RegisterForm

NUMMER = re.compile(r"^(?P<aar>\d\d)/(?P<nr>\d{1,6})$")
ORD = re.compile(r"\w+")
RADFELT = ("nummeraar", "lopenummer", "status", "tittel", "soknadsbelop", "sendt", "soker_id")
STEGFELT = (
    "soknad_id", "tittel", "handling", "avgjorelse", "startet", "enhet__navn", "enhet__depth", "utpekt__fornavn",
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
) -> QuerySet[Soknad]:
    """The applications that the user may see and has asked for, unordered. `enhet` takes its whole subtree."""
    rader = Soknad.objects.visible_to(bruker)
    if hvem == "mine":
        rader = rader.filter(soker_id=bruker.pk)
    elif hvem == "venter":
        rader = rader.venter_paa(bruker)
    elif hvem in ("stansede", "uten_eier"):
        rader = getattr(rader, hvem)()
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
    """The applications of one page, in order, with all that a row shows and nothing more: three statements, whatever
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


def i_filen(rader: QuerySet[Soknad], bruker: Bruker) -> Iterator[Soknad]:
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
        yield rad


# --- The list ---------------------------------------------------------------------------------------


def _sak(rad):
    under = " · ".join(filter(None, [rad.nummer, rad.sokernavn]))
    return Celle(rad.tittel, lenke=rad.get_absolute_url(), under=under)


def _antall(summer):
    antall = summer["antall"]
    return ngettext("Sum av %(antall)s søknad", "Sum av %(antall)s søknader", antall) % {"antall": tall(antall)}


def _tilbakefort(summer):
    return _("%(belop)s ført tilbake") % {"belop": kr(summer["tilbakefort"])} if summer["tilbakefort"] else ""


KOLONNER = (
    Kolonne(_("Sak"), felt="tittel", sorter=[NbSort("tittel")], vis=Vis.SIDE, celle=_sak, sumcelle=_antall),
    Kolonne(_("Nr."), "nummer", "nummer", sorter=["nummeraar", "lopenummer"], tomme_sist=True, vis=Vis.FIL),
    Kolonne(_("År"), "aar", vis=Vis.FIL),
    Kolonne(_("Avdeling"), "avdelingsnavn", "avdeling", sorter=[NbSort("avdeling__navn")], tomme_sist=True),
    Kolonne(_("Seksjon"), "seksjoner_visning", vis=Vis.FIL),
    Kolonne(_("Kompetanseområde"), "tittel", vis=Vis.FIL),
    Kolonne(_("Beskrivelse"), "beskrivelse", vis=Vis.FIL),
    Kolonne(_("Antall deltakere"), "deltakere_visning", vis=Vis.FIL),
    Kolonne(_("Leder/medarbeider"), "maalgruppenavn", vis=Vis.FIL),
    Kolonne(_("Satsingsområde"), "omraade", vis=Vis.FIL),
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
    Kolonne(_("Søkt"), "soknadsbelop", "sokt", sorter=["soknadsbelop"], form=kr, sum="soknadsbelop"),
    Kolonne(
        _("Innvilget"),
        "innvilget",
        "innvilget",
        sorter=["vedtak__belop"],
        tomme_sist=True,
        form=kr,
        tomt="–",
        sum="vedtak__belop",
    ),
    Kolonne(_("Faktisk kostnad"), "faktisk", vis=Vis.FIL, sum=True),
    Kolonne(_("Tilbakeført"), "tilbakefort", "tilbakefort", vis=Vis.FIL, sum="sluttrapport__tilbakefort"),
    Kolonne(
        _("Status"),
        "statusnavn",
        "status",
        sorter=["status"],
        celle=lambda rad: Celle(rad.merke.tekst, tone=rad.merke.tone, ikon=rad.merke.ikon),
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
    rader=lambda bruker, form: finn(bruker, **form.valg()),
    kolonner=KOLONNER,
    standard="-nyeste",
    orden={"nyeste": ["opprettet"]},
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
