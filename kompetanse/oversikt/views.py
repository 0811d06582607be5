"""Min side, the search across everything, and the standing pages."""

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from kartlegging.models import Kartleggingsoppsett
from kompetanse.felles.models import Varsel
from kompetanse.felles.sti import sti
from kompetanse.organisasjon.models import Stilling
from kompetanse.organisasjon.sok import ryddet
from kompetanse.oversikt import sok
from kompetanse.oversikt.oppgaver import gruppert, oppgaver_for
from kompetanse.oversikt.veiledning import veiledninger
from soknader.labels import status_merke
from soknader.oppgaver import egne_soknader, neste_mote
from soknader.ramme.bilde import maaler
from soknader.ramme.regnskap import aarsregnskap

SHOWN = 5


@login_required
def min_side(request):
    """What waits, what happens with my applications, and the year's money for those who see it."""
    bruker = request.user
    if bruker.kommune_id is None:
        return render(request, "oversikt/uten_kommune.html")
    egne = egne_soknader(bruker).select_related("enhet")[:SHOWN]
    oppgaver = oppgaver_for(bruker)
    for soknad in egne:
        soknad.merke = status_merke(soknad, er_soker=True)
    return render(
        request,
        "oversikt/min_side.html",
        {
            "grupper": gruppert(oppgaver),
            "antall_oppgaver": len(oppgaver),
            "antall_haster": sum(oppgave.haster for oppgave in oppgaver),
            "time": timezone.localtime().hour,
            "mine_soknader": egne,
            "stillinger": Stilling.objects.filter(person=bruker.person_id).gjeldende().select_related("enhet"),
            "varsler": Varsel.objects.ulest_av(bruker)[:SHOWN],
            "mote": neste_mote(bruker),
            "midler": _aarets_midler(bruker),
        },
    )


def _aarets_midler(bruker):
    """The balance of this year's central money, or None when there is none or the user may not see it."""
    aar = timezone.localdate().year
    balanse = aarsregnskap(bruker.kommune_id, aar) if bruker.has_perm("soknader.view_ramme") else None
    return balanse and {"aar": aar, "deler": maaler(balanse.sum)}


@login_required
def sok_alt(request):
    """One search across people, units and applications; each part shows only what the user may see."""
    uttrykk = ryddet(request.GET.get("q", ""))
    return render(
        request,
        "oversikt/sok.html",
        {"uttrykk": uttrykk, "grupper": sok.finn(uttrykk, request.user) if uttrykk else []},
    )


def tilgjengelighet(request):
    return render(request, "oversikt/tilgjengelighet.html")


def personvern(request):
    """What is held about people, and for how long here; open to who is not signed in, and whose kommune is not known."""
    oppsett = Kartleggingsoppsett.objects.first() or Kartleggingsoppsett()
    frister = {"sperres": oppsett.sperres_etter_mnd, "slettes": oppsett.slettes_etter_mnd}
    return render(request, "oversikt/personvern.html", frister)


def hjelp(request):
    return render(request, "oversikt/hjelp.html", {"veiledninger": veiledninger().values()})


def veiledning(request, navn):
    """A guide, as it stands in `docs`."""
    if (valgt := veiledninger().get(navn)) is None:
        raise Http404
    brodsmuler = sti((_("Hjelp"), "oversikt:hjelp"), her=valgt.tittel)
    return render(request, "oversikt/veiledning.html", {"veiledning": valgt, "brodsmuler": brodsmuler})
