"""The breaks in the thread, as lists: goals without a measure, measures without an anchor, overdue without a word."""

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kompetanse.felles.formats import dato_kort
from kompetanse.felles.liste import Celle, Kolonne, Liste, Tom
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Bruker
from kompetanse.organisasjon.trevisning import NbSort
from planer.models import Kompetanseplan, Maal, Statuslinje, Tiltak
from planer.oversikt.forms import Bruddfilter


def gjeldende_planer(bruker: Bruker) -> QuerySet[Kompetanseplan]:
    """The plans of units in force today that the user answers for."""
    planer = Kompetanseplan.objects.for_enheter().aapne().gjeldende().filter(tilgang.linjen(bruker))
    return planer.filter(gjelder_fra__isnull=False, kommune_id=bruker.kommune_id)


def _i_planene(modell, bruker):
    return modell.objects.filter(plan__in=gjeldende_planer(bruker).order_by().values("pk")).select_related(
        "plan__enhet"
    )


def maal_uten_tiltak(bruker: Bruker) -> QuerySet[Maal]:
    """Goals that a plan works towards, and that no measure serves."""
    return _i_planene(Maal, bruker).gjelder().med_tiltak().filter(har_tiltak=False)


def tiltak_uten_anker(bruker: Bruker) -> QuerySet[Tiltak]:
    """Open measures that serve neither a goal nor a need."""
    return _i_planene(Tiltak, bruker).aapne().uten_anker()


def over_fristen_uten_ord(bruker: Bruker) -> QuerySet[Tiltak]:
    """Measures past their last day that nobody has said a word of since."""
    sagt = Statuslinje.objects.filter(tiltak=OuterRef("pk"), periode__gte=OuterRef("frist")).exclude(kommentar="")
    return _i_planene(Tiltak, bruker).over_fristen(timezone.localdate()).filter(~Exists(sagt))


def _kolonner(navn, *andre):
    """The name, the unit and the plan, and what the list has besides."""
    return (
        Kolonne(
            navn,
            "navn",
            "navn",
            sorter=[NbSort("navn"), "pk"],
            celle=lambda rad: Celle(rad.navn, lenke=rad.get_absolute_url()),
        ),
        Kolonne(_("Enhet"), "plan.enhet.navn", "enhet", sorter=["plan__enhet__path", "rekkefolge", "pk"]),
        Kolonne(
            _("Plan"),
            "plan.tittel",
            celle=lambda rad: Celle(rad.plan.tittel, lenke=rad.plan.get_absolute_url()),
        ),
        *andre,
    )


def _liste(kode, navn, enheter, rader, kolonner, ingen):
    return Liste(
        sti=f"{__name__}.{kode}",
        navn=navn,
        enheter=enheter,
        rett="planer.view_oversikt",
        form=Bruddfilter,
        rader=lambda bruker, form: form.avgrens(rader(bruker)),
        standard="enhet",
        kolonner=kolonner,
        tom=Tom("CheckmarkCircle", _("Tråden holder"), ingen),
        uten_treff=Tom("Funnel", _("Ingen treff"), _("Ta bort filteret for å se alle.")),
    )


FRIST = Kolonne(_("Frist"), "frist", "frist", sorter=["frist", "pk"], form=dato_kort)
ANSVARLIG = Kolonne(_("Ansvarlig"), lambda rad: str(rad.ansvarlig or rad.ansvarlig_tekst))
MAAL_UTEN_TILTAK = _liste(
    "MAAL_UTEN_TILTAK",
    _("Mål uten tiltak"),
    _("mål"),
    maal_uten_tiltak,
    _kolonner(_("Mål")),
    _("Alle mål i planene som gjelder, har minst ett tiltak."),
)
TILTAK_UTEN_ANKER = _liste(
    "TILTAK_UTEN_ANKER",
    _("Tiltak uten mål eller behov"),
    _("tiltak"),
    lambda bruker: tiltak_uten_anker(bruker).select_related("ansvarlig"),
    _kolonner(_("Tiltak"), ANSVARLIG),
    _("Alle åpne tiltak tjener et mål eller et behov."),
)
OVER_FRISTEN = _liste(
    "OVER_FRISTEN",
    _("Over fristen uten kommentar"),
    _("tiltak"),
    lambda bruker: over_fristen_uten_ord(bruker).select_related("ansvarlig"),
    _kolonner(_("Tiltak"), ANSVARLIG, FRIST),
    _("Ingen tiltak er over fristen uten at noen har skrevet hvorfor."),
)
