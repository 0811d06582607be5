"""The yearly meetings, the latest first."""

from django.utils.translation import gettext_lazy as _

from kompetanse.felles.formats import dato
from kompetanse.felles.liste import Celle, Kolonne, Liste, Tom
from kompetanse.felles.skjema import Listefilter
from planer.models import Drofting

TONE = {Drofting.Status.INNKALT: "vent", Drofting.Status.HOLDT: "ok", Drofting.Status.AVLYST: "noytral"}

AARSMOTER = Liste(
    sti="planer.aarsmote.lister.AARSMOTER",
    navn=_("Årlige drøftingsmøter"),
    enheter=_("møter"),
    rett="planer.view_aarsmote",
    form=Listefilter,
    rader=lambda bruker, form: Drofting.objects.filter(kommune_id=bruker.kommune_id, plan=None).order_by(),
    standard="-aar",
    kolonner=(
        Kolonne(
            _("År"),
            "aar",
            "aar",
            sorter=["aar", "pk"],
            celle=lambda mote: Celle(str(mote.aar), lenke=mote.get_absolute_url()),
        ),
        Kolonne(_("Møte"), "mote", "mote", sorter=["mote"], form=dato),
        Kolonne(
            _("Status"),
            lambda mote: mote.get_status_display(),
            "status",
            celle=lambda mote: Celle(mote.get_status_display(), tone=TONE[mote.status]),
            smal=True,
        ),
        Kolonne(_("Utfall"), lambda mote: mote.get_utfall_display(), "utfall"),
    ),
    tom=Tom(
        "Handshake",
        _("Ingen drøftingsmøter ennå"),
        _("Her står de årlige møtene med de tillitsvalgte om rekruttering og framtidig kompetansebehov (HTA 3.2)."),
    ),
)
