"""What was answered, for those who may see it: the one door. Nothing else reads answers.

Level 1 is the counts that were made as the form closed (`opptelling`): a report of several collections adds up the same
counts, so that no difference between two reports holds an answer that neither shows. Levels 2 and 3 are about named people:
the participant, the leader and the evaluator see each answer; others see only all together, and never so few that whoever
sees some of them can work out the rest.
"""

from django.db import connection
from django.db.models import Prefetch, Q, QuerySet

from evaluering.models import Deltakersvar, Evaluering, Opptelling
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Bruker, Person

# About how many participants there are answers in all, and from each kind of people, of those that are not seen.
RESTER = """
with sett (id, innsamling_id) as ({sett})
select distinct alle.innsamling_id
from (select distinct innsamling_id from sett) noe
join evaluering_deltakersvar alle using (innsamling_id) left join sett using (id)
group by grouping sets ((alle.innsamling_id), (alle.innsamling_id, alle.som))
having count(sett.id) > 0
    and count(distinct alle.deltaker_id) - count(distinct alle.deltaker_id) filter (where sett.id is not null)
        between 1 and %s - 1
"""


def resultatene(utelatt: list[int]) -> tuple[Prefetch, Prefetch]:
    """What may be told of all together, to be prefetched with collections: their `opptellinger`, of those that have closed
    with enough answers, and their `deltakersvar`; none of those of the collections that are left out (`rester`). Whoever
    makes figures of `deltakersvar` waits until the collection has closed, and counts them (`minste_antall`)."""
    return (
        Prefetch("opptellinger", Opptelling.objects.viste().select_related("sporsmal")),
        Prefetch("deltakersvar", Deltakersvar.objects.exclude(innsamling__in=utelatt)),
    )


def rester(sett: QuerySet[Deltakersvar], minst: int) -> list[int]:
    """The collections in which fewer than `minst` (`minste_antall`) are left besides the answers of them that one user sees
    (of `synlige`), so that they would be seen too: of all whom there are answers about, or of those that participants, or
    leaders, have answered about. One statement."""
    sporring, verdier = sett.order_by().values_list("pk", "innsamling").query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(RESTER.format(sett=sporring), (*verdier, minst))
        return [innsamling for (innsamling,) in cursor.fetchall()]


def rester_av(evaluering: Evaluering, bruker: Bruker, minst: int) -> list[int]:
    """Those of one evaluation."""
    return rester(synlige(bruker).filter(innsamling__niva__evaluering=evaluering), minst)


def synlige(bruker: Bruker) -> QuerySet[Deltakersvar]:
    """The answers that this user sees one by one: about oneself, about people whom one leads, and those of evaluations that
    one is to carry out."""
    som_leder = tilgang.egne_lederroller(bruker)
    mine = Q(deltaker=bruker.person_id) | Q(innsamling__niva__evaluering__evaluator=bruker.person_id or 0)
    if som_leder:
        mine |= Q(deltaker__in=Person.objects.hos(som_leder).order_by().values("pk"))
    return Deltakersvar.objects.filter(mine, kommune_id=bruker.kommune_id)
