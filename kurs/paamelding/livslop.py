"""What may be done with a place in which state, and by whom."""

from django.utils.translation import gettext_lazy as _

from kompetanse.felles.overgang import Livslop, Overgang, fra
from kurs.models import Kursplass

Status = Kursplass.Status
SVARE, MELDE_AV = "kurs.answer_kursplass", "kurs.withdraw_kursplass"

LIVSLOP = Livslop(
    Kursplass,
    overganger={
        "godkjenn": Overgang(
            fra(Status.SOKT, rett=SVARE),
            _("Godkjenn"),
            sporsmaal=_("Vil du godkjenne påmeldingen?"),
            kvittering=_("Påmeldingen er godkjent."),
        ),
        "avslaa": Overgang(
            fra(Status.SOKT, rett=SVARE),
            _("Avslå"),
            til=Status.AVSLATT,
            sporsmaal=_("Vil du avslå påmeldingen?"),
            konsekvens=_("Den som meldte seg på, får begrunnelsen din."),
            kvittering=_("Påmeldingen er avslått."),
            maa_begrunnes=True,
        ),
        "meld_av": Overgang(
            fra(Status.SOKT, Status.VENTELISTE, Status.PLASS, rett=MELDE_AV),
            _("Meld av"),
            til=Status.AVMELDT,
            sporsmaal=_("Vil du melde av?"),
            konsekvens=_("Plassen går til den neste på ventelisten."),
            kvittering=_("Plassen er meldt av."),
        ),
    },
    med=("person", "kjoring__kurs__enhet"),
)
