"""The competence registry of a generated kommune, written in bulk: what there is, who has it, and what is demanded.

Nothing random: the same size gives the same rows. The first section is a unit of 200 people with requirements of its own,
the second one of 50; the generated leader leads both.
"""

import datetime as dt

from django.db import connection
from django.utils import timezone

from kartlegging.dekning import ferdigtall
from kartlegging.katalog.standard import opprett_standardkatalog
from kartlegging.models import (
    Kompetanse,
    Kompetansegruppe,
    Kompetansekrav,
    MiniCv,
    Oppgave,
    Oppgaveutforer,
    Skala,
    Stillingskategori,
    Synonym,
)
from kompetanse.organisasjon.models import Enhet, Stilling

BATCH = 2000
START = dt.date(2020, 1, 1)
STOR_ENHET, LITEN_ENHET = 200, 50
KRAV_I_STOR_ENHET, KRAV_FOR_ALLE = 40, 5
# Everyone has some of these; the rest of what people have is spread over the whole catalogue.
VANLIGE, VANLIGE_HVER = 30, 3
HVA = (
    "Drift", "Planlegging", "Kontroll", "Veiledning", "Opplæring", "Vedlikehold", "Analyse", "Forvaltning",
    "Dokumentasjon", "Kvalitetssikring", "Rådgivning", "Beredskap", "Tilsyn", "Anskaffelse", "Utredning", "Kartlegging",
    "Oppfølging", "Samordning", "Utvikling", "Formidling",
)  # fmt: skip
TEMA = (
    "vannforsyning", "avløp", "barnevern", "byggesak", "demensomsorg", "eiendomsskatt", "folkehelse", "friluftsliv",
    "grunnskole", "hjemmetjeneste", "innkjøp", "integrering", "kulturminner", "kunstløp", "legevakt", "lønn",
    "miljørettet helsevern", "norskopplæring", "oppmåling", "palliasjon", "personvern", "psykisk helse", "rehabilitering",
    "renhold", "renovasjon", "rusomsorg", "salting", "skogbruk", "skolehelse", "skjenking", "sykehjem", "trafikksikkerhet",
    "universell utforming", "utleie", "vei", "velferdsteknologi", "vilt", "voksenopplæring", "økonomistyring", "arkiv",
    "bibliotek", "boligkontor", "brannvern", "digitalisering", "ernæring", "feiing", "gravplasser", "havn", "idrett",
    "jordbruk",
)  # fmt: skip
SETNINGER = (
    "Har arbeidet lenge med {tema} og liker å lære opp andre.",
    "Kommer fra privat sektor, der jeg ledet prosjekter om {tema}.",
    "Nyutdannet med oppgave om {tema}. Vil gjerne være med på tvers.",
)
# A word that many competences have, and the same misspelt.
SOKEORD = ("vannforsyning", "vanforsynning")


def enhetene():
    """The keys of the unit of 200 and the unit of 50."""
    seksjoner = Enhet.objects.filter(kode__in=["Seks1", "Seks2"]).order_by("kode")
    return list(seksjoner.values_list("pk", flat=True))


def fyll(kommune, personer, seksjoner, *, kompetanser, besittelser, krav):
    """Run inside the wall of the kommune. `besittelser` are items for each person."""
    opprett_standardkatalog(kommune)
    _kompetanser(kompetanser)
    _titler(kommune)
    _fyll_enhet(seksjoner[0], personer[-STOR_ENHET:], STOR_ENHET)
    _fyll_enhet(seksjoner[1], personer[-STOR_ENHET - LITEN_ENHET : -STOR_ENHET], LITEN_ENHET)
    _besittelser(kommune, besittelser)
    _krav(kommune, seksjoner, krav)
    _minicver(personer)
    ferdigtall.tell_kommunen(kommune.pk)


