"""Does this person meet this requirement on this day? Answered here, for one person and for all at once.

Every page, list, count and reminder reads it. The words are those of the handbook (§10): *meets*, *valid*, *includes*,
*nearly*, *on the way*, *has time limit*. `tests/kartlegging/tvilling.py` says the same in plain Python.
"""

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db import connection, models
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kartlegging import paa_vei
from kartlegging.models import Kompetanse, Kompetansekrav, Personkompetanse
from kompetanse.organisasjon.models import Enhet, Person, Rollekode

# No task has this key.
INGEN_OPPGAVE = 0
# What the statements know of a requirement, and of a competence.
FELTER = {
    Kompetansekrav: (
        *("pk", "kompetanse_id", "kommune_id", "nivaa", "maa_bekreftes"),
        *("enhet__path", "kategori_id", "oppgave_id", "rolle", "antall"),
    ),
    Kompetanse: ("pk", "kommune_id"),
}
# So near its end a proof is said to run out.
SNART = dt.timedelta(days=90)


class Tilstand(models.TextChoices):
    """How a person stands to a requirement."""

    MOTER = "moter", _("Møter kravet")
    NESTEN = "nesten", _("Nesten")
    MANGLER = "mangler", _("Mangler")


# Asked of every cell of a matrix; an enumeration is slow to look up in.
MOTER = Tilstand.MOTER.value


class Grunn(models.TextChoices):
    """Why someone nearly meets a requirement; the first that is true."""

    UBEKREFTET = "ubekreftet", _("Ikke bekreftet")
    GAATT_UT = "gaatt_ut", _("Gått ut")
    FOR_LAVT = "for_lavt", _("For lavt nivå")


class Oppfylling(NamedTuple):
    """One person and one requirement on a day.

    `berort`: the requirement concerns this person; else the person only counts among those who can. `frist`: the last
    day of the deadline, None when there is none. `holder_til`: the last day that what is met stays so, None without end.
    `nivaa`: the best level valid that day. `gikk_ut`: the last day that it was met, for one that has run out. `forventet`:
    when what is begun is to be finished. `vil_bruke_mer`: has something of it, and has said so.
    """

    krav_id: int
    person_id: int
    berort: bool
    frist: dt.date | None
    tilstand: str
    grunn: str
    holder_til: dt.date | None
    nivaa: int | None
    gikk_ut: dt.date | None
    forventet: dt.date | None
    vil_bruke_mer: bool = False

    @property
    def moter(self) -> bool:
        return self.tilstand == MOTER

    def har_frist(self, dag: dt.date) -> bool:
        """Not met, and need not be yet."""
        return not self.moter and self.frist is not None and self.frist >= dag

    def mangler(self, dag: dt.date) -> bool:
        """Concerned by name, does not meet it, and has no time left."""
        return self.berort and not self.moter and not self.har_frist(dag)

    def gaar_ut_snart(self, dag: dt.date) -> bool:
        return self.moter and self.holder_til is not None and self.holder_til <= dag + SNART


def oppfylling(
    personer: QuerySet[Person],
    krav: QuerySet[Kompetansekrav] | None = None,
    dag: dt.date | None = None,
    *,
    flyttet_til: Enhet | None = None,
    som_bekreftet: QuerySet[Personkompetanse] | None = None,
) -> list[Oppfylling]:
    """How these people stand to these requirements (all in force) on a day (today), in one statement.

    There is a row for everyone whom a requirement concerns, and for those it does not concern who have, had or have
    begun on what it asks for and count where so many are needed. `flyttet_til`: as it would be if the positions that
    they have, or are to have, were in that unit from that day. `som_bekreftet`: as it would be if these items
    were confirmed.
    """
    try:
        sql, parametre = som_sql(personer, krav, dag, flyttet_til=flyttet_til, som_bekreftet=som_bekreftet)
    except EmptyResultSet:
        return []
    with connection.cursor() as cursor:
        cursor.execute(sql, parametre)
        return [Oppfylling(*rad) for rad in cursor.fetchall()]


