"""The life of a yearly meeting as a table (the functions stand in `moter`)."""

from django.utils.translation import gettext_lazy as _

from kompetanse.felles.overgang import Livslop, Overgang, fra
from planer.models import Drofting

Status = Drofting.Status
RETT = "planer.change_aarsmote"

LIVSLOP = Livslop(
    Drofting,
    med=("kommune",),
    overganger={
        "protokoller": Overgang(fra(Status.INNKALT, rett=RETT), _("Skriv protokollen")),
        "hold": Overgang(fra(Status.INNKALT, rett=RETT), _("Avslutt møtet"), til=Status.HOLDT),
        "avlys": Overgang(
            fra(Status.INNKALT, rett=RETT),
            _("Avlys møtet"),
            til=Status.AVLYST,
            sporsmaal=_("Vil du avlyse møtet?"),
            konsekvens=_("De som er kalt inn, får beskjed. Protokollen som er begynt, blir borte fra listen."),
            kvittering=_("Møtet er avlyst."),
        ),
    },
)
