"""Blocked and then destroyed, when the kommune's time has passed: nothing too early, nothing too much, nothing left."""

import json
import logging

import pytest
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection, transaction
from django.db.models import Q

from kartlegging.dekning.paaminnelse import minn
from kartlegging.dekning.utlop import varsle_om_utlop
from kartlegging.models import (
    Bevisfil,
    Dekningspaaminnelse,
    Foresporsel,
    Foresporselsvar,
    Kartleggingsoppsett,
    Kompetanse,
    MiniCv,
    Oppbevaring,
    Oppgaveutforer,
    Personkompetanse,
)
from kartlegging.oppbevaring.rydding import rydd
from kartlegging.profil import bekreftelse, bevis, registrering
from kartlegging.profil.registrering import om_maaneder
from kompetanse.felles import vegg
from kompetanse.felles.formats import dato
from kompetanse.felles.hendelser import log_hendelse
from kompetanse.felles.models import Hendelse, Varsel
from kompetanse.organisasjon.models import Rollekode, Stilling
from tests.kartlegging.factories import gi_kompetanse, lag_bevis, om
from tests.kartlegging.oppbevaring.conftest import fil, slutter
from tests.klokke import dag
from tests.rollebesetning import gi_rolle, lag_bruker

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frister")]


def navnene(bruker):
    return sorted(str(rad.kompetanse) for rad in Personkompetanse.objects.filter(person=bruker.person))


def hendelser(bruker):
    return [(en.handling, en.data) for en in Hendelse.objects.for_objekt(bruker.person)]


def historien(bruker):
    """Every word that the history of the rows and the audit lines keep of the person's competence."""
    tabeller = ("personkompetanseevent", "minicvevent", "erfaringevent", "bevisfilevent", "oppgaveutforerevent")
    with connection.cursor() as cursor:
        deler = []
        for tabell in (*(f"kartlegging_{navn}" for navn in tabeller), "felles_hendelse"):
            cursor.execute(f"select coalesce(json_agg(t)::text, '') from {tabell} t")
            deler.append(cursor.fetchone()[0])
    return " ".join(deler)


def sperres_og_forfaller(bruker):
    """Left 18 months ago, and was blocked 12 months ago: to be destroyed today."""
    siste_dag = slutter(bruker, 18)
    rydd(om_maaneder(siste_dag, 6))
    return siste_dag


def test_nobody_is_blocked_or_destroyed_before_the_day_and_both_happen_on_it(fylt):
    siste_dag = slutter(fylt, 18)
    alt = ["Demens", "Sykepleierutdanning", "Varme arbeider"]

    hendt = []
    for maaneder, dager in ((6, -1), (6, 0), (18, -1), (18, 0), (18, 1)):
        antall = rydd(om_maaneder(siste_dag, maaneder) + (dag(dager) - dag()))
        sperret = Oppbevaring.objects.filter(sperret__isnull=False).count()
        hendt.append((antall, sperret, navnene(fylt)))

    assert hendt == [
        (0, 0, alt),
        (1, 1, alt),
        (0, 1, alt),
        (1, 1, ["Sykepleierutdanning"]),
        (0, 1, ["Sykepleierutdanning"]),
    ]


def test_what_is_destroyed_is_gone_with_its_history_and_what_matters_for_pay_stays(fylt):
    registrering.slett(gi_kompetanse(fylt, lag_bevis("Angret kurs"), tilstand="egenvurdert"), bruker=fylt)
    sporsmaal = Foresporsel.objects.create(
        enhet=fylt.person.stillinger.get().enhet,
        tittel="Veilede",
        beskrivelse="Lærlinger",
        svarfrist=om(9),
        spurt_av=fylt,
    )
    Foresporselsvar.objects.create(foresporsel=sporsmaal, person=fylt.person, vil=True, ord="Gjerne")
    stier = dict(Bevisfil.objects.values_list("filnavn", "lagringssti"))
    sperres_og_forfaller(fylt)
    rydd()

    rest = historien(fylt)
    for hemmelig in ("Hemmelig kommentar", "Hemmelig skole", "kurs.pdf", "Liker folk", "Kroa", "Angret kurs"):
        assert hemmelig not in rest, hemmelig
    assert "vitnemaal.pdf" in rest
    assert [*Bevisfil.objects.values_list("filnavn", flat=True)] == ["vitnemaal.pdf"]
    assert {navn: default_storage.exists(sti) for navn, sti in stier.items()} == {
        "kurs.pdf": False,
        "vitnemaal.pdf": True,
    }
    assert not MiniCv.objects.exists()
    assert not Oppgaveutforer.objects.exists()
    assert not Foresporselsvar.objects.exists()
    antall = {
        "kompetanser": 2,
        "filer": 1,
        "minicv": 1,
        "oppgaver": 1,
        "svar": 1,
        "varsler": 0,
        "dataklasse": "egen frist",
    }
    assert hendelser(fylt) == [("kompetanse.sperret", {}), ("kompetanse.destruert", antall)]


