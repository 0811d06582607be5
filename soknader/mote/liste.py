"""The list of meetings: which rows, in which order, and the same rows as a file."""

from django.db.models import Count, Sum
from django.utils.translation import gettext as _

from kompetanse.felles.sortering import sortert
from kompetanse.organisasjon.eksport import Eksporttabell
from kompetanse.organisasjon.trevisning import NbSort
from soknader.models import Mote
from soknader.mote.forms import MoteFilter

RADER_I_SLENGEN = 1000
SORTERING = {
    "mote": [NbSort("tittel")],
    "dato": ["dato", "klokkeslett"],
    "ramme": ["ramme__aar"],
    "saker": ["antall"],
    "innvilget": ["innvilget"],
    "status": ["status"],
}
STANDARD = "-dato"


def finn(bruker, valg):
    """The filter of the query string, and the meetings that it leaves, with `antall` cases, how many are `avgjort` and
    what was `innvilget`, in order."""
    synlige = Mote.objects.visible_to(bruker)
    skjema = MoteFilter(valg, aarene=synlige.aarene())
    moter = skjema.avgrens(synlige).select_related("ramme")
    moter = moter.annotate(antall=Count("saker"), avgjort=Count("saker__vedtak"), innvilget=Sum("saker__vedtak__belop"))
    tomme = ("dato", "innvilget")
    return skjema, sortert(moter, valg.get("sorter"), SORTERING, standard=STANDARD, tomme_sist=tomme)


def eksport(bruker, valg):
    _skjema, moter = finn(bruker, valg)
    return Eksporttabell(
        navn=_("Møter"),
        overskrifter=[
            _("Møte"), _("Dato"), _("Klokkeslett"), _("Sted"), _("Ramme"), _("Saker"), _("Avgjort"), _("Innvilget"),
            _("Status"),
        ],
        rader=(_rad(mote) for mote in moter.iterator(RADER_I_SLENGEN)),
        antall=moter.count(),
        summer=[_("Innvilget")],
    )  # fmt: skip


def _rad(mote):
    return (
        mote.tittel,
        mote.dato,
        f"{mote.klokkeslett:%H:%M}" if mote.klokkeslett else None,
        mote.sted,
        mote.ramme.aar,
        mote.antall,
        mote.avgjort,
        mote.innvilget,
        mote.get_status_display(),
    )
