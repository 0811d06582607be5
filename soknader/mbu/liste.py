"""The list of cases to MBU: which rows, in which order, and the same rows as a file."""

from django.db.models import Sum
from django.utils.translation import gettext as _

from kompetanse.felles.sortering import sortert
from kompetanse.organisasjon.eksport import Eksporttabell
from kompetanse.organisasjon.trevisning import NbSort
from soknader.mbu.forms import MbuSakFilter
from soknader.models import MbuSak

RADER_I_SLENGEN = 1000
SORTERING = {
    "opprettet": ["opprettet"],
    "sak": [NbSort("tittel")],
    "mote": ["motedato"],
    "soknader": ["antall"],
    "status": ["status"],
}
STANDARD = "-opprettet"


def finn(bruker, valg):
    """The filter of the query string, and the cases that it leaves, with the number of rows as `antall`, in order."""
    synlige = MbuSak.objects.visible_to(bruker)
    skjema = MbuSakFilter(valg, aarene=synlige.aarene())
    saker = synlige.search(**skjema.cleaned_data) if skjema.is_valid() else synlige
    return skjema, sortert(saker.for_list(), valg.get("sorter"), SORTERING, standard=STANDARD, tomme_sist=("mote",))


def eksport(bruker, valg):
    _skjema, saker = finn(bruker, valg)
    return Eksporttabell(
        navn=_("MBU-saker"),
        overskrifter=[
            _("Saksnummer"), _("Tittel"), _("Møtedato"), _("Saksbehandler"), _("Søknader"), _("Kostnad"), _("Status"),
            _("Sendt"), _("Vedtaksdato"),
        ],
        rader=(_rad(sak) for sak in saker.annotate(kostnad=Sum("rader__belop")).iterator(RADER_I_SLENGEN)),
        antall=saker.count(),
        summer=[_("Kostnad")],
    )  # fmt: skip


def _rad(sak):
    return (
        sak.saksnummer,
        sak.tittel,
        sak.motedato,
        sak.saksbehandler,
        sak.antall,
        sak.kostnad,
        sak.get_status_display(),
        sak.sendt,
        sak.vedtaksdato,
    )