def som_sql(
    personer: QuerySet[Person],
    krav: QuerySet[Kompetansekrav] | None = None,
    dag: dt.date | None = None,
    *,
    flyttet_til: Enhet | None = None,
    som_bekreftet: QuerySet[Personkompetanse] | None = None,
) -> tuple[str, tuple]:
    """The statement behind `oppfylling` and its parameters, to be counted or joined with more. Its columns are the
    fields of `Oppfylling`. Raises EmptyResultSet when Django knows that there are no such people or requirements."""
    dag = dag or timezone.localdate()
    krav = Kompetansekrav.objects.gjeldende(dag) if krav is None else krav
    sti = flyttet_til and flyttet_til.path
    verdier = (dag, list(Rollekode.ledere()), sti)
    return _om(SPORSMAAL, personer, krav, *verdier, kun=KUN_DE_DET_GJELDER, som_bekreftet=som_bekreftet)


class Besittelse(NamedTuple):
    """What a person has of one competence on a day, of itself or of one that includes it, whatever is demanded.

    The fields are those of `Oppfylling`; `gyldig`: something is valid that day, and `bekreftet`: the best of that is.
    """

    kompetanse_id: int
    person_id: int
    gyldig: bool
    bekreftet: bool
    holder_til: dt.date | None
    nivaa: int | None
    gikk_ut: dt.date | None
    forventet: dt.date | None

    def gaar_ut_snart(self, dag: dt.date) -> bool:
        return self.holder_til is not None and self.holder_til <= dag + SNART


def besittelse(
    personer: QuerySet[Person],
    kompetanser: QuerySet[Kompetanse],
    dag: dt.date | None = None,
    *,
    blant: QuerySet[Personkompetanse] | None = None,
    paa_vei_hos: QuerySet[Person] | None = None,
) -> list[Besittelse]:
    """What these people have, had or are on the way to of these competences on a day (today), in one statement.

    With `blant` nothing but those items is known, and of `paa_vei_hos` what else they are on the way to (of nobody, when
    it is not said): the answer for a reader who may see no more.
    """
    venter = Person.objects.none() if blant is not None and paa_vei_hos is None else paa_vei_hos
    try:
        sql, parametre = _om(
            BEHOLDNING, personer, kompetanser, dag or timezone.localdate(), blant=blant, paa_vei_hos=venter
        )
    except EmptyResultSet:
        return []
    with connection.cursor() as cursor:
        cursor.execute(sql, parametre)
        return [Besittelse(*rad) for rad in cursor.fetchall()]


def _om(sporsmaal, personer, hva, *verdier, kun="", blant=None, som_bekreftet=None, paa_vei_hos=None):
    """The statement, asked about these people and these requirements or competences; and its parameters."""
    hvem, hvem_parametre = personer.order_by().values("pk").query.sql_with_params()
    hvilke, hvilke_parametre = hva.order_by().values_list(*FELTER[hva.model]).query.sql_with_params()
    godtatt, godtatt_parametre = _blant("or", som_bekreftet)
    utvalg, utvalg_parametre = _blant("and", blant)
    venter, venter_parametre = _blant("and", paa_vei_hos, "v.person_id")
    har = HAR.format(som_bekreftet=godtatt, utvalg=utvalg, kun=kun)
    deler = {"gjelder": GJELDER, "har": har, "holder_til": HOLDER_TIL, "gikk_ut": GIKK_UT}
    deler["ventet"] = VENTET.format(paa_vei=paa_vei.som_sql(), hos=venter)
    parametre = (*hvem_parametre, *hvilke_parametre, *verdier, *godtatt_parametre, *utvalg_parametre, *venter_parametre)
    return sporsmaal.format(hvem=hvem, hva=hvilke, **deler), parametre


def _blant(ledd, rader, felt="pk.id"):
    """More of a condition: an item (or what the field says) is one of these; nothing where nobody asks."""
    if rader is None:
        return "", ()
    try:
        sql, parametre = rader.order_by().values("pk").query.sql_with_params()
    except EmptyResultSet:
        return f"{ledd} false", ()
    return f"{ledd} {felt} in ({sql})", parametre


def antall_berort(personer: QuerySet[Person], krav: Sequence[Kompetansekrav], dag: dt.date | None = None) -> list[int]:
    """How many of these people each of these requirements is for on a day (today), in the same order: those whom it
    concerns by name, or, where so many are needed, those among whom they are to be found. One statement.

    The requirements need not be stored: it can be said beforehand whom one will concern. A task that is not stored has
    nobody yet.
    """
    try:
        hvem, parametre = personer.order_by().values("pk").query.sql_with_params()
    except EmptyResultSet:
        return [0] * len(krav)
    maal = [
        [ett.enhet_id for ett in krav],
        [ett.kategori_id for ett in krav],
        [ett.oppgave_id or (INGEN_OPPGAVE if ett.oppgave else None) for ett in krav],
        [ett.rolle for ett in krav],
    ]
    with connection.cursor() as cursor:
        sql = TELLING.format(hvem=hvem, gjelder=GJELDER)
        cursor.execute(sql, (*parametre, dag or timezone.localdate(), list(Rollekode.ledere()), *maal))
        return [antall for _nr, antall in cursor.fetchall()]


