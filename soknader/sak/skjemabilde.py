"""What stands around the form: its steps and their state, where else the money may be, and who gets it next."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kompetanse.felles.formats import i_setning
from kompetanse.felles.sti import sti
from soknader.models import Kjedesteg, Soknad, Soknadsoppsett
from soknader.oppsett import soknadsrunder
from soknader.ramme.bilde import pengebilde
from soknader.sak import utkast
from soknader.sak.lignende import lignende
from soknader.sak.utkast import Steg

FAGSPESIFIKK = Soknad.Kompetansetype.FAGSPESIFIKK
ANTALL_TIDLIGERE = 5
HJELP = {
    Steg.HVA: (
        gettext_lazy("Skriv slik at en som ikke kjenner faget, forstår hva dere vil gjøre, og hvordan det foregår."),
        gettext_lazy("Pengene kommer fra rammen for året du velger."),
    ),
    Steg.HVEM: (
        gettext_lazy("Ta med alle som skal delta."),
        gettext_lazy("Vet dere ikke antallet ennå, beskriver dere hvem det er. Da kan dere fortsatt skrive et anslag."),
    ),
    Steg.HVORFOR: (
        gettext_lazy("Begynn med behovet: Hva får dere ikke til i dag, og hva skjer hvis dere ikke gjør noe?"),
        gettext_lazy("Er det øremerket penger til satsingsområdet, brukes de først."),
    ),
    Steg.BUDSJETT: (
        gettext_lazy("Ta med alt det koster: kursholder, lokale, reise, materiell og vikarer."),
        gettext_lazy("Det dere betaler selv, skriver dere som egenandel. Resten er det dere søker om."),
    ),
    Steg.EFFEKT: (
        gettext_lazy("Skriv noe som kan ses etterpå: Hva gjør deltakerne annerledes, og hvem merker det?"),
        gettext_lazy("Store tiltak bør evalueres også noen måneder etterpå, når det er tatt i bruk."),
    ),
    Steg.VEDLEGG: (gettext_lazy("Et tilbud eller et program gjør det lettere å vurdere prisen og innholdet."),),
    Steg.OPPSUMMERING: (
        gettext_lazy("Slik ser de som behandler søknaden, den."),
        gettext_lazy("Blir den returnert, kan du endre den og sende den på nytt. Nummeret er det samme."),
    ),
}


def for_start(form, bruker):
    """The context of the first question. When the answer is «fagspesifikk», it says where that money is."""
    oppsett = Soknadsoppsett.objects.get(kommune_id=bruker.kommune_id)
    form.fields["kompetansetype"].help_text = f"{oppsett.tverrgaaende_tekst} {oppsett.fagspesifikk_tekst}"
    annet_sted = None
    if form.er_fagspesifikk():
        enheter = utkast.enheter_for(bruker)
        annet_sted = _annet_sted(oppsett, enheter[0] if enheter else None, timezone.localdate().year)
    tidligere = Soknad.objects.filter(soker=bruker).exclude(tittel="").order_by("-opprettet")[:ANTALL_TIDLIGERE]
    return {
        "form": form,
        "annet_sted": annet_sted,
        "tidligere": tidligere,
        "mottak": soknadsrunder.mottak(oppsett, timezone.localdate().year, bruker),
        "brodsmuler": brodsmuler(_("Ny søknad")),
    }


def for_steg(soknad, steg, **annet):
    """The context of one step; `annet` is its form or other content."""
    mangler = utkast.mangler(soknad)
    oppsett = Soknadsoppsett.objects.get(kommune_id=soknad.kommune_id)
    if steg == Steg.HVA:
        annet["form"].fields["kompetansetype"].help_text = f"{oppsett.tverrgaaende_tekst} {oppsett.fagspesifikk_tekst}"
    er_annet_sted = steg == Steg.HVA and er_fagspesifikk(soknad)
    return {
        "soknad": soknad,
        "steg": steg,
        "stegliste": _stegliste(soknad, steg, mangler),
        "mangler": [(mangel, stegadresse(soknad, mangel.steg)) for mangel in mangler],
        "annet_sted": _annet_sted(oppsett, soknad.enhet, soknad.aar) if er_annet_sted else None,
        "penger": pengebilde(soknad),
        "mottak": mottak_for(soknad, oppsett),
        "hjelp": HJELP[steg],
        "lignende": lignende(soknad, soknad.soker) if steg == Steg.EFFEKT else [],
        "forrige": stegadresse(soknad, steg.forrige) if steg.forrige else "",
        "brodsmuler": brodsmuler(_("Rediger"), soknad),
        **annet,
    }


def mottak_for(soknad, oppsett):
    """When a draft can be sent; None at any time. What is returned has been received already."""
    return soknadsrunder.mottak(oppsett, soknad.aar, soknad.soker) if soknad.status == Soknad.Status.UTKAST else None


def er_fagspesifikk(soknad):
    return soknad.kompetansetype == FAGSPESIFIKK


def forste_mottaker(soknad):
    """The title of the step that a sent application goes to first, as it stands in a sentence."""
    steg = soknad.steg.order_by("rekkefolge").first() or Kjedesteg.objects.filter(kommune_id=soknad.kommune_id).first()
    return i_setning(steg.tittel) if steg else ""


def stegadresse(soknad, steg):
    return reverse("soknader:soknad-edit", args=[soknad.pk, steg])


def brodsmuler(her, soknad=None):
    """Søknader → the application → this page."""
    over = [(soknad.nummer or soknad.tittel, soknad)] if soknad else []
    return sti((_("Søknader"), "soknader:soknad-list"), *over, her=her)


def _annet_sted(oppsett, enhet, aar):
    """Where subject-specific need is paid from: the kommune's own words, and what the applicant's line has got."""
    fordelt = utkast.fordelt_til_linjen(enhet, aar) if enhet else None
    enhet, belop = fordelt or (None, None)
    return {"tekst": oppsett.fagspesifikk_tekst, "enhet": enhet, "belop": belop, "aar": aar}


def _stegliste(soknad, naa, mangler):
    """The steps as `komponenter/_steg.html` takes them. What is still to come is not called missing yet."""
    mangler_i = {mangel.steg for mangel in mangler}
    alle = list(Steg)
    returnert = soknad.status == Soknad.Status.RETURNERT

    def tilstand(steg):
        passert = returnert or alle.index(steg) < alle.index(naa)
        if steg == naa:
            return "naa"
        if steg in mangler_i:
            return "mangler" if passert else "kommer"
        return "ferdig" if passert or steg not in (Steg.VEDLEGG, Steg.OPPSUMMERING) else "kommer"

    return [{"navn": steg.label, "url": stegadresse(soknad, steg), "tilstand": tilstand(steg)} for steg in alle]
