"""What was answered, for those who may see it: the one door. Nothing else reads answers.

Level 1 is the counts that were made as the form closed (`opptelling`): a report of several collections adds up the same
counts, so that no difference between two reports holds an answer that neither shows. Levels 2 and 3 are about named people:
the participant, the leader and the evaluator see each answer; others see only all together, and never so few that whoever
sees some of them can work out the rest.
"""

from django.db.models import Count, Prefetch, Q, QuerySet

from evaluering.models import Deltakersvar, Innsamling, Opptelling, Svarer
from evaluering.svar.opptelling import minste_antall
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Bruker, Person


def med_resultater(innsamlinger: QuerySet[Innsamling], bruker: Bruker | None) -> QuerySet[Innsamling]:
    """The collections with what may be told of all together: their `opptellinger`, of those that have closed with enough
    answers, and their `deltakersvar`; none of those when `bruker` sees so many one by one that the others are too few.
    Whoever makes figures of `deltakersvar` waits until the collection has closed, and counts them (`minste_antall`)."""
    opptellinger = Opptelling.objects.viste().select_related("sporsmal")
    svar = Deltakersvar.objects.exclude(innsamling__in=rester(innsamlinger, bruker) if bruker else [])
    return innsamlinger.prefetch_related(Prefetch("opptellinger", opptellinger), Prefetch("deltakersvar", svar))


def rester(innsamlinger: QuerySet[Innsamling], bruker: Bruker) -> list[int]:
    """The collections in which so few are left, besides those that the user sees one by one, that they would be seen too: of
    all whom there are answers about, or of those that participants, or leaders, have answered about."""
    egne = _antall(synlige(bruker).filter(innsamling__in=innsamlinger.order_by().values("pk")))
    alle = _antall(Deltakersvar.objects.filter(innsamling__in=egne))
    minst = minste_antall()
    return sorted(
        innsamling
        for innsamling, sett in egne.items()
        if any(antall and 0 < av - antall < minst for antall, av in zip(sett, alle[innsamling], strict=True))
    )


def _antall(svar: QuerySet[Deltakersvar]) -> dict[int, tuple[int, ...]]:
    """Collection → about how many participants: in all, and as each kind of people has answered, which is once about each.
    Counted by the database: whoever leads many sees the answers of many."""
    av_hver = {som.value: Count("pk", filter=Q(som=som)) for som in Svarer}
    talt = svar.order_by().values_list("innsamling").annotate(alle=Count("deltaker", distinct=True), **av_hver)
    return {innsamling: tuple(antall) for innsamling, *antall in talt}


def synlige(bruker: Bruker) -> QuerySet[Deltakersvar]:
    """The answers that this user sees one by one: about oneself, about people whom one leads, and those of evaluations that
    one is to carry out."""
    som_leder = tilgang.egne_lederroller(bruker)
    mine = Q(deltaker=bruker.person_id) | Q(innsamling__niva__evaluering__evaluator=bruker.person_id or 0)
    if som_leder:
        mine |= Q(deltaker__in=Person.objects.hos(som_leder).order_by().values("pk"))
    return Deltakersvar.objects.filter(mine, kommune_id=bruker.kommune_id)
