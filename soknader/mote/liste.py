"""The lists of meetings and of MBU cases: which rows, in which order, and the same rows as a file."""

from django.db.models import Count, Sum
from django.utils.translation import gettext as _

from kompetanse.felles.sortering import sortert
from kompetanse.organisasjon.eksport import Eksporttabell
from kompetanse.organisasjon.trevisning import NbSort
from soknader.forms.mbu import MbuSakFilter
from soknader.forms.mote import MoteFilter
from soknader.models import MbuSak, Mote

RADER_I_SLENGEN = 1000
MOTESORTERING = {
    "mote": [NbSort("tittel")],
    "dato": ["dato", "klokkeslett"],
    "ramme": ["ramme__aar"],
    "saker": ["antall"],
    "innvilget": ["innvilget"],
    "status": ["status"],
}
MOTESTANDARD = "-dato"
MBUSORTERING = {
    "opprettet": ["opprettet"],
    "sak": [NbSort("tittel")],
    "mote": ["motedato"],
    "soknader": ["antall"],
    "status": ["status"],
}
MBUSTANDARD = "-opprettet"


# --- Meetings -------------------------------------------------------------------------------------


def finn_moter(bruker, valg):
    """The filter of the query string, and the meetings that it leaves, with `antall` cases, how many are `avgjort` and
    what was `innvilget`, in order."""
    synlige = Mote.objects.visible_to(bruker)
    skjema = MoteFilter(valg, aarene=synlige.aarene())
    moter = skjema.avgrens(synlige).select_related("ramme")
    moter = moter.annotate(antall=Count("saker"), avgjort=Count("saker__vedtak"), innvilget=Sum("saker__vedtak__belop"))
    tomme = ("dato", "innvilget")
    return skjema, sortert(moter, valg.get("sorter"), MOTESORTERING, standard=MOTESTANDARD, tomme_sist=tomme)


def eksport_moter(bruker, valg):
    _skjema, moter = finn_moter(bruker, valg)
    return Eksporttabell(
        navn=_("Møter"),
        overskrifter=[
            _("Møte"), _("Dato"), _("Klokkeslett"), _("Sted"), _("Ramme"), _("Saker"), _("Avgjort"), _("Innvilget"),
            _("Status"),
        ],
        rader=(_moterad(mote) for mote in moter.iterator(RADER_I_SLENGEN)),
        antall=moter.count(),
        summer=[_("Innvilget")],
    )  # fmt: skip


def _moterad(mote):
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


# --- Cases to MBU ---------------------------------------------------------------------------------


def finn_mbusaker(bruker, valg):
    """The filter of the query string, and the cases that it leaves, with the number of rows as `antall`, in order."""
    synlige = MbuSak.objects.visible_to(bruker)
    skjema = MbuSakFilter(valg, aarene=synlige.aarene())
    saker = synlige.search(**skjema.cleaned_data) if skjema.is_valid() else synlige
    return skjema, sortert(
        saker.for_list(), valg.get("sorter"), MBUSORTERING, standard=MBUSTANDARD, tomme_sist=("mote",)
    )


def eksport_mbusaker(bruker, valg):
    _skjema, saker = finn_mbusaker(bruker, valg)
    return Eksporttabell(
        navn=_("MBU-saker"),
        overskrifter=[
            _("Saksnummer"), _("Tittel"), _("Møtedato"), _("Saksbehandler"), _("Søknader"), _("Kostnad"), _("Status"),
            _("Sendt"), _("Vedtaksdato"),
        ],
        rader=(_mburad(sak) for sak in saker.annotate(kostnad=Sum("rader__belop")).iterator(RADER_I_SLENGEN)),
        antall=saker.count(),
        summer=[_("Kostnad")],
    )  # fmt: skip


def _mburad(sak):
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
