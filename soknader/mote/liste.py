"""The list of meetings."""

from django.db.models import Count, Sum
from django.utils.translation import gettext_lazy as _

from kompetanse.felles.formats import dato, kr, tall
from kompetanse.felles.liste import Celle, Kolonne, Liste, Tom, Vis
from kompetanse.organisasjon.trevisning import NbSort
from soknader.models import Mote
from soknader.mote.forms import MoteFilter

TONER = {Mote.Status.PLANLAGT: "info", Mote.Status.PAAGAAR: "vent", Mote.Status.AVSLUTTET: "ok"}


def _rader(bruker, form):
    """Each meeting with `antall` cases, how many are `avgjort`, and what was `innvilget`."""
    moter = form.avgrens(Mote.objects.visible_to(bruker)).select_related("ramme")
    return moter.annotate(antall=Count("saker"), avgjort=Count("saker__vedtak"), innvilget=Sum("saker__vedtak__belop"))


MOTER = Liste(
    sti="soknader.mote.liste.MOTER",
    navn=_("Møter"),
    enheter=_("møter"),
    rett="soknader.view_mote",
    form=MoteFilter,
    rader=_rader,
    standard="-dato",
    per_side=25,
    kolonner=(
        Kolonne(
            _("Møte"),
            "tittel",
            "mote",
            sorter=[NbSort("tittel")],
            celle=lambda mote: Celle(mote.tittel, lenke=mote.get_absolute_url(), under=mote.sted),
        ),
        Kolonne(_("Dato"), "dato", "dato", sorter=["dato", "klokkeslett"], tomme_sist=True, form=dato),
        Kolonne(
            _("Klokkeslett"),
            lambda mote: f"{mote.klokkeslett:%H:%M}" if mote.klokkeslett else None,
            vis=Vis.FIL,
        ),
        Kolonne(_("Sted"), "sted", vis=Vis.FIL),
        Kolonne(_("Ramme"), "ramme.aar", "ramme", sorter=["ramme__aar"], celle=lambda mote: mote.ramme),
        Kolonne(_("Saker"), "antall", "saker", sorter=["antall"], form=tall),
        Kolonne(_("Avgjort"), "avgjort", vis=Vis.FIL),
        Kolonne(
            _("Innvilget"),
            "innvilget",
            "innvilget",
            sorter=["innvilget"],
            tomme_sist=True,
            form=kr,
            celle=lambda mote: "–" if mote.status == Mote.Status.PLANLAGT else kr(mote.innvilget or 0),
            sum=True,
        ),
        Kolonne(
            _("Status"),
            lambda mote: mote.get_status_display(),
            "status",
            sorter=["status"],
            celle=lambda mote: Celle(mote.get_status_display(), tone=TONER[mote.status]),
        ),
    ),
    tom=Tom(
        "Gavel",
        _("Ingen møter ennå"),
        _(
            "I et møte avgjøres søknadene én for én, med saldoen i sikte. "
            "Protokollen og brevene lages når møtet avsluttes."
        ),
    ),
    uten_treff=Tom(
        "MagnifyingGlass",
        _("Ingen treff"),
        _("Ingen møter passer med det du har valgt. Prøv et annet år eller en annen status."),
    ),
)
