"""The life of a case to MBU as a table: its actions, and the words for them (the functions stand in `saksgang`).

The words name the board and the director as the kommune does: `bilde.bekreftelse` fills them in.
"""

from django.utils.translation import gettext_lazy as _

from kompetanse.felles.overgang import Livslop, Overgang, fra
from soknader.models import MbuSak

UTKAST, TIL_GODKJENNING, SENDT = MbuSak.Status.UTKAST, MbuSak.Status.TIL_GODKJENNING, MbuSak.Status.SENDT
FORBEREDER, SENDER, FORER_VEDTAK = "soknader.prepare_mbusak", "soknader.send_mbusak", "soknader.record_mbu_vedtak"

LIVSLOP = Livslop(
    MbuSak,
    med=("kommune",),
    overganger={
        "rediger": Overgang({UTKAST: (FORBEREDER,), TIL_GODKJENNING: (SENDER,)}),
        "hent": Overgang(fra(UTKAST, rett=FORBEREDER)),
        "til_godkjenning": Overgang(
            fra(UTKAST, rett=FORBEREDER),
            _("Send til %(direktor)s"),
            til=TIL_GODKJENNING,
            sporsmaal=_("Vil du sende saken til %(direktor)s?"),
            konsekvens=_(
                "%(direktor)s leser saken, kan endre teksten og sender den til %(utvalg)s. Du kan ta den tilbake."
            ),
            kvittering=_("Saken er sendt til godkjenning."),
        ),
        "tilbake": Overgang(
            {TIL_GODKJENNING: (SENDER, FORBEREDER)},
            _("Gi tilbake"),
            til=UTKAST,
            sporsmaal=_("Vil du gi saken tilbake?"),
            konsekvens=_("Saken blir et utkast igjen, og HR kan redigere den."),
            kvittering=_("Saken er et utkast igjen."),
        ),
        "send": Overgang(
            fra(TIL_GODKJENNING, rett=SENDER),
            _("Send til %(utvalg)s"),
            til=SENDT,
            sporsmaal=_("Vil du sende sak %(nummer)s til %(utvalg)s?"),
            konsekvens=_(
                "Saken blir låst: nummer, tekst, tabell og PDF kan ikke endres etterpå. "
                "Medlemmene og sekretæren i %(utvalg)s får beskjed. Må noe endres senere, lager HR en ny sak."
            ),
            kvittering=_("Sak %(nummer)s er sendt og låst."),
        ),
        "vedtak": Overgang(fra(SENDT, rett=FORER_VEDTAK), kvittering=_("Vedtaket er ført inn.")),
        "rett": Overgang(
            fra(SENDT, rett=FORBEREDER),
            _("Lag ny sak"),
            sporsmaal=_("Vil du lage en ny sak fra sak %(nummer)s?"),
            konsekvens=_(
                "Den nye saken blir et utkast med samme tekst og tabell, og får sitt eget nummer. Denne saken er som før."
            ),
            kvittering=_("Dette er et nytt utkast med samme innhold som sak %(nummer)s."),
        ),
        "slett": Overgang(
            fra(UTKAST, rett=FORBEREDER),
            _("Slett utkastet"),
            sporsmaal=_("Vil du slette utkastet?"),
            konsekvens=_("Teksten blir borte. Søknadene kommer med i neste sak."),
            kvittering=_("Utkastet er slettet."),
        ),
    },
)
