"""Heavy work of the competence registry beside its floor: import, many confirmations, and what the night does."""

import io
import time
from contextlib import contextmanager

from django.db import connection, transaction
from django.utils import timezone

from kartlegging.dekning import ferdigtall, utlop
from kartlegging.finn.sporring import tolk
from kartlegging.finn.treff import finn
from kartlegging.models import Bevisimport, Kompetanse, Personkompetanse, Utlopsvarsel
from kartlegging.profil import bekreftelse
from kartlegging.profil.innlesing import BEVIS
from kompetanse.felles import vegg
from kompetanse.felles.innlesing import prosess
from kompetanse.felles.innlesing.lesing import foreslaa_kolonner, les
from kompetanse.organisasjon.models import Bruker, Enhet, Person
from tests.ytelse.generer import FORSTE
from tests.ytelse.generer_kompetanse import SOKEORD, enhetene
from tests.ytelse.gulv import databasens_cpu
from tests.ytelse.tunge import Kostnad, kostnad, maal

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
        lest = les(BEVIS, innhold, "bevis.csv", hr.kommune)
        kolonner = foreslaa_kolonner(BEVIS, lest.tabell, hr.kommune)
        importen = Bevisimport(kommune=hr.kommune, filnavn="bevis.csv", kolonner=kolonner)
        with transaction.atomic():
            prosess.behold(importen, lest)
            importen.save()
            prosess.kontroller(BEVIS, importen)
        importen.refresh_from_db()
        prosess.lagre(BEVIS, importen.pk, bruker=hr, fingeravtrykk=importen.fingeravtrykk)

    siste = Personkompetanse.objects.order_by("-pk").values_list("pk", flat=True)[0]
    ny, uendret = kostnad(importer), kostnad(importer)
    nye = Personkompetanse.objects.filter(pk__gt=siste).count()
    kopi = _copy(siste)
    return [
        maal(f"Import av {antall} bevis, {nye} nye", ny, "COPY av de samme radene", kopi, 40),
        maal("De samme bevisene igjen", uendret, "COPY av de samme radene", kopi, 15),
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


def _copy(siste):
    """What came after the row with this key, out of the table and into a bare one."""
    buffer = io.StringIO()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"create temporary table gulv (like {TABELL}) on commit drop")
        cursor.copy_expert(f"copy (select * from {TABELL} where id > {siste}) to stdout", buffer)
        buffer.seek(0)
        return kostnad(lambda: cursor.copy_expert("copy gulv from stdin", buffer))


# --- Confirming -------------------------------------------------------------------------------------


def _bekreft(leder):
    """What waits in the unit of 200, by its leader; beside the update alone."""
    enhet = Enhet.objects.get(pk=enhetene()[0])
    rader = list(Personkompetanse.objects.venter_i(enhet, leder)[:BEKREFTES])
    bare = Personkompetanse.objects.filter(pk__in=[rad.pk for rad in rader])
    with _angres():
        gulv = kostnad(lambda: bare.update(tilstand=Personkompetanse.Tilstand.BEKREFTET))
    with _angres():  # once beforehand, since the first call reads all addresses
        bekreftelse.bekreft(rader[:1], bruker=leder)
    with _angres():
        pris = kostnad(lambda: bekreftelse.bekreft(rader, bruker=leder))
    return maal(f"Bekreft {len(rader)} på en gang", pris, "én update av de samme radene", gulv, 10)


@contextmanager
def _angres():
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


# --- By night ---------------------------------------------------------------------------------------


def _utlop():
    """The first morning, when nobody has been told of anything."""
    dag, svar = timezone.localdate(), []
    sql = f"select person_id, kompetanse_id, til from {TABELL} where til between %s and %s::date + 90"
    with _angres():
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
    with _angres():
        gulv = kostnad(lambda: _les(sql))
        pris = kostnad(lambda: svar.append(ferdigtall.tell_kommunen(kommune_id)))
    return maal(f"Tell dekningen på nytt ({svar[0]} tall)", pris, "å gruppere alle postene etter enhet", gulv)


def _les(sql, parametre=None):
    with connection.cursor() as cursor:
        cursor.execute(sql, parametre)
        return cursor.fetchall()