class Gyldighet(NamedTuple):
    """What a person holds today and until when, whether anything demands it or not."""

    person_id: int
    kompetanse_id: int
    siste_dag: dt.date


def gaar_ut(personer: QuerySet[Person], dag: dt.date, innen: dt.date) -> list[Gyldighet]:
    """What is valid on a day, and is so no longer after `innen` at the latest; in the order of the last day.

    Valid is what counts, confirmed or not, and overlapping proofs are valid for as long as any of them is.
    """
    try:
        hvem, parametre = personer.order_by().values("pk").query.sql_with_params()
    except EmptyResultSet:
        return []
    with connection.cursor() as cursor:
        cursor.execute(GAAR_UT.format(hvem=hvem), (*parametre, dag, innen))
        return [Gyldighet(*rad) for rad in cursor.fetchall()]


GAAR_UT = """
select * from (with hvem (id) as materialized ({hvem}),
naa (dag, innen) as (values (%s::date, %s::date)),
har as (
    select p.person_id, p.kompetanse_id, range_agg(daterange(p.fra, p.til, '[]')) as perioder
    from kartlegging_personkompetanse p join hvem on hvem.id = p.person_id
    where p.tilstand in ('egenvurdert', 'bekreftet')
    group by p.person_id, p.kompetanse_id
)
select person_id, kompetanse_id, upper(periode) - 1
from har cross join naa cross join lateral unnest(har.perioder) periode
where periode @> naa.dag and upper(periode) - 1 <= naa.innen
) svar order by 3, 1, 2
"""

# Whom each row of `krav` is for, and since when; `arbeid` are the positions of today, or all of them in the unit that they
# are thought to be moved to. `grener` has each unit with those above it, so that positions by the thousand find their
# requirements by equality. One on so many (`antall`) concerns nobody by name, except those who do the task.
GJELDER = f"""arbeid as materialized (
    select s.person_id, coalesce(naa.flyttet_til, e.path) as sti, kategori.kategori_id,
        case when naa.flyttet_til is null then s.fra else naa.dag end as fra
    from naa, organisasjon_stilling s
    join hvem on hvem.id = s.person_id
    join organisasjon_enhet e on e.id = s.enhet_id
    left join kartlegging_kategoriforstilling kategori on kategori.stilling_id = s.id
    where (s.fra <= naa.dag or naa.flyttet_til is not null) and (s.til is null or s.til >= naa.dag)
),
grener (sti, over) as materialized (
    select sti, left(sti, lengde) from (select distinct sti from arbeid) a
    cross join lateral generate_series({Enhet.steplen}, length(sti), {Enhet.steplen}) as lengde
),
kravgrener as materialized (
    select k.id, k.oppgave_id, k.kategori_id, k.antall, g.sti from krav k join grener g on g.over = k.sti where k.rolle = ''
),
i_enheten as materialized (
    select k.id as krav_id, k.oppgave_id, k.antall, a.person_id, a.fra
    from kravgrener k join arbeid a on a.sti = k.sti
    where k.kategori_id is null or k.kategori_id = a.kategori_id
),
gjelder (krav_id, person_id, berort, inngang) as (
    select krav_id, person_id, antall is null, fra from i_enheten where oppgave_id is null
    union all
    select k.id, r.person_id, k.antall is null, r.fra from krav k
    join naa on true
    join organisasjon_rolletype t on t.kommune_id = k.kommune_id
        and (t.kode = k.rolle or (k.rolle = 'leder' and t.kode = any (naa.ledere)))
    join organisasjon_rolle r on r.type_id = t.id and r.fra <= naa.dag and (r.til is null or r.til >= naa.dag)
    join hvem on hvem.id = r.person_id
    join organisasjon_enhet e on e.id = r.enhet_id and e.path >= k.sti and e.path < k.sti || '~'
    where k.rolle <> ''
    union all
    select k.id, u.person_id, true, u.fra from krav k
    join naa on true
    join kartlegging_oppgaveutforer u on u.oppgave_id = k.oppgave_id
        and u.fra <= naa.dag and (u.til is null or u.til >= naa.dag)
    join hvem on hvem.id = u.person_id
)"""  # noqa: S608 — a number of our own