def test_what_people_were_told_of_it_goes_too_and_what_they_were_told_of_others_stays(fylt, kollega, leder):
    for bruker in (fylt, kollega):
        truck = gi_kompetanse(bruker, lag_bevis(f"Truck {bruker.person.fornavn}"), tilstand="egenvurdert", til=om(20))
        bekreftelse.bekreft([truck], bruker=leder)
    varsle_om_utlop()
    gi_kompetanse(kollega, lag_bevis("Kran"), til=om(20))
    varsle_om_utlop()
    navn = str(fylt.person)
    assert Varsel.objects.filter(mottaker=leder, tekst__contains=navn).count() == 1
    sperres_og_forfaller(fylt)
    rydd()

    assert not Varsel.objects.filter(Q(tekst__contains=navn) | Q(emne__contains=navn)).exists()
    assert not Varsel.objects.filter(mottaker=fylt).exists()
    assert list(Varsel.objects.filter(mottaker=leder).values_list("emne", flat=True)) == [
        f"{kollega}: Kran går ut {dato(om(20))}"
    ]
    assert Varsel.objects.filter(mottaker=kollega).count() == 3


def test_who_never_registered_anything_but_was_reminded_of_it_is_destroyed_too(soker, leder, tre):
    minn(tre.prosjekt, bruker=leder)
    assert Varsel.objects.filter(mottaker=soker).count() == 1
    sperres_og_forfaller(soker)
    rydd()

    assert not Varsel.objects.filter(mottaker=soker).exists()
    assert not Dekningspaaminnelse.objects.filter(person=soker.person).exists()


def test_a_file_that_someone_else_has_too_stays(fylt, kollega):
    felles = gi_kompetanse(kollega, Kompetanse.objects.get(navn="Varme arbeider"))
    bevis.legg_ved(felles, [fil(b"%PDF-1.7 kurs", "mitt.pdf")], bruker=kollega)
    sti = felles.filer.get().lagringssti
    sperres_og_forfaller(fylt)
    rydd()

    assert default_storage.exists(sti)
    assert Oppbevaring.objects.get().filer == []


def test_files_that_a_stopped_run_left_go_the_next_night(fylt, monkeypatch):
    sti = Bevisfil.objects.get(filnavn="kurs.pdf").lagringssti
    sperres_og_forfaller(fylt)
    with monkeypatch.context() as stoppet:
        stoppet.setattr("kartlegging.oppbevaring.rydding.slett_innhold", _stopp)
        with pytest.raises(KeyboardInterrupt):
            rydd()
    assert (default_storage.exists(sti), Oppbevaring.objects.get().filer) == (True, [sti])

    rydd()

    assert (default_storage.exists(sti), Oppbevaring.objects.get().filer) == (False, [])


def _stopp(sti):
    raise KeyboardInterrupt


def test_a_fault_with_one_stops_neither_the_next_person_nor_the_next_kommune(
    fylt, kollega, annen_kommune, monkeypatch, caplog
):
    gi_kompetanse(kollega, lag_bevis("Truck"))
    for bruker in (fylt, kollega):
        sperres_og_forfaller(bruker)
    with vegg.innenfor(annen_kommune.hr.kommune_id):
        Kartleggingsoppsett.for_kommunen()
        Kartleggingsoppsett.objects.update(sperres_etter_mnd=6, slettes_etter_mnd=12)
        nabo = lag_bruker("Nina", annen_kommune.rot)
        gi_kompetanse(nabo, lag_bevis("Kran"))
        slutter(nabo, 7)

    def feil_for_en(objekt, handling, **data):
        if objekt == fylt.person:
            raise ValueError("nei")
        return log_hendelse(objekt, handling, **data)

    monkeypatch.setattr("kartlegging.oppbevaring.rydding.log_hendelse", feil_for_en)
    with caplog.at_level(logging.CRITICAL, logger="kompetanse.felles.jobber"):
        rydd()

    assert len(navnene(fylt)) == 3
    assert navnene(kollega) == []
    with vegg.innenfor(annen_kommune.hr.kommune_id):
        assert Oppbevaring.objects.get().person == nabo.person


