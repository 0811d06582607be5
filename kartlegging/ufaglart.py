"""Who is *ufaglært*: does not meet the formal requirement of the category of the position (handbook 10). Answered here.

It is met by any one of the category's `formalkrav`, or what includes one, or by an education at least at its NUS level;
valid that day, confirmed or not. NUS 9 is «uoppgitt», and never counts. A category without a formal requirement has
nobody ufaglært, and is not counted. `tests/kartlegging/tvilling.py` says the same in plain Python.
"""

import datetime as dt
from typing import NamedTuple

from django.db import connection

from kompetanse.organisasjon.models import Enhet


class Ufaglart(NamedTuple):
    """One category in a unit and below it. Someone with several positions of the category counts once among the people."""

    sti: str
    kategori_id: int
    stillinger: int
    ufaglarte_stillinger: int
    personer: int
    ufaglarte_personer: int


def ufaglarte(sti: str, dag: dt.date) -> list[Ufaglart]:
    """For the unit with this path and for each one below it, in one statement; only where there are such positions."""
    with connection.cursor() as cursor:
        cursor.execute(UFAGLARTE, {"sti": sti, "dag": dag, "steg": Enhet.steplen})
        return [Ufaglart(*rad) for rad in cursor.fetchall()]


# It begins with «select», so that the history of rows takes it for what it is: a question.
UFAGLARTE = """
select * from (with recursive arbeid as materialized (
    select s.id, s.person_id, e.path as sti, k.id as kategori_id, k.nus
    from organisasjon_stilling s
    join organisasjon_enhet e on e.id = s.enhet_id and e.path >= %(sti)s and e.path < %(sti)s || '~'
    join kartlegging_kategoriforstilling kategori on kategori.stilling_id = s.id
    join kartlegging_stillingskategori k on k.id = kategori.kategori_id
    where s.fra <= %(dag)s and (s.til is null or s.til >= %(dag)s)
        and (k.nus is not null or exists (
            select from kartlegging_stillingskategori_formalkrav f where f.stillingskategori_id = k.id
        ))
),
dekker (kategori_id, kompetanse_id) as (
    select stillingskategori_id, kompetanse_id from kartlegging_stillingskategori_formalkrav
    union
    select d.kategori_id, i.kompetanse_id from dekker d
    join kartlegging_inkludering i on i.inkluderer_id = d.kompetanse_id
),
har as materialized (
    select p.person_id, p.kompetanse_id, coalesce(p.nus, k.nus) as nus
    from kartlegging_personkompetanse p join kartlegging_kompetanse k on k.id = p.kompetanse_id
    where p.person_id in (select person_id from arbeid) and p.tilstand in ('egenvurdert', 'bekreftet')
        and p.fra <= %(dag)s and (p.til is null or p.til >= %(dag)s)
),
faglart (person_id, kategori_id) as materialized (
    select har.person_id, dekker.kategori_id from har join dekker using (kompetanse_id)
    union
    select a.person_id, a.kategori_id
    from arbeid a join har on har.person_id = a.person_id and har.nus >= a.nus and har.nus < 9
)
select left(a.sti, lengde), a.kategori_id,
    count(*), count(*) filter (where f.person_id is null),
    count(distinct a.person_id), count(distinct a.person_id) filter (where f.person_id is null)
from arbeid a
left join faglart f using (person_id, kategori_id)
cross join lateral generate_series(length(%(sti)s), length(a.sti), %(steg)s) as lengde
group by 1, 2
) svar
"""