# Requirements that need not be stored, and how many each is for.
TELLING = """
select * from (with hvem (id) as materialized ({hvem}),
naa (dag, ledere, flyttet_til) as (values (%s::date, %s::text[], null::text)),
krav as materialized (
    select m.nr as id, m.*, null::int as antall, e.kommune_id, e.path as sti
    from unnest(%s::bigint[], %s::bigint[], %s::bigint[], %s::text[])
        with ordinality as m (enhet_id, kategori_id, oppgave_id, rolle, nr)
    left join organisasjon_enhet e on e.id = m.enhet_id
),
{gjelder}
select k.id, count(distinct g.person_id) from krav k left join gjelder g on g.krav_id = k.id group by k.id
) svar order by 1
"""

# What people hold of what each row of `krav` asks for, or of what includes that. `poster` are read once, however many ask
# for them: by person where those are few, else by competence, which is why those that count are joined by themselves.
HAR = """dekker (kompetanse_id, av_id) as (
    select kompetanse_id, kompetanse_id from krav
    union
    select d.kompetanse_id, i.kompetanse_id from dekker d
    join kartlegging_inkludering i on i.inkluderer_id = d.av_id
),
poster as materialized (
    select pk.person_id, pk.kompetanse_id, pk.nivaa, pk.fra, pk.til, pk.forventet, pk.bruk = 'mer' as vil_bruke_mer,
        pk.tilstand = 'paabegynt' as paabegynt,
        pk.tilstand in ('egenvurdert', 'bekreftet') as teller,
        pk.tilstand = 'bekreftet' {som_bekreftet} as er_bekreftet,
        pk.fra <= naa.dag and (pk.til is null or pk.til >= naa.dag) as gyldig,
        pk.fra <= naa.dag as begynt, pk.til < naa.dag as over
    from naa, kartlegging_personkompetanse pk
    join hvem on hvem.id = pk.person_id
    join (select distinct av_id from dekker) dekkende on dekkende.av_id = pk.kompetanse_id
    where true {utvalg}
),
har as materialized (
    select k.id as krav_id, p.person_id,
        range_agg(daterange(p.fra, p.til, '[]'))
            filter (where p.teller and n.holder and (p.er_bekreftet or not k.maa_bekreftes)) as oppfylt,
        max(p.nivaa) filter (where p.teller and p.gyldig) as nivaa,
        bool_or(p.teller and p.gyldig and n.holder) as venter_bekreftelse,
        bool_or(p.teller and p.begynt and not n.holder) as for_lavt,
        max(p.til) filter (where p.teller and p.over and n.holder) as gikk_ut,
        min(p.forventet) filter (where p.paabegynt) as forventet,
        coalesce(bool_or(p.vil_bruke_mer), false) as vil_bruke_mer,
        coalesce(max(p.nivaa) filter (where p.gyldig and p.er_bekreftet), 0)
            >= coalesce(max(p.nivaa) filter (where p.gyldig and p.teller), 0)
            and bool_or(p.gyldig and p.er_bekreftet) as bekreftet
    from krav k
    join dekker d on d.kompetanse_id = k.kompetanse_id
    join poster p on p.kompetanse_id = d.av_id
    cross join lateral (select k.nivaa is null or coalesce(p.nivaa >= k.nivaa, false) as holder) n
    {kun}
    group by k.id, p.person_id
)"""

# Where requirements are asked about, nothing but what those that they are for hold: of a unit with few people the rest of
# the kommune would be gathered only to be thrown away. «is true» keeps it a look-up in a set, and no join (see `samlet`).
KUN_DE_DET_GJELDER = """where ((k.id, p.person_id) in (
        select krav_id, person_id from gjelder
        union all
        select krav_id, person_id from i_enheten where oppgave_id is not null
    )) is true"""

# What people are on the way to by other roads than an item that is begun: a place on a course.
VENTET = """ventet as materialized (
    select k.id as krav_id, v.person_id, min(v.forventet) as forventet
    from krav k
    join dekker d on d.kompetanse_id = k.kompetanse_id
    join ({paa_vei}) v on v.kompetanse_id = d.av_id and v.kommune_id = k.kommune_id
        and (k.nivaa is null or coalesce(v.nivaa >= k.nivaa, false)) {hos}
    join hvem on hvem.id = v.person_id
    group by k.id, v.person_id
)"""

