"""The lists of a frame: the years, the areas of one year, what the units are given, and the cases behind a number."""

from functools import partial

from django.db.models.functions import Coalesce
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from kompetanse.felles.formats import kr, kr_oere, tall
from kompetanse.felles.liste import Celle, Kolonne, Liste, Tom, Vis
from kompetanse.organisasjon.models import Bruker
from kompetanse.organisasjon.trevisning import NbSort
from soknader.models import Fordelt, Ramme, Soknad
from soknader.ramme.bilde import KOLONNER
from soknader.ramme.forms import SakerFilter
from soknader.ramme.regnskap import Rammeregnskap, regnskap, regnskaper
from soknader.ramme.saker import FRI, TALL, saker_bak


def _rammen(bruker, valg):
    """The frame of the year that the address names."""
    return get_object_or_404(Ramme.objects.visible_to(bruker), aar=valg["aar"])


# --- The years, and the areas of one: files only, the pages draw meters ------------------------------


def aarene(bruker: Bruker) -> list[Rammeregnskap]:
    """The balances of each year, the newest first."""
    return regnskaper(Ramme.objects.visible_to(bruker))


AARENE = Liste(
    sti="soknader.ramme.lister.AARENE",
    navn=_("Kompetansemidler"),
    rett="soknader.view_ramme",
    rader=lambda bruker, form: aarene(bruker),
    kolonner=(
        Kolonne(_("År"), "ramme.aar"),
        Kolonne(_("Samlet"), "ramme.total", sum=True),
        Kolonne(_("Fordelt til avdelingene"), "ramme.fordelt", sum=True),
        *(Kolonne(navn, f"sum.{felt}", sum=True) for felt, navn in KOLONNER.items() if felt != "omsokt"),
    ),
)

OMRAADENE = Liste(
    sti="soknader.ramme.lister.OMRAADENE",
    navn=_("Kompetansemidler"),
    rett="soknader.view_ramme",
    rader=lambda bruker, form: regnskap(_rammen(bruker, form.data)).potter,
    filnavn=lambda form: f"{_('Kompetansemidler')} {form.data['aar']}",
    kolonner=(
        Kolonne(_("Område"), "navn"),
        *(Kolonne(navn, felt, sum=True) for felt, navn in KOLONNER.items()),
    ),
)


# --- What the units are given ------------------------------------------------------------------------


def _fordelt(bruker, form):
    rammer = Ramme.objects.visible_to(bruker).filter(aar=form.data["aar"])
    return Fordelt.objects.filter(ramme__in=rammer).select_related("enhet__videre_i")


FORDELT = Liste(
    sti="soknader.ramme.lister.FORDELT",
    navn=_("Fordelt per enhet"),
    enheter=_("enheter"),
    rett="soknader.view_ramme",
    rader=_fordelt,
    filnavn=lambda form: f"{_('Fordelt')} {form.data['aar']}",
    standard="plass",
    orden={"plass": ["enhet__path"]},
    kolonner=(
        Kolonne(
            _("Enhet"),
            "enhet_visning",
            "enhet",
            sorter=[NbSort("enhet__navn")],
            celle=lambda rad: Celle(rad.enhet_visning, lenke=rad.enhet.get_absolute_url()),
            sumcelle=lambda summer: _("Sum, alle enheter"),
        ),
        Kolonne(_("Vekt"), "vekt", "vekt", sorter=["vekt"], form=partial(tall, decimals=2)),
        Kolonne(_("Beløp"), "belop", "belop", sorter=["belop"], form=kr_oere, sum="belop"),
    ),
    tom=Tom(
        "Buildings3", _("Ikke fordelt ennå"), _("Når HR har delt ut beløpet, står det her hva hver enhet har fått.")
    ),
)


# --- The cases behind a number -----------------------------------------------------------------------


def _saksfilter(valg, bruker):
    """The filter, with its `ramme`, and `hele`: the number that the cases add up to. 404 for a number that is none."""
    ramme = _rammen(bruker, valg)
    balanse = regnskap(ramme)
    potter = {str(pott.oremerking.pk) if pott.oremerking else FRI: pott for pott in balanse.potter}
    valgt = {"tall": valg.get("tall", "innvilget"), "pott": valg.get("pott", "")}
    form = SakerFilter(valgt, tall=TALL.items(), potter=[(nokkel, pott.navn) for nokkel, pott in potter.items()])
    if not form.is_valid():
        raise Http404
    form.ramme, form.hele = ramme, getattr(potter.get(valgt["pott"], balanse.sum), valgt["tall"])
    return form


SAKENE = Liste(
    sti="soknader.ramme.lister.SAKENE",
    navn=_("Søknader"),
    enheter=_("søknader"),
    rett="soknader.view_ramme",
    form=_saksfilter,
    rader=lambda bruker, form: (
        saker_bak(Soknad.objects.visible_to(bruker), form.ramme, **form.cleaned_data)
        .select_related("avdeling", "enhet")
        .prefetch_related("soknadsenheter")
    ),
    filnavn=lambda form: f"{TALL[form.cleaned_data['tall']]} {form.ramme.aar}",
    standard="-belop",
    kolonner=(
        Kolonne(_("Nr."), "nummer", vis=Vis.FIL),
        Kolonne(
            _("Søknad"),
            "tittel",
            "soknad",
            sorter=[NbSort("tittel")],
            celle=lambda sak: Celle(sak.tittel, lenke=sak.get_absolute_url(), under=sak.nummer),
            sumcelle=lambda summer: _("Sum"),
        ),
        Kolonne(
            _("Avdeling"),
            "avdeling_visning",
            "avdeling",
            sorter=[NbSort(Coalesce("avdeling__navn", "enhet__navn"))],
        ),
        Kolonne(_("Status"), lambda sak: sak.get_status_display(), "status", sorter=["status"]),
        Kolonne(_("Beløp"), "belop", "belop", sorter=["belop"], form=kr, sum="belop"),
    ),
)
