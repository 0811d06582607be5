"""The life of an innstilling as a table (the functions stand in `skriving`, `punkter` and `avgjorelse`)."""

from django.utils.translation import gettext_lazy as _

from kompetanse.felles.overgang import Livslop, Overgang, fra
from planer.models import Innstilling

Status = Innstilling.Status
RETT = "planer.change_innstilling"

LIVSLOP = Livslop(
    Innstilling,
    med=("kommune",),
    overganger={
        "skriv": Overgang(fra(Status.UTKAST, rett=RETT), _("Skriv innstillingen")),
        "send": Overgang(
            fra(Status.UTKAST, rett=RETT),
            _("Send innstillingen"),
            til=Status.SENDT,
            sporsmaal=_("Vil du sende innstillingen?"),
            konsekvens=_(
                "Den går til: %(organ)s. Teksten, punktene og PDF-en kan ikke endres etterpå. Så fører du inn hva som ble "
                "avgjort, punkt for punkt."
            ),
            kvittering=_("Innstillingen er sendt og låst."),
        ),
        "slett": Overgang(
            fra(Status.UTKAST, rett=RETT),
            _("Slett utkastet"),
            sporsmaal=_("Vil du slette utkastet til innstilling?"),
            konsekvens=_("Det som er skrevet, blir borte. Forslagene fra enhetene blir ikke borte."),
            kvittering=_("Utkastet er slettet."),
        ),
        "avgjor": Overgang(fra(Status.SENDT, rett=RETT), _("Før inn det som ble avgjort")),
    },
)
