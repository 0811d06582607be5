"""What came of it: the decision, the money, the participants, the evaluation, and what the next plan carries on."""

from decimal import Decimal

from django.db.models import Count, Q, QuerySet, Sum
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kompetanse.felles.formats import dato, i_setning, kr, og_liste, tall
from kompetanse.oversikt.rodtraad.ledd import Ledd, Post, Slag
from kompetanse.oversikt.rodtraad.nokler import Blant
from kompetanse.oversikt.rodtraad.samling import VISES, Samling, synlige
from planer.models import Kompetansebehov, Planevaluering, Tiltak, Tiltaksmidler
from planer.tiltak.laerdom import laerdom
from planer.tiltak.penger import penger
from soknader.models import Soknad

Status = Tiltak.Status


def fyll(ledd: dict[Slag, Ledd], samling: Samling) -> None:
    """The links after the application."""
    soknader = Soknad.objects.filter(pk__in=Blant(samling.soknader.nokler)).order_by()
    tiltak = Tiltak.objects.filter(pk__in=Blant(samling.tiltak.nokler)).order_by()
    summer = _summer(soknader)
    _vedtak(ledd[Slag.VEDTAK], samling)
    _penger(ledd[Slag.PENGER], summer, tiltak)
    _deltakere(ledd[Slag.DELTAKERE], summer, tiltak)
    _evaluering(ledd[Slag.EVALUERING], samling)
    _neste(ledd[Slag.NESTE], samling)


def _summer(soknader: QuerySet[Soknad]) -> dict:
    gitt = Q(status__in=Soknad.Status.gitt_penger())
    return soknader.aggregate(
        innvilget=Sum("vedtak__belop", filter=gitt),
        brukt=Sum("sluttrapport__faktisk_kostnad"),
        tilbake=Sum("sluttrapport__tilbakefort"),
        deltakere=Sum("sluttrapport__antall_deltakere"),
        rapporter=Count("sluttrapport"),
    )


def _planlagt(tiltak: QuerySet[Tiltak]) -> dict:
    begynt = Q(status__in=(Status.I_GANG, Status.FERDIG))
    return tiltak.aggregate(antall=Sum("antall", filter=begynt), begynt=Count("pk", filter=begynt))


def _vedtak(ledd, samling):
    """The decisions of the applications shown, and where the board was told."""
    avgjort = [rad for rad in samling.soknader.vist.values() if rad.status in Soknad.Status.avgjorte()]
    saker = dict(
        Tiltaksmidler.objects.filter(soknad_pk__in=Blant(samling.soknader.nokler)).values_list("soknad_pk", "mbu_sak")
    )
    ledd.poster = [
        Post(
            _resultat(rad),
            rad.get_absolute_url(),
            " · ".join(filter(None, [dato(rad.avgjort) if rad.avgjort else "", _mbu(saker.get(rad.pk))])),
        )
        for rad in avgjort[:VISES]
    ]
    ledd.antall = len(avgjort)


def _mbu(saksnummer):
    return _("MBU %s") % saksnummer if saksnummer else ""


def _resultat(soknad):
    return soknad.vedtak.resultat if hasattr(soknad, "vedtak") else soknad.get_status_display()


def _penger(ledd: Ledd, summer: dict, tiltak: QuerySet[Tiltak]) -> None:
    """What was granted and used; without an application what the plans themselves pay."""
    if summer["innvilget"]:
        brukt = _("%s brukt") % kr(summer["brukt"]) if summer["rapporter"] else ""
        tekst = brukt or _("%s innvilget") % kr(summer["innvilget"])
        under = _("av %s innvilget") % kr(summer["innvilget"]) if brukt else _("rapporten er ikke levert")
        tilbake = _("%s ført tilbake") % kr(summer["tilbake"]) if summer["tilbake"] else ""
        _si(ledd, tekst, under, tilbake)
    elif (kostnader := penger(tiltak)).sum > Decimal(0):
        kilder = og_liste(i_setning(kilde) for kilde, belop in kostnader.per_kilde if belop)
        _si(ledd, _("%s planlagt") % kr(kostnader.sum), kilder)


def _deltakere(ledd: Ledd, summer: dict, tiltak: QuerySet[Tiltak]) -> None:
    """Those of the reports, or else of the measures that have begun; unknown is never 0."""
    if summer["rapporter"]:
        _si(ledd, _deltok(summer["deltakere"]), _("etter rapportene"))
    elif (planlagt := _planlagt(tiltak))["antall"]:
        _si(ledd, _deltok(planlagt["antall"]), _("planlagt i tiltak som er i gang eller gjennomført"))
    elif planlagt["begynt"]:
        _si(ledd, _("Antall er ikke skrevet"), _("tiltaket er i gang eller gjennomført"))


def _deltok(antall):
    return ngettext("%s deltaker", "%s deltakere", antall) % tall(antall)


def _evaluering(ledd: Ledd, samling: Samling) -> None:
    """What evaluations have concluded, the reports delivered, and what closed plans said that the year gave."""
    for rad in samling.tiltak.vist.values():
        if rad.evaluert:
            ett = laerdom(rad, samling.bruker)
            under = _("evaluert %s") % dato(rad.evaluert)
            ledd.poster.append(Post(_kort(ett.setning), ett.rapport or rad.get_absolute_url(), under))
    for rad in samling.soknader.vist.values():
        if hasattr(rad, "sluttrapport"):
            ga = rad.sluttrapport.resultat or rad.sluttrapport.gjennomfort
            ledd.poster.append(Post(_kort(ga), rad.get_absolute_url(), _("rapport %s") % dato(rad.sluttrapport.levert)))
    planer = {rad.plan_id for rad in samling.tiltak.vist.values()}
    for rad in Planevaluering.objects.filter(plan__in=planer).select_related("plan")[:VISES]:
        under = _("plan %s, evaluert") % rad.aar
        ledd.poster.append(Post(_kort(rad.ga), rad.plan.get_absolute_url(), under))
    ledd.antall = len(ledd.poster)
    ledd.poster = ledd.poster[:VISES]


def _kort(tekst, lengde=90):
    return tekst if len(tekst) <= lengde else f"{tekst[:lengde].rsplit(' ', 1)[0]} …"


def _neste(ledd: Ledd, samling: Samling) -> None:
    """The needs, and else the measures, that the plan after this one carries on."""
    for modell, rader in ((Kompetansebehov, samling.behov), (Tiltak, samling.tiltak)):
        videre = synlige(modell, samling.bruker).filter(forgjenger__in=Blant(rader.nokler))
        nye = list(videre.select_related("plan__enhet")[: VISES + 1])
        ledd.poster += [Post(str(rad), rad.get_absolute_url(), str(rad.plan)) for rad in nye]
    ledd.antall = len(ledd.poster)
    ledd.poster = ledd.poster[:VISES]


def _si(ledd, tekst, *under):
    ledd.poster, ledd.antall = [Post(tekst, "", " · ".join(filter(None, under)))], 1
