"""What it cost in full, and what it gave, line by line; proposed from what the system knows, and then the evaluator's own.

Full cost (handbook 10) is the course, travel, substitutes and the working hours of those who took part.
"""

from decimal import Decimal
from typing import NamedTuple

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from evaluering.deltakere import antall_deltakere
from evaluering.models import Evaluering, Evalueringsoppsett, Nyttelinje
from evaluering.plan.planlegging import laas, logg
from evaluering.statistikk import Anslag, summer
from kompetanse.felles.formats import kr, tall
from kompetanse.felles.samskriving import Endring
from kompetanse.organisasjon.models import Bruker
from kurs.models import Kursoppsett, Kursplass, Oppmote
from planer.models import Tiltak, Tiltaksmidler
from planer.tiltak.penger import SENTRALT, penger

Post, Slag = Nyttelinje.Post, Nyttelinje.Slag
HELE_KRONER = Decimal(1)


class Forslag(NamedTuple):
    """A cost that is proposed, and what the figure rests on; without an amount `grunn` says what is not known."""

    post: Post
    belop: Decimal | None
    grunn: str


def forslag(evaluering: Evaluering) -> list[Forslag]:
    """A proposal for each post of the full cost. What nothing is known of has no amount: it is never 0."""
    oppsett = Evalueringsoppsett.for_kommunen()
    return [
        _kurs(evaluering),
        Forslag(Post.REISE, None, _("Reise og opphold står ikke noe sted. Skriv det inn, også når det er 0.")),
        _vikar(evaluering, oppsett),
        _arbeidstid(evaluering, oppsett),
    ]


def _kurs(evaluering):
    if evaluering.kjoring_id:
        return _kjoringen(evaluering)
    if evaluering.midler_id:
        return _midlene(evaluering.midler)
    return _tiltaket(evaluering.tiltak)


def _kjoringen(evaluering):
    kjoring = evaluering.kjoring
    if kjoring.kostnad is not None:
        return Forslag(Post.KURS, kjoring.kostnad, _("Det kurset kostet i alt, fra kurskalenderen."))
    antall = antall_deltakere(evaluering)
    if kjoring.pris is not None and antall:
        ord_ = {"antall": tall(antall), "pris": kr(kjoring.pris)}
        return Forslag(Post.KURS, antall * kjoring.pris, _("%(antall)s deltakere à %(pris)s.") % ord_)
    return Forslag(Post.KURS, None, _("Kurskalenderen sier ikke hva kurset kostet."))


def _midlene(midler: Tiltaksmidler):
    if midler.brukt is not None:
        return Forslag(Post.KURS, midler.brukt, _("Brukt av midlene, fra rapporten på søknaden."))
    return Forslag(Post.KURS, None, _("Søknaden har ingen rapport over det som er brukt."))


def _tiltaket(tiltak: Tiltak):
    planlagt = penger([tiltak])
    brukt = tiltak.midler.filter(brukt__isnull=False).aggregate(sum=Sum("brukt"))["sum"]
    if not planlagt.poster and brukt is None:
        return Forslag(Post.KURS, None, _("Handlingsplanen har ingen kostnad på tiltaket."))
    if brukt is None:
        return Forslag(Post.KURS, planlagt.sum, _("Planlagt kostnad i handlingsplanen."))
    grunn = _("Det som er brukt av sentrale midler, og resten som planlagt i handlingsplanen.")
    return Forslag(Post.KURS, planlagt.sum - planlagt.fra(SENTRALT) + brukt, grunn)


def _vikar(evaluering, oppsett):
    timer = evaluering.tiltak.vikartimer if evaluering.tiltak_id else None
    return _timer(Post.VIKAR, timer, oppsett.vikartime, _("Tiltaket har ingen vikartimer."))


def _arbeidstid(evaluering, oppsett):
    return _timer(Post.ARBEIDSTID, timer_i_alt(evaluering), oppsett.arbeidstime, _("Ingen har ført timer."))