def _kompetanser(antall):
    """More competences, until the catalogue has so many: every third one a formal proof that runs out."""
    grupper = list(Kompetansegruppe.objects.filter(forelder__isnull=False))
    skala = Skala.objects.get(standard=True)
    nye = Kompetanse.objects.bulk_create(
        [_kompetanse(nummer, grupper, skala) for nummer in range(antall - Kompetanse.objects.count())], BATCH
    )
    Synonym.objects.bulk_create(
        [Synonym(kompetanse=en, ord=f"{en.navn.split()[-1]}fag {nummer}") for nummer, en in enumerate(nye[::5])], BATCH
    )


def _kompetanse(nummer, grupper, skala):
    formell = nummer % 3 == 0
    runde, plass = divmod(nummer, len(HVA) * len(TEMA))
    hva, tema = HVA[plass % len(HVA)], TEMA[plass // len(HVA)]
    return Kompetanse(
        gruppe=grupper[nummer % len(grupper)],
        navn=f"{hva} {runde + 1}, {tema}",
        type=Kompetanse.Type.FORMAL if formell else Kompetanse.Type.REAL,
        skala=None if formell else skala,
        gyldig_mnd=36 if formell else None,
    )


def _titler(kommune):
    """Titles of the catalogue for those who lead nobody, so that most positions have a category."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            with titler as (
                select array_agg(tittel order by tittel) as alle from kartlegging_kategorikilde
                where kommune_id = %s and tittel <> ''
            )
            update organisasjon_stilling s set tittel = alle[1 + s.id %% cardinality(alle)]
            from titler where s.kommune_id = %s and not s.er_leder
            """,
            [kommune.pk, kommune.pk],
        )


def _fyll_enhet(enhet, folk, antall):
    """Move people there until the unit has so many."""
    mangler = antall - Stilling.objects.filter(enhet=enhet).values("person").distinct().count()
    Stilling.objects.filter(person__in=[person.pk for person in folk[:mangler]], er_leder=False).update(enhet=enhet)


BESITTELSER = """
with kompetanser as (
    select id, nr, skala_id, gyldig_mnd, count(*) over () as antall
    from (select *, row_number() over (order by id) - 1 as nr from kartlegging_kompetanse where kommune_id = %(kommune)s) k
    where not kun_fremvises
), antall as (
    select max(nr)::int + 1 - %(vanlige)s as sjeldne from kompetanser
), plan as (
    select p.id as person_id, p.nr, j,
        case when j < %(vanlige_hver)s then (p.nr + j * (%(vanlige)s / %(vanlige_hver)s)) %% %(vanlige)s
            else %(vanlige)s + (p.nr * 7 + j * (sjeldne / %(hver)s)) %% sjeldne end as kompetanse
    from (select id, row_number() over (order by id)::int as nr from organisasjon_person where kommune_id = %(kommune)s) p
    cross join antall cross join generate_series(0, %(hver)s - 1) j
), rader as (
    select plan.*, k.id as kompetanse_id, k.skala_id, k.gyldig_mnd, %(i_dag)s - (plan.nr * 13 + j * 97) %% 1200 as fra,
        case when (plan.nr + j) %% 20 = 0 then 'paabegynt' when (plan.nr + j) %% 20 < 7 then 'egenvurdert'
            when (plan.nr + j) %% 20 = 7 then 'returnert' else 'bekreftet' end as tilstand
    from plan join kompetanser k on k.nr = plan.kompetanse
)
insert into kartlegging_personkompetanse (kommune_id, person_id, kompetanse_id, nivaa, fra, til, tilstand, forventet,
    institusjon, bruk, kommentar, registrert, endret, vurdering, i_rolle, paa_vegne_av)
select %(kommune)s, person_id, kompetanse_id, case when skala_id is not null then 1 + (nr + j) %% 4 end, fra,
    (fra + make_interval(months => gyldig_mnd))::date, tilstand,
    case when tilstand = 'paabegynt' then %(i_dag)s + 60 end,
    '', case (nr + j) %% 5 when 0 then 'mer' when 1 then 'lite' else 'bruker' end, '', now(), now(), '', '', ''
from rader
"""


