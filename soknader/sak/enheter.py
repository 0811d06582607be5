"""The units that an application names: which they are, and that their leaders are told."""

from collections.abc import Collection

from django.utils import timezone

from kompetanse.organisasjon.models import Enhet
from soknader.models import Soknad, Soknadsenhet
from soknader.sak import meldinger
from soknader.sak.behandlere import ledere_for

# The fields of an application that are rows of `Soknadsenhet`: field → whether they are sections of its avdeling.
ENHETSFELT = {"valgte_seksjoner": True, "andre_enheter": False}


def sett_enheter(soknad: Soknad, enheter: Collection[Enhet], *, er_seksjon: bool) -> None:
    """Let the application name these units and no others of that kind, each once. The caller has locked it.

    A unit that has said no is asked anew when it is named again; till then its no stands.
    """
    ut = soknad.soknadsenheter.filter(er_seksjon=er_seksjon, nei__isnull=True).exclude(enhet__in=enheter)
    ut.delete()
    nevnt = {rad.enhet_id: rad for rad in soknad.soknadsenheter.all()}
    for enhet in enheter:
        rad = nevnt.get(enhet.pk)
        if rad is None or rad.nei or rad.er_seksjon != er_seksjon:
            ny = Soknadsenhet(
                pk=rad and rad.pk, kommune_id=soknad.kommune_id, soknad=soknad, enhet=enhet, er_seksjon=er_seksjon
            )
            ny.save()
            nevnt[enhet.pk] = ny


def varsle_lederne(soknad: Soknad) -> None:
    """The application is sent: tell the leaders of each unit that it names, once. One who leads it and applies, knows."""
    if soknad.seksjoner != Soknad.Seksjoner.UTVALGTE:
        soknad.soknadsenheter.filter(er_seksjon=True).delete()
    nye = list(soknad.soknadsenheter.filter(varslet__isnull=True, nei__isnull=True))
    if nye:
        meldinger.nevnt_i_soknad(soknad, ledere_for(nye))
        soknad.soknadsenheter.filter(pk__in=[rad.pk for rad in nye]).update(varslet=timezone.now())
