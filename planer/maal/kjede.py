"""Goals above and below goals: the chain that each one hangs in."""

from collections.abc import Iterable

from django.db import connection

from planer.models import Maal

# A goal whose chain is longer than this stands in a circle, which is refused when it is made.
LENGST = 50

OVER = """
select distinct id from (with recursive over (id, over_id, nivaa) as (
    select id, over_id, 0 from planer_maal where id = any (%s)
    union
    select m.id, m.over_id, over.nivaa + 1 from over join planer_maal m on m.id = over.over_id where over.nivaa < %s
)
select id from over) svar
"""

UNDER = """
select id from (with recursive under (id) as (
    select id from planer_maal where over_id = any (%s)
    union
    select m.id from under join planer_maal m on m.over_id = under.id
)
select id from under) svar
"""


class Kjede(dict[int, Maal]):
    """Goals and all that stand above them, by key, with the document or the plan that each one stands in. Two statements."""

    def __init__(self, nokler: Iterable[int]):
        super().__init__(Maal.objects.select_related("dokument", "plan__enhet").in_bulk(nokler_over(nokler)))

    def opphav(self, maal: Maal) -> Maal:
        """The goal that an answer answers, through as many plans as have passed it on; a goal's own self when it is none."""
        for _ledd in range(LENGST):
            if not maal.er_arvet:
                break
            maal = self[maal.over_id]
        return maal

    def tjener(self, maal: Maal) -> Maal | None:
        """The goal by another name that this one serves, where it was first set."""
        over = self.opphav(maal).over_id
        return self.opphav(self[over]) if over else None

    def over(self, maal: Maal) -> list[Maal]:
        """All that stand above a goal, the highest first."""
        rekke: list[Maal] = []
        while maal.over_id and len(rekke) < LENGST:
            maal = self[maal.over_id]
            rekke.insert(0, maal)
        return rekke


def nokler_over(nokler: Iterable[int]) -> list[int]:
    """The keys of these goals, and of all above them."""
    with connection.cursor() as cursor:
        cursor.execute(OVER, (list(nokler), LENGST))
        return [nokkel for (nokkel,) in cursor.fetchall()]


def nokler_under(*nokler: int) -> list[int]:
    """The keys of all goals below these, at every level."""
    with connection.cursor() as cursor:
        cursor.execute(UNDER, (list(nokler),))
        return [nokkel for (nokkel,) in cursor.fetchall()]