def _besittelser(kommune, hver):
    with connection.cursor() as cursor:
        cursor.execute(
            BESITTELSER,
            {
                "kommune": kommune.pk,
                "hver": hver,
                "vanlige": VANLIGE,
                "vanlige_hver": VANLIGE_HVER,
                "i_dag": timezone.localdate(),
            },
        )


def _krav(kommune, seksjoner, antall):
    """A few for everyone, about 50 in the large unit, and the rest spread over the sections, a task in every third."""
    kompetanser = list(Kompetanse.objects.filter(kun_fremvises=False).order_by("pk"))
    kategorier = list(Stillingskategori.objects.order_by("pk"))
    rot = seksjoner[0].over.over.over
    krav = [Kompetansekrav(enhet=rot, kompetanse=en, fra=START) for en in kompetanser[:KRAV_FOR_ALLE]]
    krav += [
        Kompetansekrav(enhet=rot, kompetanse=kompetanser[KRAV_FOR_ALLE + nr], kategori=kategori, fra=START)
        for nr, kategori in enumerate(kategorier[:KRAV_FOR_ALLE])
    ]
    oppgaver = _oppgaver([seksjoner[0]] * 10 + seksjoner[1::3], seksjoner)
    krav += [
        _ett_krav(nr, seksjoner[0], kompetanser[nr], kategorier, oppgaver[nr % 10]) for nr in range(KRAV_I_STOR_ENHET)
    ]
    per_enhet = {oppgave.enhet_id: oppgave for oppgave in oppgaver[10:]}
    for nr in range(antall - len(krav)):
        enhet = seksjoner[1 + nr % (len(seksjoner) - 1)]
        krav.append(_ett_krav(nr, enhet, kompetanser[nr % len(kompetanser)], kategorier, per_enhet.get(enhet.pk)))
    Kompetansekrav.objects.bulk_create(krav, BATCH)


def _oppgaver(enheter, seksjoner):
    """A task for each unit, and five who do it."""
    oppgaver = Oppgave.objects.bulk_create(
        [Oppgave(enhet=enhet, navn=f"Oppgave {nr + 1}", fra=START) for nr, enhet in enumerate(enheter)], BATCH
    )
    folk = {}
    for enhet, person in Stilling.objects.filter(enhet__in=seksjoner).order_by("pk").values_list("enhet", "person"):
        folk.setdefault(enhet, []).append(person)
    Oppgaveutforer.objects.bulk_create(
        [
            Oppgaveutforer(oppgave=oppgave, person_id=person, fra=START)
            for oppgave in oppgaver
            for person in folk.get(oppgave.enhet_id, [])[:5]
        ],
        BATCH,
    )
    return oppgaver


def _ett_krav(nummer, enhet, kompetanse, kategorier, oppgave):
    """On all in the unit, so many of them, one category, or those who do the task; in turn."""
    slag = nummer % 4
    return Kompetansekrav(
        enhet=enhet,
        kompetanse=kompetanse,
        nivaa=2 if kompetanse.skala_id else None,
        antall=3 if slag == 1 else None,
        kategori=kategorier[nummer % len(kategorier)] if slag == 2 else None,  # noqa: PLR2004
        oppgave=oppgave if slag == 3 else None,  # noqa: PLR2004
        maa_bekreftes=nummer % 2 == 0,
        fra=START,
    )


def _minicver(personer):
    """Every fifth has one; half of them are shared with the whole kommune."""
    MiniCv.objects.bulk_create(
        [
            MiniCv(
                person=person,
                tekst=SETNINGER[nr % len(SETNINGER)].format(tema=TEMA[nr % len(TEMA)]),
                deling=MiniCv.Deling.KOMMUNE if nr % 2 else MiniCv.Deling.ENHET,
            )
            for nr, person in enumerate(personer[::5])
        ],
        BATCH,
    )
