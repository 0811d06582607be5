"""The list of cases to MBU."""

from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from kompetanse.felles.formats import dato, tall
from kompetanse.felles.liste import RADER_I_SLENGEN, Celle, Kolonne, Liste, Tom, Vis
from kompetanse.organisasjon.trevisning import NbSort
from soknader.mbu import bilde
from soknader.mbu.forms import MbuSakFilter
from soknader.models import MbuSak


def _rader(bruker, form):
    synlige = MbuSak.objects.visible_to(bruker)
    return (synlige.search(**form.cleaned_data) if form.is_valid() else synlige).for_list()


def _paa_siden(saker, bruker):
    """Each case with what it waits for, in the kommune's words."""
    ord = bilde.Ord(bruker.kommune_id)
    saker = list(saker)
    for sak in saker:
        sak.venter = bilde.venter(sak, ord)
    return saker


def _i_filen(saker, bruker):
    return saker.annotate(kostnad=Sum("rader__belop")).iterator(RADER_I_SLENGEN)


MBUSAKER = Liste(
    sti="soknader.mbu.liste.MBUSAKER",
    navn=_("MBU-saker"),
    enheter=_("saker"),
    rett="soknader.view_mbusak",
    form=MbuSakFilter,
    rader=_rader,
    standard="-opprettet",
    orden={"opprettet": ["opprettet"]},
    per_side=25,
    paa_siden=_paa_siden,
    i_filen=_i_filen,
    kolonner=(
        Kolonne(_("Saksnummer"), "saksnummer", vis=Vis.FIL),
        Kolonne(_("Tittel"), "tittel", vis=Vis.FIL),
        Kolonne(
            _("Sak"),
            felt="sak",
            sorter=[NbSort("tittel")],
            vis=Vis.SIDE,
            celle=lambda sak: Celle(f"{sak.saksnummer} {sak.tittel}".strip(), lenke=sak.get_absolute_url()),
        ),
        Kolonne(
            _("Møte"),
            felt="mote",
            sorter=["motedato"],
            tomme_sist=True,
            vis=Vis.SIDE,
            celle=lambda sak: dato(sak.motedato) if sak.motedato else _("Ikke satt"),
        ),
        Kolonne(_("Møtedato"), "motedato", vis=Vis.FIL),
        Kolonne(_("Saksbehandler"), "saksbehandler", vis=Vis.FIL),
        Kolonne(_("Søknader"), "antall", "soknader", sorter=["antall"], form=tall),
        Kolonne(_("Kostnad"), "kostnad", vis=Vis.FIL, sum=True),
        Kolonne(
            _("Status"),
            lambda sak: sak.get_status_display(),
            "status",
            sorter=["status"],
            celle=lambda sak: Celle(sak.get_status_display(), tone=bilde.TONER[sak.status], under=sak.venter),
        ),
        Kolonne(_("Sendt"), "sendt", vis=Vis.FIL),
        Kolonne(_("Vedtaksdato"), "vedtaksdato", vis=Vis.FIL),
    ),
    tom=Tom(
        "Files",
        _("Ingen saker ennå"),
        _("Når søknader er avgjort, samler HR dem i en sak. Etter at den er sendt, kan den leses her."),
    ),
    uten_treff=Tom("MagnifyingGlass", _("Ingen saker passer med søket"), _("Prøv et annet ord, eller velg alle år.")),
)
