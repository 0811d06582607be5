"""Who has competence registered, confirmed and looked at, and how many in each unit. Counted here, and nowhere else."""

import datetime as dt
from decimal import Decimal
from typing import NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from kartlegging.dekning.stillingsstorrelse import Storrelse
from kompetanse.organisasjon.models import Enhet, Person

# So long after someone last looked at what is registered, it is to be looked at again.
SETT_INNEN = dt.timedelta(days=365)

DEFINISJONER = {
    "registrert": _(
        "Personer med stilling her eller i en enhet under, som har minst én kompetanse av slaget registrert og gyldig i "
        "dag, bekreftet eller ikke. Det som er påbegynt eller returnert, regnes ikke med."
    ),
    "bekreftet": _("De av dem som har fått minst én av disse bekreftet."),
    "sett": _("Personer der noe av slaget er registrert, bekreftet eller endret de siste 12 månedene."),
}


class Personstatus(NamedTuple):
    """What one person has of formal and of real competence on a day."""

    person_id: int
    formal: bool
    formal_bekreftet: bool
    formal_sett: bool
    real: bool
    real_bekreftet: bool
    real_sett: bool

    @property
    def sett(self) -> bool:
        return self.formal_sett or self.real_sett

    @property
    def mangler(self) -> list[str]:
        """What is lacking, as words of `MANGLER`; empty for who is done."""
        har = {"formal": self.formal, "real": self.real, "sett": self.sett}
        return [navn for navn in MANGLER if not har[navn]]


MANGLER = {
    "formal": _("Ingen formell kompetanse er registrert"),
    "real": _("Ingen realkompetanse er registrert"),
    "sett": _("Ingenting er sett på de siste 12 månedene"),
}


class Telling(NamedTuple):
    """One unit and all below it. People count once, wherever and however much they work there."""

    personer: int
    formal: int
    formal_bekreftet: int
    formal_sett: int
    real: int
    real_bekreftet: int
    real_sett: int
    stillinger: int
    prosent: Decimal

    @classmethod
    def lest(cls, tall: list) -> "Telling":
        """From how JSON keeps it."""
        return cls(*tall[:-1], Decimal(tall[-1]))

    @property
    def storrelse(self) -> Storrelse:
        return Storrelse(self.stillinger, self.personer, self.prosent)


def statuser(personer: QuerySet[Person], dag: dt.date) -> list[Personstatus]:
    """Each of these people on a day, in the order of their names. One statement."""
    try:
        hvem, parametre = personer.order_by().values("pk").query.sql_with_params()
    except EmptyResultSet:
        return []
    with connection.cursor() as cursor:
        cursor.execute(STATUSER.format(hvem=hvem, status=STATUS), (*parametre, dag, dag - SETT_INNEN))
        return [Personstatus(*rad) for rad in cursor.fetchall()]


def tell(sti: str, dag: dt.date) -> dict[str, Telling]:
    """Path → figures, for the unit with this path and for each one below it where someone works. One statement."""
    with connection.cursor() as cursor:
        grense = (sti, f"{sti}~")
        cursor.execute(TELLING.format(status=STATUS), (dag, dag - SETT_INNEN, *grense, len(sti), Enhet.steplen))
        return {rad[0]: Telling(*rad[1:]) for rad in cursor.fetchall()}


# For those in `hvem`, on the day in `naa`. The statements begin with «select», so that the history of rows takes them for
# what they are: questions, and no changes.
STATUS = """
status as materialized (
    select p.person_id,
        bool_or(p.gyldig and p.formal) as formal,
        bool_or(p.gyldig and p.formal and p.bekreftet) as formal_bekreftet,
        bool_or(p.formal and p.sett) as formal_sett,
        bool_or(p.gyldig and not p.formal) as real,
        bool_or(p.gyldig and not p.formal and p.bekreftet) as real_bekreftet,
        bool_or(not p.formal and p.sett) as real_sett
    from (
        select p.person_id, k.type = 'formal' as formal, p.tilstand = 'bekreftet' as bekreftet,
            p.tilstand in ('egenvurdert', 'bekreftet') and p.fra <= naa.dag
                and (p.til is null or p.til >= naa.dag) as gyldig,
            greatest(p.registrert, p.vurdert, p.endret)::date >= naa.sett_innen as sett
        from naa cross join kartlegging_personkompetanse p
        join kartlegging_kompetanse k on k.id = p.kompetanse_id
        where p.person_id in (select id from hvem)
    ) p
    group by p.person_id
)
"""

STATUSER = """
select * from (with hvem (id) as materialized ({hvem}),
naa (dag, sett_innen) as (values (%s::date, %s::date)),
{status}
select p.id, coalesce(s.formal, false), coalesce(s.formal_bekreftet, false), coalesce(s.formal_sett, false),
    coalesce(s.real, false), coalesce(s.real_bekreftet, false), coalesce(s.real_sett, false)
from hvem join organisasjon_person p using (id)
left join status s on s.person_id = p.id
order by nb_sort(p.etternavn), nb_sort(p.fornavn), p.id
) svar
"""

TELLING = """
select * from (with naa (dag, sett_innen) as (values (%s::date, %s::date)),
arbeid as materialized (
    select s.person_id, s.prosent, e.path as sti
    from naa, organisasjon_stilling s
    join organisasjon_enhet e on e.id = s.enhet_id and e.path >= %s and e.path < %s
    where s.fra <= naa.dag and (s.til is null or s.til >= naa.dag)
),
hvem (id) as (select distinct person_id from arbeid),
{status},
plass as (
    select left(a.sti, lengde) as sti, a.person_id, count(*) as stillinger, sum(a.prosent) as prosent
    from arbeid a cross join lateral generate_series(%s, length(a.sti), %s) as lengde
    group by 1, 2
)
select p.sti, count(*), count(*) filter (where s.formal), count(*) filter (where s.formal_bekreftet),
    count(*) filter (where s.formal_sett), count(*) filter (where s.real), count(*) filter (where s.real_bekreftet),
    count(*) filter (where s.real_sett), sum(p.stillinger)::int, sum(p.prosent)
from plass p left join status s using (person_id)
group by p.sti
) svar
"""
