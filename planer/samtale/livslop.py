"""What may be done with a talk in which state, and by whom of the two."""

from django.utils.translation import gettext_lazy as _

from kompetanse.felles.overgang import Livslop, Overgang, fra
from planer.models import Samtale, Utdanningspermisjon

BEGGE, LEDEREN, DEN_DET_GJELDER = "planer.take_part_in_samtale", "planer.lead_samtale", "planer.own_samtale"
Status = Samtale.Status
Permisjon = Utdanningspermisjon.Status

LIVSLOP = Livslop(
    Samtale,
    overganger={
        "forbered": Overgang(fra(Status.INVITERT, rett=BEGGE)),
        "del": Overgang(fra(Status.INVITERT, rett=BEGGE), _("Del")),
        "endre_tid": Overgang(fra(Status.INVITERT, rett=BEGGE), _("Endre tidspunktet")),
        "velg_leder": Overgang(fra(Status.INVITERT, rett=DEN_DET_GJELDER), _("Velg en annen leder")),
        "hold": Overgang(fra(Status.INVITERT, rett=LEDEREN), _("Samtalen er holdt"), til=Status.HOLDT),
        "avlys": Overgang(
            fra(Status.INVITERT, rett=LEDEREN),
            _("Avlys samtalen"),
            til=Status.AVLYST,
            sporsmaal=_("Vil du avlyse samtalen?"),
            konsekvens=_("Det dere har skrevet, blir slettet. Du kan invitere på nytt."),
            kvittering=_("Samtalen er avlyst."),
        ),
        "avtal": Overgang(fra(Status.HOLDT, rett=BEGGE), _("Endre")),
        "be_om_permisjon": Overgang(
            fra(Status.INVITERT, Status.HOLDT, rett=DEN_DET_GJELDER), _("Be om utdanningspermisjon")
        ),
    },
    med=("person", "leder", "enhet"),
)

PERMISJON = Livslop(
    Utdanningspermisjon,
    overganger={
        "innvilg": Overgang(fra(Permisjon.SOKT, rett=LEDEREN), _("Avtal permisjonen"), til=Permisjon.INNVILGET),
        "avslaa": Overgang(fra(Permisjon.SOKT, rett=LEDEREN), _("Avslå"), til=Permisjon.AVSLAATT),
        "trekk": Overgang(
            fra(Permisjon.SOKT, rett=DEN_DET_GJELDER),
            _("Trekk ønsket"),
            til=Permisjon.TRUKKET,
            sporsmaal=_("Vil du trekke ønsket om permisjon?"),
            kvittering=_("Ønsket er trukket."),
        ),
    },
    med=("person", "leder"),
)
