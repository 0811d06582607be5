"""The innstillinger, and what the units have proposed for the whole organisation."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kompetanse.felles.formats import dato
from kompetanse.felles.liste import Celle, Kolonne, Liste, Tom
from kompetanse.felles.skjema import Listefilter
from kompetanse.organisasjon.trevisning import NbSort
from planer.innstilling.bilde import STATUSTONE
from planer.innstilling.forms import ForslagFilter
from planer.innstilling.livslop import RETT
from planer.models import Innstilling, Kompetansedrofting, Tiltaksforslag


def _innstillinger(bruker, form):
    """A draft is HR's own."""
    alle = Innstilling.objects.filter(kommune_id=bruker.kommune_id).order_by()
    return alle if bruker.has_perm(RETT) else alle.exclude(sendt=None)


INNSTILLINGER = Liste(
    sti="planer.innstilling.lister.INNSTILLINGER",
    navn=gettext_lazy("Innstillinger"),
    enheter=gettext_lazy("innstillinger"),
    rett="planer.view_innstillinger",
    form=Listefilter,
    rader=_innstillinger,
    standard="-aar",
    kolonner=(
        Kolonne(
            gettext_lazy("Innstilling"),
            "tittel",
            "tittel",
            sorter=[NbSort("tittel")],
            celle=lambda ett: Celle(ett.tittel, lenke=ett.get_absolute_url()),
        ),
        Kolonne(gettext_lazy("År"), "aar", "aar", sorter=["aar"]),
        Kolonne(gettext_lazy("Til"), "organ", "organ"),
        Kolonne(gettext_lazy("Møte"), "motedato", "motedato", sorter=["motedato"], form=dato),
        Kolonne(
            gettext_lazy("Status"),
            lambda ett: ett.get_status_display(),
            "status",
            celle=lambda ett: Celle(ett.get_status_display(), tone=STATUSTONE[ett.status]),
            smal=True,
        ),
    ),
    tom=Tom(
        "Files",
        gettext_lazy("Ingen innstillinger ennå"),
        gettext_lazy("HR samler det enhetene foreslår for hele organisasjonen, veier det og skriver en innstilling."),
    ),
)


def _forslag(bruker, form):
    """All for the whole organisation from meetings that are held, also those that have gone back to the unit since."""
    alle = Tiltaksforslag.objects.filter(
        drofting__status=Kompetansedrofting.Status.AVSLUTTET, kommune_id=bruker.kommune_id
    )
    alle = alle.filter(for_hele=True) | alle.filter(innstilt__isnull=False)
    return form.avgrens(alle).select_related("enhet", "drofting__plan", "innstilt__punkt__innstilling")


def ble_til(forslag: Tiltaksforslag) -> str:
    """What became of a proposal."""
    return forslag.avgjort_i.get_utfall_display() if forslag.avgjort_i else _("Venter")


def _punkt(forslag):
    innstilt = getattr(forslag, "innstilt", None)
    return Celle(innstilt.punkt.navn, lenke=innstilt.punkt.innstilling.get_absolute_url()) if innstilt else ""


FORSLAG = Liste(
    sti="planer.innstilling.lister.FORSLAG",
    navn=gettext_lazy("Forslag for hele organisasjonen"),
    enheter=gettext_lazy("forslag"),
    rett=RETT,
    form=ForslagFilter,
    rader=_forslag,
    standard="enhet",
    kolonner=(
        Kolonne(
            gettext_lazy("Forslag"),
            "navn",
            "navn",
            sorter=[NbSort("navn")],
            celle=lambda ett: Celle(ett.navn, under=ett.hvorfor),
        ),
        Kolonne(gettext_lazy("Enhet"), "enhet.navn", "enhet", sorter=["enhet__path"]),
        Kolonne(gettext_lazy("Kritisk"), lambda ett: _("Ja") if ett.kritisk else "", "kritisk", sorter=["kritisk"]),
        Kolonne(gettext_lazy("Plan for"), "drofting.plan.periode", "plan", sorter=["drofting__plan__til"]),
        Kolonne(
            gettext_lazy("I innstillingen"),
            lambda ett: str(ett.innstilt.punkt) if hasattr(ett, "innstilt") else "",
            "punkt",
            celle=_punkt,
        ),
        Kolonne(gettext_lazy("Hva det ble"), ble_til, "ble"),
    ),
    tom=Tom(
        "LightBulb",
        gettext_lazy("Ingen forslag ennå"),
        gettext_lazy(
            "Her står det enhetene foreslår for hele organisasjonen, når kompetansedrøftingen deres er avsluttet."
        ),
    ),
    uten_treff=Tom("Funnel", gettext_lazy("Ingen treff"), gettext_lazy("Ingen forslag er slik. Ta bort et filter.")),
)
