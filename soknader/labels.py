"""The words for states, steps and events. The same state has different words for different readers."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kompetanse.felles.formats import i_setning
from soknader.models import Saksteg, Soknad, Steghandling

Status = Soknad.Status


@dataclass(frozen=True)
class Merke:
    """A label with its tone and icon, as `komponenter/_merkelapp.html` takes it."""

    tekst: str
    tone: str
    ikon: str = ""


UTFALL = {
    Status.INNVILGET: ("ok", "CheckmarkCircle"),
    Status.DELVIS: ("ok", "CheckmarkCircle"),
    Status.AVSLAATT: ("nei", "CircleSlash"),
    Status.TRUKKET: ("noytral", "ArrowUndo"),
}


def stegnavn(steg):
    """«Avdelingsdirektør, IKT-tjenester»: the step, and the unit that answers it when it is not the municipality; or the
    person that HR has pointed out."""
    if steg.utpekt:
        return f"{steg.tittel}: {steg.utpekt}"
    if steg.enhet is None or steg.enhet.depth == 1:
        return steg.tittel
    return f"{steg.tittel}, {steg.enhet}"


def venter_paa(soknad, steg, *, er_soker=False, svarer=False):
    """Who the case waits for, as the end of a sentence; empty when it waits for nobody."""
    if soknad.status == Status.RETURNERT:
        return _("deg") if er_soker else _("søkeren")
    if soknad.status not in Status.under_behandling() or steg is None:
        return ""
    if svarer:
        return _("deg")
    if steg.handling == Steghandling.MOTE:
        return _("møte i %(organ)s") % {"organ": i_setning(steg.tittel)}
    return i_setning(stegnavn(steg))


def status_merke(soknad, steg=None, *, er_soker=False, svarer=False):
    """The label of an application for one reader. `steg` is the step that waits, `svarer` that the reader answers it."""
    if soknad.status == Status.UTKAST:
        return Merke(_("Utkast"), "noytral", "PencilWriting")
    if soknad.status in UTFALL:
        return Merke(Status(soknad.status).label, *UTFALL[soknad.status])
    if steg and steg.stanset:
        return Merke(_("Stanset: ingen kan svare"), "nei", "ExclamationmarkTriangle")
    hvem = venter_paa(soknad, steg, er_soker=er_soker, svarer=svarer)
    if soknad.status == Status.RETURNERT and er_soker:
        return Merke(_("Returnert til deg"), "vent", "ArrowUndo")
    if svarer or soknad.status == Status.RETURNERT:
        return Merke(_("Venter på %(hvem)s") % {"hvem": hvem}, "vent", "Hourglass")
    if not hvem:
        return Merke(Status(soknad.status).label, "info", "Hourglass")
    if er_soker:
        return Merke(_("Til behandling, venter på %(hvem)s") % {"hvem": hvem}, "info", "Hourglass")
    return Merke(_("Venter på %(hvem)s") % {"hvem": hvem}, "info", "Hourglass")


SVAR = {
    Saksteg.Avgjorelse.ANBEFALT: gettext_lazy("Anbefalt av %(hvem)s"),
    Saksteg.Avgjorelse.INNSTILT: gettext_lazy("Innstilt av %(hvem)s"),
    Saksteg.Avgjorelse.RETURNERT: gettext_lazy("Returnert av %(hvem)s"),
    Saksteg.Avgjorelse.AVSLAATT: gettext_lazy("Avslått av %(hvem)s"),
    Saksteg.Avgjorelse.BESLUTTET: gettext_lazy("Besluttet: %(tittel)s"),
    Saksteg.Avgjorelse.ORIENTERT: gettext_lazy("Orientert: %(tittel)s"),
}

# What the audit lines are called on the case page; an unknown one is shown by its own name.
HENDELSER = {
    "soknad.opprettet": gettext_lazy("Opprettet"),
    "soknad.sendt": gettext_lazy("Sendt"),
    "soknad.anbefalt": gettext_lazy("Anbefalt"),
    "soknad.innstilt": gettext_lazy("Innstilt"),
    "soknad.returnert": gettext_lazy("Returnert til søkeren"),
    "soknad.tatt_tilbake": gettext_lazy("Tatt tilbake"),
    "soknad.inhabil": gettext_lazy("Meldt inhabil"),
    "soknad.habil": gettext_lazy("Likevel ikke inhabil"),
    "soknad.nei": gettext_lazy("Sa nei for en enhet"),
    "soknad.utpekt": gettext_lazy("Pekt ut hvem som svarer"),
    "soknad.overtatt": gettext_lazy("Overtatt"),
    "soknad.trukket": gettext_lazy("Trukket"),
    "soknad.innvilget": gettext_lazy("Innvilget"),
    "soknad.delvis": gettext_lazy("Delvis innvilget"),
    "soknad.avslaatt": gettext_lazy("Avslått"),
    "soknad.vedtak_angret": gettext_lazy("Vedtaket angret i møtet"),
    "soknad.utsatt": gettext_lazy("Utsatt"),
    "soknad.knyttet": gettext_lazy("Knyttet til et tiltak"),
    "soknad.orientert": gettext_lazy("Lagt fram til orientering"),
    "soknad.rapportert": gettext_lazy("Rapport levert"),
    "soknad.rapport_rettet": gettext_lazy("Rapporten rettet"),
    "soknad.rapport_paaminnet": gettext_lazy("Søkeren er minnet om rapporten"),
    "soknad.vedlegg_lagt_til": gettext_lazy("Vedlegg lagt til"),
    "soknad.vedlegg_fjernet": gettext_lazy("Vedlegg fjernet"),
}

ALLEREDE_GJORT = gettext_lazy(
    "Saken er allerede gått videre, så dette ble ikke gjort en gang til. Her ser du hvor den er nå."
)
