"""The life of an application as a table: its actions, and the words for them (the functions stand in `saksgang`)."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from kompetanse.felles.overgang import Livslop, Overgang, fra
from soknader.models import Saksteg, Soknad, Steghandling

Status = Soknad.Status
Avgjorelse = Saksteg.Avgjorelse
SVARER = fra(Status.TIL_BEHANDLING, rett="soknader.answer_step")


@dataclass(frozen=True)
class Saksovergang(Overgang):
    """An action of an application: which kind of step it answers, with what, and what the step must permit."""

    handling: str = ""
    avgjorelse: str = ""
    krever: str = ""

    def passer(self, steg):
        if self.handling and (steg is None or steg.handling != self.handling):
            return False
        return not self.krever or (steg is not None and getattr(steg, self.krever))


LIVSLOP = Livslop(
    Soknad,
    med=("soker__person", "enhet"),
    steg=Soknad.current_step,
    overganger={
        "send_inn": Saksovergang(
            fra(Status.UTKAST, Status.RETURNERT, rett="soknader.edit_soknad"),
            _("Send søknaden"),
            kvittering=_("Søknaden er sendt."),
        ),
        "anbefal": Saksovergang(
            SVARER,
            _("Anbefal og send videre"),
            handling=Steghandling.ANBEFALING,
            avgjorelse=Avgjorelse.ANBEFALT,
            sporsmaal=_("Vil du anbefale søknaden?"),
            konsekvens=_("Saken går videre til neste ledd. Du kan ta den tilbake til neste har åpnet den."),
            kvittering=_("Du har anbefalt søknaden, og den er sendt videre."),
        ),
        "innstill": Saksovergang(
            SVARER,
            _("Innstill og send videre"),
            handling=Steghandling.INNSTILLING,
            avgjorelse=Avgjorelse.INNSTILT,
            sporsmaal=_("Hva innstiller du på?"),
            konsekvens=_("Saken går videre til dem som beslutter. Du kan ta den tilbake til den er åpnet der."),
            kvittering=_("Innstillingen er gitt, og saken er sendt videre."),
        ),
        "returner": Saksovergang(
            SVARER,
            _("Returner til søker"),
            til=Status.RETURNERT,
            avgjorelse=Avgjorelse.RETURNERT,
            krever="kan_returnere",
            maa_begrunnes=True,
            sporsmaal=_("Hva skal søkeren rette?"),
            konsekvens=_("Søkeren får saken tilbake, kan endre den og sende den på nytt."),
            kvittering=_("Søknaden er returnert til søkeren."),
        ),
        "avslaa": Saksovergang(
            SVARER,
            _("Avslå"),
            til=Status.AVSLAATT,
            avgjorelse=Avgjorelse.AVSLAATT,
            krever="kan_avslaa",
            maa_begrunnes=True,
            sporsmaal=_("Vil du avslå søknaden?"),
            konsekvens=_("Avslaget er endelig. Søkeren får begrunnelsen din."),
            kvittering=_("Søknaden er avslått."),
        ),
        "meld_inhabil": Saksovergang(
            SVARER,
            _("Jeg er inhabil i denne saken"),
            maa_begrunnes=True,
            sporsmaal=_("Er du inhabil i denne saken?"),
            konsekvens=_(
                "Saken går til nærmeste leder over deg. Meldingen blir stående i saken og kan ikke tas tilbake."
            ),
            kvittering=_("Du er registrert som inhabil, og saken er flyttet."),
        ),
        "pek_ut": Saksovergang(
            fra(Status.TIL_BEHANDLING, rett="soknader.appoint_handler"),
            _("Pek ut hvem som svarer"),
            maa_begrunnes=True,
            sporsmaal=_("Hvem skal svare på dette steget?"),
            konsekvens=_("Saken går til den du peker ut, i stedet for den som har rollen. Grunnen står i saksgangen."),
            kvittering=_("Saken er sendt til den du pekte ut."),
        ),
        "overta": Saksovergang(
            fra(
                Status.UTKAST,
                *Status.under_behandling(),
                *Status.gitt_penger(),
                rett="soknader.take_over_soknad",
            ),
            _("Overta saken"),
            maa_begrunnes=True,
            sporsmaal=_("Vil du overta saken?"),
            konsekvens=_(
                "Du blir den som retter, trekker og rapporterer, og som får beskjedene. Du kan da ikke svare på saken eller "
                "avgjøre den selv."
            ),
            kvittering=_("Saken er din."),
        ),
        "si_nei": Saksovergang(
            fra(*Status.under_behandling(), rett="soknader.decline_for_unit"),
            _("Si nei for enheten din"),
            maa_begrunnes=True,
            sporsmaal=_("Vil dere ikke være med?"),
            konsekvens=_(
                "Søknaden går videre uten enheten. Søkeren, HR og den som skal svare nå, får begrunnelsen din."
            ),
            kvittering=_("Enheten er ikke med i søknaden lenger."),
        ),
        "ta_tilbake": Saksovergang(
            fra(Status.TIL_BEHANDLING, Status.TIL_MOTE, rett="soknader.take_back_soknad"),
            _("Ta saken tilbake"),
            sporsmaal=_("Vil du ta saken tilbake?"),
            konsekvens=_("Den venter da på deg igjen. Neste ledd har ikke åpnet den ennå."),
            kvittering=_("Du har tatt saken tilbake."),
        ),
        "trekk": Saksovergang(
            fra(Status.UTKAST, *Status.under_behandling(), rett="soknader.withdraw_soknad"),
            _("Trekk søknaden"),
            til=Status.TRUKKET,
            sporsmaal=_("Vil du trekke søknaden?"),
            konsekvens=_(
                "Saksbehandlingen stopper. Søknaden blir stående i registeret som trukket, og du kan kopiere den."
            ),
            kvittering=_("Søknaden er trukket."),
        ),
    },
)
