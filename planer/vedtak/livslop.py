"""The life of a unit's plan as a table: its actions, and the words for them (the functions stand in `saksgang`).

The plan of one person is agreed, not adopted: no right here is for it. `bilde.bekreftelse` fills in the body's name.
"""

from django.utils.translation import gettext_lazy as _

from kompetanse.felles.overgang import Livslop, Overgang, fra
from planer.models import Kompetanseplan

Status = Kompetanseplan.Status
# Those who answer for the unit; the same, where a plan may go on without a discussion; HR, where it may not; and those who
# enter what the body adopts.
SENDER, SENDER_UTKAST, HOPPER_OVER = "planer.send_plan", "planer.send_draft", "planer.skip_drofting"
VEDTAR, VEDTAR_UTKAST = "planer.adopt_plan", "planer.adopt_draft"

LIVSLOP = Livslop(
    Kompetanseplan,
    med=("kommune", "enhet", "ansvarlig"),
    overganger={
        "til_drofting": Overgang(fra(Status.UTKAST, rett=SENDER), _("Kall inn til drøfting"), til=Status.TIL_DROFTING),
        "fra_drofting": Overgang(
            fra(Status.TIL_DROFTING, rett=SENDER),
            _("Avlys drøftingen"),
            til=Status.UTKAST,
            sporsmaal=_("Vil du avlyse drøftingen?"),
            konsekvens=_("Planen blir et utkast igjen, og de som er kalt inn, får beskjed."),
            kvittering=_("Drøftingen er avlyst. Planen er et utkast igjen."),
        ),
        "drofte": Overgang(fra(Status.TIL_DROFTING, rett=SENDER), _("Før inn drøftingen"), til=Status.DROFTET),
        "til_behandling": Overgang(
            {Status.UTKAST: (SENDER_UTKAST,), Status.DROFTET: (SENDER,)},
            _("Send til vedtak"),
            til=Status.TIL_BEHANDLING,
            sporsmaal=_("Vil du sende planen til vedtak?"),
            konsekvens=_("Den vedtas av: %(organ)s. Mål, behov og tekster kan ikke endres så lenge den ligger der."),
            kvittering=_("Planen er sendt til vedtak."),
        ),
        "uten_drofting": Overgang(
            {Status.UTKAST: (HOPPER_OVER,), Status.TIL_DROFTING: (HOPPER_OVER,)},
            _("Send til vedtak uten drøfting"),
            til=Status.TIL_BEHANDLING,
            sporsmaal=_("Vil du sende planen til vedtak uten drøfting?"),
            konsekvens=_("Planer over enhetsnivå skal drøftes med de tillitsvalgte. Grunnen din blir stående."),
            kvittering=_("Planen er sendt til vedtak uten drøfting."),
            maa_begrunnes=True,
        ),
        "skriv_sak": Overgang(
            fra(Status.TIL_BEHANDLING, rett=SENDER),
            _("Skriv saksframlegg"),
            kvittering=_("Saksframlegget er foreslått fra planen. Du kan endre alt."),
        ),
        "send_sak": Overgang(
            fra(Status.TIL_BEHANDLING, rett=SENDER),
            _("Send saksframlegget"),
            sporsmaal=_("Vil du sende saksframlegget?"),
            konsekvens=_(
                "Det går til: %(organ)s, med planen som vedlegg. Tekst og PDF kan ikke endres etterpå. Må noe endres, "
                "skriver du et nytt."
            ),
            kvittering=_("Saksframlegget er sendt og låst."),
        ),
        "slett_sak": Overgang(
            fra(Status.TIL_BEHANDLING, rett=SENDER),
            _("Slett utkastet"),
            sporsmaal=_("Vil du slette utkastet til saksframlegg?"),
            konsekvens=_("Det som er skrevet i det, blir borte."),
            kvittering=_("Utkastet er slettet."),
        ),
        "tilbake": Overgang(
            {Status.TIL_BEHANDLING: (SENDER, VEDTAR)},
            _("Gi tilbake"),
            sporsmaal=_("Vil du gi planen tilbake?"),
            konsekvens=_("Da kan den endres igjen. De som har ansvar for planen, får beskjed."),
            kvittering=_("Planen er gitt tilbake og kan endres."),
        ),
        "vedta": Overgang(
            {
                Status.UTKAST: (VEDTAR_UTKAST,),
                Status.DROFTET: (VEDTAR_UTKAST,),
                Status.TIL_BEHANDLING: (VEDTAR,),
            },
            _("Vedta planen"),
            til=Status.VEDTATT,
            sporsmaal=_("Vil du vedta planen?"),
            konsekvens=_(
                "Det som er vedtatt, blir lagret slik det er nå, også som PDF. Tiltakene kan følges opp videre, men det "
                "vedtatte endres ikke."
            ),
            kvittering=_("Planen er vedtatt."),
        ),
        "gjenaapne": Overgang(
            fra(Status.VEDTATT, rett=SENDER),
            _("Endre planen"),
            til=Status.UTKAST,
            sporsmaal=_("Vil du åpne planen for endringer?"),
            konsekvens=_("Det vedtatte gjelder til endringene er vedtatt, og kan alltid leses slik det var."),
            kvittering=_("Planen er åpen for endringer. Det vedtatte gjelder til endringene er vedtatt."),
        ),
    },
)