@pytest.mark.parametrize("oppsett", [(None, None), (6, None)])
def test_nothing_is_destroyed_where_the_kommune_has_decided_nothing(fylt, oppsett):
    sperres, slettes = oppsett
    Kartleggingsoppsett.objects.update(sperres_etter_mnd=sperres, slettes_etter_mnd=slettes)
    siste_dag = slutter(fylt, 60)
    rydd(om_maaneder(siste_dag, 6))
    rydd()

    assert len(navnene(fylt)) == 3
    assert Oppbevaring.objects.count() == (1 if sperres else 0)


def test_time_that_passed_before_it_was_decided_blocks_first_and_destroys_later(fylt):
    slutter(fylt, 60)
    for _natt in range(2):
        rydd()

    assert len(navnene(fylt)) == 3
    assert Oppbevaring.objects.get().sperret == om(0)


def test_who_comes_back_is_opened_and_keeps_everything(fylt, tre):
    sperres_og_forfaller(fylt)
    Stilling.objects.create(person=fylt.person, enhet=tre.ikt, tittel="Konsulent", fra=om(0))
    assert not Oppbevaring.objects.sperrede().exists()

    rydd()

    assert len(navnene(fylt)) == 3
    assert not Oppbevaring.objects.exists()
    assert hendelser(fylt)[-1] == ("kompetanse.aapnet", {})


@pytest.mark.parametrize("hva", ["stilling", "rolle"])
def test_who_is_to_begin_again_or_holds_a_role_is_not_destroyed(fylt, tre, hva):
    sperres_og_forfaller(fylt)
    if hva == "stilling":
        Stilling.objects.create(person=fylt.person, enhet=tre.ikt, tittel="Konsulent", fra=om(30))
    else:
        gi_rolle(fylt, Rollekode.MBU_MEDLEM, tre.rot)
    rydd()

    assert len(navnene(fylt)) == 3
    assert Oppbevaring.objects.exists() is (hva == "stilling")


def test_what_is_held_back_waits_and_goes_on_its_day(fylt, hr):
    sperres_og_forfaller(fylt)
    Oppbevaring.objects.update(utsatt_til=om(1), utsatt_grunn="Klagesak")
    rydd()
    assert len(navnene(fylt)) == 3

    Oppbevaring.objects.update(utsatt_til=om(0))
    rydd()
    assert navnene(fylt) == ["Sykepleierutdanning"]


def test_what_is_no_longer_to_be_preserved_goes_the_next_night(fylt):
    sperres_og_forfaller(fylt)
    rydd()
    Kompetanse.objects.update(bevares=False)
    rydd()

    assert navnene(fylt) == []


# --- The function in the database ---------------------------------------------------------------


def _slett_i_databasen(person_id):
    with connection.cursor() as cursor:
        cursor.execute("select kartlegging_slett_sluttet(%s)", [person_id])
        return json.loads(cursor.fetchone()[0])


@pytest.mark.parametrize(
    "hvorfor", ["arbeider", "nettopp sluttet", "ikke sperret", "utsatt", "ingen frist", "annen kommune"]
)
def test_the_database_itself_refuses_to_destroy_before_it_is_due(fylt, tre, annen_kommune, hvorfor):
    sperres_og_forfaller(fylt)
    kommune_id = fylt.kommune_id
    if hvorfor == "arbeider":
        Stilling.objects.filter(person=fylt.person).update(til=None)
    elif hvorfor == "nettopp sluttet":
        Oppbevaring.objects.update(sperret=om(-300))
    elif hvorfor == "ikke sperret":
        Oppbevaring.objects.update(sperret=None)
    elif hvorfor == "utsatt":
        Oppbevaring.objects.update(utsatt_til=om(1), utsatt_grunn="Klagesak")
    elif hvorfor == "ingen frist":
        Kartleggingsoppsett.objects.update(slettes_etter_mnd=None)
    else:
        kommune_id = annen_kommune.hr.kommune_id

    with vegg.innenfor(kommune_id), pytest.raises(DatabaseError, match="not to be destroyed"), transaction.atomic():
        _slett_i_databasen(fylt.person_id)

    assert len(navnene(fylt)) == 3


def test_the_way_past_the_triggers_closes_after_the_function(fylt):
    sperres_og_forfaller(fylt)
    _slett_i_databasen(fylt.person_id)

    with connection.cursor() as cursor, pytest.raises(DatabaseError, match="Cannot"), transaction.atomic():
        cursor.execute("delete from kartlegging_personkompetanseevent")