# The last day that what is valid stays so; and when it ran out, if nothing is valid.
HOLDER_TIL = "(select upper(periode) - 1 from unnest(h.oppfylt) periode where periode @> naa.dag)"
GIKK_UT = "case when h.oppfylt @> naa.dag then null else h.gikk_ut end"

# `samlet` brings together whom a requirement concerns and what people hold of it by grouping the two, and finds the
# requirement again by its key: the planner believes in one row of each, and would join ten thousand of them one by one.
# The statements begin with «select», so that the history of rows takes them for what they are: questions, and no changes.
SPORSMAAL = """
select * from (with recursive hvem (id) as materialized ({hvem}),
krav (id, kompetanse_id, kommune_id, nivaa, maa_bekreftes, sti, kategori_id, oppgave_id, rolle, antall)
    as materialized ({hva}),
naa (dag, ledere, flyttet_til) as (values (%s::date, %s::text[], %s::text)),
{gjelder},
{har},
{ventet},
samlet as materialized (
    select krav_id, person_id, bool_or(berort) as berort, min(inngang) as inngang, range_agg(oppfylt) as oppfylt,
        max(nivaa) as nivaa, bool_or(venter_bekreftelse) as venter_bekreftelse, bool_or(for_lavt) as for_lavt,
        max(gikk_ut) as gikk_ut, min(forventet) as forventet, bool_or(vil_bruke_mer) as vil_bruke_mer
    from (
        select krav_id, person_id, true as gjelder, berort, inngang, null::datemultirange as oppfylt, null::int as nivaa,
            null::bool as venter_bekreftelse, null::bool as for_lavt, null::date as gikk_ut, null::date as forventet,
            null::bool as vil_bruke_mer
        from gjelder
        union all
        select krav_id, person_id, true, false, null, null, null, null, null, null, null, null from i_enheten
        where oppgave_id is not null
        union all
        select krav_id, person_id, false, null, null, oppfylt, nivaa, venter_bekreftelse, for_lavt, gikk_ut, forventet,
            vil_bruke_mer
        from har
        union all
        select krav_id, person_id, false, null, null, null, null, null, null, null, forventet, null from ventet
    ) alle
    group by krav_id, person_id
    having bool_or(gjelder) and (bool_or(berort) or not bool_and(gjelder))
)
select h.krav_id, h.person_id, h.berort,
    case when h.berort and h.inngang >= coalesce(k.krevd_siden, k.fra) then h.inngang + k.frist_dager
        when h.berort then k.overgang_til end as frist,
    case when h.oppfylt @> naa.dag then 'moter'
        when h.venter_bekreftelse or h.for_lavt or h.gikk_ut is not null then 'nesten'
        else 'mangler' end as tilstand,
    case when h.oppfylt @> naa.dag then ''
        when h.venter_bekreftelse then 'ubekreftet'
        when h.gikk_ut is not null then 'gaatt_ut'
        when h.for_lavt then 'for_lavt'
        else '' end as grunn,
    {holder_til} as holder_til,
    h.nivaa,
    {gikk_ut} as gikk_ut,
    h.forventet,
    coalesce(h.vil_bruke_mer, false) as vil_bruke_mer
from samlet h
cross join naa
join kartlegging_kompetansekrav k on k.id = h.krav_id
) svar
"""

# The same of nothing but the competences themselves.
BEHOLDNING = """
select * from (with recursive hvem (id) as materialized ({hvem}),
kompetanser (id, kommune_id) as materialized ({hva}),
naa (dag) as (values (%s::date)),
krav as (select id, id as kompetanse_id, kommune_id, null::int as nivaa, false as maa_bekreftes from kompetanser),
{har},
{ventet}
select krav_id, person_id, coalesce(h.oppfylt @> naa.dag, false), coalesce(h.bekreftet, false),
    {holder_til}, h.nivaa, {gikk_ut}, least(h.forventet, v.forventet)
from har h full join ventet v using (krav_id, person_id) cross join naa
where h.oppfylt @> naa.dag or h.gikk_ut is not null or h.forventet is not null or v.forventet is not null
) svar
"""
