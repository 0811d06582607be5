"""The lists of the budget: the splits, the costs behind a sum, and the measures that have no amount."""

from django.utils.translation import gettext_lazy as _

from kompetanse.felles.formats import kr
from kompetanse.felles.liste import Celle, Kolonne, Liste, Tom, Vis
from kompetanse.organisasjon.trevisning import NbSort
from kompetanse.oversikt.budsjett import rader
from kompetanse.oversikt.budsjett.forms import Aarsvalg, Postfilter
from kompetanse.oversikt.budsjett.poster import uten_belop

RETT = "oversikt.view_budsjett"
INGEN = Tom(
    "Wallet", _("Ingen kostnader dette året"), _("Kostnadene føres på tiltakene i planene, med år og hvem som betaler.")
)


def _navn(rad):
    return Celle(rad.navn, lenke=rad.lenke, under=rad.under)


def _belop(rad):
    """The amount, as the way to the measures behind it."""
    return Celle(kr(rad.belop), lenke=rad.poster() if rad.belop else "", skjult=f", {rad.navn}")


def _deling(kode, navn, kolonnenavn, rader_for, fyll_ut=list):
    """A split; `rader_for(bruker, aar)` has its rows, and `fyll_ut` those of them that are shown, with their names."""
    return Liste(
        sti=f"{__name__}.{kode}",
        navn=navn,
        enheter=_("linjer"),
        rett=RETT,
        form=Aarsvalg,
        rader=lambda bruker, form: rader_for(bruker, form.aaret),
        paa_siden=lambda deler, bruker: fyll_ut(deler),
        i_filen=lambda deler, bruker: fyll_ut(deler),
        filnavn=lambda form: f"{navn} {form.aaret}",
        tom=INGEN,
        kolonner=(
            Kolonne(kolonnenavn, "navn", "navn", celle=_navn, sumcelle=lambda summer: str(_("Til sammen"))),
            Kolonne(_("Gjelder"), "under", vis=Vis.FIL),
            Kolonne(_("År"), "aar", vis=Vis.FIL),
            Kolonne(_("Tiltakene koster"), "belop", "belop", form=kr, celle=_belop, sum="belop"),
            Kolonne(_("Ikke finansiert"), "uavklart", "uavklart", form=kr, sum="uavklart"),
            Kolonne(_("Året før"), "i_fjor", "i_fjor", form=kr, sum="i_fjor"),
            Kolonne(_("Endring"), "endring", "endring", form=kr, sum="endring"),
        ),
    )


SEKTOR = _deling("SEKTOR", _("Budsjett etter del av kommunen"), _("Del av kommunen"), rader.per_del)
KILDE = _deling("KILDE", _("Budsjett etter finansiering"), _("Finansiering"), rader.per_kilde)
OMRAADE = _deling("OMRAADE", _("Budsjett etter satsingsområde"), _("Satsingsområde"), rader.per_omraade)
PLAN = _deling("PLAN", _("Budsjett etter plan"), _("Plan"), rader.per_plan, rader.med_planen)


def _tiltak(tiltak):
    return Celle(str(tiltak), lenke=tiltak.get_absolute_url())


def _plan(plan):
    return Celle(str(plan), lenke=plan.get_absolute_url(), under=str(plan.enhet))


POSTER = Liste(
    sti=f"{__name__}.POSTER",
    navn=_("Tiltakene bak summene"),
    enheter=_("poster"),
    rett=RETT,
    form=Postfilter,
    rader=lambda bruker, form: form.poster().select_related("tiltak__plan__enhet", "tiltak__satsingsomraade", "kilde"),
    filnavn=lambda form: f"{POSTER.navn} {form.aaret}",
    standard="-belop",
    kolonner=(
        Kolonne(
            _("Tiltak"),
            "tiltak.navn",
            "tiltak",
            sorter=[NbSort("tiltak__navn")],
            celle=lambda rad: _tiltak(rad.tiltak),
            sumcelle=lambda summer: str(_("Til sammen")),
        ),
        Kolonne(
            _("Plan"),
            "tiltak.plan.tittel",
            "plan",
            sorter=["tiltak__plan__enhet__path", "tiltak__plan__fra"],
            celle=lambda rad: _plan(rad.tiltak.plan),
        ),
        Kolonne(_("Enhet"), "tiltak.plan.enhet.navn", vis=Vis.FIL),
        Kolonne(_("Planens status"), lambda rad: rad.tiltak.plan.get_status_display(), vis=Vis.FIL),
        Kolonne(_("Satsingsområde"), lambda rad: str(rad.tiltak.satsingsomraade or ""), tomt="–"),
        Kolonne(_("Finansiering"), "kilde.navn", "kilde", sorter=["kilde__rekkefolge"]),
        Kolonne(_("År"), "aar", vis=Vis.FIL),
        Kolonne(_("Beløp"), "belop", "belop", sorter=["belop"], form=kr, sum="belop"),
    ),
    tom=INGEN,
    uten_treff=Tom("Funnel", _("Ingen treff"), _("Ta bort filteret for å se alle.")),
)

UTEN_BELOP = Liste(
    sti=f"{__name__}.UTEN_BELOP",
    navn=_("Tiltak uten beløp"),
    enheter=_("tiltak"),
    rett=RETT,
    form=Aarsvalg,
    rader=lambda bruker, form: uten_belop(bruker, form.aaret).select_related("plan__enhet", "ansvarlig"),
    filnavn=lambda form: f"{UTEN_BELOP.navn} {form.aaret}",
    standard="plan",
    kolonner=(
        Kolonne(_("Tiltak"), "navn", "tiltak", sorter=[NbSort("navn")], celle=_tiltak),
        Kolonne(
            _("Plan"),
            "plan.tittel",
            "plan",
            sorter=["plan__enhet__path", "plan__fra", "rekkefolge"],
            celle=lambda rad: _plan(rad.plan),
        ),
        Kolonne(_("Enhet"), "plan.enhet.navn", vis=Vis.FIL),
        Kolonne(_("Ansvarlig"), lambda rad: str(rad.ansvarlig or rad.ansvarlig_tekst), tomt="–"),
        Kolonne(_("Kostnad med ord"), "kostnad_tekst", tomt="–"),
    ),
    tom=Tom("CheckmarkCircle", _("Alle tiltak har et beløp"), _("Det er sagt hva hvert tiltak koster.")),
)
