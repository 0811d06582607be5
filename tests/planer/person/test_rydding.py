"""The plan of one who has left: hidden, then destroyed with its history. The database asks its own clock, the real one."""

import pytest
from django.db import DatabaseError, connection, transaction

from kartlegging.models import Kartleggingsoppsett, Oppbevaring
from kartlegging.oppbevaring import rydding as registeret
from kompetanse.felles.models import Hendelse
from planer.models import Kompetanseplan, Maal, Tiltak, Tiltaksdeltaker
from planer.person import opprettelse, rydding, skriving
from tests.kartlegging.factories import om
from tests.klokke import virkelig_tid
from tests.planer.factories import lag_plan, lag_tiltak

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def databasens_klokke():
    with virkelig_tid():
        yield


@pytest.fixture
def plan(databasens_klokke, soker, leder):
    plan = opprettelse.begynn(soker.person, leder.person, bruker=soker)
    maal = skriving.lagre(Maal(plan=plan, navn="Ta over sårbehandlingen"), bruker=soker)
    skriving.lagre_tiltak(Tiltak(plan=plan, navn="Hospitere"), maal, bruker=soker)
    return plan


def sluttet_og_forfalt(person):
    """The person left long ago, and the kommune's time has passed."""
    oppsett = Kartleggingsoppsett.for_kommunen()
    oppsett.sperres_etter_mnd, oppsett.slettes_etter_mnd = 1, 1
    oppsett.save()
    person.stillinger.update(til=om(-200))
    Oppbevaring.objects.create(person=person, sperret=om(-100))


def test_what_one_who_has_left_had_is_destroyed_with_its_history(tre, plan, soker):
    Tiltaksdeltaker.objects.create(tiltak=lag_tiltak(lag_plan(tre.prosjekt)), person=soker.person)
    sluttet_og_forfalt(soker.person)

    assert (rydding.rydd(), rydding.rydd()) == (1, 0)

    assert (Kompetanseplan.objects.filter(person=soker.person).count(), Tiltaksdeltaker.objects.count()) == (0, 0)
    for tabell in ("maal", "maalkobling"):
        with connection.cursor() as cursor:
            cursor.execute(f"select count(*) from planer_{tabell}event")
            assert cursor.fetchone() == (0,)
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from planer_tiltakevent where navn = 'Hospitere'")
        assert cursor.fetchone() == (0,)
    assert not Hendelse.objects.filter(handling="utviklingsplan.opprettet").exists()
    assert Hendelse.objects.get(handling="utviklingsplan.destruert").data["planer"] == 1


def test_a_plan_is_reason_enough_to_block_and_hides_it_from_the_leader(plan, soker, leder):
    oppsett = Kartleggingsoppsett.for_kommunen()
    oppsett.sperres_etter_mnd = 1
    oppsett.save()
    soker.person.stillinger.update(til=om(-60))

    registeret.rydd()

    assert Oppbevaring.objects.filter(person=soker.person, sperret__isnull=False).exists()
    assert plan not in Kompetanseplan.objects.visible_to(leder)


def test_the_history_of_one_who_works_here_cannot_be_destroyed(plan, soker):
    with pytest.raises(DatabaseError, match="not to be destroyed"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select planer_slett_utviklingshistorikk(%s)", [soker.person_id])
