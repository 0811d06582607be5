"""What may be done with a run in which state, by those who answer for its course."""

from django.utils.translation import gettext_lazy as _

from kompetanse.felles.overgang import Livslop, Overgang, fra
from kurs.models import Kjoring

RETT = "kurs.change_kjoring"
Status = Kjoring.Status

LIVSLOP = Livslop(
    Kjoring,
    overganger={
        "endre": Overgang(fra(Status.UTKAST, Status.AAPEN, Status.STENGT, rett=RETT), _("Endre")),
        "aapne": Overgang(
            fra(Status.UTKAST, rett=RETT),
            _("Åpne for påmelding"),
            til=Status.AAPEN,
            sporsmaal=_("Vil du åpne for påmelding?"),
            konsekvens=_("Kurset står i kalenderen for alle i kommunen fra nå av."),
            kvittering=_("Kurset står i kalenderen, og alle kan melde seg på."),
        ),
        "steng": Overgang(
            fra(Status.AAPEN, rett=RETT),
            _("Steng påmeldingen"),
            til=Status.STENGT,
            sporsmaal=_("Vil du stenge påmeldingen?"),
            konsekvens=_("De som har plass, beholder den. Ventelisten går som før."),
            kvittering=_("Påmeldingen er stengt."),
        ),
        "gjenaapne": Overgang(
            fra(Status.STENGT, rett=RETT),
            _("Åpne påmeldingen igjen"),
            til=Status.AAPEN,
            sporsmaal=_("Vil du åpne påmeldingen igjen?"),
            kvittering=_("Påmeldingen er åpen."),
        ),
        "flytt": Overgang(fra(Status.UTKAST, Status.AAPEN, Status.STENGT, rett=RETT), _("Flytt til en annen dag")),
        "avlys": Overgang(
            fra(Status.AAPEN, Status.STENGT, rett=RETT),
            _("Avlys"),
            til=Status.AVLYST,
            sporsmaal=_("Vil du avlyse?"),
            konsekvens=_(
                "Alle som har plass eller venter, får beskjed med grunnen, og datoene går ut av kalenderen deres."
            ),
            kvittering=_("Kurset er avlyst, og alle har fått beskjed."),
            maa_begrunnes=True,
        ),
        "slett": Overgang(
            fra(Status.UTKAST, rett=RETT),
            _("Slett utkastet"),
            sporsmaal=_("Vil du slette utkastet?"),
            kvittering=_("Utkastet er slettet."),
        ),
        "gjennomfor": Overgang(
            fra(Status.AAPEN, Status.STENGT, rett=RETT), _("Kurset er gjennomført"), til=Status.GJENNOMFORT
        ),
    },
    med=("kurs__enhet",),
)
