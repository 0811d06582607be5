"""Goals, needs and measures of another unit's adopted plan are taken into a plan that is being written, as its own."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max, Model, Q, QuerySet

from kompetanse.organisasjon.models import Bruker
from planer.endring import laas_plan, logg
from planer.kopiering import koble, kopier
from planer.maal.beregning import maal_naa
from planer.maal.maal import ankere
from planer.maal.svar import MAALES
from planer.models import Kompetansebehov, Kompetanseplan, Maal, Tiltak

Status = Kompetanseplan.Status
# What follows into the plan of another. All else is theirs: figures, days, money, who is responsible or takes part, what it
# rests on, and agreements with partners.
FOLGER = {
    Maal: ("navn", "beskrivelse", *MAALES),
    Kompetansebehov: ("navn", "beskrivelse", "kategori", "kompetanse", "driver", "kritisk"),
    Tiltak: (
        *(
            "navn",
            "beskrivelse",
            "satsingsomraade",
            "laeringsform",
            "laeringsarena",
            "maalgruppe",
            "omfang",
            "omfang_i",
            "laerer",
        ),
        *("deltakelse", "styring", "fag", "evalueringsnivaaer", "evaluering"),
    ),
}
LISTER = ("maater", "kategorier", "roller")


class Rad(NamedTuple):
    """Something in the other plan, and what this plan has of it already."""

    ett: Model
    har: Model | None


class Tilbud(NamedTuple):
    """What another plan holds that can be taken from it."""

    maal: list[Rad]
    behov: list[Rad]
    tiltak: list[Rad]


class Hentet(NamedTuple):
    """How many came, and how many of those chosen the plan had already."""

    nye: int
    fra_foer: int


def kilder(plan: Kompetanseplan, bruker: Bruker) -> QuerySet[Kompetanseplan]:
    """The adopted plans of other units that the user sees. An example is one also when another plan has replaced it."""
    andre = Kompetanseplan.objects.for_enheter_visible_to(bruker).exclude(enhet=plan.enhet_id)
    return andre.filter(Q(status=Status.VEDTATT) | Q(status=Status.AVLOST, er_eksempel=True), gjelder_fra__isnull=False)


def tilbud(plan: Kompetanseplan, kilde: Kompetanseplan) -> Tilbud:
    """What the plan may take from the other: goals of the other's own (those from above come to each plan by themselves),
    needs, and measures that were not stopped."""
    tiltak = kilde.tiltak.virker()
    return Tilbud(
        _mot_egne(kilde.maal.filter(valg=Maal.Valg.EGET), plan.maal.all()),
        _mot_egne(kilde.behov.select_related("kategori").prefetch_related("maal"), plan.behov.all()),
        _mot_egne(tiltak.prefetch_related("behov", "maal", *LISTER), plan.tiltak.all()),
    )


def _mot_egne(andres, egne):
    """Each with what the plan has of it: what comes from the same, or else is called the same and comes from elsewhere."""
    andres, egne = list(andres), {_opphav(ett): ett for ett in egne}
    opphav = {_opphav(ett) for ett in andres}
    navn = {ett.navn.casefold(): ett for fra, ett in egne.items() if fra not in opphav}
    return [Rad(ett, egne.get(_opphav(ett)) or navn.get(ett.navn.casefold())) for ett in andres]


def _opphav(ett):
    """The key of what it was first taken from; its own when it was written where it stands."""
    return ett.hentet_fra_id or ett.pk


@transaction.atomic
def hent(
    plan: Kompetanseplan, kilde: Kompetanseplan, valgt: Mapping[str, Iterable[Model]], *, bruker: Bruker
) -> Hentet:
    """Take what is chosen (by the names of `Tilbud`). What the plan has already, is not taken again. What comes is tied
    together as it was, and to the plan's own answers to the same goals above. Raises PermissionDenied."""
    plan = laas_plan(plan, bruker=bruker)
    if not kilder(plan, bruker).filter(pk=kilde.pk).exists():
        raise PermissionDenied
    finnes = tilbud(plan, kilde)._asdict()
    nye = {navn: [rad.ett for rad in rader if rad.ett in valgt[navn] and not rad.har] for navn, rader in finnes.items()}
    her = {navn: {rad.ett.pk: rad.har for rad in rader if rad.har} for navn, rader in finnes.items()}
    maal = _samme_svar(plan, kilde) | her["maal"] | _hent_maal(plan, nye["maal"])
    behov = her["behov"] | _hent_behov(plan, nye["behov"], maal)
    _hent_tiltak(plan, nye["tiltak"], behov, maal)
    antall = {navn: len(rader) for navn, rader in nye.items()}
    logg(plan, "plan.hentet", bruker=bruker, fra=kilde.tittel, enhet=str(kilde.enhet), **antall)
    return Hentet(sum(antall.values()), sum(map(len, valgt.values())) - sum(antall.values()))


def _samme_svar(plan, kilde):
    """Key of the other's answer to a goal above → this plan's own answer to the same goal."""
    egne = {ett.over_id: ett for ett in plan.maal.filter(valg=Maal.Valg.BIDRAR)}
    andres = kilde.maal.filter(valg=Maal.Valg.BIDRAR, over__in=egne)
    return {ett.pk: egne[ett.over_id] for ett in andres}


def _hent_maal(plan, maal):
    """Serves the goal above where that comes to this plan too."""
    over = set(ankere(Maal(plan=plan)).order_by().values_list("pk", flat=True))
    par = _kopier(plan, Maal, maal, over_id=lambda ett: ett.over_id if ett.over_id in over else None)
    for _gammelt, nytt in par:
        if nytt.beregning:
            maal_naa(nytt, bruker=None)
    return {gammelt.pk: nytt for gammelt, nytt in par}


def _hent_behov(plan, behov, maal):
    par = _kopier(plan, Kompetansebehov, behov, opphav=Kompetansebehov.Opphav.HENTET, rekkefolge=_sist(plan.behov))
    koble("maal", par, maal)
    return {gammelt.pk: nytt for gammelt, nytt in par}


def _hent_tiltak(plan, tiltak, behov, maal):
    par = _kopier(plan, Tiltak, tiltak, rekkefolge=_sist(plan.tiltak))
    koble("behov", par, behov)
    koble("maal", par, maal)
    for navn in LISTER:
        koble(navn, par)


def _kopier(plan, modell, rader, **felt):
    return kopier(modell, rader, bare=FOLGER[modell], plan=plan, hentet_fra_id=_opphav, **felt)


def _sist(rader):
    """Places after those that there are; those that share one stand as they are made."""
    return (rader.aggregate(siste=Max("rekkefolge"))["siste"] or 0) + 1