def _timer(post, timer, pris, uten_timer):
    if timer is None:
        return Forslag(post, None, uten_timer)
    if pris is None:
        return Forslag(
            post, None, _("%(timer)s timer, men HR har ikke sagt hva en time koster.") % {"timer": tall(timer, 1)}
        )
    return Forslag(
        post,
        (timer * pris).quantize(HELE_KRONER),
        _("%(timer)s timer à %(pris)s.") % {"timer": tall(timer, 1), "pris": kr(pris)},
    )


def timer_i_alt(evaluering: Evaluering) -> Decimal | None:
    """The hours that everyone together took part: as attendance says, else as the measure was planned. None: unknown."""
    if evaluering.kjoring_id:
        return Oppmote.objects.filter(kursplass__kjoring=evaluering.kjoring_id).aggregate(sum=Sum("timer"))["sum"]
    tiltak, antall = evaluering.tiltak, antall_deltakere(evaluering)
    if tiltak.omfang is None or not antall:
        return None
    dag = Kursoppsett.for_kommunen().timer_per_dag if tiltak.omfang_i == Tiltak.Omfangsenhet.DAGER else 1
    return antall * tiltak.omfang * dag


def fullforte(evaluering: Evaluering) -> int | None:
    """How many completed it: those whom the run says so of, else all who took part; None when nobody knows."""
    if evaluering.kjoring_id:
        plasser = Kursplass.objects.filter(kjoring=evaluering.kjoring_id)
        if antall := plasser.filter(status=Kursplass.Status.FULLFORT).count():
            return antall
    return antall_deltakere(evaluering)


def anslag(linjer: list[Nyttelinje], slag: str) -> Anslag | None:
    """The lines of one kind added together; None when there are none."""
    return summer(Anslag(ett.lav, ett.sannsynlig, ett.hoy) for ett in linjer if ett.slag == slag)


# --- Written ---------------------------------------------------------------------------------------


@transaction.atomic
def ta_forslag(evaluering: Evaluering, *, bruker: Bruker) -> int:
    """Write down what is proposed and has an amount, for the posts that have no line yet. Returns how many."""
    evaluering = laas(evaluering, bruker=bruker)
    har = set(evaluering.nyttelinjer.filter(slag=Slag.KOSTNAD).values_list("post", flat=True))
    nye = [ett for ett in forslag(evaluering) if ett.belop is not None and ett.post not in har]
    Nyttelinje.objects.bulk_create(
        Nyttelinje(
            evaluering=evaluering,
            slag=Slag.KOSTNAD,
            post=ett.post,
            navn=ett.post.label,
            forutsetning=ett.grunn,
            rekkefolge=10 * list(Post).index(ett.post),
            **dict.fromkeys(("lav", "sannsynlig", "hoy"), ett.belop),
        )
        for ett in nye
    )
    logg(evaluering, "nytte.foreslatt", bruker=bruker, poster=[ett.post.value for ett in nye])
    return len(nye)


@transaction.atomic
def lagre(linje: Nyttelinje, endring: Endring, *, bruker: Bruker) -> Nyttelinje:
    """Store a new or changed line. Raises ValidationError and Uenig."""
    evaluering = laas(linje.evaluering, bruker=bruker)
    handling = "nytte.endret" if linje.pk else "nytte.lagt_til"
    linje = endring.inn_i(linje)
    linje.full_clean()
    linje.save()
    logg(evaluering, handling, bruker=bruker, navn=linje.navn, sannsynlig=str(linje.sannsynlig))
    return linje


@transaction.atomic
def slett(linje: Nyttelinje, *, bruker: Bruker) -> None:
    evaluering = laas(linje.evaluering, bruker=bruker)
    logg(evaluering, "nytte.slettet", bruker=bruker, navn=linje.navn, sannsynlig=str(linje.sannsynlig))
    linje.delete()
