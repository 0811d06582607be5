"""The list of meetings."""

from django.db.models import Count, Sum
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from kompetanse.felles.formats import dato, kr, tall
from kompetanse.felles.liste import Celle, Kolonne, Liste, Tom, Vis
from kompetanse.organisasjon.trevisning import NbSort
from soknader.models import Mote
from soknader.mote.bilde import Saksrad, saker_for
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


# --- The cases of one meeting: a file only, the page has their buttons --------------------------------


def _sakene(bruker, form):
    """The agenda of the meeting that the address names."""
    mote = get_object_or_404(Mote.objects.visible_to(bruker), pk=form.data["mote"])
    return [Saksrad(sak) for sak in saker_for(mote)]


def _vedtak(felt):
    return lambda rad: getattr(rad.vedtak, felt, None)


SAKER = Liste(
    sti="soknader.mote.liste.SAKER",
    navn=_("Saker i møtet"),
    rett="soknader.view_mote",
    rader=_sakene,
    kolonner=(
        Kolonne(_("Nr."), "nr"),
        Kolonne(_("Søknad"), "soknad.nummer"),
        Kolonne(_("Sak"), "soknad.tittel"),
        Kolonne(_("Enhet"), lambda rad: str(rad.soknad.enhet)),
        Kolonne(_("Søker"), lambda rad: str(rad.soknad.soker)),
        Kolonne(_("Deltakere"), "soknad.deltakere_visning"),
        Kolonne(_("Søkt"), "soknad.soknadsbelop", sum=True),
        Kolonne(_("Innstilling"), "innstilling"),
        Kolonne(_("Innstilt"), "sak.innstilt_belop", sum=True),
        Kolonne(_("Vedtak"), "resultat"),
        Kolonne(_("Innvilget"), _vedtak("belop"), sum=True),
        Kolonne(_("Begrunnelse"), _vedtak("begrunnelse")),
        Kolonne(_("Inhabile"), lambda rad: ", ".join(map(str, rad.inhabile))),
    ),
)
