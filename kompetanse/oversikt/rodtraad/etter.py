"""What came of it: the decision, the money, the participants, the evaluation, and what the next plan carries on."""

from django.utils.translation import gettext as _

from kompetanse.felles.formats import dato
from kompetanse.oversikt.rodtraad.ledd import Ledd, Post, Slag
from kompetanse.oversikt.rodtraad.rader import VISES, synlige
from kompetanse.oversikt.rodtraad.samling import Samling
from kompetanse.oversikt.rodtraad.utfall import Utfall
from planer.models import Kompetansebehov, Planevaluering, Tiltak, Tiltaksmidler
from planer.tiltak.laerdom import laerdom
from soknader.models import Soknad


def fyll(ledd: dict[Slag, Ledd], samling: Samling, utfall: Utfall) -> None:
    """The links after the application."""
    _vedtak(ledd[Slag.VEDTAK], samling, utfall.avgjort)
    _si(ledd[Slag.PENGER], utfall.penger)
    _si(ledd[Slag.DELTAKERE], utfall.tok_del)
    _evaluering(ledd[Slag.EVALUERING], samling, utfall)
    _neste(ledd[Slag.NESTE], samling)


def _si(ledd, sagt):
    if sagt:
        tekst, *under = sagt
        ledd.poster, ledd.antall = [Post(tekst, "", " · ".join(under))], 1


def _vedtak(ledd, samling, antall):
    """The decisions of the applications shown, and where the board was told."""
    avgjort = [rad for rad in samling.soknader.vist.values() if rad.status in Soknad.Status.avgjorte()]
    saker = dict(Tiltaksmidler.objects.filter(soknad_pk__in=samling.soknader.blant).values_list("soknad_pk", "mbu_sak"))
    ledd.poster = [
        Post(
            _resultat(rad),
            rad.get_absolute_url(),
            " · ".join(filter(None, [dato(rad.avgjort) if rad.avgjort else "", _mbu(saker.get(rad.pk))])),
        )
        for rad in avgjort[:VISES]
    ]
    ledd.antall = antall


def _mbu(saksnummer):
    return _("MBU %s") % saksnummer if saksnummer else ""


def _resultat(soknad):
    return soknad.vedtak.resultat if hasattr(soknad, "vedtak") else soknad.get_status_display()


def _evaluering(ledd: Ledd, samling: Samling, utfall: Utfall) -> None:
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
    planer = Tiltak.objects.filter(pk__in=samling.tiltak.blant).order_by().values("plan")
    evaluert = Planevaluering.objects.filter(plan__in=planer).select_related("plan")
    antall = evaluert.count() if samling.tiltak.nokler else 0
    ledd.antall = utfall.evaluert + utfall.rapporter + antall
    for rad in _forste(evaluert, antall, samling):
        under = _("plan %s, evaluert") % rad.aar
        ledd.poster.append(Post(_kort(rad.ga), rad.plan.get_absolute_url(), under))
    ledd.poster = ledd.poster[:VISES]


def _kort(tekst, lengde=90):
    return tekst if len(tekst) <= lengde else f"{tekst[:lengde].rsplit(' ', 1)[0]} …"


def _neste(ledd: Ledd, samling: Samling) -> None:
    """The needs, and else the measures, that the plan after this one carries on."""
    for modell, rader in ((Kompetansebehov, samling.behov), (Tiltak, samling.tiltak)):
        videre = synlige(modell, samling.bruker).filter(forgjenger__in=rader.blant)
        ledd.antall += (antall := videre.count() if rader.nokler else 0)
        for rad in _forste(videre.select_related("plan__enhet"), antall, samling):
            ledd.poster.append(Post(str(rad), rad.get_absolute_url(), str(rad.plan)))
    ledd.poster = ledd.poster[:VISES]


def _forste(rader, antall, samling):
    """The first of so many; none of many in a thread that is told by its parts."""
    return [] if not antall or samling.er_stor and antall > VISES else rader[:VISES]
