"""The year's money as people see it: the years, one year's balances, and the cases behind each number."""

from django.contrib.auth.decorators import login_required, permission_required
from django.core.paginator import Paginator
from django.db.models import Count, Sum
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from kompetanse.felles.sortering import sortert
from soknader import rammeregnskap, rammevisning
from soknader.fordeling import DEFINISJONER
from soknader.forms.ramme import SakerFilter
from soknader.models import Fordelt, Justering, Ramme, Soknad
from soknader.rammeregnskap import aarssaldo, med_saldo, regnskap
from soknader.rammesaker import FRI, TALL, saker_bak

PER_SIDE = 50
FORDELT_PAA_RAMMEN = 12


def kan_se_rammen(view):
    return login_required(permission_required("soknader.view_ramme", raise_exception=True)(view))


def brodsmuler(ramme=None, her=""):
    """Midler → the year → this page."""
    if ramme is None:
        return [(_("Midler"), reverse("soknader:ramme-list")), (her, "")]
    if not her:
        return brodsmuler(her=str(ramme.aar))
    return [(_("Midler"), reverse("soknader:ramme-list")), (str(ramme.aar), ramme.get_absolute_url()), (her, "")]


@kan_se_rammen
def ramme_list(request):
    rammer = med_saldo(Ramme.objects.visible_to(request.user)).order_by("-aar")
    rader = [(ramme, aarssaldo(ramme)) for ramme in rammer]
    if fil := rammevisning.last_ned(request, _("Kompetansemidler"), rammevisning.eksport_aar(rader)):
        return fil
    kontekst = {
        "rader": [(ramme, saldo, rammevisning.maaler(saldo)) for ramme, saldo in rader],
        "definisjoner": rammevisning.definisjoner(),
        "kan_endre": _kan_endre(request),
    }
    return render(request, "soknader/ramme_list.html", kontekst)


@kan_se_rammen
def ramme_detail(request, aar):
    """The balances of one year: as big numbers, bars and a table, with what is handed out and every adjustment."""
    rammer = list(Ramme.objects.visible_to(request.user))
    ramme = next((ramme for ramme in rammer if ramme.aar == aar), None)
    if ramme is None:
        raise Http404
    svar = regnskap(ramme)
    if fil := rammevisning.last_ned(request, f"{_('Kompetansemidler')} {aar}", rammevisning.eksport_omraader(svar)):
        return fil
    kontekst = {
        **rammevisning.kontekst(svar),
        "rammer": [{"navn": rad.aar, "url": rad.get_absolute_url(), "aktiv": rad.aar == aar} for rad in rammer],
        "fordelinger": Fordelt.objects.filter(ramme=ramme).select_related("enhet")[: FORDELT_PAA_RAMMEN + 1],
        "vis_antall": FORDELT_PAA_RAMMEN,
        "justeringer": Justering.objects.filter(ramme=ramme).select_related("utfort_av__person"),
        "kan_endre": _kan_endre(request),
        "brodsmuler": brodsmuler(ramme),
    }
    return render(request, "soknader/ramme_detail.html", kontekst)


def _kan_endre(request):
    return request.user.has_perm("soknader.change_ramme")


@kan_se_rammen
def ramme_fordelt(request, aar):
    """What every unit has been given of the distributed share."""
    ramme = get_object_or_404(Ramme.objects.visible_to(request.user), aar=aar)
    sorter = request.GET.get("sorter", "plass")
    fordelinger = Fordelt.objects.filter(ramme=ramme).select_related("enhet")
    fordelinger = sortert(fordelinger, sorter, rammevisning.FORDELTSORTERING, standard="plass")
    if fil := rammevisning.last_ned(request, f"{_('Fordelt')} {aar}", rammevisning.eksport_fordelt(fordelinger)):
        return fil
    side = Paginator(fordelinger, PER_SIDE).get_page(request.GET.get("side"))
    kontekst = {
        "ramme": ramme,
        "side": side,
        "sorter": sorter,
        "definisjoner": DEFINISJONER[-2:],
        "brodsmuler": brodsmuler(ramme, _("Fordelt til avdelingene")),
    }
    return render(request, "soknader/ramme_fordelt.html", kontekst)


@kan_se_rammen
def ramme_saker(request, aar):
    """The cases behind one number, as far as the reader may see them; says so when some are left out."""
    ramme = get_object_or_404(Ramme.objects.visible_to(request.user), aar=aar)
    svar = regnskap(ramme)
    potter = {str(pott.oremerking.pk) if pott.oremerking else FRI: pott for pott in svar.potter}
    valg = {"tall": request.GET.get("tall", "innvilget"), "pott": request.GET.get("pott", "")}
    filterskjema = SakerFilter(valg, tall=TALL.items(), potter=[(nokkel, pott.navn) for nokkel, pott in potter.items()])
    if not filterskjema.is_valid():
        raise Http404
    sorter = request.GET.get("sorter", "-belop")
    saker = saker_bak(Soknad.objects.visible_to(request.user), ramme, **valg).select_related("avdeling", "enhet")
    saker = sortert(saker, sorter, rammevisning.SAKSSORTERING, standard="-belop")
    if fil := rammevisning.last_ned(request, f"{TALL[valg['tall']]} {aar}", rammevisning.eksport_saker(saker)):
        return fil
    synlig = saker.aggregate(antall=Count("pk"), sum=Sum("belop"))
    sider = Paginator(saker, PER_SIDE)
    sider.count = synlig["antall"]
    kontekst = {
        "ramme": ramme,
        "filter": filterskjema,
        "sorter": sorter,
        "side": sider.get_page(request.GET.get("side")),
        "mening": rammeregnskap.DEFINISJONER[valg["tall"]],
        "sum": synlig["sum"] or 0,
        "skjult": getattr(potter.get(valg["pott"], svar.sum), valg["tall"]) - (synlig["sum"] or 0),
        "brodsmuler": brodsmuler(ramme, _("Sakene bak tallene")),
    }
    return render(request, "soknader/ramme_saker.html", kontekst)
