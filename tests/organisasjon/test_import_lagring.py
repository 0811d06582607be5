"""From file to stored: people, positions and units, and the same file again."""

from decimal import Decimal

import pytest

from kompetanse.organisasjon.models import Enhet, Enhetsperiode, Import, Person, Stilling
from tests.klokke import dag
from tests.organisasjon.importhjelp import HELSE, KARI, OLA, bytt, csv, gjeldende, importer, person

pytestmark = pytest.mark.usefixtures("lager")

HUNDRE = Decimal(100)


def test_a_file_becomes_people_positions_and_units(hr):
    importen = importer(hr, csv(KARI, OLA, HELSE), full_fil=False)

    assert importen.status == Import.Status.LAGRET
    assert gjeldende("1001") == [("Sykepleier", "Hjemmetjenesten", Decimal(80))]
    assert person("1001").epost == "kari@eksempel.test"
    hjemme, helse = Enhet.objects.get(kode="310"), Enhet.objects.get(kode="30")
    assert (hjemme.depth, hjemme.path[:-4]) == (3, helse.path)
    assert Enhet.objects.find_problems() == ([], [], [], [], [])


def test_the_same_file_twice_changes_nothing(hr):
    importer(hr, csv(KARI, OLA, HELSE), full_fil=False)
    foer = list(Stilling.objects.order_by("pk").values()), list(Person.objects.order_by("pk").values())

    importen = importer(hr, csv(KARI, OLA, HELSE), full_fil=False)

    assert importen.plan["uendret"] == 3
    assert not importen.plan["endrer_noe"]
    assert (list(Stilling.objects.order_by("pk").values()), list(Person.objects.order_by("pk").values())) == foer


def test_someone_missing_from_a_full_file_is_ended_not_deleted(hr, systemansvarlig):
    importer(hr, csv(KARI, OLA, HELSE), full_fil=False)

    importen = importer(hr, csv(KARI, HELSE), dato=dag(-30))

    stilling = Stilling.objects.get(person__ansattnummer="1002")
    assert stilling.til == dag(-31)
    assert importen.plan["avsluttede_ansatte"] == Person.objects.count() - 2
    assert gjeldende("1001", dag(-30)) == [("Sykepleier", "Hjemmetjenesten", Decimal(80))]


def test_a_partial_file_leaves_those_it_does_not_mention(hr):
    importer(hr, csv(KARI, OLA, HELSE), full_fil=False)

    importer(hr, csv(bytt(KARI, Etternavn="Bergseth")), full_fil=False)

    assert person("1001").etternavn == "Bergseth"
    assert gjeldende("1002") == [("Enhetsleder", "Hjemmetjenesten", HUNDRE)]


def test_a_move_ends_the_old_position_and_starts_a_new_one(hr):
    importer(hr, csv(KARI, HELSE), full_fil=False)
    flyttet = bytt(KARI, Enhetskode="320", Enhetsnavn="Sykehjemmet")

    importen = importer(hr, csv(flyttet, HELSE), full_fil=False, dato=dag(-30))
    igjen = importer(hr, csv(flyttet, HELSE), full_fil=False, dato=dag())

    assert gjeldende("1001", dag(-31)) == [("Sykepleier", "Hjemmetjenesten", Decimal(80))]
    assert gjeldende("1001", dag(-30)) == [("Sykepleier", "Sykehjemmet", Decimal(80))]
    assert importen.plan["endret"] == 1
    assert igjen.plan["uendret"] == 2


def test_units_are_renamed_and_moved_and_history_tells_what_was(hr):
    importer(hr, csv(KARI, HELSE), full_fil=False)
    hjemme = Enhet.objects.get(kode="310")
    ny = bytt(KARI, Enhetsnavn="Hjemmetjenester", Overordnet="40")
    omsorg = bytt(HELSE, Ansattnummer="1009", Enhetskode="40", Enhetsnavn="Omsorg")

    importer(hr, csv(ny, HELSE, omsorg), full_fil=False)

    hjemme.refresh_from_db()
    assert hjemme.navn == "Hjemmetjenester"
    assert hjemme.path[:-4] == Enhet.objects.get(kode="40").path
    perioder = list(Enhetsperiode.objects.filter(enhet=hjemme).values_list("navn", "forelder__kode"))
    assert perioder[-1] == ("Hjemmetjenester", "40")
    assert Enhet.objects.find_problems() == ([], [], [], [], [])


@pytest.mark.parametrize("antall", [2, 3])
def test_several_positions_for_one_person(hr, antall):
    rader = [bytt(KARI, Stillingsnummer=str(nr), Stillingsprosent="20") for nr in range(antall)]

    importer(hr, csv(*rader, HELSE), full_fil=False)

    assert len(gjeldende("1001")) == antall
    assert Stilling.objects.filter(person__ansattnummer="1001", hovedstilling=True).count() == 1
