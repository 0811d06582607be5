"""Heavy work of the competence registry beside its floor: import, many confirmations, and what the night does."""

import time

from django.db import connection
from django.utils import timezone

from kartlegging.dekning import ferdigtall, utlop
from kartlegging.finn.sporring import tolk
from kartlegging.finn.treff import finn
from kartlegging.models import Bevisimport, Kompetanse, Personkompetanse, Utlopsvarsel
from kartlegging.profil import bekreftelse
from kartlegging.profil.innlesing import BEVIS
from kompetanse.felles import vegg
from kompetanse.organisasjon.models import Bruker, Enhet, Person
from tests.ytelse.arbeid import COPY, Kostnad, angres, copy, kommer_etter, kostnad, les_inn, maal
from tests.ytelse.generer import FORSTE
from tests.ytelse.generer_kompetanse import SOKEORD, enhetene
from tests.ytelse.gulv import databasens_cpu

BEKREFTES, SOK = 500, 20
TABELL = Personkompetanse._meta.db_table
HODE = "Ansattnummer;Kompetanse;Fra;Gyldig til"


def tunge(importrader):
    """In the database with one kommune, last of all: the imported items stay in it."""
    hr, leder = (
        Bruker.objects.select_related("person", "kommune").get(epost=f"{navn}@{FORSTE}.ytelse.test")
        for navn in ("hr", "leder")
    )
    with vegg.innenfor(hr.kommune_id):
        return [_sok(hr), *_import(hr, int(importrader)), _bekreft(leder), _utlop(), _tell(hr.kommune_id)]


# --- Search -----------------------------------------------------------------------------------------


def _sok(hr):
    """CPU of PostgreSQL alone, beside finding those who have what the word names."""
    ord_ = SOKEORD[0]
    sql = (
        f"select distinct p.person_id from {TABELL} p join kartlegging_kompetanse k on k.id = p.kompetanse_id"
        " where p.kommune_id = %s and k.kommune_id = %s and k.navn ilike %s limit 200"
    )
    verdier = [hr.kommune_id, hr.kommune_id, f"%{ord_}%"]
    pris, gulv = _i_databasen(lambda: finn(tolk(ord_), hr)), _i_databasen(lambda: _les(sql, verdier))
    return maal(f"Finn kompetanse i PostgreSQL, {SOK} ganger", pris, "å slå opp hvem som har dem", gulv, 10)


def _i_databasen(arbeid):
    arbeid()
    start, database = time.perf_counter(), databasens_cpu()
    for _gang in range(SOK):
        arbeid()
    return Kostnad(time.perf_counter() - start, databasens_cpu() - database)


# --- Import -----------------------------------------------------------------------------------------


def _import(hr, antall):
    """New certificates, and then the same file again: the preview and the storing, as the two jobs do it."""
    innhold = _fil(antall)

    def importer():
        les_inn(BEVIS, Bevisimport(kommune=hr.kommune, filnavn="bevis.csv"), innhold, bruker=hr)

    foer, rader = Personkompetanse.objects.count(), kommer_etter(Personkompetanse)
    ny, uendret, kopi = kostnad(importer), kostnad(importer), copy(rader)
    nye = Personkompetanse.objects.count() - foer
    return [
        maal(f"Import av {antall} bevis, {nye} nye", ny, COPY, kopi, 40),
        maal("De samme bevisene igjen", uendret, COPY, kopi, 15),
    ]


def _fil(antall):
    """So many proofs, one for each person at a time, of what most people do not have."""
    formelle = Kompetanse.objects.filter(type=Kompetanse.Type.FORMAL, kun_fremvises=False, skala=None)
    navn = list(formelle.order_by("-pk").values_list("navn", flat=True)[:100])
    numre = list(Person.objects.order_by("pk").values_list("ansattnummer", flat=True))
    dag = timezone.localdate()
    rader = (
        f"{numre[nr % len(numre)]};{navn[nr // len(numre)]};{dag:%d.%m.%Y};{dag.replace(day=1, year=dag.year + 2):%d.%m.%Y}"
        for nr in range(antall)
    )
    return "\n".join([HODE, *rader]).encode()


# --- Confirming -------------------------------------------------------------------------------------


def _bekreft(leder):
    """What waits in the unit of 200, by its leader; beside the update alone."""
    enhet = Enhet.objects.get(pk=enhetene()[0])
    rader = list(Personkompetanse.objects.venter_i(enhet, leder)[:BEKREFTES])
    bare = Personkompetanse.objects.filter(pk__in=[rad.pk for rad in rader])
    with angres():
        gulv = kostnad(lambda: bare.update(tilstand=Personkompetanse.Tilstand.BEKREFTET))
    with angres():  # once beforehand, since the first call reads all addresses
        bekreftelse.bekreft(rader[:1], bruker=leder)
    with angres():
        pris = kostnad(lambda: bekreftelse.bekreft(rader, bruker=leder))
    return maal(f"Bekreft {len(rader)} på en gang", pris, "én update av de samme radene", gulv, 10)


# --- By night ---------------------------------------------------------------------------------------


def _utlop():
    """The first morning, when nobody has been told of anything."""
    dag, svar = timezone.localdate(), []
    sql = f"select person_id, kompetanse_id, til from {TABELL} where til between %s and %s::date + 90"
    with angres():
        Utlopsvarsel.objects.all().delete()
        gulv = kostnad(lambda: _les(sql, [dag, dag]))
        pris = kostnad(lambda: svar.append(utlop.varsle_om_utlop(dag)))
    return maal(f"Varsle om utløp ({svar[0]} varslede)", pris, "å lese radene som går ut", gulv)


def _tell(kommune_id):
    """All units and categories, beside one grouping of all items by unit."""
    svar = []
    sql = (
        "select s.enhet_id, count(distinct p.person_id), count(*) from organisasjon_stilling s"
        f" join {TABELL} p using (person_id) group by s.enhet_id"
    )
    with angres():
        gulv = kostnad(lambda: _les(sql))
        pris = kostnad(lambda: svar.append(ferdigtall.tell_kommunen(kommune_id)))
    return maal(f"Tell dekningen på nytt ({svar[0]} tall)", pris, "å gruppere alle postene etter enhet", gulv)


def _les(sql, parametre=None):
    with connection.cursor() as cursor:
        cursor.execute(sql, parametre)
        return cursor.fetchall()
